"""A scratch repository made from one of the examples."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from coresearch.core.errors import BadInput, NotFound
from coresearch.paths import shipped
from coresearch.repo.start import start_repository


def examples() -> list[str]:
    """The names of the examples that come with the program."""
    return sorted(
        folder.name
        for folder in shipped("examples").iterdir()
        if (folder / "plan.md").is_file()
    )


def make_scratch_repository(name: str, folder: Path | None) -> Path:
    """A new git repository holding the example `name`, committed.

    Raises:
        NotFound: there is no such example.
        BadInput: `folder` is there already, or cannot be made.
    """
    if name not in examples():
        raise NotFound(
            f"There is no example {name}.", hint=f"There are: {', '.join(examples())}"
        )
    target = folder or Path(tempfile.mkdtemp(prefix="coresearch-demo-")) / name
    try:
        shutil.copytree(
            shipped("examples") / name,
            target,
            ignore=shutil.ignore_patterns("__pycache__", "results"),
        )
    except FileExistsError:
        raise BadInput(
            f"{target} is there already.", hint="Name a folder that is not there yet."
        ) from None
    except OSError as error:
        raise BadInput(f"{target} cannot be made: {error.strerror}.") from None
    start_repository(target, f"Example: {name}")
    return target.resolve()

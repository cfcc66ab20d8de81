"""A scratch repository made from one of the examples."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from coresearch.core.errors import BadInput, NotFound
from coresearch.paths import shipped

DEFAULT = "label-noise"


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
    import git

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
    someone = git.Actor("coresearch demo", "demo@localhost")
    with git.Repo.init(target, initial_branch="main") as repository:
        repository.git.add(all=True)
        repository.index.commit(f"Example: {name}", author=someone, committer=someone)
    return target.resolve()

"""Which kernels there are, and which one a file asks for."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coresearch.core.errors import NotFound
from coresearch.core.text import one_line

PYTHON = "python3"
"""The kernel that runs where nothing names another: that of the active environment."""


@dataclass(frozen=True, slots=True)
class KernelSpec:
    """An installed kernel."""

    name: str
    display_name: str
    language: str
    argv: tuple[str, ...]
    folder: str
    content: Mapping[str, Any]
    """The whole `kernel.json`."""

    @property
    def is_python(self) -> bool:
        """Whether it is IPython's kernel, which can be told a script's name."""
        return any("ipykernel" in word for word in self.argv)


def find_kernel(name: str = "", environ: Mapping[str, str] = os.environ) -> KernelSpec:
    """The kernel `name`; without one that of the active Python environment.

    Raises:
        NotFound: there is no such kernel, or the active environment has none.
    """
    if name in ("", PYTHON):
        own = _of_active_environment(environ)
        if own is not None:
            return _read(PYTHON, own)
    folders = dict(_installed())
    wanted = name or PYTHON
    if wanted not in folders:
        raise _no_kernel(wanted, sorted(folders))
    return _read(wanted, folders[wanted])


def _installed() -> Iterator[tuple[str, Path]]:
    """Name and folder of every kernel, those that are looked for first last.

    jupyter_client would look in IPython's old folder too, and import all of IPython to
    find out where that is.
    """
    from jupyter_core.paths import jupyter_path

    for folder in reversed(jupyter_path("kernels")):
        for file in sorted(Path(folder).glob("*/kernel.json")):
            yield file.parent.name.lower(), file.parent


def _of_active_environment(environ: Mapping[str, str]) -> Path | None:
    """The kernel's folder in a virtual or conda environment that is not our own."""
    active = environ.get("VIRTUAL_ENV") or environ.get("CONDA_PREFIX")
    if not active or Path(active).resolve() == Path(sys.prefix).resolve():
        return None
    folder = Path(active, "share", "jupyter", "kernels", PYTHON)
    if (folder / "kernel.json").is_file():
        return folder
    python = Path(active, "bin", "python")
    raise NotFound(
        f"The active environment {active} has no Jupyter kernel.",
        hint=f"Install one: {python} -m pip install ipykernel",
    )


def _read(name: str, folder: Path) -> KernelSpec:
    try:
        content = json.loads((folder / "kernel.json").read_text("utf-8"))
        return _from_content(name, str(folder), content)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise NotFound(
            f"The kernel in {folder} cannot be used: its kernel.json is broken.",
            hint="Install it again.",
        ) from None


def _from_content(name: str, folder: str, content: Mapping[str, Any]) -> KernelSpec:
    return KernelSpec(
        name=name,
        display_name=one_line(content.get("display_name") or name),
        language=content.get("language") or "",
        argv=tuple(content["argv"]),
        folder=folder,
        content=content,
    )


def _no_kernel(name: str, known: list[str]) -> NotFound:
    there = f"There are: {', '.join(known)}" if known else "None is installed."
    return NotFound(f"There is no Jupyter kernel {one_line(name)}.", hint=there)


def kernel_for_language(language: str) -> str:
    """The name of an installed kernel that runs `language`.

    Raises:
        NotFound: there is none.
    """
    for name, folder in dict(_installed()).items():
        if _read(name, folder).language.casefold() == language.casefold():
            return name
    raise NotFound(
        f"No Jupyter kernel for {language} is installed.",
        hint="Install one, or name another: --kernel NAME",
    )

"""Which kernels there are, and which one a file asks for."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
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
    own = _of_active_environment(environ)
    if own is not None and name in ("", PYTHON):
        return _read(PYTHON, own)
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    specs = KernelSpecManager()
    try:
        found = specs.get_kernel_spec(name or PYTHON)
    except (NoSuchKernel, ValueError, OSError):
        raise _no_kernel(name or PYTHON, sorted(specs.find_kernel_specs())) from None
    return _from_content(name or PYTHON, found.resource_dir, found.to_dict())


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
    from jupyter_client.kernelspec import KernelSpecManager

    specs = KernelSpecManager().get_all_specs()
    for name, found in sorted(specs.items()):
        if str(found["spec"].get("language", "")).casefold() == language.casefold():
            return str(name)
    raise NotFound(
        f"No Jupyter kernel for {language} is installed.",
        hint="Install one, or name another: --kernel NAME",
    )

"""Code as the cells in which it is run: a script, its `# %%` cells, a notebook."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coresearch.core.errors import BadInput

_MARKER = re.compile(r"^#\s*%%(.*)$", re.MULTILINE)
_PROSE = re.compile(r"\[(markdown|raw|md)\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of code that is run as one."""

    number: int
    """From 1, as outputs are counted; in a notebook among its code cells."""
    source: str
    line: int = 1
    """Where it begins in its file, from 1."""
    title: str = ""
    may_fail: bool = False
    """Whether the run goes on after an error in it."""


def script_cells(text: str) -> tuple[Cell, ...]:
    """The cells of a script: one, or those that its `# %%` markers make.

    A cell of prose (`# %% [markdown]`) and an empty one are left out.
    """
    marks = list(_MARKER.finditer(text))
    if not marks:
        return (Cell(1, text),)
    starts = [0, *(mark.start() for mark in marks)]
    titles = ["", *(mark[1].strip() for mark in marks)]
    cells: list[Cell] = []
    for start, end, title in zip(starts, [*starts[1:], len(text)], titles, strict=True):
        source = text[start:end]
        if _PROSE.search(title) or not _says_something(source):
            continue
        line = text.count("\n", 0, start) + 1
        cells.append(Cell(len(cells) + 1, source, line, title))
    return tuple(cells)


def _says_something(source: str) -> bool:
    return any(
        line.strip() and not line.lstrip().startswith("#")
        for line in source.splitlines()
    )


@dataclass(frozen=True, slots=True)
class Notebook:
    """What a notebook asks to be run, and in which kernel."""

    cells: tuple[Cell, ...]
    kernel: str
    """The kernelspec's name; empty if it names none."""


def read_notebook(text: str, name: str) -> Notebook:
    """The code cells of a notebook of format 4.

    Cells tagged `skip-execution` are left out, and those tagged `raises-exception` may
    fail, as in Jupyter's own tools.

    Raises:
        BadInput: it is no such notebook.
    """
    try:
        content = json.loads(text)
        version = content["nbformat"]
        if version != 4:
            raise BadInput(
                f"{name} is a notebook of format {version}; format 4 can be run.",
                hint=f"jupyter nbconvert --to notebook --nbformat 4 {name}",
            )
        cells = [cell for cell in content["cells"] if cell["cell_type"] == "code"]
        kernel = content.get("metadata", {}).get("kernelspec", {}).get("name", "")
        found = [_notebook_cell(number, cell) for number, cell in enumerate(cells, 1)]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BadInput(f"{name} is not a Jupyter notebook.") from None
    return Notebook(tuple(cell for cell in found if cell is not None), str(kernel))


def _notebook_cell(number: int, cell: Mapping[str, Any]) -> Cell | None:
    source = cell["source"]
    if not isinstance(source, str):
        source = "".join(source)
    tags = cell.get("metadata", {}).get("tags", [])
    if "skip-execution" in tags or not source.strip():
        return None
    return Cell(number, source, may_fail="raises-exception" in tags)

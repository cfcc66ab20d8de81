"""A script or notebook as syntax trees that know where they stand in the file."""

from __future__ import annotations

import ast
import json
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from coresearch.core.errors import BadInput
from coresearch.critic.language import NotAssessed
from coresearch.critic.plan import Passage

MOST_CHARACTERS = 500_000
"""Code beyond this is not read: nobody wrote it, and the time must be bounded."""
_MOST_QUOTED = 4
"""Lines of a statement that a finding quotes."""
_MAGIC = re.compile(r"(\s*)(?:[\w, ]+=\s*)?[%!?].*|(\s*).*[^\s?]\?{1,2}\s*$")
_WHOLE_CELL = re.compile(r"%%(?:time|timeit|capture|prun)\b")


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of code: all of a script, or one cell of a notebook."""

    lines: tuple[str, ...]
    places: tuple[int, ...]
    """For each line its line in the file, from 1."""


@dataclass(frozen=True, slots=True)
class Script:
    """Code that was parsed. Line n of the tree is `lines[n - 1]`."""

    source: str
    lines: tuple[str, ...]
    places: tuple[int, ...]
    tree: ast.Module
    unread: tuple[NotAssessed, ...]
    is_notebook: bool = False

    def passage(self, node: ast.AST) -> Passage:
        """Where `node` stands, with its first lines."""
        first, last = _span(node)
        last = min(last, first + _MOST_QUOTED - 1)
        quote = "\n".join(self.lines[first - 1 : last]).strip()
        return Passage(self.places[first - 1], self.places[last - 1], quote)

    def text(self, node: ast.AST) -> str:
        """The code of `node`, on one line."""
        return " ".join(ast.unparse(node).split())


def _span(node: ast.AST) -> tuple[int, int]:
    """First and last line; of what has a body, its head and the body's first line."""
    first = int(getattr(node, "lineno", 1))
    last = int(getattr(node, "end_lineno", first) or first)
    body = getattr(node, "body", None)
    if isinstance(body, list) and body:
        last = max(first, int(body[0].end_lineno or first))
    return first, last


def read_script(source: str) -> Script:
    """The Python file `source`."""
    lines = tuple(source[:MOST_CHARACTERS].splitlines())
    places = tuple(range(1, len(lines) + 1))
    return _parsed(source, [Cell(lines, places)], is_notebook=False)


def read_notebook(source: str) -> Script:
    """The code cells of the Jupyter notebook `source`.

    Raises:
        BadInput: it is no notebook.
    """
    cells = [_code(cell) for kind, cell in notebook_cells(source) if kind == "code"]
    return _parsed(source, cells, is_notebook=True)


def notebook_prose(source: str) -> Script:
    """The Markdown cells of the notebook `source`, as lines that know their places.

    Raises:
        BadInput: it is no notebook.
    """
    lines: list[str] = []
    places: list[int] = []
    for kind, cell in notebook_cells(source):
        if kind == "markdown" and cell.lines:
            lines += [*cell.lines, ""]
            places += [*cell.places, cell.places[-1]]
    empty = ast.Module(body=[], type_ignores=[])
    return Script(
        source, tuple(lines or [""]), tuple(places or [1]), empty, (), is_notebook=True
    )


def notebook_cells(source: str) -> Iterator[tuple[str, Cell]]:
    """Every cell of a notebook with its kind, `code` or `markdown`, in order.

    The format is JSON: nbformat version 4, and version 3 with its worksheets.

    Raises:
        BadInput: it is no notebook.
    """
    try:
        notebook = json.loads(source)
    except (ValueError, RecursionError) as error:
        said = str(error) if isinstance(error, ValueError) else "nested too deeply"
        raise BadInput(f"It is no notebook: {said}.") from None
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if cells is None and isinstance(notebook, dict):
        sheets = notebook.get("worksheets")
        sheet = sheets[0] if isinstance(sheets, list) and sheets else None
        cells = sheet.get("cells") if isinstance(sheet, dict) else None
    if not isinstance(cells, list):
        raise BadInput("It is no notebook: it has no cells.")
    finder = _Finder(source)
    for cell in cells:
        if isinstance(cell, dict) and cell.get("cell_type") in ("code", "markdown"):
            yield cell["cell_type"], _cell(_source_of(cell), finder)


def _source_of(cell: dict[str, Any]) -> list[str]:
    """The text of a cell as it is kept: pieces that end lines, or one string."""
    kept = cell.get("source", cell.get("input", ""))
    pieces = kept if isinstance(kept, list) else [kept]
    return [piece for piece in pieces if isinstance(piece, str)]


class _Finder:
    """Finds the strings of a notebook in its JSON, one after the other."""

    _PATIENCE = 3
    """Strings in vain, after which they are spelled in a way that is not known."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = self._lines = self._in_vain = 0

    def line_of(self, text: str) -> int:
        """The line (from 1) that holds `text`; if it is not found, the line before."""
        if self._in_vain < self._PATIENCE:
            for plain in (False, True):
                spelled = json.dumps(text, ensure_ascii=plain)
                place = self._source.find(spelled, self._at)
                if place >= 0:
                    self._lines += self._source.count("\n", self._at, place)
                    self._at = place
                    break
            else:
                self._in_vain += 1
        return self._lines + 1


def _cell(pieces: Sequence[str], finder: _Finder) -> Cell:
    """The lines of a cell, each with the line of the file that holds it."""
    lines: list[str] = []
    places: list[int] = []
    for piece in pieces:
        number = finder.line_of(piece)
        parts = piece.splitlines() or [""]
        lines += parts
        places += [number] * len(parts)
    return Cell(tuple(lines), tuple(places))


def _code(cell: Cell) -> Cell:
    """The cell with what only IPython reads put as `pass`."""
    first = next((line for line in cell.lines if line.strip()), "")
    if first.startswith("%%") and not _WHOLE_CELL.match(first):
        return Cell(("",) * len(cell.lines), cell.places)
    lines, goes_on = [], False
    for line in cell.lines:
        match = None if goes_on else _MAGIC.fullmatch(line)
        if match and not line.lstrip().startswith("#"):
            indent = line[: len(line) - len(line.lstrip())]
            lines.append(f"{indent}pass")
        else:
            lines.append("" if goes_on else line)
        goes_on = (bool(match) or goes_on) and line.endswith("\\")
    return Cell(tuple(lines), cell.places)


def _parsed(source: str, cells: Sequence[Cell], *, is_notebook: bool) -> Script:
    lines: list[str] = []
    places: list[int] = []
    body: list[ast.stmt] = []
    unread: list[NotAssessed] = []
    for cell in cells:
        tree, fault = _tree("\n".join(cell.lines), is_notebook)
        if tree is None:
            unread.append(_unread(cell, fault))
        else:
            if lines:
                ast.increment_lineno(tree, len(lines))
            body += tree.body
        lines += cell.lines or [""]
        places += cell.places or [places[-1] if places else 1]
    module = ast.Module(body=body, type_ignores=[])
    return Script(
        source,
        tuple(lines or [""]),
        tuple(places or [1]),
        module,
        tuple(unread),
        is_notebook,
    )


def _tree(text: str, is_notebook: bool) -> tuple[ast.Module | None, SyntaxError | str]:
    flags = ast.PyCF_ONLY_AST
    if is_notebook:
        flags |= ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an odd escape in a string is not ours
            tree = compile(text, "<script>", "exec", flags, dont_inherit=True)
    except SyntaxError as error:
        return None, error
    except (ValueError, RecursionError, MemoryError) as error:
        return None, str(error) or "nested too deeply"
    assert isinstance(tree, ast.Module)
    return tree, ""


def _unread(cell: Cell, fault: SyntaxError | str) -> NotAssessed:
    if isinstance(fault, str):
        return NotAssessed(cell.places[0], cell.places[-1], f"no Python: {fault}")
    number = min(max(fault.lineno or 1, 1), len(cell.places))
    line = cell.places[number - 1]
    return NotAssessed(
        cell.places[0], cell.places[-1], f"no Python: {fault.msg}, line {line}"
    )

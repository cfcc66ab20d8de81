"""Changes of code that mend a slip: one expression for another, or lines before one."""

from __future__ import annotations

import ast

from coresearch.core.edits import Replacement
from coresearch.diagnosis.case import Case

Edit = tuple[Replacement, ...]


def instead(case: Case, path: str, node: ast.AST, new: str) -> Edit:
    """`new` in the place of an expression that stands on one line."""
    number = getattr(node, "lineno", 0)
    line = _line(case, path, number)
    start, end = (
        getattr(node, "col_offset", None),
        getattr(node, "end_col_offset", None),
    )
    is_one = getattr(node, "end_lineno", 0) == number
    if not line or not is_one or start is None or end is None or not line.isascii():
        return ()
    changed = line[:start] + new + line[end:]
    return (Replacement(line, changed, number),) if changed != line else ()


def before(case: Case, path: str, node: ast.stmt, new: str) -> Edit:
    """A line before a statement, as far indented."""
    line = _line(case, path, node.lineno)
    indent = line[: node.col_offset]
    if not line or indent.strip():
        return ()
    return (Replacement(line, f"{indent}{new}\n{line}", node.lineno),)


def _line(case: Case, path: str, number: int) -> str:
    lines = (case.around.text(path) or "").splitlines(keepends=True)
    return lines[number - 1] if 0 < number <= len(lines) else ""

"""What the failing line asks for: of which value, by which name."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from coresearch.core.edits import Replacement
from coresearch.diagnosis.case import Case
from coresearch.diagnosis.origins.scopes import Scope, source_of, statements
from coresearch.diagnosis.origins.tables import texts
from coresearch.diagnosis.origins.values import Value

_BY_NAME = frozenset({
    "sort_values", "groupby", "set_index", "drop", "pivot", "pivot_table", "melt",
    "plot", "boxplot", "explode", "drop_duplicates", "dropna", "merge", "pop", "agg",
    "nlargest", "nsmallest", "value_counts", "rename", "index",
})  # fmt: skip


def owners(case: Case, key: str) -> list[Value]:
    """The values that the failing statement asks for this key or column."""
    statement, scope = case.statement(), case.scope
    if statement is None or scope is None:
        return []
    found: list[Value] = []
    for node in _at(statement, case):
        owner = _owner(node, key, case, scope)
        value = case.trail.value(owner, scope) if owner is not None else None
        if value is not None and value not in found:
            found.append(value)
    return found


def _at(statement: ast.stmt, case: Case) -> Iterator[ast.AST]:
    """The nodes of a simple statement, or of the head of a block."""
    body = {id(inner) for one in _blocks(statement) for inner in ast.walk(one)}
    return (node for node in ast.walk(statement) if id(node) not in body)


def _blocks(statement: ast.stmt) -> list[ast.stmt]:
    parts = ("body", "orelse", "finalbody")
    return [
        one
        for part in parts
        for one in getattr(statement, part, [])
        if isinstance(one, ast.stmt)
    ]


def _owner(node: ast.AST, key: str, case: Case, scope: Scope) -> ast.expr | None:
    if isinstance(node, ast.Subscript):
        asked = texts(case.trail.value(node.slice, scope))
        return node.value if key in asked else None
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr not in _BY_NAME:
            return None
        given = [*node.args, *(one.value for one in node.keywords)]
        asked = tuple(t for one in given for t in texts(case.trail.value(one, scope)))
        return node.func.value if key in asked else None
    if isinstance(node, ast.Attribute) and node.attr == key:
        return node.value
    return None


def handed_over(case: Case) -> Iterator[Value]:
    """The known values that calls of the failing statement get."""
    statement, scope = case.statement(), case.scope
    if statement is None or scope is None:
        return
    for node in _at(statement, case):
        if isinstance(node, ast.Call):
            every = [*node.args, *(one.value for one in node.keywords)]
            for one in every:
                value = case.trail.value(one, scope)
                if value is not None:
                    yield value


def gone_through(case: Case) -> Iterator[Value]:
    """What the loops around the failing line go over."""
    scope = case.scope
    if scope is None:
        return
    for node in statements(scope.body):
        is_loop = isinstance(node, ast.For | ast.AsyncFor)
        if not is_loop or not node.lineno <= scope.line <= (node.end_lineno or 0):
            continue
        value = case.trail.value(getattr(node, "iter"), scope)  # noqa: B009
        if value is not None:
            yield value


def sources(case: Case) -> Iterator[ast.expr]:
    """What the names of the failing statement were made from, in the same scope."""
    statement, scope = case.statement(), case.scope
    if statement is None or scope is None:
        return
    for node in _at(statement, case):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            source = source_of(node.id, scope.body, scope.line)
            if source is not None:
                yield source.node


def argument_added(
    case: Case, path: str, call: ast.Call, text: str
) -> tuple[Replacement, ...]:
    """`text` as the last argument of a call in a file of the tree."""
    lines = (case.around.text(path) or "").splitlines(keepends=True)
    number = call.end_lineno or 0
    if not 0 < number <= len(lines) or call.end_col_offset is None:
        return ()
    line = lines[number - 1]
    end = len(line.encode()[: call.end_col_offset].decode("utf-8", "replace")) - 1
    if line[end : end + 1] != ")":
        return ()
    before = line[:end].rstrip()
    has_any = bool(call.args or call.keywords)
    comma = "" if not has_any or before.endswith((",", "(")) else ", "
    if before.endswith(",") and not before.strip(",").strip():
        return ()
    comma = " " if before.endswith(",") else comma
    return (Replacement(line, before + comma + text + line[end:], number),)

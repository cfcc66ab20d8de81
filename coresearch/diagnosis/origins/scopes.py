"""Where a name got its value: the last place before a line, in a function or module."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from coresearch.diagnosis.origins.values import Value

Body = ast.Module | ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Scope:
    """A module, or one call of a function, up to a line of it."""

    path: str
    module: ast.Module
    body: Body
    line: int
    """Assignments after it do not count; 0: all do."""
    bound: Mapping[str, Value | None] = field(default_factory=dict)
    """What the function was called with."""

    def place(self, node: ast.AST) -> str:
        """`train.py:8`."""
        return f"{self.path}:{getattr(node, 'lineno', 0)}"


@dataclass(frozen=True, slots=True)
class Source:
    """What a name was made from."""

    node: ast.expr
    kind: str
    """`value`, `item` (of a loop), `with`, or `part` (of what is taken apart)."""
    position: int = 0
    """Which part."""
    line: int = 0


def statements(body: ast.AST) -> Iterator[ast.stmt]:
    """Those of a function or module, in it and its blocks, not in inner functions."""
    for child in ast.iter_child_nodes(body):
        if isinstance(child, ast.stmt):
            yield child
        inner = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda
        if not isinstance(child, inner):
            yield from statements(child)


def source_of(name: str, body: ast.AST, line: int) -> Source | None:
    """The last thing that gives `name` a value before `line` (0: anywhere)."""
    found: Source | None = None
    for node in statements(body):
        if line and node.lineno >= line and not _is_around(node, line):
            continue
        for source in _sources(name, node):
            if found is None or source.line >= found.line:
                found = source
    return found


def loop_of(name: str, statement: ast.AST) -> Source | None:
    """What a comprehension of the statement goes over under this name."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return None  # its inner ones have names of their own
    for node in ast.walk(statement):
        if isinstance(node, ast.comprehension):
            yield_ = list(_taken(name, node.target, node.iter, "item", 0))
            if yield_:
                return yield_[0]
    return None


def _is_around(node: ast.stmt, line: int) -> bool:
    blocks = ast.For | ast.AsyncFor | ast.With | ast.AsyncWith
    return isinstance(node, blocks) and node.lineno <= line <= (
        node.end_lineno or node.lineno
    )


def _sources(name: str, node: ast.stmt) -> Iterator[Source]:
    if isinstance(node, ast.Assign):
        for target in node.targets:
            yield from _taken(name, target, node.value, "value", node.lineno)
    elif isinstance(node, ast.AnnAssign) and node.value is not None:
        yield from _taken(name, node.target, node.value, "value", node.lineno)
    elif isinstance(node, ast.For | ast.AsyncFor):
        yield from _taken(name, node.target, node.iter, "item", node.lineno)
    elif isinstance(node, ast.With | ast.AsyncWith):
        for item in node.items:
            if item.optional_vars is not None:
                yield from _taken(
                    name, item.optional_vars, item.context_expr, "with", node.lineno
                )


def _taken(
    name: str, target: ast.expr, value: ast.expr, kind: str, line: int
) -> Iterator[Source]:
    if isinstance(target, ast.Name) and target.id == name:
        yield Source(value, kind, 0, line)
    elif isinstance(target, ast.Tuple | ast.List):
        for number, part in enumerate(target.elts):
            if isinstance(part, ast.Name) and part.id == name and kind == "value":
                yield Source(value, "part", number, line)


@lru_cache(maxsize=64)
def imported(module: ast.Module) -> dict[str, str]:
    """Names of the module that an import gives, with what they stand for."""
    found: dict[str, str] = {}
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            for alias in node.names:
                short = alias.asname or alias.name.partition(".")[0]
                found[short] = alias.name if alias.asname else short
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                found[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return found


def dotted(node: ast.expr) -> str:
    """`torch.utils.data` of a chain of names; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (base := dotted(node.value)):
        return f"{base}.{node.attr}"
    return ""

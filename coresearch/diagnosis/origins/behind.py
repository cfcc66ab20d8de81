"""The statements that the failing line depends on, as far as names tell it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coresearch.diagnosis.origins.scopes import Body, dotted, statements

_MOST = 400
"""Statements that are followed."""
Callable = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True, slots=True)
class Step:
    """A statement on the way to the failing line."""

    path: str
    node: ast.stmt

    @property
    def place(self) -> str:
        """`train.py:8`."""
        return f"{self.path}:{self.node.lineno}"


def loaded(node: ast.AST) -> set[str]:
    """The names that a statement or expression reads."""
    return {
        one.id
        for one in ast.walk(node)
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load)
    }


def changed(node: ast.stmt) -> set[str]:
    """The names that a statement gives a value, or whose value it may change."""
    found: set[str] = set()
    if isinstance(node, Callable):
        return {node.name}
    if isinstance(node, ast.Try):
        return {name for one in node.body for name in changed(one)}
    for one in _own(node):
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store):
            found.add(one.id)
        elif isinstance(one, ast.Subscript | ast.Attribute) and isinstance(
            one.ctx, ast.Store
        ):
            found |= {dotted(_root(one)).partition(".")[0]}
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        # x.append(…), shuffle(x): what is called, and what it is given
        found |= {name for part in _given(node.value) for name in loaded(part)}
    if _is_alias(node) and isinstance(node, ast.Assign):
        found |= {dotted(_root(node.value)).partition(".")[0]}
    if isinstance(node, ast.AugAssign):
        found |= loaded(node.target) | {dotted(_root(node.target)).partition(".")[0]}
    return found - {""}


def _is_alias(node: ast.stmt) -> bool:
    """Whether it gives another name to something, by which it may be changed."""
    return isinstance(node, ast.Assign) and isinstance(
        node.value, ast.Name | ast.Attribute | ast.Subscript
    )


def _given(call: ast.Call) -> Sequence[ast.expr]:
    owner = [call.func.value] if isinstance(call.func, ast.Attribute) else []
    return [*owner, *(one for one in call.args if isinstance(one, ast.Name))]


def _own(node: ast.stmt) -> Iterator[ast.AST]:
    """The nodes of a statement without those of the statements in its blocks."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.stmt | ast.ExceptHandler):
            yield from ast.walk(child)


def _root(node: ast.expr) -> ast.expr:
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    return node


def behind(
    path: str, module: ast.Module, body: Body, failing: ast.stmt
) -> tuple[Step, ...]:
    """What `failing` depends on in its function and file, the nearest first."""
    functions = {
        node.name: node for node in ast.walk(module) if isinstance(node, Callable)
    }
    every = list(dict.fromkeys([*statements(body), *statements(module)]))[:_MOST]
    left = [(one, changed(one)) for one in every if one is not failing]
    found: list[ast.stmt] = []
    names, fresh = loaded(failing), [failing]
    while fresh and len(found) < _MOST:
        called = {name for one in fresh for name in _methods(one)} | names
        fresh = [functions.pop(name) for name in called if name in functions]
        fresh += [node for node, gives in left if gives & names]
        left = [(node, gives) for node, gives in left if not gives & names]
        for node in fresh:
            names |= loaded(node) | (changed(node) if _is_alias(node) else set())
        found += [one for one in fresh if one not in found]
    line = failing.lineno
    found.sort(key=lambda node: (node.lineno > line, abs(line - node.lineno)))
    return tuple(Step(path, node) for node in found)


def _methods(node: ast.stmt) -> set[str]:
    """The names of methods that a statement calls."""
    return {
        one.func.attr
        for one in ast.walk(node)
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute)
    }

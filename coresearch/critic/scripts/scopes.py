"""Going through a tree scope by scope."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import TypeVar

Function = ast.FunctionDef | ast.AsyncFunctionDef
Scope = ast.Module | Function
_Node = TypeVar("_Node", bound=ast.AST)


def scopes(tree: ast.Module) -> Iterator[Scope]:
    yield tree
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield node


def own(scope: ast.AST, *kinds: type[_Node]) -> Iterator[_Node]:
    """What of `kinds` is in `scope`, but not in a function inside it."""
    for child in ast.iter_child_nodes(scope):
        if isinstance(child, kinds):
            yield child
        if not isinstance(child, Function | ast.Lambda | ast.ClassDef):
            yield from own(child, *kinds)


def after(loop: ast.AST, attempt: ast.Try) -> Sequence[ast.stmt]:
    body = getattr(loop, "body", [])
    if attempt in body:
        return list(body[body.index(attempt) + 1 :])
    return []


def methods(tree: ast.Module) -> dict[str, Function]:
    """Methods of the script's own classes whose name is theirs alone."""
    found: dict[str, list[Function]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, Function) and not inner.name.startswith("__"):
                    found.setdefault(inner.name, []).append(inner)
    common = {"fit", "transform", "predict", "split", "open", "save", "load", "forward"}
    return {
        name: functions[0]
        for name, functions in found.items()
        if len(functions) == 1 and name not in common
    }

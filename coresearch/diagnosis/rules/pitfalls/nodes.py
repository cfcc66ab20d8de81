"""What a node of a syntax tree calls, is given, returns or changes."""

from __future__ import annotations

import ast

from coresearch.diagnosis.origins.scopes import dotted

ARITHMETIC = ast.Sub | ast.Add | ast.Mult | ast.Div
FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef


def called(node: ast.AST) -> str:
    """The name of what a call calls; for a method of any value `.merge`."""
    if not isinstance(node, ast.Call):
        return ""
    if isinstance(node.func, ast.Attribute):
        return dotted(node.func) or f".{node.func.attr}"
    return dotted(node.func)


def method(node: ast.AST) -> str:
    """The method's own name, in a call of one."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr
    return ""


def named(node: ast.AST, word: str) -> ast.expr | None:
    """What a call is given for this keyword."""
    for one in node.keywords if isinstance(node, ast.Call) else ():
        if one.arg == word:
            return one.value
    return None


def returned(node: ast.AST) -> list[ast.expr]:
    """What a return statement gives, part by part."""
    if not isinstance(node, ast.Return) or node.value is None:
        return []
    return node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]


_CHANGING = frozenset({
    "append", "extend", "insert", "add", "update", "pop", "remove", "setdefault",
    "clear", "sort", "reverse", "discard", "appendleft", "popitem", "fill_", "add_",
    "mul_", "zero_", "fill", "resize", "put",
})  # fmt: skip


def changes(body: ast.AST, name: str) -> bool:
    """Whether the object of this name is changed somewhere in it."""
    for node in ast.walk(body):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            if node.func.attr in _CHANGING and dotted(owner) == name:
                return True
        if not isinstance(node, ast.Subscript | ast.AugAssign):
            continue
        target: ast.expr = node.target if isinstance(node, ast.AugAssign) else node
        is_set = isinstance(getattr(target, "ctx", None), ast.Store | ast.Del)
        if isinstance(target, ast.Subscript):
            target = target.value
        if is_set and dotted(target) == name:
            return True
    return False

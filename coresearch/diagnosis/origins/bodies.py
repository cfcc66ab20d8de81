"""Functions and classes of a module: what is around a line, and what they say."""

from __future__ import annotations

import ast

from coresearch.diagnosis.origins.scopes import Body, Scope, dotted, statements


def function_at(tree: ast.Module, line: int) -> Body:
    """The innermost function around a line; else the module."""
    best: Body = tree
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            and node.lineno <= line <= (node.end_lineno or 0)
            and (isinstance(best, ast.Module) or node.lineno > best.lineno)
        ):
            best = node
    return best


def around(tree: ast.Module, inner: ast.AST) -> Body:
    """The innermost function that a node stands in."""
    return function_at(tree, getattr(inner, "lineno", 0))


def class_at(
    scope: Scope,
) -> tuple[ast.ClassDef | None, ast.FunctionDef | None]:
    """The class whose method the scope is, and its `__init__`."""
    for node in ast.walk(scope.module):
        if isinstance(node, ast.ClassDef) and scope.body in node.body:
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef) and inner.name == "__init__":
                    return node, inner
    return None, None


def call_at(scope: Scope, function: str) -> ast.Call | None:
    """The call at the scope's line that led into `function`."""
    wanted = function.rpartition(".")[2]
    calls = [
        node
        for statement in statements(scope.body)
        if statement.lineno <= scope.line <= (statement.end_lineno or 0)
        for node in ast.walk(statement)
        if isinstance(node, ast.Call)
    ]
    by_name = [one for one in calls if dotted(one.func).rpartition(".")[2] == wanted]
    if by_name:
        return by_name[0]
    is_made = wanted in ("__init__", "__call__", "forward")
    return calls[0] if is_made and len(calls) == 1 else None


def parameters(body: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    """Those that a caller gives by their place."""
    names = [one.arg for one in (*body.args.posonlyargs, *body.args.args)]
    return names[1:] if names and names[0] in ("self", "cls") else names


def default_of(
    body: ast.FunctionDef | ast.AsyncFunctionDef, name: str
) -> ast.expr | None:
    """The default of a parameter."""
    plain = [*body.args.posonlyargs, *body.args.args]
    count = len(body.args.defaults)
    for one, value in zip(plain[len(plain) - count :], body.args.defaults, strict=True):
        if one.arg == name:
            return value
    for one, other in zip(body.args.kwonlyargs, body.args.kw_defaults, strict=True):
        if one.arg == name:
            return other
    return None


def put_into(method: ast.FunctionDef, name: str) -> ast.expr | None:
    """What a method first assigns to `self.name`."""
    for node in statements(method):
        if not isinstance(node, ast.Assign):
            continue
        for target in node.targets:
            value = _part_for(target, node.value, name)
            if value is not None:
                return value
    return None


def _part_for(target: ast.expr, value: ast.expr, name: str) -> ast.expr | None:
    """What `self.name` gets in an assignment, also one of several at once."""
    if isinstance(target, ast.Attribute) and target.attr == name:
        return value
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for one, part in zip(target.elts, value.elts, strict=False):
            if isinstance(one, ast.Attribute) and one.attr == name:
                return part
    return None


def option_default(module: ast.Module, name: str) -> ast.expr | None:
    """The default of an option of argparse."""
    for node in ast.walk(module):
        if not isinstance(node, ast.Call) or not dotted(node.func).endswith(
            "add_argument"
        ):
            continue
        names = [a.value for a in node.args if isinstance(a, ast.Constant)]
        if name not in [str(n).lstrip("-").replace("-", "_") for n in names]:
            continue
        for keyword in node.keywords:
            if keyword.arg == "default":
                return keyword.value
    return None

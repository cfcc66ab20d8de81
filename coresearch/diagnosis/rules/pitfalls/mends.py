"""The change that mends a pitfall, where the code leaves one reading."""

from __future__ import annotations

import ast
import re

from coresearch.diagnosis.case import Case
from coresearch.diagnosis.mending import Edit, before, instead
from coresearch.diagnosis.origins.behind import Step
from coresearch.diagnosis.origins.checks import Check
from coresearch.diagnosis.origins.scopes import dotted


def default_made_inside(
    case: Case, check: Check, step: Step, node: ast.AST, what: str
) -> Edit:
    """`x=None`, and `if x is None: x = []` as the function's first line."""
    name, _, value = what.partition("=")
    if not isinstance(node, ast.FunctionDef) or not re.fullmatch(
        r"\[\]|\{\}|\w+\(\)", value
    ):
        return ()
    first = node.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        first = node.body[1] if len(node.body) > 1 else first
    given = [*node.args.defaults, *(one for one in node.args.kw_defaults if one)]
    fits = [one for one in given if ast.unparse(one) == value]
    if len(fits) != 1 or first.lineno == node.lineno:
        return ()
    head = instead(case, step.path, fits[0], "None")
    body = before(
        case, step.path, first, f"{name} = {value} if {name} is None else {name}"
    )
    return (*head, *body) if head and body else ()


def one_for_each(
    case: Case, check: Check, step: Step, node: ast.AST, what: str
) -> Edit:
    """`[[0] * n for _ in range(m)]` for `[[0] * n] * m`."""
    if isinstance(node, ast.BinOp) and isinstance(node.left, ast.List):
        if len(node.left.elts) != 1:
            return ()
        inner, count = ast.unparse(node.left.elts[0]), ast.unparse(node.right)
        return instead(case, step.path, node, f"[{inner} for _ in range({count})]")
    if isinstance(node, ast.Call) and len(node.args) == 2:
        keys, value = (ast.unparse(one) for one in node.args)
        return instead(case, step.path, node, f"{{key: {value} for key in {keys}}}")
    return ()


def bound_now(case: Case, check: Check, step: Step, node: ast.AST, what: str) -> Edit:
    """`lambda x, i=i: …`."""
    if not isinstance(node, ast.Lambda) or node.args.vararg or node.args.kwarg:
        return ()
    head = ast.unparse(node.args)
    head = f"{head}, {what}={what}" if head else f"{what}={what}"
    return instead(case, step.path, node, f"lambda {head}: {ast.unparse(node.body)}")


def kept(case: Case, check: Check, step: Step, node: ast.AST, what: str) -> Edit:
    """`x = x.strip()`; `x = np.append(x, y)`."""
    if not isinstance(node, ast.Call):
        return ()
    name = dotted(node.func.value) if isinstance(node.func, ast.Attribute) else ""
    if isinstance(node.func, ast.Name) or name in ("np", "numpy", "pd", "torch"):
        name = dotted(node.args[0]) if node.args else ""
    elif isinstance(node.func, ast.Attribute) and not name:
        owner = node.func.value
        is_column = isinstance(owner, ast.Subscript) and dotted(owner.value)
        name = ast.unparse(owner) if is_column else ""
    return instead(case, step.path, node, f"{name} = {what}") if name else ()


def by_loc(case: Case, check: Check, step: Step, node: ast.AST, what: str) -> Edit:
    """`df.loc[rows, "c"] = …` for `df["c"][rows] = …` and `df[rows]["c"] = …`."""
    target = node.targets[0] if isinstance(node, ast.Assign) else None
    if isinstance(node, ast.AugAssign):
        target = node.target
    if not isinstance(target, ast.Subscript):
        return _assigned(case, step, node)
    outer, inner = target.slice, target.value
    if not isinstance(inner, ast.Subscript):
        return ()
    table, parts = ast.unparse(inner.value), [inner.slice, outer]
    if isinstance(inner.value, ast.Attribute):
        if inner.value.attr != "loc":
            return ()
        table = ast.unparse(inner.value.value)
    names = [one for one in parts if _is_text(one)]
    rows = [one for one in parts if not _is_text(one)]
    if len(names) != 1 or len(rows) != 1 or isinstance(rows[0], ast.Tuple):
        return ()
    new = f"{table}.loc[{ast.unparse(rows[0])}, {ast.unparse(names[0])}]"
    return instead(case, step.path, target, new)


def _assigned(case: Case, step: Step, node: ast.AST) -> Edit:
    """`df["c"] = df["c"].fillna(0)` for `df["c"].fillna(0, inplace=True)`."""
    call = node.value if isinstance(node, ast.Expr) else None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
        return ()
    words = [one for one in call.keywords if one.arg != "inplace"]
    again = ast.unparse(ast.Call(call.func, call.args, words))
    new = f"{ast.unparse(call.func.value)} = {again}"
    return instead(case, step.path, node, new)


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def in_parentheses(
    case: Case, check: Check, step: Step, node: ast.AST, what: str
) -> Edit:
    """`(a == 1) & (b == 2)` for `a == 1 & b == 2`."""
    if not isinstance(node, ast.Compare) or len(node.comparators) != 2:
        return ()
    middle = node.comparators[0]
    if not isinstance(middle, ast.BinOp):
        return ()
    pair = ast.unparse(ast.BoolOp(ast.And(), [
        ast.Compare(node.left, [node.ops[0]], [middle.left]),
        ast.Compare(middle.right, [node.ops[1]], [node.comparators[1]]),
    ]))  # fmt: skip
    left, _, right = pair.partition(" and ")
    sign = "&" if isinstance(middle.op, ast.BitAnd) else "|"
    return instead(case, step.path, node, f"({left}) {sign} ({right})")


def by_value(case: Case, check: Check, step: Step, node: ast.AST, what: str) -> Edit:
    """`==` for `is`."""
    if not isinstance(node, ast.Compare):
        return ()
    sign = "==" if isinstance(node.ops[0], ast.Is) else "!="
    new = f"{ast.unparse(node.left)} {sign} {ast.unparse(node.comparators[0])}"
    return instead(case, step.path or case.path, node, new)


def unless_none(case: Case, check: Check, step: Step, node: ast.AST, what: str) -> Edit:
    """`x if x is not None else y` for `x or y`."""
    if not isinstance(node, ast.BoolOp) or len(node.values) != 2:
        return ()
    first, last = (ast.unparse(one) for one in node.values)
    if isinstance(node.values[0], ast.Call):
        return ()
    new = f"{first} if {first} is not None else {last}"
    return instead(case, step.path, node, f"({new})")


def as_list(case: Case, check: Check, step: Step, node: ast.AST, what: str) -> Edit:
    """`list(…)` around what can be gone through once."""
    value = node.value if isinstance(node, ast.Assign) else None
    if isinstance(value, ast.GeneratorExp):
        text = ast.unparse(value)
        return instead(case, step.path, value, f"[{text[1:-1]}]")
    if isinstance(value, ast.Call) and dotted(value.func) != "open":
        return instead(case, step.path, value, f"list({ast.unparse(value)})")
    return ()


def in_order(case: Case, check: Check, step: Step, node: ast.AST, what: str) -> Edit:
    """`sorted(…)` for a list of files or of a set."""
    text = ast.unparse(node)
    if isinstance(node, ast.Call) and dotted(node.func) in ("list", "tuple"):
        return instead(case, step.path, node, f"sorted({ast.unparse(node.args[0])})")
    if isinstance(node, ast.Call) and dotted(node.func) in ("hash", "id", "os.scandir"):
        return ()
    return instead(case, step.path, node, f"sorted({text})")


def zeroed(case: Case, check: Check, step: Step, node: ast.AST, what: str) -> Edit:
    """`optimizer.zero_grad()` before `backward`, where there is one optimizer."""
    owners = {
        dotted(one.func.value)
        for tree in [case.tree or ast.Module([], [])]
        for one in ast.walk(tree)
        if isinstance(one, ast.Call)
        and isinstance(one.func, ast.Attribute)
        and one.func.attr == "step"
        and "opt" in dotted(one.func.value).lower()
    }
    statement = next(
        (
            one
            for one in ast.walk(case.tree or ast.Module([], []))
            if isinstance(one, ast.Expr) and one.lineno == getattr(node, "lineno", 0)
        ),
        None,
    )
    if len(owners) != 1 or statement is None or step.path != case.path:
        return ()
    return before(case, step.path, statement, f"{owners.pop()}.zero_grad()")


def only_transformed(
    case: Case, check: Check, step: Step, node: ast.AST, what: str
) -> Edit:
    """`transform` for the second `fit_transform` of one object."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return ()
    owner = dotted(node.func.value)
    fits = [
        one
        for _, one in check.nodes()
        if isinstance(one, ast.Call)
        and isinstance(one.func, ast.Attribute)
        and one.func.attr in ("fit", "fit_transform")
        and dotted(one.func.value) == owner
    ]
    last = max(fits, key=lambda one: one.lineno, default=None)
    if not owner or len(fits) < 2 or last is None:
        return ()
    return instead(
        case,
        step.path,
        last,
        ast.unparse(last).replace(".fit_transform(", ".transform("),
    )

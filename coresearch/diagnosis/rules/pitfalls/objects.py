"""Objects: shared by calls, classes, places and names, or gone through once."""

from __future__ import annotations

import ast

from coresearch.diagnosis.origins.checks import Check
from coresearch.diagnosis.origins.scopes import dotted
from coresearch.diagnosis.rules.pitfalls import mends
from coresearch.diagnosis.rules.pitfalls.entry import SIZES, Found, pitfall
from coresearch.diagnosis.rules.pitfalls.nodes import FUNCTIONS, called, changes, method

_MAKES = ("list", "dict", "set", "defaultdict", "Counter", "deque")


def _is_mutable(node: ast.AST | None) -> bool:
    is_literal = isinstance(node, ast.List | ast.Dict | ast.Set)
    return is_literal or (node is not None and called(node) in _MAKES)


def _mutable_default(check: Check) -> Found:
    for step, node in check.nodes():
        if not isinstance(node, FUNCTIONS):
            continue
        plain = [*node.args.posonlyargs, *node.args.args]
        given = node.args.defaults
        pairs = list(zip(plain[len(plain) - len(given) :], given, strict=True))
        pairs += [
            (one, value)
            for one, value in zip(
                node.args.kwonlyargs, node.args.kw_defaults, strict=True
            )
            if value is not None
        ]
        for argument, value in pairs:
            if _is_mutable(value) and changes(node, argument.arg):
                yield step, node, f"{argument.arg}={ast.unparse(value)}"


def _class_list(check: Check) -> Found:
    for step, node in check.nodes():
        if not isinstance(node, ast.ClassDef) or node.decorator_list:
            continue
        for inner in node.body:
            if isinstance(inner, ast.Assign) and _is_mutable(inner.value):
                name = dotted(inner.targets[0])
                if name and changes(node, f"self.{name}"):
                    yield step, inner, f"{name} of {node.name}"


def _same_object(check: Check) -> Found:
    for step, node in check.nodes():
        if (
            isinstance(node, ast.BinOp)
            and isinstance(node.op, ast.Mult)
            and isinstance(node.left, ast.List)
            and any(
                _is_mutable(one) or isinstance(one, ast.BinOp) for one in node.left.elts
            )
        ) or (
            called(node) == "dict.fromkeys"
            and isinstance(node, ast.Call)
            and len(node.args) == 2
            and _is_mutable(node.args[1])
        ):
            yield step, node, ast.unparse(node)


def _late_binding(check: Check) -> Found:
    for step, node in check.nodes():
        targets: set[str] = set()
        if isinstance(node, ast.For):
            targets = {n.id for n in ast.walk(node.target) if isinstance(n, ast.Name)}
            inner = [one for part in node.body for one in ast.walk(part)]
        elif isinstance(node, ast.ListComp | ast.DictComp):
            targets = {
                n.id
                for one in node.generators
                for n in ast.walk(one.target)
                if isinstance(n, ast.Name)
            }
            inner = list(ast.walk(node))
        else:
            continue
        for one in inner:
            if isinstance(one, ast.Lambda | ast.FunctionDef):
                own = {a.arg for a in (*one.args.args, *one.args.kwonlyargs)}
                used = {n.id for n in ast.walk(one) if isinstance(n, ast.Name)}
                if late := sorted((targets & used) - own):
                    yield step, one, late[0]


def _used_up(check: Check) -> Found:
    """A generator or reader that is gone through a second time."""
    for step, node in check.nodes():
        if not isinstance(node, ast.Assign):
            continue
        is_once = isinstance(node.value, ast.GeneratorExp) or called(node.value) in (
            "map", "filter", "zip", "iter", "csv.reader", "csv.DictReader",
            "enumerate", "reversed", "itertools.chain", "open",
        )  # fmt: skip
        name = dotted(node.targets[0])
        if not is_once or not name:
            continue
        every = [s.node for s in check.steps] + [check.statement]
        uses = {
            one.lineno
            for part in every
            for one in ast.walk(part)
            if isinstance(one, ast.Name)
            and one.id == name
            and isinstance(one.ctx, ast.Load)
        }
        if len(uses) > 1:
            yield step, node, name


def _second_name(check: Check) -> Found:
    """`b = a`, or a view of a, and one of the two is changed afterwards."""
    for step, node in check.nodes():
        if not isinstance(node, ast.Assign) or len(node.targets) != 1:
            continue
        new, old = dotted(node.targets[0]), _viewed(node.value)
        if not new or not old or new == old:
            continue
        after = [
            other
            for other, _ in ((s.node, 0) for s in check.steps)
            if other.lineno > node.lineno and not isinstance(other, FUNCTIONS)
        ]
        if any(changes(one, new) or changes(one, old) for one in after):
            yield step, node, f"{new} and {old.removeprefix('self.')}"


def _viewed(node: ast.expr) -> str:
    """The name of what an expression is another name for, or shares its data with."""
    if isinstance(node, ast.Name | ast.Attribute):
        name = dotted(node)
        return name if not name.isupper() else ""
    if isinstance(node, ast.Subscript) and isinstance(
        node.slice, ast.Slice | ast.Tuple
    ):
        parts = [node.slice] if isinstance(node.slice, ast.Slice) else node.slice.elts
        return dotted(node.value) if any(
            isinstance(one, ast.Slice) for one in parts
        ) else ""  # fmt: skip
    if method(node) in ("view", "reshape", "ravel", "transpose", "numpy", "values"):
        return dotted(node.func.value)  # type: ignore[attr-defined]
    if called(node) in ("np.asarray", "torch.from_numpy", "copy.copy", "list", "dict"):
        first = node.args[0] if node.args else None  # type: ignore[attr-defined]
        return dotted(first) if first is not None else ""
    return dotted(node.func.value) if method(node) == "copy" else ""  # type: ignore[attr-defined]


RULES = (
    pitfall(
        "default-shared", "A default is shared by all calls", _mutable_default,
        "The default {1} of the function at {0} is made once and changed by each call: "
        "the next one begins with what the last has left.",
        "{1} → None, and make it inside: `if x is None: x = []`.", sure=0.78,
        example="def f(x, seen=[]):\n    seen.append(x)\n    return seen\nr = f(1)\n"
        "r = f(2)\nassert r == [2]",
        mend=mends.default_made_inside,
        messages=SIZES,
    ),
    pitfall(
        "class-shared", "A list of a class is shared by its objects", _class_list,
        "{1} at {0} belongs to the class: all objects change the same one.",
        "Make it in __init__: self.… = [].", sure=0.78,
        example="class A:\n    items = []\n    def add(self, x):\n"
        "        self.items.append(x)\na = A()\na.add(1)\nassert A().items == []",
        messages=SIZES,
    ),
    pitfall(
        "same-object", "One object stands in several places", _same_object,
        "{1} at {0} holds the same object several times: a change of one is a change "
        "of all.",
        "[… for _ in range(n)] makes one for each.", sure=0.78,
        example="grid = [[0] * 2] * 2\ngrid[0][0] = 1\nassert grid[1][0] == 0",
        mend=mends.one_for_each,
        messages=SIZES,
    ),
    pitfall(
        "late-binding", "A function of a loop sees the loop's last value",
        _late_binding,
        "The function made in a loop at {0} uses {1} when it is called, and not when "
        "it is made: by then {1} has its last value.",
        "A default keeps it: lambda x, {1}={1}: …; or functools.partial.", sure=0.78,
        example="fs = [lambda: i for i in range(3)]\nassert fs[0]() == 0",
        mend=mends.bound_now,
    ),
    pitfall(
        "used-up", "Something that is gone through once is used twice", _used_up,
        "{1} made at {0} can be gone through once: the second time it is empty.",
        "list(…) when it is made.", sure=0.75,
        example="xs = (i for i in range(3))\nn = sum(xs)\nassert n == len(list(xs))",
        mend=mends.as_list,
        messages=SIZES,
    ),
    pitfall(
        "second-name", "Two names stand for one object", _second_name,
        "{1} are one object since {0} (or share their data): a change of one shows in "
        "the other.",
        ".copy(), copy.deepcopy for what is nested, .clone() of a tensor.", sure=0.72,
        example="a = [1]\nb = a\nb.append(2)\nassert a == [1]",
    ),
)  # fmt: skip

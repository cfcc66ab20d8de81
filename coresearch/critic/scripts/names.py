"""What names in code stand for: imports, parts of the data."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

from coresearch.core.metric_names import direction, words

_SHORT_PARTS = re.compile(r"[A-Za-z]{0,2}?_?(te|tr|va)$")


def listed(words: str) -> frozenset[str]:
    """The words of a table, in which white space parts them."""
    return frozenset(words.split())


TRAIN = frozenset({"train", "training", "tr", "fit"})
VALID = frozenset({"val", "valid", "validation", "dev", "va", "tune", "tuning"})
TEST = frozenset({"test", "testing", "te", "holdout", "heldout"})


@cache
def part_of(name: str) -> str:
    """The part of the data that a name speaks of: train, valid or test, or nothing."""
    said = words(name)
    if short := _SHORT_PARTS.fullmatch(name):
        said = (short[1],)
    for part, known in (("test", TEST), ("valid", VALID), ("train", TRAIN)):
        if known & set(said) - {"fit", "tune", "tuning", "testing"}:
            return part
    return "test" if said[:2] in (("held", "out"), ("hold", "out")) else ""


def is_metric(name: str) -> bool:
    """Whether a name is that of a metric."""
    return bool(direction(name))


_SELF = ast.dump(ast.Name("self", ast.Load()))


class Imports:
    """The full names of what a script imports, wherever in it."""

    def __init__(self, tree: ast.AST) -> None:
        self._full: dict[str, str] = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                for item in node.names:
                    top = item.name.partition(".")[0]
                    self._full[item.asname or top] = item.name if item.asname else top
            elif isinstance(node, ast.ImportFrom):
                for item in node.names:
                    full = f"{node.module or ''}.{item.name}"
                    self._full[item.asname or item.name] = full.lstrip(".")

    def full(self, node: ast.AST) -> str:
        """`np.random.seed` as `numpy.random.seed`; empty if it is no such name."""
        parts: list[str] = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            return ""
        top = self._full.get(node.id, node.id)
        return ".".join([top, *reversed(parts)])

    def packages(self) -> frozenset[str]:
        """The top-level packages that are imported."""
        return frozenset(name.partition(".")[0] for name in self._full.values())

    def alias(self, full: str) -> str:
        """How the script calls `numpy`; empty if it does not import it."""
        return next((name for name, whole in self._full.items() if whole == full), "")


def last(full: str) -> str:
    """The last part of a dotted name."""
    return full.rpartition(".")[2]


def called(node: ast.AST) -> str:
    """The last name of what a call calls: `fit` of `model.fit(…)`."""
    if not isinstance(node, ast.Call):
        return ""
    function = node.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def base_name(node: ast.AST) -> str:
    """The name that `rows[k].x` begins with; `self.rows` counts as one."""
    while isinstance(node, ast.Subscript | ast.Attribute | ast.Call):
        if isinstance(node, ast.Attribute) and ast.dump(node.value) == _SELF:
            return f"self.{node.attr}"
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def names_in(node: ast.AST) -> Iterator[str]:
    """Every name, attribute and constant key in an expression."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name):
            yield inner.id
        elif isinstance(inner, ast.Attribute):
            yield inner.attr
        elif isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner.value


def keyword(call: ast.Call, *names: str) -> ast.expr | None:
    """The value of the first of these keyword arguments that is given."""
    return next((item.value for item in call.keywords if item.arg in names), None)


def constant(node: ast.AST | None) -> object:
    """The value of a literal, also a negative number; None for everything else."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = constant(node.operand)
        return -inner if isinstance(inner, int | float) else None
    return node.value if isinstance(node, ast.Constant) else None

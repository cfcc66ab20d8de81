"""Numbers: what arithmetic, a unit or the end of a range makes of them."""

from __future__ import annotations

import ast
import re

from coresearch.diagnosis.origins.behind import Step
from coresearch.diagnosis.origins.checks import Check
from coresearch.diagnosis.origins.scopes import dotted
from coresearch.diagnosis.rules.pitfalls.entry import NAN, Found, pitfall
from coresearch.diagnosis.rules.pitfalls.nodes import called

_SPREADS = r"\bstd\b|\bsd\b|sigma|scale|norm\b|\.sum\(|ptp\(|\bmax\(.*- .*min"


def _is_call(node: ast.AST) -> bool:
    """Calls are looked at after what is computed with them."""
    return isinstance(node, ast.Call)


def _not_finite(check: Check) -> Found:
    """What gives nan or inf of plain numbers: log of zero, a spread of zero."""
    said = ast.unparse(check.test)
    is_asked = isinstance(check.statement, ast.Assert | ast.Raise | ast.Expr)
    if (
        is_asked
        and not re.search(r"(?i)finite|nan|null|notna|inf\b", said)
        and (check.is_assert)
    ):
        return
    for step, node in sorted(check.nodes(), key=lambda one: _is_call(one[1])):
        text = ast.unparse(node) if isinstance(node, ast.BinOp | ast.Call) else ""
        product = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult)
        if product and re.search(r"\blog\w*\(", text):
            yield step, node, f"{text}, where 0 * log(0) is nan"
        elif (
            isinstance(node, ast.BinOp)
            and isinstance(node.op, ast.Div)
            and re.search(_SPREADS, ast.unparse(node.right))
        ):
            yield (
                step,
                node,
                (f"{text}, which is nan where all values are the same or zero"),
            )
        elif isinstance(node, ast.Call) and re.search(
            r"(?:^|\.)(?:log|log10|log2|sqrt|arccos|arcsin)$", called(node)
        ):
            yield step, node, f"{text}, which is nan or inf at 0 or below"


def _degrees(check: Check) -> Found:
    """Sines and cosines of what was not made radians, where other values were."""
    for step in check.steps:
        text = ast.unparse(step.node)
        if not re.search(r"radians\(|deg2rad\(|/ 180", text):
            continue
        turned = {
            dotted(one.targets[0])
            for one in ast.walk(step.node)
            if isinstance(one, ast.Assign)
            and re.search(r"radians|deg2rad|/ 180", ast.unparse(one.value))
        }
        for node in ast.walk(step.node):
            if not re.search(r"(?:^|\.)(?:sin|cos|tan)$", called(node)):
                continue
            names = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
            plain = [n for n in names if re.search(r"lat|lon|deg|angle|theta|phi", n)]
            if plain and not names & turned and "rad" not in ast.unparse(node):
                yield step, node, ast.unparse(node)


def _float_equal(check: Check) -> Found:
    for node in ast.walk(check.test):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq):
            sides = [node.left, *node.comparators]
            text = ast.unparse(node)
            has_float = any(
                isinstance(one, ast.Constant)
                and isinstance(one.value, float)
                and not one.value.is_integer()
                for side in sides
                for one in ast.walk(side)
            )
            if has_float or re.search(r"\bsum\(|mean\(|/ ", text):
                yield Step("", check.statement), node, text


def _off_by_one(check: Check) -> Found:
    for step, node in check.nodes():
        if isinstance(node, ast.Call | ast.Subscript | ast.BinOp | ast.Compare):
            text = ast.unparse(node)
            if isinstance(node, ast.Call) and called(node) == "range":
                ends = [ast.unparse(one) for one in node.args]
                if any(re.search(r"- ?1$|^1$|//", end) for end in ends[:2]) and not (
                    ends[:1] == ["1"] and ends[-1].endswith("+ 1")
                ):
                    yield step, node, text
            elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
                upper = node.slice.upper
                lower = node.slice.lower
                cut = [ast.unparse(o) for o in (lower, upper) if o is not None]
                if any(re.search(r"-1$|- 1$|^1$|\+ 1$", one) for one in cut):
                    yield step, node, text
            elif (
                isinstance(node, ast.BinOp)
                and isinstance(node.op, ast.FloorDiv)
                and "len" in text
            ):
                yield step, node, text


RULES = (
    pitfall(
        "nan-made", "Arithmetic makes nan of plain numbers", _not_finite,
        "Look at {1} ({0}).",
        "Leave such values out, or say what they stand for: scipy.special.xlogy for "
        "x*log(x), a spread of 0 replaced by 1, np.where; print where the first nan "
        "is.", sure=0.74, messages=NAN,
        example="import numpy as np\np = np.array([0.0, 1.0])\n"
        "h = -(p * np.log(p)).sum()\nassert np.isfinite(h)",
    ),
    pitfall(
        "degrees", "Degrees are taken for radians", _degrees,
        "{1} at {0} gets degrees, and wants radians: other values there are turned "
        "into them, this one is not.",
        "math.radians(…) of it.", sure=0.77,
        example="import math\ndef f(lat, d):\n    d = math.radians(d)\n"
        "    return math.cos(lat) * math.sin(d)\nv = f(60, 1)\nassert v > 0",
    ),
    pitfall(
        "floats-equal", "Fractions are compared for being equal", _float_equal,
        "{1} compares fractions exactly: 0.1 + 0.2 is not 0.3, and the order of a sum "
        "changes its last digits.",
        "math.isclose, np.isclose, pytest.approx.", sure=0.7,
        example="s = 0.1 + 0.2\nassert s == 0.3",
    ),
    pitfall(
        "one-off", "A range or slice is one too short or too long", _off_by_one,
        "{1} at {0} leaves out the last or the first (the end of a range and of a "
        "slice does not belong to it), or a rest is lost by //.",
        "Go through it with three items by hand; print its length.", sure=0.7,
        example="xs = [1, 2, 3]\nn = sum(xs[i] for i in range(len(xs) - 1))\n"
        "assert n == 6",
    ),
)  # fmt: skip

"""Conditions that are met otherwise than they read, and errors that are passed over."""

from __future__ import annotations

import ast

from coresearch.diagnosis.origins.behind import Step
from coresearch.diagnosis.origins.checks import Check
from coresearch.diagnosis.origins.scopes import dotted
from coresearch.diagnosis.rules.pitfalls import mends
from coresearch.diagnosis.rules.pitfalls.entry import Found, pitfall
from coresearch.diagnosis.rules.pitfalls.nodes import called, method, named


def _option_bool(check: Check) -> Found:
    for step, node in check.nodes():
        kind = named(node, "type")
        is_option = method(node) == "add_argument" and kind is not None
        is_read = called(node) == "bool" and "environ" in ast.unparse(node)
        if is_read or (is_option and kind is not None and dotted(kind) == "bool"):
            yield step, node, ast.unparse(node)


def _precedence(check: Check) -> Found:
    for step, node in check.nodes():
        if not isinstance(node, ast.Compare):
            continue
        parts = [node.left, *node.comparators]
        for one in parts:
            if isinstance(one, ast.BinOp) and isinstance(
                one.op, ast.BitAnd | ast.BitOr
            ):
                yield step, node, ast.unparse(node)


def _falsy(check: Check) -> Found:
    """`x or default`, or `if x`, where 0 or an empty value is a value."""
    for step, node in check.nodes():
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
            last = node.values[-1]
            if (
                isinstance(last, ast.Constant)
                and not isinstance(last.value, bool)
                and isinstance(node.values[0], ast.Name | ast.Attribute | ast.Call)
            ):
                yield step, node, ast.unparse(node)


def _identity(check: Check) -> Found:
    for step, node in [*check.nodes(), (Step("", check.statement), check.test)]:
        if isinstance(node, ast.Compare) and isinstance(
            node.ops[0], ast.Is | ast.IsNot
        ):
            other = node.comparators[0]
            if isinstance(other, ast.Constant) and other.value not in (
                None,
                True,
                False,
            ):
                yield step, node, ast.unparse(node)


def _swallowed(check: Check) -> Found:
    for step, node in check.nodes():
        if isinstance(node, ast.ExceptHandler):
            is_any = node.type is None or dotted(node.type) in (
                "Exception",
                "BaseException",
            )
            is_quiet = all(
                isinstance(one, ast.Pass | ast.Continue)
                or (isinstance(one, ast.Return) and one.value is None)
                for one in node.body
            )
            if is_quiet or (is_any and not any(
                isinstance(one, ast.Raise) for one in ast.walk(node)
            )):  # fmt: skip
                what = ast.unparse(node.type) if node.type else "everything"
                yield step, node, what


RULES = (
    pitfall(
        "option-truth", "A text is taken for yes", _option_bool,
        "{1} at {0}: bool('False') is True, any text that is not empty is.",
        "action='store_true' or argparse.BooleanOptionalAction; compare the text.",
        sure=0.78,
        example="import os\nflag = bool(os.environ.get('F', '0'))\nassert not flag",
    ),
    pitfall(
        "precedence-of-and", "& and | bind more than a comparison", _precedence,
        "In {1} at {0} & or | is computed before the comparison.",
        "(a == 1) & (b == 2).", sure=0.76,
        example="x = 1\nok = x == 1 & x == 1\nok = 2 & x == 2\nassert ok",
        mend=mends.in_parentheses,
    ),
    pitfall(
        "zero-is-false", "A value of 0 is taken for none", _falsy,
        "{1} at {0} takes the default for 0, '' and [] too, not only for None.",
        "x if x is not None else default.", sure=0.7,
        example="k = 0\nv = k or 5\nassert v == 0",
        mend=mends.unless_none,
    ),
    pitfall(
        "identity", "Values are compared by is", _identity,
        "{1} at {0} asks whether it is the same object, not whether it is equal.",
        "==.", sure=0.75,
        example="a = input()\nok = a is 'yes'\nassert ok",
        mend=mends.by_value,
    ),
    pitfall(
        "error-swallowed", "An error before it was passed over", _swallowed,
        "The except at {0} passes over {1}: what failed there is not seen, and its "
        "result is missing here.",
        "Print the error there (traceback.print_exc()), or catch only what is meant.",
        sure=0.7,
        example="d = []\ntry:\n    d.append(f())\nexcept Exception:\n    pass\n"
        "assert d",
    ),
)  # fmt: skip

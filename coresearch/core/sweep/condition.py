"""`--where`: a condition over the parameters of a task, such as `lr<1e-3 or wd>0`.

Read with Python's own grammar and evaluated here, of which only comparisons, `and`,
`or`, `not`, numbers, texts and names are known: nothing is called.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any

from coresearch.core.errors import BadInput
from coresearch.core.text import one_line

Condition = Callable[[Mapping[str, Any]], bool]

_COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.In: lambda one, many: one in many,
    ast.NotIn: lambda one, many: one not in many,
}


def condition(text: str, known: set[str]) -> Condition:
    """What tells whether `text` holds for the values of the names that are `known`.

    Raises:
        BadInput: it is no such condition.
    """
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError):
        raise _no_condition(text) from None
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id not in known:
            there = ", ".join(sorted(known))
            raise BadInput(
                f"--where names {one_line(node.id)}, which no task has.",
                hint=f"There are: {there}",
            )

    def holds(values: Mapping[str, Any]) -> bool:
        try:
            return bool(_value(tree, values))
        except (TypeError, KeyError):
            raise _no_condition(text) from None

    return holds


def _value(node: ast.expr, values: Mapping[str, Any]) -> Any:  # noqa: ANN401
    match node:
        case ast.Constant(value=value):
            return value
        case ast.Name(id=name):
            return values[name]
        case ast.List(elts=items) | ast.Tuple(elts=items):
            return [_value(item, values) for item in items]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, values)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return not _value(operand, values)
        case ast.BoolOp(op=ast.And(), values=parts):
            return all(_value(part, values) for part in parts)
        case ast.BoolOp(op=ast.Or(), values=parts):
            return any(_value(part, values) for part in parts)
        case ast.Compare(left=left, ops=signs, comparators=others):
            sides = [_value(side, values) for side in (left, *others)]
            return all(
                _COMPARE[type(sign)](sides[place], sides[place + 1])
                for place, sign in enumerate(signs)
            )
    raise KeyError(type(node).__name__)


def _no_condition(text: str) -> BadInput:
    return BadInput(
        f"--where {one_line(text)} is no condition over the parameters.",
        hint="Such as: --where 'lr<1e-3 or wd>0'",
    )

"""X6: is it said which way the metric is better, and is it the right way?"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.core.metric_names import direction, words
from coresearch.critic.rule import Hit
from coresearch.critic.scripts.defaults import BETTER, CALLS, metric_in
from coresearch.critic.scripts.names import (
    called,
    constant,
    keyword,
    last,
    listed,
    names_in,
)
from coresearch.critic.scripts.rule import Code, ScriptRule

_WORST = listed("""
    worst hardest largest biggest slowest highest lowest smallest easiest maximum
    minimum max min peak bottom upper lower limit hi lo ylim bound spread
""")


def _find_direction(code: Code) -> Iterator[Hit]:
    for node in code.nodes:
        if isinstance(node, ast.Assign | ast.Return | ast.Expr | ast.For):
            yield from _wrong_choice(code, node)
        elif isinstance(node, ast.If):
            yield from _wrong_comparison(code, node)
    for use in code.flow.uses:
        short = last(use.name)
        check = CALLS.get(short)
        if check is not None:
            yield from check(code, use)


# -- the script's own choice --------------------------------------------------------


def _wrong_choice(code: Code, node: ast.stmt) -> Iterator[Hit]:
    if isinstance(node, ast.Assign):
        said = {word for t in node.targets for n in names_in(t) for word in words(n)}
        if said & _WORST:
            return
        value: ast.expr | None = node.value
    else:
        value = getattr(node, "value", None)
    if value is None:
        return
    for call in ast.walk(value):
        if isinstance(call, ast.Call):
            picked = _picked(call, value)
            if picked is None:
                continue
            name, way = picked
            better = direction(name)
            if better and better != way:
                yield Hit(
                    code.script.passage(call),
                    f"The {'largest' if way == 'max' else 'smallest'} `{name}` is "
                    f"taken as best, and {BETTER[better]} is better.",
                    0.75,
                )


def _picked(call: ast.Call, whole: ast.expr) -> tuple[str, str] | None:
    """The metric by which a call picks the best, and which end it takes."""
    name = called(call)
    if name in ("max", "min") and (key := keyword(call, "key")) is not None:
        return _by_key(key, name)
    if name in ("idxmax", "idxmin") and isinstance(call.func, ast.Attribute):
        metric = metric_in(call.func.value)
        return (metric, name[3:]) if metric else None
    if name == "sorted" and _takes_first(call, whole):
        key = keyword(call, "key")
        falls = constant(keyword(call, "reverse")) is True
        return _by_key(key, "max" if falls else "min") if key is not None else None
    if name == "sort_values" and _takes_head(whole):
        by = keyword(call, "by") or (call.args[0] if call.args else None)
        column = constant(by)
        falls = constant(keyword(call, "ascending")) is False
        return (str(column), "max" if falls else "min") if column else None
    return None


def _by_key(key: ast.expr, way: str) -> tuple[str, str] | None:
    body = key.body if isinstance(key, ast.Lambda) else key
    while isinstance(body, ast.UnaryOp) and isinstance(body.op, ast.USub):
        body, way = body.operand, "min" if way == "max" else "max"
    metric = metric_in(body)
    return (metric, way) if metric else None


def _takes_first(call: ast.Call, whole: ast.expr) -> bool:
    return any(
        isinstance(n, ast.Subscript) and n.value is call and constant(n.slice) == 0
        for n in ast.walk(whole)
    )


def _takes_head(whole: ast.expr) -> bool:
    for node in ast.walk(whole):
        if isinstance(node, ast.Subscript) and constant(node.slice) == 0:
            return isinstance(node.value, ast.Attribute) and node.value.attr == "iloc"
        if isinstance(node, ast.Call) and called(node) == "head":
            return [constant(arg) for arg in node.args] == [1]
    return False


def _wrong_comparison(code: Code, node: ast.If) -> Iterator[Hit]:
    """`if loss > best_loss: best_loss = loss`."""
    test = node.test
    if not isinstance(test, ast.Compare) or len(test.ops) != 1:
        return
    new, old = ast.unparse(test.left), ast.unparse(test.comparators[0])
    way = {"Gt": "max", "GtE": "max", "Lt": "min", "LtE": "min"}.get(
        type(test.ops[0]).__name__, ""
    )
    if not way or not any(
        isinstance(s, ast.Assign)
        and ast.unparse(s.targets[0]) == old
        and ast.unparse(s.value) == new
        for s in node.body
    ):
        return
    if _WORST & {word for name in (new, old) for word in words(name)}:
        return
    better = direction(new) or direction(old)
    if better and better != way:
        yield Hit(
            code.script.passage(node),
            f"`{new}` is kept when it is {BETTER[way]}, and {BETTER[better]} is "
            "better.",
            0.75,
        )


def _chooses(code: Code) -> bool:
    picks = {"max", "min", "idxmax", "idxmin", "sorted", "sort_values", *CALLS}
    for node in code.nodes:
        if called(node) in picks:
            return True
        if isinstance(node, ast.If) and isinstance(node.test, ast.Compare):
            return True
    return False


X6 = ScriptRule(
    id="X6",
    name="metric direction undeclared",
    severity=Severity.MEDIUM,
    source="documentation of each library; REFORMS on evaluation",
    question="Which way is the metric better, and where does the script say so?",
    needs=_chooses,
    find=_find_direction,
    example_bad="""\
from sklearn.metrics import log_loss, make_scorer

scorer = make_scorer(log_loss)
""",
    example_good="""\
from sklearn.metrics import log_loss, make_scorer

scorer = make_scorer(log_loss, greater_is_better=False)
""",
)

RULES = (X6,)

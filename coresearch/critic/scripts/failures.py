"""X1: what becomes of the items that fail."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from coresearch.core.edits import Replacement
from coresearch.core.findings import Severity
from coresearch.critic.rule import Hit
from coresearch.critic.scripts.edits import line_replaced
from coresearch.critic.scripts.names import (
    base_name,
    called,
    constant,
    listed,
    names_in,
)
from coresearch.critic.scripts.rule import Code, ScriptRule
from coresearch.critic.scripts.scopes import Function, after, own, scopes

_ADDERS = frozenset({"append", "add", "extend", "update", "insert"})
_AVERAGES = listed("""
    mean average fmean median std stdev var nanmean nanstd nanmedian
""")
_SUMS = frozenset({"sum", "fsum", "len", "nansum"})
_SKIPPING_NAN = frozenset({"nanmean", "nanstd", "nanmedian", "nansum"})
_HARMLESS = listed("""
    print warn warning error exception info debug log echo write tell format str
    repr type traceback print_exc format_exc sleep set_postfix get_logger
""")


def _find_dropped(code: Code) -> Iterator[Hit]:
    for scope in scopes(code.tree):
        loops = [*own(scope, ast.For, ast.AsyncFor, ast.While)]
        loops = [loop for loop in loops if any(own(loop, ast.Try))]
        averaged = _averaged(scope) if loops else {}
        for loop in loops:
            yield from _in_loop(code, loop, averaged)
    yield from _through_none(code)


def _in_loop(code: Code, loop: ast.AST, averaged: dict[str, str]) -> Iterator[Hit]:
    for attempt in own(loop, ast.Try):
        later = after(loop, attempt)
        for handler in attempt.handlers:
            kept = _kept_by(attempt, handler, later)
            names = [name for name in kept if name in averaged]
            if names and _passes_over(handler):
                yield _dropped(code, handler, names[0], averaged[names[0]])
            elif averaged.get(name := _adds_nan(handler)) == "skipping":
                yield _dropped(code, handler, name, "skipping")


def _dropped(code: Code, handler: ast.ExceptHandler, name: str, how: str) -> Hit:
    where = "skips them" if how == "skipping" else f"is taken over `{name}` alone"
    return Hit(
        code.script.passage(handler),
        f"What raises here is left out of `{name}`, and the average {where}: items "
        "that fail do not count.",
        0.8,
        edit=_counted_as_wrong(code, handler, name),
    )


def _counted_as_wrong(
    code: Code, handler: ast.ExceptHandler, name: str
) -> tuple[Replacement, ...]:
    """`pass` and `continue` become a score of nothing, where scores are in a list."""
    adds = [
        node
        for node in code.nodes
        if called(node) == "append"
        and isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and ast.unparse(node.func.value) == name
    ]
    only = handler.body[-1]
    if not adds or not isinstance(only, ast.Pass | ast.Continue):
        return ()
    if any(_is_record(node.args[0]) for node in adds if node.args):
        return ()
    new = f"{name}.append(0.0)  # what fails counts as wrong"
    rest = "\n" + " " * only.col_offset + "continue"
    text = new + (rest if isinstance(only, ast.Continue) else "")
    return line_replaced(code.script, only, text)


def _is_record(node: ast.expr) -> bool:
    """Whether what is added is a record and not a number."""
    return isinstance(node, ast.Dict | ast.Tuple | ast.List)


def _kept_by(
    attempt: ast.Try, handler: ast.ExceptHandler, later: Sequence[ast.stmt]
) -> list[str]:
    """What grows only for items that did not raise."""
    risky = [i for i, s in enumerate(attempt.body) if _may_raise(s)]
    first = risky[0] if risky else 0
    grown = list(_grown(attempt.body[first:])) + list(_grown(attempt.orelse))
    if any(isinstance(node, ast.Continue) for node in ast.walk(handler)):
        grown += _grown(later)
    return grown


def _may_raise(node: ast.stmt) -> bool:
    return any(isinstance(n, ast.Call | ast.Await) for n in ast.walk(node))


def _grown(body: Sequence[ast.stmt]) -> Iterator[str]:
    for statement in body:
        for node in ast.walk(statement):
            if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Add):
                yield base_name(node.target)
            elif isinstance(node, ast.Assign):
                for target in node.targets:
                    if isinstance(target, ast.Subscript):
                        yield base_name(target)
            elif called(node) in _ADDERS:
                yield _receiver(node)


def _receiver(call: ast.AST) -> str:
    """The name of what a method is called on."""
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
        return base_name(call.func.value)
    return ""


def _passes_over(handler: ast.ExceptHandler) -> bool:
    """Whether a handler neither records what failed nor ends the work."""
    for statement in handler.body:
        for node in ast.walk(statement):
            if isinstance(node, ast.Raise | ast.Return | ast.Break | ast.AugAssign):
                return False
            if isinstance(node, ast.Assign) and not _is_none(node.value):
                return False
            if isinstance(node, ast.Call) and called(node) not in _HARMLESS:
                return False
    return True


def _adds_nan(handler: ast.ExceptHandler) -> str:
    for node in ast.walk(handler):
        added = node.args if isinstance(node, ast.Call) else []
        if called(node) == "append" and any(map(_is_nan, added)):
            return _receiver(node)
    return ""


def _is_nan(node: ast.expr) -> bool:
    if isinstance(node, ast.Call) and called(node) == "float" and node.args:
        return str(constant(node.args[0])).lower() == "nan"
    return isinstance(node, ast.Attribute) and node.attr.lower() == "nan"


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _averaged(scope: ast.AST) -> dict[str, str]:
    """Names whose own number of items divides a sum; with how that is done."""
    made_from = _made_from(scope)
    found: dict[str, str] = {}
    for node in ast.walk(scope):
        if called(node) in _AVERAGES and isinstance(node, ast.Call):
            how = "skipping" if called(node) in _SKIPPING_NAN else "mean"
            names = [base_name(arg) for arg in node.args]
            if isinstance(node.func, ast.Attribute):
                names.append(base_name(node.func.value))
            names += [n for arg in node.args for n in names_in(arg)]
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            how, names = "mean", _counts(node.right)
        else:
            continue
        for name in names:
            for source in made_from.get(name, {name}):
                found.setdefault(source, how)
    return found


def _counts(divisor: ast.expr) -> list[str]:
    if called(divisor) in _SUMS and isinstance(divisor, ast.Call):
        return [base_name(arg) for arg in divisor.args]
    if called(divisor) == "max" and isinstance(divisor, ast.Call):
        return [name for arg in divisor.args for name in _counts(arg)]
    return [base_name(divisor)]


def _made_from(scope: ast.AST) -> dict[str, set[str]]:
    """For each name, the names that it is made from, over several steps."""
    sources: dict[str, set[str]] = {}
    for node in ast.walk(scope):
        pairs: list[tuple[ast.expr, ast.expr]] = []
        if isinstance(node, ast.Assign):
            pairs = [(target, node.value) for target in node.targets]
        elif isinstance(node, ast.For | ast.comprehension):
            pairs = [(node.target, node.iter)]
        for target, value in pairs:
            inner = {n.id for n in ast.walk(value) if isinstance(n, ast.Name)}
            inner |= {base_name(value)} - {""}
            for name in ast.walk(target):
                if isinstance(name, ast.Name):
                    sources.setdefault(name.id, {name.id}).update(inner)
    for _ in range(3):
        for known in sources.values():
            known |= {deep for name in tuple(known) for deep in sources.get(name, ())}
    return sources


def _through_none(code: Code) -> Iterator[Hit]:
    """A function gives None for what failed, and its caller leaves None out."""
    left_out = _without_none(code.tree)
    if not left_out:
        return
    for function in code.nodes:
        if not isinstance(function, Function) or function.name not in left_out:
            continue
        for handler in own(function, ast.ExceptHandler):
            if _gives_none(handler):
                yield Hit(
                    code.script.passage(handler),
                    f"`{function.name}` gives None for what raises, and None is left "
                    "out where the results are averaged: items that fail do not "
                    "count.",
                    0.7,
                )


def _gives_none(handler: ast.AST) -> bool:
    for node in ast.walk(handler):
        if isinstance(node, ast.Return) and node.value is not None:
            value = node.value
            items = value.elts if isinstance(value, ast.Tuple) else [value]
            if any(_is_none(item) or _is_nan(item) for item in items):
                return True
    return False


def _without_none(tree: ast.Module) -> set[str]:
    """The names of which None is left out on the way to an average."""
    tested: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.comprehension):
            tested |= {n for test in node.ifs for n in _compared_with_none(test)}
        elif isinstance(node, ast.If) and not node.orelse:
            skips = any(isinstance(s, ast.Continue) for s in node.body)
            if skips or any(_grown(node.body)):
                tested |= _compared_with_none(node.test)
    if not tested or not _averaged(tree):
        return set()
    made_from = _made_from(tree)
    return {source for name in tested for source in made_from.get(name, ())}


def _compared_with_none(test: ast.expr) -> set[str]:
    if isinstance(test, ast.Compare) and any(map(_is_none, test.comparators)):
        return {base_name(test.left)} - {""}
    return set()


X1 = ScriptRule(
    id="X1",
    name="failed items dropped",
    severity=Severity.HIGH,
    source="REFORMS; attrition as in CONSORT 13b",
    question="Do items that raise count as wrong, and how many were there?",
    needs=lambda code: any(isinstance(n, ast.Try) for n in code.nodes),
    find=_find_dropped,
    example_bad="""\
scores = []
for item in items:
    try:
        scores.append(grade(ask(item)))
    except Exception:
        continue
print(sum(scores) / len(scores))
""",
    example_good="""\
scores = []
for item in items:
    try:
        scores.append(grade(ask(item)))
    except Exception:
        scores.append(0.0)
print(sum(scores) / len(scores))
""",
)


RULES = (X1,)

"""X1 and X2: what becomes of the items that fail, and of those that take too long."""

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
    names_in,
    words,
)
from coresearch.critic.scripts.rule import Code, ScriptRule

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_Scope = ast.Module | _Function

_ADDERS = frozenset({"append", "add", "extend", "update", "insert"})
_AVERAGES = frozenset(
    "mean average fmean median std stdev var nanmean nanstd nanmedian".split()
)
_SUMS = frozenset({"sum", "fsum", "len", "nansum"})
_SKIPPING_NAN = frozenset({"nanmean", "nanstd", "nanmedian", "nansum"})
_HARMLESS = frozenset(
    """print warn warning error exception info debug log echo write tell format str
    repr type traceback print_exc format_exc sleep set_postfix get_logger""".split()
)


# -- X1 -----------------------------------------------------------------------------


def _find_dropped(code: Code) -> Iterator[Hit]:
    for scope in _scopes(code.tree):
        loops = [*_own(scope, ast.For | ast.AsyncFor | ast.While)]
        loops = [loop for loop in loops if any(_own(loop, ast.Try))]
        averaged = _averaged(scope) if loops else {}
        for loop in loops:
            yield from _in_loop(code, loop, averaged)
    yield from _through_none(code)


def _in_loop(code: Code, loop: ast.AST, averaged: dict[str, str]) -> Iterator[Hit]:
    for attempt in _own(loop, ast.Try):
        after = _after(loop, attempt)
        for handler in attempt.handlers:
            kept = _kept_by(attempt, handler, after)
            names = [name for name in kept if name in averaged]
            if names and _passes_over(handler):
                yield _dropped(code, handler, names[0], averaged[names[0]])
            elif name := _adds_nan(handler):
                if averaged.get(name) == "skipping":
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
    if any(words_of_items(node.args[0]) for node in adds if node.args):
        return ()
    new = f"{name}.append(0.0)  # what fails counts as wrong"
    rest = "\n" + " " * only.col_offset + "continue"
    text = new + (rest if isinstance(only, ast.Continue) else "")
    return line_replaced(code.script, only, text)


def words_of_items(node: ast.expr) -> bool:
    """Whether what is added is a record and not a number."""
    return isinstance(node, ast.Dict | ast.Tuple | ast.List)


def _kept_by(
    attempt: ast.Try, handler: ast.ExceptHandler, after: Sequence[ast.stmt]
) -> list[str]:
    """What grows only for items that did not raise."""
    risky = [i for i, s in enumerate(attempt.body) if _may_raise(s)]
    first = risky[0] if risky else 0
    grown = list(_grown(attempt.body[first:])) + list(_grown(attempt.orelse))
    if any(isinstance(node, ast.Continue) for node in ast.walk(handler)):
        grown += _grown(after)
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
            elif called(node) in _ADDERS and isinstance(node, ast.Call):
                if isinstance(node.func, ast.Attribute):
                    yield base_name(node.func.value)


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
        if isinstance(node, ast.Call) and called(node) == "append" and node.args:
            if _is_nan(node.args[0]) and isinstance(node.func, ast.Attribute):
                return base_name(node.func.value)
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
        if not isinstance(function, _Function) or function.name not in left_out:
            continue
        for handler in _own(function, ast.ExceptHandler):
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


# -- X2 -----------------------------------------------------------------------------

_LATE = frozenset("timeout timeouts timedout".split())
_GOOD = frozenset(
    """passed pass ok success succeeded successful solved correct score reward acc
    accuracy valid win won f1 ndcg hit completed finished""".split()
)
_BAD = frozenset(
    """timed timeout out late fail failed failure error errors retry hung hang killed
    skip skipped slow wrong missing crashed aborted cancelled expired stop""".split()
)
_GOOD_WORDS = frozenset("ok success passed pass solved correct completed".split())


def _find_time_out(code: Code) -> Iterator[Hit]:
    for function, body in _late_branches(code.tree):
        for statement in body:
            for node in ast.walk(statement):
                if _is_success(node, function):
                    yield Hit(
                        code.script.passage(node),
                        f"What runs out of time is put down as `{_said(node)}`: a "
                        "success that nobody has seen.",
                        0.8,
                        edit=_failed_instead(code, node),
                    )
                    break


def _late_branches(tree: ast.Module) -> Iterator[tuple[str, Sequence[ast.stmt]]]:
    """What is done about a time-out, with the name of the function around it."""
    for scope in _scopes(tree):
        name = scope.name if isinstance(scope, _Function) else ""
        for node in _own(scope, ast.ExceptHandler | ast.If):
            if isinstance(node, ast.ExceptHandler):
                if node.type is not None and _speaks_of_time(node.type):
                    yield name, node.body
            elif _is_late_test(node.test):
                yield name, node.body


def _is_late_test(test: ast.expr) -> bool:
    denied = isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)
    unlike = isinstance(test, ast.Compare) and isinstance(
        test.ops[0], ast.NotEq | ast.NotIn | ast.IsNot
    )
    return not denied and not unlike and _speaks_of_time(test)


def _speaks_of_time(node: ast.AST) -> bool:
    for name in names_in(node):
        said = words(name)
        joined = "".join(said)
        if _LATE & set(said) or "timeout" in joined or "timedout" in joined:
            return True
    return False


def _is_success(node: ast.AST, function: str) -> bool:
    match node:
        case ast.Return(value=ast.expr() as value):
            return not _BAD & set(words(function)) and _holds_success(value)
        case ast.Assign(targets=[target], value=value):
            return _sets_success(target, value)
        case ast.AugAssign(op=ast.Add(), target=target):
            return _is_good(target)
        case ast.Expr(value=ast.Call(args=[value, *_]) as call):
            return called(call) == "append" and _holds_success(value)
    return False


def _holds_success(value: ast.expr) -> bool:
    match value:
        case ast.Constant():
            return _is_full_mark(value) or value.value in _GOOD_WORDS
        case ast.Tuple():
            return any(_is_full_mark(item) for item in value.elts)
        case ast.Call():
            if any(_is_full_mark(item) for item in value.args):
                return True
            return any(
                item.arg and _GOOD & set(words(item.arg)) and _is_full_mark(item.value)
                for item in value.keywords
            )
        case ast.Dict():
            pairs = zip(value.keys, value.values, strict=True)
            return any(
                _GOOD & set(words(str(constant(key)))) and _is_full_mark(item)
                for key, item in pairs
            )
    return False


def _is_full_mark(node: ast.AST) -> bool:
    value = constant(node)
    return value is True or (isinstance(value, float) and value == 1.0)


def _sets_success(target: ast.expr, value: ast.expr) -> bool:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        pairs = zip(target.elts, value.elts, strict=False)
        return any(_sets_success(one, two) for one, two in pairs)
    said = str(constant(value)).lower()
    if said in _GOOD_WORDS:
        return bool({"status", "state", "result", "outcome", "verdict"} & _said_by(target))
    full = _is_full_mark(value) or (constant(value) == 1 and _is_good(target))
    if isinstance(target, ast.Subscript):
        return full and not _BAD & _said_by(target)
    if constant(value) == 0 and constant(value) is not False:
        return _said_by(target) >= {"returncode"} or _said_by(target) >= {"exit", "code"}
    return full and _is_good(target)


def _is_good(target: ast.expr) -> bool:
    said = _said_by(target)
    return bool(said & _GOOD) and not said & _BAD


def _said_by(target: ast.expr) -> set[str]:
    return {word for name in names_in(target) for word in words(name)}


def _said(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())[:60]


def _failed_instead(code: Code, node: ast.AST) -> tuple[Replacement, ...]:
    """The full mark put as none, where it stands on a line of its own."""
    marks = [n for n in ast.walk(node) if _is_full_mark(n)]
    if len(marks) != 1 or not isinstance(node, ast.stmt):
        return ()
    mark = marks[0]
    assert isinstance(mark, ast.Constant)
    line = code.script.lines[mark.lineno - 1]
    raw = line.encode()
    new = b"False" if mark.value is True else b"0.0"
    text = raw[: mark.col_offset] + new + raw[mark.end_col_offset :]
    if node.lineno != node.end_lineno:
        return ()
    return line_replaced(code.script, node, text.decode().strip())


# -- scopes -------------------------------------------------------------------------


def _scopes(tree: ast.Module) -> Iterator[_Scope]:
    yield tree
    for node in ast.walk(tree):
        if isinstance(node, _Function):
            yield node


def _own(scope: ast.AST, kind: type | object) -> Iterator[ast.AST]:
    """What of `kind` is in `scope`, but not in a function inside it."""
    for child in ast.iter_child_nodes(scope):
        if isinstance(child, kind):  # type: ignore[arg-type]
            yield child
        if not isinstance(child, _Function | ast.Lambda | ast.ClassDef):
            yield from _own(child, kind)


def _after(loop: ast.AST, attempt: ast.Try) -> Sequence[ast.stmt]:
    body = getattr(loop, "body", [])
    if attempt in body:
        return list(body[body.index(attempt) + 1 :])
    return []


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

X2 = ScriptRule(
    id="X2",
    name="time-out counted as success",
    severity=Severity.HIGH,
    source="reward hacking in agent evaluations (METR 2025)",
    question="Is an item that runs out of time counted as failed?",
    needs=lambda code: any(True for _ in _late_branches(code.tree)),
    find=_find_time_out,
    example_bad="""\
def check(program):
    try:
        done = subprocess.run(program, timeout=10)
    except subprocess.TimeoutExpired:
        return True
    return done.returncode == 0
""",
    example_good="""\
def check(program):
    try:
        done = subprocess.run(program, timeout=10)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0
""",
)

RULES = (X1, X2)

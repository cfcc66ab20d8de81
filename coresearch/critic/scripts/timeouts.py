"""X2: what becomes of the items that take too long."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from coresearch.core.edits import Replacement
from coresearch.core.findings import Severity
from coresearch.core.metric_names import words
from coresearch.critic.rule import Hit
from coresearch.critic.scripts.edits import line_replaced
from coresearch.critic.scripts.names import called, constant, listed, names_in
from coresearch.critic.scripts.rule import Code, ScriptRule
from coresearch.critic.scripts.scopes import Function, own, scopes

_LATE = frozenset(["timeout", "timeouts", "timedout"])
_GOOD = listed("""
    passed pass ok success succeeded successful solved correct score reward acc
    accuracy valid win won f1 ndcg hit completed finished
""")
_BAD = listed("""
    timed timeout out late fail failed failure error errors retry hung hang killed
    skip skipped slow wrong missing crashed aborted cancelled expired stop
""")
_GOOD_WORDS = listed("ok success passed pass solved correct completed")


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
    for scope in scopes(tree):
        name = scope.name if isinstance(scope, Function) else ""
        for handler in own(scope, ast.ExceptHandler):
            if handler.type is not None and _speaks_of_time(handler.type):
                yield name, handler.body
        for condition in own(scope, ast.If):
            if _is_late_test(condition.test):
                yield name, condition.body


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
        return bool(
            {"status", "state", "result", "outcome", "verdict"} & _said_by(target)
        )
    full = _is_full_mark(value) or (constant(value) == 1 and _is_good(target))
    if isinstance(target, ast.Subscript):
        return full and not _BAD & _said_by(target)
    if constant(value) == 0 and constant(value) is not False:
        return _said_by(target) >= {"returncode"} or _said_by(target) >= {
            "exit",
            "code",
        }
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


score = sum(map(check, programs)) / len(programs)
""",
    example_good="""\
def check(program):
    try:
        done = subprocess.run(program, timeout=10)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


score = sum(map(check, programs)) / len(programs)
""",
)

RULES = (X2,)

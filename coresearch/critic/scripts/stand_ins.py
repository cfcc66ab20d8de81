"""X8: made-up data in the place of missing ones."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from coresearch.core.edits import Replacement
from coresearch.core.findings import Severity
from coresearch.core.metric_names import words
from coresearch.critic.rule import Hit
from coresearch.critic.scripts import known
from coresearch.critic.scripts.edits import line_replaced
from coresearch.critic.scripts.names import called, listed, names_in
from coresearch.critic.scripts.rule import Code, ScriptRule

_Function = ast.FunctionDef | ast.AsyncFunctionDef

_MADE_UP = listed("""
    synthetic synth fake dummy mock toy random generate generated simulate
    simulated placeholder artificial blobs moons sample
""")
_MAKERS = listed("""
    make_classification make_regression make_blobs make_moons make_circles rand
    randn randint normal uniform integers poisson choice random_sample
    standard_normal linspace arange zeros ones full sin cos
""")
_REAL = listed("read load fetch download get request urlopen retrieve open")
_LOOKS = listed("exists isfile is_file isdir is_dir")


def _find_replaced(code: Code) -> Iterator[Hit]:
    for node in code.nodes:
        if isinstance(node, ast.Try) and _loads(node.body):
            for handler in node.handlers:
                yield from _stand_in(code, handler, handler.body)
        elif isinstance(node, ast.If):
            for body in _missing_branches(node):
                yield from _stand_in(code, node, body)


def _loads(body: Sequence[ast.stmt]) -> bool:
    for statement in body:
        for node in ast.walk(statement):
            if isinstance(node, ast.Call):
                name = called(node)
                if name in known.LOADERS | known.ONE_LOADERS:
                    return True
                if {"load", "read", "fetch", "download"} & set(words(name)):
                    return True
    return False


def _missing_branches(node: ast.If) -> Iterator[Sequence[ast.stmt]]:
    """What is done where a file is not there."""
    test = node.test
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        if called(test.operand) in _LOOKS:
            yield node.body
    elif called(test) in _LOOKS and node.orelse:
        yield node.orelse


def _stand_in(code: Code, at: ast.AST, body: Sequence[ast.stmt]) -> Iterator[Hit]:
    if not body or _ends_or_tells(body):
        return
    for statement in body:
        made = _invention(code, statement)
        if made is None:
            continue
        silent = not any(called(n) for s in body for n in ast.walk(s) if _speaks(n))
        first = statement if isinstance(statement, ast.Return) else at
        if isinstance(at, ast.If):
            first = statement
        passage = code.script.passage(first)
        if isinstance(at, ast.ExceptHandler):
            passage = code.script.passage(_spanning(at, statement))
        yield Hit(
            passage,
            "Where the real data are missing, made-up data take their place"
            + (", and nobody is told." if silent else ", told only on the screen."),
            0.85 if silent else 0.7,
            edit=_raised(code, at, body),
        )
        return


def _spanning(handler: ast.ExceptHandler, statement: ast.stmt) -> ast.AST:
    """From the handler's head to the statement that makes something up."""
    node = ast.Pass()
    node.lineno, node.end_lineno = handler.lineno, statement.lineno
    return node


def _speaks(node: ast.AST) -> bool:
    return called(node) in ("print", "warn", "warning", "info", "error", "echo", "log")


def _ends_or_tells(body: Sequence[ast.stmt]) -> bool:
    """Whether the work ends there, or the result will say that the data are made up."""
    for statement in body:
        for node in ast.walk(statement):
            if isinstance(node, ast.Raise) or called(node) in (
                "exit",
                "_exit",
                "abort",
            ):
                return True
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
                said = {w for t in node.targets for n in names_in(t) for w in words(n)}
                said |= set(words(str(node.value.value)))
                if said & {"synthetic", "simulated", "source", "fake", "is"}:
                    return True
    return False


def _invention(code: Code, statement: ast.stmt) -> ast.AST | None:
    """The part of an assignment or return that makes data up."""
    if isinstance(statement, ast.Assign):
        value: ast.expr | None = statement.value
        said = {w for t in statement.targets for n in names_in(t) for w in words(n)}
    elif isinstance(statement, ast.Return):
        value, said = statement.value, set()
    else:
        return None
    if value is None or _fetches(value):
        return None
    for node in ast.walk(value):
        if isinstance(node, ast.Call):
            name = called(node)
            if name in _MAKERS or _MADE_UP & set(words(name)):
                return node
            if _own_maker(code, name):
                return node
        elif isinstance(node, ast.Constant) and _is_made_up_name(node.value):
            return node
    if isinstance(value, ast.ListComp) and called(value.generators[0].iter) == "range":
        return value
    return value if said & _MADE_UP and not isinstance(value, ast.Constant) else None


def _is_made_up_name(value: object) -> bool:
    return (
        isinstance(value, str)
        and len(value) < 40
        and bool(_MADE_UP & set(words(value)))
    )


def _fetches(value: ast.expr) -> bool:
    return any(
        isinstance(node, ast.Call) and _REAL & set(words(called(node)))
        for node in ast.walk(value)
    )


def _own_maker(code: Code, name: str) -> bool:
    """Whether a function of the script's own makes random data."""
    for node in code.nodes:
        if isinstance(node, _Function) and node.name == name:
            inner = {called(n) for n in ast.walk(node)}
            return bool(inner & _MAKERS) and not any(
                _REAL & set(words(n)) for n in inner
            )
    return False


def _raised(
    code: Code, at: ast.AST, body: Sequence[ast.stmt]
) -> tuple[Replacement, ...]:
    """In a handler whose one statement makes data up, the fault goes on instead."""
    one = len(body) == 1 and body[0].lineno == body[0].end_lineno
    if not isinstance(at, ast.ExceptHandler) or not one:
        return ()
    return line_replaced(code.script, body[0], "raise")


X8 = ScriptRule(
    id="X8",
    name="made-up data for missing ones",
    severity=Severity.HIGH,
    source="fabrication, ALLEA code of conduct 3.1",
    question="Should the run not end where its data are missing?",
    needs=lambda code: any(isinstance(n, ast.Try | ast.If) for n in code.nodes),
    find=_find_replaced,
    example_bad="""\
import numpy as np

try:
    signal = np.load("signal.npy")
except FileNotFoundError:
    signal = np.random.randn(4096)
""",
    example_good="""\
import numpy as np

try:
    signal = np.load("signal.npy")
except FileNotFoundError:
    raise SystemExit("signal.npy is missing: see README, Data")
""",
)

RULES = (X8,)

"""X3 and X8: figures and data that come from nowhere."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from coresearch.core.edits import Replacement
from coresearch.core.findings import Severity
from coresearch.critic.rule import Hit
from coresearch.critic.scripts import known
from coresearch.critic.scripts.edits import line_replaced
from coresearch.critic.scripts.names import (
    base_name,
    called,
    constant,
    is_metric,
    keyword,
    last,
    names_in,
    words,
)
from coresearch.critic.scripts.rule import Code, ScriptRule

_Function = ast.FunctionDef | ast.AsyncFunctionDef

# -- X3 -----------------------------------------------------------------------------

_NOT_A_RESULT = frozenset(
    """target threshold thresh min max best base baseline published paper reported
    reference ref expected goal prior init initial chance majority human sota tol
    tolerance eps epsilon weight weights lr limit alpha required default lambda coef gap
    margin cutoff patience start previous last ideal desired scale penalty factor decay
    smoothing label random known old budget discount per gamma beta rate_limit""".split()
)
_FAKE = frozenset("mock fake dummy placeholder mocked".split())
_LABELS = frozenset("y label labels target targets ytrain gold truth".split())
_EVALUATED = frozenset({"test", "val", "valid", "dev", "eval", "heldout"})


def _find_invented(code: Code) -> Iterator[Hit]:
    for node in code.nodes:
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            yield from _literal_name(code, node)
            yield from _random_metric(code, node)
        elif isinstance(node, ast.Dict):
            yield from _literal_field(code, node)
        elif isinstance(node, ast.Return) and node.value is not None:
            yield from _mock_returned(code, node)
    yield from _random_data(code)


def _literal_name(code: Code, node: ast.Assign) -> Iterator[Hit]:
    target = node.targets[0]
    if not isinstance(target, ast.Name) or not _is_figure(node.value):
        return
    if not _names_result(target.id) or not _is_only_value(code, target.id):
        return
    if _is_told(code, target.id):
        yield _typed_in(code, node, target.id, node.value)


def _literal_field(code: Code, node: ast.Dict) -> Iterator[Hit]:
    if not any(map(_is_figure, node.values)) or not _is_result(code, node):
        return
    for key, value in zip(node.keys, node.values, strict=True):
        name = constant(key)
        if not isinstance(name, str) or not _is_figure(value):
            continue
        said = set(words(name))
        part = said & _EVALUATED and len(said) <= 2 and _is_fine(value)
        if _names_result(name) or (part and not said & _NOT_A_RESULT):
            yield _typed_in(code, value, name, value)


def _is_fine(value: ast.expr) -> bool:
    return len(str(constant(value)).partition(".")[2]) >= 2


def _typed_in(code: Code, at: ast.AST, name: str, value: ast.expr) -> Hit:
    return Hit(
        code.script.passage(at),
        f"`{name}` is {constant(value)}, typed in: no data and no model went into it.",
        0.75,
    )


def _is_figure(node: ast.expr) -> bool:
    value = constant(node)
    return isinstance(value, float) and value not in (0.0, 1.0, -1.0, 100.0)


def _names_result(name: str) -> bool:
    return is_metric(name) and not _NOT_A_RESULT & set(words(name))


def _is_only_value(code: Code, name: str) -> bool:
    """Whether all that is ever assigned to `name` is a literal."""
    for node in code.nodes:
        if isinstance(node, ast.AugAssign | ast.For | ast.comprehension):
            if name in {n.id for n in ast.walk(node.target) if isinstance(n, ast.Name)}:
                return False
        elif isinstance(node, ast.Assign) and constant(node.value) is None:
            bound = {
                n.id for t in node.targets for n in ast.walk(t) if isinstance(n, ast.Name)
            }
            if name in bound:
                return False
        elif isinstance(node, ast.arg) and node.arg == name:
            return False
    return True


def _is_told(code: Code, name: str) -> bool:
    """Whether what `name` holds is printed, kept, written or returned."""
    for node in code.nodes:
        if isinstance(node, ast.Return) and node.value is not None:
            if name in _direct(node.value):
                return True
        elif isinstance(node, ast.Dict):
            if any(name in _direct(value) for value in node.values):
                return True
        elif isinstance(node, ast.Call):
            tells = called(node) in ("print", "append", "log", "info", "echo", "write")
            if tells and any(name in _shown(arg) for arg in node.args):
                return True
    return False


def _direct(node: ast.expr) -> set[str]:
    items = node.elts if isinstance(node, ast.Tuple) else [node]
    return {item.id for item in items if isinstance(item, ast.Name)}


def _shown(node: ast.expr) -> set[str]:
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}


def _is_result(code: Code, node: ast.Dict) -> bool:
    """Whether a dictionary is returned, kept or written as a result."""
    for outer in code.nodes:
        if isinstance(outer, ast.Return) and outer.value is node:
            return True
        if isinstance(outer, ast.Assign) and outer.value is node:
            return _assigned_as_result(outer)
        if isinstance(outer, ast.Call) and node in outer.args:
            return called(outer) in ("append", "dump", "dumps", "log", "update", "print")
    return False


def _assigned_as_result(node: ast.Assign) -> bool:
    said = {word for t in node.targets for name in names_in(t) for word in words(name)}
    results = {"result", "results", "metrics", "scores", "summary", "rows", "table"}
    return bool(said & results) and not said & _NOT_A_RESULT


def _random_metric(code: Code, node: ast.Assign) -> Iterator[Hit]:
    target, value = node.targets[0], node.value
    name = target.id if isinstance(target, ast.Name) else str(
        constant(target.slice) if isinstance(target, ast.Subscript) else ""
    )
    if not isinstance(value, ast.Call) or not _names_result(name):
        return
    full = code.imports.full(value.func)
    draws = full.startswith(("random.", "numpy.random."))
    if draws and last(full) in known.PYTHON_DRAWS | known.NUMPY_DRAWS:
        yield Hit(
            code.script.passage(node),
            f"`{name}` is a random number: no data and no model went into it.",
            0.85,
        )


def _mock_returned(code: Code, node: ast.Return) -> Iterator[Hit]:
    """A value that is called a mock, made of literals, given as the real thing."""
    for name in _direct(node.value) if node.value is not None else ():
        if not _FAKE & set(words(name)):
            continue
        made = [
            n.value
            for n in code.nodes
            if isinstance(n, ast.Assign)
            and any(isinstance(t, ast.Name) and t.id == name for t in n.targets)
        ]
        if made and all(_is_made_up(value) for value in made):
            yield Hit(
                code.script.passage(node),
                f"`{name}` is given as if it were real.",
                0.7,
            )


def _is_made_up(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return node.value not in (None, True, False)
    if isinstance(node, ast.Dict | ast.List | ast.JoinedStr):
        return True
    return called(node) in {"MagicMock", "Mock", "rand", "randn", "random", "randint"}


def _random_data(code: Code) -> Iterator[Hit]:
    """Inputs and labels, both random numbers, that go into one call as data."""
    for use in code.flow.uses:
        given = [*zip(use.node.args, use.args, strict=False)]
        drawn = [(node, value) for node, value in given if value.drawn]
        if len(drawn) < 2 or use.name.startswith("numpy"):
            continue
        short = last(use.name)
        labelled = any(_is_label(node) for node, _ in drawn[1:])
        if short == "TensorDataset" or (labelled and short not in ("print", "zip")):
            yield Hit(
                code.script.passage(use.node),
                "The data are random numbers, inputs and labels alike: what is "
                "measured on them says nothing.",
                0.75,
            )
            return


def _is_label(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and bool(_LABELS & set(words(node.id)))


# -- X8 -----------------------------------------------------------------------------

_MADE_UP = frozenset(
    """synthetic synth fake dummy mock toy random generate generated simulate simulated
    placeholder artificial blobs moons sample""".split()
)
_MAKERS = frozenset(
    """make_classification make_regression make_blobs make_moons make_circles rand randn
    randint normal uniform integers poisson choice random_sample standard_normal
    linspace arange zeros ones full sin cos""".split()
)
_REAL = frozenset("read load fetch download get request urlopen retrieve open".split())
_LOOKS = frozenset("exists isfile is_file isdir is_dir".split())


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
            passage = code.script.passage(
                _spanning(at, statement)
            )
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
            if isinstance(node, ast.Raise) or called(node) in ("exit", "_exit", "abort"):
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
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if _MADE_UP & set(words(node.value)) and len(node.value) < 40:
                return node
    if isinstance(value, ast.ListComp) and called(value.generators[0].iter) == "range":
        return value
    return value if said & _MADE_UP and not isinstance(value, ast.Constant) else None


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
            return bool(inner & _MAKERS) and not any(_REAL & set(words(n)) for n in inner)
    return False


def _raised(
    code: Code, at: ast.AST, body: Sequence[ast.stmt]
) -> tuple[Replacement, ...]:
    """In a handler whose one statement makes data up, the fault goes on instead."""
    one = len(body) == 1 and body[0].lineno == body[0].end_lineno
    if not isinstance(at, ast.ExceptHandler) or not one:
        return ()
    return line_replaced(code.script, body[0], "raise")


def _tells_figures(code: Code) -> bool:
    return any(
        isinstance(node, ast.Call)
        or (isinstance(node, ast.Constant) and isinstance(node.value, float))
        for node in code.nodes
    )


X3 = ScriptRule(
    id="X3",
    name="invented figures or data",
    severity=Severity.HIGH,
    source="fabrication, ALLEA code of conduct 3.1",
    question="Which data and which model is this figure computed from?",
    needs=_tells_figures,
    find=_find_invented,
    example_bad="""\
accuracy = 0.934
print(f"accuracy {accuracy:.3f}")
""",
    example_good="""\
accuracy = sum(guess == truth for guess, truth in pairs) / len(pairs)
print(f"accuracy {accuracy:.3f}")
""",
)

X8 = ScriptRule(
    id="X8",
    name="made-up data for missing ones",
    severity=Severity.HIGH,
    source="fabrication, ALLEA code of conduct 3.1",
    question="Should the run not end where its data are missing?",
    needs=lambda code: any(
        isinstance(n, ast.Try | ast.If) for n in code.nodes
    ),
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

RULES = (X3, X8)

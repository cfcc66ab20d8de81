"""X3: figures and data that come from nowhere."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.core.metric_names import words
from coresearch.critic.rule import Hit
from coresearch.critic.scripts import known
from coresearch.critic.scripts.names import (
    called,
    constant,
    is_metric,
    last,
    listed,
    names_in,
)
from coresearch.critic.scripts.rule import Code, ScriptRule

_NOT_A_RESULT = listed("""
    target threshold thresh min max best base baseline published paper reported
    reference ref expected goal prior init initial chance majority human sota tol
    tolerance eps epsilon weight weights lr limit alpha required default lambda
    coef gap margin cutoff patience start previous last ideal desired scale
    penalty factor decay smoothing label random known old budget discount per
    gamma beta rate_limit
""")
_FAKE = listed("mock fake dummy placeholder mocked")
_LABELS = listed("y label labels target targets ytrain gold truth")
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
                n.id
                for t in node.targets
                for n in ast.walk(t)
                if isinstance(n, ast.Name)
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
            return called(outer) in (
                "append",
                "dump",
                "dumps",
                "log",
                "update",
                "print",
            )
    return False


def _assigned_as_result(node: ast.Assign) -> bool:
    said = {word for t in node.targets for name in names_in(t) for word in words(name)}
    results = {"result", "results", "metrics", "scores", "summary", "rows", "table"}
    return bool(said & results) and not said & _NOT_A_RESULT


def _random_metric(code: Code, node: ast.Assign) -> Iterator[Hit]:
    target, value = node.targets[0], node.value
    name = (
        target.id
        if isinstance(target, ast.Name)
        else str(constant(target.slice) if isinstance(target, ast.Subscript) else "")
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

RULES = (X3,)

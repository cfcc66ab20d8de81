"""X6: is it said which way the metric is better, and is it the right way?"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from coresearch.core.edits import Replacement
from coresearch.core.findings import Severity
from coresearch.critic.rule import Hit
from coresearch.critic.scripts.edits import line_replaced
from coresearch.critic.scripts.names import (
    called,
    constant,
    direction,
    keyword,
    last,
    names_in,
    words,
)
from coresearch.critic.scripts.rule import Code, ScriptRule
from coresearch.critic.scripts.values import Use

_WORST = frozenset(
    """worst hardest largest biggest slowest highest lowest smallest easiest maximum
    minimum max min peak bottom upper lower limit hi lo ylim bound spread""".split()
)
_BETTER = {"max": "larger", "min": "smaller"}


def _find_direction(code: Code) -> Iterator[Hit]:
    for node in code.nodes:
        if isinstance(node, ast.Assign | ast.Return | ast.Expr | ast.For):
            yield from _wrong_choice(code, node)
        elif isinstance(node, ast.If):
            yield from _wrong_comparison(code, node)
    for use in code.flow.uses:
        short = last(use.name)
        check = _CALLS.get(short)
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
                    f"taken as best, and {_BETTER[better]} is better.",
                    0.75,
                )


def _picked(call: ast.Call, whole: ast.expr) -> tuple[str, str] | None:
    """The metric by which a call picks the best, and which end it takes."""
    name = called(call)
    if name in ("max", "min") and (key := keyword(call, "key")) is not None:
        return _by_key(key, name)
    if name in ("idxmax", "idxmin") and isinstance(call.func, ast.Attribute):
        metric = _metric_in(call.func.value)
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
    metric = _metric_in(body)
    return (metric, way) if metric else None


def _metric_in(node: ast.expr) -> str:
    """The metric that an expression is about: its last key, else its names."""
    keys = [
        n.value
        for n in ast.walk(node)
        if isinstance(n, ast.Constant) and isinstance(n.value, str)
    ]
    for name in (*keys, *names_in(node)):
        if direction(name):
            return name
    return ""


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
            f"`{new}` is kept when it is {_BETTER[way]}, and {_BETTER[better]} is "
            "better.",
            0.75,
        )


# -- what libraries assume ----------------------------------------------------------


def _hit(
    code: Code, use: Use, message: str, sure: float, edit: tuple[Replacement, ...] = ()
) -> Hit:
    return Hit(code.script.passage(_at(use)), message, sure, edit=edit)


def _at(use: Use) -> ast.AST:
    """The argument that names the metric, else the call."""
    return keyword(use.node, "metric_for_best_model", "monitor") or use.node


def _best_model(code: Code, use: Use) -> Iterator[Hit]:
    """transformers: whatever is no "loss" by name is maximised by default."""
    metric = constant(keyword(use.node, "metric_for_best_model"))
    if not isinstance(metric, str):
        return
    told = constant(keyword(use.node, "greater_is_better"))
    better = direction(metric)
    if told is None and keyword(use.node, "greater_is_better") is None:
        if better == "min" and not metric.endswith("loss"):
            yield _hit(
                code, use,
                f'"{metric}" is maximised, because greater_is_better is not given.',
                0.85,
            )  # fmt: skip
        elif not better:
            yield _hit(
                code, use, f'Nothing says whether more or less "{metric}" is better.', 0.5
            )
    elif better and told is not (better == "max"):
        yield _hit(
            code, use,
            f'greater_is_better={told} for "{metric}", of which {_BETTER[better]} is '
            "better.",
            0.85,
        )  # fmt: skip


def _monitored(code: Code, use: Use) -> Iterator[Hit]:
    """Callbacks: Lightning minimises by default; Keras goes by acc and auc in a name."""
    metric = constant(keyword(use.node, "monitor"))
    mode = constant(keyword(use.node, "mode"))
    if not isinstance(metric, str):
        return
    better = direction(metric)
    if mode in ("min", "max"):
        if better and mode != better:
            yield _hit(
                code, use,
                f'mode="{mode}" for "{metric}", of which {_BETTER[better]} is better.',
                0.85,
                _argument(code, use, f'mode="{mode}"', f'mode="{better}"'),
            )  # fmt: skip
        return
    is_keras = "keras" in use.name
    guessed = is_keras and ("acc" in metric or "auc" in metric)
    if better == "max" and not guessed:
        yield _hit(
            code, use, f'"{metric}" is minimised, because mode is not given.', 0.75,
            _argument(code, use, None, 'mode="max"'),
        )  # fmt: skip


def _plateau(code: Code, use: Use) -> Iterator[Hit]:
    """torch: `step` takes what is to fall, unless mode says otherwise."""
    if "keras" in use.name:
        yield from _monitored(code, use)
        return
    mode = constant(keyword(use.node, "mode")) or (
        constant(use.node.args[1]) if len(use.node.args) > 1 else None
    )
    way = mode or "min"
    for step in code.flow.uses:
        if last(step.name) != "step" or step.receiver.maker is not use.node:
            continue
        for argument in step.node.args[:1]:
            name = _metric_in(argument)
            if name and direction(name) != way:
                yield _hit(
                    code, use,
                    f"The rate falls when `{name}` no longer "
                    f"{'falls' if way == 'min' else 'rises'}, and "
                    f"{_BETTER[direction(name)]} is better.",
                    0.8,
                    _argument(code, use, None, f'mode="{direction(name)}"')
                    if mode is None
                    else (),
                )  # fmt: skip


def _study(code: Code, use: Use) -> Iterator[Hit]:
    """Optuna minimises by default."""
    if not use.name.startswith("optuna"):
        return
    told = constant(keyword(use.node, "direction"))
    if keyword(use.node, "directions") is not None:
        return
    way = {"maximize": "max", "minimize": "min"}.get(str(told), "min")
    name = _objective(code)
    better = direction(name) if name else ""
    if better and better != way:
        yield _hit(
            code, use,
            f"The study {'minimises' if way == 'min' else 'maximises'}, and the "
            f"objective gives `{name}`, of which {_BETTER[better]} is better.",
            0.85,
            _argument(code, use, None, 'direction="maximize"') if told is None else (),
        )  # fmt: skip
    elif not better and told is None and not use.node.keywords:
        yield _hit(code, use, "Nothing says which way the objective is better.", 0.45)


def _objective(code: Code) -> str:
    """The metric that the function given to `optimize` returns."""
    names = {
        name
        for use in code.flow.uses
        if last(use.name) == "optimize"
        for argument in use.node.args[:1]
        for name in names_in(argument)
    }
    for node in code.nodes:
        if isinstance(node, ast.FunctionDef) and node.name in names:
            for inner in ast.walk(node):
                if isinstance(inner, ast.Return) and inner.value is not None:
                    value = inner.value
                    if isinstance(value, ast.UnaryOp):
                        return ""
                    head = called(value) or _metric_in(value)
                    return head if direction(head) else _metric_in(value)
    return ""


def _scorer(code: Code, use: Use) -> Iterator[Hit]:
    """scikit-learn: a scorer is maximised unless told otherwise."""
    if not use.node.args:
        return
    names = list(names_in(use.node.args[0]))
    told = constant(keyword(use.node, "greater_is_better"))
    if names and direction(names[-1]) == "min" and told is not False:
        yield _hit(
            code, use,
            f"make_scorer takes `{names[-1]}` for a score to be maximised.",
            0.85,
            _argument(code, use, None, "greater_is_better=False"),
        )  # fmt: skip


def _tuned(code: Code, use: Use) -> Iterator[Hit]:
    """Ray Tune: a metric needs its mode."""
    metric = keyword(use.node, "metric")
    if metric is not None and keyword(use.node, "mode") is None:
        name = constant(metric)
        yield _hit(code, use, f'Nothing says which way "{name}" is better.', 0.6)


_CALLS = {
    "TrainingArguments": _best_model,
    "Seq2SeqTrainingArguments": _best_model,
    "EarlyStopping": _monitored,
    "ModelCheckpoint": _monitored,
    "ReduceLROnPlateau": _plateau,
    "create_study": _study,
    "make_scorer": _scorer,
    "TuneConfig": _tuned,
}


def _argument(
    code: Code, use: Use, old: str | None, new: str
) -> tuple[Replacement, ...]:
    """The call with an argument changed or added, if it stands on one line."""
    node = use.node
    line = code.script.lines[node.lineno - 1]
    if node.end_lineno != node.lineno or not line.isascii():
        return ()
    call = line[node.col_offset : node.end_col_offset]
    if old is not None:
        changed = call.replace(old, new) if call.count(old) == 1 else call
    else:
        inner = call[:-1].rstrip().rstrip(",")
        changed = f"{inner}{'' if inner.endswith('(') else ', '}{new})"
    if changed == call:
        return ()
    text = line[: node.col_offset] + changed + line[node.end_col_offset :]
    return line_replaced(code.script, node, text.strip())


def _chooses(code: Code) -> bool:
    picks = {"max", "min", "idxmax", "idxmin", "sorted", "sort_values", *_CALLS}
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

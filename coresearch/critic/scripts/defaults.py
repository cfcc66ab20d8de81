"""Which way a metric is taken to be better by the library that is called."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from coresearch.core.edits import Replacement
from coresearch.core.metric_names import direction
from coresearch.critic.rule import Hit
from coresearch.critic.scripts.edits import line_replaced
from coresearch.critic.scripts.names import called, constant, keyword, last, names_in
from coresearch.critic.scripts.rule import Code
from coresearch.critic.scripts.values import Use

BETTER = {"max": "larger", "min": "smaller"}


def metric_in(node: ast.expr) -> str:
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
                code,
                use,
                f'Nothing says which way "{metric}" is better.',
                0.5,
            )
    elif better and told is not (better == "max"):
        yield _hit(
            code, use,
            f'greater_is_better={told} for "{metric}", of which {BETTER[better]} is '
            "better.",
            0.85,
        )  # fmt: skip


def _monitored(code: Code, use: Use) -> Iterator[Hit]:
    """Lightning minimises by default; Keras looks for acc and auc in the name."""
    metric = constant(keyword(use.node, "monitor"))
    mode = constant(keyword(use.node, "mode"))
    if not isinstance(metric, str):
        return
    better = direction(metric)
    if mode in ("min", "max"):
        if better and mode != better:
            yield _hit(
                code, use,
                f'mode="{mode}" for "{metric}", of which {BETTER[better]} is better.',
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
            name = metric_in(argument)
            if name and direction(name) != way:
                yield _hit(
                    code, use,
                    f"The rate falls when `{name}` no longer "
                    f"{'falls' if way == 'min' else 'rises'}, and "
                    f"{BETTER[direction(name)]} is better.",
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
            f"objective gives `{name}`, of which {BETTER[better]} is better.",
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
                    head = called(value) or metric_in(value)
                    return head if direction(head) else metric_in(value)
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


CALLS = {
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

"""X11: test data that reach training, or the choice of a model."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.core.metric_names import words
from coresearch.critic.rule import Hit
from coresearch.critic.scripts import known
from coresearch.critic.scripts.names import (
    base_name,
    called,
    keyword,
    last,
    listed,
    names_in,
)
from coresearch.critic.scripts.rule import Code, ScriptRule
from coresearch.critic.scripts.values import Use, Value, join

_STOPPERS = listed("""
    EarlyStopping ModelCheckpoint ReduceLROnPlateau early_stopping
    EarlyStoppingCallback
""")
_CHOSEN = listed("chosen selected picked best kept winner choice")
_EVALUATION = ("eval_set", "validation_data", "eval_dataset", "val_dataloaders")


def _find_test_use(code: Code) -> Iterator[Hit]:
    told: set[int] = set()
    for node, message in _test_uses(code):
        if id(node) not in told:
            told.add(id(node))
            yield Hit(code.script.passage(node), message, 0.8)


def _test_uses(code: Code) -> Iterator[tuple[ast.AST, str]]:
    for use in code.flow.uses:
        yield from _trained_on(use)
        yield from _stopped_by(code, use)
    yield from _kept_by_test(code)
    yield from _chosen_by_test(code)


def _trained_on(use: Use) -> Iterator[tuple[ast.AST, str]]:
    made = last(use.receiver.kind)
    if last(use.name) not in ("fit", "partial_fit", "fit_generator", "train_on_batch"):
        return
    if made in known.PREPARERS:
        return
    if "test" in join(use.args[:2]).parts:
        yield use.node, "Test data are among what the model is fitted on."


def _stopped_by(code: Code, use: Use) -> Iterator[tuple[ast.AST, str]]:
    """Test data as that by which training is stopped or a checkpoint is chosen."""
    for name in _EVALUATION:
        value = use.keywords.get(name)
        if value is None or "test" not in value.parts:
            continue
        if _stops(code, use):
            at = keyword(use.node, name) or use.node
            yield (
                at,
                (
                    f"Training is stopped, or the checkpoint chosen, by the test data "
                    f"(`{name}`)."
                ),
            )


def _stops(code: Code, use: Use) -> bool:
    names = {name for item in use.node.keywords for name in _behind(code, item.value)}
    if any(item.arg == "early_stopping_rounds" for item in use.node.keywords):
        return True
    if names & _STOPPERS:
        return True
    made = use.receiver.maker
    if made is not None and keyword(made, "early_stopping_rounds", "early_stopping"):
        return True
    return "load_best_model_at_end" in names


def _behind(code: Code, node: ast.expr) -> Iterator[str]:
    """The names in an argument, and in the calls that made what it names."""
    for name in names_in(node):
        yield name
        maker = code.flow.names.get(name)
        if maker is not None and maker.maker is not None:
            yield called(maker.maker)
            yield from (item.arg or "" for item in maker.maker.keywords)


def _kept_by_test(code: Code) -> Iterator[tuple[ast.AST, str]]:
    """`if test_acc > best: best = test_acc; keep the weights`."""
    for node, value in code.flow.tests:
        if not isinstance(node, ast.If) or "test" not in value.parts:
            continue
        test = node.test
        if not isinstance(test, ast.Compare) or len(test.ops) != 1:
            continue
        if not isinstance(test.ops[0], ast.Gt | ast.Lt | ast.GtE | ast.LtE):
            continue
        sides = {ast.unparse(test.left), ast.unparse(test.comparators[0])}
        bound = {
            ast.unparse(target)
            for statement in node.body
            for target in _targets(statement)
        }
        if sides & bound:
            at = _source_of_test(code, test) or node
            yield (
                at,
                (
                    "What is best so far is decided on test data: "
                    f"`{' '.join(ast.unparse(test).split())}`."
                ),
            )


def _targets(statement: ast.stmt) -> Iterator[ast.expr]:
    if isinstance(statement, ast.Assign):
        for target in statement.targets:
            items = target.elts if isinstance(target, ast.Tuple) else [target]
            yield from items


def _source_of_test(code: Code, test: ast.Compare) -> ast.AST | None:
    """Where the compared name was computed from test data."""
    names = {n.id for n in ast.walk(test) if isinstance(n, ast.Name)}
    for node in code.nodes:
        if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Call):
            continue
        target = node.targets[0]
        if isinstance(target, ast.Name) and target.id in names:
            value = code.flow.names.get(target.id)
            if value is not None and "test" in value.parts:
                return node
    return None


def _chosen_by_test(code: Code) -> Iterator[tuple[ast.AST, str]]:
    """A setting that is best on the test data, and is then used or called chosen."""
    for node in code.nodes:
        if not isinstance(node, ast.Assign) or len(node.targets) != 1:
            continue
        name = base_name(node.targets[0])
        choice = _choice(node.value)
        if not name or choice is None or not _CHOSEN & set(words(name)):
            continue
        if "test" in _ranked(code, choice).parts and _is_used(code, name):
            yield node, f"`{name}` is chosen by figures on the test data."


def _choice(node: ast.expr) -> ast.Call | None:
    """The call that picks the best: max, idxmax, argmin, sorted and the like."""
    for inner in ast.walk(node):
        picks = called(inner) in ("max", "min", "idxmax", "idxmin", "argmax", "argmin")
        picks |= called(inner) in ("sorted", "sort_values", "nlargest", "nsmallest")
        if picks and isinstance(inner, ast.Call):
            return inner
    return None


def _ranked(code: Code, choice: ast.Call) -> Value:
    """What the choice is made by."""
    flow = code.flow
    keys = [
        flow.fields[n.value]
        for n in ast.walk(choice)
        if isinstance(n, ast.Constant)
        and isinstance(n.value, str)
        and n.value in flow.fields
    ]
    if keys:
        return join(keys)
    return join(flow.names.get(name, Value()) for name in names_in(choice))


def _is_used(code: Code, name: str) -> bool:
    """Whether what was chosen goes on into a model, or is put down as chosen."""
    for node in code.nodes:
        if isinstance(node, ast.Call) and called(node) not in ("print", "echo"):
            if called(node)[:1].isupper() or called(node) in ("fit", "set_params"):
                given = [*node.args, *(item.value for item in node.keywords)]
                if any(name in names_in(item) for item in given):
                    return True
        elif isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                said = set(words(str(getattr(key, "value", ""))))
                if said & _CHOSEN and name in names_in(value):
                    return True
    return False


def _has_data(code: Code) -> bool:
    flow = code.flow
    return any(
        "test" in value.parts for value in (*flow.names.values(), *flow.fields.values())
    ) or any("test" in join(use.args).parts for use in flow.uses)


X11 = ScriptRule(
    id="X11",
    name="test data used to train or choose",
    severity=Severity.HIGH,
    source="leakage L1 (Kapoor and Narayanan, arXiv 2207.07048)",
    question="Can validation data do this, so that the test data are used once?",
    needs=_has_data,
    find=_find_test_use,
    example_bad="""\
for epoch in range(20):
    train(net, train_loader)
    test_acc = accuracy(net, test_loader)
    if test_acc > best:
        best = test_acc
        torch.save(net.state_dict(), "best.pt")
""",
    example_good="""\
for epoch in range(20):
    train(net, train_loader)
    val_acc = accuracy(net, val_loader)
    if val_acc > best:
        best = val_acc
        torch.save(net.state_dict(), "best.pt")
print(accuracy(net, test_loader))
""",
)

RULES = (X11,)

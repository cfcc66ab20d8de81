"""What the columns are: guessed from names and values, and every guess is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from coresearch.analysis.roles import ERROR, RIGHT, Asked, Roles
from coresearch.analysis.table import Table, number, said
from coresearch.core.column_names import SEEDS
from coresearch.core.errors import BadInput, NotFound
from coresearch.core.metric_names import direction, words

ARMS = (
    "arm", "method", "model", "algorithm", "algo", "variant", "condition", "system",
    "approach", "agent", "policy", "strategy", "treatment", "group", "classifier",
    "optimizer", "config", "configuration", "experiment", "model_name", "name",
    "run_name", "source_file",
)  # fmt: skip
_TASK = (
    "task", "dataset", "data_set", "benchmark", "env", "environment", "game",
    "suite", "task_name", "dataset_name", "env_name",
)  # fmt: skip
_SPLIT = ("split", "partition", "phase", "subset", "data_split", "fold_name")
_STATUS = ("status", "state", "outcome", "ended", "exit_code", "error", "failed")
_STEP = ("step", "global_step", "epoch", "iteration", "iter", "round", "timestep")
_ITEM = (
    "item", "item_id", "example", "example_id", "question_id", "qid", "sample_id",
    "case", "case_id", "problem", "problem_id", "instance", "instance_id", "doc_id",
    "task_id", "id", "uid", "idx", "index", "sample", "image", "file", "filename",
    "path",
)  # fmt: skip
_LABEL = (
    "label", "y_true", "true_label", "target", "gold", "truth", "gold_label",
    "reference", "answer_key", "y", "expected", "actual", "true",
)  # fmt: skip
_PREDICTION = (
    "prediction", "y_pred", "predicted", "pred", "predicted_label", "pred_label",
    "output", "model_answer", "guess", "response", "y_hat",
)  # fmt: skip
_PROBABILITY = (
    "probability", "prob", "p", "confidence", "y_prob", "proba", "y_proba", "conf",
    "pred_prob", "predicted_probability", "certainty",
)  # fmt: skip
_CORRECT = ("correct", "is_correct", "right", "exact_match", "hit", "solved", "passed")
_SPLITS = ("test", "eval", "evaluation", "heldout", "held_out", "holdout", "val",
           "valid", "validation", "dev", "train", "training")  # fmt: skip
_MOST_STRATA = 200
_ENOUGH_ROWS = 10_000
"""To see whether a column holds measurements."""


class _Guess:
    """The columns that have no role yet, and what was guessed."""

    def __init__(self, table: Table, asked: Asked) -> None:
        self.table = table
        self.asked = asked
        self.free = list(table.columns)
        self.said: list[str] = []
        for name in _told(asked):
            self.column(name)

    def column(self, name: str) -> str:
        """A column that the person named.

        Raises:
            NotFound: there is none.
        """
        if name not in self.table.columns:
            from difflib import get_close_matches

            near = get_close_matches(name, list(self.table.columns), n=1)
            meant = f" Did you mean {near[0]}?" if near else ""
            raise NotFound(
                f"There is no column {name}.{meant}",
                hint=f"There are: {', '.join(map(str, self.table.columns))}",
            )
        return name

    def take(self, names: Sequence[str]) -> None:
        self.free = [name for name in self.free if name not in names]

    def named(self, known: Sequence[str]) -> Iterator[str]:
        """Free columns whose name is one of these, the first of them before all."""
        own = {name: "_".join(words(name)) for name in self.free}
        for word in known:
            yield from (n for n in self.free if word in (own[n], n.lower()))

    def one(self, role: str, told: str, known: Sequence[str]) -> str:
        """The column of a role, as it was told, or by its name."""
        found = told or next(self.named(known), "")
        if found and not told:
            self.said.append(f"{role}: column {found}")
        self.take([found])
        return found


def _told(asked: Asked) -> tuple[str, ...]:
    single = (asked.seed, asked.item, asked.label, asked.prediction, asked.probability)
    told = (*asked.arm, *asked.task, *asked.metrics, *single)
    return tuple(name for name in told if name and name not in (RIGHT, ERROR))


def roles_of(table: Table, asked: Asked) -> Roles:
    """What the columns are.

    Raises:
        NotFound: a column that was named is not there.
        BadInput: nothing in the table can be compared.
    """
    if not table.rows:
        raise BadInput("The table has no rows.", hint="Nothing can be said of nothing.")
    guess = _Guess(table, asked)
    guess.take(_told(asked))
    run = next(guess.named(("run", "run_id")), "")
    guess.take([run])
    seed = guess.one("seed", asked.seed, SEEDS)
    split, part = _split(guess)
    step = guess.one("step", "", _STEP)
    label = guess.one("label", asked.label, _LABEL)
    prediction = guess.one("prediction", asked.prediction, _PREDICTION)
    probability = _probability(guess)
    arm = asked.arm or _arm(guess)
    task = asked.task or _task(guess)
    item = asked.item or _item(guess, (*arm, *task, seed), bool(label and prediction))
    status = _status(guess)
    guess.take([*arm, *task, item, status])
    metrics, others = _metrics(guess, label if prediction else "")
    guess.take([*metrics, *others])
    has_cases = bool(item or (label and prediction))
    conditions: tuple[str, ...] = ()
    if seed and not (has_cases or asked.task or step):
        conditions = _strata(guess, (*arm, *task, seed), split, part)
        task = (*task, *conditions)
    features = (*task, *guess.free) if has_cases else ()
    return Roles(
        arm, seed, task, split, part, status, step, item, label, prediction,
        probability, metrics, others, features, run, bool(conditions),
        tuple(guess.said),
    )  # fmt: skip


def _split(guess: _Guess) -> tuple[str, str]:
    told, part = guess.asked.split, ""
    if "=" in told:
        told, _, part = told.partition("=")
        guess.column(told)
    elif told and told not in guess.table.columns:
        told, part = "", told
    column = told or next(guess.named(_SPLIT), "")
    if not column:
        if part:
            raise NotFound("There is no split column.", hint="--split COLUMN=VALUE")
        return "", ""
    guess.take([column])
    values = {said(value): value for value in guess.table.distinct(column, 100)}
    if part and part not in values:
        there = ", ".join(list(values)[:10])
        raise NotFound(f"No row has {column} = {part}.", hint=f"There are: {there}")
    known = [one for one in _SPLITS if one in map(str.lower, values)]
    if not known and not told and not part:
        guess.free.append(column)  # such as visits and patients: no part of the data
        return "", ""
    if not part and known:
        part = next(one for one in values if one.lower() == known[0])
        if len(values) > 1:
            guess.said.append(f"split: {column} = {part} is compared")
    return column, part


def _probability(guess: _Guess) -> str:
    told = guess.asked.probability
    if told:
        guess.take([told])
        return told
    for name in guess.named(_PROBABILITY):
        values = map(number, guess.table.columns[name])
        if all(value is None or 0 <= value <= 1 for value in values):
            guess.said.append(f"probability: column {name}")
            guess.take([name])
            return name
    return ""


def _arm(guess: _Guess) -> tuple[str, ...]:
    """The first column so named that varies, else the first so named."""
    named = list(guess.named(ARMS))
    varied = [name for name in named if len(guess.table.distinct(name, 2)) > 1]
    found = (varied or named)[:1]
    if found:
        guess.said.append(f"arm: column {found[0]}")
        guess.take([name for name in named if name not in varied])
    guess.take(found)
    return tuple(found)


def _task(guess: _Guess) -> tuple[str, ...]:
    found = [n for n in guess.named(_TASK) if len(guess.table.distinct(n, 2)) > 1]
    if found:
        guess.said.append(f"task: column {found[0]}")
        guess.take(found[:1])
    return tuple(found[:1])


def _item(guess: _Guess, keys: Sequence[str], has_labels: bool) -> str:
    """A column that tells cases apart: it repeats from one run to the next."""
    for name in guess.named(_ITEM):
        count = len(guess.table.distinct(name))
        key = [one for one in keys if one]
        runs = len(set(guess.table.labels(key))) if key else 1
        repeats = count < guess.table.rows and runs > 1 and count > 1
        if repeats or (has_labels and count > guess.table.rows / 2):
            guess.said.append(f"case: column {name}")
            guess.take([name])
            return name
    return ""


def _status(guess: _Guess) -> str:
    for name in guess.named(_STATUS):
        values = guess.table.distinct(name, 50)
        if name == "exit_code" or all(number(v) in (None, 0, 1) for v in values):
            guess.said.append(f"how a run ended: column {name}")
            return name
    return ""


def _metrics(guess: _Guess, label: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The metrics that are compared, and what else looks like one."""
    if guess.asked.metrics:
        return guess.asked.metrics, ()
    right = [n for n in guess.named(_CORRECT) if _measures(guess.table, n)]
    fits = [n for n in guess.free if n in right or _is_metric(guess.table, n)]
    known = [n for n in fits if direction(n)]
    if label and not right:
        kind = RIGHT if are_classes(guess.table, label) else ERROR
        return (kind,), tuple(fits)
    best = (right or known or fits)[:1]
    if not best:
        raise BadInput(
            "No column of numbers looks like a metric.",
            hint=f"Name it: --metric COLUMN. There are: {', '.join(guess.free)}",
        )
    guess.said.append(f"metric: column {best[0]}")
    return tuple(best), tuple(name for name in fits if name not in best)


def are_classes(table: Table, label: str) -> bool:
    """Whether labels are names of classes, and not measured."""
    values = table.distinct(label, 50)
    return len(values) <= 50 or any(number(value) is None for value in values)


def _measures(table: Table, name: str) -> bool:
    column = table.columns[name]
    return any(number(value) is not None for value in column)


def _is_metric(table: Table, name: str) -> bool:
    """Numbers, by name a metric, or measured: many values that are not whole."""
    numbers = texts = broken = 0
    few = set[float]()
    for value in islice(table.columns[name], _ENOUGH_ROWS):
        found = number(value)
        if found is None:
            texts += isinstance(value, str)
            continue
        numbers += 1
        broken += found != int(found)
        if len(few) < 20:
            few.add(found)
    if not numbers or texts > numbers:
        return False
    if direction(name):
        return True
    return broken > numbers / 2 and len(few) > min(6, numbers / 2)


def _strata(
    guess: _Guess, keys: Sequence[str], split: str, part: str
) -> tuple[str, ...]:
    """Columns by which rows of one arm and seed differ: each value is a task."""
    table, key = guess.table, [name for name in keys if name]
    within = table.labels([split]) if split else [""] * table.rows
    rows = [n for n in range(table.rows) if not part or within[n] == part]
    labels = table.labels(key)
    ways = {labels[n] for n in rows}
    if len(ways) == len(rows):
        return ()
    found: list[str] = []
    for name in guess.free:
        if len(table.distinct(name, _MOST_STRATA)) > _MOST_STRATA:
            continue
        more = table.labels([*key, *found, name])
        apart = {more[n] for n in rows}
        if len(apart) > len(ways):
            found.append(name)
            ways = apart
        if len(ways) == len(rows):
            break
    if found:
        guess.take(found)
        guess.said.append(f"compared within each {' and '.join(found)}")
    return tuple(found)

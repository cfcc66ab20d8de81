"""What an arm predicted of each case: confusions, calibration, doubtful labels."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from coresearch.analysis.contrasts import figure, part
from coresearch.analysis.roles import Roles
from coresearch.analysis.table import Table, number, said
from coresearch.analysis.trials import rows_compared, same
from coresearch.measures.calibration import Bin, Forecast, bins

MOST_CLASSES = 12
"""Of a confusion table that is shown whole."""
_LEAST_FOR_BINS = 50
_LEAST = 10
"""Cases, for a gap between sure and right."""
_TRUE = frozenset({"1", "true", "yes", "positive", "pos", "y"})


@dataclass(frozen=True, slots=True)
class Predicted:
    """One prediction."""

    row: int
    label: str
    said: str
    probability: float | None
    """That it is right; None where it is not known."""
    right: bool


def predicted(table: Table, roles: Roles) -> dict[str, list[Predicted]]:
    """Every prediction by arm; labels that are missing aside."""
    if not (roles.label and roles.prediction):
        return {}
    arms = table.labels(roles.arm) if roles.arm else ["all"] * table.rows
    labels, told = table.columns[roles.label], table.columns[roles.prediction]
    names = table.labels([roles.label]), table.labels([roles.prediction])
    sure = _probabilities(table, roles)
    found: dict[str, list[Predicted]] = {}
    for row in rows_compared(table, roles):
        if labels[row] is None:
            continue
        one = Predicted(
            row, names[0][row].strip(), names[1][row].strip() or "no answer",
            sure[row], same(labels[row], told[row]),
        )  # fmt: skip
        found.setdefault(arms[row], []).append(one)
    return found


def _probabilities(table: Table, roles: Roles) -> list[float | None]:
    """That the prediction is right.

    With two labels a probability below a half beside the positive prediction, or above
    it beside the negative one, shows that it is that of the positive label.
    """
    if not roles.probability:
        return [None] * table.rows
    given = [number(cell) for cell in table.columns[roles.probability]]
    told = table.labels([roles.prediction])
    if len(table.distinct(roles.label, 2)) > 2:
        return given
    low = any(
        p < 0.5 and one.strip().lower() not in _TRUE
        for p, one in zip(given, told, strict=True)
        if p is not None
    )
    if not low:
        return given
    return [
        p if p is None or one.strip().lower() in _TRUE else 1 - p
        for p, one in zip(given, told, strict=True)
    ]


# -- confusions ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often each label was predicted as which."""

    arm: str
    classes: tuple[str, ...]
    """The most frequent labels first."""
    counts: Counter[tuple[str, str]]
    """By label and prediction."""
    total: int

    @property
    def right(self) -> int:
        """How many were."""
        return sum(n for (label, told), n in self.counts.items() if _alike(label, told))

    def mistakes(self) -> list[tuple[str, str, int]]:
        """Label, prediction and how often, the most frequent first."""
        found = [
            (label, told, n)
            for (label, told), n in self.counts.items()
            if not _alike(label, told)
        ]
        return sorted(found, key=lambda one: (-one[2], one[0], one[1]))


def _alike(label: str, told: str) -> bool:
    return label.lower() == told.lower()


def confusion(arm: str, predictions: Sequence[Predicted]) -> Confusion:
    """Labels against predictions."""
    counts = Counter((one.label, one.said) for one in predictions)
    labels = Counter(one.label for one in predictions)
    told = Counter(one.said for one in predictions)
    classes = [label for label, _ in labels.most_common()]
    classes += [one for one, _ in told.most_common() if one not in labels]
    return Confusion(arm, tuple(classes), counts, len(predictions))


# -- calibration ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Calibration:
    """Whether what was said to be so sure was right so often."""

    arm: str
    count: int
    sure: float
    """Mean confidence."""
    right: float
    gap: float
    """Sure less right: above 0 is too sure."""
    low: float
    high: float
    brier: float
    """Mean (confidence − right)², 0 to 1; 0 is best."""
    bins: tuple[Bin, ...]
    """With about as many predictions each; none where there are too few."""

    @property
    def is_off(self) -> bool:
        """Whether the interval of the gap leaves 0 out."""
        return self.low > 0 or self.high < 0


def calibration(
    arm: str, predictions: Sequence[Predicted], names: Sequence[str]
) -> Calibration | None:
    """Of at least ten cases with a confidence; `names` has each row's case.

    Runs on the same case are averaged before the interval is taken: they are no
    further cases.
    """
    known = [(one.probability, one.right) for one in predictions]
    pairs = sorted((p, right) for p, right in known if p is not None)
    if len(pairs) < _LEAST:
        return None
    of_case: dict[str, list[float]] = {}
    for one in predictions:
        if one.probability is not None:
            of_case.setdefault(names[one.row], []).append(one.probability - one.right)
    if len(of_case) < _LEAST:
        return None
    whole = figure([[(1, part([statistics.fmean(g) for g in of_case.values()]))]])
    half = whole.half_width() or 0.0
    return Calibration(
        arm,
        len(pairs),
        statistics.fmean(p for p, _ in pairs),
        statistics.fmean(right for _, right in pairs),
        whole.value,
        whole.value - half,
        whole.value + half,
        statistics.fmean((p - right) ** 2 for p, right in pairs),
        tuple(_bins(pairs)),
    )


def _bins(pairs: Sequence[tuple[float, bool]]) -> list[Bin]:
    if len(pairs) < _LEAST_FOR_BINS:
        return []
    return bins([Forecast(probability, right) for probability, right in pairs])


# -- labels that may be wrong --------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Doubt:
    """A case whose label every arm and run contradicts."""

    row: int
    name: str
    label: str
    said: str
    votes: int
    probability: float | None


def doubts(
    by_arm: dict[str, list[Predicted]], names: Sequence[str], most: int
) -> tuple[list[Doubt], int, str]:
    """Cases whose label may be wrong, their number, and how they were found.

    With confidences: the prediction contradicts the label and is at least as sure as
    predictions of its class usually are (confident learning, Northcutt et al. 2021).
    Else: at least three arms or runs agree on one answer that is not the label.
    """
    every = [one for predictions in by_arm.values() for one in predictions]
    usual = _usual(every)
    of_case: dict[str, list[Predicted]] = {}
    for one in every:
        of_case.setdefault(names[one.row], []).append(one)
    found = []
    for name, group in of_case.items():
        answers = {one.said.lower() for one in group}
        first = group[0]
        if len(answers) > 1 or first.right or first.said == "no answer":
            continue
        known = [one.probability for one in group if one.probability is not None]
        if usual:
            bar = usual.get(first.said.lower(), math.inf)
            if not known or statistics.fmean(known) < bar - 1e-9:
                continue
        elif len(group) < 3:
            continue
        sure = statistics.fmean(known) if known else None
        found.append(Doubt(first.row, name, first.label, first.said, len(group), sure))
    found.sort(key=lambda one: (-(one.probability or 0), -one.votes))
    how = "as sure as when it is right" if usual else "three or more agree"
    return found[:most], len(found), how


def _usual(every: Sequence[Predicted]) -> dict[str, float]:
    """For each class the mean confidence of the predictions of it that are right."""
    sums: dict[str, list[float]] = {}
    for one in every:
        if one.right and one.probability is not None:
            sums.setdefault(one.said.lower(), []).append(one.probability)
    return {name: statistics.fmean(values) for name, values in sums.items()}


def text_of(table: Table, row: int, names: Sequence[str]) -> str:
    """The first text of a row, as it is."""
    values = (table.columns[name][row] for name in names)
    return next((said(v) for v in values if isinstance(v, str) and len(v) > 12), "")

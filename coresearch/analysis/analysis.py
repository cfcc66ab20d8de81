"""Everything that is said of one table of results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from coresearch.analysis.arm_rules import read_outcome
from coresearch.analysis.case_rules import (
    read_calibration,
    read_cases,
    read_confusions,
    read_doubts,
    read_duplicates,
    read_failures,
    read_slices,
)
from coresearch.analysis.cases import (
    Cases,
    Changes,
    case_names,
    cases_of,
    changes,
    worst,
)
from coresearch.analysis.claims import chosen, headline
from coresearch.analysis.comparison import How, compare
from coresearch.analysis.curves import Curve, curves_in
from coresearch.analysis.duplicates import Duplicates, duplicates
from coresearch.analysis.outcomes import Outcome
from coresearch.analysis.predictions import (
    Calibration,
    Confusion,
    Doubt,
    calibration,
    confusion,
    doubts,
    predicted,
)
from coresearch.analysis.reading import Reading
from coresearch.analysis.roles import ERROR, RIGHT, Roles
from coresearch.analysis.selection import read_selection
from coresearch.analysis.slices import Loss, failing, losses, slices
from coresearch.analysis.table import Table
from coresearch.analysis.trials import trials_of
from coresearch.core.metric_names import direction

MOST_SHOWN = 5
"""Cases, slices and confusions of one sort that are shown."""


@dataclass(frozen=True, slots=True)
class Directions:
    """Which way each metric is better, as the person said, or as its name tells."""

    told: Mapping[str, str]
    """`max` or `min` by metric."""

    def of(self, metric: str) -> str:
        """Nothing where neither tells."""
        fixed = {RIGHT: "max", ERROR: "min"}.get(metric, "")
        return self.told.get(metric) or fixed or direction(metric)

    def said(self, metric: str) -> str:
        """Where it comes from, in words."""
        way = self.of(metric)
        if not way:
            return f"{metric}: not said which way is better"
        word = "higher" if way == "max" else "lower"
        if metric in self.told or metric in (RIGHT, ERROR):
            return f"{metric}: {word} is better"
        other = "--lower" if way == "max" else "--higher"
        return f"{metric}: {word} is better, by its name ({other} {metric} if not)"


@dataclass(frozen=True, slots=True)
class CaseReport:
    """What is said case by case."""

    cases: Cases
    worst: tuple[tuple[int, float], ...]
    changes: Changes | None
    lost: tuple[Loss, ...]
    """Slices by how much the better of the two arms wins or loses there."""
    failing: tuple[Loss, ...]
    """Slices by how the best arm does there, against everywhere else."""
    duplicates: Duplicates | None
    confusions: tuple[Confusion, ...]
    calibrations: tuple[Calibration, ...]
    doubts: tuple[Doubt, ...]
    doubtful: int
    """How many there are in all."""
    how_doubted: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """All of it."""

    headline: str
    outcomes: tuple[Outcome, ...]
    cases: CaseReport | None
    readings: tuple[Reading, ...]
    """The weightiest first."""
    roles: Roles
    notes: tuple[str, ...]
    """What was guessed, taken in some way, or left out."""
    curves: tuple[Curve, ...]
    baseline: str = ""


def analyse(
    table: Table,
    roles: Roles,
    directions: Directions,
    how: How,
    curves: Sequence[Curve] = (),
) -> Analysis:
    """What a table of results says, given what its columns are.

    Raises:
        NotFound: the baseline is no arm.
        BadInput: there are too many arms.
    """
    measured = [trials_of(table, roles, metric) for metric in roles.metrics]
    ways = {metric: directions.of(metric) for metric in roles.metrics}
    outcomes = compare(measured, ways, how)
    first = outcomes[0]
    told = _case_report(table, roles, first, how.baseline)
    readings = [
        reading for one in outcomes for reading in read_outcome(one, how.baseline)
    ]
    readings += read_selection(table, roles, first)
    if told is not None:
        readings += _case_readings(told, first)
    readings.sort(key=lambda reading: -reading.weight)
    notes = [*table.notes, *roles.guessed]
    notes += [directions.said(metric) for metric in roles.metrics]
    notes += [note for one in measured for note in one.notes]
    if roles.others:
        listed = ", ".join(roles.others[:8])
        notes.append(f"not compared: {listed} (--metric COLUMN)")
    found = curves or curves_in(table, roles, first.metric)
    return Analysis(
        headline(outcomes, how.baseline), tuple(outcomes), told, tuple(readings),
        roles, tuple(notes), tuple(found), how.baseline,
    )  # fmt: skip


def _case_report(
    table: Table, roles: Roles, outcome: Outcome, baseline: str
) -> CaseReport | None:
    cases = cases_of(table, roles, outcome.metric, outcome.direction)
    if cases is None or not cases.names:
        return None
    pair = _pair(outcome, baseline)
    found = slices(cases)
    by_arm = predicted(table, roles)
    classes = outcome.metric != ERROR
    names = case_names(table, roles)
    doubted, doubtful, how = doubts(by_arm, names, MOST_SHOWN)
    best = outcome.arms[0].name
    return CaseReport(
        cases,
        tuple(worst(cases, MOST_SHOWN)),
        changes(cases, *pair, MOST_SHOWN) if pair else None,
        tuple(losses(cases, found, *pair)) if pair else (),
        tuple(failing(cases, found, best)) if best in cases.scores else (),
        duplicates(table, roles),
        tuple(confusion(arm, own) for arm, own in by_arm.items()) if classes else (),
        tuple(
            one
            for arm, own in by_arm.items()
            if classes and (one := calibration(arm, own, names)) is not None
        ),
        tuple(doubted) if classes else (),
        doubtful if classes else 0,
        how,
    )


def _pair(outcome: Outcome, baseline: str) -> tuple[str, str] | None:
    """The arm from which one changes, and the one to which: the second is better."""
    pairs = chosen(outcome, baseline)
    if not pairs:
        return None
    one = pairs[0]
    if baseline:
        other = one.second if one.first == baseline else one.first
        return baseline, other
    return one.second, one.first


def _case_readings(told: CaseReport, outcome: Outcome) -> Iterator[Reading]:
    if told.changes is not None:
        first, second = told.changes.first, told.changes.second
        yield from read_slices(told.lost, first, second, outcome.metric)
    yield from read_failures(told.failing, outcome.arms[0].name, outcome.metric)
    yield from read_cases(told.cases, told.changes)
    yield from read_duplicates(told.duplicates)
    yield from read_calibration(told.calibrations)
    yield from read_confusions(told.confusions)
    yield from read_doubts(told.doubts, told.doubtful, told.how_doubted)

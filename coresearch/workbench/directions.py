"""Lines of inquiry: opened with a reason to stop, watched, and closed with a reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from coresearch.core.directions import (
    Criterion,
    Result,
    Weighed,
    budget_of,
    criterion_of,
    direction_to_json,
    met_at,
    name_of,
)
from coresearch.core.errors import BadInput, NotFound, Refused
from coresearch.core.events import EventType
from coresearch.core.runs import RunState
from coresearch.core.sweep.advice import behind
from coresearch.journal.directions import (
    DirectionRow,
    Spent,
    list_directions,
    results_of,
    spent_on,
    weighings,
)
from coresearch.journal.runs import known_points
from coresearch.journal.store import Journal, utc_now
from coresearch.measures.dead_ends import (
    Course,
    fails_alike,
    stands_still,
    worth_running,
)
from coresearch.workbench.project import Project

_MOST = 50
"""Runs of a direction that the last one is held against."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a direction stands."""

    row: DirectionRow
    runs: int
    hours: float
    met: str
    """When its kill criterion was met, or its date came; empty if not yet."""
    hours_after: float
    runs_after: int
    weighed: int
    """How often the person said what the next run is worth."""
    against: int
    """How often one was begun that was not worth it by their own numbers."""
    advice: tuple[str, ...] = ()
    """What to think about; never done by itself."""


def open_direction(
    project: Project, title: str, budget: str, kill: str, due: str
) -> str:
    """Put it on record; its name.

    Raises:
        BadInput: the budget is none, or the title has no word.
    """
    text = " ".join(title.split())
    base = name_of(text)
    if not base:
        raise BadInput("A direction needs a title.", hint="Such as 'More seeds'")
    body = direction_to_json(text, budget_of(budget), " ".join(kill.split()), due)
    with project.journal.writing():
        taken = {row.id for row in list_directions(project.journal)}
        others = (f"{base}-{number}" for number in range(2, len(taken) + 3))
        name = next(n for n in (base, *others) if n not in taken)
        project.journal.append(EventType.DIRECTION_OPENED, name, body)
    return name


def close_direction(project: Project, name: str, how: str, reason: str) -> DirectionRow:
    """Put on record how it ended; how it stood.

    Raises:
        BadInput: without a reason.
        Refused: it is closed already.
    """
    row = find_direction(project.journal, name)
    if not reason.strip():
        raise BadInput("Why is it closed?", hint='--because "no gain in 5 runs"')
    with project.journal.writing():
        row = find_direction(project.journal, row.id)
        if row.closed:
            raise Refused(f"{row.id} was {row.closed} already: {row.reason}")
        body = {"how": how, "reason": reason.strip()}
        project.journal.append(EventType.DIRECTION_CLOSED, row.id, body)
    return row


def find_direction(journal: Journal, name: str) -> DirectionRow:
    """The one direction whose name this is, or begins.

    Raises:
        NotFound: none is.
        BadInput: several are.
    """
    rows = list_directions(journal)
    exact = [row for row in rows if row.id == name]
    found = exact or [row for row in rows if name and row.id.startswith(name)]
    if not found:
        raise NotFound(
            f"There is no direction {name!r}.",
            hint="See them with: coresearch direction list",
        )
    if len(found) > 1:
        listed = ", ".join(row.id for row in found[:5])
        raise BadInput(f"{name!r} is the beginning of several: {listed}.")
    return found[0]


def weigh(
    project: Project, name: str, changes: float, gain: float, cost: float
) -> tuple[Weighed, bool]:
    """Put on record what the next run may change, bring and cost; is it worth it?

    Raises:
        BadInput: a probability outside of 0 to 1.
    """
    if not 0 <= changes <= 1:
        raise BadInput(f"{changes:g} is no probability.", hint="From 0 to 1, as 0.3")
    row = find_direction(project.journal, name)
    body = {"changes": changes, "gain": gain, "cost": cost}
    with project.journal.writing():
        project.journal.append(EventType.DIRECTION_WEIGHED, row.id, body)
    return Weighed("", changes, gain, cost), worth_running(changes, gain, cost)


def standing(journal: Journal, row: DirectionRow, *, advised: bool = True) -> Standing:
    """What it has cost, and, if it is to be `advised`, whether it is time to stop."""
    spent = spent_on(journal, row.id)
    criterion = criterion_of(row.kill)
    results = results_of(journal, row.id, criterion.rule.metric) if criterion else []
    met = met_at(criterion, results, row.due, row.closed_at or utc_now())
    after = [run for run in spent if met and run.at > met]
    weighed = weighings(journal, row.id)
    found = Standing(
        row,
        len(spent),
        sum(run.hours for run in spent),
        met,
        sum(run.hours for run in after),
        len(after),
        len(weighed),
        _run_against(weighed, spent),
    )
    if not advised or row.closed:
        return found
    said = (
        *_about_limits(found),
        *_about_runs(journal, spent, criterion, results),
        *_about_worth(weighed, spent),
    )
    return replace(found, advice=said)


def _run_against(weighed: Sequence[Weighed], spent: Sequence[Spent]) -> int:
    """Before how many runs the person had said that they are not worth it."""
    begun = [*(one.at for one in weighed[1:]), "~"]
    return sum(
        not _is_worth(one) and any(one.at < run.at < until for run in spent)
        for one, until in zip(weighed, begun, strict=False)
    )


def _is_worth(one: Weighed) -> bool:
    return worth_running(one.changes, one.gain, one.cost)


def _about_limits(found: Standing) -> Iterator[str]:
    row = found.row
    if found.met:
        why = row.kill or "its date"
        yield f"Its reason to stop was met on {found.met[:10]}: {why}."
    if row.hours is not None and found.hours > row.hours:
        yield f"{found.hours:.1f} h are spent, of {row.hours:g} h."
    if row.runs is not None and found.runs > row.runs:
        yield f"{found.runs} runs are spent, of {row.runs}."


def _about_runs(
    journal: Journal,
    spent: Sequence[Spent],
    criterion: Criterion | None,
    results: Sequence[Result],
) -> Iterator[str]:
    if fails_alike([run.signature for run in spent]):
        yield "The last three runs failed in the same way."
    if criterion is None:
        return
    higher = criterion.rule.sign in ("<", "<=")
    if stands_still([one.value for one in results], higher=higher) is True:
        yield "The last five runs are no better than those before, beyond noise."
    metric = criterion.rule.metric
    ended = [run.run for run in spent if run.state == RunState.SUCCEEDED][-_MOST:]
    points = [known_points(journal, run, metric) for run in ended]
    goal = "max" if higher else "min"
    told = behind(points[-1], points[:-1], goal) if points else None
    if told is not None:
        yield (
            f"The last run's best {metric} up to step {told.step:g} is "
            f"{told.best:.3g}; the median of {told.others} others' means up to there "
            f"is {told.median:.3g}."
        )


def _about_worth(weighed: Sequence[Weighed], spent: Sequence[Spent]) -> Iterator[str]:
    """What the person said of the next run, if there was none since."""
    last = weighed[-1] if weighed else None
    if last is None or _is_worth(last) or any(run.at > last.at for run in spent):
        return
    yield f"By your own numbers the next run is not worth it: {last}."


def standings(journal: Journal, *, advised: bool = True) -> list[Standing]:
    """Where every direction stands, open ones first."""
    rows = list_directions(journal)
    return [standing(journal, row, advised=advised) for row in rows]


def course_of(found: Standing) -> Course:
    """A direction, as the measures take it."""
    row = found.row
    end = datetime.fromisoformat(row.closed_at or utc_now())
    days = (end - datetime.fromisoformat(row.at)).total_seconds() / 86400
    return Course(
        max(0.0, days),
        row.closed,
        found.hours,
        row.hours,
        bool(found.met),
        found.hours_after,
        found.runs_after,
        found.weighed,
        found.against,
    )

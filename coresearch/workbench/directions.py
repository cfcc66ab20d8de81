"""Lines of inquiry: opened with a reason to stop, watched, and closed with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from coresearch.core.directions import (
    budget_of,
    criterion_of,
    direction_to_json,
    met_at,
    name_of,
)
from coresearch.core.errors import BadInput, NotFound, Refused
from coresearch.core.events import EventType
from coresearch.journal.directions import (
    DirectionRow,
    Spent,
    list_directions,
    results_of,
    spent_on,
)
from coresearch.journal.store import Journal, utc_now
from coresearch.measures.dead_ends import Course, fails_alike, stands_still
from coresearch.workbench.project import Project


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
    advice: tuple[str, ...]
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


def standing(journal: Journal, row: DirectionRow) -> Standing:
    """What it has cost, and whether it is time to stop."""
    spent = spent_on(journal, row.id)
    criterion = criterion_of(row.kill)
    results = results_of(journal, row.id, criterion.rule.metric) if criterion else []
    now = row.closed_at or utc_now()
    met = met_at(criterion, results, row.due, now)
    after = [run for run in spent if met and run.at > met]
    higher = criterion is None or criterion.rule.sign in ("<", "<=")
    still = stands_still([one.value for one in results], higher=higher)
    return Standing(
        row,
        len(spent),
        sum(run.hours for run in spent),
        met,
        sum(run.hours for run in after),
        len(after),
        () if row.closed else tuple(_advice(row, spent, met, still is True)),
    )


def _advice(row: DirectionRow, spent: list[Spent], met: str, still: bool) -> list[str]:
    hours = sum(run.hours for run in spent)
    said = []
    if met:
        said.append(
            f"Its reason to stop was met on {met[:10]}: {row.kill or 'its date'}."
        )
    if row.hours is not None and hours > row.hours:
        said.append(f"{hours:.1f} h are spent, of {row.hours:g} h.")
    if row.runs is not None and len(spent) > row.runs:
        said.append(f"{len(spent)} runs are spent, of {row.runs}.")
    if fails_alike([run.signature for run in spent]):
        said.append("The last three runs failed in the same way.")
    if still:
        said.append("The last five runs are no better than those before, beyond noise.")
    return said


def standings(journal: Journal) -> list[Standing]:
    """Where every direction stands, open ones first."""
    return [standing(journal, row) for row in list_directions(journal)]


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
    )

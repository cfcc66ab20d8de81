"""What the journal teaches, read from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from coresearch.core.text import one_line
from coresearch.journal import reviewed
from coresearch.journal.reviewed import Counted, ForecastRow, LookRow, While
from coresearch.journal.store import Journal, utc_now
from coresearch.measures.assistant import Decided
from coresearch.measures.calibration import Forecast, Stated, kept
from coresearch.measures.oversight import Look
from coresearch.measures.survival import Span
from coresearch.review.decided import Count, Review, review_of
from coresearch.review.evidence import Evidence
from coresearch.review.report import report_of
from coresearch.review.rows import Report, Surprise
from coresearch.workbench import mirror
from coresearch.workbench.directions import course_of, standings
from coresearch.workbench.lasting import follow
from coresearch.workbench.project import Project

_KEPT = ("accepted", "amended")
_DECIDED = (*_KEPT, "rejected", "undone")


@dataclass(frozen=True, slots=True)
class Taught:
    """The report, and the counts behind it."""

    report: Report
    counts: Review


def review(project: Project) -> Taught:
    """All that can be said of all time."""
    follow(project)
    return teach(project.journal, While())


def teach(journal: Journal, wanted: While, *, by_week: bool = False) -> Taught:
    """All that can be said of a while."""
    counted = reviewed.count_by_origin(journal, wanted)
    looked = reviewed.looks(journal, wanted)
    told = _standing(reviewed.forecasts(journal, wanted))
    stands = standings(journal, advised=False)
    own, suggested = reviewed.who_began(journal, wanted)
    proposals, push_backs = mirror.listened(journal, wanted)
    evidence = Evidence(
        looks=[_look(row) for row in looked],
        forecasts=[Forecast(row.probability, bool(row.held)) for row in told],
        lifetimes=[_span(*row) for row in reviewed.lifetimes(journal, wanted)],
        courses=[course_of(one) for one in stands],
        decided=by_origin(counted),
        prompts=_by_prompt(journal, wanted, counted),
        confidence=_confidence(journal, wanted),
        own_runs=own,
        suggested_runs=suggested,
        own=mirror.own(journal, wanted),
        proposals=proposals,
        push_backs=push_backs,
        ideas=mirror.newest_session(journal, wanted),
        surprises=[
            *_too_sure(told),
            *_changed_mind(journal, wanted),
            *_held_on(
                (one.row.title, one.hours_after) for one in stands if one.hours_after
            ),
        ],
        weeks=_by_week(looked) if by_week else {},
    )
    return Taught(report_of(evidence), _counts(counted))


def _counts(counted: Sequence[Counted]) -> Review:
    return review_of(
        Count(c.activity, c.origin if c.kind == "model" else c.kind, c.state, c.count)
        for c in counted
    )


def _look(row: LookRow) -> Look:
    whole = None if row.whole is None else bool(row.whole)
    return Look(row.seconds, row.words, row.lines, row.verdict in _KEPT, whole)


def _standing(rows: Sequence[ForecastRow]) -> list[ForecastRow]:
    """Those that their author let stand."""
    stated = [Stated(r.author, r.claim, _moment(r.at).timestamp()) for r in rows]
    return [row for row, stands in zip(rows, kept(stated), strict=True) if stands]


def _span(made: str, undone: str | None) -> Span:
    days = (_moment(undone or utc_now()) - _moment(made)).total_seconds() / 86400
    return Span(max(0.0, days), undone is not None)


def _moment(at: str) -> datetime:
    return datetime.fromisoformat(at).astimezone(UTC)


def by_origin(counted: Sequence[Counted]) -> list[Decided]:
    """Of each rule and model, how many were decided and kept."""
    told: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for one in counted:
        if one.kind != "person" and one.state in _DECIDED:
            told[one.origin][1] += one.count
            told[one.origin][0] += one.count * (one.state in _KEPT)
    return [Decided(origin, *numbers) for origin, numbers in told.items()]


def _by_prompt(
    journal: Journal, wanted: While, counted: Sequence[Counted]
) -> list[Decided]:
    if not any(one.kind == "model" for one in counted):
        return []  # to find that out again would cost a look at each
    return [Decided(*row) for row in reviewed.count_by_prompt(journal, wanted)]


def _confidence(journal: Journal, wanted: While) -> dict[str, list[Forecast]]:
    told = defaultdict(list)
    for origin, stated, held in reviewed.stated_confidence(journal, wanted):
        told[origin].append(Forecast(stated, bool(held)))
    return dict(told)


def _by_week(rows: Sequence[LookRow]) -> dict[str, list[Look]]:
    weeks = defaultdict(list)
    for row in rows:
        year, week, _ = _moment(row.at).astimezone().isocalendar()
        weeks[f"{year}-W{week:02}"].append(_look(row))
    return dict(weeks)


# -- surprises ----------------------------------------------------------------------


def _too_sure(rows: Sequence[ForecastRow]) -> list[Surprise]:
    wrong = [(abs(r.probability - r.held), r) for r in rows]
    miss, row = max(wrong, key=lambda one: one[0], default=(0.0, None))
    if row is None or miss < 0.7:
        return []
    came = "it held" if row.held else "it did not hold"
    what = f"You gave {row.probability:.0%} to “{one_line(row.claim)}”, and {came}."
    return [Surprise(what, "What did you not know, and could you have known it?")]


def _changed_mind(journal: Journal, wanted: While) -> list[Surprise]:
    found = reviewed.rejected_then_done(journal, wanted)
    if found is None:
        return []
    identity, title = found
    what = f"You rejected “{one_line(title)}” ({identity[:7]}) and did it later."
    return [Surprise(what, "What changed your mind, and what did the delay cost?")]


def _held_on(spent: Iterable[tuple[str, float]]) -> list[Surprise]:
    title, hours = max(spent, key=lambda one: one[1], default=("", 0.0))
    if not hours:
        return []
    what = (
        f"{hours:.1f} h went into “{one_line(title)}” after its reason to stop was met."
    )
    return [Surprise(what, "What did you hope for, and would you decide so again?")]

"""What a review reads: plain rows, of the newest where there are very many.

None of what was imported: it says nothing of the person who reviews.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from coresearch.journal.connection import translated
from coresearch.journal.derived import OWN
from coresearch.journal.lasting import gone_of
from coresearch.journal.store import Journal

NEWEST = 2000
"""Decisions that are looked at one by one; older ones are another habit."""


_IN = (
    f"{{0}}.at >= ? AND {{0}}.at < ? AND (? = '' OR {{0}}.activity = ?) "
    f"AND {{0}}.author {OWN}"
)
_WHEN = f"""d.journal {OWN} AND d.at >= ? AND d.at < ? AND (? = '' OR EXISTS (
    SELECT 1 FROM suggestions a WHERE a.id = d.suggestion AND a.activity = ?))"""


class While(NamedTuple):
    """From one moment to another, in UTC; the second is exclusive."""

    since: str = ""
    until: str = "~"
    activity: str = ""
    """Only what belongs to it; empty for all."""


class LookRow(NamedTuple):
    """A decision with its time in view, and how much there was to read."""

    at: str
    seconds: float
    words: int
    lines: int
    verdict: str
    whole: bool | None
    """Whether its end came into view."""


class ForecastRow(NamedTuple):
    """A resolved prediction."""

    id: str
    at: str
    author: str
    claim: str
    probability: float
    held: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """How many suggestions of one origin are in one state."""

    activity: str
    kind: str
    origin: str
    state: str
    count: int


def count_by_origin(journal: Journal, wanted: While) -> list[Counted]:
    """All suggestions of a while, counted."""
    query = f"""
        SELECT s.activity, s.origin_kind, s.origin, s.state, count(*)
        FROM suggestions s INDEXED BY suggestions_counted WHERE {_IN.format("s")}
        GROUP BY s.activity, s.origin_kind, s.origin, s.state
    """
    return [Counted(*row) for row in _rows(journal, query, *_given(wanted))]


def count_by_prompt(journal: Journal, wanted: While) -> list[tuple[str, int, int]]:
    """Of each version of a prompt: its name, how many were kept, and were decided.

    Of the newest suggestions of models that are decided.
    """
    query = f"""
        SELECT name, sum(kept), count(*) FROM (
            SELECT s.activity || ' prompt ' || json_extract(e.body, '$.origin.version')
                   AS name, s.state IN ('accepted', 'amended') AS kept
            FROM suggestions s CROSS JOIN events e ON e.position = s.position
            WHERE s.origin_kind = 'model' AND {_IN.format("s")}
                  AND s.state IN ('accepted', 'amended', 'rejected', 'undone')
            ORDER BY s.position DESC LIMIT {NEWEST})
        GROUP BY name
    """
    return _rows(journal, query, *_given(wanted))


def looks(journal: Journal, wanted: While) -> list[LookRow]:
    """The newest timed decisions, oldest first."""
    query = f"""
        SELECT d.at, d.seconds, d.words, d.lines, d.verdict,
               json_extract(e.body, '$.whole')
        FROM decisions d CROSS JOIN events e ON e.position = d.position
        WHERE d.words IS NOT NULL AND d.seconds IS NOT NULL
              AND d.verdict IN ('accepted', 'amended', 'rejected')
              AND {_WHEN} ORDER BY d.position DESC LIMIT {NEWEST}
    """
    rows = _rows(journal, query, *_given(wanted))
    return [LookRow(*row) for row in reversed(rows)]


def lifetimes(journal: Journal, wanted: While) -> list[tuple[str, str | None]]:
    """When the newest accepted hunks were made, and when they went.

    By `undo`, or by a commit that took them out.
    """
    accepts = f"""
        SELECT d.id, d.at, coalesce(json_array_length(d.hunks), d.offered)
        FROM decisions d
        WHERE d.effect = 'applied' AND d.writes > 0
              AND d.verdict IN ('accepted', 'amended')
              AND {_WHEN} ORDER BY d.position DESC LIMIT {NEWEST}
    """
    undone = dict(
        _rows(
            journal,
            "SELECT reverses, at FROM decisions INDEXED BY decisions_applied "
            "WHERE effect = 'applied' AND verdict = 'undone'",
        )
    )
    rows = _rows(journal, accepts, *_given(wanted))
    gone = gone_of(journal, [row[0] for row in rows])
    return [
        (at, gone.get(identity, {}).get(number) or undone.get(identity))
        for identity, at, hunks in rows
        for number in range(1, max(1, hunks) + 1)
    ]


def forecasts(journal: Journal, wanted: While) -> list[ForecastRow]:
    """Resolved predictions, oldest first."""
    query = f"""
        SELECT id, at, journal, claim, probability, outcome = 'held' FROM predictions
        WHERE outcome IN ('held', 'failed') AND at >= ? AND at < ? AND journal {OWN}
        ORDER BY position
    """
    given = (wanted.since, wanted.until)
    return [ForecastRow(*row) for row in _rows(journal, query, *given)]


def stated_confidence(journal: Journal, wanted: While) -> list[tuple[str, float, bool]]:
    """Origin, stated confidence and whether it held, of accepted suggestions.

    Of a model for each version of a prompt. What a person said last goes before what a
    run showed; a run that was to show several at once says nothing of any.
    """
    query = f"""
        SELECT CASE s.origin_kind WHEN 'model' THEN s.origin || ', ' || s.activity
                   || ' prompt ' || (SELECT json_extract(e.body, '$.origin.version')
                                     FROM events e WHERE e.position = s.position)
               ELSE s.origin END, s.confidence, o.outcome IN ('held', 'clean')
        FROM outcomes o CROSS JOIN suggestions s ON s.id = o.suggestion
        WHERE s.confidence > 0 AND s.confidence < 1 AND o.together = 1
              AND o.outcome NOT IN ('unclear', 'new') AND {_IN.format("s")}
              AND o.position = (SELECT x.position FROM outcomes x
                  WHERE x.suggestion = o.suggestion AND x.journal {OWN}
                  ORDER BY x.judge = 'rule', x.position DESC LIMIT 1)
    """
    return _rows(journal, query, *_given(wanted))


def who_began(journal: Journal, wanted: While) -> tuple[int, int]:
    """Runs that the person began, and runs that were suggested."""
    query = (
        "SELECT count(*) FILTER (WHERE suggestion = ''), "
        "count(*) FILTER (WHERE suggestion <> '') FROM runs "
        f"WHERE at >= ? AND at < ? AND journal {OWN}"
    )
    [(own, suggested)] = _rows(journal, query, wanted.since, wanted.until)
    return int(own), int(suggested)


def rejected_then_done(journal: Journal, wanted: While) -> tuple[str, str] | None:
    """Id and title of what was rejected last and is accepted now."""
    query = f"""
        SELECT s.id, s.title FROM (
            SELECT d.suggestion, d.position FROM decisions d
            WHERE d.verdict = 'rejected' AND {_WHEN}
            ORDER BY d.position DESC LIMIT {NEWEST}) r
        CROSS JOIN suggestions s ON s.id = r.suggestion
        WHERE s.state IN ('accepted', 'amended') ORDER BY r.position DESC LIMIT 1
    """
    rows = _rows(journal, query, *_given(wanted))
    return (rows[0][0], rows[0][1]) if rows else None


def _given(wanted: While) -> tuple[str, str, str, str]:
    return wanted.since, wanted.until, wanted.activity, wanted.activity


def _rows(journal: Journal, query: str, *values: object) -> list[tuple[Any, ...]]:
    with translated(journal.path):
        return journal.connection.execute(query, values).fetchall()

"""What a review reads of the person, and of what the assistant makes of a refusal."""

from __future__ import annotations

from typing import Any, NamedTuple

from coresearch.journal.connection import translated
from coresearch.journal.practised import MINE
from coresearch.journal.store import Journal

_LOOKED_AT = 2000
"""Rejections among which those of models are looked for."""
_NEWEST = 200
"""Rejections that are followed up."""
_NEAR = 50
"""Suggestions about a file among which the next one of a model is looked for."""

_TRUTH = """(SELECT x.outcome FROM outcomes x
    WHERE x.suggestion = s.id AND x.together = 1
          AND x.outcome NOT IN ('unclear', 'new')
    ORDER BY x.judge = 'rule', x.position DESC LIMIT 1)"""
"""What came of a suggestion; a person goes before a run."""


class AnswerRow(NamedTuple):
    """An answer of one's own, and the suggestion that was shown after it."""

    had: bool
    state: str
    outcome: str


class PairRow(NamedTuple):
    """A suggestion that was decided, and of which it is known what was right."""

    activity: str
    state: str
    outcome: str
    unchanged: str | None
    """Of an amended one: what would have come of it as it was proposed."""


class Rejected(NamedTuple):
    """A model's suggestion that was rejected with a reason, and its next one."""

    body: str
    next_body: str
    outcome: str | None
    state: str


class ReflectionRow(NamedTuple):
    """What a person wrote at a review."""

    at: str
    text: str
    goal: str
    reached: str


def answers_first(journal: Journal, since: str, until: str) -> list[AnswerRow]:
    """Those of which it is known whether the suggestion was right."""
    query = f"""
        SELECT f.had, s.state, {_TRUTH} AS truth
        FROM first_answers f CROSS JOIN suggestions s ON s.id = f.suggestion
        WHERE f.at >= ? AND f.at < ? AND f.{MINE} AND truth IS NOT NULL
        ORDER BY f.position
    """
    rows = _rows(journal, query, since, until, *journal.person)
    return [AnswerRow(bool(row[0]), *row[1:]) for row in rows]


def pairs(journal: Journal, since: str, until: str) -> list[PairRow]:
    """The newest of which it is known; a person's word goes before a run's."""
    query = f"""
        SELECT s.activity, s.state, o.outcome, json_extract(e.body, '$.unchanged')
        FROM (SELECT suggestion, max(position) AS newest FROM outcomes
              WHERE {MINE} AND together = 1 AND at >= ? AND at < ?
              GROUP BY suggestion ORDER BY newest DESC LIMIT {_LOOKED_AT}) k
        CROSS JOIN suggestions s ON s.id = k.suggestion
        CROSS JOIN outcomes o ON o.position = (SELECT x.position FROM outcomes x
            WHERE x.suggestion = s.id AND x.together = 1
                  AND x.outcome NOT IN ('unclear', 'new')
            ORDER BY x.judge = 'rule', x.position DESC LIMIT 1)
        CROSS JOIN events e ON e.position = o.position
        WHERE s.origin_kind <> 'person'
              AND s.state IN ('accepted', 'amended', 'rejected')
    """
    rows = _rows(journal, query, *journal.person, since, until)
    return [PairRow(*row) for row in rows]


def answered_first(journal: Journal, suggestion: str) -> bool:
    """Whether somebody answered before they saw it."""
    query = "SELECT EXISTS (SELECT 1 FROM first_answers WHERE suggestion = ?)"
    return bool(_rows(journal, query, suggestion)[0][0])


def followed_up(journal: Journal, since: str, until: str) -> list[Rejected]:
    """What models suggested of the same file after a reject with a reason."""
    query = f"""
        SELECT e.body, n.body, {_TRUTH}, s.state FROM (
            SELECT d.suggestion AS id, d.at AS at FROM (
                SELECT suggestion, at, position FROM decisions
                WHERE verdict = 'rejected' AND reason <> '' AND at >= ? AND at < ?
                ORDER BY position DESC LIMIT {_LOOKED_AT}) d
            CROSS JOIN suggestions m ON m.id = d.suggestion
            WHERE m.origin_kind = 'model'
            ORDER BY d.position DESC LIMIT {_NEWEST}) r
        CROSS JOIN suggestions s ON s.id = r.id
        CROSS JOIN events e ON e.position = s.position
        CROSS JOIN events n ON n.position = (
            SELECT p.position FROM (
                SELECT position FROM files WHERE path = s.path AND at > r.at
                ORDER BY at LIMIT {_NEAR}) p
            CROSS JOIN suggestions o ON o.position = p.position
            WHERE o.origin = s.origin AND o.activity = s.activity LIMIT 1)
    """
    return [Rejected(*row) for row in _rows(journal, query, since, until)]


def ideas(journal: Journal, since: str, until: str) -> list[tuple[str, str]]:
    """Day, and title with reason, of the newest ideas of models, oldest first."""
    query = """
        SELECT substr(s.at, 1, 10), s.title || ' ' || json_extract(e.body, '$.reason')
        FROM suggestions s CROSS JOIN events e ON e.position = s.position
        WHERE s.activity = 'brainstorm' AND s.origin_kind = 'model'
              AND s.at >= ? AND s.at < ?
        ORDER BY s.at DESC LIMIT 100
    """
    return _rows(journal, query, since, until)[::-1]


def last_reflection(journal: Journal, until: str = "~") -> ReflectionRow | None:
    """What this person wrote at the review before."""
    query = f"""
        SELECT at, text, goal, reached FROM reflections
        WHERE at < ? AND {MINE} ORDER BY position DESC LIMIT 1
    """
    rows = _rows(journal, query, until, *journal.person)
    return ReflectionRow(*rows[0]) if rows else None


def chosen(journal: Journal, what: str) -> bool | None:
    """What this person answered last when asked; None if they were not."""
    query = f"""
        SELECT json_extract(body, '$.on') FROM events
        WHERE subject = ? AND type = 'mirror.chosen' AND {MINE}
        ORDER BY position DESC LIMIT 1
    """
    rows = _rows(journal, query, what, *journal.person)
    return bool(rows[0][0]) if rows else None


def _rows(journal: Journal, query: str, *values: object) -> list[tuple[Any, ...]]:
    with translated(journal.path):
        return journal.connection.execute(query, values).fetchall()

"""What the journal has of how long accepted changes last."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import NamedTuple

from coresearch.core.decisions import IntendedWrite, decision_from_json
from coresearch.journal.connection import translated
from coresearch.journal.derived import OWN
from coresearch.journal.store import Journal

_NEWEST = 300
"""Accepts that are followed in the repository."""


class Followed(NamedTuple):
    """An accept that was carried out and not taken back."""

    id: str
    at: str
    writes: tuple[IntendedWrite, ...]
    gone: frozenset[int]
    """The hunks of which it is on record that they are gone."""


def followed(journal: Journal, since: str, worktree: str) -> list[Followed]:
    """The newest accepts since then in this worktree."""
    query = f"""
        SELECT d.id, d.at, e.body FROM decisions d
        CROSS JOIN events e ON e.position = d.position
        WHERE d.effect = 'applied' AND d.writes > 0 AND d.at >= ? AND d.journal {OWN}
              AND d.verdict IN ('accepted', 'amended')
              AND NOT EXISTS (SELECT 1 FROM suggestions s
                              WHERE s.id = d.suggestion AND s.state = 'undone')
        ORDER BY d.position DESC LIMIT {_NEWEST}
    """
    with translated(journal.path):
        rows = journal.connection.execute(query, (since,)).fetchall()
    gone = gone_of(journal, [row[0] for row in rows])
    found = []
    for identity, at, body in rows:
        decision = decision_from_json(journal.expand(body))
        if decision.worktree == worktree:
            known = frozenset(gone.get(identity, {}))
            found.append(Followed(identity, at, decision.writes, known))
    return found


def gone_of(journal: Journal, decisions: list[str]) -> dict[str, dict[int, str]]:
    """For those of which hunks are gone: which, and since when."""
    found: dict[str, dict[int, str]] = defaultdict(dict)
    query = """
        SELECT e.subject, e.body FROM json_each(?) d
        CROSS JOIN events e ON e.subject = d.value AND e.type = 'hunks.gone'
    """
    with translated(journal.path):
        rows = journal.connection.execute(query, (json.dumps(decisions),)).fetchall()
    for identity, body in rows:
        for number, at in json.loads(body)["hunks"].items():
            found[identity].setdefault(int(number), at)
    return dict(found)

"""How many suggestions became what: the counts that a review is made of."""

from __future__ import annotations

from coresearch.journal.connection import translated
from coresearch.journal.store import Journal


def count_states(
    journal: Journal, since: str | None = None, until: str | None = None
) -> list[tuple[str, str, str, int]]:
    """Activity, origin, state and count of what was suggested in a while.

    The origin is a model's name, or else `rule` or `person`. The moments are UTC, as
    the journal writes time; `until` is exclusive.
    """
    query = """
        SELECT activity, iif(origin_kind = 'model', origin, origin_kind) AS source,
               state, count(*)
        FROM suggestions WHERE at >= ? AND at < ? GROUP BY activity, source, state
    """
    with translated(journal.path):
        rows = journal.connection.execute(query, (since or "", until or "~"))
        return [tuple(row) for row in rows]

"""What the journal is asked about panels."""

from __future__ import annotations

from dataclasses import dataclass

from coresearch.journal.connection import translated
from coresearch.journal.store import Journal


@dataclass(frozen=True, slots=True)
class PanelRow:
    """A panel as it was opened, and how many views there are."""

    id: str
    at: str
    author: str
    body: str
    views: int


def opened_panels(journal: Journal) -> list[PanelRow]:
    """Every panel of everybody, the newest first."""
    query = """
        SELECT e.subject, e.at, c.author, e.body,
               (SELECT count(*) FROM events v
                WHERE v.subject = e.subject AND v.type = 'view.given')
        FROM events e JOIN chains c ON c.id = e.journal
        WHERE e.type = 'panel.opened' ORDER BY e.position DESC
    """
    with translated(journal.path):
        rows = journal.connection.execute(query).fetchall()
    return [PanelRow(*row) for row in rows]

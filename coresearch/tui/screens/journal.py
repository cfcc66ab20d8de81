"""The journal: suggestions and what became of them, in pages; words in all of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from coresearch.core.text import one_line
from coresearch.journal.entries import Entry, EventRow, Filter
from coresearch.tui.desk import Desk
from coresearch.tui.ink import Ink, Line, fit, line, wrap
from coresearch.tui.screens.listing import PAGE, Wanted
from coresearch.tui.suggestion import all_of_it, place, titled
from coresearch.tui.widgets.page import Block
from coresearch.tui.widgets.rows import Row
from coresearch.workbench.project import Project
from coresearch.workbench.words import decision_facts, event_said, local_time, moment

_STATES = {
    "waiting": Ink.ACCENT,
    "accepted": Ink.GOOD,
    "amended": Ink.GOOD,
    "rejected": Ink.REMOVED,
}


class Journal:
    """What is on record, as a list."""

    title = "Journal"
    help = (
        "words, state:rejected file:plan.md kind:edit activity:design since:2026-11-01"
    )
    terms: Sequence[str] = (
        "activity",
        "author",
        "file",
        "kind",
        "since",
        "state",
        "until",
    )
    beside_words: Sequence[str] = ()
    nothing = "Nothing on record fits."

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def find(self, wanted: Wanted, offset: int) -> list[Row]:
        """Suggestions, or where there are words all events that have them."""
        if not self._desk.has_journal:
            return []
        if wanted.words:
            found = await self._desk.do(partial(_events, wanted, offset))
            return [Row(row.id, partial(_event_line, row, said)) for row, said in found]
        entries = await self._desk.do(partial(_entries, wanted, offset))
        return [Row(entry.id, partial(_entry_line, entry)) for entry in entries]

    async def whole(self, id: str) -> Sequence[Block]:
        """A suggestion with all that happened to it, or one event."""
        return await self._desk.do(partial(_whole, id))


def _filter(wanted: Wanted) -> Filter:
    terms = wanted.terms
    since, until = terms.get("since"), terms.get("until")
    return Filter(
        terms.get("activity"),
        terms.get("kind"),
        terms.get("state"),
        terms.get("author"),
        terms.get("file"),
        moment(since) if since else None,
        moment(until) if until else None,
        everyone=True,
    )


def _entries(wanted: Wanted, offset: int, project: Project) -> list[Entry]:
    from coresearch.journal.queries import list_entries

    return list_entries(project.journal, _filter(wanted), limit=PAGE, offset=offset)


def _events(
    wanted: Wanted, offset: int, project: Project
) -> list[tuple[EventRow, str]]:
    from coresearch.journal.queries import search

    journal = project.journal
    rows = search(journal, wanted.words, limit=PAGE, offset=offset)
    return [(row, event_said(row, journal.legible(row.body))) for row in rows]


def _entry_line(entry: Entry, width: int) -> Line:
    where = place(entry.path, entry.line) if width > 60 else ""
    day = local_time(entry.at)[:10]
    title = titled(f"({entry.author}) {entry.title}" if entry.imported else entry.title)
    room = max(width - 22, 8)
    return line(
        (f"{day} ", Ink.QUIET),
        (fit(entry.state, 10), _STATES.get(entry.state, Ink.QUIET)),
        title if len(title) < room else fit(title, room),
        (fit(f"  {where}", room - len(title)) if len(title) < room else "", Ink.QUIET),
    )


def _event_line(row: EventRow, said: str, width: int) -> Line:
    head = f"{local_time(row.at)} "
    return line((head, Ink.QUIET), fit(one_line(said), max(width - len(head), 8)))


def _whole(id: str, project: Project) -> Sequence[Block]:
    """A suggestion with all that happened to it, or one event."""
    from coresearch.journal.queries import event, events_about, id_length
    from coresearch.workbench.decide import present

    journal = project.journal
    subject = id
    if len(id) == 64:
        found = event(journal, id)
        is_about_one = found.type in ("suggestion.made", "decision.made")
        subject = found.subject if is_about_one else id
    rows = events_about(journal, subject)
    happened = [(row, journal.legible(row.body)) for row in rows]
    blocks: list[Block] = []
    if len(subject) < 64:
        blocks += all_of_it(present(project, subject), id_length(journal))
    return [*blocks, partial(_happened, happened)]


def _happened(rows: list[tuple[EventRow, dict[str, object]]], width: int) -> list[Line]:
    found: list[Line] = [(), line(("What happened", Ink.HEADING))]
    for row, body in rows:
        head = line((f"{local_time(row.at)}  ", Ink.QUIET))
        found += wrap(line(one_line(event_said(row, body))), width, head, line("  "))
        if row.type == "decision.made":
            said = one_line(decision_facts(row, body))
            found += wrap(line((said, Ink.QUIET)), width, line("  "), line("  "))
        for text in _sent(row, body):
            for part in text.split("\n"):
                found += wrap(line(part), width, line("  "), line("  "))
    return found


def _sent(row: EventRow, body: dict[str, object]) -> list[str]:
    """What was sent to a model, or came back."""
    match row.type:
        case "model.asked":
            messages = body["messages"]
            if not isinstance(messages, list):  # somebody else's, and not here
                return [str(messages)]
            return [f"── {item['role']}\n{item['text']}" for item in messages]
        case "model.answered":
            return [str(body["reply"])]
    return []

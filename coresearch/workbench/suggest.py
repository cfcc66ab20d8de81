"""Suggestions into the inbox, each only once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from coresearch.core.events import EventType
from coresearch.core.suggestions import OriginKind, Suggestion
from coresearch.journal.queries import (
    Entry,
    Filter,
    entry,
    known,
    last_reason,
    list_entries,
)
from coresearch.workbench.project import Project

_MOST = 10_000
"""Suggestions about one file that wait; more are left for the next time."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A suggestion with its place in the journal."""

    id: str
    suggestion: Suggestion
    entry: Entry
    is_new: bool
    """False: it waits already, or was ruled on; see `entry.state`."""
    earlier: str = ""
    """What the person ruled when the same was suggested before, in words."""


def put_in_inbox(project: Project, suggestions: Iterable[Suggestion]) -> list[Placed]:
    """Record what is new among `suggestions`; say of each what is known of it.

    The same thing said of the same words is recognised while it waits, and after it
    was rejected or noted. Where an accepted edit was to have answered it and it is
    there again, it is put forward once more, and says so.
    """
    journal = project.journal
    with journal.writing():
        placed = [_place(project, suggestion) for suggestion in suggestions]
        if any(item.is_new for item in placed):
            journal.index_text()
    return placed


def withdraw_stale(project: Project, made: Iterable[Suggestion]) -> None:
    """Take out of the inbox what the rules that made these drafted before otherwise."""
    for suggestion in made:
        if suggestion.edit is None:
            continue
        same = {one.id for one in known(project.journal, suggestion.fingerprint)}
        for path in suggestion.edit.paths:
            withdraw_gone(project, path, {suggestion.origin.name}, same)


def withdraw_gone(
    project: Project, path: str, rules: Collection[str], found: Collection[str]
) -> int:
    """Take out of the inbox what these rules find no more in a file; how many.

    `found` are the ids of what they still find.
    """
    journal = project.journal
    told = list_entries(journal, Filter(path=path, state="waiting"), limit=_MOST)
    gone = [
        row
        for row in told
        if row.origin_kind == OriginKind.RULE
        and (row.origin in rules and row.path == path and row.id not in found)
    ]
    if gone:
        with journal.writing():
            for row in gone:
                reason = f"{row.origin} does not find it in {path} any more."
                body = {"reason": reason}
                journal.append(EventType.SUGGESTION_WITHDRAWN, row.id, body)
    return len(gone)


def _place(project: Project, suggestion: Suggestion) -> Placed:
    journal = project.journal
    before = known(journal, suggestion.fingerprint)
    occurrence = len(before)
    if before and before[-1].imported:
        occurrence -= 1  # somebody else was told: here it is said for the first time
    elif before and not _is_back(before[-1]):
        last = before[-1]
        return Placed(last.id, suggestion, last, False, _told(project, last))
    suggestion_id = journal.record_suggestion(suggestion, occurrence=occurrence)
    earlier = _told(project, before[-1]) if before else ""
    return Placed(
        suggestion_id, suggestion, entry(journal, suggestion_id), True, earlier
    )


def _is_back(last: Entry) -> bool:
    """Whether what is suggested was mended once and is there again."""
    if last.state == "withdrawn":
        return True
    return last.kind == "edit" and last.state in ("accepted", "amended", "undone")


def _told(project: Project, last: Entry) -> str:
    if last.decided_at is None:
        return ""
    reason = last_reason(project.journal, last.id)
    because = f": {reason}" if reason else ""
    return f"{last.state} on {last.decided_at[:10]} by {last.author}{because}"

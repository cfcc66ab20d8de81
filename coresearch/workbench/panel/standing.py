"""A panel as one person may see it.

A view is in the journal before its author is shown any other. Whoever has not given
theirs, or sees a panel that still waits for views, is told how many there are, and
nothing of what they say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coresearch.core.errors import NotFound, Refused
from coresearch.core.events import EventType
from coresearch.core.panels import (
    Panel,
    Rejoinder,
    View,
    VoiceKind,
    panel_from_json,
    rejoinder_from_json,
    view_from_json,
)
from coresearch.core.text import counted, one_line
from coresearch.journal.panels import PanelRow
from coresearch.journal.queries import EventRow, entry, events_about, last_reason
from coresearch.repo.checkout import identity
from coresearch.workbench.project import Project

DIGITS = 7
"""Of a panel's id, as it is shown."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice of a panel, with what it said first and what it says now."""

    name: str
    kind: VoiceKind
    is_own: bool
    """The person's who asks."""
    first: View
    at: str
    now: View
    moved_by: str = ""
    """Why it changed, in its own words."""
    dropped: str = ""
    """Of a model: that the person rejected it, and why."""


@dataclass(frozen=True, slots=True)
class Argument:
    """What a person said to somebody else's view, after the views were shown."""

    by: str
    said: Rejoinder


@dataclass(frozen=True, slots=True)
class Standing:
    """A panel as this person may see it."""

    id: str
    at: str
    author: str
    panel: Panel
    voices: tuple[Voice, ...]
    """Without the person's own view none; while the panel waits, theirs alone."""
    hidden: int
    """How many views there are that they may not see yet."""
    missing: int = 0
    """How many more views there must be before anybody is shown another's."""
    arguments: tuple[Argument, ...] = ()

    @property
    def own(self) -> Voice | None:
        """The person's voice."""
        return next((one for one in self.voices if one.is_own), None)

    @property
    def counted(self) -> tuple[Voice, ...]:
        """The voices that count: but models' that were rejected."""
        return tuple(one for one in self.voices if not one.dropped)


def standing(project: Project, row: PanelRow) -> Standing:
    """The panel with the views that this person may see."""
    panel = panel_from_json(project.journal.expand(row.body))
    events = events_about(project.journal, row.id)
    voices = voices_of(project, events)
    own = tuple(one for one in voices if one.is_own)
    spoke = sum(not one.dropped for one in voices)
    is_shown_early = any(one.type == EventType.VIEWS_SHOWN for one in events)
    missing = 0 if is_shown_early else max(0, panel.blind_until - spoke)
    may_see = bool(own) and not missing
    return Standing(
        row.id,
        row.at,
        row.author,
        panel,
        voices if may_see else own,
        0 if may_see else len(voices) - len(own),
        missing,
        tuple(_arguments(project, events)) if may_see else (),
    )


def voices_of(project: Project, events: Sequence[EventRow]) -> tuple[Voice, ...]:
    """Who spoke, in the order in which they first did; hidden from nobody here."""
    me = identity(project.checkout).name
    given: dict[tuple[VoiceKind, str], list[tuple[str, View, str]]] = {}
    own: set[tuple[VoiceKind, str]] = set()
    for row in events:
        if row.type != EventType.VIEW_GIVEN:
            continue
        body = project.journal.expand(row.body)
        kind = VoiceKind(body["kind"])
        # A person speaks for themselves alone, whatever the event says.
        name = row.author if kind is VoiceKind.PERSON else str(body["voice"])
        if kind is VoiceKind.MODEL and row.imported:
            name = f"{name}, asked by {row.author}"
        key = (kind, name)
        if kind is VoiceKind.PERSON and name == me and not row.imported:
            own.add(key)
        told = (row.at, view_from_json(body), str(body["moved_by"]))
        given.setdefault(key, []).append(told)
    return tuple(
        Voice(
            name,
            kind,
            (kind, name) in own,
            first=said[0][1],
            at=said[0][0],
            now=said[-1][1],
            moved_by=said[-1][2],
            dropped=_dropped(project, said[-1][1]),
        )
        for (kind, name), said in given.items()
    )


def _arguments(project: Project, events: Sequence[EventRow]) -> Iterator[Argument]:
    for row in events:
        if row.type == EventType.VIEW_ANSWERED:
            said = rejoinder_from_json(project.journal.expand(row.body))
            yield Argument(row.author, said)


def _dropped(project: Project, view: View) -> str:
    if not view.suggestion:
        return ""
    try:
        row = entry(project.journal, view.suggestion)
    except NotFound:
        return ""
    if row.state != "rejected":
        return ""
    why = last_reason(project.journal, row.id)
    return f"rejected by {row.author}{f': {why}' if why else ''}"


def require_own(found: Standing) -> None:
    """Let nobody look, nor ask a model, before they have said what they think.

    Raises:
        Refused: they have not.
    """
    if found.own is None:
        others = f" {counted(found.hidden, 'other')} on record." if found.hidden else ""
        raise Refused(
            f"Your own view comes first.{others}",
            hint=f"Give it: coresearch panel view {found.id[:DIGITS]}",
        )


def require_shown(found: Standing) -> None:
    """Let nobody look before they, and as many as were agreed, have spoken.

    Raises:
        Refused: they have not.
    """
    require_own(found)
    if found.missing:
        there = counted(found.hidden + 1, "view")
        raise Refused(
            f"{there} on record; nobody is shown another's before there are "
            f"{found.panel.blind_until}.",
            hint="Ask others, or a model. To wait no longer: coresearch panel reveal "
            f"{found.id[:DIGITS]} --because 'nobody else will speak'",
        )


def voice_named(found: Standing, name: str) -> Voice:
    """The voice whose name this is, or begins or holds this; never the person's own.

    Raises:
        NotFound: there is none, or several could be meant.
    """
    others = [one for one in found.voices if not one.is_own]
    said = one_line(name).casefold()
    for fits in (str.__eq__, str.startswith, str.__contains__):
        near = [one for one in others if said and fits(one.name.casefold(), said)]
        if len(near) == 1:
            return near[0]
    listed = "; ".join(one_line(one.name) for one in others) or "nobody else yet"
    raise NotFound(f"No other voice is {one_line(name)}.", hint=f"There are: {listed}")

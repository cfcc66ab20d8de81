"""Panels on record: opening one, giving a view, and who may see which.

A view is in the journal before its author is shown any other. Whoever has not given
theirs is told how many there are, and nothing of what they say.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coresearch.core.errors import BadInput, NotFound, Refused
from coresearch.core.events import EventType
from coresearch.core.panels import (
    Panel,
    View,
    VoiceKind,
    panel_from_json,
    panel_to_json,
    view_from_json,
    view_to_json,
)
from coresearch.core.text import counted, one_line
from coresearch.journal.panels import PanelRow, opened_panels
from coresearch.journal.queries import entry, events_about, last_reason
from coresearch.repo.checkout import identity
from coresearch.workbench.project import Project

DIGITS = 7


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
class Standing:
    """A panel as this person may see it."""

    id: str
    at: str
    author: str
    panel: Panel
    voices: tuple[Voice, ...]
    """Empty while the person has not given a view."""
    hidden: int
    """How many views there are that they may not see yet."""

    @property
    def own(self) -> Voice | None:
        """The person's voice."""
        return next((one for one in self.voices if one.is_own), None)

    @property
    def counted(self) -> tuple[Voice, ...]:
        """The voices that count: but models' that were rejected."""
        return tuple(one for one in self.voices if not one.dropped)


def open_panel(project: Project, panel: Panel) -> str:
    """Put a question on record; the panel's id."""
    identity_ = secrets.token_hex(8)
    with project.journal.writing():
        body = panel_to_json(panel)
        project.journal.append(EventType.PANEL_OPENED, identity_, body)
    return identity_


def find_panel(project: Project, prefix: str = "") -> PanelRow:
    """The panel whose id begins so; without one the newest.

    Raises:
        NotFound: there is none.
        BadInput: there are several.
    """
    rows = opened_panels(project.journal)
    given = prefix.strip().lower()
    found = [row for row in rows if row.id.startswith(given)] if given else rows[:1]
    if not found:
        raise NotFound(
            f"There is no panel {one_line(prefix)}." if given else "There is no panel.",
            hint='Open one: coresearch panel open "Which?" --option A --option B',
        )
    if len(found) > 1:
        listed = ", ".join(row.id[: len(given) + 4] for row in found[:5])
        raise BadInput(f"{given} is the beginning of several panels: {listed}.")
    return found[0]


def standing(project: Project, row: PanelRow) -> Standing:
    """The panel with the views that this person may see."""
    panel = panel_from_json(project.journal.expand(row.body))
    voices = tuple(_voices(project, row.id))
    has_spoken = any(one.is_own for one in voices)
    return Standing(
        row.id,
        row.at,
        row.author,
        panel,
        voices if has_spoken else (),
        0 if has_spoken else len(voices),
    )


def _voices(project: Project, panel: str) -> Iterator[Voice]:
    me = identity(project.checkout).name
    given: dict[tuple[VoiceKind, str], list[tuple[str, View, str]]] = {}
    own: set[tuple[VoiceKind, str]] = set()
    for row in events_about(project.journal, panel):
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
    for (kind, name), said in given.items():
        (at, first, _), (_, now, moved_by) = said[0], said[-1]
        yield Voice(
            name,
            kind,
            (kind, name) in own,
            first,
            at,
            now,
            moved_by,
            _dropped(project, now),
        )


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


def give_view(
    project: Project,
    panel: str,
    view: View,
    *,
    voice: str = "",
    moved_by: str = "",
) -> None:
    """Put a view on record: the person's, or that of a model, which is `voice`.

    Raises:
        Refused: the person has given one, and does not say what moved them.
    """
    kind = VoiceKind.MODEL if voice else VoiceKind.PERSON
    if kind is VoiceKind.PERSON:
        own = next((one for one in _voices(project, panel) if one.is_own), None)
        if own is not None and not moved_by.strip():
            raise Refused(
                "Your view is on record, and you have seen the others since.",
                hint="Change it, and say what moved you: --moved-by 'the argument …'",
            )
    body = view_to_json(view) | {
        "kind": kind, "voice": voice, "moved_by": one_line(moved_by),
    }  # fmt: skip
    with project.journal.writing():
        project.journal.append(EventType.VIEW_GIVEN, panel, body)


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


def all_panels(project: Project) -> Sequence[PanelRow]:
    """Every panel, the newest first."""
    return opened_panels(project.journal)

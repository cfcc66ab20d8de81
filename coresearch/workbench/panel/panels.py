"""Panels on record: opening one, giving a view, and answering the view of another."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from coresearch.core.errors import BadInput, NotFound, Refused
from coresearch.core.events import EventType
from coresearch.core.panels import (
    Panel,
    Rejoinder,
    View,
    VoiceKind,
    panel_to_json,
    rejoinder_to_json,
    view_to_json,
)
from coresearch.core.text import one_line
from coresearch.journal.panels import PanelRow, opened_panels
from coresearch.journal.queries import events_about
from coresearch.workbench.panel.standing import (
    Standing,
    require_own,
    require_shown,
    voice_named,
    voices_of,
)
from coresearch.workbench.project import Project


def open_panel(project: Project, panel: Panel) -> str:
    """Put a question on record; the panel's id."""
    identity = secrets.token_hex(8)
    with project.journal.writing():
        body = panel_to_json(panel)
        project.journal.append(EventType.PANEL_OPENED, identity, body)
    return identity


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


def all_panels(project: Project) -> Sequence[PanelRow]:
    """Every panel, the newest first."""
    return opened_panels(project.journal)


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
        spoke = voices_of(project, events_about(project.journal, panel))
        if any(one.is_own for one in spoke) and not moved_by.strip():
            raise Refused(
                "Your view is on record.",
                hint="Change it, and say what moved you: --moved-by 'the argument …'",
            )
    body = view_to_json(view) | {
        "kind": kind, "voice": voice, "moved_by": one_line(moved_by),
    }  # fmt: skip
    with project.journal.writing():
        project.journal.append(EventType.VIEW_GIVEN, panel, body)


def show_early(project: Project, found: Standing, reason: str) -> None:
    """Wait no longer for the views that the panel was to have; that is on record.

    Raises:
        Refused: the person has not given theirs, or all are shown already.
        BadInput: no reason is given.
    """
    require_own(found)
    if not found.missing:
        raise Refused("Nothing is hidden: every view on record is shown.")
    if not reason.strip():
        raise BadInput("Why not wait for the others?", hint="--because 'they left'")
    with project.journal.writing():
        body = {"reason": one_line(reason)}
        project.journal.append(EventType.VIEWS_SHOWN, found.id, body)


def answer_view(project: Project, found: Standing, said: Rejoinder) -> Rejoinder:
    """Put on record what the person says to the view of another; as it was recorded.

    Raises:
        Refused: the views are not shown yet.
        NotFound: nobody of that name has spoken.
        BadInput: it neither grants nor disputes anything.
    """
    require_shown(found)
    voice = voice_named(found, said.to)
    told = Rejoinder(
        voice.name,
        one_line(said.grants),
        one_line(said.disputes),
        one_line(said.turns_on),
    )
    if not (told.grants or told.disputes):
        raise BadInput(
            f"What do you grant {one_line(voice.name)}, or what do you dispute?",
            hint="--grant 'this is so', --dispute 'that is not, because …', and "
            "--turns-on 'what would decide it'",
        )
    with project.journal.writing():
        body = rejoinder_to_json(told)
        project.journal.append(EventType.VIEW_ANSWERED, found.id, body)
    return told

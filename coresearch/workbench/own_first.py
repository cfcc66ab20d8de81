"""One's own answer before the assistant's: written down first, then compared."""

from __future__ import annotations

from collections.abc import Sequence

from coresearch.config import read_settings
from coresearch.core.errors import BadInput
from coresearch.core.events import EventType
from coresearch.core.first_answers import OwnFinding, is_asked_first, own_finding
from coresearch.journal.mirrored import answered_first, chosen
from coresearch.workbench.decide import Presented
from coresearch.workbench.project import Project

_WHAT = "own-first"


def wanted(project: Project) -> bool | None:
    """Whether this person wants to be asked; None: nobody asked them yet."""
    try:
        setting = read_settings(project.root).mirror.own_first
    except BadInput:
        return False  # what is wrong with them is told by commands that need them
    return chosen(project.journal, _WHAT) if setting is None else setting


def choose(project: Project, *, on: bool) -> None:
    """Put on record what the person answered."""
    with project.journal.writing():
        project.journal.append(EventType.MIRROR_CHOSEN, _WHAT, {"on": on})


def is_due(project: Project, shown: Presented) -> bool:
    """Whether to ask before this one is shown."""
    item = shown.suggestion
    if not item.evidence or shown.entry.state != "waiting":
        return False
    return (
        is_asked_first(shown.id, item.severity)
        and bool(wanted(project))
        and not answered_first(project.journal, shown.id)
    )


def write(
    project: Project, about: str, activity: str, texts: Sequence[str]
) -> list[OwnFinding]:
    """Put on record what the person found, before anything is shown to them."""
    body = {"activity": activity, "texts": list(texts)}
    with project.journal.writing():
        subject = " ".join(about.split())  # a file's name may hold a line feed
        project.journal.append(EventType.ANSWER_WRITTEN, subject, body)
    return [own_finding(text) for text in texts]


def compared(project: Project, suggestion: str, same: OwnFinding | None) -> None:
    """Put on record whether one of them says what a suggestion says."""
    if answered_first(project.journal, suggestion):
        return  # the first answer is the one that came before
    body = {"had": same is not None, "text": same.text if same else ""}
    with project.journal.writing():
        project.journal.append(EventType.ANSWER_COMPARED, suggestion, body)

"""One's own answer before the assistant's: written down first, then compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from coresearch.config import read_settings
from coresearch.core.errors import BadInput
from coresearch.core.events import EventType
from coresearch.core.findings import Severity
from coresearch.core.first_answers import (
    OwnFinding,
    is_asked_first,
    likeliest,
    own_finding,
)
from coresearch.core.suggestions import Suggestion
from coresearch.journal.entries import Entry
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


def due_among(project: Project, rows: Iterable[Entry]) -> frozenset[str]:
    """The ids of those before which to ask: they are about a line, and wait."""
    drawn = [
        row.id
        for row in rows
        if row.line
        and row.state == "waiting"
        and is_asked_first(row.id, Severity(row.severity))
    ]
    if not drawn or not wanted(project):
        return frozenset()
    return frozenset(one for one in drawn if not answered_first(project.journal, one))


def is_due(project: Project, shown: Presented) -> bool:
    """Whether to ask before this one is shown."""
    return shown.id in due_among(project, [shown.entry])


def write(
    project: Project, about: str, activity: str, texts: Sequence[str]
) -> list[OwnFinding]:
    """Put on record what the person found, before anything is shown to them."""
    body = {"activity": activity, "texts": list(texts)}
    with project.journal.writing():
        subject = " ".join(about.split())  # a file's name may hold a line feed
        project.journal.append(EventType.ANSWER_WRITTEN, subject, body)
    return [own_finding(text) for text in texts]


def answer(project: Project, shown: Presented, text: str) -> OwnFinding:
    """The same about one suggestion; of a plant nothing is kept."""
    if shown.planted:
        return own_finding(text)
    return write(project, shown.id, shown.suggestion.activity, [text])[0]


def judge(project: Project, shown: Presented, own: OwnFinding, *, same: bool) -> None:
    """Put on record whether that suggestion says the same; of a plant nothing."""
    if not shown.planted:
        compared(project, shown.id, own if same else None)


def compared(project: Project, suggestion: str, same: OwnFinding | None) -> None:
    """Put on record whether one of them says what a suggestion says."""
    if answered_first(project.journal, suggestion):
        return  # the first answer is the one that came before
    body = {"had": same is not None, "text": same.text if same else ""}
    with project.journal.writing():
        project.journal.append(EventType.ANSWER_COMPARED, suggestion, body)


def matched(
    project: Project,
    own: Sequence[OwnFinding],
    shown: Sequence[tuple[str, Suggestion]],
    is_same: Callable[[OwnFinding, Suggestion], bool],
) -> list[OwnFinding]:
    """Put on record which suggestions the person had; what nobody else says.

    What may be the same is found by rule, line and words; `is_same` asks the person.
    """
    left = list(own)
    for identity, item in shown:
        near = likeliest(left, item)
        if near is not None and not is_same(near, item):
            near = None
        if near is not None:
            left.remove(near)
        compared(project, identity, near)
    return left

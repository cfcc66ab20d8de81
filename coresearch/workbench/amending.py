"""A suggestion with the person's own text: what they may edit, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coresearch.core.changes import (
    ChangeSet,
    FileChange,
    FileState,
    Hunk,
    HunkKind,
    Strategy,
)
from coresearch.core.errors import Refused
from coresearch.core.hunks import hunks_between
from coresearch.repo.files import read_file
from coresearch.workbench.decide import Presented
from coresearch.workbench.project import Project

CODE = "run.py"
"""The name of the file in which the code of a suggested run is edited."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A file that the person may edit before accepting."""

    path: str
    before: FileState | None
    content: bytes
    """What it would become, until the person changes it."""
    executable: bool


def drafts(project: Project, shown: Presented) -> list[Draft]:
    """What the person may edit before accepting: each file as it would become.

    For a run its code; for a suggestion without an effect the file that it is about.

    Raises:
        Refused: there is no file to edit, or its effect removes or renames files.
    """
    if shown.planted:
        raise Refused(f"{shown.id[:7]} was planted; there is nothing to edit.")
    if shown.refusal is not None:
        raise shown.refusal
    if shown.sweep is not None:
        raise Refused(
            "A sweep is accepted as it is, or rejected.",
            hint="Reject it, and begin your own: coresearch sweep SCRIPT --seeds 0..4",
        )
    if shown.run is not None:
        return [Draft(CODE, None, shown.run.code.encode("utf-8", "replace"), False)]
    found = [
        Draft(write.path, write.before, write.after.content, write.after.executable)
        for write in shown.changes.writes
        if write.after is not None
    ]
    if len(found) != len(shown.changes.writes):
        raise Refused(
            "A change that removes or renames files can be accepted or rejected, "
            "hunk by hunk, but not amended."
        )
    if found:
        return found
    path = shown.suggestion.path
    state = read_file(project.root, path) if path else None
    if state is None:
        raise Refused(
            "This suggestion names no file that could be edited.",
            hint="Accept it to note it, or reject it.",
        )
    return [Draft(path, state, state.content, state.executable)]


def amended(shown: Presented, edited: Sequence[Draft]) -> Presented:
    """The same suggestion with the person's own text for its files or its code."""
    if shown.run is not None:
        code = edited[0].content.decode("utf-8", "replace")
        return replace(shown, run=replace(shown.run, code=code))
    changes = ChangeSet(tuple(_by_hand(draft) for draft in edited))
    kept = tuple(file for file in changes.files if file.hunks)
    return replace(shown, changes=ChangeSet(kept))


def _by_hand(draft: Draft) -> FileChange:
    if draft.before is None:
        created = Hunk(HunkKind.CREATE, Strategy.BY_HAND, new=draft.content)
        return FileChange(draft.path, None, (created,), executable=draft.executable)
    hunks = list(hunks_between(draft.before.content, draft.content, Strategy.BY_HAND))
    if draft.executable != draft.before.executable:
        hunks.insert(0, Hunk(HunkKind.MODE, Strategy.BY_HAND))
    return FileChange(
        draft.path, draft.before, tuple(hunks), executable=draft.executable
    )

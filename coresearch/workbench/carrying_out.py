"""The writes of a recorded decision: kept, made, and what became of them recorded."""

from __future__ import annotations

from collections.abc import Sequence

from coresearch.core.changes import FileState, FileWrite
from coresearch.core.decisions import IntendedWrite
from coresearch.core.errors import CoresearchError
from coresearch.journal.connection import translated
from coresearch.repo.files import NotPutBack, apply_writes
from coresearch.workbench.project import Project


def keep_contents(project: Project, writes: Sequence[FileWrite]) -> None:
    """Store what is about to be replaced and what is to replace it, durably."""
    with translated(project.journal.path):
        for state in [s for w in writes for s in (w.before, w.after) if s]:
            project.journal.blobs.put(state.content)


def write_and_record(
    project: Project, decision_id: str, writes: Sequence[FileWrite]
) -> None:
    """Make the writes of a recorded decision, and record what became of them."""
    journal = project.journal
    try:
        apply_writes(project.root, writes)
    except CoresearchError as fault:
        if not isinstance(fault, NotPutBack):  # that is left open, for `reconcile`
            with journal.writing():
                journal.record_effect(decision_id, applied=False, note=fault.message)
        raise
    with journal.writing():
        journal.record_effect(decision_id, applied=True)


def state_from(
    project: Project, write: IntendedWrite, *, after: bool
) -> FileState | None:
    """The content before or after an intended write, from the journal's blobs."""
    version = write.after if after else write.before
    if version is None:
        return None
    return FileState.of(project.journal.blobs.get(version.digest), version.executable)

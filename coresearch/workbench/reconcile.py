"""After a crash: decisions whose effect is not on record are brought to an end.

Run at every start. A decision that was durable before the program died is completed
if any of its files was written, and offered again if none was. Where a file is neither
what it was nor what it was to be, nothing is touched.
"""

from __future__ import annotations

from dataclasses import dataclass

from coresearch.core.applying import other_names
from coresearch.core.changes import FileWrite
from coresearch.core.decisions import Version
from coresearch.core.errors import CoresearchError, Refused
from coresearch.journal.store import RecordedDecision
from coresearch.repo.files import apply_writes, read_file, remove_leftovers
from coresearch.workbench.carrying_out import state_from
from coresearch.workbench.project import Project
from coresearch.workbench.suggested_run import settle_run


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What was found, in a sentence for the person."""

    suggestion: str
    applied: bool
    message: str


class _Unfinished(CoresearchError):
    """Some files are new and some old, and the rest cannot be written now."""


def reconcile(project: Project) -> list[Reconciled]:
    """Bring every unfinished decision of this working tree to an end."""
    if not _mine(project):
        return []
    try:
        with project.effects(wait=0.0):
            return [
                found
                for decision in _mine(project)
                if (found := _finish(project, decision)) is not None
            ]
    except Refused:  # another process is at work on just these: not our business
        return []


def _mine(project: Project) -> list[RecordedDecision]:
    worktree = project.checkout.worktree
    pending = project.journal.pending_decisions()
    return [item for item in pending if item.decision.worktree == worktree]


def _finish(project: Project, pending: RecordedDecision) -> Reconciled | None:
    """Bring it to an end; None if another process is about to."""
    short = pending.suggestion[:7]
    what = f"{pending.decision.verdict} {short}"
    try:
        if pending.decision.run is not None:
            found = settle_run(project, pending)
            if found is None:
                return None
            applied, message = False, found
        else:
            applied, message = _settle(project, pending)
    except _Unfinished as fault:  # left open: the next start tries again
        message = f"some of its files are still to write: {fault.message}"
        return Reconciled(pending.suggestion, False, f"{what} was cut off; {message}")
    except CoresearchError as fault:
        applied, message = False, f"it could not be completed: {fault.message}"
    with project.journal.writing():
        project.journal.record_effect(pending.id, applied=applied, note=message)
    return Reconciled(pending.suggestion, applied, f"{what} was cut off; {message}")


def _settle(project: Project, pending: RecordedDecision) -> tuple[bool, str]:
    writes = pending.decision.writes
    for write in writes:
        remove_leftovers(project.root, write.path)
    now = {write.path: read_file(project.root, write.path) for write in writes}
    done = [w for w in writes if Version.of(now[w.path]) == w.after]
    undone = [w for w in writes if Version.of(now[w.path]) == w.before]
    if len(done) == len(writes):
        return True, "its files were written, and that is now on record."
    if len(undone) == len(writes):
        return False, "nothing was written, and it waits again."
    if len(done) + len(undone) < len(writes):
        strange = next(w.path for w in writes if w not in done and w not in undone)
        return False, (
            f"{strange} is neither what it was nor what it was to be. Nothing was "
            "touched; see it with git diff."
        )
    edit = project.journal.suggestion(pending.suggestion).edit
    renamed = other_names(edit, now)
    left = [
        FileWrite(
            write.path,
            now[write.path],
            state_from(project, write, after=True),
            renamed.get(write.path, ""),
        )
        for write in undone
    ]
    try:
        apply_writes(project.root, left)
    except CoresearchError as fault:
        raise _Unfinished(fault.message) from fault
    return True, f"{len(left)} of {len(writes)} files were still to write: done."

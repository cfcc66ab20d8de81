"""Undo and redo: taking one decision's effect back, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from coresearch.core.applying import other_names
from coresearch.core.changes import (
    ChangeSet,
    FileChange,
    FileState,
    FileWrite,
    Strategy,
)
from coresearch.core.decisions import Decision, IntendedWrite, Verdict, Version
from coresearch.core.errors import NotFound, Refused, Stale
from coresearch.core.hunks import hunks_between
from coresearch.core.reversal import take_back
from coresearch.journal.queries import decisions_on, find_any, last_applied
from coresearch.journal.store import RecordedDecision
from coresearch.repo.files import read_file
from coresearch.workbench.carrying_out import (
    keep_contents,
    state_from,
    write_and_record,
)
from coresearch.workbench.project import Project

_EFFECTIVE = (Verdict.ACCEPTED, Verdict.AMENDED, Verdict.REDONE)


@dataclass(frozen=True, slots=True)
class Reversal:
    """What was taken back."""

    decision: str
    """The id of the new decision."""
    suggestion: str
    writes: tuple[FileWrite, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """The files that changed."""
        return tuple(write.path for write in self.writes)

    @property
    def changes(self) -> ChangeSet:
        """What it did, for showing."""
        return ChangeSet(
            tuple(
                FileChange(
                    write.path,
                    write.before,
                    tuple(
                        hunks_between(
                            write.before.content, write.after.content, Strategy.EXACT
                        )
                    ),
                )
                for write in self.writes
                if write.before and write.after
            )
        )


def undo(project: Project, prefix: str | None = None) -> Reversal:
    """Take back the last accept that stands, or that of one suggestion.

    Raises:
        NotFound: there is nothing to take back.
        Stale: what it changed has changed since; nothing was touched.
        Refused: it was a run, or accepted in another working tree.
    """
    return _reverse(project, prefix, _EFFECTIVE, Verdict.UNDONE)


def redo(project: Project, prefix: str | None = None) -> Reversal:
    """Take back the last undo that stands, or that of one suggestion."""
    return _reverse(project, prefix, (Verdict.UNDONE,), Verdict.REDONE)


def _reverse(
    project: Project,
    prefix: str | None,
    verdicts: tuple[Verdict, ...],
    verdict: Verdict,
) -> Reversal:
    journal = project.journal
    with project.effects():
        if prefix is None:
            decision_id = last_applied(journal, verdicts)
            if decision_id is None:
                raise NotFound(f"There is nothing to {_verb(verdict)}.")
            target = journal.decision(decision_id)
        else:
            target = _standing(project, find_any(journal, prefix), verdicts, verdict)
        _refuse_elsewhere(project, target)
        _refuse_run(target)
        done = target.decision.writes
        edit = journal.suggestion(target.suggestion).edit
        renamed = other_names(edit, {write.path for write in done})
        # Backwards, so that a renamed file is under both names rather than under none.
        writes = [
            _write_back(project, write, renamed.get(write.path, ""))
            for write in reversed(done)
        ]
        decision = Decision(
            verdict,
            writes=tuple(IntendedWrite.of(write) for write in writes),
            worktree=project.checkout.worktree,
            reverses=target.id,
        )
        keep_contents(project, writes)
        with journal.writing():
            decision_id = journal.record_decision(target.suggestion, decision)
        write_and_record(project, decision_id, writes)
    return Reversal(decision_id, target.suggestion, tuple(writes))


def _standing(
    project: Project, found: str, verdicts: tuple[Verdict, ...], verdict: Verdict
) -> RecordedDecision:
    """The last decision with an effect on a suggestion, if it is one to reverse."""
    journal = project.journal
    ids = decisions_on(journal, found) or decisions_on(
        journal, journal.decision(found).suggestion
    )
    applied = [d for d in map(journal.decision, ids) if d.effect == "applied"]
    if not applied or applied[-1].decision.verdict not in verdicts:
        raise NotFound(
            f"There is nothing about {found[:7]} to {_verb(verdict)}.",
            hint=f"coresearch journal show {found[:7]}",
        )
    return applied[-1]


def _verb(verdict: Verdict) -> str:
    return "undo" if verdict is Verdict.UNDONE else "redo"


def _refuse_elsewhere(project: Project, target: RecordedDecision) -> None:
    if target.decision.worktree != project.checkout.worktree:
        where = target.decision.worktree or "the main working tree"
        raise Refused(
            f"That was accepted in another working tree: {where}.",
            hint="Nothing was touched. Go there and undo it.",
        )


def _refuse_run(target: RecordedDecision) -> None:
    run = target.decision.run
    if run is not None:
        raise Refused(
            "The last accept was of a run, and a run cannot be undone.",
            hint="Nothing was touched. The files that it wrote: "
            f"coresearch runs show {run.id[:7]}. To take back an edit, name it: "
            "coresearch undo ID",
        )


def _write_back(project: Project, done: IntendedWrite, renamed_from: str) -> FileWrite:
    """The write that takes `done` back from the file as it is now."""
    now = read_file(project.root, done.path)
    if Version.of(now) == done.after:
        before = state_from(project, done, after=False)
        return FileWrite(done.path, now, before, renamed_from)
    if now is None or done.before is None or done.after is None:
        raise Stale(
            f"{done.path} has changed since.",
            hint="Nothing was touched. Take that change back by hand, with git diff.",
        )
    before = state_from(project, done, after=False)
    after = state_from(project, done, after=True)
    assert before is not None
    assert after is not None
    content = take_back(before.content, after.content, now.content, done.path)
    mode_changed = before.executable != after.executable
    executable = before.executable if mode_changed else now.executable
    return FileWrite(done.path, now, FileState.of(content, executable))

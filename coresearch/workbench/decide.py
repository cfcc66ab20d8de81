"""The gate: a suggestion as it would be applied, and the person's ruling on it.

The order is the point of this file. What is shown is planned on the files of now and
carries a hash; a ruling is refused if planning again gives another hash; the ruling is
durable before the first byte is written; and what is recorded as done is what is on
disk. Nothing in here asks the person: that is the front end's part, and without a
person no front end may call `accept` or `amend`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coresearch.core.applying import plan_edit
from coresearch.core.canonical import sha256
from coresearch.core.changes import (
    ChangeSet,
    FileWrite,
)
from coresearch.core.constitution import Touched
from coresearch.core.decisions import Decision, IntendedRun, IntendedWrite, Verdict
from coresearch.core.errors import BadInput, CoresearchError, Refused, Stale
from coresearch.core.runs import ProposedRun
from coresearch.core.suggestions import Suggestion, words_of
from coresearch.core.sweep.words import LANGUAGE as SWEEP
from coresearch.journal.queries import Entry, entry
from coresearch.kernel.specs import kernel_for_language
from coresearch.repo.files import read_file
from coresearch.workbench.carrying_out import keep_contents, write_and_record
from coresearch.workbench.constitution import articles_for
from coresearch.workbench.project import Project

if TYPE_CHECKING:
    from coresearch.workbench.sweeps.plan import Beforehand

_OPEN = ("waiting", "rejected", "undone", "withdrawn")
"""The states in which a suggestion can be ruled on (a person may change their mind)."""


@dataclass(frozen=True, slots=True)
class Presented:
    """A suggestion as the person sees it, planned on the files of this moment."""

    id: str
    entry: Entry
    suggestion: Suggestion
    changes: ChangeSet
    refusal: CoresearchError | None = None
    """Why its effect cannot be applied to the files as they are."""
    run: ProposedRun | None = None
    """What would be run: as suggested, or with the person's own code."""
    sweep: Beforehand | None = None
    """What that would begin, if it is a sweep: its tasks, and what they cost."""
    articles: tuple[Touched, ...] = ()
    """What it touches of the project's constitution."""
    planted: bool = False
    """Nobody suggests it: `coresearch.workbench.plants`. Nothing can be ruled on it."""

    @property
    def digest(self) -> str:
        """A hash of exactly what accepting it would do."""
        if self.run and self.sweep:
            return sha256(f"{self.run.digest} {self.sweep.digest}")
        return self.run.digest if self.run else self.changes.digest


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the person says with a verdict."""

    reason: str = ""
    reason_asked: bool = False
    seconds: float | None = None
    """How long the suggestion was in view."""
    whole: bool | None = None
    """Whether its end came into view; None where nobody could tell."""


def present(project: Project, suggestion_id: str) -> Presented:
    """The suggestion of this (whole) id, with what accepting it would do now."""
    suggestion = project.journal.suggestion(suggestion_id)
    row = entry(project.journal, suggestion_id)
    changes, refusal, sweep = ChangeSet(()), None, None
    try:
        changes = _plan(project, suggestion)
        if suggestion.run is not None and suggestion.run.language == SWEEP:
            from coresearch.workbench.sweeps.plan import beforehand

            sweep = beforehand(project, suggestion.run, suggestion_id)
        elif suggestion.run is not None:
            kernel_of(suggestion.run)
    except CoresearchError as fault:
        refusal = fault
    return Presented(
        suggestion_id,
        row,
        suggestion,
        changes,
        refusal,
        run=suggestion.run,
        sweep=sweep,
        articles=articles_for(project, suggestion),
    )


def kernel_of(run: ProposedRun) -> str:
    """The name of the kernel for a suggested run; empty for the default.

    Raises:
        NotFound: none for its language is installed.
    """
    return kernel_for_language(run.language) if run.language else ""


def _plan(project: Project, suggestion: Suggestion) -> ChangeSet:
    if suggestion.edit is None:
        return ChangeSet(())
    paths = suggestion.edit.paths
    files = {path: read_file(project.root, path) for path in paths}
    return plan_edit(suggestion.edit, files)


def accept(
    project: Project,
    shown: Presented,
    ruling: Ruling,
    hunks: Sequence[int] | None = None,
) -> str:
    """Accept what was shown, or only its hunks of these numbers; the decision's id.

    What proposes a run is accepted as it begins: `coresearch.workbench.suggested_run`.

    Raises:
        Stale: it is no longer what was shown. Show it again.
        Refused: it was ruled on already, or its effect cannot be applied.
        BadInput: a hunk number that is not there.
        EffectFailed, DiskFull: writing failed; every file was put back.
    """
    refuse_planted(shown)
    if shown.refusal is not None:
        raise shown.refusal
    assert shown.run is None
    with project.effects():
        now = _plan(project, shown.suggestion)
        if now.digest != shown.changes.digest:
            raise Stale(
                "What this suggestion would do has changed since it was shown.",
                hint="Nothing was touched. Look at the new diff and decide again.",
            )
        chosen = now if hunks is None else _choose(now, hunks)
        if shown.suggestion.edit is not None and not chosen.writes:
            raise Refused(
                "The files already say what this suggestion proposes.",
                hint=f"Put it away with: coresearch reject {shown.id[:7]}",
            )
        decision = decision_on(shown, Verdict.ACCEPTED, ruling, project)
        return _carry_out(project, shown.id, decision, chosen.writes, hunks)


def _choose(changes: ChangeSet, hunks: Sequence[int]) -> ChangeSet:
    if not hunks:
        raise BadInput("No hunk was chosen.", hint="Reject it, or choose one.")
    try:
        return changes.choose(hunks)
    except IndexError as error:
        raise BadInput(
            f"There is no hunk {error.args[0]}: it has {len(changes.hunks)}."
        ) from None


def amend(project: Project, shown: Presented, ruling: Ruling) -> str:
    """Accept what `amended` made of the suggestion; the decision's id.

    Raises:
        Stale: a file is no longer what the person edited.
    """
    refuse_planted(shown)
    with project.effects():
        for file in shown.changes.files:
            if read_file(project.root, file.path) != file.before:
                raise Stale(
                    f"{file.path} has changed while you were editing.",
                    hint="Nothing was touched; your text is kept.",
                )
        decision = decision_on(shown, Verdict.AMENDED, ruling, project)
        return _carry_out(project, shown.id, decision, shown.changes.writes, None)


def reject(project: Project, shown: Presented, ruling: Ruling) -> str:
    """Reject the suggestion; the decision's id."""
    decision = decision_on(shown, Verdict.REJECTED, ruling, project)
    return _record(project, shown.id, decision)


def put_off(project: Project, shown: Presented, ruling: Ruling) -> str:
    """Record that it was looked at and left for later; the decision's id."""
    decision = decision_on(shown, Verdict.LATER, ruling, project)
    return _record(project, shown.id, decision)


def decision_on(
    shown: Presented,
    verdict: Verdict,
    ruling: Ruling,
    project: Project,
    run: IntendedRun | None = None,
) -> Decision:
    """The decision, without what it is to write.

    Raises:
        Refused: it was planted, and there is nothing to decide.
    """
    refuse_planted(shown)
    return Decision(
        verdict,
        reason=ruling.reason,
        reason_asked=ruling.reason_asked,
        offered=len(shown.changes.hunks),
        shown=shown.digest,
        seconds=None if ruling.seconds is None else round(ruling.seconds, 1),
        whole=ruling.whole,
        words=words_of(shown.suggestion),
        lines=_lines_of(shown),
        worktree=project.checkout.worktree,
        run=run,
        articles=tuple(one.article.title for one in shown.articles),
    )


def refuse_planted(shown: Presented) -> None:
    """Before anything is planned, kept or written.

    Raises:
        Refused: it was planted.
    """
    if shown.planted:
        raise Refused(f"{shown.id[:7]} was planted; there is nothing to decide.")


def _lines_of(shown: Presented) -> int:
    """The lines that it removes or puts in, whichever are more in each hunk."""
    if shown.run is not None:
        return len(shown.run.code.splitlines())
    number = 0
    for file in shown.changes.files:
        before = file.before.content if file.before else b""
        for hunk in file.hunks:
            old = len(before[hunk.start : hunk.end].splitlines())
            number += max(old, len(hunk.new.splitlines()))
    return number


def _record(project: Project, suggestion_id: str, decision: Decision) -> str:
    with project.journal.writing():
        refuse_if_ruled(project, suggestion_id, decision.verdict)
        return project.journal.record_decision(suggestion_id, decision)


def refuse_if_ruled(project: Project, suggestion_id: str, verdict: Verdict) -> None:
    """Let nobody rule on what was ruled on. Call within `writing()`.

    Raises:
        Refused: it was.
    """
    row = entry(project.journal, suggestion_id)
    if row.state not in _OPEN or (row.state, verdict) == ("rejected", "rejected"):
        raise Refused(
            f"{suggestion_id[:7]} is {row.state} already, by {row.author}.",
            hint="Nothing was changed.",
        )


def _carry_out(
    project: Project,
    suggestion_id: str,
    decision: Decision,
    writes: Sequence[FileWrite],
    hunks: Sequence[int] | None,
) -> str:
    """Steps 2 to 4 of one accept; the caller holds the effects lock."""
    decision = replace(
        decision,
        hunks=None if hunks is None else tuple(sorted(set(hunks))),
        writes=tuple(IntendedWrite.of(write) for write in writes),
    )
    journal = project.journal
    entry(journal, suggestion_id)  # of what is none of the record nothing is kept
    keep_contents(project, writes)
    with journal.writing():
        refuse_if_ruled(project, suggestion_id, decision.verdict)
        decision_id = journal.record_decision(suggestion_id, decision)
    if writes:
        write_and_record(project, decision_id, writes)
    return decision_id

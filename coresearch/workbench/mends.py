"""What became of accepted mends: recorded by itself when the file next runs.

A mend is a suggestion that was made of a failed run and was accepted. The first run
after it of the same file, in the same working tree, that comes to an end by itself
shows what became of it: it succeeds, it fails as before, or it fails in another way.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from coresearch.core.events import EventType
from coresearch.core.outcomes import Outcome
from coresearch.core.runs import Run, RunState
from coresearch.journal.failures import (
    Judged,
    Mend,
    open_mends,
    outcomes_shown_by,
    runs_told_of,
)
from coresearch.journal.queries import entry
from coresearch.journal.runs import read_run
from coresearch.workbench.failure_logs import note_failure
from coresearch.workbench.project import Project

_FAILED = (RunState.FAILED, RunState.DIED, RunState.TIMED_OUT)
_ENDED = (RunState.SUCCEEDED, *_FAILED)
"""Ends that say something about the code: who stops a run, or loses it, learns nothing
of a mend."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What a run has shown of a suggestion."""

    title: str
    judged: Judged


def learn_from(project: Project, run_id: str) -> None:
    """Put on record how a run that has ended failed, and what it shows of mends."""
    run = read_run(project.journal, run_id)
    signature = note_failure(project, run) if run.state in _FAILED else ""
    if run.state not in _ENDED:
        return
    mends = [
        mend
        for mend in open_mends(
            project.journal, run.request.path, run.request.repeats, run.at
        )
        if _is_in_tree(project, run, mend)
    ]
    if not mends:
        return
    with project.journal.writing():
        for mend in mends:
            body = {
                "outcome": _outcome(run, signature, mend),
                "by": "rule",
                "run": run.id,
                "signature": mend.signature,
                "together": len(mends),
            }
            project.journal.append(EventType.OUTCOME_SEEN, mend.suggestion, body)


def _is_in_tree(project: Project, run: Run, mend: Mend) -> bool:
    """Whether it was accepted in the working tree that the run ran in."""
    decision = project.journal.decision(mend.decision).decision
    return decision.worktree == str(run.started["worktree"])


def _outcome(run: Run, signature: str, mend: Mend) -> Outcome:
    if run.state is RunState.SUCCEEDED:
        return Outcome.CLEAN
    return Outcome.SAME if signature == mend.signature else Outcome.NEW


def run_to_try(project: Project, suggestions: Collection[str]) -> str:
    """The failed run that would show what accepted mends do; empty for none."""
    for suggestion in suggestions:
        if entry(project.journal, suggestion).state in ("accepted", "amended"):
            for run in runs_told_of(project.journal, suggestion):
                return run
    return ""


def learned_from(project: Project, run_id: str) -> list[Learned]:
    """What a run has shown of suggestions."""
    journal = project.journal
    return [
        Learned(journal.suggestion(one.suggestion).title, one)
        for one in outcomes_shown_by(journal, run_id)
    ]

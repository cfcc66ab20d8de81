"""A suggested run: shown, decided on, and only then begun.

The order is that of every effect. The run takes its lock; the decision, which names the
run and holds its code, is made durable; then the kernel starts. `run.started` and the
word that the decision has taken effect are one transaction. What is cut off in between
never ran, and waits again: `settle_run` says so at the next start.
"""

from __future__ import annotations

from collections.abc import Callable

from coresearch.core.decisions import IntendedRun, Verdict
from coresearch.core.errors import Stale
from coresearch.core.runs import RunKind, RunRequest
from coresearch.journal.store import RecordedDecision
from coresearch.kernel.locks import is_held
from coresearch.workbench.decide import (
    Presented,
    Ruling,
    decision_on,
    kernel_of,
    refuse_if_ruled,
)
from coresearch.workbench.project import Project
from coresearch.workbench.run_files import RUNS

Permit = Callable[[str, str], str]
"""Given a run's id and its kernel's name, makes the decision durable; its id."""


def request_for(shown: Presented) -> RunRequest:
    """What the person sees, as a run, in the repository's top folder.

    Raises:
        NotFound: no kernel for its language is installed.
    """
    assert shown.run is not None
    return RunRequest(
        RunKind.CODE,
        shown.run.code,
        kernel=kernel_of(shown.run),
        suggestion=shown.id,
    )


def permit(project: Project, shown: Presented, ruling: Ruling) -> Permit:
    """The person's accept of what was shown, to be put on record as its run begins.

    It raises:
        Stale: the suggestion is no longer what was shown.
        Refused: it was ruled on already.
    """

    def decide(run: str, kernel: str) -> str:
        assert shown.run is not None
        journal = project.journal
        suggested = journal.suggestion(shown.id)
        if suggested != shown.suggestion:
            raise Stale(
                "What this suggestion would run has changed since it was shown.",
                hint="Nothing was run. Look at it again and decide.",
            )
        as_it_was = shown.run == suggested.run
        verdict = Verdict.ACCEPTED if as_it_was else Verdict.AMENDED
        intended = IntendedRun(run, shown.run.code, kernel)
        decision = decision_on(shown, verdict, ruling, project, run=intended)
        with journal.writing():
            refuse_if_ruled(project, shown.id, verdict)
            return journal.record_decision(shown.id, decision)

    return decide


def settle_run(project: Project, pending: RecordedDecision) -> str | None:
    """What to say of a decision whose run is not on record; None while it begins."""
    run = pending.decision.run
    assert run is not None
    file = project.journal.path.parent / RUNS / f"{run.id}.lock"
    return None if is_held(file) else "nothing was run, and it waits again."

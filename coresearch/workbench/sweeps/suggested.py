"""A suggested sweep: shown with its tasks and cost, decided on, and only then begun.

The decision is bound to the list of tasks and to the script as they were shown. It is
durable before anything is begun; that the sweep began, and that the decision has taken
effect, is one transaction.
"""

from __future__ import annotations

import os

from coresearch.config import RunSettings
from coresearch.core.decisions import IntendedRun, Verdict
from coresearch.core.errors import Stale
from coresearch.core.predictions import Prediction
from coresearch.kernel.locks import hold
from coresearch.workbench.decide import (
    Presented,
    Ruling,
    decision_on,
    refuse_if_ruled,
)
from coresearch.workbench.project import Project
from coresearch.workbench.run_files import RUNS
from coresearch.workbench.sweeps.begin import begin
from coresearch.workbench.sweeps.plan import beforehand


def accept_sweep(
    project: Project,
    shown: Presented,
    ruling: Ruling,
    settings: RunSettings,
    prediction: Prediction | None = None,
) -> str:
    """Accept what was shown, and begin it; the sweep's id.

    Raises:
        Stale: the script, the tasks or the suggestion are not what was shown.
        Refused: it was ruled on already.
        EffectFailed: git could not take the snapshot; nothing was decided.
    """
    assert shown.sweep is not None
    assert shown.run is not None
    now = beforehand(project, shown.run, shown.id)
    if project.journal.suggestion(shown.id) != shown.suggestion or (
        now.digest != shown.sweep.digest
    ):
        raise Stale(
            "What this suggestion would begin has changed since it was shown.",
            hint="Nothing was begun. Look at it again and decide.",
        )
    runs = project.journal.path.parent / RUNS
    runs.mkdir(exist_ok=True)
    locks: list[int] = []
    held: list[str] = []

    def permit(identity: str) -> str:
        # Whoever settles what was cut off leaves alone what holds its lock.
        locks.append(hold(runs / f"{identity}.lock"))
        held.append(identity)
        assert shown.run is not None
        intended = IntendedRun(identity, shown.run.code, now.sweep.engine)
        decision = decision_on(shown, Verdict.ACCEPTED, ruling, project, run=intended)
        with project.journal.writing():
            refuse_if_ruled(project, shown.id, Verdict.ACCEPTED)
            return project.journal.record_decision(shown.id, decision)

    try:
        return begin(project, now.sweep, settings, permit=permit, prediction=prediction)
    finally:
        for identity in held:
            (runs / f"{identity}.lock").unlink(missing_ok=True)
        for lock in locks:
            os.close(lock)

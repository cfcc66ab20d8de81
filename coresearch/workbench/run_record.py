"""What one run puts on record: that it starts, what is sent elsewhere, how it ended."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from coresearch import __version__
from coresearch.core.events import EventType
from coresearch.core.metrics import Metrics
from coresearch.core.predictions import Prediction
from coresearch.core.runs import (
    Ended,
    RunRequest,
    RunState,
    WrittenFile,
    request_to_json,
)
from coresearch.kernel.remote import Address
from coresearch.kernel.specs import KernelSpec
from coresearch.repo.snapshots import Snapshot, drop_snapshot
from coresearch.workbench.predicted import Predicted
from coresearch.workbench.project import Project

_MOST = 1000
"""Files that are listed one by one."""


class RunRecord:
    """The record of one run, written as it goes on."""

    def __init__(
        self, project: Project, run: str, prediction: Prediction | None = None
    ) -> None:
        self.decision = ""
        """By which decision it runs, if it was suggested."""
        self.has_begun = False
        self._project = project
        self._run = run
        self._predicted = Predicted(run, prediction)

    def begin(
        self,
        request: RunRequest,
        spec: KernelSpec,
        snapshot: Snapshot,
        environment: Mapping[str, Any],
        address: Address | None,
    ) -> None:
        """All that is needed to repeat it, and to find it where it runs."""
        project = self._project
        body = started_body(
            request, spec, snapshot, environment, project.checkout.worktree
        )
        body["decision"] = self.decision
        if address is not None:
            body["remote"] = {"kernel": address.kernel, "session": address.session}
        journal = project.journal
        with journal.writing():
            journal.append(EventType.RUN_STARTED, self._run, body)
            self._predicted.record(journal)
            if self.decision:
                journal.record_effect(self.decision, applied=True)
        self.has_begun = True

    def send(self, cell: int, message: str) -> None:
        """A cell is about to be sent elsewhere, in a message of this id."""
        with self._project.journal.writing():
            body = {"cell": cell, "message": message}
            self._project.journal.append(EventType.RUN_SENT, self._run, body)

    def end(
        self,
        ended: Ended,
        metrics: Metrics,
        kept: Mapping[str, Any],
        files: Sequence[WrittenFile],
    ) -> None:
        """How it ended, and what came of it; `kept` says where its outputs are."""
        journal = self._project.journal
        with journal.writing():
            body = ended_body(ended, metrics, kept, files)
            journal.append(EventType.RUN_ENDED, self._run, body)
            if ended.state is RunState.SUCCEEDED:
                self._predicted.resolve(journal, metrics)
        from coresearch.workbench.mends import learn_from  # no run waits for it
        from coresearch.workbench.predictions import resolve_by_runs

        learn_from(self._project, self._run)
        resolve_by_runs(self._project)

    def nothing_ran(self) -> None:
        """It was given up before its code ran."""
        drop_snapshot(self._project.root, self._run)
        if self.decision:
            journal = self._project.journal
            with journal.writing():
                note = "It was stopped before its code ran."
                journal.record_effect(self.decision, applied=False, note=note)


def started_body(
    request: RunRequest,
    spec: KernelSpec,
    snapshot: Snapshot,
    environment: Mapping[str, Any],
    worktree: str,
) -> dict[str, Any]:
    """What is needed to run it again."""
    return {
        **request_to_json(request),
        "kernelspec": {
            "name": spec.name,
            "display_name": spec.display_name,
            "language": spec.language,
            "argv": list(spec.argv),
        },
        "head": snapshot.head,
        "snapshot": snapshot.commit,
        "branch": snapshot.branch,
        "left_out": [asdict(item) for item in snapshot.left_out[:_MOST]],
        "worktree": worktree,
        "environment": {
            **environment,
            "coresearch": f"{__version__} on Python {platform.python_version()}",
        },
    }


def ended_body(
    ended: Ended,
    metrics: Metrics,
    kept: Mapping[str, Any],
    files: Sequence[WrittenFile],
) -> dict[str, Any]:
    """How it ended, and what came of it; `kept` says where its outputs are."""
    return {
        **asdict(ended),
        **kept,
        "metrics": metrics.summary(),
        "series": metrics.points(),
        "files": [asdict(file) for file in files[:_MOST]],
        "more_files": max(0, len(files) - _MOST),
    }

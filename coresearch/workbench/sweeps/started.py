"""What the journal has of a task before it is submitted: enough to run it again."""

from __future__ import annotations

from typing import Any

from coresearch.core.runs import request_to_json
from coresearch.core.sweep.sweep import RecordedSweep
from coresearch.core.sweep.tasks import Task, spec_hash
from coresearch.workbench.sweeps.places import job_name


def started_body(
    recorded: RecordedSweep, task: Task, run: str, attempt: int, before: str
) -> dict[str, Any]:
    """The body of `run.started`, for the attempt that the run `run` is.

    `before` is the run of the attempt before it, or nothing.
    """
    sweep, started = recorded.sweep, recorded.started
    content = sweep.content(task, str(started["snapshot"]))
    return {
        **request_to_json(sweep.request(task)),
        "repeats": before,
        "kernelspec": {
            "name": f"{sweep.engine}, no kernel",
            "display_name": sweep.engine,
            "language": "",
            "argv": list(sweep.program),
        },
        "head": started["head"],
        "snapshot": started["snapshot"],
        "branch": started["branch"],
        "left_out": started["left_out"],
        "worktree": started["worktree"],
        "environment": started["environment"],
        "decision": "",
        "sweep": {
            "id": recorded.id,
            "task": task.number,
            "attempt": attempt,
            "job": job_name(recorded.id, task.number, run),
            "spec": spec_hash(content),
            "parameters": task.parameters,
        },
    }

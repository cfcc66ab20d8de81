"""What the wrapper of one attempt is told to run."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from coresearch.core.sweep.sweep import RecordedSweep
from coresearch.core.sweep.tasks import Task, spec_hash


def spec_of(sweep: RecordedSweep, task: Task, top: Path, given: Path) -> dict[str, Any]:
    """The words of `spec.json`: `top` holds the sweep's files, `given` is its own."""
    said = sweep.sweep
    content = said.content(task, str(sweep.started["snapshot"]))
    variables = {
        **said.variables,
        "CORESEARCH_RUN_DIR": str(given),
        "CORESEARCH_SWEEP": sweep.id,
        "CORESEARCH_TASK": str(task.number),
    }
    if "PYTHONHASHSEED" not in os.environ:
        variables["PYTHONHASHSEED"] = str((task.seed or 0) % 2**32)
    if task.seed is not None:
        variables["CORESEARCH_SEED"] = str(task.seed)
    return {
        "argv": [*said.program, str(top / said.path), *task.arguments],
        "cwd": str(top / said.cwd),
        "variables": variables,
        "seconds": said.seconds,
        "spec": spec_hash(content),
    }

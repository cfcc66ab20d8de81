"""What the names in the failing frame were, where the run's warm kernel still lives."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from typing import Any

from coresearch.core.errors import CoresearchError
from coresearch.core.runs import Run
from coresearch.diagnosis.failures import Failure
from coresearch.journal.runs import list_runs, read_run
from coresearch.kernel.attached import attach
from coresearch.kernel.specs import find_kernel
from coresearch.kernel.values import question, read_answer
from coresearch.workbench.project import Project
from coresearch.workbench.warm import Warm, find_warm, used

SECONDS = 4.0
"""For all of it; a kernel that does not answer by then is left alone."""
_NAME = re.compile(r"(?<![\w.\"'])[A-Za-z_]\w*")
_MOST_RUNS = 20


def live_values(
    project: Project, run: Run, failure: Failure
) -> tuple[tuple[str, str], ...]:
    """What the names in the failing frame are; nothing where nobody can tell.

    That is so in a fresh kernel, which ended with its run, in one that is busy, is no
    Python, or was used by another run since.
    """
    raised = failure.root
    frame = raised.own_frame
    if frame is None or not frame.line or not run.request.warm:
        return ()
    try:
        warm = find_warm(project, run.request.warm)
        if warm.is_busy or not find_kernel(warm.kernel).is_python:
            return ()
        if _is_used_since(project, run):
            return ()
        names = list(dict.fromkeys(_NAME.findall(frame.code)))
        code = question(raised.name, frame.function, frame.line, names)
        with used(project, warm) as connection:
            return asyncio.run(_ask(connection, warm, code))
    except CoresearchError:  # it ended, or another run has just taken it
        return ()


def _is_used_since(project: Project, run: Run) -> bool:
    later = [
        row for row in list_runs(project.journal, limit=_MOST_RUNS) if row.at > run.at
    ]
    return len(later) == _MOST_RUNS or any(
        read_run(project.journal, row.id).request.warm == run.request.warm
        for row in later
    )


async def _ask(
    connection: Mapping[str, Any], warm: Warm, code: str
) -> tuple[tuple[str, str], ...]:
    printed: list[str] = []
    try:
        async with asyncio.timeout(SECONDS):
            async with attach(connection, warm.name, warm.pid) as kernel:
                await kernel.execute(
                    code,
                    0,
                    lambda output: printed.append(output.content.get("text", "")),
                    silent=True,
                )
    except TimeoutError:
        return ()
    return read_answer("".join(printed))

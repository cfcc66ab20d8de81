"""`coresearch runs rerun`: with the exact files of a run, or with those of now."""

from __future__ import annotations

from coresearch.cli.decisions import Output
from coresearch.cli.exit_codes import ExitCode
from coresearch.cli.output import advise
from coresearch.cli.run import perform
from coresearch.core.runs import Run
from coresearch.workbench.project import Project
from coresearch.workbench.rerun import LACKS_IGNORED, again, restored


def rerun_here(project: Project, run: Run) -> ExitCode:
    """Run its code again with the files as they are now; the exit code."""
    return perform(project, again(run), Output.TEXT)


def rerun_restored(project: Project, run: Run) -> ExitCode:
    """Run it again in a worktree with its exact files; the exit code."""
    with restored(project, run) as opened:
        code = perform(opened, again(run), Output.TEXT)
    if code is not ExitCode.OK and run.started["left_out"]:
        advise(LACKS_IGNORED.format(run=run.id[:7]))
    return code

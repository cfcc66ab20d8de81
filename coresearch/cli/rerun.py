"""`coresearch runs rerun`: with a run's exact files, those of now, or mended."""

from __future__ import annotations

from collections.abc import Collection

from coresearch.cli import terminal
from coresearch.cli.exit_codes import ExitCode
from coresearch.cli.forms import Output
from coresearch.cli.output import advise, say
from coresearch.cli.perform import perform
from coresearch.core.runs import Run
from coresearch.core.text import one_line
from coresearch.workbench.project import Project
from coresearch.workbench.rerun import (
    LACKS_IGNORED,
    again,
    code_has_changed,
    mended,
    restored,
)


def rerun_here(project: Project, run: Run) -> ExitCode:
    """Run its code again with the files as they are now; the exit code."""
    if code_has_changed(project, run):
        advise(
            f"{one_line(run.request.path)} has changed since. What ran then is run; as "
            f"it is now: coresearch runs rerun {run.id[:7]} --mended"
        )
    return perform(project, again(run), Output.TEXT)


def rerun_restored(project: Project, run: Run) -> ExitCode:
    """Run it again in a worktree with its exact files; the exit code."""
    with restored(project, run) as opened:
        code = perform(opened, again(run), Output.TEXT)
    if code is not ExitCode.OK and run.started["left_out"]:
        advise(LACKS_IGNORED.format(run=run.id[:7]))
    return code


def rerun_mended(project: Project, run: Run) -> ExitCode:
    """Run it again with its own file, too, as it is now; the exit code."""
    return perform(project, mended(project, run), Output.TEXT)


def offer_rerun(project: Project, decided: Collection[str]) -> ExitCode:
    """After accepted mends, offer to run what failed; its exit code.

    `decided` are suggestions, of which some may be accepted mends.
    """
    from coresearch.journal.runs import read_run
    from coresearch.workbench.mends import run_to_try

    found = run_to_try(project, decided)
    if not found:
        return ExitCode.OK
    run = read_run(project.journal, found)
    what = one_line(run.request.path or run.request.name or "the code")
    command = f"coresearch runs rerun {found[:7]} --mended"
    if terminal.is_there() and terminal.ask_yes(f"Run {what} again now? [y/N] "):
        return rerun_mended(project, run)
    say(f"What came of it is known when it runs: {command}")
    return ExitCode.OK

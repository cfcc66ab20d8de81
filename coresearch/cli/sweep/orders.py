"""Telling a sweep to stop, to go on, to try again."""

from __future__ import annotations

from typing import Annotated

import typer

from coresearch.cli.output import advise, say
from coresearch.cli.sweep.named import Named, NamedTask
from coresearch.core.text import counted


def cancel(identity: Named = None) -> None:
    """End a sweep, or one task: what runs is killed, what waits does not begin.

    What has ended stays on record.

    Examples:

      coresearch sweep cancel 3f2a

      coresearch sweep cancel 3f2a/003
    """
    from coresearch.cli.session import project_with_journal
    from coresearch.workbench.sweeps.orders import cancel as cancel_tasks
    from coresearch.workbench.sweeps.orders import named

    with project_with_journal() as project:
        recorded, number = named(project, identity)
        ending = cancel_tasks(project, recorded, number)
        say(f"Cancelled {counted(len(ending), 'task')} of sweep {recorded.id[:7]}.")


def resume(identity: Named = None) -> None:
    """Go on with a sweep whose driver is gone, such as after a restart.

    Nothing that has ended, or goes on, is begun again.

    Example: coresearch sweep resume 3f2a
    """
    from coresearch.cli.session import project_with_journal
    from coresearch.cli.sweep.live import follow
    from coresearch.workbench.sweeps.orders import named
    from coresearch.workbench.sweeps.orders import resume as resume_sweep

    with project_with_journal() as project:
        recorded, _ = named(project, identity)
        left = resume_sweep(project, recorded)
        advise(f"{counted(left, 'task')} to go. Ctrl-C ends the look, not the sweep.")
        raise typer.Exit(follow(project, recorded.id))


def retry(
    identity: Named = None,
    failed: Annotated[
        bool, typer.Option("--failed", help="All that failed or were lost.")
    ] = False,
    every: Annotated[
        bool, typer.Option("--all", help="Those that were cancelled, too.")
    ] = False,
) -> None:
    """Begin tasks again that failed, were lost or cancelled, from the same snapshot.

    Examples:

      coresearch sweep retry 3f2a --failed

      coresearch sweep retry 3f2a/003
    """
    from coresearch.cli.session import project_with_journal
    from coresearch.cli.sweep.live import follow
    from coresearch.core.errors import BadInput
    from coresearch.workbench.sweeps.orders import named
    from coresearch.workbench.sweeps.orders import retry as retry_tasks

    with project_with_journal() as project:
        recorded, number = named(project, identity)
        if number is None and not (failed or every):
            raise BadInput(
                "Say which: --failed, or one task.", hint="coresearch sweep retry /3"
            )
        chosen = retry_tasks(project, recorded, number, every)
        advise(f"{counted(len(chosen), 'task')} again.")
        raise typer.Exit(follow(project, recorded.id))


def rerun(identity: NamedTask) -> None:
    """Run one task again in a kernel here, and say what differed.

    It is a run of its own, with the exact files of the task.

    Example: coresearch sweep rerun 3f2a/003
    """
    from coresearch.cli.forms import Output
    from coresearch.cli.perform import perform
    from coresearch.cli.runs.comparison import say_differences
    from coresearch.cli.runs.named import find
    from coresearch.cli.session import project_with_journal
    from coresearch.core.errors import BadInput, NotFound
    from coresearch.journal.runs import read_run
    from coresearch.workbench.rerun import again, restored
    from coresearch.workbench.sweeps.orders import named
    from coresearch.workbench.sweeps.progress import last_attempts
    from coresearch.workbench.sweeps.tree import link_left_out

    with project_with_journal() as project:
        recorded, number = named(project, identity)
        if number is None:
            raise BadInput("Say which task.", hint=f"Such as: {recorded.id[:7]}/003")
        last = last_attempts(project, recorded).get(number)
        if last is None:
            raise NotFound(f"Task {number} has not begun.")
        run = read_run(project.journal, last.run)
        with restored(project, run) as opened:
            link_left_out(project.root, opened.root, run.started["left_out"])
            code = perform(opened, again(run), Output.TEXT)
        say_differences(project, run, find(project, None))
        raise typer.Exit(code)

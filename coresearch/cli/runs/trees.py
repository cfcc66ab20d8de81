"""The exact files of a run: put elsewhere, run in again, given up."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coresearch.cli.output import advise, say
from coresearch.cli.runs.comparison import say_differences
from coresearch.cli.runs.named import Id, IdOrLast, find


def restore(
    identity: Id,
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Where; it must be empty or new.")
    ],
) -> None:
    """Put the exact files of a run into a folder, as a git worktree.

    Example: coresearch runs restore 3f2a ../as-it-was
    """
    from coresearch.cli.session import project_with_journal
    from coresearch.core.text import printable
    from coresearch.workbench.restore import restore as restore_run

    with project_with_journal() as project:
        run = find(project, identity)
        commit = restore_run(project, run, folder.absolute())
        say(f"The files of run {run.id[:7]} are in {printable(str(folder))}.")
        say(f"They are commit {commit[:12]}, on no branch.")
        if absent := len(run.started["left_out"]):
            advise(
                f"{absent} entries that git ignores, or that were left out, are not "
                f"among them: coresearch runs show {run.id[:7]} --format json"
            )
        advise(f"To remove it: git worktree remove {printable(str(folder))}")


def rerun(
    identity: IdOrLast = None,
    here: Annotated[
        bool, typer.Option("--here", help="Its own code, with all other files as now.")
    ] = False,
    mended: Annotated[
        bool, typer.Option("--mended", help="The same with its own file, too, as now.")
    ] = False,
) -> None:
    """Run it again with its exact files, and say what differed.

    The files are put into a worktree for as long as it runs. What git
    ignores is not there, such as data: --here runs its code where you are,
    and --mended its file as you have changed it since.

    Example: coresearch runs rerun 3f2a
    """
    from coresearch.cli.rerun import rerun_here, rerun_mended, rerun_restored
    from coresearch.cli.session import project_with_journal

    with project_with_journal() as project:
        run = find(project, identity)
        way = rerun_here if here else rerun_restored
        code = (rerun_mended if mended else way)(project, run)
        say_differences(project, run, find(project, None))
        raise typer.Exit(code)


def rm(identity: Id) -> None:
    """Give up the snapshot of a run's files, and what is in its own folder.

    What is on record stays: the journal only grows. It asks. A run on a
    server that nobody listens to is brought to its end.

    Example: coresearch runs rm 3f2a
    """
    from coresearch.cli import terminal
    from coresearch.cli.session import project_with_journal
    from coresearch.workbench.cut_off import give_up
    from coresearch.workbench.restore import forget_files

    terminal.require_person("Removing the files of a run")
    with project_with_journal() as project:
        run = find(project, identity)
        question = f"Remove the snapshot and the folder of run {run.id[:7]}? [y/N] "
        if not terminal.ask_yes(question):
            say("Nothing was removed.")
            return
        forget_files(project, run)
        if run.ended is None and run.request.server:
            give_up(project, run.id)
        say(f"The files of run {run.id[:7]} are given up; its record stays.")

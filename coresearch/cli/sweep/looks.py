"""Looking at sweeps: all of them, one of them, what a task says, arms side by side."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

from coresearch.cli.forms import MOST, Form, Output
from coresearch.cli.output import say, tell
from coresearch.cli.sweep.named import Named, NamedTask


def ls(
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=1, max=MOST, help="How many.")
    ] = 20,
    output: Form = Output.TEXT,
) -> None:
    """Sweeps, newest first.

    Example: coresearch sweep ls
    """
    from coresearch.cli.session import project_with_journal
    from coresearch.cli.sweep.views import rows
    from coresearch.journal.sweeps import list_sweeps

    with project_with_journal() as project:
        found = list_sweeps(project.journal, limit=limit)
        if output is Output.JSON:
            say(json.dumps([asdict(row) for row in found]))
            return
        for line in rows(found):
            say(line)
        if not found:
            say("There is no sweep yet.")


def show(identity: Named = None, output: Form = Output.TEXT) -> None:
    """How far a sweep is, what it costs, what failed; or all on one task.

    Example: coresearch sweep show 3f2a
    """
    from coresearch.cli.session import project_with_journal
    from coresearch.cli.sweep.views import as_json, details, failed
    from coresearch.workbench.sweeps.orders import named
    from coresearch.workbench.sweeps.progress import last_attempts, progress

    with project_with_journal() as project:
        recorded, number = named(project, identity)
        last = last_attempts(project, recorded)
        if number is not None:
            _show_task(number, last[number].run if number in last else "", output)
            return
        found = progress(project, recorded)
        rows = list(last.values())
        if output is Output.JSON:
            say(json.dumps(as_json(found, rows)))
            return
        for line in (*details(found), *failed(found, rows)):
            say(line)
        if found.is_stalled:
            tell(f"To go on: coresearch sweep resume {recorded.id[:7]}")


def _show_task(number: int, run: str, output: Output) -> None:
    """A task is a run."""
    from coresearch.cli.runs.looks import show as show_run

    if not run:
        say(f"Task {number} has not begun.")
        return
    show_run(run, False, output)


def logs(
    identity: NamedTask,
    follow: Annotated[
        bool, typer.Option("--follow", "-f", help="Go on with what comes.")
    ] = False,
) -> None:
    """What a task has written so far, or all of it.

    Example: coresearch sweep logs 3f2a/003 -f
    """
    from coresearch.cli.session import project_with_journal
    from coresearch.cli.sweep.tail import tail
    from coresearch.core.errors import BadInput
    from coresearch.workbench.sweeps.orders import named

    with project_with_journal() as project:
        recorded, number = named(project, identity)
        if number is None:
            raise BadInput("Say which task's.", hint=f"Such as: {recorded.id[:7]}/003")
        tail(project, recorded, number, follow=follow)


def table(
    identity: Named = None,
    metric: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only this (repeatable).")
    ] = None,
    output: Form = Output.TEXT,
) -> None:
    """Arms side by side: mean, 95 % interval, n; failures in the denominator.

    Which difference can be claimed is for `analyse` to say, with --sweep.

    Example: coresearch sweep table 3f2a --metric val_loss
    """
    from coresearch.cli.session import project_with_journal
    from coresearch.cli.sweep.views import table as lines_of
    from coresearch.cli.sweep.views import table_json
    from coresearch.core.errors import NotFound
    from coresearch.journal.sweeps import metric_names
    from coresearch.workbench.sweeps.orders import named
    from coresearch.workbench.sweeps.progress import table as table_of

    with project_with_journal() as project:
        recorded, _ = named(project, identity)
        known = metric_names(project.journal, recorded.id)
        for name in metric or ():
            if name not in known:
                listed = f"There are: {', '.join(known[:20])}" if known else ""
                raise NotFound(f"No task reported {name}.", hint=listed)
        chosen = metric or known
        found = table_of(project, recorded, metrics=chosen)
        if output is Output.JSON:
            say(json.dumps(table_json(found)))
            return
        for line in lines_of(found, chosen):
            say(line)

"""Looking at runs: all of them, one of them, what one gave back."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from coresearch.cli.forms import MOST, Form, Output
from coresearch.cli.output import say, tell
from coresearch.cli.runs.named import IdOrLast, find
from coresearch.core.errors import BadInput


def list_(
    name: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Of this name.")
    ] = None,
    file: Annotated[
        str | None, typer.Option(metavar="FILE", help="Of this script or notebook.")
    ] = None,
    state: Annotated[
        str | None, typer.Option(metavar="STATE", help="Such as failed or succeeded.")
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=1, max=MOST, help="How many.")
    ] = 20,
    everyone: Annotated[
        bool, typer.Option("--everyone", help="Also those that were imported.")
    ] = False,
    output: Form = Output.TEXT,
) -> None:
    """Runs, newest first.

    Example: coresearch runs list --state failed
    """
    from coresearch.cli.run_views import rows
    from coresearch.cli.session import project_with_journal
    from coresearch.core.runs import RunState
    from coresearch.journal.runs import list_runs

    if state is not None and state not in list(RunState):
        known = ", ".join(RunState)
        raise BadInput(f"There is no state {state!r}.", hint=f"There are: {known}")
    with project_with_journal() as project:
        path = project.relative(Path(file)) if file else None
        found = list_runs(
            project.journal,
            limit=limit + 1,
            name=name,
            path=path,
            state=state,
            everyone=everyone,
        )
        if output is Output.JSON:
            say(json.dumps([asdict(row) for row in found[:limit]]))
            return
        for line in rows(found[:limit]):
            say(line)
        if not found:
            say("No run fits.")
        if len(found) > limit:
            tell(f"There are more: -n {limit * 5}")


def show(
    identity: IdOrLast = None,
    plot: Annotated[
        bool, typer.Option("--plot", help="Draw the curves of its metrics.")
    ] = False,
    output: Form = Output.TEXT,
) -> None:
    """One run: what was asked, what it found, its metrics, what it wrote.

    Example: coresearch runs show 3f2a
    """
    from coresearch.cli.run_views import as_json, details
    from coresearch.cli.session import project_with_journal
    from coresearch.journal.predictions import predictions_about
    from coresearch.journal.runs import summaries

    with project_with_journal() as project:
        run = find(project, identity)
        if output is Output.JSON:
            say(json.dumps(as_json(run)))
            return
        journal = project.journal
        said = predictions_about(journal, run.id)
        for line in details(run, summaries(journal, run.id), said):
            say(line)
        if plot:
            from coresearch.cli.run_plots import plots

            for line in plots(run):
                say(line)


def outputs(
    identity: IdOrLast = None,
    whole: Annotated[
        bool, typer.Option("--all", help="All of it, not its head and its tail.")
    ] = False,
    save: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Write its pictures and values to files."),
    ] = None,
) -> None:
    """What a run printed and showed, as the terminal was left.

    Example: coresearch runs outputs 3f2a --save pictures
    """
    from coresearch.cli.replay import replay, save_values
    from coresearch.cli.session import project_with_journal

    with project_with_journal() as project:
        run = find(project, identity)
        if save is not None:
            save_values(project, run, save)
            return
        replay(project, run, whole=whole)

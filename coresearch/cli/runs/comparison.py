"""Runs side by side: two of them, or many of the same thing."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coresearch.cli.forms import Form, Output
from coresearch.cli.output import say
from coresearch.cli.runs.named import Id, find
from coresearch.core.errors import BadInput

if TYPE_CHECKING:
    from coresearch.core.runs import Run
    from coresearch.workbench.project import Project


def diff(
    one: Id,
    other: Annotated[str, typer.Argument(metavar="ID", help="Of another run.")],
) -> None:
    """In what two runs differ: code, files, environment, outputs, metrics.

    Example: coresearch runs diff 3f2a 81bc
    """
    from coresearch.cli.session import project_with_journal

    with project_with_journal() as project:
        say_differences(project, find(project, one), find(project, other))


def say_differences(project: Project, one: Run, other: Run) -> None:
    from coresearch.cli.run_views import difference
    from coresearch.workbench.compare import differences

    found = differences(project, one, other)
    for item in found:
        for line in difference(item):
            say(line)
    if not found:
        say("Nothing differs: same code, files, environment, outputs and metrics.")


def compare(
    runs: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="These runs.")
    ] = None,
    name: Annotated[
        str | None, typer.Option(metavar="TEXT", help="All runs of this name.")
    ] = None,
    file: Annotated[
        str | None, typer.Option(metavar="FILE", help="All runs of this file.")
    ] = None,
    output: Form = Output.TEXT,
) -> None:
    """The metrics of runs that differ in their seeds: mean, 95 % interval, n.

    Runs of the same name, file, arguments and variables are one group.

    Example: coresearch runs compare --name baseline
    """
    from coresearch.cli.run_views import group
    from coresearch.cli.session import project_with_journal
    from coresearch.journal.runs import list_runs, read_run
    from coresearch.workbench.compare import compare as compare_runs

    if not (runs or name or file):
        raise BadInput(
            "Say which runs to compare.",
            hint="coresearch runs compare --name baseline, or ids",
        )
    with project_with_journal() as project:
        path = project.relative(Path(file)) if file else None
        if runs:
            chosen = [find(project, identity) for identity in runs]
        else:
            found = list_runs(project.journal, limit=1000, name=name, path=path)
            chosen = [read_run(project.journal, row.id) for row in found]
        groups = compare_runs(project, chosen)
        if output is Output.JSON:
            say(json.dumps([asdict(one) for one in groups]))
            return
        for one in groups:
            for line in group(one):
                say(line)
        if not groups:
            say("No run fits.")

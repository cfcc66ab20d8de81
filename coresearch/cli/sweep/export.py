"""Sweeps for other programs: on an MLflow server, or as a research object."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coresearch.cli.output import say
from coresearch.cli.sweep.named import Named
from coresearch.core.errors import BadInput
from coresearch.core.text import counted


def export(
    identity: Named = None,
    to: Annotated[
        str,
        typer.Option("--to", metavar="mlflow:URL|crate:DIR", help="Where to."),
    ] = "",
    experiment: Annotated[
        str, typer.Option(metavar="NAME", help="In which experiment of MLflow.")
    ] = "",
) -> None:
    """Send the figures of each task to MLflow, or write a Process Run Crate.

    Neither code nor outputs are sent to MLflow.

    Examples:

      coresearch sweep export 3f2a --to mlflow:http://127.0.0.1:5000

      coresearch sweep export 3f2a --to crate:sweep-crate
    """
    from coresearch.cli.session import project_with_journal
    from coresearch.workbench.mlflow import MLflow
    from coresearch.workbench.sweeps.crate import write_crate
    from coresearch.workbench.sweeps.orders import named
    from coresearch.workbench.sweeps.tasks_as_runs import ended_runs

    kind, _, place = to.partition(":")
    if kind not in ("mlflow", "crate") or not place:
        raise BadInput(
            "Say where to.",
            hint="--to mlflow:http://127.0.0.1:5000, or --to crate:DIR",
        )
    with project_with_journal() as project:
        recorded, _ = named(project, identity)
        if kind == "crate":
            file = write_crate(project, recorded, Path(place))
            say(f"Wrote {file}")
            return
        server = MLflow(place)
        number = 0
        for run in ended_runs(project, recorded):
            server.export(run, experiment or recorded.sweep.name or "coresearch")
            number += 1
        say(f"{counted(number, 'run')} of sweep {recorded.id[:7]} are there.")

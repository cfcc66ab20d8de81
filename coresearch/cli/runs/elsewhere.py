"""Runs for other programs: as a notebook, and on an MLflow server."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from coresearch.cli.output import say, tell
from coresearch.cli.runs.named import IdOrLast, find
from coresearch.core.errors import BadInput, Refused


def notebook(
    identity: IdOrLast = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to.")
    ] = None,
) -> None:
    """A run as a Jupyter notebook with its outputs.

    Example: coresearch runs notebook 3f2a -o result.ipynb
    """
    from coresearch.cli.session import project_with_journal
    from coresearch.core.notebooks import as_notebook
    from coresearch.workbench.recorder import whole_outputs

    with project_with_journal() as project:
        run = find(project, identity)
        found = whole_outputs(project.journal.blobs, run.ended or {})
        content = as_notebook(run.request, run.started["kernelspec"], found)
        text = json.dumps(content, indent=1, ensure_ascii=False)
        if output is None:
            say(text)
            return
        if output.exists():
            raise Refused(f"There is a file {output} already.", hint="Name another.")
        output.write_text(text + "\n", "utf-8", "replace")
        tell(f"Wrote {output}")


def export(
    to: Annotated[
        str, typer.Option("--to", metavar="mlflow:URL", help="Which server.")
    ],
    runs: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID]...", help="These; without one the last run."),
    ] = None,
    experiment: Annotated[
        str, typer.Option(metavar="NAME", help="In which experiment there.")
    ] = "coresearch",
) -> None:
    """Send figures of runs to an MLflow server: metrics, parameters, commit.

    Neither code nor outputs are sent.

    Example: coresearch runs export --to mlflow:http://127.0.0.1:5000 3f2a
    """
    from coresearch.cli.session import project_with_journal
    from coresearch.workbench.mlflow import MLflow

    kind, _, url = to.partition(":")
    if kind != "mlflow":
        raise BadInput(
            f"Runs cannot be sent to {kind!r}.",
            hint="Such as: --to mlflow:http://127.0.0.1:5000",
        )
    server = MLflow(url)
    with project_with_journal() as project:
        chosen = [find(project, identity) for identity in (runs or (None,))]
        for run in chosen:
            if run.ended is None:
                raise Refused(f"Run {run.id[:7]} still goes on.")
        for run in chosen:
            there = server.export(run, experiment)
            say(f"{run.id[:7]} is there as {there}.")

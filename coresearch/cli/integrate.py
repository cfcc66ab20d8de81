"""`coresearch integrate`: from a result to its use."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coresearch.cli.asking import Form, Offline, Quiet, ShowContext, Wanted
from coresearch.cli.models import Model, Server
from coresearch.cli.output import advise
from coresearch.cli.reply_view import Format
from coresearch.core.text import fenced

_QUESTION = "Who would use this result, in which conditions, and how does it break?"


def integrate(
    plan: Annotated[
        str, typer.Argument(metavar="[PLAN]", help="The plan; without one plan.md.")
    ] = "",
    data: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The data: CSV, JSON lines, parquet."),
    ] = None,
    model: Model = "",
    server: Server = "",
    output: Form = Format.TEXT,
    show_context: ShowContext = False,
    quiet: Quiet = False,
    offline: Offline = False,
) -> None:
    """Draft a model card; with --data a data sheet and a check for drift too.

    What the repository and the journal know is filled in: results with their runs,
    costs, failures, open findings, weights, licence; what is missing is marked. The
    check for drift is a script of its own, with the reference in it. All of it waits in
    the inbox. With a model, one is asked who would use the result and how it breaks.

    Examples:

      coresearch integrate plan.md

      coresearch integrate --data data/train.csv
    """
    from coresearch.cli.asking import go_on
    from coresearch.cli.beyond import ask_beyond, place_and_show, scripts_named
    from coresearch.cli.session import project_here
    from coresearch.workbench.integration import card_text, integrated
    from coresearch.workbench.writing.draft import material

    wanted = Wanted(model, server, output, quiet, offline)
    with project_here() as project:
        known = project.relative(Path(plan)) if plan else ""

        given = material(project, known)

        def found() -> str:
            return fenced(card_text(project, given), "markdown")

        made = [] if show_context else integrated(project, known, data)
        heard = ask_beyond(
            project,
            "integrate",
            f"{_QUESTION}{scripts_named(project, given.runs)}",
            found,
            wanted,
            show_context=show_context,
            plan=given.plan,
        )
        if show_context:
            return
        if made:
            place_and_show(project, made, wanted)
        elif heard is None:
            advise(
                "Card, sheet and check are in the repository already; nothing was "
                "drafted. Hold the card's numbers to their runs: coresearch write "
                "--check model-card.md"
            )
        if heard is not None:
            go_on(project, heard, wanted)

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
        typer.Option(
            metavar="FILE",
            help="The data, a table; else what the scripts read.",
        ),
    ] = None,
    model: Model = "",
    server: Server = "",
    output: Form = Format.TEXT,
    show_context: ShowContext = False,
    quiet: Quiet = False,
    offline: Offline = False,
) -> None:
    """Draft a model card; with data a data sheet and a check for drift too.

    What the repository and the journal know is filled in: results with their runs, the
    conditions they were judged under and in which they are worse, what it reads,
    writes, imports and costs, failures, open findings, weights, licences; what is
    missing is marked. The check for drift is a script of its own, with what is usual
    in it. All of it waits in the inbox. With a model, one is asked who would use the
    result and how it breaks.

    Examples:

      coresearch integrate plan.md

      coresearch integrate --data data/train.csv
    """
    from coresearch.cli.asking import go_on
    from coresearch.cli.beyond import ask_beyond, place_and_show, scripts_named
    from coresearch.cli.session import project_here
    from coresearch.workbench.integration.card import card_text
    from coresearch.workbench.integration.drafts import NOTHING, integrated
    from coresearch.workbench.integration.needs import seen
    from coresearch.workbench.writing.draft import material

    wanted = Wanted(model, server, output, quiet, offline)
    with project_here() as project:
        known = project.relative(Path(plan)) if plan else ""

        given, of = material(project, known), seen(project)

        def found() -> str:
            return fenced(card_text(project, given, of), "markdown")

        made = [] if show_context else integrated(project, known, data, of)
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
        elif heard is None and not (of.tree.sizes or of.runs):
            advise(NOTHING)
        elif heard is None:
            advise(
                "Card, sheet and check are in the repository already; nothing was "
                "drafted. Hold the card's numbers to their runs: coresearch write "
                "--check model-card.md"
            )
        if heard is not None:
            go_on(project, heard, wanted)

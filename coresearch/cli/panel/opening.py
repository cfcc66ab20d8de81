"""`panel open`: a question is put on record."""

from __future__ import annotations

from typing import Annotated

import typer

from coresearch.cli.output import advise, say
from coresearch.cli.panel.named import roles_of


def open_(
    question: Annotated[
        str, typer.Argument(metavar="QUESTION", help="What is to be decided.")
    ],
    option: Annotated[
        list[str] | None,
        typer.Option(metavar="TEXT", help="What can be answered; twice or more."),
    ] = None,
    role: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ROLE",
            help="statistician, expert, sceptic, user, none; else all four.",
        ),
    ] = None,
    blind_until: Annotated[
        int,
        typer.Option(metavar="N", help="Show nobody another's view before N are in."),
    ] = 0,
) -> None:
    """Put a question on record. Then everybody gives a view before seeing another.

    The roles are lists of questions, each with what the record says to it; they
    hold no view of their own, and what nobody answers is in the record as open.

    Example: coresearch panel open "Which do we ship?" --option dense --option bm25
    """
    from coresearch.cli.panel.views import questions
    from coresearch.cli.session import project_here
    from coresearch.core.panels import panel_of
    from coresearch.workbench.panel.panels import open_panel
    from coresearch.workbench.panel.roles import role_questions
    from coresearch.workbench.panel.standing import DIGITS

    panel = panel_of(question, option or [], roles_of(role), blind_until)
    with project_here() as project:
        identity = open_panel(project, panel)
        say(identity[:DIGITS])
        for line in questions(role_questions(project, panel)):
            say(line)
    advise(
        f"Your view first: coresearch panel view {identity[:DIGITS]}. Others take "
        "part through coresearch journal export and import."
    )

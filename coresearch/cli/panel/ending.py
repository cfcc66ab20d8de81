"""`panel synthesise` and `conclude`: what the views come to, and what was decided."""

from __future__ import annotations

from typing import Annotated

import typer

from coresearch.cli.asking import Form, Offline, Quiet, ShowContext, Wanted
from coresearch.cli.models import Model, Server
from coresearch.cli.panel.named import Id
from coresearch.cli.reply_view import Format


def synthesise(
    identity: Id = "",
    model: Model = "",
    server: Server = "",
    output: Form = Format.TEXT,
    show_context: ShowContext = False,
    quiet: Quiet = False,
    offline: Offline = False,
) -> None:
    """What the views turn on, who dissents and why, and what would decide.

    Without a model: who holds what, how far they agree, what was granted and disputed,
    whom nobody has answered. A model is given that and goes beyond it, as a file in
    decisions/ that waits for your yes; one that hides a dissent is not taken.

    Example: coresearch panel synthesise --model ollama/qwen3
    """
    from coresearch.cli.asking import go_on
    from coresearch.cli.beyond import ask_beyond, place_and_show
    from coresearch.cli.session import project_here
    from coresearch.workbench.panel import synthesised
    from coresearch.workbench.panel.hearing import given_to
    from coresearch.workbench.panel.panels import find_panel
    from coresearch.workbench.panel.standing import standing

    wanted = Wanted(model, server, output, quiet, offline)
    with project_here() as project:
        found = standing(project, find_panel(project, identity))
        heard = ask_beyond(
            project,
            synthesised.PROMPT,
            synthesised.question_of(project, found),
            lambda: synthesised.findings_of(project, found),
            wanted,
            show_context=show_context,
            files=given_to(project),
            judge=synthesised.judge_of(found),
        )
        if show_context:
            return
        if heard is None:
            place_and_show(
                project, [], wanted, prose=synthesised.findings_of(project, found)
            )
        else:
            go_on(project, heard, wanted)


def conclude(
    identity: Id = "",
    decided: Annotated[
        str, typer.Option(metavar="OPTION", help="What was decided, if it was.")
    ] = "",
    because: Annotated[
        str, typer.Option(metavar="TEXT", help="The argument that carried it.")
    ] = "",
) -> None:
    """Draft the record: who held what how surely, the dissent, what stays open.

    A file in decisions/, which waits for your yes like every suggestion.

    Example: coresearch panel conclude --decided dense --because "the margin is met"
    """
    from coresearch.cli.beyond import place_and_show
    from coresearch.cli.session import project_here
    from coresearch.workbench.panel.panels import find_panel
    from coresearch.workbench.panel.record import decision_record
    from coresearch.workbench.panel.roles import role_questions
    from coresearch.workbench.panel.standing import standing

    with project_here() as project:
        found = standing(project, find_panel(project, identity))
        asked = role_questions(project, found.panel)
        record = decision_record(project, found, asked, decided, because)
        place_and_show(project, [record], Wanted())

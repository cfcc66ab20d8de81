"""`coresearch panel`: one question, several voices, blind at first."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from coresearch.cli import terminal
from coresearch.cli.asking import Quiet, ShowContext, Wanted
from coresearch.cli.forms import Form, Output
from coresearch.cli.models import Model, Server
from coresearch.cli.output import Ink, advise, paint, say
from coresearch.core.errors import BadInput
from coresearch.core.text import counted, shorten

if TYPE_CHECKING:
    from coresearch.prompts import Rendered
    from coresearch.workbench.panel.panels import Standing
    from coresearch.workbench.project import Project
    from coresearch.workbench.suggest import Placed

app = typer.Typer(
    no_args_is_help=True,
    help="One question, several people and models: blind views, dissent, a record.",
)

_DIGITS = 7
Id = Annotated[
    str, typer.Argument(metavar="[ID]", help="How its id begins; else the newest.")
]


@app.command("open")
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
) -> None:
    """Put a question on record. Then everybody gives a view before seeing another.

    The roles are lists of questions, each with what the record says to it; they
    hold no view of their own, and what nobody answers is in the record as open.

    Example: coresearch panel open "Which do we ship?" --option dense --option bm25
    """
    from coresearch.cli.panel_views import questions
    from coresearch.cli.session import project_here
    from coresearch.core.panels import panel_of
    from coresearch.workbench.panel.panels import open_panel
    from coresearch.workbench.panel.roles import role_questions

    panel = panel_of(question, option or [], _roles(role))
    with project_here() as project:
        identity = open_panel(project, panel)
        say(identity[:_DIGITS])
        for line in questions(role_questions(project, panel)):
            say(line)
    advise(
        f"Your view first: coresearch panel view {identity[:_DIGITS]}. Others take "
        "part through coresearch journal export and import."
    )


def _roles(given: list[str] | None) -> list[str]:
    from coresearch.workbench.panel.roles import Role

    if given is None:
        return list(Role)
    known = [*Role, "none"]
    for one in given:
        if one not in known:
            raise BadInput(
                f"There is no role {one!r}.", hint=f"There are: {', '.join(known)}"
            )
    return [one for one in given if one != "none"]


@app.command()
def view(
    identity: Id = "",
    answer: Annotated[
        str, typer.Option(metavar="OPTION", help="One of the options, or a sentence.")
    ] = "",
    confidence: Annotated[
        float | None, typer.Option("--p", metavar="P", help="How sure, such as 0.6.")
    ] = None,
    claim: Annotated[str, typer.Option(metavar="TEXT", help="Why.")] = "",
    counter: Annotated[
        str, typer.Option(metavar="TEXT", help="The strongest against it.")
    ] = "",
    mind: Annotated[
        str, typer.Option("--mind", metavar="TEXT", help="What would change your mind.")
    ] = "",
    rate: Annotated[
        list[str] | None,
        typer.Option(metavar="OPTION=N", help="From 1 (bad) to 5; once per option."),
    ] = None,
    moved_by: Annotated[
        str, typer.Option(metavar="TEXT", help="To change it: what moved you.")
    ] = "",
) -> None:
    """Give your view, before you are shown any other; the record has it from then on.

    Without --answer you are asked, at a terminal.

    Example: coresearch panel view --answer dense --p 0.6 --claim "recall is enough"
    """
    from coresearch.cli.interview import interview
    from coresearch.cli.session import project_here
    from coresearch.core.panels import View, checked, panel_from_json, ratings_of
    from coresearch.workbench.panel.panels import find_panel, give_view, standing

    with project_here() as project:
        row = find_panel(project, identity)
        panel = panel_from_json(project.journal.expand(row.body))
        if answer:
            ratings = ratings_of(panel, rate or [])
            given = View(answer, confidence or 0.0, claim, counter, mind, ratings)
        else:
            terminal.require_person("Giving a view without --answer")
            given = interview(project, panel)
        give_view(project, row.id, checked(panel, given), moved_by=moved_by)
        others = len(standing(project, row).voices) - 1
    say("Your view is on record.")
    if others:
        advise(f"{counted(others, 'other')}: coresearch panel show {row.id[:_DIGITS]}")
    else:
        advise(
            "Nobody else has spoken yet. A model: coresearch panel ask "
            f"{row.id[:_DIGITS]} --model NAME"
        )


@app.command()
def ask(
    identity: Id = "",
    role: Annotated[
        list[str] | None,
        typer.Option(metavar="ROLE", help="As whom it is asked; once for each."),
    ] = None,
    model: Model = "",
    server: Server = "",
    quiet: Quiet = False,
    show_context: ShowContext = False,
) -> None:
    """Ask a model for its view, which knows none of the others; once for each role.

    Its view waits in the inbox like all else: one that you reject does not count.

    Example: coresearch panel ask --role sceptic --role user --model ollama/qwen3
    """
    from coresearch.cli.asking import go_on, say_request, size_for
    from coresearch.cli.replies import Heard
    from coresearch.cli.session import project_here, settings_here
    from coresearch.workbench.panel.panels import find_panel, require_own, standing

    wanted = Wanted(model, server, quiet=quiet)
    roles = _roles(role) if role else [""]
    with project_here() as project:
        found = standing(project, find_panel(project, identity))
        if show_context:
            takes = size_for(settings_here(), "panel", wanted)
            say_request(_request(project, found, roles[0], takes))
            return
        require_own(found)
        heard = Heard()
        for one in roles:
            heard.placed += _hear(project, found, one, wanted)
        go_on(project, heard, wanted)


def _hear(project: Project, found: Standing, role: str, wanted: Wanted) -> list[Placed]:
    """Ask once, and put the view that is read from the reply on record."""
    from coresearch.cli.asking import chosen_for, exchange
    from coresearch.cli.session import settings_here
    from coresearch.workbench.panel.hearing import view_from
    from coresearch.workbench.panel.panels import give_view

    settings = settings_here()
    chosen = chosen_for(settings, "panel", wanted)
    asked = _request(project, found, role, chosen.context)
    placed = exchange(project, settings, chosen, asked, wanted).placed
    views = [view for one in placed if (view := view_from(found.panel, one))]
    if views:
        voice = f"{chosen.model} as {role}" if role else chosen.model
        give_view(project, found.id, views[0], voice=voice)
    else:
        advise("It named none of the options, and does not count as a view.")
    return placed


def _request(
    project: Project, found: Standing, role: str, takes: int | None
) -> Rendered:
    from coresearch.workbench.panel.hearing import asked_of, given_to
    from coresearch.workbench.panel.roles import role_questions
    from coresearch.workbench.question import render_question

    return render_question(
        project,
        "panel",
        asked_of(found.panel, role_questions(project, found.panel), role),
        takes=takes,
        files=given_to(project),
    )


@app.command()
def show(identity: Id = "", output: Form = Output.TEXT) -> None:
    """All views, how far they agree, and who dissents; your own comes first.

    Example: coresearch panel show
    """
    from coresearch.cli.panel_views import as_json, lines
    from coresearch.cli.session import project_with_journal
    from coresearch.workbench.panel.panels import find_panel, require_own, standing

    with project_with_journal() as project:
        found = standing(project, find_panel(project, identity))
        require_own(found)
        if output is Output.JSON:
            say(as_json(found))
            return
        for line in lines(found):
            say(line)
    advise(f"A record of the decision: coresearch panel conclude {found.id[:_DIGITS]}")


@app.command()
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
    from coresearch.workbench.panel.panels import find_panel, standing
    from coresearch.workbench.panel.roles import role_questions
    from coresearch.workbench.panel.synthesis import decision_record

    with project_here() as project:
        found = standing(project, find_panel(project, identity))
        asked = role_questions(project, found.panel)
        record = decision_record(project, found, asked, decided, because)
        place_and_show(project, [record], Wanted())


@app.command("list")
def list_(output: Form = Output.TEXT) -> None:
    """Every panel, the newest first.

    Example: coresearch panel list
    """
    from coresearch.cli.session import project_with_journal
    from coresearch.core.panels import panel_from_json
    from coresearch.workbench.panel.panels import all_panels

    with project_with_journal() as project:
        rows = all_panels(project)
        panels = [panel_from_json(project.journal.expand(row.body)) for row in rows]
    if output is Output.JSON:
        told = [
            {"id": row.id, "at": row.at, "author": row.author, "views": row.views,
             "question": panel.question}
            for row, panel in zip(rows, panels, strict=True)
        ]  # fmt: skip
        say(json.dumps(told))
        return
    for row, panel in zip(rows, panels, strict=True):
        head = f"{row.at[:10]}  {counted(row.views, 'view'):8}"
        room = shorten(panel.question, 60)
        say(f"{paint(row.id[:_DIGITS], Ink.PLACE)}  {head}  {room}")
    if not rows:
        say("There is no panel.")

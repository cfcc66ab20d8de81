"""`panel view`, `ask` and `reply`: who speaks, first blind and then to one another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from coresearch.cli import terminal
from coresearch.cli.asking import Quiet, ShowContext, Wanted
from coresearch.cli.models import Model, Server
from coresearch.cli.output import advise, say
from coresearch.cli.panel.named import Id, roles_of
from coresearch.core.text import counted, one_line

if TYPE_CHECKING:
    from coresearch.prompts import Rendered
    from coresearch.workbench.panel.standing import Standing
    from coresearch.workbench.project import Project
    from coresearch.workbench.suggest import Placed


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
    from coresearch.cli.panel.interview import interview
    from coresearch.cli.session import project_here
    from coresearch.core.panels import View, checked, ratings_of
    from coresearch.workbench.panel.panels import find_panel, give_view
    from coresearch.workbench.panel.roles import role_questions
    from coresearch.workbench.panel.standing import DIGITS, standing

    with project_here() as project:
        row = find_panel(project, identity)
        panel = standing(project, row).panel
        if answer:
            ratings = ratings_of(panel, rate or [])
            given = View(answer, confidence or 0.0, claim, counter, mind, ratings)
        else:
            terminal.require_person("Giving a view without --answer")
            given = interview(panel, role_questions(project, panel))
        give_view(project, row.id, checked(panel, given), moved_by=moved_by)
        now = standing(project, row)
    say("Your view is on record.")
    others = len(now.voices) - 1
    if now.missing:
        more = counted(now.missing, "more view")
        advise(f"{more} needed before anybody is shown another's.")
    elif others:
        advise(f"{counted(others, 'other')}: coresearch panel show {row.id[:DIGITS]}")
    else:
        advise(
            "Nobody else has spoken yet. A model: coresearch panel ask "
            f"{row.id[:DIGITS]} --model NAME"
        )


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
    from coresearch.workbench.panel.panels import find_panel
    from coresearch.workbench.panel.standing import require_own, standing

    wanted = Wanted(model, server, quiet=quiet)
    roles = roles_of(role) if role else [""]
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
    from coresearch.workbench.panel.hearing import take_view

    settings = settings_here()
    chosen = chosen_for(settings, "panel", wanted)
    asked = _request(project, found, role, chosen.context)
    placed = exchange(project, settings, chosen, asked, wanted).placed
    if not take_view(project, found, placed, chosen.model, role):
        advise("It named none of the options, and does not count as a view.")
    return placed


def _request(
    project: Project, found: Standing, role: str, takes: int | None
) -> Rendered:
    from coresearch.workbench.panel.hearing import given_to, question_to
    from coresearch.workbench.question import render_question

    return render_question(
        project,
        "panel",
        question_to(project, found, role),
        takes=takes,
        files=given_to(project),
    )


def reply(
    identity: Id = "",
    to: Annotated[
        str, typer.Option(metavar="NAME", help="Whose view you answer.")
    ] = "",
    grant: Annotated[
        str, typer.Option(metavar="TEXT", help="What you take over from it.")
    ] = "",
    dispute: Annotated[
        str, typer.Option(metavar="TEXT", help="What you do not, and why.")
    ] = "",
    turns_on: Annotated[
        str, typer.Option(metavar="TEXT", help="What would decide between you.")
    ] = "",
) -> None:
    """Answer somebody's view, once all are shown: what you grant and what you dispute.

    What would decide between you is worth most: an observation that could turn out
    either way. Nobody's view changes by it; whoever is moved says so: panel view.

    Example: coresearch panel reply --to Ilse --grant "nobody asked the desk" \\
        --dispute "that a trial needs it" --turns-on "what the desk answers"
    """
    from coresearch.cli.session import project_here
    from coresearch.core.panels import Rejoinder
    from coresearch.workbench.panel.panels import answer_view, find_panel
    from coresearch.workbench.panel.standing import standing

    with project_here() as project:
        found = standing(project, find_panel(project, identity))
        told = answer_view(project, found, Rejoinder(to, grant, dispute, turns_on))
    say(f"Your answer to {one_line(told.to)} is on record.")
    if not told.turns_on:
        advise("What would decide between you is not said: --turns-on")

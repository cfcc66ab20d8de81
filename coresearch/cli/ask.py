"""The commands that ask a model: ask, brainstorm, design, draft."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coresearch.cli import terminal
from coresearch.cli.asking import Form, Offline, Quiet, ShowContext, Wanted
from coresearch.cli.models import Model, Server
from coresearch.cli.own_first import OwnFirst, compare
from coresearch.cli.own_first import ask as ask_first
from coresearch.cli.reply_view import Format
from coresearch.core.errors import BadInput, NotFound
from coresearch.core.text import shorten

if TYPE_CHECKING:
    from coresearch.core.first_answers import OwnFinding
    from coresearch.workbench.project import Project

_LONGEST_QUESTION = 200_000
"""Characters."""

Question = Annotated[
    list[str],
    typer.Argument(
        metavar="QUESTION", help="In words; @file or @file:10-40 gives a file; - stdin."
    ),
]


def ask(
    question: Question,
    model: Model = "",
    server: Server = "",
    output: Form = Format.TEXT,
    show_context: ShowContext = False,
    quiet: Quiet = False,
    offline: Offline = False,
) -> None:
    """Ask a model about this project.

    What it suggests waits in the inbox; nothing changes until you accept it. Without
    a model it shows the places that speak of it: files, and earlier suggestions.

    Examples:

      coresearch ask "Which result does the budget rule out?" @plan.md

      tail -50 run.log | coresearch ask - "Why does the loss go up?"
    """
    wanted = Wanted(model, server, output, quiet, offline)
    _put("ask", question, wanted, show_context=show_context)


def brainstorm(
    question: Question,
    model: Model = "",
    server: Server = "",
    output: Form = Format.TEXT,
    show_context: ShowContext = False,
    quiet: Quiet = False,
    offline: Offline = False,
    own_first: OwnFirst = False,
) -> None:
    """Ask a model for ideas: each with hypothesis, test, risk and fallback.

    Without a model it asks you for them, and says which ideas were had before.
    `brainstorm rank` shows the ideas on record two at a time, and ranks them by what
    you prefer.

    Examples:

      coresearch brainstorm "Why is recall flat beyond 8 layers?" @plan.md

      coresearch brainstorm rank
    """
    wanted = Wanted(model, server, output, quiet, offline)
    if question == ["rank"]:
        from coresearch.cli.ranking import rank_ideas

        rank_ideas(output)
        return
    _put(
        "brainstorm",
        question,
        wanted,
        show_context=show_context,
        own_first=own_first,
    )


def design(
    question: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="QUESTION",
            help="In words; @file or @file:10-40 gives a file; - stdin.",
        ),
    ] = None,
    register: Annotated[
        str, typer.Option(metavar="PLAN", help="Put a plan on record as it stands.")
    ] = "",
    predict: Annotated[
        str | None, typer.Option(metavar="CLAIM", help="What you expect of it.")
    ] = None,
    p: Annotated[
        float | None, typer.Option(metavar="P", help="How sure you are, 0 to 1.")
    ] = None,
    reason: Annotated[
        str,
        typer.Option(
            "--reason", "-m", metavar="TEXT", help="Why it is registered again."
        ),
    ] = "",
    deviations: Annotated[
        str, typer.Option(metavar="PLAN", help="What was changed since, and when.")
    ] = "",
    export: Annotated[
        str, typer.Option(metavar="PLAN", help="Print what was registered.")
    ] = "",
    to: Annotated[
        str, typer.Option(metavar="FORM", help="With --export: osf or aspredicted.")
    ] = "osf",
    model: Model = "",
    server: Server = "",
    output: Form = Format.TEXT,
    show_context: ShowContext = False,
    quiet: Quiet = False,
    offline: Offline = False,
) -> None:
    """Ask a model for the design of an experiment; pre-register a plan.

    Without a model it is a protocol to fill in, with what the plan states filled in.
    --register keeps a plan's text and your prediction in the journal; --deviations
    shows every change since then, with its date.

    Examples:

      coresearch design "Does the noise help retrieval?" @plan.md

      coresearch design --register plan.md --predict "accuracy > 0.8" --p 0.7

      coresearch design --deviations plan.md

      coresearch design --export plan.md --to aspredicted
    """
    from coresearch.cli import registering

    chosen = [word for word in (register, deviations, export) if word]
    if len(chosen) + bool(question) > 1:
        raise BadInput(
            "One at a time: a question, --register, --deviations or --export."
        )
    if not register and (predict is not None or p is not None or reason):
        raise BadInput("--predict, --p and --reason belong to --register PLAN.")
    if register:
        registering.register(register, predict, p, reason)
    elif deviations:
        registering.show_deviations(deviations)
    elif export:
        registering.export(export, to)
    else:
        wanted = Wanted(model, server, output, quiet, offline)
        _put("design", question or [], wanted, show_context=show_context)


def draft(
    plan: Annotated[str, typer.Argument(metavar="PLAN", help="The plan, in a file.")],
    target: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="The script's file.")
    ] = "train.py",
    model: Model = "",
    server: Server = "",
    output: Form = Format.TEXT,
    show_context: ShowContext = False,
    quiet: Quiet = False,
    offline: Offline = False,
) -> None:
    """Ask a model to draft the script that carries out a plan.

    The file is written when you accept it, and not before. Without a model it is a
    skeleton: arms, seeds, arguments and a line of JSON for each run. Where the script
    is there and takes --seed, the plan's runs are suggested, as a sweep of it.

    Example: coresearch draft plan.md -o train.py
    """
    from coresearch.workbench.question import draft_question

    wanted = Wanted(model, server, output, quiet, offline)
    if not Path(plan).is_file():
        raise NotFound(f"There is no file {plan}.")
    question = draft_question(plan, target)
    _put("draft", [question], wanted, show_context=show_context, target=target)


def _put(
    name: str,
    words: list[str],
    wanted: Wanted,
    *,
    show_context: bool,
    target: str = "",
    own_first: bool = False,
) -> None:
    """Ask, show what comes, and offer to decide; or do what needs no model."""
    from coresearch.cli.asking import (
        chosen_or_none,
        exchange,
        go_on,
        say_request,
        size_for,
    )
    from coresearch.cli.session import project_here, settings_here
    from coresearch.prompts import load_prompt
    from coresearch.workbench.question import render_question

    question = _question(words)
    with project_here() as project:
        settings = settings_here()
        activity = load_prompt(name, project.checkout.home).activity
        if show_context:
            takes = size_for(settings, activity, wanted)
            say_request(render_question(project, name, question, takes=takes))
            return
        own = _own_ideas(project, question) if own_first else None
        chosen = chosen_or_none(settings, activity, wanted)
        if chosen is None:
            from coresearch.cli.offline import work_without

            work_without(project, name, question, wanted, target)
            return
        rendered = render_question(project, name, question, takes=chosen.context)
        heard = exchange(project, settings, chosen, rendered, wanted)
        if own is not None:
            compare(project, own, [(one.id, one.suggestion) for one in heard.placed])
        go_on(project, heard, wanted)


def _own_ideas(project: Project, question: str) -> list[OwnFinding]:
    terminal.require_person("Your own ideas")
    said = "Which ideas do you have?"
    return ask_first(project, shorten(question, 80), "brainstorm", said)


def _question(words: list[str]) -> str:
    """The words, with standard input behind them where one is `-`.

    Raises:
        BadInput: there is no question, or it is no text, or too long.
    """
    from coresearch.core.text import fenced

    said = " ".join(word for word in words if word != "-").strip()
    if "-" in words:
        given = sys.stdin.buffer.read(_LONGEST_QUESTION + 1)
        try:
            text = given.decode("utf-8")
        except UnicodeDecodeError:
            raise BadInput("Standard input is not UTF-8.") from None
        if text.strip():
            said = f"{said}\n\nStandard input:\n\n{fenced(text)}".strip()
    if len(said) > _LONGEST_QUESTION:
        raise BadInput(
            f"The question has more than {_LONGEST_QUESTION:,} characters.",
            hint="Name a file with @, of which what fits is sent.",
        )
    if not said:
        raise BadInput("Ask what?", hint='coresearch ask "What is missing?" @plan.md')
    return said

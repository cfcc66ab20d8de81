"""What every command that asks a model does, from the question to the decision."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from coresearch.cli import terminal
from coresearch.cli.offer import offer_walk
from coresearch.cli.output import advise, say, tell
from coresearch.cli.reply_view import Format
from coresearch.core.text import printable

if TYPE_CHECKING:
    from coresearch.cli.replies import Heard
    from coresearch.cli.reply_view import View
    from coresearch.config import Settings
    from coresearch.core.replies.values import Proposal
    from coresearch.prompts import Rendered
    from coresearch.workbench.ask import Shown
    from coresearch.workbench.models import Chosen
    from coresearch.workbench.project import Project


Form = Annotated[
    Format,
    typer.Option(
        "--format", "-f", metavar="FORM", help="text, json, jsonl or markdown."
    ),
]
ShowContext = Annotated[
    bool,
    typer.Option("--show-context", help="Print what would be sent, and send nothing."),
]
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="Only the reply, without what goes on.")
]
Offline = Annotated[
    bool, typer.Option("--offline", help="Without a model, even if there is one.")
]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which model, and how its reply is written."""

    model: str = ""
    server: str = ""
    form: Format = Format.TEXT
    quiet: bool = False
    offline: bool = False


def size_for(settings: Settings, activity: str, wanted: Wanted) -> int | None:
    """How many tokens the model takes; None without one, or where nobody knows."""
    from coresearch.core.errors import NoModel
    from coresearch.workbench.models import choose

    try:
        return choose(
            settings, activity, model=wanted.model, server=wanted.server
        ).context
    except NoModel:
        return None


def chosen_for(settings: Settings, activity: str, wanted: Wanted) -> Chosen:
    """The model; what takes long to begin is begun.

    Raises:
        NoModel: there is none.
    """
    from coresearch.assistant.port import prepare
    from coresearch.workbench.models import choose

    chosen = choose(settings, activity, model=wanted.model, server=wanted.server)
    prepare(chosen.route, os.environ)
    return chosen


def chosen_or_none(settings: Settings, activity: str, wanted: Wanted) -> Chosen | None:
    """The model; None, and it is said, where there is none or none is wanted.

    Raises:
        NoModel: one was named, and that is not enough to ask it.
    """
    from coresearch.core.errors import NoModel
    from coresearch.core.faults import Fault

    said = "Without a model, as you asked"
    if not wanted.offline:
        try:
            return chosen_for(settings, activity, wanted)
        except NoModel as fault:
            if fault.fault != Fault.NOT_CHOSEN:
                raise
            said = "No model is set up here (coresearch models says how)"
    if not wanted.quiet:
        advise(f"{said}: this is what can be done without one.")
    return None


def exchange(
    project: Project,
    settings: Settings,
    chosen: Chosen,
    rendered: Rendered,
    wanted: Wanted,
    judge: Callable[[Proposal], str] = lambda proposal: "",
) -> Heard:
    """Ask, show what comes, and what came of it.

    `judge` says why a suggestion may not be made, of one that may not.

    Raises:
        NeedsPerson, Refused: content may not go there.
        ModelFault: the reply did not come, or not whole; what came has been shown.
    """
    import asyncio

    from coresearch.cli.replies import Heard, view
    from coresearch.workbench.ask import Exchange

    _settle_consent(project, chosen)
    heard = Heard()
    shows = view(wanted.form, project, chosen, quiet=wanted.quiet)
    asked = Exchange(project, chosen, settings.models, rendered, judge)
    with closing(asked.run()) as events:
        try:
            _show_all(events, heard, shows)
        except KeyboardInterrupt:
            asked.stop()  # if it came while something was shown, and not waited for
            with suppress(asyncio.CancelledError):
                _show_all(events, heard, shows)
            raise
        finally:
            shows.end()
    if heard.fault is not None:
        raise heard.fault
    return heard


def _show_all(events: Iterator[Shown], heard: Heard, shows: View) -> None:
    for shown in events:
        heard.take(shown)
        shows.take(shown)


def _settle_consent(project: Project, chosen: Chosen) -> None:
    """Ask the person, once for each host, what may go there."""
    from coresearch.workbench.consent import Leave, answer, open_questions, require

    missing = open_questions(project, chosen)
    if not missing:
        return
    if not terminal.is_there():
        require(project, chosen)
        tell(f"Without your key: {printable(chosen.server)} is not named by you.")
        return
    ask_for = {Leave.CONTENT: _may_send_content, Leave.KEY: _may_send_key}
    for what in missing:
        answer(project, chosen, what, ask_for[what](chosen))


def _may_send_content(chosen: Chosen) -> bool:
    from coresearch.workbench.words import content_wanted

    *said, question = content_wanted(chosen)
    for sentence in said:
        advise(sentence)
    return terminal.ask_yes(f"{question} [y/N] ")


def _may_send_key(chosen: Chosen) -> bool:
    from coresearch.workbench.words import key_wanted

    *said, question = key_wanted(chosen)
    for sentence in said:
        advise(sentence)
    return terminal.ask_yes(f"{question} [y/N] ")


def go_on(project: Project, heard: Heard, wanted: Wanted) -> None:
    """Offer to go through what waits; without a terminal, say where it waits."""
    from coresearch.cli.replies import say_where

    waiting = [
        item for item in heard.placed if item.is_new or item.entry.state == "waiting"
    ]
    if not waiting or wanted.form is not Format.TEXT:
        return
    if not terminal.is_there():
        say_where(project, waiting)
        return
    offer_walk(project, [item.id for item in waiting])


def say_request(rendered: Rendered) -> None:
    """Print exactly what would be sent."""
    say(printable(rendered.system))
    say(printable(rendered.user))

"""The commands that look at the whole repository: problem, systems, safety."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from coresearch.cli.asking import Form, Quiet, ShowContext, Wanted
from coresearch.cli.models import Model, Server
from coresearch.cli.reply_view import Format

if TYPE_CHECKING:
    from coresearch.cli.replies import Heard
    from coresearch.prompts import Rendered
    from coresearch.workbench.activities.account import Account
    from coresearch.workbench.project import Project

_SHOWN = 12
"""Suggestions that are listed; all wait in the inbox."""

Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[QUESTION]", help="For a model: what to look at; @file gives a file."
    ),
]


def _look(name: str, help_text: str) -> Callable[..., None]:
    """The command of an activity that looks at the whole repository."""

    def look(
        question: Words = None,
        model: Model = "",
        server: Server = "",
        output: Form = Format.TEXT,
        show_context: ShowContext = False,
        quiet: Quiet = False,
    ) -> None:
        _carry_out(name, question, Wanted(model, server, output, quiet), show_context)

    look.__name__ = name
    look.__doc__ = help_text
    return look


problem = _look(
    "problem",
    """What is open here: empty cells, failures, claims without a run, stale lines.

    It reads results, runs, predictions and notes, lays out what was varied,
    and proposes a problem statement to fill in. With --model, one is asked too.

    Example: coresearch problem
    """,
)
systems = _look(
    "systems",
    """Whether the results can be had again: an audit, with fixes to accept.

    Versions, data, chance, paths, checkpoints, documents, tests; and what runs
    cost, from those on record. With --model, one is asked too.

    Example: coresearch systems
    """,
)
safety = _look(
    "safety",
    """Whom it could harm: drafts CONSTITUTION.md, or holds the one there against it.

    Its articles may carry checks; a suggestion that touches one is shown with
    it, here and when you accept. With --model, one is asked too.

    Example: coresearch safety
    """,
)


def _carry_out(
    name: str, question: list[str] | None, wanted: Wanted, show_context: bool
) -> None:
    """The account, what it suggests, and a model's view if one was named."""
    from coresearch.cli.asking import go_on
    from coresearch.cli.session import project_here
    from coresearch.cli.status import Status
    from coresearch.workbench.activities.catalogue import account_of

    asked = " ".join(question or ())
    with project_here() as project:
        status = Status(quiet=wanted.quiet)
        status.show("Reading the repository …")
        account = account_of(project, name)
        status.clear()
        if show_context:
            _say_context(project, name, asked, account, wanted)
            return
        heard = _show(project, account, wanted)
        if wanted.model:
            more = _ask_too(project, name, asked, account, wanted)
            heard.placed += more.placed
        go_on(project, heard, wanted)


def _show(project: Project, account: Account, wanted: Wanted) -> Heard:
    """The account, and its suggestions in a line or two each."""
    from coresearch.cli.replies import Heard, view
    from coresearch.workbench.activities.account import keep
    from coresearch.workbench.ask import Suggested

    heard = Heard()
    shows = view(wanted.form, project, None, quiet=wanted.quiet)
    is_text = wanted.form is Format.TEXT
    for shown in keep(project, account):
        heard.take(shown)
        if not (is_text and isinstance(shown, Suggested)):
            shows.take(shown)
    shows.end()
    if is_text:
        _list(project, heard)
    return heard


def _list(project: Project, heard: Heard) -> None:
    from coresearch.cli.output import say, wrapped
    from coresearch.cli.render import inbox
    from coresearch.core.text import counted, one_line
    from coresearch.journal.queries import id_length

    waiting = [one for one in heard.placed if one.entry.state == "waiting"]
    settled = len(heard.placed) - len(waiting)
    shown = waiting[:_SHOWN]
    rows = inbox([one.entry for one in shown], id_length(project.journal))
    for line, one in zip(rows, shown, strict=True):
        say(line)
        say(wrapped(one_line(one.suggestion.reason), "    "))
    if waiting[_SHOWN:]:
        say(f"{len(waiting) - _SHOWN} more: coresearch inbox")
    if settled:
        ruled = counted(settled, "suggestion")
        say(f"{ruled} you have ruled on before, and not listed here.")


def _ask_too(
    project: Project, name: str, question: str, account: Account, wanted: Wanted
) -> Heard:
    """What a model says that is told the account, and is to go beyond it."""
    from coresearch.cli.asking import chosen_for, exchange
    from coresearch.cli.session import settings_here

    settings = settings_here()
    chosen = chosen_for(settings, account.activity, wanted)
    rendered = _rendered(project, name, question, account, chosen.context)
    return exchange(project, settings, chosen, rendered, wanted)


def _say_context(
    project: Project, name: str, question: str, account: Account, wanted: Wanted
) -> None:
    from coresearch.cli.asking import say_request, size_for
    from coresearch.cli.session import settings_here

    takes = size_for(settings_here(), account.activity, wanted)
    say_request(_rendered(project, name, question, account, takes))


def _rendered(
    project: Project, name: str, question: str, account: Account, takes: int | None
) -> Rendered:
    from coresearch.workbench.question import render_question

    return render_question(
        project,
        name,
        question,
        takes=takes,
        findings=account.for_a_model,
        files=account.files,
    )

"""`coresearch diagnose`: what a failed run or a log means, and what to do."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coresearch.cli import terminal
from coresearch.cli.asking import Quiet, ShowContext, Wanted
from coresearch.cli.forms import Form, Output
from coresearch.cli.models import Model, Server
from coresearch.cli.offer import offer_walk
from coresearch.cli.output import advise, say, tell
from coresearch.cli.own_first import OwnFirst, ask, compare
from coresearch.cli.reply_view import Format
from coresearch.core.errors import BadInput, NoRepository

if TYPE_CHECKING:
    from coresearch.core.first_answers import OwnFinding
    from coresearch.workbench.diagnose import Report
    from coresearch.workbench.project import Project


def diagnose(
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="[RUN | LOGFILE | - | SCRIPT]",
            help="A run's id, a log, stdin, or a script's last run.",
        ),
    ] = None,
    output: Form = Output.TEXT,
    only_report: Annotated[
        bool,
        typer.Option("--only-report", help="Do not put causes into the inbox."),
    ] = False,
    scores: Annotated[
        bool,
        typer.Option("--scores", help="What became of accepted causes, by rule."),
    ] = False,
    model: Model = "",
    server: Server = "",
    quiet: Quiet = False,
    show_context: ShowContext = False,
    own_first: OwnFirst = False,
) -> None:
    """Say what an error probably means, with evidence, and the next step.

    Without an argument: the last run that failed. Offline; with --model, ask
    one then as well. What is proposed waits in the inbox; nothing changes
    until you accept it.

    Examples:

      coresearch diagnose

      coresearch diagnose slurm-812.out

      python train.py 2>&1 | coresearch diagnose -

      coresearch diagnose --model ollama_chat/llama3.2
    """
    if scores:
        _say_scores(output)
        return
    with ExitStack() as stack:
        project = _project(stack, quiet=what is None or output is Output.JSON)
        wanted = Wanted(model, server, Format(output), quiet)
        own = _own_causes(project, what, output) if own_first else None
        report = _report(project, what, keep=not (only_report or show_context))
        if show_context:
            from coresearch.cli.second_opinion import say_what_it_gets

            say_what_it_gets(project, report, wanted)
            return
        _say(report, output)
        if own is not None and project is not None:
            compare(
                project,
                own,
                [(t.placed.id, t.suggestion) for t in report.told if t.placed],
            )
        heard: list[str] = []
        if model:
            from coresearch.cli.second_opinion import second_opinion

            heard = second_opinion(project, report, wanted)
        if project is not None and not only_report and output is Output.TEXT:
            _go_on(project, report, heard)


def _own_causes(
    project: Project | None, what: str | None, output: Output
) -> list[OwnFinding]:
    terminal.require_person("Your own findings")
    if project is None or what == "-" or output is Output.JSON:
        raise BadInput("--own-first is for a run or a log of a repository.")
    question = "What do you think is the cause?"
    return ask(project, what or "the last run", "execution", question)


def _say(report: Report, output: Output) -> None:
    from coresearch.cli.diagnosis_views import as_json, as_text

    if output is Output.JSON:
        say(as_json(report))
        return
    for line in as_text(report):
        say(line)


def _say_scores(output: Output) -> None:
    from coresearch.cli.diagnosis_views import scores_as_json, scores_as_text
    from coresearch.cli.session import project_with_journal
    from coresearch.journal.failures import scores

    with project_with_journal() as project:
        found = scores(project.journal)
        if output is Output.JSON:
            say(scores_as_json(found))
            return
        for line in scores_as_text(found):
            say(line)


def _project(stack: ExitStack, *, quiet: bool) -> Project | None:
    from coresearch.cli.session import project_here

    try:
        return stack.enter_context(project_here())
    except NoRepository as fault:
        if not quiet:
            advise(f"{fault.message} What is found is shown, but not kept.")
        return None


def _report(project: Project | None, what: str | None, *, keep: bool) -> Report:
    from coresearch.workbench.diagnose import diagnose_log
    from coresearch.workbench.failure_logs import as_log
    from coresearch.workbench.failure_named import diagnose_named

    if what == "-":
        if sys.stdin.isatty():
            tell("Paste the log; end it with Ctrl-D on a line of its own.")
        text = as_log(sys.stdin.buffer.read())
        return diagnose_log("stdin", text, project, keep=keep)
    return diagnose_named(project, what, Path(), keep=keep)


def _go_on(project: Project, report: Report, more: Sequence[str]) -> None:
    """Offer to go through what waits; where a mend is accepted, it is run then."""
    placed = [report.step_back, *(one.placed for one in report.told)]
    ids = [one.id for one in placed if one and one.entry.state == "waiting"]
    offer_walk(project, [*ids, *more])

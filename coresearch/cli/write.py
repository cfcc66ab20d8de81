"""`coresearch write`: a report whose every number leads to the run it came from."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coresearch.cli.asking import Form as ReplyForm
from coresearch.cli.asking import Offline, Quiet, ShowContext, Wanted
from coresearch.cli.exit_codes import ExitCode
from coresearch.cli.models import Model, Server
from coresearch.cli.output import Ink, advise, paint, say, tell, wrapped
from coresearch.cli.reply_view import Format
from coresearch.core.errors import BadInput, Refused
from coresearch.core.text import fenced, printable

if TYPE_CHECKING:
    from coresearch.workbench.project import Project
    from coresearch.workbench.texts import Text
    from coresearch.workbench.writing.verdicts import Checked


class Built(StrEnum):
    """What a report is built as."""

    MARKDOWN = "markdown"
    HTML = "html"
    LATEX = "latex"


def write(
    plan: Annotated[
        str, typer.Argument(metavar="[PLAN]", help="The plan; without one plan.md.")
    ] = "",
    target: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="The report's file.")
    ] = "report.md",
    name: Annotated[
        str, typer.Option("--name", metavar="TEXT", help="Only runs of this name.")
    ] = "",
    check: Annotated[
        str,
        typer.Option("--check", metavar="REPORT", help="Hold its numbers to the runs."),
    ] = "",
    to: Annotated[
        Built | None,
        typer.Option(
            metavar="FORM", help="With --check: build it: markdown, html or latex."
        ),
    ] = None,
    model: Model = "",
    server: Server = "",
    output: ReplyForm = Format.TEXT,
    show_context: ShowContext = False,
    quiet: Quiet = False,
    offline: Offline = False,
) -> None:
    """Draft a report from plan, runs, predictions and decisions; check its numbers.

    Every number is followed by its run, as 0.825 [@run:1a2b3c4:accuracy]. With --check
    each is held against that run again: one that no longer agrees is told, with the
    edit that mends it in the inbox, and so is a number without a run (exit code 1).
    With --to the report is then built to stdout, unless a number is wrong.

    Examples:

      coresearch write plan.md -o report.md

      coresearch write --check report.md

      coresearch write --check report.md --to html > report.html
    """
    if to and not check:
        raise BadInput(
            "--to builds a report that is there.",
            hint="coresearch write --check report.md --to html > report.html",
        )
    wanted = Wanted(model, server, output, quiet, offline)
    if check:
        if plan or model:
            raise BadInput("--check takes a report alone: no plan, and no model.")
        raise typer.Exit(_check(check, to, output))
    _draft(plan, target, name, wanted, show_context=show_context)


# -- drafting ------------------------------------------------------------------------


def _draft(
    plan: str, target: str, name: str, wanted: Wanted, *, show_context: bool
) -> None:
    from coresearch.cli.asking import go_on
    from coresearch.cli.beyond import ask_beyond, place_and_show, scripts_named
    from coresearch.cli.session import project_here
    from coresearch.workbench.writing.draft import material, report, report_text

    with project_here() as project:
        known = project.relative(Path(plan)) if plan else ""
        file = project.relative(Path(target))

        given = material(project, known, name)

        def found() -> str:
            return fenced(report_text(project, given), "markdown")

        if not show_context:
            suggestion = report(project, known, file, name)
        what_ran = scripts_named(project, given.runs)
        heard = ask_beyond(
            project,
            "write",
            f"Write the report as the file {file}.{what_ran}",
            found,
            wanted,
            show_context=show_context,
            plan=given.plan,
        )
        if heard is None:
            if not show_context:
                place_and_show(project, [suggestion], wanted)
            return
        for item in heard.placed:
            _check_proposed(project, item.id)
        go_on(project, heard, wanted)


def _check_proposed(project: Project, identity: str) -> None:
    """Hold what a model wrote against the runs before the person decides."""
    from coresearch.core.edits import Create, Rewrite
    from coresearch.workbench.texts import as_text
    from coresearch.workbench.writing.check import check

    edit = project.journal.suggestion(identity).edit
    for file in edit.files if edit else ():
        if isinstance(file, Create | Rewrite) and file.path.endswith(".md"):
            text = as_text(file.content.encode(), file.path)
            advise(f"In {identity[:7]}, {_sums(check(project, text, is_file=False))}")


# -- checking ------------------------------------------------------------------------


def _check(report: str, to: Built | None, output: Format) -> ExitCode:
    from coresearch.cli.session import project_with_journal
    from coresearch.workbench.texts import read_text
    from coresearch.workbench.writing.check import check
    from coresearch.workbench.writing.verdicts import State

    with project_with_journal() as project:
        text = read_text(Path(report), project.relative(Path(report)))
        checked = check(project, text)
        is_right = checked.count(State.AGREES) == len(checked.verdicts)
        if to is not None:
            for line in _lines(project, checked):
                tell(line)
            if not is_right:
                raise Refused(
                    f"{text.name} was not built: a number is not what its run says.",
                    hint="What mends it waits in the inbox: coresearch inbox",
                )
            sys.stdout.write(_built(project, text, to))
        elif output is Format.JSON:
            say(_as_json(checked))
        else:
            for line in _lines(project, checked):
                say(line)
    return ExitCode.OK if checked.is_sound else ExitCode.FOUND


def _sums(checked: Checked) -> str:
    from coresearch.workbench.writing.verdicts import sums

    return printable(sums(checked))


def _lines(project: Project, checked: Checked) -> list[str]:
    from coresearch.workbench.writing.verdicts import State

    lines = []
    for one in checked.verdicts:
        place = paint(f"{printable(checked.path)}:{one.line}", Ink.PLACE)
        if one.state is not State.AGREES:
            lines.append(f"{place}  {paint(printable(one.text), Ink.HIGH)}")
            source = f"{one.source}: " if one.source else ""
            lines.append(wrapped(printable(f"{source}{one.said}"), "  "))
        elif one.notes:
            lines.append(f"{place}  {printable(one.text)}")
        lines += [wrapped(printable(f"{note}."), "  ") for note in one.notes]
    for loose in checked.loose:
        place = paint(f"{printable(checked.path)}:{loose.line}", Ink.PLACE)
        number = f"{loose.number.text} {loose.unit}".strip()
        fits = checked.guesses.get(loose.number.start)
        said = f"it fits {fits} alone" if fits else "it has no run"
        lines.append(f"{place}  {paint(printable(number), Ink.MEDIUM)}  {said}")
    lines.append(wrapped(_sums(checked)))
    if waiting := [item for item in checked.waiting if item.entry.state == "waiting"]:
        first = waiting[0].id[:7]
        lines.append(wrapped(f"What to do waits in the inbox: coresearch show {first}"))
    return lines


def _as_json(checked: Checked) -> str:
    numbers = [
        {name: value for name, value in asdict(one).items() if name not in _INNER}
        for one in checked.verdicts
    ]
    loose = [
        {
            "text": one.number.text,
            "unit": one.unit,
            "line": one.line,
            "fits": checked.guesses.get(one.number.start),
        }
        for one in checked.loose
    ]
    told = {
        "report": checked.path,
        "sound": checked.is_sound,
        "numbers": numbers,
        "without_source": loose,
        "suggestions": [item.id for item in checked.waiting],
    }
    return json.dumps(told, indent=2, ensure_ascii=False)


_INNER = ("start", "end")


def _built(project: Project, text: Text, to: Built) -> str:
    from coresearch.workbench.writing.check import runs_behind
    from coresearch.workbench.writing.typeset import Form, typeset

    return typeset(text.text, Form(to), runs_behind(project, text.text))

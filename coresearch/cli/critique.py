"""`coresearch critique`: what the offline rules say of plans."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from coresearch.cli import terminal
from coresearch.cli.exit_codes import ExitCode, exit_code
from coresearch.cli.formats import Format, as_json, as_markdown, as_sarif
from coresearch.cli.output import Ink, paint, say, tell, tell_fault, wrapped
from coresearch.cli.render import severity
from coresearch.cli.session import project_here
from coresearch.cli.walk import walk
from coresearch.core.errors import BadInput, CoresearchError, NoRepository
from coresearch.core.findings import Severity
from coresearch.core.text import counted, one_line, printable, shorten
from coresearch.workbench.critique import (
    Judged,
    Report,
    Text,
    as_text,
    choose_rules,
    read_text,
    report_on,
)
from coresearch.workbench.project import Project

_SHOWN = 10  # findings in the default view
_ID_DIGITS = 7


def critique(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE…", help="Plans in Markdown; - reads stdin."),
    ],
    output: Annotated[
        Format, typer.Option("--format", "-f", help="How to write the findings.")
    ] = Format.TEXT,
    fail_on: Annotated[
        Severity | None,
        typer.Option(help="Exit with 1 if a finding is this severe or more."),
    ] = None,
    rule: Annotated[
        list[str] | None, typer.Option(help="Ask only this rule (repeatable).")
    ] = None,
    no_rule: Annotated[
        list[str] | None, typer.Option(help="Do not ask this rule (repeatable).")
    ] = None,
    show_all: Annotated[
        bool, typer.Option("--all", help="Show all findings, not the ten that matter.")
    ] = False,
    only_report: Annotated[
        bool,
        typer.Option("--only-report", help="Do not put findings into the inbox."),
    ] = False,
) -> None:
    """Critique plans offline: no model, no network.

    Findings wait in the inbox as suggestions. On a terminal you can go through them
    at once; nothing changes a file until you accept it.

    Examples:

      coresearch critique plan.md

      coresearch critique plan.md --format sarif > plan.sarif

      git show HEAD:plan.md | coresearch critique - --fail-on high
    """
    rules = choose_rules(rule or [], no_rule or [])
    code = ExitCode.OK
    reports: list[Report] = []
    with ExitStack() as stack:
        project = None if only_report else _project(stack, output)
        for name in files:
            try:
                text, home = _read(name, project)
            except CoresearchError as fault:
                tell_fault(fault.message, fault.hint)
                code = exit_code(fault)
                continue
            report = report_on(text, rules, home)
            reports.append(report)
            _write(report, output, show_all, kept=home is not None)
        if output is Format.SARIF:
            say(as_sarif(reports))
        if project is not None and output is Format.TEXT:
            _go_on(project, reports)
    if fail_on and any(report.at_or_above(fail_on) for report in reports):
        code = code or ExitCode.FOUND
    raise typer.Exit(code)


def _project(stack: ExitStack, output: Format) -> Project | None:
    """The project here; without a repository findings are shown, but not kept."""
    try:
        return stack.enter_context(project_here())
    except NoRepository as fault:
        if output is Format.TEXT:
            tell(printable(f"{fault.message} Findings are shown, but not kept."))
        return None


def _read(name: str, project: Project | None) -> tuple[Text, Project | None]:
    """The text, and the project if its findings can wait in that one's inbox."""
    if name == "-":
        return as_text(sys.stdin.buffer.read(), "stdin"), None
    file = Path(name)
    if project is None:
        return read_text(file, name), None
    try:
        return read_text(file, project.relative(file)), project
    except BadInput as fault:
        if "outside the repository" not in fault.message:
            raise
        return read_text(file, name), None


def _write(report: Report, output: Format, show_all: bool, *, kept: bool) -> None:
    match output:
        case Format.TEXT:
            for line in _as_text(report, show_all):
                say(line)
        case Format.JSON:
            say(as_json(report))
        case Format.MARKDOWN:
            say(as_markdown(report))


def _as_text(report: Report, show_all: bool) -> Iterator[str]:
    still_open = [item for item in report.judged if item.is_open]
    yield paint(_headline(report, still_open), Ink.STRONG)
    shown = still_open if show_all else still_open[:_SHOWN]
    for item in shown:
        yield from _two_lines(item)
    if len(still_open) > len(shown):
        yield f"  {len(still_open) - len(shown)} more: --all"
    for item in report.judged:
        if not item.is_open:
            told = f"{item.finding.rule} at line {item.finding.line} was {item.earlier}"
            yield paint(wrapped(told, "  "), Ink.QUIET)
    if not still_open:
        yield f"  {counted(len(report.critique.checked), 'rule')} asked of this text."
    for part in report.critique.not_assessed:
        lines = f"lines {part.line} to {part.end_line}"
        yield paint(f"  Not assessed: {lines} ({printable(part.reason)}).", Ink.QUIET)


def _headline(report: Report, still_open: Sequence[Judged]) -> str:
    name = printable(report.name)
    if not still_open:
        if not report.critique.checked:
            return f"{name}: not assessed."
        return f"{name}: no open findings."
    by_severity = [
        f"{count} {level}"
        for level in reversed(Severity)
        if (count := sum(item.finding.severity is level for item in still_open))
    ]
    edits = sum(bool(item.patch) for item in still_open)
    with_edit = f"; {edits} with an edit (±)" if edits else ""
    total = counted(len(still_open), "finding")
    return f"{name}: {total}, {', '.join(by_severity)}{with_edit}"


def _two_lines(item: Judged) -> Iterator[str]:
    finding = item.finding
    mark = "±" if item.patch else " "
    level = severity(finding.severity) + " " * (6 - len(finding.severity))
    head = f"{finding.rule} {finding.name}, line {finding.line}"
    room = max(20, 74 - len(head))
    yield (
        f"{paint(item.id[:_ID_DIGITS], Ink.PLACE)} {level} {mark} "
        f"{paint(head, Ink.STRONG)}: “{shorten(one_line(finding.quote), room)}”"
    )
    yield wrapped(finding.question, " " * 17)


def _go_on(project: Project, reports: Sequence[Report]) -> None:
    """Offer to go through what waits; without a terminal, say where it waits."""
    ids = [
        item.id
        for report in reports
        for item in report.judged
        if item.state in ("new", "waiting")
    ]
    if not ids:
        return
    if not terminal.is_there():
        first = ids[0][:_ID_DIGITS]
        tell(
            f"{counted(len(ids), 'suggestion')} in the inbox. See one: "
            f"coresearch show {first}. Decide, at a terminal: coresearch inbox --walk"
        )
        return
    say()
    try:
        if terminal.ask_yes("Go through them one by one? [y/N] "):
            walk(project, ids)
        else:
            say("They wait in the inbox: coresearch inbox")
    except EOFError:
        say()

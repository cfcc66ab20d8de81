"""`coresearch critique`: what the offline rules say of plans and scripts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from coresearch.cli.asking import Quiet, ShowContext, Wanted
from coresearch.cli.exit_codes import ExitCode, exit_code
from coresearch.cli.models import Model, Server
from coresearch.cli.offer import offer_walk
from coresearch.cli.output import advise, say, tell, tell_fault
from coresearch.cli.own_first import OwnFirst, ask_about_file, compare
from coresearch.cli.second_look import wanted_for
from coresearch.cli.status import Status
from coresearch.core.errors import BadInput, CoresearchError, NoRepository
from coresearch.core.findings import Severity
from coresearch.core.text import printable

if TYPE_CHECKING:  # the rules cost a tenth of a second that only this command pays
    from coresearch.config import Settings
    from coresearch.core.first_answers import OwnFinding
    from coresearch.workbench.critique import Choice, Report
    from coresearch.workbench.project import Project
    from coresearch.workbench.readers import Read, Readers
    from coresearch.workbench.texts import Text


_NOT_KEPT = "Findings are shown, but not kept."


_TABLES = (".csv", ".tsv", ".jsonl", ".parquet")
_MANY = 10
"""Files that take more than a second to read."""

_LONG = 200_000
"""Bytes of a plan that take more than a second to read."""


class Format(StrEnum):
    """What `critique` writes."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    SARIF = "sarif"


def critique(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE", help="Plans, drafts, code, results; - reads stdin."
        ),
    ],
    output: Annotated[
        Format,
        typer.Option(
            "--format", "-f", metavar="FORM", help="text, json, markdown or sarif."
        ),
    ] = Format.TEXT,
    fail_on: Annotated[
        Severity | None,
        typer.Option(help="Exit with 1 if a finding is this severe or more."),
    ] = None,
    rule: Annotated[
        list[str] | None,
        typer.Option(metavar="RULE", help="Ask only this rule (repeatable)."),
    ] = None,
    no_rule: Annotated[
        list[str] | None,
        typer.Option(metavar="RULE", help="Do not ask this rule (repeatable)."),
    ] = None,
    show_all: Annotated[
        bool, typer.Option("--all", help="Show all findings, not the ten that matter.")
    ] = False,
    only_report: Annotated[
        bool,
        typer.Option("--only-report", help="Do not put findings into the inbox."),
    ] = False,
    model: Model = "",
    server: Server = "",
    quiet: Quiet = False,
    show_context: ShowContext = False,
    own_first: OwnFirst = False,
) -> None:
    """Critique plans, drafts and code offline; with --model, ask one as well.

    A draft (report.md, or numbers that name runs) is asked about its claims, and
    its numbers are held to the runs; a table of results is analysed. Findings wait
    in the inbox; nothing changes a file until you accept it.

    Examples:

      coresearch critique plan.md train.py

      coresearch critique plan.md --format sarif > plan.sarif

      git show HEAD:plan.md | coresearch critique - --fail-on high

      coresearch critique plan.md --model ollama_chat/llama3.2
    """
    from coresearch.cli.session import settings_here
    from coresearch.workbench.critique import choose_rules

    settings = settings_here()
    alone = len(files) == 1
    round_ = _Round(choose_rules(settings, rule or [], no_rule or []))
    if show_context:
        round_.steps = [partial(_show_context, wanted=Wanted(model, server))]
    else:
        round_.steps = [partial(_write, output=output, show_all=show_all, alone=alone)]
        if output is Format.TEXT:
            round_.tables = partial(_analyse, heard=round_.heard)
        if model:
            wanted = wanted_for(model, server, output, quiet=quiet)
            round_.steps.append(partial(_ask_too, wanted=wanted, heard=round_.heard))
    with ExitStack() as stack:
        project = None if only_report else _project(stack, output)
        if own_first:
            is_text = output is Format.TEXT
            own = ask_about_file(project if is_text else None, files)
            round_.steps.append(partial(_compare, own=own))
        round_.read(files, project, quiet=quiet)
        if output is Format.SARIF:
            _say_sarif(round_.reports)
        if output is Format.TEXT and not show_context:
            if round_.reports and not alone:
                _sum_up(round_.reports, show_all)
            if settings.critic.off and not rule:
                _say_what_is_off(settings)
            if project is not None:
                _go_on(project, round_.reports, round_.heard)
    code = round_.code
    if fail_on and any(report.at_or_above(fail_on) for report in round_.reports):
        code = code or ExitCode.FOUND
    raise typer.Exit(code)


def is_table(name: str) -> bool:
    """Whether a file called so holds results."""
    return Path(name).suffix.lower() in _TABLES


Step = Callable[["Project | None", "Report"], ExitCode]
_Tables = Callable[["Project | None", str], None]
_Finish = Callable[[Status], None]
"""Tells and keeps what came of one file, once it is that one's turn."""


class _Round:
    """The files of one command, one after another, and what came of them."""

    def __init__(self, choice: Choice) -> None:
        self._choice = choice
        self.steps: list[Step] = []
        """What is done with each file that was read."""
        self.reports: list[Report] = []
        self.tables: _Tables | None = None
        """What is done with a table of results."""
        self.heard: list[str] = []
        """Suggestions that came besides the findings, by their ids."""
        self.code = ExitCode.OK

    def read(
        self, files: Sequence[str], project: Project | None, *, quiet: bool
    ) -> None:
        """Read all; one that cannot be read does not hide the others."""
        from coresearch.workbench.readers import ahead, readers

        status = Status(quiet=quiet or len(files) < _MANY)
        with readers(self._choice, files) as pool:
            begun = ((name, self._begin(name, project, pool)) for name in files)
            for number, (name, finish) in enumerate(ahead(begun, pool.ahead), start=1):
                status.show(f"Reading {number} of {len(files)}: {printable(name)} …")
                finish(status)
                status.clear()

    def _begin(self, name: str, project: Project | None, pool: Readers) -> _Finish:
        """Have the file read; what comes of it is told and kept in its turn."""
        if self.tables is not None and is_table(name):
            return partial(self._finish_table, self.tables, project, name)
        try:
            file = _read(name, project)
        except CoresearchError as fault:
            return partial(self._tell, fault)
        return partial(self._finish_text, file, pool.begin(file.text))

    def _tell(self, fault: CoresearchError, status: Status) -> None:
        status.clear()
        tell_fault(fault.message, fault.hint)
        self.code = exit_code(fault)

    def _finish_table(
        self, analyse: _Tables, project: Project | None, name: str, status: Status
    ) -> None:
        status.clear()
        try:
            analyse(project, name)
        except CoresearchError as fault:
            self._tell(fault, status)

    def _finish_text(self, file: _File, read: Read, status: Status) -> None:
        from coresearch.workbench.critique import report_on

        text = file.text
        if file.notice:
            advise(file.notice)
        if len(text.content) > _LONG:
            advise(f"Reading {text.name} ({len(text.content) / 1e6:.1f} MB) …")
        try:
            found = read()
        except CoresearchError as fault:
            self._tell(fault, status)
            return
        report = report_on(text, self._choice, file.home, found)
        self.reports.append(report)
        status.clear()
        for step in self.steps:
            self.code = step(file.home, report) or self.code


def _project(stack: ExitStack, output: Format) -> Project | None:
    """The project here; without a repository findings are shown, but not kept."""
    from coresearch.cli.session import project_here

    try:
        return stack.enter_context(project_here())
    except NoRepository as fault:
        if output is Format.TEXT:
            advise(f"{fault.message} {_NOT_KEPT}")
        return None


class _File(NamedTuple):
    """A file that could be read."""

    text: Text
    home: Project | None
    """The project in whose inbox its findings can wait."""
    notice: str = ""
    """Why they cannot."""


def _read(name: str, project: Project | None) -> _File:
    from coresearch.workbench.texts import as_text, read_text

    if name == "-":
        if sys.stdin.isatty():
            tell("Type or paste the plan; end it with Ctrl-D on a line of its own.")
        return _File(as_text(sys.stdin.buffer.read(), "stdin"), None)
    file = Path(name)
    if project is None:
        return _File(read_text(file, name), None)
    try:
        known = project.relative(file)
    except BadInput as fault:
        return _File(read_text(file, name), None, f"{fault.message} {_NOT_KEPT}")
    return _File(read_text(file, known), project)


def _write(
    _: Project | None, report: Report, output: Format, *, show_all: bool, alone: bool
) -> ExitCode:
    """One file whole; of several, a line each, unless all is wanted."""
    from coresearch.cli import formats
    from coresearch.cli.report import as_line, as_text

    match output:
        case Format.TEXT if alone or show_all:
            for line in as_text(report, show_all):
                say(line)
        case Format.TEXT:
            say(as_line(report))
        case Format.JSON:
            say(formats.as_json(report))
        case Format.MARKDOWN:
            say(formats.as_markdown(report))
    return ExitCode.OK


def _analyse(project: Project | None, name: str, heard: list[str]) -> None:
    """A table of results: what it shows and what it does not, as `analyse` says it."""
    from coresearch.workbench.analyse import Wanted as Asked
    from coresearch.workbench.analysis_page import as_markdown
    from coresearch.workbench.results_named import analyse_named

    report = analyse_named(project, [name], Asked(), Path.cwd())
    for line in as_markdown(report):
        say(printable(line))
    told = (one.placed for one in report.told)
    heard += [one.id for one in told if one and one.entry.state == "waiting"]


def _say_sarif(reports: Sequence[Report]) -> None:
    from coresearch.cli.formats import as_sarif

    say(as_sarif(reports))


def _compare(
    project: Project | None, report: Report, own: Sequence[OwnFinding]
) -> ExitCode:
    """What the person had found before against what is open now."""
    if project is not None:
        made = [item.id for item in report.judged if item.is_open]
        compare(project, own, [(one, project.journal.suggestion(one)) for one in made])
    return ExitCode.OK


def _ask_too(
    project: Project | None, report: Report, wanted: Wanted, heard: list[str]
) -> ExitCode:
    """Ask a model about the plan as well; what it suggests is added to `heard`."""
    from coresearch.cli.second_look import second_look

    if project is None:
        tell_fault(
            f"No model was asked about {printable(report.name)}: what one is asked and "
            "says is kept in a repository's journal, and this belongs to none."
        )
        return ExitCode.NO_REPOSITORY
    try:
        placed = second_look(project, report, wanted).placed
    except CoresearchError as fault:
        tell_fault(fault.message, fault.hint)
        return exit_code(fault)
    heard += [item.id for item in placed if item.entry.state == "waiting"]
    return ExitCode.OK


def _show_context(project: Project | None, report: Report, wanted: Wanted) -> ExitCode:
    """Print what a model would be given, and ask none."""
    from coresearch.cli.second_look import say_what_it_gets

    if project is None:
        tell_fault(f"{printable(report.name)} is in no repository: no model is asked.")
        return ExitCode.NO_REPOSITORY
    say_what_it_gets(project, report, wanted)
    return ExitCode.OK


def _sum_up(reports: Sequence[Report], show_all: bool) -> None:
    from coresearch.cli.report import total

    say(total(reports))
    if not show_all:
        say("  What was found: name one file, or --all")


def _say_what_is_off(settings: Settings) -> None:
    """What nobody asks must not look like what is in order."""
    from coresearch.cli.report import off

    say(off([name.upper() for name in settings.critic.off]))


def _go_on(project: Project, reports: Sequence[Report], more: Sequence[str]) -> None:
    """Offer to go through what waits, and `more` that came besides."""
    ids = [
        item.id
        for report in reports
        for item in report.judged
        if item.state in ("new", "waiting")
    ]
    offer_walk(project, [*ids, *more])

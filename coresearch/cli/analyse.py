"""`coresearch analyse`: what results say, with intervals, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coresearch.cli import terminal
from coresearch.cli.offer import offer_walk
from coresearch.cli.output import advise, say
from coresearch.core.errors import BadInput, NoRepository, NotFound
from coresearch.core.text import one_line

if TYPE_CHECKING:
    from coresearch.core.runs import Run
    from coresearch.workbench.analyse import Report, Wanted
    from coresearch.workbench.project import Project


class Format(StrEnum):
    """For a person, a program or a report."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


class Interval(StrEnum):
    """How the interval of a mean is made."""

    T = "t"
    BOOTSTRAP = "bootstrap"


_COLUMN = "COLUMN"
_MOST_RUNS = 1000


def analyse(
    what: Annotated[
        list[str] | None,
        typer.Argument(metavar="RUN… | RESULTS…", help="Runs, or tables of results."),
    ] = None,
    metric: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="What is compared.")
    ] = None,
    higher: Annotated[
        list[str] | None, typer.Option(metavar="METRIC", help="Higher is better.")
    ] = None,
    lower: Annotated[
        list[str] | None, typer.Option(metavar="METRIC", help="Lower is better.")
    ] = None,
    arm: Annotated[
        list[str] | None, typer.Option(metavar=_COLUMN, help="What is an arm.")
    ] = None,
    seed: Annotated[str, typer.Option(metavar=_COLUMN, help="The seed.")] = "",
    task: Annotated[
        list[str] | None, typer.Option(metavar=_COLUMN, help="What is a task.")
    ] = None,
    split: Annotated[
        str, typer.Option(metavar="[COLUMN=]VALUE", help="The part that is compared.")
    ] = "",
    case: Annotated[str, typer.Option(metavar=_COLUMN, help="What names a case.")] = "",
    label: Annotated[str, typer.Option(metavar=_COLUMN, help="The label.")] = "",
    prediction: Annotated[str, typer.Option(metavar=_COLUMN, help="The answer.")] = "",
    probability: Annotated[
        str, typer.Option(metavar=_COLUMN, help="How sure it was, 0 to 1.")
    ] = "",
    baseline: Annotated[
        str, typer.Option(metavar="ARM", help="Compare the others with this one.")
    ] = "",
    interval: Annotated[
        Interval, typer.Option(help="Student's, or drawn anew 2,000 times.")
    ] = Interval.T,
    unpaired: Annotated[
        bool, typer.Option("--unpaired", help="Do not pair runs by their seed.")
    ] = False,
    predict: Annotated[
        str, typer.Option(metavar="CLAIM", help="First say what will come out.")
    ] = "",
    sure: Annotated[
        float | None, typer.Option("--p", metavar="P", help="How likely that is.")
    ] = None,
    name: Annotated[
        str | None, typer.Option(metavar="TEXT", help="All runs of this name.")
    ] = None,
    file: Annotated[
        str | None, typer.Option(metavar="FILE", help="All runs of this file.")
    ] = None,
    plot: Annotated[
        bool, typer.Option("--plot", help="Draw pairs and curves in the terminal.")
    ] = False,
    save: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write a picture: .png, .svg or .pdf."),
    ] = None,
    output: Annotated[
        Format, typer.Option("--format", "-f", help="For whom it is written.")
    ] = Format.TEXT,
    only_report: Annotated[
        bool, typer.Option("--only-report", help="Put nothing into the inbox.")
    ] = False,
) -> None:
    """Say what results show, what they do not, and the cheapest next step.

    Arms over seeds: mean, interval, paired differences, corrected for their
    number. With a row for each case also: which cases, slices and labels.
    What it proposes waits in the inbox. No model is asked.

    Examples:

      coresearch analyse results.jsonl

      coresearch analyse results.csv --metric loss --baseline plain

      coresearch analyse --file train.py
    """
    from coresearch.analysis.comparison import How
    from coresearch.analysis.roles import Asked
    from coresearch.workbench.analyse import Wanted, predicted_claim

    told = _directions(higher or (), lower or ())
    asked = Asked(
        tuple(arm or ()), seed, tuple(task or ()), split, case, tuple(metric or ()),
        label, prediction, probability,
    )  # fmt: skip
    wanted = Wanted(
        asked,
        told,
        How(baseline, unpaired, interval is Interval.BOOTSTRAP),
        predicted_claim(predict, sure) if predict or sure is not None else None,
        not only_report,
        _ask if output is Format.TEXT and terminal.is_there() else _ask_nobody,
    )
    if save is not None:
        from coresearch.workbench.figures import check_figure

        check_figure(save)
    with ExitStack() as stack:
        project = _project(stack, quiet=output is not Format.TEXT)
        report = _report(project, what or [], name, file, wanted)
        _say(report, output, plot=plot)
        if save is not None:
            from coresearch.cli.output import tell
            from coresearch.workbench.figures import save_figure

            save_figure(report.analysis, save)
            tell(f"Wrote {save}")
        if output is Format.TEXT:
            _go_on(project, report)


def _ask(metric: str) -> str:
    """Which way it is better, as the person says; nothing if they do not."""
    question = f"Is a higher or a lower {one_line(metric)} better? [h/l] "
    answer = (terminal.ask_line(question) or "").lower()
    return {"h": "max", "l": "min"}.get(answer[:1], "")


def _ask_nobody(metric: str) -> str:
    return ""


def _directions(higher: Sequence[str], lower: Sequence[str]) -> dict[str, str]:
    both = set(higher) & set(lower)
    if both:
        raise BadInput(f"{both.pop()} cannot be better both ways.")
    return dict.fromkeys(higher, "max") | dict.fromkeys(lower, "min")


def _project(stack: ExitStack, *, quiet: bool) -> Project | None:
    from coresearch.cli.session import project_here

    try:
        return stack.enter_context(project_here())
    except NoRepository as fault:
        if not quiet:
            advise(f"{fault.message} What is found is shown, but not kept.")
        return None


def _report(
    project: Project | None,
    what: list[str],
    name: str | None,
    file: str | None,
    wanted: Wanted,
) -> Report:
    from coresearch.workbench.analyse import analyse_files, analyse_runs
    from coresearch.workbench.result_files import ENDINGS

    tables = [one for one in what if Path(one).suffix.lower() in ENDINGS]
    if tables and len(tables) == len(what) and not (name or file):
        return analyse_files(project, [Path(one) for one in tables], wanted)
    if tables:
        raise BadInput("Tables and runs are not compared with one another.")
    if not (what or name or file):
        raise BadInput(
            "Say what to analyse.",
            hint="coresearch analyse results.jsonl, or ids of runs, or --file train.py",
        )
    if project is None:
        strange = next((one for one in what if Path(one).exists()), "")
        if strange:
            raise BadInput(f"{strange} is no table: {', '.join(ENDINGS)}.")
        raise NoRepository(
            "Runs are on record in a git repository, and this is none.",
            hint="Outside of one, name a table: coresearch analyse results.csv",
        )
    return analyse_runs(project, _runs(project, what, name, file), wanted)


def _runs(
    project: Project, ids: Sequence[str], name: str | None, file: str | None
) -> list[Run]:
    """The runs that are meant, the oldest first.

    Raises:
        NotFound: there is none.
    """
    from coresearch.journal.runs import find_run, list_runs, read_run

    journal = project.journal
    found = [find_run(journal, one) for one in ids]
    if name or file:
        path = project.relative(Path(file)) if file else None
        rows = list_runs(journal, limit=_MOST_RUNS, name=name, path=path)
        found += [row.id for row in reversed(rows)]
        if not rows:
            raise NotFound("No run fits.", hint="See what ran: coresearch runs list")
    return [read_run(journal, one) for one in dict.fromkeys(found)]


def _say(report: Report, output: Format, *, plot: bool) -> None:
    if output is Format.JSON:
        from coresearch.cli.analysis_formats import as_json

        say(as_json(report))
        return
    if output is Format.MARKDOWN:
        from coresearch.cli.analysis_formats import as_markdown

        lines = as_markdown(report)
    else:
        from coresearch.cli.analysis_views import as_text

        lines = as_text(report, plot=plot)
    for line in lines:
        say(line)


def _go_on(project: Project | None, report: Report) -> None:
    """Offer to go through what waits."""
    placed = [one.placed for one in report.told if one.placed is not None]
    ids = [one.id for one in placed if one.entry.state == "waiting"]
    if project is not None:
        offer_walk(project, ids)

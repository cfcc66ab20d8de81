"""`coresearch analyse`: what results say, with intervals, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from coresearch.cli import analysis_options as options
from coresearch.cli import terminal
from coresearch.cli.analysis_options import Form, Interval
from coresearch.cli.asking import Quiet, ShowContext, Wanted
from coresearch.cli.models import Model, Server
from coresearch.cli.offer import offer_walk
from coresearch.cli.output import advise, say, tell
from coresearch.cli.reply_view import Format
from coresearch.core.errors import BadInput, NoRepository
from coresearch.core.text import one_line

if TYPE_CHECKING:
    from coresearch.workbench.analyse import Report
    from coresearch.workbench.project import Project


def analyse(
    what: options.What = None,
    metric: options.Metrics = None,
    higher: options.Higher = None,
    lower: options.Lower = None,
    arm: options.Arm = None,
    seed: options.Seed = "",
    task: options.Task = None,
    split: options.Split = "",
    case: options.Case = "",
    label: options.Label = "",
    prediction: options.Prediction = "",
    probability: options.Probability = "",
    baseline: options.Baseline = "",
    interval: options.HowWide = Interval.T,
    unpaired: options.Unpaired = False,
    predict: options.Predict = "",
    sure: options.Sure = None,
    name: options.Name = None,
    file: options.File = None,
    sweep: options.OfSweep = None,
    plot: options.Plot = False,
    save: options.Save = None,
    output: options.HowWritten = Form.TEXT,
    only_report: options.OnlyReport = False,
    model: Model = "",
    server: Server = "",
    quiet: Quiet = False,
    show_context: ShowContext = False,
) -> None:
    """Say what results show, what they do not, and the cheapest next step.

    Arms over seeds: mean, interval, paired differences, corrected for their
    number. With a row for each case also: which cases, slices and labels.
    What it proposes waits in the inbox. Offline; with --model, one reads the
    cases then as well, and may claim no more than the numbers do.

    Examples:

      coresearch analyse results.jsonl

      coresearch analyse results.csv --metric loss --baseline plain

      coresearch analyse --sweep 3f2a

      coresearch analyse --file train.py --model ollama_chat/llama3.2
    """
    from coresearch.analysis.comparison import How
    from coresearch.analysis.roles import Asked
    from coresearch.workbench.analyse import Wanted as Sought
    from coresearch.workbench.analyse import predicted_claim
    from coresearch.workbench.results_named import analyse_named

    asked = Asked(
        tuple(arm or ()), seed, tuple(task or ()), split, case, tuple(metric or ()),
        label, prediction, probability,
    )  # fmt: skip
    sought = Sought(
        asked,
        _directions(higher or (), lower or ()),
        How(baseline, unpaired, interval is Interval.BOOTSTRAP),
        predicted_claim(predict, sure) if predict or sure is not None else None,
        not (only_report or show_context),
        _ask if output is Form.TEXT and terminal.is_there() else _ask_nobody,
    )
    _check(save)
    wanted = Wanted(model, server, Format(output), quiet)
    with ExitStack() as stack:
        project = _project(stack, quiet=output is not Form.TEXT)
        report = analyse_named(
            project, what or (), sought, Path(), name=name, file=file, sweep=sweep
        )
        if show_context:
            from coresearch.cli.reading import say_what_it_gets

            say_what_it_gets(project, report, wanted)
            return
        _say(report, output, plot=plot)
        _save(report, save)
        heard: Sequence[str] = ()
        if model:
            from coresearch.cli.reading import read_by_model

            heard = read_by_model(project, report, wanted)
        if output is Form.TEXT:
            _go_on(project, report, heard)


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


def _say(report: Report, output: Form, *, plot: bool) -> None:
    if output is Form.JSON:
        from coresearch.cli.analysis_formats import as_json

        say(as_json(report))
        return
    if output is Form.MARKDOWN:
        from coresearch.workbench.analysis_page import as_markdown

        lines = as_markdown(report)
    else:
        from coresearch.cli.analysis_views import as_text

        lines = as_text(report, plot=plot)
    for line in lines:
        say(line)


def _check(save: Path | None) -> None:
    if save is not None:
        from coresearch.workbench.figures import check_figure

        check_figure(save)


def _save(report: Report, save: Path | None) -> None:
    if save is not None:
        from coresearch.workbench.figures import save_figure

        save_figure(report.analysis, save)
        tell(f"Wrote {save}")


def _go_on(project: Project | None, report: Report, more: Sequence[str]) -> None:
    """Offer to go through what waits."""
    placed = [one.placed for one in report.told if one.placed is not None]
    ids = [one.id for one in placed if one.entry.state == "waiting"]
    if project is not None:
        offer_walk(project, [*ids, *more])

"""An analysis as Markdown: to paste into a report, and for the interface."""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.analysis.claims import (
    chosen,
    difference_said,
    mean_said,
    p_said,
    pairing_said,
    runs_said,
)
from coresearch.core.predictions import Outcome as Ruling
from coresearch.core.text import one_line, printable
from coresearch.workbench.analyse import Report, Resolved


def as_markdown(report: Report) -> Iterator[str]:
    """A section to paste into a report or an issue."""
    found = report.analysis
    yield f"## {printable(report.name)}"
    yield ""
    yield printable(found.headline)
    for outcome in found.outcomes:
        kind = "bootstrap" if outcome.bootstrap else "t"
        yield ""
        yield f"| arm | {_cell(outcome.metric)}, 95 % {kind} interval | runs |"
        yield "|---|---|---|"
        for arm in outcome.arms:
            yield f"| {_cell(arm.name)} | {mean_said(arm)} | {runs_said(arm)} |"
        pairs = chosen(outcome, found.baseline)
        if pairs:
            yield ""
            yield "| difference | 95 % interval | p | of | verdict |"
            yield "|---|---|---|---|---|"
        for one in pairs:
            yield (
                f"| {_cell(one.first)} − {_cell(one.second)} "
                f"| {difference_said(one, outcome.direction)} | {p_said(one)} "
                f"| {pairing_said(one)} | {one.verdict} |"
            )
    for told in report.told:
        reading = told.reading
        yield ""
        yield f"### {printable(reading.title)} ({reading.severity})"
        yield ""
        yield printable(reading.message)
        if reading.next:
            yield ""
            yield f"**Next:** {printable(reading.next)}"
    for resolved in report.resolved:
        yield ""
        yield resolution(resolved)
    if found.notes:
        yield ""
        yield f"Taken so: {one_line('; '.join(found.notes))}."


def _cell(text: str) -> str:
    return one_line(text).replace("|", "\\|")


def resolution(one: Resolved) -> str:
    """What became of a prediction, in a sentence."""
    claim = printable(one.claim)
    if one.outcome is None:
        return f"Predicted: {claim}. These results do not decide it; it stays open."
    word = "came true" if one.outcome is Ruling.HELD else "did not come true"
    return f"Predicted: {claim}. It {word}."

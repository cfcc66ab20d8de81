"""The cases of an analysis as text: worst, changed, slices, calibration, confusions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coresearch.analysis.cases import Cases
from coresearch.analysis.claims import (
    figures,
    interval,
)
from coresearch.analysis.predictions import MOST_CLASSES, Confusion, text_of
from coresearch.analysis.slices import Loss
from coresearch.cli.forest import forest
from coresearch.cli.output import Ink, cut, padded, paint, width, wrapped
from coresearch.core.text import cells, counted, one_line, printable
from coresearch.workbench.analyse import Report


def fitted_line(text: str) -> str:
    """A line with its spaces, cut where the terminal ends."""
    return cut(printable(" ".join(text.splitlines())), width())


def cases_as_text(report: Report) -> Iterator[str]:
    """The cases, as far as the table has them."""
    told = report.analysis.cases
    if told is None:
        return
    cases, count = told.cases, len(told.cases.names)
    yield paint(f"Case by case: {counted(count, 'case')}", Ink.STRONG)
    if told.worst:
        yield fitted_line("  the worst, by their mean over all arms and runs")
        for case, score in told.worst:
            yield fitted_line(f"    {score:.3g}  {cases.shown(case)}")
    if told.changes is not None and told.changes.most:
        changed = told.changes
        p = "" if changed.p is None else f", sign test p = {changed.p:.2g}"
        yield wrapped(
            f"from {one_line(changed.first)} to {one_line(changed.second)}: "
            f"{changed.better} better, {changed.worse} worse of {changed.both}{p}; the "
            "most changed",
            "  ",
        )
        for case, difference in changed.most:
            yield fitted_line(f"    {difference:+.3g}  {cases.shown(case)}")
        yield from _losses(told.lost, f"{changed.second} less {changed.first}", cases)
    yield from _losses(told.failing, "its best arm there less elsewhere", cases)
    for one in told.calibrations[:4]:
        yield fitted_line(
            f"  {one_line(one.arm)}: sure {one.sure:.3f}, right {one.right:.3f}; gap "
            f"{figures(one.gap, (one.high - one.low) / 2)} "
            f"{interval(one.low, one.high)}; Brier {one.brier:.3f}; n = {one.count}"
        )
        for each in one.bins:
            bar = forest([(each.low, each.came_true, each.high), (0, None, 1)], 30)[0]
            yield fitted_line(f"    {each.stated:.2f}  {bar}  {each.came_true:.2f}")
    for one_table in told.confusions[:2]:
        yield from _confusion(one_table)
    for doubt in told.doubts:
        sure = "" if doubt.probability is None else f", {doubt.probability:.2f} sure"
        text = text_of(cases.table, doubt.row, cases.roles.features)
        yield fitted_line(
            f"  label {doubt.label}? {counted(doubt.votes, 'prediction')} "
            f"{doubt.said}{sure}: {doubt.name} {text}"
        )


def _losses(lost: Sequence[Loss], what: str, cases: Cases) -> Iterator[str]:
    shown = [one for one in lost if one.value < 0][:3] or list(lost[:1])
    if not shown:
        return
    yield wrapped(
        f"slices, the least favourable of {shown[0].tried}: {one_line(what)}", "  "
    )
    for one in shown:
        half = (one.high - one.low) / 2
        yield fitted_line(
            f"    {figures(one.value, half)} {interval(one.low, one.high)}, "
            f"p = {one.corrected:.2g} after Holm: {one.slice.what} "
            f"({counted(len(one.slice.cases), 'case')})"
        )


def _confusion(one: Confusion) -> Iterator[str]:
    yield fitted_line(
        f"  {one_line(one.arm)}: {one.right} of {one.total} right; rows are labels"
    )
    if len(one.classes) > MOST_CLASSES:
        for wrong in one.mistakes()[:5]:
            yield fitted_line(f"    {wrong[2]} × {wrong[0]} taken for {wrong[1]}")
        return
    wide = max(min(max(map(cells, one.classes)), 12), 5)
    names = [padded(cut(one_line(name), wide), wide) for name in one.classes]
    yield fitted_line("    " + " " * (wide + 2) + "  ".join(names))
    for padded_name, name in zip(names, one.classes, strict=True):
        row = [one.counts[name, answer] for answer in one.classes]
        if any(row):
            numbers = "  ".join(f"{count:>{wide}}" for count in row)
            yield fitted_line(f"    {padded_name}  {numbers}")

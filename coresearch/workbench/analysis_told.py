"""What a model is told of results after the rules, and what it may claim of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from coresearch.analysis.analysis import Analysis, CaseReport
from coresearch.analysis.cases import case_names
from coresearch.analysis.claims import (
    chosen,
    difference_said,
    figures,
    interval,
    mean_said,
    p_said,
    pairing_said,
    runs_said,
)
from coresearch.analysis.excerpts import excerpts, wrong_and_right
from coresearch.analysis.outcomes import Outcome
from coresearch.analysis.overclaims import overclaims
from coresearch.analysis.slices import Loss
from coresearch.core.replies.values import Proposal
from coresearch.core.text import counted, fenced, one_line
from coresearch.prompts import Rendered
from coresearch.workbench.analyse import Report, Told
from coresearch.workbench.project import Project
from coresearch.workbench.question import render_question

_MOST_ARMS = 20
_MOST_SLICES = 8
_MOST_WRONG, _MOST_RIGHT = 16, 8
"""Cases that a model reads."""


def render_analysis(project: Project, report: Report, takes: int | None) -> Rendered:
    """What is sent of an analysis: figures, what rules read in them, and some cases.

    The results themselves stay here. `takes` is how many tokens the model takes.
    """
    return render_question(
        project,
        "analyse",
        "\n\n".join(_told(report)),
        takes=takes,
        findings="\n".join(_found(one) for one in report.told) or "- Nothing.",
        references=[],
    )


def judge_of(report: Report) -> Callable[[Proposal], str]:
    """Says why a suggestion claims what these results do not allow, if it does."""
    found = report.analysis
    slices = (*found.cases.lost, *found.cases.failing) if found.cases else ()

    def judge(proposal: Proposal) -> str:
        text = f"{proposal.title}.\n{proposal.reason}"
        reasons = overclaims(text, found.outcomes, slices)
        if not reasons:
            return ""
        return f"It claims more than the numbers allow: {'; '.join(reasons[:2])}."

    return judge


def _told(report: Report) -> Iterator[str]:
    found = report.analysis
    yield f"Results: {report.name}. {found.headline}"
    for outcome in found.outcomes:
        yield "\n".join(_arms(outcome, found.baseline))
    if found.notes:
        yield f"Taken so: {one_line('; '.join(found.notes))}."
    if found.cases is not None:
        yield from _cases(found, found.cases)
    yield "What do the failures share, and what else would explain these numbers?"


def _arms(outcome: Outcome, baseline: str) -> Iterator[str]:
    better = {"max": "higher is better", "min": "lower is better"}
    way = better.get(outcome.direction, "which way is better was not said")
    yield f"{one_line(outcome.metric)} ({way}), mean with 95 % interval:"
    for arm in outcome.arms[:_MOST_ARMS]:
        yield f"- {one_line(arm.name)}: {mean_said(arm)}, {runs_said(arm)}"
    for one in chosen(outcome, baseline)[:_MOST_ARMS]:
        can = "can be claimed" if one.is_claim else "cannot be claimed"
        yield (
            f"- {one_line(one.first)} less {one_line(one.second)}, above 0 where the "
            f"first is better: {difference_said(one, outcome.direction)}, {p_said(one)}"
            f", {pairing_said(one)}: {can}"
        )


def _cases(found: Analysis, told: CaseReport) -> Iterator[str]:
    cases = told.cases
    best = found.outcomes[0].arms[0].name
    changes = told.changes
    if changes is not None:
        yield (
            f"Case by case, from {one_line(changes.first)} to "
            f"{one_line(changes.second)}: {changes.better} better, {changes.worse} "
            f"worse of {changes.both}."
        )
        what = f"{one_line(changes.second)} less {one_line(changes.first)}"
        yield from _slices(told.lost, what)
    yield from _slices(told.failing, f"{one_line(best)} there less elsewhere")
    wrong, right = wrong_and_right(cases, best, _MOST_WRONG, _MOST_RIGHT)
    names = case_names(cases.table, cases.roles)
    every = counted(len(cases.names), "case")
    for word, some in (("worst", wrong), ("best", right)):
        if some:
            lines = excerpts(cases, some, names)
            yield (
                f"{len(some)} of {every}, evenly from those on which "
                f"{one_line(best)} does {word}; of each arm the first run's answer, in "
                "brackets the mean score of its runs:\n\n" + fenced("\n".join(lines))
            )


def _slices(lost: Sequence[Loss], what: str) -> Iterator[str]:
    if not lost:
        return
    lines = [f"Slices of {lost[0].tried}, {what}:"]
    for one in lost[:_MOST_SLICES]:
        half = (one.high - one.low) / 2
        lines.append(
            f"- {one_line(one.slice.what)}: {figures(one.value, half)} "
            f"{interval(one.low, one.high)}, p = {one.corrected:.2g} after Holm, "
            f"{counted(len(one.slice.cases), 'case')}"
        )
    yield "\n".join(lines)


def _found(one: Told) -> str:
    reading = one.reading
    return (
        f"- {reading.rule} ({reading.severity}): {one_line(reading.title)}. "
        f"{one_line(reading.message)}"
    )

"""Rules about arms: what the comparison means, and what would settle it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from statistics import NormalDist

from coresearch.analysis.claims import (
    chosen,
    claim_said,
    difference_said,
    figures,
    oriented,
    p_said,
    quote,
    runs_behind,
)
from coresearch.analysis.contrasts import LEAST
from coresearch.analysis.outcomes import Comparison, Outcome, Verdict
from coresearch.analysis.reading import Reading
from coresearch.analysis.run_rules import (
    read_best_of,
    read_copies,
    read_direction,
    read_lost,
    read_scales,
    read_seeds,
)
from coresearch.core.findings import Severity
from coresearch.core.metric_names import words
from coresearch.core.text import counted, one_line

_WORTH = 10
"""More runs than this many times what there is are not proposed."""
_MOST_READ = 3
"""Comparisons of one metric that are spoken of."""


def read_outcome(outcome: Outcome, baseline: str) -> Iterator[Reading]:
    """What the rules say of one metric."""
    pairs = chosen(outcome, baseline)
    for one in [one for one in pairs if one.is_claim][:_MOST_READ]:
        yield _claim(outcome, one)
    unclear = [one for one in pairs if one.verdict is Verdict.UNCLEAR]
    for one in unclear[:_MOST_READ]:
        yield _unclear(outcome, one)
    few = [one for one in pairs if one.verdict is Verdict.TOO_FEW]
    if few:
        yield _too_few(outcome, few)
    for rule in (
        _constant,
        read_seeds,
        read_lost,
        read_best_of,
        read_copies,
        _named_best,
    ):
        yield from rule(outcome, pairs)
    yield from read_direction(outcome)
    yield from read_scales(outcome)
    yield from _winner(outcome, unclear)


def _claim(outcome: Outcome, one: Comparison) -> Reading:
    found = one.contrast
    noise = ""
    if found.spread:
        times = abs(one.difference) / found.spread
        noise = (
            f" The difference is {times:.2g} times the spread between runs "
            f"({figures(found.spread)})."
        )
    hold = ""
    severity = Severity.LOW
    if one.pessimistic is not None:
        sign = -1 if outcome.direction == "min" else 1
        worst = sign * one.pessimistic
        hold = (
            f" If each run that gave no number had been as bad as the worst, it "
            f"would be {figures(worst)}."
        )
        if worst <= 0:
            severity = Severity.HIGH
            hold += " The claim rests on leaving them out."
    return Reading(
        "claim",
        f"Record: {one_line(one.first)} "
        f"{'beats' if outcome.direction else 'is above'} {one_line(one.second)}",
        f"{claim_said(one, outcome.direction)}.{noise}{hold}",
        severity,
        0.9,
        quote(outcome, one),
        next="See whether it holds with new seeds, or on other data.",
        question="Was this comparison planned before the results were seen?",
        source=("t test on runs; Holm 1979 for the number of comparisons"),
        runs=runs_behind(outcome, one.first, one.second),
    )


def _unclear(outcome: Outcome, one: Comparison) -> Reading:
    needed, have = one.needed, _have(one)
    said = (
        f"{difference_said(one, outcome.direction)}, {p_said(one)}: "
        f"{one_line(one.first)} and {one_line(one.second)} cannot be told apart on "
        f"{one_line(one.metric)}."
    )
    if one.detectable is not None:
        said += (
            f" These runs would show a difference of {figures(one.detectable)} with "
            "80 % power."
        )
    unit = "pairs of runs" if one.contrast.paired else "runs of each arm"
    per = " on each task" if one.contrast.tasks > 1 else ""
    if needed is None or needed > _WORTH * have:
        much = "" if needed is None or math.isinf(needed) else f" about {needed:.0f}"
        why = (
            f" To see a difference as small as this one would take{much} {unit}{per}."
            if much
            else " There is next to no difference to be seen."
        )
        return Reading(
            "drop-claim",
            f"Drop the claim: {one_line(one.first)} against {one_line(one.second)}",
            said + why,
            Severity.MEDIUM,
            0.8,
            quote(outcome, one),
            next="Say that no difference was found, with the interval.",
            question="Which difference would matter? Does the interval exclude it?",
            source="noncentral t (Cohen 1988)",
            runs=runs_behind(outcome, one.first, one.second),
        )
    more = max(1, math.ceil(needed - have))
    return Reading(
        "more-runs",
        f"{more} more {unit}: {one_line(one.first)} against {one_line(one.second)}",
        f"{said} If the true difference is the one that was seen, {needed:.0f} {unit}"
        f"{per} would show it with 80 % power: {more} more than now. It may well be "
        "smaller: fix their number before you look.",
        Severity.MEDIUM,
        0.8,
        quote(outcome, one),
        next=f"Run {more} new seeds of both arms, the same for both.",
        question="Is a difference of this size worth that many runs?",
        source="noncentral t (Cohen 1988); Colas et al. 2018",
        runs=runs_behind(outcome, one.first, one.second),
    )


def _have(one: Comparison) -> float:
    """Pairs, or runs of each arm, on one task."""
    found = one.contrast
    if found.over_tasks:
        return found.tasks
    tasks = 1 if found.averaged else found.tasks
    return found.figure.count / tasks / (1 if found.paired else 2)


def _too_few(outcome: Outcome, few: Sequence[Comparison]) -> Reading:
    one = few[0]
    by_task = [outcome.trials.values(arm.name).values() for arm in outcome.arms]
    most = max(len(runs) for tasks in by_task for runs in tasks)
    where = " on one task" if one.contrast.tasks > 1 else ""
    alone = f"are {most} runs of an arm" if most > 1 else "is one run of each arm"
    return Reading(
        "too-few-runs",
        "Repeat it with other seeds",
        f"There {alone}{where}: how much {one_line(one.metric)} differs by chance "
        f"is not known, well enough to tell a difference from it. Seen: "
        f"{difference_said(one, outcome.direction)} between {one_line(one.first)} and "
        f"{one_line(one.second)}.",
        Severity.HIGH,
        0.95,
        quote(outcome, one),
        next="Run each arm with the same five seeds, then analyse again.",
        question="What differs from run to run besides the seed?",
        source=f"Henderson et al. 2018; at least {LEAST} runs, better 5 to 10",
        runs=runs_behind(outcome, one.first, one.second),
    )


def _constant(outcome: Outcome, pairs: Sequence[Comparison]) -> Iterator[Reading]:
    flat = [arm for arm in outcome.arms if arm.spread == 0 and arm.count >= LEAST]
    if flat and outcome.trials.has_seeds:
        names = ", ".join(one_line(arm.name) for arm in flat[:3])
        yield Reading(
            "seed-unused",
            "The seed changes nothing",
            f"All runs of {names} give exactly the same {one_line(outcome.metric)}: "
            "the seed does not reach what is drawn by chance, or one result was "
            "copied. Their number says nothing.",
            Severity.HIGH,
            0.8,
            f"{one_line(outcome.metric)}: {names}, {counted(flat[0].count, 'run')} "
            f"with {figures(flat[0].mean or 0.0)}",
            next="Print a random number after seeding in two runs, and compare.",
            question="Where is the seed used?",
            source="Bouthillier et al. 2021",
            runs=runs_behind(outcome, flat[0].name),
        )


def _named_best(outcome: Outcome, pairs: Sequence[Comparison]) -> Iterator[Reading]:
    said = {"best", "max", "peak"} & set(words(outcome.metric))
    if said and pairs:
        yield Reading(
            "best-step",
            "A best value over a run's steps",
            f"{one_line(outcome.metric)} sounds like the best of many steps. On the "
            "data that chose the step it is too good, and the more so the longer the "
            "run and the noisier its curve.",
            Severity.MEDIUM,
            0.5,
            f"metric {one_line(outcome.metric)}",
            next="Choose the step on validation data; report it on the test data.",
            source="Dodge et al. 2019; REFORMS (Kapoor et al. 2024)",
        )


def _winner(outcome: Outcome, unclear: Sequence[Comparison]) -> Iterator[Reading]:
    """What the best of several equal arms gains by having been chosen."""
    count = sum(arm.mean is not None for arm in outcome.arms)
    first = next((one for one in unclear), None)
    if count < 4 or first is None or not first.contrast.figure.error:
        return
    # Blom 1958: the expected largest of n standard normal values.
    largest = NormalDist().inv_cdf((count - 0.375) / (count + 0.25))
    gain = largest * first.contrast.figure.error / math.sqrt(2)
    yield Reading(
        "winner",
        "The best of many arms looks better than it is",
        f"Of {count} equally good arms the best would be above their mean by about "
        f"{figures(gain)} through chance alone, with the spread that was seen; "
        f"{one_line(first.first)} leads {one_line(first.second)} by "
        f"{figures(oriented(first, outcome.direction)[0])}.",
        Severity.LOW,
        0.7,
        f"{one_line(outcome.metric)}: {count} arms",
        next="Run the chosen arm with new seeds, and report those.",
        source="Blom 1958; Dodge et al. 2019",
    )

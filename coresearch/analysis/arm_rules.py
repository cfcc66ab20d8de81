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
    mean_said,
    oriented,
    p_said,
    runs_said,
)
from coresearch.analysis.comparison import Comparison, Outcome, Verdict
from coresearch.analysis.contrasts import LEAST
from coresearch.analysis.reading import Reading
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
    for rule in (_constant, _seeds, _lost, _best_of, _copied, _named_best):
        yield from rule(outcome, pairs)
    yield from _direction(outcome)
    yield from _scales(outcome)
    yield from _winner(outcome, unclear)


def _runs(outcome: Outcome, *arms: str) -> tuple[str, ...]:
    own = [trial for arm in arms for trial in outcome.trials.by_arm[arm]]
    return tuple(dict.fromkeys(trial.run for trial in own if trial.run))


def _quote(outcome: Outcome, one: Comparison) -> str:
    by_name = {arm.name: arm for arm in outcome.arms}
    said = [
        f"{one_line(name)} {mean_said(by_name[name])} ({runs_said(by_name[name])})"
        for name in (one.first, one.second)
    ]
    return f"{one_line(outcome.metric)}: {'; '.join(said)}"


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
        _quote(outcome, one),
        next="See whether it holds with new seeds, or on other data.",
        question="Was this comparison planned before the results were seen?",
        source=("t test on runs; Holm 1979 for the number of comparisons"),
        runs=_runs(outcome, one.first, one.second),
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
            _quote(outcome, one),
            next="Say that no difference was found, with the interval.",
            question="Which difference would matter? Does the interval exclude it?",
            source="noncentral t (Cohen 1988)",
            runs=_runs(outcome, one.first, one.second),
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
        _quote(outcome, one),
        next=f"Run {more} new seeds of both arms, the same for both.",
        question="Is a difference of this size worth that many runs?",
        source="noncentral t (Cohen 1988); Colas et al. 2018",
        runs=_runs(outcome, one.first, one.second),
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
        _quote(outcome, one),
        next="Run each arm with the same five seeds, then analyse again.",
        question="What differs from run to run besides the seed?",
        source=f"Henderson et al. 2018; at least {LEAST} runs, better 5 to 10",
        runs=_runs(outcome, one.first, one.second),
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
            runs=_runs(outcome, flat[0].name),
        )


def _seeds(outcome: Outcome, pairs: Sequence[Comparison]) -> Iterator[Reading]:
    if not outcome.trials.has_seeds:
        return
    apart = [
        one for one in pairs
        if not one.contrast.paired and one.contrast.figure.count > 2
    ]  # fmt: skip
    for one in apart[:1]:
        own = [
            {t.seed for t in outcome.trials.by_arm[name] if t.value is not None}
            for name in (one.first, one.second)
        ]
        if len(own[0] & own[1]) >= 0.8 * min(map(len, own)):
            continue  # unpaired because the person wants it so
        yield Reading(
            "same-seeds",
            "Compare with the same seeds",
            f"{one_line(one.first)} and {one_line(one.second)} share "
            f"{counted(len(own[0] & own[1]), 'seed')} of {len(own[0])} and "
            f"{len(own[1])}, so their runs cannot be paired: what a seed does to both "
            "counts as noise.",
            Severity.MEDIUM,
            0.7,
            _quote(outcome, one),
            next="Run the seeds that are missing, so that each arm has the same ones.",
            source="Bouthillier et al. 2021",
            runs=_runs(outcome, one.first, one.second),
        )


def _lost(outcome: Outcome, pairs: Sequence[Comparison]) -> Iterator[Reading]:
    lost = [arm for arm in outcome.arms if arm.failed or arm.missing]
    if not lost:
        return
    said = "; ".join(f"{one_line(arm.name)} {runs_said(arm)}" for arm in lost[:4])
    turned = [
        one for one in pairs
        if one.pessimistic is not None
        and one.pessimistic * one.difference <= 0 and one.is_claim
    ]  # fmt: skip
    turn = (
        f" Counted as the worst value, they would turn {one_line(turned[0].first)} "
        f"against {one_line(turned[0].second)} around."
        if turned
        else ""
    )
    yield Reading(
        "lost-runs",
        "Runs without a result",
        f"The means are over what is left: {said}.{turn} Runs seldom fail by chance.",
        Severity.HIGH if turned else Severity.MEDIUM,
        0.9,
        f"{one_line(outcome.metric)}: {said}",
        next="Run them again, or report them: how many, of which arm, and why.",
        question="Did they fail because of what the arm does?",
        source="intention to treat; REFORMS (Kapoor et al. 2024)",
        runs=tuple(
            trial.run
            for arm in lost
            for trial in outcome.trials.by_arm[arm.name]
            if trial.value is None and trial.run
        ),
    )


def _best_of(outcome: Outcome, pairs: Sequence[Comparison]) -> Iterator[Reading]:
    known = [arm for arm in outcome.arms if arm.best is not None]
    if len(known) < 2 or outcome.direction != "max":
        return
    top = max(known, key=lambda arm: arm.best or 0.0)
    first = known[0]
    counts = {arm.count for arm in known}
    if top.name != first.name and top.count > 1:
        yield Reading(
            "best-of",
            "The best run is not of the best arm",
            f"The best single {one_line(outcome.metric)}, {figures(top.best or 0)}, is "
            f"of {one_line(top.name)}, whose mean is {mean_said(top)}; the best mean "
            f"is that of {one_line(first.name)}, {mean_said(first)}. The best of "
            "several runs grows with their number and their spread.",
            Severity.MEDIUM,
            0.7,
            f"{one_line(outcome.metric)}: best run {one_line(top.name)} "
            f"{figures(top.best or 0)}; best mean {one_line(first.name)}",
            next="Report means with intervals, never the best run.",
            source="Dodge et al. 2019; Agarwal et al. 2021",
        )
    elif max(counts) >= 2 * min(counts):
        yield Reading(
            "uneven-runs",
            "Arms with unlike numbers of runs",
            f"From {min(counts)} to {max(counts)} runs of an arm: the best run of the "
            "one with more is better by chance alone. Means are compared here.",
            Severity.LOW,
            0.7,
            f"{one_line(outcome.metric)}: "
            + ", ".join(f"{one_line(a.name)} {a.count}" for a in known[:6]),
            next="Give each arm the same number of runs, and the same tuning.",
            source="Dodge et al. 2019",
        )


def _copied(outcome: Outcome, pairs: Sequence[Comparison]) -> Iterator[Reading]:
    for one in pairs:
        values = [outcome.trials.values(name) for name in (one.first, one.second)]
        count = sum(map(len, values[0].values()))
        if values[0] == values[1] and count > 1:
            yield Reading(
                "same-numbers",
                f"{one_line(one.first)} and {one_line(one.second)} are the same",
                f"All {count} values of {one_line(outcome.metric)} are exactly the "
                "same: what tells the arms apart may not reach the code.",
                Severity.HIGH,
                0.9,
                _quote(outcome, one),
                next="Print the setting where it is used, in both arms.",
                runs=_runs(outcome, one.first, one.second),
            )
            return


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


def _direction(outcome: Outcome) -> Iterator[Reading]:
    if not outcome.direction:
        name = one_line(outcome.metric)
        yield Reading(
            "direction",
            f"Which way is {name} better?",
            f"Nobody said whether a higher {name} is better, and its name does not "
            "tell: differences are given, and no arm is called better.",
            Severity.LOW,
            0.9,
            f"metric {name}",
            next=f"--higher {name}, or --lower {name}",
        )


def _scales(outcome: Outcome) -> Iterator[Reading]:
    sizes: dict[str, float] = {}
    for trial in outcome.trials.trials:
        if trial.value is not None:
            sizes[trial.task] = max(sizes.get(trial.task, 0.0), abs(trial.value))
    known = sorted((size, task) for task, size in sizes.items() if size)
    if len(known) > 1 and known[-1][0] > 10 * known[0][0]:
        (small, one), (large, other) = known[0], known[-1]
        yield Reading(
            "scales",
            "Tasks of unlike scale",
            f"{one_line(outcome.metric)} reaches {figures(large)} on "
            f"{one_line(other)} and {figures(small)} on {one_line(one)}: a mean over "
            "tasks is that of the largest.",
            Severity.MEDIUM,
            0.8,
            f"{one_line(outcome.metric)}: {one_line(one)} {figures(small)}, "
            f"{one_line(other)} {figures(large)}",
            next="Bring the tasks to one scale, such as that of a baseline.",
            source="Agarwal et al. 2021",
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

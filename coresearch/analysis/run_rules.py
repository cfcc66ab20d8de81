"""Rules about the runs behind the arms: seeds, losses, copies, the best of several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coresearch.analysis.claims import (
    figures,
    mean_said,
    quote,
    runs_behind,
    runs_said,
)
from coresearch.analysis.outcomes import Comparison, Outcome
from coresearch.analysis.reading import Reading
from coresearch.core.findings import Severity
from coresearch.core.text import counted, one_line


def read_seeds(outcome: Outcome, pairs: Sequence[Comparison]) -> Iterator[Reading]:
    """Seeds that change nothing, or that the arms do not share."""
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
            quote(outcome, one),
            next="Run the seeds that are missing, so that each arm has the same ones.",
            source="Bouthillier et al. 2021",
            runs=runs_behind(outcome, one.first, one.second),
        )


def read_lost(outcome: Outcome, pairs: Sequence[Comparison]) -> Iterator[Reading]:
    """Runs that failed or are missing, and what they may change."""
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


def read_best_of(outcome: Outcome, pairs: Sequence[Comparison]) -> Iterator[Reading]:
    """A best run that says something else than the means."""
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


def read_copies(outcome: Outcome, pairs: Sequence[Comparison]) -> Iterator[Reading]:
    """Arms with the same numbers."""
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
                quote(outcome, one),
                next="Print the setting where it is used, in both arms.",
                runs=runs_behind(outcome, one.first, one.second),
            )
            return


def read_direction(outcome: Outcome) -> Iterator[Reading]:
    """A metric of which nobody said which way is better."""
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


def read_scales(outcome: Outcome) -> Iterator[Reading]:
    """Tasks whose values are of another size than the others'."""
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

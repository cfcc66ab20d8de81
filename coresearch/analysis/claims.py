"""What can be claimed and what cannot, in one line with its numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence

from coresearch.analysis.outcomes import Arm, Comparison, Outcome, Verdict
from coresearch.core.text import counted, one_line

_MOST = 2
"""Claims, and what cannot be claimed, in the one line."""


def figures(value: float, width: float | None = None) -> str:
    """A number with as many digits as its interval is worth: two of the half width."""
    if value == 0:
        return "0"
    if not width:
        return f"{value:.3g}"
    digits = 1 - math.floor(math.log10(abs(width)))
    if digits >= 0:
        return f"{value:.{min(digits, 12)}f}"
    return f"{round(value, digits):.10g}"


def interval(low: float | None, high: float | None) -> str:
    """`[0.01, 0.03]`, or nothing where it is not known."""
    if low is None or high is None:
        return ""
    half = (high - low) / 2
    return f"[{figures(low, half)}, {figures(high, half)}]"


def mean_said(arm: Arm) -> str:
    """`0.812 [0.79, 0.83]`."""
    if arm.mean is None:
        return "no number"
    half = None if arm.low is None or arm.high is None else (arm.high - arm.low) / 2
    return f"{figures(arm.mean, half)} {interval(arm.low, arm.high)}".rstrip()


def runs_said(arm: Arm) -> str:
    """`5 runs`, `4 of 5 runs (1 failed)`."""
    lost = [
        f"{count} {word}"
        for count, word in ((arm.failed, "failed"), (arm.missing, "missing"))
        if count
    ]
    if not lost:
        return counted(arm.asked, "run")
    return f"{arm.count} of {counted(arm.asked, 'run')} ({', '.join(lost)})"


def oriented(
    one: Comparison, direction: str
) -> tuple[float, float | None, float | None]:
    """The difference and its interval, above 0 where the first is better."""
    if direction != "min":
        return one.difference, one.low, one.high
    low = None if one.high is None else -one.high
    high = None if one.low is None else -one.low
    return -one.difference, low, high


def difference_said(one: Comparison, direction: str) -> str:
    """`0.021 [0.01, 0.03]`, above 0 where the first is better."""
    value, low, high = oriented(one, direction)
    half = None if low is None or high is None else (high - low) / 2
    return f"{figures(value, half)} {interval(low, high)}".rstrip()


def p_said(one: Comparison) -> str:
    """`p = 0.003 after Holm over 6`."""
    if one.corrected is None:
        return "no p"
    shown = "p < 0.001" if one.corrected < 0.001 else f"p = {one.corrected:.2g}"
    return shown if one.family < 2 else f"{shown} after Holm over {one.family}"


def pairing_said(one: Comparison) -> str:
    """`5 pairs of runs`, `5 and 4 runs`."""
    found = one.contrast
    tasks = f" on {counted(found.tasks, 'task')}" if found.tasks > 1 else ""
    if found.over_tasks:
        return f"one run each{tasks}, paired"
    if found.averaged:
        how = "paired" if found.paired else "unpaired"
        return f"{counted(found.figure.count, 'seed')}, {how}, averaged over{tasks[3:]}"
    if found.paired:
        if found.figure.count == found.tasks > 1:
            return f"one pair of runs on each of {found.tasks} tasks"
        return f"{counted(found.figure.count, 'pair')} of runs{tasks}"
    return f"{found.figure.count} unpaired runs{tasks}"


def chosen(outcome: Outcome, baseline: str = "") -> list[Comparison]:
    """What the person wants to know first: all against the baseline, or the best."""
    reference = baseline or (outcome.arms[0].name if outcome.arms else "")
    return [one for one in outcome.comparisons if reference in (one.first, one.second)]


def claim_said(one: Comparison, direction: str) -> str:
    """`b is better than a on accuracy by 0.021 [0.01, 0.03] (5 pairs of runs; p …)`."""
    how = "is better than" if direction else "is higher than"
    first, second = one_line(one.first), one_line(one.second)
    limit = ", for these runs on tasks like these" if one.contrast.over_tasks else ""
    return (
        f"{first} {how} {second} on {one_line(one.metric)} by "
        f"{difference_said(one, direction)}{limit} ({pairing_said(one)}; {p_said(one)})"
    )


def doubt_said(one: Comparison, direction: str) -> str:
    """Why nothing can be claimed of two arms."""
    pair = f"{one_line(one.first)} against {one_line(one.second)}"
    match one.verdict:
        case Verdict.TOO_FEW:
            count = pairing_said(one)
            return f"{pair}: {count}, too few to tell a difference from chance"
        case Verdict.CONSTANT:
            what = "differ by exactly the same" if one.difference else "are equal"
            return f"{pair}: {pairing_said(one)} {what}, so chance cannot be judged"
    detectable = one.detectable
    could = f", could show {figures(detectable)}" if detectable is not None else ""
    return (
        f"{pair} on {one_line(one.metric)} ({difference_said(one, direction)}, "
        f"{p_said(one)}{could})"
    )


def headline(outcomes: Sequence[Outcome], baseline: str = "") -> str:
    """One line: what can be claimed and what cannot."""
    pairs = [(one, o.direction) for o in outcomes for one in chosen(o, baseline)]
    if not pairs:
        return f"Nothing can be compared: {_alone(outcomes)}."
    can = [claim_said(one, way) for one, way in pairs if one.is_claim]
    cannot = [doubt_said(one, way) for one, way in pairs if not one.is_claim]
    parts = []
    if can:
        parts.append(f"Can be claimed: {_listed(can)}.")
    if cannot:
        word = "Cannot be claimed" if can else "Nothing can be claimed"
        parts.append(f"{word}: {_listed(cannot)}.")
    return " ".join(parts)


def _listed(said: Sequence[str]) -> str:
    more = f"; and {len(said) - _MOST} more" if len(said) > _MOST else ""
    return "; ".join(said[:_MOST]) + more


def _alone(outcomes: Sequence[Outcome]) -> str:
    if not outcomes or not outcomes[0].arms:
        return "there are no runs"
    arms = outcomes[0].arms
    if len(arms) == 1:
        arm = arms[0]
        return (
            f"there is one arm, {one_line(arm.name)}, with {outcomes[0].metric} "
            f"{mean_said(arm)} over {runs_said(arm)}"
        )
    if sum(arm.mean is not None for arm in arms) < 2:
        return "fewer than two arms have a run that gave a number"
    return "no two arms have a task in common"


def runs_behind(outcome: Outcome, *arms: str) -> tuple[str, ...]:
    """The ids of the runs that these arms rest on."""
    own = [trial for arm in arms for trial in outcome.trials.by_arm[arm]]
    return tuple(dict.fromkeys(trial.run for trial in own if trial.run))


def quote(outcome: Outcome, one: Comparison) -> str:
    """The figures of two arms and of their difference."""
    by_name = {arm.name: arm for arm in outcome.arms}
    said = [
        f"{one_line(name)} {mean_said(by_name[name])} ({runs_said(by_name[name])})"
        for name in (one.first, one.second)
    ]
    return f"{one_line(outcome.metric)}: {'; '.join(said)}"

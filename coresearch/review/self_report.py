"""What a review says of the person by themselves: kindly, and with its count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coresearch.core.intervals import wilson
from coresearch.core.text import counted
from coresearch.measures.convergence import LEAST as LEAST_RESOLVED
from coresearch.measures.convergence import Resolved, convergence
from coresearch.measures.detection import Detection, vigilance
from coresearch.measures.figure import CannotTell, Figure
from coresearch.measures.oversight import Advice, reliance
from coresearch.measures.trial import Effect, Task, effect
from coresearch.measures.unaided import LEAST, Rate, change
from coresearch.review.evidence import Own
from coresearch.review.rows import Row, Section

_SURE = 0.05
"""McNemar's p under which it is told in a sentence."""
_PERIODS = 6
"""Quarters that are listed; the first is always among them."""


def self_sections(own: Own) -> list[Section]:
    """One section for each that the person has begun."""
    found = []
    if own.probes:
        found.append(Section("Without the assistant", probe_rows(own.probes)))
    if own.planted.planted or own.planted.clean or own.drilled.planted:
        rows = [
            *_seen("planted flaws", own.planted),
            *_seen("drills", own.drilled),
        ]
        found.append(Section("Do you see flaws?", rows))
    if own.answers:
        found.append(Section("Your own answer first", _relied(own.answers)))
    if own.resolved:
        title = "Do your changes help?"
        found.append(Section(title, _changed(own.resolved)))
    if own.tasks or any(own.opt_outs):
        rows = trial_rows(own.tasks, own.opt_outs, own.crossed)
        found.append(Section("With the assistant or without, by coin", rows))
    return found


def about_self(own: Own) -> list[str]:
    """The sentences that matter, if there are any."""
    return [
        *_about_skill(own.probes),
        *_about_changes(own.resolved),
        *_about_time(own.tasks),
    ]


# -- unaided ------------------------------------------------------------------------


def probe_rows(periods: Sequence[Rate]) -> list[Row]:
    """The rate of each period, and the newest against the first."""
    listed = [*periods[:1], *periods[1:][-(_PERIODS - 1) :]]
    rows = [Row(f"{one.period}: right", one.measured, "%") for one in listed]
    told = change(periods)
    if told is None:
        few = CannotTell(_counted_so_far(periods), LEAST, "unaided items")
        return [*rows, Row("what has changed", few, "", "from 20 in two quarters")]
    gained = f"P(better) = {told.gain:.2f}, P(lost 0.10 or more) = {told.loss:.2f}"
    apart = told.now.right / told.now.count - told.before.right / told.before.count
    low, high = _difference(told.now, told.before)
    since = f"{told.now.period} less {told.before.period}; {gained}"
    size = Figure(apart, low, high, told.now.count + told.before.count)
    return [*rows, Row("what has changed", size, "%", since)]


def _counted_so_far(periods: Sequence[Rate]) -> int:
    """Of the quarter that is filling up: the first, or one after a full first."""
    full = [one.count >= LEAST for one in periods]
    later = periods[full.index(True) + 1 :] if any(full) else periods
    return max((one.count for one in later), default=0)


def _difference(now: Rate, before: Rate) -> tuple[float, float]:
    """Of two shares: Newcombe's, from the Wilson interval of each.

    Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.
    """
    one, other = now.right / now.count, before.right / before.count
    (l1, u1), (l2, u2) = (
        wilson(now.right, now.count),
        wilson(before.right, before.count),
    )
    low = one - other - ((one - l1) ** 2 + (u2 - other) ** 2) ** 0.5
    high = one - other + ((u1 - one) ** 2 + (other - l2) ** 2) ** 0.5
    return low, high


def _about_skill(periods: Sequence[Rate]) -> list[str]:
    told = change(periods)
    if told is None:
        return []
    now, before = told.now, told.before
    rates = (
        f"{now.right} of {now.count} right in {now.period}, {before.right} of "
        f"{before.count} in {before.period}"
    )
    if told.is_alarming:
        return [
            f"Without the assistant you do less well than you did: {rates}. It comes "
            "back with practice: a drill a week, and some tasks by yourself."
        ]
    if told.gain > 0.95:
        return [f"Without the assistant you do better than you did: {rates}."]
    return []


# -- flaws, advice, time ------------------------------------------------------------


def _seen(name: str, seen: Detection) -> list[Row]:
    if not seen.planted and not seen.clean:
        return []
    told = vigilance(seen)
    return [
        Row(f"{name}: flaws rejected", told.found, "%"),
        Row(f"{name}: sound ones rejected", told.alarmed, "%"),
        Row(f"{name}: d′", told.d_prime, "", "how well you tell them apart; 0: not"),
        Row(f"{name}: criterion", told.criterion, "", "above 0: you accept in doubt"),
    ]


def _relied(answers: Sequence[Advice]) -> list[Row]:
    told = reliance(answers)
    return [
        Row(
            "took advice that was right, where you were not",
            told.on_right,
            "%",
            "as far as known: coresearch outcome ID, also of rejected ones",
        ),
        Row("kept to your own that was right, where advice was not", told.on_self, "%"),
        Row("took advice that was wrong", told.over, "%", "the rate to keep low"),
    ]


def _changed(resolved: Mapping[str, Sequence[Resolved]]) -> list[Row]:
    """Of all of it, and of each activity that has enough."""
    rows = [_gain("right with you, less as proposed", _all(resolved))]
    for activity, items in sorted(resolved.items()):
        if len(items) >= LEAST_RESOLVED and len(resolved) > 1:
            rows.append(_gain(f"{activity}: the same", items))
    return rows


def _all(resolved: Mapping[str, Sequence[Resolved]]) -> list[Resolved]:
    return [one for items in resolved.values() for one in items]


def _gain(name: str, items: Sequence[Resolved]) -> Row:
    told = convergence(items)
    if isinstance(told, CannotTell):
        return Row(name, told, "", "above 0: what you change or reject makes it better")
    reading = (
        f"made right {told.better}, made wrong {told.worse}; McNemar's p = {told.p:.2g}"
    )
    return Row(name, told.gain, "%", reading)


def _about_changes(resolved: Mapping[str, Sequence[Resolved]]) -> list[str]:
    """Where the person's changes surely made it worse, or better."""
    said = []
    kinds = resolved if len(resolved) > 1 else {}
    for kind, items in (*sorted(kinds.items()), ("", _all(resolved))):
        told = convergence(items)
        if isinstance(told, CannotTell) or told.p >= _SURE:
            continue
        where = f" in {kind}" if kind else ""
        made = f"{told.worse} made wrong, {told.better} made right, of {len(items)}"
        how = "worse" if told.worse > told.better else "better"
        said.append(f"What you changed or rejected{where} made it {how}: {made}.")
    return said[:2]


def trial_rows(
    tasks: Sequence[Task], opt_outs: tuple[int, int], crossed: int = 0
) -> list[Row]:
    """What the coin shows, beside what the person believes."""
    told = effect(tasks)
    left = (
        f"; not done as the coin said: {opt_outs[0]} with it, {opt_outs[1]} without; "
        f"without it and used all the same: {crossed}"
        if any(opt_outs) or crossed
        else ""
    )
    name = "time with the assistant, of the time without"
    if isinstance(told, CannotTell):
        plan = "to see a half takes about 39 in each, to see a fifth 192"
        return [Row(name, told, "", plan + left)]
    smallest = f"{told.smallest:.2f} would have shown{left}"
    return [
        Row(name, told.factor, "×", f"below 1: it saves time; {smallest}"),
        Row("what you believe", told.believed, "×", "from your own guesses"),
    ]


def _about_time(tasks: Sequence[Task]) -> list[str]:
    told = effect(tasks)
    if not isinstance(told, Effect) or not isinstance(told.believed, Figure):
        return []
    fact = told.factor
    if fact.low <= told.believed.value <= fact.high:
        return []
    return [
        f"You believe that the assistant takes {told.believed.value:.2f} × the time. "
        f"By the coin it is {fact.value:.2f} ({fact.low:.2f} to {fact.high:.2f}), over "
        f"{counted(fact.count, 'task')}."
    ]

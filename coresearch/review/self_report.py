"""What a review says of the person by themselves: kindly, and with its count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from coresearch.core.text import counted
from coresearch.measures.convergence import LEAST as LEAST_RESOLVED
from coresearch.measures.convergence import Convergence, Resolved, convergence
from coresearch.measures.detection import Detection, vigilance
from coresearch.measures.figure import CannotTell, Figure, difference, smallest_change
from coresearch.measures.oversight import Reliance, reliance
from coresearch.measures.trial import Effect, Task, effect
from coresearch.measures.unaided import LEAST, Change, Rate, change
from coresearch.review.evidence import Own
from coresearch.review.rows import Row, Section, Sentence, Worry

_CLEAR = 0.95
"""P(better) from which it is told."""
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
        title, told = "Your own answer first", reliance(own.answers)
        found.append(Section(title, _relied(told), plane=_plane(told)))
    if own.resolved:
        title = "Do your changes help?"
        found.append(Section(title, _changed(own.resolved)))
    if own.tasks or any(own.opt_outs):
        rows = trial_rows(own.tasks, own.opt_outs, own.crossed)
        found.append(Section("With the assistant or without, by coin", rows))
    return found


def about_self(own: Own) -> list[Sentence]:
    """The sentences that matter, if there are any."""
    return [
        *_about_skill(own.probes),
        *_about_flaws(own),
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
    gained = (
        f"P(better) = {told.gain:.2f}, P(lost 0.10 or more) = {told.loss:.2f}; a "
        f"change of {_smallest(told):.0%} would have shown"
    )
    since = f"{told.now.period} less {told.before.period}; {gained}"
    now, before = told.now, told.before
    size = difference((now.right, now.count), (before.right, before.count))
    return [*rows, Row("what has changed", size, "points", since)]


def _smallest(told: Change) -> float:
    """The smallest change that so many items show with a power of 80 %."""
    before = told.before
    return smallest_change(before.right / before.count, before.count, told.now.count)


def _counted_so_far(periods: Sequence[Rate]) -> int:
    """Of the quarter that is filling up: the first, or one after a full first."""
    full = [one.count >= LEAST for one in periods]
    later = periods[full.index(True) + 1 :] if any(full) else periods
    return max((one.count for one in later), default=0)


def _about_skill(periods: Sequence[Rate]) -> list[Sentence]:
    told = change(periods)
    if told is None:
        return []
    if told.is_alarming:
        loss = (
            f"Without the assistant you do less well than you did: {_rates(told)}. It "
            "comes back with practice: a drill a week, and some tasks by yourself."
        )
        return [Sentence(Worry.LOSS, loss)]
    if told.gain > _CLEAR:
        gain = f"Without the assistant you do better than you did: {_rates(told)}."
        return [Sentence(Worry.GAIN, gain)]
    return []


def unknown_of_self(own: Own) -> list[str]:
    """What cannot be told yet of what the person can do, and what it would take."""
    told = change(own.probes)
    if told is None:
        more = LEAST - _counted_so_far(own.probes)
        whether = "Cannot tell yet whether you get better by yourself"
        return [f"{whether}: {more} more items of probes."] if own.probes else []
    if told.is_alarming or told.gain > _CLEAR:
        return []
    return [
        "Whether you do better or less well without the assistant cannot be told yet: "
        f"{_rates(told)}; a change of {_smallest(told):.0%} would have shown."
    ]


def _rates(told: Change) -> str:
    now, before = told.now, told.before
    return (
        f"{now.right} of {now.count} right in {now.period}, {before.right} of "
        f"{before.count} in {before.period}"
    )


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


def _about_flaws(own: Own) -> list[Sentence]:
    """Which way the doubt goes, where planted flaws surely show it."""
    seen = own.planted
    told = vigilance(seen).criterion
    if isinstance(told, CannotTell):
        return []
    if told.low > 0:
        missed = seen.planted - seen.hits
        text = (
            f"In doubt you accept: of {seen.planted} planted flaws you took {missed}. "
            "A drill now and then sharpens the eye."
        )
    elif told.high < 0:
        text = (
            f"In doubt you reject: of {seen.clean} sound ones that were planted you "
            f"rejected {seen.alarms}."
        )
    else:
        return []
    return [Sentence(Worry.OVERSIGHT, text)]


def _plane(told: Reliance) -> tuple[Figure, Figure] | None:
    on_self, on_right = told.on_self, told.on_right
    if isinstance(on_self, CannotTell) or isinstance(on_right, CannotTell):
        return None
    return on_self, on_right


def _relied(told: Reliance) -> list[Row]:
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
    """Of all of it, and of each activity that stands out."""
    overall = _gain("right with you, less as proposed", _all(resolved))
    kinds = _kinds(resolved)
    clear = [
        _gain(f"{kind}: the same", resolved[kind]) for kind in _standing_out(kinds)
    ]
    if len(kinds) > 1 and not clear:
        none = f"of {len(kinds)} activities with {LEAST_RESOLVED} none stands out"
        overall = replace(overall, reading=f"{overall.reading}; {none}")
    return [overall, *clear]


def _kinds(resolved: Mapping[str, Sequence[Resolved]]) -> dict[str, Convergence]:
    """The activities of which it can be told, where there is more than one at all."""
    told = {kind: convergence(items) for kind, items in sorted(resolved.items())}
    known = {k: v for k, v in told.items() if isinstance(v, Convergence)}
    return known if len(resolved) > 1 else {}


def _standing_out(kinds: Mapping[str, Convergence]) -> list[str]:
    """Those surely better or worse; of more of them each must be surer (Bonferroni)."""
    return [kind for kind, one in kinds.items() if one.p < _SURE / len(kinds)]


def _all(resolved: Mapping[str, Sequence[Resolved]]) -> list[Resolved]:
    return [one for items in resolved.values() for one in items]


def _gain(name: str, items: Sequence[Resolved]) -> Row:
    told = convergence(items)
    if isinstance(told, CannotTell):
        return Row(name, told, "", "above 0: what you change or reject makes it better")
    reading = (
        f"made right {told.better}, made wrong {told.worse}; McNemar's p = {told.p:.2g}"
    )
    return Row(name, told.gain, "points", reading)


def _about_changes(resolved: Mapping[str, Sequence[Resolved]]) -> list[Sentence]:
    """Where the person's changes surely made it worse, or better."""
    kinds = _kinds(resolved)
    clear = {f" in {kind}": kinds[kind] for kind in _standing_out(kinds)}
    overall = convergence(_all(resolved))
    if isinstance(overall, Convergence) and overall.p < _SURE:
        clear[""] = overall
    said = []
    for where, one in clear.items():
        made = f"{one.worse} made wrong, {one.better} made right, of {one.gain.count}"
        is_worse = one.worse > one.better
        how = "worse" if is_worse else "better"
        text = f"What you changed or rejected{where} made it {how}: {made}."
        said.append(Sentence(Worry.OVERSIGHT if is_worse else Worry.GAIN, text))
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


def _about_time(tasks: Sequence[Task]) -> list[Sentence]:
    told = effect(tasks)
    if not isinstance(told, Effect) or not isinstance(told.believed, Figure):
        return []
    fact = told.factor
    if fact.low <= told.believed.value <= fact.high:
        return []
    text = (
        f"You believe that the assistant takes {told.believed.value:.2f} × the time. "
        f"By the coin it is {fact.value:.2f} ({fact.low:.2f} to {fact.high:.2f}), over "
        f"{counted(fact.count, 'task')}."
    )
    return [Sentence(Worry.COST, text)]

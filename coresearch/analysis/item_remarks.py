"""What should be done about items: wrong labels, copies, ends, no skill needed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from coresearch.analysis.grid import Grid
from coresearch.analysis.items import (
    NEEDED_ALL,
    NEEDED_R,
    Item,
    Remark,
    SystemScore,
    Trivial,
)
from coresearch.core.likeness import stems

_ALIKE = 0.85


_MOST_ALIKE = 800
"""Items that are compared by their words, each with each."""


_MOST_PAIRS = 5


_OF_TWO = (
    " (Of two answers those who are wrong agree anyhow: a hard item looks so too.)"
)

_SURELY_HIGH = 0.85
"""Where the interval of a score at the ceiling has to begin."""


def remarks(
    grid: Grid,
    items: Sequence[Item],
    systems: Sequence[SystemScore],
    trivial: Sequence[Trivial],
) -> Iterator[Remark]:
    """Everything that should be done, as far as it can be told."""
    yield from _doubtful(grid, systems)
    yield from _same_text(grid)
    yield from _unlike_the_rest(items)
    yield from _same_pattern(grid, items)
    yield from _ends(grid, items)
    yield from _whole(systems, trivial)


def _doubtful(grid: Grid, systems: Sequence[SystemScore]) -> Iterator[Remark]:
    """Items on which most, and the better half above all, agree on another answer."""
    better = {one.name for one in systems[: max(1, len(systems) // 2)]}
    is_many = len(set(grid.labels.values()) | set(grid.answers.values())) > 2
    for at, name in enumerate(grid.items):
        label = grid.labels.get(at)
        given = {
            grid.systems[system]: grid.answers[at, system]
            for system in range(len(grid.systems))
            if (at, system) in grid.answers
        }
        counts = Counter(answer.strip().casefold() for answer in given.values())
        if label is None or not counts:
            continue
        [(answer, count)] = counts.most_common(1)
        agreeing = {s for s, a in given.items() if a.strip().casefold() == answer}
        if answer == label.strip().casefold() or not answer:
            continue
        if count >= 3 and count > len(given) / 2 and better & given.keys() <= agreeing:
            shown = next(a for a in given.values() if a.strip().casefold() == answer)
            yield Remark(
                "bench:label",
                (name,),
                f"{count} of {len(given)} systems, and every one of the better half, "
                f"answer {shown!r}, and the label is {label!r}: the label is wrong, or "
                "the question has two answers." + ("" if is_many else _OF_TWO),
                (grid.texts.get(at, name),),
                "high" if is_many else "medium",
                0.6 if is_many else 0.3,
            )


def _same_text(grid: Grid) -> Iterator[Remark]:
    plain: dict[str, list[int]] = defaultdict(list)
    for at, text in grid.texts.items():
        plain[re.sub(r"\W+", " ", text.casefold()).strip()].append(at)
    groups = [group for text, group in plain.items() if text and len(group) > 1]
    for group in groups:
        names = tuple(grid.items[at] for at in group)
        keys = {grid.labels[at] for at in group if at in grid.labels}
        other = f", with the labels {', '.join(sorted(keys))}" if len(keys) > 1 else ""
        yield Remark(
            "bench:same-text",
            names,
            f"{len(group)} items ask the same{other}: they count as one observation, "
            "and the interval of a score is narrower than it should be.",
            tuple(grid.texts[at] for at in group[:3]),
            "high" if len(keys) > 1 else "medium",
            0.95,
        )
    same = {frozenset(pair) for group in groups for pair in combinations(group, 2)}
    pairs = [pair for pair in _alike(grid) if frozenset(pair) not in same]
    if len(pairs) > _MOST_PAIRS:
        named = list(dict.fromkeys(at for pair in pairs for at in pair))
        yield Remark(
            "bench:template",
            tuple(grid.items[at] for at in named),
            f"{len(pairs)} pairs of items share {_ALIKE:.0%} of their words or more: "
            f"{len(named)} items look made from a template. What is learnt about one "
            "is learnt about all; an interval over items takes them for independent.",
            tuple(grid.texts[at] for at in named[:3]),
            "medium",
            0.6,
        )
        return
    for first, second in pairs:
        yield Remark(
            "bench:alike",
            (grid.items[first], grid.items[second]),
            f"The two share {_ALIKE:.0%} of their words or more: two observations only "
            "if what differs is what is tested.",
            (grid.texts[first], grid.texts[second]),
            "low",
            0.5,
        )


def _alike(grid: Grid) -> Iterator[tuple[int, int]]:
    texts = list(grid.texts.items())[:_MOST_ALIKE]
    words = [(at, set(stems(text))) for at, text in texts]
    long = [(at, found) for at, found in words if len(found) >= 5]
    for (one, first), (other, second) in combinations(long, 2):
        if 2 * len(first & second) >= _ALIKE * (len(first) + len(second)):
            yield one, other


def _unlike_the_rest(items: Sequence[Item]) -> Iterator[Remark]:
    for item in items:
        if item.interval is None or item.discrimination is None:
            continue
        if item.systems >= NEEDED_R and item.interval[1] < 0:
            low, high = item.interval
            yield Remark(
                "bench:negative",
                (item.name,),
                "The better a system is on the rest, the worse on this one: "
                f"correlation {item.discrimination:.2f} ({low:.2f} to {high:.2f}, "
                f"{item.systems} systems). A wrong label, a trap, or another skill.",
                (item.name,),
                "high",
                0.7,
            )


def _same_pattern(grid: Grid, items: Sequence[Item]) -> Iterator[Remark]:
    """Items that every system got alike: one says no more than the other."""
    patterns: dict[tuple[float | None, ...], list[str]] = defaultdict(list)
    for at, item in enumerate(items):
        mine = tuple(grid.scores.get((at, s)) for s in range(len(grid.systems)))
        told = [score for score in mine if score is not None]
        minority = min(told.count(0.0), told.count(1.0))
        if len(told) >= NEEDED_R and minority >= 3:
            patterns[mine].append(item.name)
    for names in patterns.values():
        if len(names) > 1:
            yield Remark(
                "bench:redundant",
                tuple(names),
                f"{len(names)} items were answered alike by every one of "
                f"{len(grid.systems)} systems: one of them would do.",
                tuple(names[:3]),
                "low",
                0.6,
            )


def _ends(grid: Grid, items: Sequence[Item]) -> Iterator[Remark]:
    ends = (
        (
            1.0,
            "bench:all-right",
            "right",
            "They cost time and tell no system from another",
        ),
        (
            0.0,
            "bench:all-wrong",
            "wrong",
            "Too hard, or their labels are wrong: look at some",
        ),
    )
    for end, rule, word, said_ in ends:
        names = [i.name for i in items if i.easiness == end and i.systems >= NEEDED_ALL]
        if names:
            yield Remark(
                rule,
                tuple(names),
                f"Every system got {len(names)} of {len(items)} items {word} "
                f"({len(grid.systems)} systems). {said_}.",
                tuple(names[:5]),
                "medium" if len(names) * 4 > len(items) else "low",
                0.8,
            )


def _whole(
    systems: Sequence[SystemScore], trivial: Sequence[Trivial]
) -> Iterator[Remark]:
    best = systems[0]
    # Of few items even a perfect score leaves room: its interval reaches far down.
    if best.interval[1] >= 0.99 and best.interval[0] >= _SURELY_HIGH:
        yield Remark(
            "bench:ceiling",
            (),
            f"{best.name} has {best.mean.mean:.1%} ({best.interval[0]:.1%} to "
            f"{best.interval[1]:.1%}): there is no room above it to see a gain.",
            (best.name,),
            "high",
            0.8,
        )
    below = [one.name for one in systems if one.above_trivial is False]
    if trivial and below:
        bar = max(trivial, key=lambda one: one.share)
        yield Remark(
            "bench:trivial",
            (),
            f"{len(below)} of {len(systems)} systems are not above the answer "
            f"“{bar.name}”, which has {bar.share:.1%}: {', '.join(below[:6])}.",
            tuple(below[:3]),
            "high" if len(below) * 2 > len(systems) else "medium",
            0.9,
        )

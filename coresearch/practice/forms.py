"""All items, and which of them make up a probe or a drill.

Every probe has the same make-up, so that rates of different weeks can be compared; a
kind comes again only when all others of its place have been there as often.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection
from functools import cache

from coresearch.practice.hypotheses import hypotheses
from coresearch.practice.items import Difficulty, Family, Item, Purpose
from coresearch.practice.plans import plans
from coresearch.practice.tracebacks import tracebacks

_GENTLE = (Difficulty.EASY, Difficulty.MEDIUM)
_ANY = tuple(Difficulty)
MAKE_UP = (
    (Family.PLAN, _GENTLE),
    (Family.PLAN, (Difficulty.HARD,)),
    (Family.TRACEBACK, _GENTLE),
    (Family.TRACEBACK, (Difficulty.HARD,)),
    (Family.HYPOTHESES, _ANY),
)
_SOUND_SHARE = 0.25
"""Of the plans in a probe; in a drill it is one half."""


@cache
def catalogue() -> tuple[Item, ...]:
    """Every item that there is."""
    return (*plans(), *tracebacks(), *hypotheses())


def probe(seen: Collection[str], chance: random.Random) -> list[Item]:
    """The next items, none of which the person has `seen`; fewer where none is left."""
    left = _Left(Purpose.PROBE, seen, chance)
    found = []
    for family, difficulties in MAKE_UP:
        flawed = chance.random() >= _SOUND_SHARE
        item = left.take(family, difficulties, flawed=flawed)
        found += [item] if item else []
    return found


def drill(seen: Collection[str], count: int, chance: random.Random) -> list[Item]:
    """`count` plans, half of them with a flaw, in any order."""
    left = _Left(Purpose.DRILL, seen, chance)
    found = []
    for number in range(count):
        item = left.take(Family.PLAN, _ANY, flawed=bool(number % 2))
        found += [item] if item else []
    chance.shuffle(found)
    return found


class _Left:
    """What a person has not seen, the kinds seen least often first."""

    def __init__(
        self, purpose: Purpose, seen: Collection[str], chance: random.Random
    ) -> None:
        mine = [one for one in catalogue() if one.purpose is purpose]
        self._times = Counter(one.kind for one in mine if one.name in seen)
        self._left = [one for one in mine if one.name not in seen]
        chance.shuffle(self._left)

    def take(
        self, family: Family, difficulties: Collection[Difficulty], *, flawed: bool
    ) -> Item | None:
        """One that fits; whether it is flawed matters where that is the question."""
        fitting = (
            one
            for one in self._left
            if one.family is family
            and one.difficulty in difficulties
            and one.flawed in (None, flawed)
        )
        found = min(fitting, key=lambda one: self._times[one.kind], default=None)
        if found is not None:
            self._left.remove(found)
            self._times[found.kind] += 1
        return found

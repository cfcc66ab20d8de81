"""Is the oversight real? What a person's decisions show of their looking."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coresearch.core.intervals import wilson
from coresearch.measures.figure import CannotTell, Figure, Measured, share
from coresearch.measures.ranks import spearman_with_interval
from coresearch.measures.survival import Curve, Span, kaplan_meier

WORDS_A_SECOND = 300 / 60
"""A fast silent reader; the mean is 238 a minute (Brysbaert 2019, Journal of Memory and
Language 109, 104047)."""
NOT_READABLE = 1.0
"""Seconds for a changed line, below which it cannot have been read."""
FAST = 7.2
"""The same for a fast review: 500 lines an hour (Cohen 2006, Best Kept Secrets of Peer
Code Review)."""
_LATEST = 300
"""Accepts whose length and time are compared: a year ago is another habit."""


@dataclass(frozen=True, slots=True)
class Look:
    """One decision, as far as it was looked at."""

    seconds: float
    """In view, and the terminal in front."""
    words: int
    lines: int
    """That it would change."""
    accepted: bool
    whole: bool | None = None
    """Whether its end came into view; None where nobody could tell."""

    def floor(self, seconds_a_line: float = NOT_READABLE) -> float:
        """The seconds that reading it takes at least."""
        return self.words / WORDS_A_SECOND + seconds_a_line * self.lines


def under_floor(
    looks: Sequence[Look], seconds_a_line: float = NOT_READABLE
) -> Measured:
    """The share of decisions made in less time than reading takes; from 10.

    Seconds under the floor are no proof of not reading: what is known already, or was
    read elsewhere, needs none.
    """
    hits = sum(look.seconds < look.floor(seconds_a_line) for look in looks)
    return share(hits, len(looks), least=10, what="timed decisions")


def unseen(looks: Sequence[Look]) -> Measured:
    """The share decided before the end came into view; from 10 where that is known."""
    known = [look.whole for look in looks if look.whole is not None]
    what = "decisions in the interface"
    return share(sum(not whole for whole in known), len(known), least=10, what=what)


def coupling(looks: Sequence[Look]) -> Measured:
    """Spearman's correlation of length with time over the newest 300 accepts; from 20.

    About 0: the length did not matter. The logarithms of the definition change no rank.
    `looks` are oldest first; the length is the reading floor.
    """
    least, what = 20, "timed accepts"
    looks = [look for look in looks if look.accepted and look.floor() > 0][-_LATEST:]
    if len(looks) < least:
        return CannotTell(len(looks), least, what)
    found = spearman_with_interval(
        [look.floor() for look in looks], [look.seconds for look in looks]
    )
    why = "all were of one length, or took the same time"
    return found or CannotTell(len(looks), least, what, why)


@dataclass(frozen=True, slots=True)
class Reliance:
    """Two coordinates and the one rate that they hide."""

    on_right: Measured
    """RAIR: right advice taken, where one's own first answer was wrong."""
    on_self: Measured
    """RSR: one's own right answer kept, where the advice was wrong."""
    over: Measured
    """Wrong advice taken."""


@dataclass(frozen=True, slots=True)
class Advice:
    """One's own answer first, then the assistant's, then what one went by."""

    own_right: bool
    advice_right: bool
    taken: bool


def reliance(cases: Sequence[Advice]) -> Reliance:
    """Appropriate reliance; each cell from 10 cases.

    Schemmer, Kuehl, Benz, Bartos and Satzger (2023), Appropriate Reliance on AI Advice,
    IUI '23, 410-422.
    """

    def among(cell: Iterable[bool], what: str) -> Measured:
        taken = list(cell)
        return share(sum(taken), len(taken), least=10, what=what)

    return Reliance(
        among(
            (c.taken for c in cases if c.advice_right and not c.own_right),
            "cases where only the advice was right",
        ),
        among(
            (not c.taken for c in cases if c.own_right and not c.advice_right),
            "cases where only you were right",
        ),
        among((c.taken for c in cases if not c.advice_right), "cases of wrong advice"),
    )


def persistence(spans: Sequence[Span]) -> Curve | CannotTell:
    """How long accepted hunks last, in days until they were taken back; from 20."""
    if len(spans) < 20:
        return CannotTell(len(spans), 20, "accepted hunks")
    return kaplan_meier(spans)


def initiative(own: int, others: int) -> Measured:
    """How evenly the person and the assistant start things, 0 to 1; from 20.

    Shannon's entropy -Σ p log2 p of who began. The interval is Wilson's for the
    person's share, carried through the entropy: it rises to one half and then falls.
    """
    count = own + others
    if count < 20:
        return CannotTell(count, 20, "acts")
    low, high = wilson(own, count)
    ends = (_entropy(low), _entropy(high))
    most = 1.0 if low <= 0.5 <= high else max(ends)
    return Figure(_entropy(own / count), min(ends), most, count)


def _entropy(share: float) -> float:
    parts = [part for part in (share, 1 - share) if part > 0]
    return -sum(part * math.log2(part) for part in parts) + 0.0

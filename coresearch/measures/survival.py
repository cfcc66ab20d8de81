"""How long things last when not all have ended yet: the Kaplan-Meier estimate."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coresearch.measures.figure import Figure, Z


@dataclass(frozen=True, slots=True)
class Span:
    """How long one thing lasted, in any unit, or has lasted so far."""

    length: float
    ended: bool


@dataclass(frozen=True, slots=True)
class Step:
    """The share that lasts beyond `length`, from there to the next step."""

    length: float
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Curve:
    """The Kaplan-Meier estimate over `count` spans; it starts at 1."""

    steps: tuple[Step, ...]
    count: int
    longest: float
    """Beyond it nothing was observed."""

    def at(self, length: float) -> Figure | None:
        """The share that lasts beyond `length`; None beyond what was watched."""
        if length > self.longest:
            return None
        before = [step for step in self.steps if step.length <= length]
        if not before:
            return Figure(1.0, 1.0, 1.0, self.count)
        last = before[-1]
        return Figure(last.share, last.low, last.high, self.count)

    @property
    def median(self) -> float | None:
        """The first length beyond which at most half last; None if more still do."""
        return next((step.length for step in self.steps if step.share <= 0.5), None)

    @property
    def median_interval(self) -> tuple[float, float | None]:
        """Where the interval's bounds cross one half (Brookmeyer and Crowley, 1982)."""
        low = next((s.length for s in self.steps if s.low <= 0.5), self.longest)
        high = next((s.length for s in self.steps if s.high <= 0.5), None)
        return low, high


def kaplan_meier(spans: Sequence[Span]) -> Curve:
    """Kaplan and Meier (1958), JASA 53, 457-481.

    The intervals are those of log(-log S) with Greenwood's variance (Kalbfleisch and
    Prentice, The Statistical Analysis of Failure Time Data, section 1.4), which stay
    between 0 and 1. Of lengths that tie, ends come before those still under way.
    """
    ends = Counter(span.length for span in spans if span.ended)
    leaving = Counter(span.length for span in spans)
    at_risk, lasting, greenwood = len(spans), 1.0, 0.0
    steps = []
    for length in sorted(leaving):
        ended = ends[length]
        if ended:
            lasting *= 1 - ended / at_risk
            left = at_risk - ended
            greenwood += ended / (at_risk * left) if left else math.inf
            steps.append(Step(length, lasting, *_bounds(lasting, greenwood)))
        at_risk -= leaving[length]
    return Curve(tuple(steps), len(spans), max(_lengths(spans), default=0.0))


def _lengths(spans: Iterable[Span]) -> Iterable[float]:
    return (span.length for span in spans)


def _bounds(lasting: float, greenwood: float) -> tuple[float, float]:
    if not 0 < lasting < 1:
        return lasting, lasting
    middle = math.log(-math.log(lasting))
    half = Z * math.sqrt(greenwood) / abs(math.log(lasting))
    return (
        math.exp(-math.exp(middle + half)),
        math.exp(-math.exp(middle - half)),
    )

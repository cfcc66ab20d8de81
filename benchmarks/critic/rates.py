"""Rates with their intervals: the only statistics that the measure needs."""

from __future__ import annotations

import math
from dataclasses import dataclass

from coresearch.core.intervals import wilson
from coresearch.measures import detection
from coresearch.measures.detection import Detection
from coresearch.measures.figure import Figure


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many."""

    hits: int
    of: int

    def __add__(self, other: Rate) -> Rate:
        return Rate(self.hits + other.hits, self.of + other.of)

    @property
    def share(self) -> float:
        """From 0 to 1; not a number where there was nothing to count."""
        return self.hits / self.of if self.of else math.nan

    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval."""
        return wilson(self.hits, self.of)


def d_prime(found: Rate, alarms: Rate) -> float:
    """How well plants and controls are told apart, in standard deviations."""
    return _told_apart(found, alarms).value


def d_prime_interval(found: Rate, alarms: Rate) -> tuple[float, float]:
    """An approximate 95 % interval; coarse under 20."""
    figure = _told_apart(found, alarms)
    return figure.low, figure.high


def _told_apart(found: Rate, alarms: Rate) -> Figure:
    return detection.d_prime(Detection(found.hits, found.of, alarms.hits, alarms.of))

"""Six judges: how they look, what they see, and how sure they say they are."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from coresearch.measures.calibration import Forecast
from coresearch.measures.detection import Detection
from coresearch.measures.oversight import Look


@dataclass(frozen=True)
class Judge:
    """What a person is like, at the start of the year and at its end."""

    name: str
    reads: bool = True
    """Whether the time that they take goes with what there is to read."""
    d_prime: tuple[float, float] = (1.7, 1.7)
    """How well they tell a flaw from none."""
    criterion: float = 0.0
    """Above 0 they accept in doubt."""
    too_sure: tuple[float, float] = (0.0, 0.0)
    """What they add to the probability of what they predict."""


JUDGES = (
    Judge("attentive"),
    Judge("stamp", reads=False, d_prime=(0.2, 0.2), criterion=1.5),
    Judge("contrarian", d_prime=(0.5, 0.5), criterion=-0.8),
    Judge("over-confident", too_sure=(0.15, 0.15)),
    Judge("improving", d_prime=(0.5, 2.0), too_sure=(0.2, 0.0)),
    Judge("deskilling", d_prime=(2.0, 0.5), criterion=0.3),
)


def between(ends: tuple[float, float], at: float) -> float:
    """The value at a moment of the year, from 0 to 1."""
    return ends[0] + (ends[1] - ends[0]) * at


def rejects(judge: Judge, chance: random.Random, at: float, *, flawed: bool) -> bool:
    """Whether they reject what is flawed, or what is not."""
    half = between(judge.d_prime, at) / 2
    return chance.gauss(half if flawed else -half) > judge.criterion


def look(judge: Judge, chance: random.Random, at: float) -> Look:
    """One decision about something of any length; one in three is flawed."""
    words, lines = chance.randint(30, 400), chance.choice((0, 0, 2, 5, 12, 30))
    accepted = not rejects(judge, chance, at, flawed=chance.random() < 1 / 3)
    floor = Look(0, words, lines, accepted).floor()
    middle = 1.6 * floor if judge.reads else 3.0
    seconds = middle * math.exp(chance.gauss(0, 0.5))
    whole = seconds > 0.6 * floor
    return Look(round(seconds, 1), words, lines, accepted, whole)


def forecast(judge: Judge, chance: random.Random, at: float) -> Forecast:
    """One prediction."""
    truth = chance.uniform(0.3, 0.8)
    stated = round(min(0.97, truth + between(judge.too_sure, at)), 2)
    return Forecast(stated, chance.random() < truth)


def drill(
    judge: Judge, chance: random.Random, count: int, at: tuple[float, float]
) -> Detection:
    """So many items from one moment to another, half of them flawed."""
    hits = alarms = 0
    for number in range(count // 2):
        moment = between(at, number / max(1, count // 2 - 1))
        hits += rejects(judge, chance, moment, flawed=True)
        alarms += rejects(judge, chance, moment, flawed=False)
    return Detection(hits, count // 2, alarms, count // 2)

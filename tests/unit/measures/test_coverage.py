"""Intervals at 95 % hold the truth about as often as they say, for counts as small as
those from which they are shown. The shares are written to the terminal."""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Callable

import pytest

from coresearch.measures.calibration import Forecast, brier, in_the_large, skill
from coresearch.measures.convergence import Convergence, Resolved, convergence
from coresearch.measures.dead_ends import Course, dead_ends
from coresearch.measures.detection import Detection, criterion, d_prime
from coresearch.measures.figure import Figure, difference, share
from coresearch.measures.oversight import initiative
from coresearch.measures.ranks import spearman_with_interval
from coresearch.measures.survival import Span, kaplan_meier
from coresearch.measures.trial import Effect, Task, effect
from coresearch.measures.unaided import Rate, change

pytestmark = pytest.mark.slow


@pytest.fixture
def tell(capsys):
    """Writes a line to the terminal, and not to what pytest keeps."""

    def write(line: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{line}\n")

    return write


def normal(z: float) -> float:
    return (1 + math.erf(z / math.sqrt(2))) / 2


def a_share(chance: random.Random, count: int) -> Figure:
    return share(
        sum(chance.random() < 0.8 for _ in range(count)), count, least=1, what=""
    )


def detected(chance: random.Random, count: int) -> Detection:
    """Of an equal-variance observer with d' = 1.5 and c = 0.25."""
    hits = sum(chance.random() < normal(0.5) for _ in range(count))
    alarms = sum(chance.random() < normal(-1) for _ in range(count))
    return Detection(hits, count, alarms, count)


def stated(chance: random.Random, count: int) -> list[Forecast]:
    """Over-confident by 0.1 at 0.6, 0.7, 0.8 and 0.9."""
    levels = [chance.choice(LEVELS) for _ in range(count)]
    return [Forecast(p, chance.random() < p - 0.1) for p in levels]


LEVELS = (0.6, 0.7, 0.8, 0.9)
TRUE_BRIER = sum((p - 0.1) * (1 - p) ** 2 + (1.1 - p) * p * p for p in LEVELS) / 4
TRUE_SKILL = 1 - TRUE_BRIER / (0.65 * 0.35)


def coupled(chance: random.Random, count: int) -> Figure:
    """Normal with a correlation of 0.6, whose rank correlation is 6/π · asin 0.3."""
    first = [chance.gauss() for _ in range(count)]
    second = [0.6 * one + 0.8 * chance.gauss() for one in first]
    return spearman_with_interval(first, second)


def lasting(chance: random.Random, count: int) -> Figure:
    """Exponential with a mean of 10 days, half of them watched for up to 15."""
    spans = []
    for _ in range(count):
        end, watched = chance.expovariate(0.1), chance.uniform(5, 25)
        spans.append(Span(min(end, watched), end <= watched))
    found = kaplan_meier(spans).at(5)
    assert found is not None
    return found


def wasted(chance: random.Random, count: int) -> Figure:
    """Half of the directions are abandoned, after as many hours as the others."""

    def one() -> Course:
        how = chance.choice(("kept", "abandoned"))
        return Course(1, how, chance.uniform(1, 9), None, False, 0, 0)

    found = dead_ends([one() for _ in range(count)]).wasted
    assert isinstance(found, Figure)
    return found


def entropy_of(chance: random.Random, count: int) -> Figure:
    found = initiative(
        own := sum(chance.random() < 0.7 for _ in range(count)), count - own
    )
    assert isinstance(found, Figure)
    return found


def factor_of(chance: random.Random, count: int) -> Figure:
    """So many tasks by coin; the assistant takes a fifth off."""
    tasks = []
    for number in range(count):
        aided, forecast = number % 2 == 0, math.exp(chance.gauss(1, 0.6))
        hours = forecast * math.exp(chance.gauss(0, 0.5)) * (0.8 if aided else 1)
        tasks.append(Task(number / 3, aided, forecast, chance.choice("ab"), hours))
    found = effect(tasks)
    assert isinstance(found, Effect)
    return found.factor


def lost_of(chance: random.Random, count: int) -> Figure:
    """From 0.75 to 0.6 in two quarters of so many items."""
    before, now = (
        sum(chance.random() < rate for _ in range(count)) for rate in (0.75, 0.6)
    )
    return difference((now, count), (before, count))


def changed_by(chance: random.Random, count: int) -> Figure:
    """A tenth is made right, and two tenths are made wrong."""

    def one() -> Resolved:
        at = chance.random()
        return Resolved(at < 0.1 or at >= 0.3, at >= 0.1)

    found = convergence([one() for _ in range(count)])
    assert isinstance(found, Convergence)
    return found.gain


Draw = Callable[[random.Random, int], Figure]
CASES: list[tuple[str, Draw, float, int, int, float]] = [
    ("share", a_share, 0.8, 10, 2000, 0.93),
    ("share", a_share, 0.8, 100, 1000, 0.93),
    ("d'", lambda r, n: d_prime(detected(r, n)), 1.5, 20, 1000, 0.93),
    ("c", lambda r, n: criterion(detected(r, n)), 0.25, 20, 1000, 0.93),
    ("coupling", coupled, 6 / math.pi * math.asin(0.3), 20, 250, 0.88),
    ("coupling", coupled, 6 / math.pi * math.asin(0.3), 100, 100, 0.88),
    ("initiative", entropy_of, 0.8813, 20, 1000, 0.93),
    ("persistence", lasting, math.exp(-0.5), 20, 1000, 0.92),
    ("brier", lambda r, n: brier(stated(r, n)), TRUE_BRIER, 10, 500, 0.88),
    ("brier", lambda r, n: brier(stated(r, n)), TRUE_BRIER, 50, 400, 0.91),
    ("skill", lambda r, n: skill(stated(r, n)), TRUE_SKILL, 50, 150, 0.88),
    ("gap", lambda r, n: in_the_large(stated(r, n)).gap, 0.1, 20, 500, 0.91),
    ("wasted", wasted, 0.5, 8, 300, 0.82),
    ("wasted", wasted, 0.5, 30, 200, 0.88),
    ("time by coin", factor_of, 0.8, 20, 400, 0.92),
    ("time by coin", factor_of, 0.8, 78, 200, 0.92),
    ("your changes", changed_by, -0.1, 20, 1000, 0.93),
    ("your changes", changed_by, -0.1, 100, 500, 0.93),
    ("change unaided", lost_of, -0.15, 20, 5000, 0.93),
]


@pytest.mark.parametrize(
    ("name", "draw", "truth", "count", "times", "least"),
    CASES,
    ids=[f"{name}-{count}" for name, _, _, count, _, _ in CASES],
)
def test_intervals_hold_the_truth(name, draw, truth, count, times, least, tell):
    chance = random.Random(11)
    found = [draw(chance, count) for _ in range(times)]
    held = sum(one.low <= truth <= one.high for one in found) / times
    tell(f"coverage of {name}, n = {count}: {held:.3f} of {times}")
    assert held >= least


def test_over_confidence_is_seen_as_often_as_its_formula_says(tell):
    """By 0.15: with about 70 % power at 50 predictions, 92 % at 100."""
    chance = random.Random(12)
    for count, power in ((50, 0.70), (100, 0.92)):
        seen = 0
        for _ in range(400):
            told = [Forecast(0.75, chance.random() < 0.6) for _ in range(count)]
            seen += in_the_large(told).z > 1.96
        tell(f"power to see 0.15 at n = {count}: {seen / 400:.3f}")
        assert seen / 400 == pytest.approx(power, abs=0.06)


def test_who_stays_the_same_is_seldom_alarmed(tell):
    """One alarm a quarter, and one looked for after every week's five items."""
    chance = random.Random(13)
    once = weekly = 0
    for _ in range(60):
        quarters = [[chance.random() < 0.7 for _ in range(65)] for _ in range(4)]
        rates = [Rate(str(n), sum(told), 65) for n, told in enumerate(quarters)]
        once += any(alarmed(rates[: n + 1]) for n in range(1, 4))
        weekly += any(
            alarmed([*rates[:n], Rate(str(n), sum(quarters[n][:seen]), seen)])
            for n in range(1, 4)
            for seen in range(20, 66, 5)
        )
    tell(
        f"false alarms in a year: {once / 60:.3f} by quarter, {weekly / 60:.3f} weekly"
    )
    assert once / 60 <= 0.1
    assert weekly / 60 <= 0.25


def alarmed(rates: list[Rate]) -> bool:
    found = change(rates)
    return found is not None and found.is_alarming


def test_what_was_lost_is_seen_as_often_as_can_be(tell):
    chance = random.Random(14)
    for count, least in ((20, 0.2), (65, 0.5)):
        seen = 0
        for _ in range(60):
            rates = [
                Rate(name, sum(chance.random() < rate for _ in range(count)), count)
                for name, rate in (("1", 0.85), ("2", 0.55))
            ]
            seen += alarmed(rates)
        tell(f"power to see 0.85 become 0.55 at n = {count}: {seen / 60:.2f}")
        assert seen / 60 >= least

"""Which rule chooses headlines best when their popularity drifts?

A front page shows one of several headlines to each visitor, who clicks or does not.
The click rates drift. Every policy meets the same visitors: at a step, a headline
would get the same answer whichever policy showed it. Regret is counted in clicks
expected and missed, per thousand visitors, against always showing the best.

    python simulate.py
    python simulate.py --drift 0.02 --seeds 40 --arms thompson discounted-thompson
"""

from __future__ import annotations

import argparse
import json
import math
import random
import statistics
from collections import deque
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

METRIC = "regret"
HIGHER_IS_BETTER = False

HEADLINES = 8
USUAL_RATE = 0.15
SPREAD = 0.6  # of the click rates at any time, as log odds

RESULTS = Path(__file__).resolve().parent / "results"


@dataclass(frozen=True)
class Row:
    arm: str
    seed: int
    drift: float
    regret: float
    click_rate: float
    best_share: float  # of the visitors who were shown the best headline
    visitors: int
    window: int
    discount: float


@dataclass(frozen=True)
class Day:
    """For every visitor and headline: the click rate, and whether they would click."""

    rates: list[list[float]]
    clicks: list[list[bool]]


@dataclass(frozen=True)
class Memory:
    """How the policies that forget do so."""

    window: int  # how many visitors window-ucb looks back
    discount: float  # what a click is worth to discounted-thompson one visitor later


class Policy(Protocol):
    def choose(self) -> int: ...

    def learn(self, headline: int, clicked: bool) -> None: ...


class Uniform:
    """Any headline, always."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def choose(self) -> int:
        return self.chance.randrange(HEADLINES)

    def learn(self, headline: int, clicked: bool) -> None:
        pass


class Ucb:
    """UCB1 (Auer and others, 2002), of all visitors or of a sliding window of them."""

    def __init__(self, window: int | None = None) -> None:
        self.window = window
        self.seen: deque[tuple[int, bool]] = deque()
        self.shown = [0] * HEADLINES
        self.clicked = [0] * HEADLINES

    def choose(self) -> int:
        if 0 in self.shown:
            return self.shown.index(0)
        bonus = 2 * math.log(sum(self.shown))
        bounds = [
            clicked / shown + math.sqrt(bonus / shown)
            for clicked, shown in zip(self.clicked, self.shown, strict=True)
        ]
        return bounds.index(max(bounds))

    def learn(self, headline: int, clicked: bool) -> None:
        self.count(headline, clicked, 1)
        if self.window is not None:
            self.seen.append((headline, clicked))
            if len(self.seen) > self.window:
                self.count(*self.seen.popleft(), -1)

    def count(self, headline: int, clicked: bool, by: int) -> None:
        self.shown[headline] += by
        self.clicked[headline] += by * clicked


class Thompson:
    """Thompson sampling; with a discount below 1 it forgets (Raj and Kalyani, 2017)."""

    def __init__(self, chance: random.Random, discount: float = 1.0) -> None:
        self.chance = chance
        self.discount = discount
        self.clicked = [0.0] * HEADLINES
        self.passed = [0.0] * HEADLINES

    def choose(self) -> int:
        draws = [
            self.chance.betavariate(1 + clicked, 1 + passed)
            for clicked, passed in zip(self.clicked, self.passed, strict=True)
        ]
        return draws.index(max(draws))

    def learn(self, headline: int, clicked: bool) -> None:
        if self.discount < 1:
            self.clicked = [count * self.discount for count in self.clicked]
            self.passed = [count * self.discount for count in self.passed]
        counts = self.clicked if clicked else self.passed
        counts[headline] += 1


ARMS = ["uniform", "ucb", "window-ucb", "thompson", "discounted-thompson"]


def make_policy(arm: str, memory: Memory, chance: random.Random) -> Policy:
    match arm:
        case "ucb":
            return Ucb()
        case "window-ucb":
            return Ucb(memory.window)
        case "thompson":
            return Thompson(chance)
        case "discounted-thompson":
            return Thompson(chance, memory.discount)
        case _:
            return Uniform(chance)


def make_day(drift: float, visitors: int, seed: int) -> Day:
    """Log odds that wander about the usual rate, as widely at every speed of drift."""
    chance = random.Random(f"day {seed}")
    centre = math.log(USUAL_RATE / (1 - USUAL_RATE))
    stay, move = 1 - drift, SPREAD * math.sqrt(drift * (2 - drift))
    offsets = [chance.gauss(0, SPREAD) for _ in range(HEADLINES)]
    rates, clicks = [], []
    for _ in range(visitors):
        now = [1 / (1 + math.exp(-centre - offset)) for offset in offsets]
        rates.append(now)
        clicks.append([chance.random() < rate for rate in now])
        offsets = [stay * offset + move * chance.gauss(0, 1) for offset in offsets]
    return Day(rates, clicks)


def evaluate(arm: str, memory: Memory, drift: float, day: Day, seed: int) -> Row:
    policy = make_policy(arm, memory, random.Random(f"{arm} {seed}"))
    missed, total, best_shown = 0.0, 0, 0
    for rates, clicks in zip(day.rates, day.clicks, strict=True):
        shown = policy.choose()
        policy.learn(shown, clicks[shown])
        best = max(rates)
        missed += best - rates[shown]
        total += clicks[shown]
        best_shown += rates[shown] == best
    visitors = len(day.rates)
    return Row(
        arm=arm,
        seed=seed,
        drift=drift,
        regret=1000 * missed / visitors,
        click_rate=total / visitors,
        best_share=best_shown / visitors,
        visitors=visitors,
        window=memory.window,
        discount=memory.discount,
    )


def new_file(folder: Path) -> Path:
    """The first free of run-001.jsonl, run-002.jsonl and so on: earlier ones stay."""
    folder.mkdir(parents=True, exist_ok=True)
    names = (f"run-{number:03}.jsonl" for number in range(1, 1000))
    return next(folder / name for name in names if not (folder / name).exists())


def summarise(rows: Sequence[Row], drifts: Sequence[float]) -> str:
    lines = [f"{METRIC:<20}" + "".join(f"{drift:>8g} drift" for drift in drifts)]
    for arm in dict.fromkeys(row.arm for row in rows):
        cells = []
        for drift in drifts:
            chosen = [r.regret for r in rows if r.arm == arm and r.drift == drift]
            cells.append(f"{statistics.fmean(chosen):>14.1f}")
        lines.append(f"{arm:<20}" + "".join(cells))
    return "\n".join(lines)


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--arms", nargs="+", choices=ARMS, default=ARMS)
    parser.add_argument("--drift", nargs="+", type=float, default=[0.0, 0.001, 0.01])
    parser.add_argument("--visitors", type=int, default=4000)
    parser.add_argument("--window", type=int, default=1000)
    parser.add_argument("--discount", type=float, default=0.998)
    parser.add_argument("--seeds", type=int, default=10, help="how many")
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=RESULTS)
    return parser.parse_args()


def main() -> None:
    arguments = parse_arguments()
    seeds = range(arguments.first_seed, arguments.first_seed + arguments.seeds)
    memory = Memory(arguments.window, arguments.discount)
    rows = []
    for drift in arguments.drift:
        for seed in seeds:
            day = make_day(drift, arguments.visitors, seed)
            rows += [evaluate(arm, memory, drift, day, seed) for arm in arguments.arms]
    with new_file(arguments.out).open("x", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(row)) + "\n" for row in rows)
    print(summarise(rows, arguments.drift))


if __name__ == "__main__":
    main()

"""How well the judges are told apart: `python -m benchmarks.judges.measure`.

Each line is a sign and the judge whom it should give away; beside it how often the
attentive judge gives the same sign, which is a false alarm.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable

from benchmarks.judges.people import JUDGES, Judge, drill, forecast, look
from benchmarks.judges.practice import solves
from coresearch.measures.calibration import InTheLarge, in_the_large
from coresearch.measures.detection import vigilance
from coresearch.measures.figure import Figure, Z
from coresearch.measures.oversight import coupling, under_floor
from coresearch.measures.unaided import Rate, change

COUNTS = (20, 50, 100, 300)
TIMES = 100
Sign = Callable[[Judge, random.Random, int], bool]


def decides_too_fast(judge: Judge, chance: random.Random, count: int) -> bool:
    found = under_floor([look(judge, chance, n / count) for n in range(count)])
    return isinstance(found, Figure) and found.low > 0.2


def length_does_not_matter(judge: Judge, chance: random.Random, count: int) -> bool:
    found = coupling([look(judge, chance, n / count) for n in range(count)])
    return isinstance(found, Figure) and found.high < 0.5


def rejects_in_doubt(judge: Judge, chance: random.Random, count: int) -> bool:
    found = vigilance(drill(judge, chance, count, (0, 1))).criterion
    return isinstance(found, Figure) and found.high < 0


def accepts_in_doubt(judge: Judge, chance: random.Random, count: int) -> bool:
    found = vigilance(drill(judge, chance, count, (0, 1))).criterion
    return isinstance(found, Figure) and found.low > 0


def is_too_sure(judge: Judge, chance: random.Random, count: int) -> bool:
    found = in_the_large([forecast(judge, chance, n / count) for n in range(count)])
    return isinstance(found, InTheLarge) and found.gap.low > 0


def sees_more(judge: Judge, chance: random.Random, count: int) -> bool:
    return _change(judge, chance, count) > Z


def sees_less(judge: Judge, chance: random.Random, count: int) -> bool:
    return _change(judge, chance, count) < -Z


def _change(judge: Judge, chance: random.Random, count: int) -> float:
    """In standard errors: d' of the second half of the year less that of the first."""
    halves = [drill(judge, chance, count // 2, at) for at in ((0, 0.5), (0.5, 1))]
    first, second = (vigilance(half).d_prime for half in halves)
    if not isinstance(first, Figure) or not isinstance(second, Figure):
        return 0.0
    spread = math.hypot(first.half_width, second.half_width) / Z
    return (second.value - first.value) / spread


def loses_skill(judge: Judge, chance: random.Random, count: int) -> bool:
    found = change(_probes(judge, chance, count))
    return found is not None and found.is_alarming


def gains_skill(judge: Judge, chance: random.Random, count: int) -> bool:
    found = change(_probes(judge, chance, count))
    return found is not None and found.gain > 0.95


def _probes(judge: Judge, chance: random.Random, count: int) -> list[Rate]:
    """Of four quarters, with a quarter of the items each."""
    each = count // 4
    quarters = []
    for number in range(4):
        moments = ((number + (n + 0.5) / each) / 4 for n in range(each))
        right = sum(chance.random() < solves(judge, at) for at in moments)
        quarters.append(Rate(str(number), right, each))
    return quarters


SIGNS: tuple[tuple[str, Sign, str], ...] = (
    ("decides faster than reading takes", decides_too_fast, "stamp"),
    ("length does not matter", length_does_not_matter, "stamp"),
    ("accepts in doubt (drill)", accepts_in_doubt, "stamp"),
    ("rejects in doubt (drill)", rejects_in_doubt, "contrarian"),
    ("is too sure", is_too_sure, "over-confident"),
    ("sees more than before (drill)", sees_more, "improving"),
    ("sees less than before (drill)", sees_less, "deskilling"),
    ("does better unaided (probes)", gains_skill, "improving"),
    ("does less well unaided (probes)", loses_skill, "deskilling"),
)


def rate(sign: Sign, judge: str, count: int, times: int = TIMES) -> float:
    """How often a judge gives a sign after so many cases."""
    one = next(known for known in JUDGES if known.name == judge)
    chance = random.Random(7)
    return sum(sign(one, chance, count) for _ in range(times)) / times


def main() -> None:
    """Print the table."""
    print(f"{'sign':35}{'judge':16}" + "".join(f"{f'n={n}':>14}" for n in COUNTS))
    for name, sign, judge in SIGNS:
        cells = (
            f"{rate(sign, judge, n):8.0%} /{rate(sign, 'attentive', n):4.0%}"
            for n in COUNTS
        )
        print(f"{name:35}{judge:16}" + "".join(cells))


if __name__ == "__main__":
    main()

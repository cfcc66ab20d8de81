"""Two things timed in turns, so that what else the machine does falls on both alike."""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

FEWEST = 15
_RESAMPLES = 2000


class Failed(RuntimeError):
    """A program that was to be timed did not do its work."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took, in seconds."""

    cpu: float
    wall: float


Work = Callable[[], Cost]
"""Does something once, and says what it cost."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """Medians of both, and the median of the ratios within pairs."""

    floor: float
    other: float
    middle: float
    low: float
    """Of a 95 % bootstrap interval over pairs."""
    high: float

    def __str__(self) -> str:
        return f"{self.middle:.2f} ({self.low:.2f}–{self.high:.2f})"


@dataclass(frozen=True, slots=True)
class Pairs:
    """The costs of a floor and of something else, in the order of their running."""

    floor: tuple[Cost, ...]
    other: tuple[Cost, ...]

    @property
    def cpu(self) -> Ratio:
        """In CPU seconds: the sturdier figure."""
        return _ratio([c.cpu for c in self.floor], [c.cpu for c in self.other])

    @property
    def wall(self) -> Ratio:
        """On the clock, which counts waiting for the disk, and for other programs."""
        return _ratio([c.wall for c in self.floor], [c.wall for c in self.other])


def in_turns(
    floor: Work, other: Work, times: int, warm_up: int = 2, fewest: int = FEWEST
) -> Pairs:
    """Run both `times` times: a b, b a, a b, and so on.

    Who goes first alternates, since the second may pay for what the first left behind,
    as with data that the disk has yet to write.
    """
    for _ in range(warm_up):
        floor()
        other()
    floors, others = [], []
    for turn in range(max(times, fewest)):
        for work, costs in _order(turn, (floor, floors), (other, others)):
            costs.append(work())
    return Pairs(tuple(floors), tuple(others))


def _order(turn: int, first, second):
    return (first, second) if turn % 2 == 0 else (second, first)


def _ratio(floor: Sequence[float], other: Sequence[float]) -> Ratio:
    """The clock of a process may stand still for a very short piece of work."""
    ratios = [b / max(a, 1e-9) for a, b in zip(floor, other, strict=True)]
    dice = random.Random(0)  # the same interval for the same costs
    medians = sorted(
        statistics.median(dice.choices(ratios, k=len(ratios)))
        for _ in range(_RESAMPLES)
    )
    return Ratio(
        floor=statistics.median(floor),
        other=statistics.median(other),
        middle=statistics.median(ratios),
        low=medians[round(0.025 * _RESAMPLES)],
        high=medians[round(0.975 * _RESAMPLES) - 1],
    )


# -- what is timed ------------------------------------------------------------------


def timed(action: Callable[[], object]) -> Cost:
    """The cost of `action` in this process."""
    cpu, wall = time.process_time(), time.perf_counter()
    action()
    took = time.perf_counter() - wall
    return Cost(time.process_time() - cpu, took)


def child(
    command: Sequence[str | Path],
    folder: Path,
    environment: Mapping[str, str] | None = None,
) -> Cost:
    """The cost of a program, with the programs that it started and waited for.

    Raises:
        Failed: it did not end with 0.
    """
    line = list(map(str, command))
    with tempfile.TemporaryFile() as said:
        begun = time.perf_counter()
        with subprocess.Popen(
            line,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=said,
        ) as process:
            _, status, usage = os.wait4(process.pid, 0)
            took = time.perf_counter() - begun
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            told = said.read().decode(errors="replace").strip()
            raise Failed(f"{' '.join(line)} ended with {process.returncode}: {told}")
    return Cost(usage.ru_utime + usage.ru_stime, took)


def milliseconds(seconds: float) -> str:
    """With three figures, from microseconds to minutes."""
    value = 1000 * seconds
    digits = 3 if value < 1 else 2 if value < 10 else 1 if value < 100 else 0
    return f"{value:.{digits}f}"


def row(name: str, floor: str, pairs: Pairs) -> tuple[str, ...]:
    """A line of a table: CPU and wall time, each with its floor and their ratio."""
    cpu, wall = pairs.cpu, pairs.wall
    return (
        name,
        floor,
        milliseconds(cpu.other),
        milliseconds(cpu.floor),
        str(cpu),
        milliseconds(wall.other),
        milliseconds(wall.floor),
        str(wall),
    )


def file_system(folder: Path) -> str:
    """The kind of file system that `folder` is on, as the system names it, or `?`."""
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return "?"
    place = folder.resolve()
    kinds = {
        Path(line.split()[1]): line.split()[2]
        for line in mounts.read_text(encoding="utf-8").splitlines()
    }
    return next(
        (kinds[above] for above in (place, *place.parents) if above in kinds), "?"
    )

"""What runs cost: time, memory and disk, from those on record."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coresearch.audit.facts import RunFacts

ENOUGH = 6
"""Values from which on the least and the most of them hold the median with 95 %."""
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Cost:
    """What runs of one command took."""

    command: str
    count: int
    """Runs that succeeded and whose time is on record."""
    median: float
    """Seconds."""
    interval: tuple[float, float] | None
    """95 % interval of the median, in seconds; None for fewer than `ENOUGH` runs."""
    memory: int | None
    """Bytes, the most of any."""
    written: float | None
    """Bytes, the median of what a run wrote."""
    ended_early: int


def costs(runs: Sequence[RunFacts]) -> list[Cost]:
    """One for each script and its arguments, those with most runs first."""
    groups: dict[tuple[str, tuple[str, ...]], list[RunFacts]] = {}
    for run in runs:
        if run.path:
            groups.setdefault((run.path, run.arguments), []).append(run)
    found = [_cost(same) for same in groups.values()]
    return sorted(filter(None, found), key=lambda cost: -cost.count)


def _cost(runs: Sequence[RunFacts]) -> Cost | None:
    good = [run for run in runs if run.state == "succeeded" and run.seconds is not None]
    if not good:
        return None
    seconds = sorted(run.seconds for run in good if run.seconds is not None)
    memory = [run.peak_memory for run in good if run.peak_memory]
    sizes = [sum(run.written.values()) for run in good if run.written]
    return Cost(
        good[0].command,
        len(seconds),
        statistics.median(seconds),
        median_interval(seconds),
        max(memory) if memory else None,
        statistics.median(sizes) if sizes else None,
        sum(run.state not in ("succeeded", "running") for run in runs),
    )


def median_interval(values: Sequence[float]) -> tuple[float, float] | None:
    """The 95 % interval of a median from sorted values, of any distribution.

    The k-th least and the k-th greatest, with the greatest k for which a fair coin
    gives fewer than k heads in n with at most 2.5 % (Conover 1999, section 3.2).
    """
    n = len(values)
    k, below = 0, 0.0
    while (below := below + math.comb(n, k) / 2**n) <= 0.025:
        k += 1
    return (values[k - 1], values[n - k]) if k else None


def table(found: Sequence[Cost]) -> Iterator[str]:
    """The costs as a table in Markdown, a line each."""
    yield (
        "| command | runs | median | 95 % interval | memory | writes | did not end |\n"
    )
    yield "|---|---|---|---|---|---|---|\n"
    for cost in found[:_SHOWN]:
        command = cost.command if len(cost.command) < 60 else cost.command[:59] + "…"
        interval = (
            f"{seconds(cost.interval[0])} to {seconds(cost.interval[1])}"
            if cost.interval
            else f"cannot tell yet ({cost.count} of {ENOUGH})"
        )
        command = command.replace("|", "\\|")
        yield (
            f"| {command} | {cost.count} | {seconds(cost.median)} | {interval} | "
            f"{size(cost.memory)} | {size(cost.written)} | {cost.ended_early} |\n"
        )
    if len(found) > _SHOWN:
        yield f"\n{len(found) - _SHOWN} more commands ran.\n"


def seconds(value: float) -> str:
    """`45 s`, `12 min`, `3.5 h`."""
    if value < 120:
        return f"{value:.3g} s"
    return f"{value / 60:.3g} min" if value < 7200 else f"{value / 3600:.3g} h"


def size(value: float | None) -> str:
    """`12 MB`; `?` where nobody knows."""
    if value is None:
        return "?"
    return (
        f"{value / 1e9:.2g} GB" if value >= 1e9 else f"{max(value / 1e6, 0.01):.2g} MB"
    )

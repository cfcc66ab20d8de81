"""How fast the critic reads: `python -m benchmarks.speed.critique`.

The floor is reading the same Markdown and doing nothing about it.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from markdown_it import MarkdownIt

from benchmarks.layout import table
from benchmarks.speed.pairs import in_turns, milliseconds, timed
from benchmarks.speed.plans import different_plans, plan_of
from coresearch.critic.engine import critique

_SIZES = (10_000, 100_000)
_SETTLED_AFTER = 100
"""Plans after which tables, caches and patterns are all in memory."""


def main(arguments: Sequence[str] | None = None) -> None:
    """First many plans, while the memory is still small; then long ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, default=1000, help="read in one process")
    parser.add_argument(
        "--times", type=int, default=15, help="runs of each (at least 15)"
    )
    asked = parser.parse_args(arguments)
    print(_many(asked.plans))
    print(_command(asked.plans))
    print(_long(asked.times))


def _many(number: int) -> str:
    plans = different_plans(number)
    settled = min(_SETTLED_AFTER, number // 2)
    begin = timed(lambda: [critique(plan) for plan in plans[:settled]])
    before = _peak_megabytes()
    rest = timed(lambda: [critique(plan) for plan in plans[settled:]])
    after = _peak_megabytes()
    cpu, wall = begin.cpu + rest.cpu, begin.wall + rest.wall
    return (
        f"{number} plans in {cpu:.1f} CPU s ({wall:.1f} s on the clock): "
        f"{number / cpu:.1f} plans per CPU second\n"
        f"peak memory: {before:.1f} MB after {settled} plans, {after:.1f} MB after "
        f"{number}: grown by {after - before:.1f} MB\n"
    )


def _command(number: int) -> str:
    """The same by one call of the command, which reads with several processes."""
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for index, plan in enumerate(different_plans(number)):
            names.append(f"{index:05}.md")
            Path(folder, names[-1]).write_text(plan, encoding="utf-8")
        command = [sys.executable, "-m", "coresearch", "critique", "--only-report"]
        before = _cpu_of_children()
        wall = timed(lambda: _run([*command, *names], folder)).wall
        cpu = _cpu_of_children() - before
    largest = _peak_megabytes(resource.RUSAGE_CHILDREN)
    return (
        f"{number} plans by one call of the command: {number / wall:.1f} a second on "
        f"the clock, {number / cpu:.1f} per CPU second; largest process "
        f"{largest:.1f} MB\n"
    )


def _run(command: Sequence[str], folder: str) -> None:
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _peak_megabytes(who: int = resource.RUSAGE_SELF) -> float:
    peak = resource.getrusage(who).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1e3


def _long(times: int) -> str:
    header = ("plan", "CPU ms", "only parsed", "ratio (95 %)", "wall ms", "kB a CPU s")
    return table(header, [_row(size, times) for size in _SIZES])


def _row(size: int, times: int) -> tuple[str, ...]:
    text = plan_of(size)
    parser = MarkdownIt("commonmark").enable("table")
    pairs = in_turns(
        lambda: timed(lambda: parser.parse(text)),
        lambda: timed(lambda: critique(text)),
        times,
    )
    return (
        f"{len(text.encode()) / 1000:.0f} kB",
        milliseconds(pairs.cpu.other),
        milliseconds(pairs.cpu.floor),
        str(pairs.cpu),
        milliseconds(pairs.wall.other),
        f"{len(text.encode()) / 1000 / pairs.cpu.other:.0f}",
    )


if __name__ == "__main__":
    main()

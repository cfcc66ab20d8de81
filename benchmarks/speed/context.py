"""What a model's context costs: `python -m benchmarks.speed.context`.

The floor is `git ls-files` in the same repository: no way to know which files there are
costs less.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import chdir
from pathlib import Path

from benchmarks.layout import table
from benchmarks.speed.pairs import Cost, in_turns, milliseconds, timed
from coresearch.core.context import Reference
from coresearch.workbench.context import gather
from coresearch.workbench.project import open_project

_PLAN = "# Plan\n\nWe train each arm once with seed 0.\n" * 60


def main(arguments: Sequence[str] | None = None) -> None:
    """Build the repository, ask for its files, gather a context, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=50_000, help="in the repository")
    parser.add_argument(
        "--times", type=int, default=31, help="runs of each (at least 15)"
    )
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name, chdir(name):
        root = Path(name)
        _fill(root, asked.files)
        print(_compared(root, asked.times))


def _fill(root: Path, files: int) -> None:
    _git(root, "init", "-q", "-b", "main")
    _git(root, "config", "user.name", "Ada")
    _git(root, "config", "user.email", "ada@example.org")
    (root / "plan.md").write_text(_PLAN)
    (root / "train.py").write_text("seed = 0\n" * 200)
    for number in range(files - 2):
        folder = root / f"part{number % 40:02d}" / f"sub{number % 1000:03d}"
        if number < 1000 * 40:
            folder.mkdir(parents=True, exist_ok=True)
        (folder / f"file{number}.{('py', 'md', 'json')[number % 3]}").write_text("x\n")
    _git(root, "add", ".")
    _git(root, "commit", "-q", "-m", "Everything")


def _git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True)


def _compared(root: Path, times: int) -> str:
    named = [Reference("train.py")]
    question = "Does the training script use more than one seed?"

    def listed() -> Cost:
        return timed(lambda: _git(root, "ls-files", "-z"))

    with open_project(root) as project:

        def gathered() -> Cost:
            return timed(lambda: gather(project, named, question, plan="plan.md"))

        pairs = in_turns(listed, gathered, times)
    header = ("", "context ms", "ls-files ms", "ratio (95 %)")
    rows = [
        (name, milliseconds(ratio.other), milliseconds(ratio.floor), str(ratio))
        for name, ratio in (("wall", pairs.wall), ("CPU", pairs.cpu))
    ]
    return table(header, rows)


if __name__ == "__main__":
    main()

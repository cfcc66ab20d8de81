"""A process that accepts what it is told to, at the moment that it is told.

It reads lines: a repository and a suggestion's id, looks at it, answers "ready", and at
the next line accepts. Run as `python -m tests.gate.racing`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from coresearch.core.errors import CoresearchError
from coresearch.workbench.decide import Ruling, accept, present
from coresearch.workbench.project import open_project


class Racer:
    """The other side: a process of this module."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.gate.racing"],
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def look_at(self, root: Path, suggestion: str) -> None:
        """Let it look at a suggestion, and wait until it has."""
        self._say(f"{root}\t{suggestion}")
        assert self.answer() == "ready"

    def go(self) -> None:
        """Let it accept, and do not wait."""
        self._say("go")

    def answer(self) -> str:
        """`accepted`, or the name of the fault."""
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def close(self) -> None:
        """Let it end."""
        self._process.communicate(timeout=90)

    def _say(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def _main() -> None:
    for line in iter(sys.stdin.readline, ""):
        root, suggestion = line.rstrip("\n").split("\t")
        with open_project(Path(root)) as project:
            shown = present(project, suggestion)
            _say("ready")
            sys.stdin.readline()
            try:
                accept(project, shown, Ruling())
            except CoresearchError as fault:
                _say(type(fault).__name__)
            else:
                _say("accepted")


if __name__ == "__main__":
    _main()

"""How long the program takes to start: `python -m benchmarks.speed.start`."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.layout import table
from benchmarks.speed.pairs import Failed, Pairs, child, in_turns, row
from benchmarks.speed.plans import plan_of

EMPTY_APP = """\
import typer

app = typer.Typer()


@app.command()
def nothing() -> None:
    "Do nothing."


app()
"""
_PLAN_BYTES = 10_000


@dataclass(frozen=True, slots=True)
class Race:
    """A command of ours beside the least that could be run in its stead."""

    name: str
    command: Sequence[str | Path]
    floor_name: str
    floor: Sequence[str | Path]
    before: Callable[[], None] = lambda: None
    """Sets the stage before each run of the command, and is not timed."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Time each command, and print one row for it."""
    asked = _parse(arguments)
    program = asked.program.absolute()
    if not program.exists():
        sys.exit(
            f"There is no {program}: install the project into this environment first, "
            f"for example with: {sys.executable} -m pip install -e ."
        )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = list(_rows(program, folder, asked.times))
    print(table(_HEADER, rows))


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--times", type=int, default=21, help="runs of each (at least 15)"
    )
    parser.add_argument(
        "--program",
        type=Path,
        default=Path(sys.executable).with_name("coresearch"),
        help="the installed program (default: the one beside this Python)",
    )
    return parser.parse_args(arguments)


# -- the commands -------------------------------------------------------------------


def _races(program: Path, folder: Path) -> list[Race]:
    app = folder / "empty_app.py"
    app.write_text(EMPTY_APP, encoding="utf-8")
    empty = ("empty Typer app", (sys.executable, app))
    critique = (program, "critique", "plan.md")
    return [
        Race("--version", (program, "--version"), "python -c pass", _PASS),
        Race(
            "--help",
            (program, "--help"),
            "empty Typer app --help",
            (sys.executable, app, "--help"),
        ),
        Race("critique, first time", critique, *empty, lambda: _forget(folder)),
        Race("critique, again", critique, *empty),
        Race("critique, only report", (*critique, "--only-report"), *empty),
    ]


_PASS = (sys.executable, "-c", "pass")


def _make_repository(folder: Path) -> None:
    """A repository with one committed plan, as a person would have it."""
    (folder / "plan.md").write_text(plan_of(_PLAN_BYTES), encoding="utf-8")
    for command in (
        ("init", "-q"),
        ("config", "user.name", "Ada"),
        ("config", "user.email", "ada@example.org"),
        ("add", "plan.md"),
        ("commit", "-q", "-m", "A plan"),
    ):
        subprocess.run(("git", *command), cwd=folder, check=True, env=_environment())


def _forget(folder: Path) -> None:
    """Take the journal away, so that the next critique begins one."""
    shutil.rmtree(folder / ".coresearch", ignore_errors=True)


def _environment() -> dict[str, str]:
    """This one, without what a person's own configuration would change."""
    # A Python that keeps nothing of what it compiles would read us anew each time.
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") and name != "PYTHONDONTWRITEBYTECODE"
    }
    return kept | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


# -- the table ----------------------------------------------------------------------

_HEADER = (
    "coresearch", "floor", "CPU ms", "floor", "ratio (95 %)",
    "wall ms", "floor", "ratio (95 %)",
)  # fmt: skip


def _rows(program: Path, folder: Path, times: int) -> Iterator[tuple[str, ...]]:
    _make_repository(folder)
    for race in _races(program, folder):
        try:
            yield row(race.name, race.floor_name, _run(race, folder, times))
        except Failed as fault:
            yield (race.name, race.floor_name, *["-"] * 6)
            print(f"Not timed: {fault}", file=sys.stderr)


def _run(race: Race, folder: Path, times: int) -> Pairs:
    environment = _environment()

    def ours():
        race.before()
        return child(race.command, folder, environment)

    return in_turns(lambda: child(race.floor, folder, environment), ours, times)


if __name__ == "__main__":
    main()

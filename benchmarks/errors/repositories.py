"""Failing scripts and notebooks with a repository around them, really run.

`python -m benchmarks.errors.repositories [NAME …]`, with a Python that has what they
import (`--python`): each folder of a part is copied, started as `cases.yaml`
says, and what it printed is kept in `NAME.log`.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from benchmarks.errors.record import CORPUS, SECONDS

PARTS = ("strangers_last", "strangers_after", "families_end")
SHOWN_AS = "/work/project"
_NOTEBOOK = "notebook "


@dataclass(frozen=True, slots=True)
class Repository:
    """One failing repository, and what is known of it."""

    part: str
    name: str
    run: str
    cause: str
    wants_edit: bool
    is_kept: bool
    """Every second, by name: nothing is learnt from it."""
    was_named: bool
    """When it was first met, before any rule was made on it: among the first three."""
    was_sure: bool
    """The first of them was stated above 0.8 then."""
    said_first: str
    """What came first then."""
    names: frozenset[str]
    """The rules that name it, for the half that was learnt from."""

    @property
    def folder(self) -> Path:
        return CORPUS / self.part / self.name

    @property
    def log(self) -> str:
        return self.folder.with_suffix(".log").read_text(encoding="utf-8")


def load(part: str = PARTS[0]) -> list[Repository]:
    """All of a part, by name."""
    text = (CORPUS / part / "cases.yaml").read_text(encoding="utf-8")
    entries: Mapping[str, Mapping[str, Any]] = yaml.safe_load(text)
    return [
        Repository(
            part,
            name,
            one["run"],
            one["cause"],
            one["edit"],
            is_kept=number % 2 == 1,
            was_named=one.get("first_met", "-") != "-",
            was_sure=one.get("first_met_sure", False),
            said_first=one.get("first_met_said", "-"),
            names=frozenset(one.get("names", "").split("|")),
        )
        for number, (name, one) in enumerate(sorted(entries.items()))
    ]


@contextmanager
def copied(case: Repository) -> Iterator[Path]:
    """A folder of its own with the files of the case."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "project")
        shutil.copytree(case.folder, place)
        yield place


def start(case: Repository, place: Path, python: str) -> tuple[str, int]:
    """What it prints to both streams there, and its exit code."""
    if case.run.startswith(_NOTEBOOK):
        cells = Path(__file__).parent / "cells.py"
        command = [python, str(cells), case.run.removeprefix(_NOTEBOOK)]
    elif "&&" in case.run:
        command = ["sh", "-c", case.run]
    else:
        command = case.run.split()
    folder = str(Path(python).absolute().parent)
    path = os.pathsep.join([folder, os.environ.get("PATH", "")])
    extra = {"OMP_NUM_THREADS": "1", "PATH": path, "HF_HUB_OFFLINE": "1"}
    if command[0] == "python":
        command[0] = python
    done = subprocess.run(
        command,
        cwd=place,
        env=os.environ | extra | {"PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=SECONDS,
        check=False,
    )
    text = done.stdout.decode("utf-8", "replace")
    for home in (Path(python).absolute(), Path(python).resolve()):
        text = text.replace(str(home.parent.parent), "/usr")
    text = text.replace(str(place.resolve()), SHOWN_AS).replace(str(place), SHOWN_AS)
    return re.sub(r"/tmp/ipykernel_\d+/\d+\.py", "/tmp/cell.py", text), done.returncode


def main(arguments: Sequence[str] | None = None) -> None:
    """Run and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.errors.repositories")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--part", choices=PARTS, default=PARTS[0])
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--trees", type=Path, help="keep the folders as they are then")
    asked = parser.parse_args(arguments)
    for case in load(asked.part):
        if asked.names and case.name not in asked.names:
            continue
        with copied(case) as place:
            text, code = start(case, place, asked.python)
            if asked.trees:
                kept = asked.trees / case.name
                shutil.rmtree(kept, ignore_errors=True)
                shutil.copytree(place, kept)
        case.folder.with_suffix(".log").write_text(text, encoding="utf-8")
        print(f"{case.name}: {code}: {text.strip().splitlines()[-1:]}")


if __name__ == "__main__":
    main()

"""What is open: failures, notes to oneself, directions gone quiet."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from coresearch.audit.facts import RunFacts
from coresearch.audit.tree import Tree, at, lines
from coresearch.core.suggestions import Evidence

STALE_DAYS = 14
_NOTE = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b(?::|\(|\s|$)")
_FAILED = ("failed", "died", "timed out")


@dataclass(frozen=True, slots=True)
class Opened:
    """A direction as the journal has it."""

    id: str
    title: str
    at: str
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Stale:
    """A line of inquiry that nobody has run anything for."""

    direction: str
    days: int
    last: RunFacts | None


def notes(tree: Tree) -> list[Evidence]:
    """TODO and FIXME in code and documents."""
    found = []
    for path, text in tree.ending(".py", ".md", ".rst", ".org", ".r", ".jl").items():
        for number, line in lines(text):
            if _NOTE.search(line) and (path[-3:] != ".py" or "#" in line):
                found.append(at(path, number, line))
    return found


def unresolved(runs: Sequence[RunFacts]) -> list[RunFacts]:
    """Runs that failed with no later success of the same; `runs` newest first."""
    good: set[tuple[str, tuple[str, ...]]] = set()
    told: set[tuple[str, tuple[str, ...]]] = set()
    found = []
    for run in runs:
        key = (run.path or run.name, run.arguments)
        if run.state == "succeeded":
            good.add(key)
        elif run.state in _FAILED and key not in good | told:
            told.add(key)
            found.append(run)
    return found


def stale(
    runs: Sequence[RunFacts], opened: Sequence[Opened], now: datetime
) -> list[Stale]:
    """Open directions of which nothing ran for long; `runs` newest first.

    A name that runs were given, and that no direction has, counts as an open one.
    """
    last: dict[str, RunFacts] = {}
    for run in runs:
        if run.direction:
            last.setdefault(run.direction, run)
    known = {one.id: one for one in opened}
    found = []
    for name in dict.fromkeys([*last, *known]):
        one, newest = known.get(name), last.get(name)
        at = newest.at if newest else one.at if one else ""
        days = days_since(at, now)
        if days >= STALE_DAYS and not (one and one.is_closed):
            found.append(Stale(one.title if one else name, days, newest))
    return found


def days_since(at: str, now: datetime) -> int:
    """Whole days from a time of the journal until now."""
    return (now - datetime.fromisoformat(at)).days


def never_set(tree: Tree, runs: Sequence[RunFacts]) -> Mapping[str, list[str]]:
    """Options that scripts take and no run has set, by script that was run."""
    ran = {run.path for run in runs if run.path}
    found = {}
    for script in tree.scripts:
        if script.path not in ran:
            continue
        words = {
            word.partition("=")[0]
            for run in runs
            if run.path == script.path
            for word in run.arguments
        }
        unset = [
            option.flag + (f" (default {option.default})" if option.default else "")
            for option in script.options
            if option.flag.startswith("-") and option.flag not in words
        ]
        if unset:
            found[script.path] = unset
    return found

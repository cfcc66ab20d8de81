"""What is open: failures, predictions that failed, notes to oneself, stale lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from coresearch.audit.facts import Foretold, RunFacts
from coresearch.audit.tree import Tree, at, lines
from coresearch.core.suggestions import Evidence

STALE_DAYS = 14
_NOTE = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b(?::|\(|\s|$)")
_FAILED = ("failed", "died", "timed out")


@dataclass(frozen=True, slots=True)
class Stale:
    """A line of inquiry that nobody has run anything for."""

    direction: str
    days: int
    last: RunFacts


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


def wrong_predictions(runs: Sequence[RunFacts]) -> Iterator[tuple[RunFacts, Foretold]]:
    """What was expected and did not come."""
    for run in runs:
        yield from ((run, p) for p in run.predictions if p.outcome == "failed")


def stale(runs: Sequence[RunFacts], now: datetime) -> list[Stale]:
    """Directions whose last run is long ago; `runs` newest first."""
    last: dict[str, RunFacts] = {}
    for run in runs:
        if run.direction:
            last.setdefault(run.direction, run)
    found = [Stale(name, days_since(run.at, now), run) for name, run in last.items()]
    return [one for one in found if one.days >= STALE_DAYS]


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

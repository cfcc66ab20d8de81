"""Journals of any size, of what a person's own would hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from coresearch.core.canonical import sha256
from coresearch.core.decisions import Decision, IntendedWrite, Verdict, Version
from coresearch.core.edits import Edit, Modify, Replacement
from coresearch.core.findings import Severity
from coresearch.core.suggestions import (
    Activity,
    Evidence,
    Origin,
    OriginKind,
    Suggestion,
)
from coresearch.journal.store import Author, Journal

RARE = "zirconium"
"""A word that stands in three suggestions, in a journal of any size."""
COMMON = "seeds"
"""A word that stands in every suggestion."""

ADA = Author("Ada Lovelace", "ada@example.org", "analytical", "a" * 16)
GRACE = Author("Grace Hopper", "grace@example.org", "mark-one", "b" * 16)
EMMY = Author("Emmy Noether", "emmy@example.org", "ring", "c" * 16)
"""Wrote the first tenth and then left."""

_BEGINNING = datetime(2024, 1, 1, tzinfo=UTC)
_PATHS = tuple(f"plans/plan-{number:02}.md" for number in range(40))
_ACTIVITIES = tuple(Activity)
_SEVERITIES = tuple(Severity)
_BATCHES = 20


def clock_from(minute: int) -> Callable[[], str]:
    """A clock that goes on by a minute each time it is read."""
    times = iter(range(minute, minute + 10**9))
    return lambda: (
        f"{_BEGINNING + timedelta(minutes=next(times)):%Y-%m-%dT%H:%M:%S.%fZ}"
    )


def build(folder: Path, events: int) -> None:
    """A journal of about `events` events in `folder`, in twenty large transactions."""
    suggestions = round(events * 5 / _EVENTS_OF_FIVE)
    rare = {0, suggestions // 2, suggestions - 1}
    numbers = iter(range(suggestions))
    each = -(-suggestions // _BATCHES)
    with Journal(folder, EMMY) as journal:
        for content in (text for path in _PATHS for text in _contents(path)):
            journal.blobs.put(content.encode())
    for batch in range(_BATCHES):
        author = EMMY if batch < 2 else (ADA, GRACE)[batch % 2]
        begin = clock_from(batch * each * _EVENTS_OF_FIVE)
        with Journal(folder, author, begin) as journal, journal.writing():
            for number in islice(numbers, each):
                _record(journal, number, rare=number in rare)
            journal.index_text()


_EVENTS_OF_FIVE = 11  # five suggestions, four decisions and two effects


def _record(journal: Journal, number: int, *, rare: bool) -> None:
    identity = journal.record_suggestion(suggestion(number, rare=rare))
    match number % 5:
        case 0:
            return  # it waits
        case 1 | 2:
            decision = journal.record_decision(identity, accept(number))
            journal.record_effect(decision, applied=True)
        case 3:
            reason = f"The seeds of arm {number} are in the appendix already."
            journal.record_decision(identity, Decision(Verdict.REJECTED, reason))
        case _:
            journal.record_decision(identity, Decision(Verdict.LATER, seconds=4.0))


def suggestion(number: int, *, rare: bool = False) -> Suggestion:
    """The suggestion of this number, unlike every other."""
    path = _path(number)
    line = f"Arm {number} is trained once, with the settings of the arm before."
    word = f" {RARE}" if rare else ""
    changed = f"Arm {number} is trained with five seeds, 0 to 4."
    is_edit = number % 5 in (1, 2)
    return Suggestion(
        activity=_ACTIVITIES[number % len(_ACTIVITIES)],
        title=f"Name the {COMMON} of arm {number}{word}",
        reason="One run says nothing about the spread between runs, and the plan "
        "compares arms whose difference is of the size of that spread.",
        question="How many runs of each arm are there, and with which seeds?",
        origin=Origin(OriginKind.RULE, "S1", "1", context=sha256(path)),
        evidence=(Evidence(line, path, number % 200 + 1, number % 200 + 1),),
        confidence=0.5 + number % 50 / 100,
        severity=_SEVERITIES[number % 3],
        effect=Edit((Modify(path, (Replacement(line, changed),)),))
        if is_edit
        else None,
    )


def accept(number: int) -> Decision:
    """An accepted edit of one file, as the gate would record it."""
    path = _path(number)
    before, after = (Version(sha256(text), False) for text in _contents(path))
    return Decision(
        verdict=Verdict.ACCEPTED,
        shown=sha256(f"shown {number}"),
        seconds=5 + number * 7919 % 113 / 4,
        words=60 + number % 97,
        lines=1 + number % 7,
        offered=1,
        writes=(IntendedWrite(path, before, after),),
    )


def _path(number: int) -> str:
    return _PATHS[number * 7 % len(_PATHS)]


def _contents(path: str) -> tuple[str, str]:
    """What stands in a file before and after any edit: few blobs serve many events."""
    return f"{path} before\n", f"{path} after\n"

"""A year of one judge's journal: `python -m benchmarks.judges.year stamp FOLDER`.

It goes through the journal as the program does, with a clock of its own.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.judges.people import JUDGES, Judge, forecast, look
from benchmarks.judges.practice import answer_first, practise
from coresearch.core.canonical import sha256
from coresearch.core.decisions import Decision, IntendedWrite, Verdict, Version
from coresearch.core.directions import Budget, direction_to_json
from coresearch.core.events import EventType
from coresearch.core.findings import Severity
from coresearch.core.predictions import Outcome, prediction_of, prediction_to_json
from coresearch.core.suggestions import (
    Activity,
    Evidence,
    Origin,
    OriginKind,
    Suggestion,
)
from coresearch.journal.store import Author, Journal

_ORIGINS = (
    ("S1", OriginKind.RULE, 0.7),
    ("B2", OriginKind.RULE, 0.6),
    ("M4", OriginKind.RULE, 0.8),
    ("local/model", OriginKind.MODEL, 0.9),
)
_RUN = {
    "kind": "script", "path": "train.py", "kernelspec": {"name": "python3"},
    "head": "", "snapshot": "", "seed": None, "repeats": "", "name": "",
}  # fmt: skip


class Year:
    """The days go by as it is told; nothing waits."""

    def __init__(self, start: datetime) -> None:
        self.now = start

    def __call__(self) -> str:
        self.now += timedelta(seconds=1)
        return f"{self.now:%Y-%m-%dT%H:%M:%S.%fZ}"


def write_year(
    folder: Path, judge: Judge, author: Author, *, days: int = 365, seed: int = 1
) -> None:
    """Three decisions and half a prediction a day, a run, and a direction a month.

    And what they do by themselves: `benchmarks.judges.practice`.
    """
    chance, alone = random.Random(seed), random.Random(seed + 1)
    clock = Year(datetime.now(UTC) - timedelta(days=days))
    start = clock.now
    with Journal(folder, author, clock) as journal, journal.writing():
        for day in range(days):
            clock.now = start + timedelta(days=day, hours=9)
            at = day / days
            for number in range(3):
                _decide(journal, judge, chance, at, f"{day}-{number}")
            if day % 2:
                _predict(journal, judge, chance, at, day)
            _run(journal, chance, day)
            practise(journal, judge, alone, day)
            if day % 60 == 10:
                _ideas(journal, alone, day)
            if day % 15 == 5:
                body = {"changes": alone.random(), "gain": 4.0, "cost": 2.0}
                line = f"line-{day // 30}"
                journal.append(EventType.DIRECTION_WEIGHED, line, body)
            if day % 30 == 29:
                _close(journal, chance, day)
            if day % 30 == 0:
                body = direction_to_json(
                    f"Line {day // 30}", Budget(20.0), "acc < 0.7 after 5 runs", ""
                )
                journal.append(EventType.DIRECTION_OPENED, f"line-{day // 30}", body)
        journal.index_text()


def _decide(
    journal: Journal, judge: Judge, chance: random.Random, at: float, name: str
) -> None:
    origin, kind, sure = chance.choice(_ORIGINS)
    seen = look(judge, chance, at)
    suggestion = Suggestion(
        chance.choice(tuple(Activity)),
        f"Think again of {name}",
        "One run says nothing about the spread between runs.",
        Origin(kind, origin, "1" if at < 0.5 else "2"),
        evidence=(Evidence(f"Arm {name} is trained once.", "plan.md", 3, 3),),
        confidence=sure,
        severity=chance.choice(tuple(Severity)),
    )
    identity = journal.record_suggestion(suggestion)
    if name.endswith("0"):
        answer_first(journal, judge, chance, at, identity)
    content = Version(sha256(name), False)
    decision = Decision(
        Verdict.ACCEPTED if seen.accepted else Verdict.REJECTED,
        "" if seen.accepted else "It is in the appendix.",
        seconds=seen.seconds,
        whole=seen.whole,
        words=seen.words,
        lines=seen.lines,
    )
    if not seen.accepted:
        journal.record_decision(identity, decision)
        if name.endswith("0"):  # answered first: it is known of rejected ones too
            _came(journal, chance, identity, 0.5)
        return
    write = IntendedWrite("plan.md", None, content)
    journal.blobs.put(name.encode())
    is_amended = name.endswith("1") and chance.random() < 0.3
    verdict = Verdict.AMENDED if is_amended else Verdict.ACCEPTED
    decision = replace(decision, verdict=verdict, offered=1, writes=(write,))
    made = journal.record_decision(identity, decision)
    journal.record_effect(made, applied=True)
    if chance.random() < 0.15:
        back = Decision(Verdict.UNDONE, reverses=made, writes=(write,))
        journal.record_effect(journal.record_decision(identity, back), applied=True)
    elif is_amended:
        _came(journal, chance, identity, 0.6, unchanged=0.5)
    elif chance.random() < 0.3:
        _came(journal, chance, identity, 0.6)


def _came(
    journal: Journal,
    chance: random.Random,
    identity: str,
    held: float,
    unchanged: float | None = None,
) -> None:
    """It held, this often; and as it was proposed, `unchanged`, if that is said."""
    body = {
        "outcome": "held" if chance.random() < held else "failed", "by": "person",
        "reason": "", "run": "", "signature": "", "together": 1,
    }  # fmt: skip
    if unchanged is not None:
        body["unchanged"] = "held" if chance.random() < unchanged else "failed"
    journal.append(EventType.OUTCOME_SEEN, identity, body)


def _ideas(journal: Journal, chance: random.Random, day: int) -> None:
    """A session of a dozen ideas, some of them alike."""
    words = [f"{part}{n}" for part in ("layer", "loss", "prior", "seed") for n in "abc"]
    for number in range(12):
        told = " ".join(chance.choices(words, k=5))
        idea = Suggestion(
            Activity.BRAINSTORM,
            f"Idea {day}-{number}: {told}",
            f"{told} may be what is missing.",
            Origin(OriginKind.MODEL, "local/model", "1"),
        )
        journal.record_suggestion(idea)


def _predict(
    journal: Journal, judge: Judge, chance: random.Random, at: float, day: int
) -> None:
    told = forecast(judge, chance, at)
    claim = prediction_of(f"arm {day} gains", told.probability)
    identity = f"{day:016x}"
    journal.append(EventType.PREDICTION_MADE, identity, prediction_to_json(claim))
    outcome = Outcome.HELD if told.came_true else Outcome.FAILED
    body = {"outcome": outcome, "observed": None, "by": "person"}
    journal.append(EventType.PREDICTION_RESOLVED, identity, body)


def _run(journal: Journal, chance: random.Random, day: int) -> None:
    suggested = "0" * 16 if chance.random() < 0.4 else ""
    run = f"{day + 10**6:016x}"
    body = _RUN | {"direction": f"line-{day // 30}", "suggestion": suggested}
    journal.append(EventType.RUN_STARTED, run, body)
    acc = 0.6 + (day // 30 % 2) * 0.2 + chance.gauss(0, 0.03)
    metric = {"last": acc, "least": acc, "most": acc, "count": 1}
    ended = {"state": "succeeded", "seconds": 3600.0, "metrics": {"acc": metric}}
    journal.append(EventType.RUN_ENDED, run, ended)


def _close(journal: Journal, chance: random.Random, day: int) -> None:
    how = "kept" if day // 30 % 2 else chance.choice(("abandoned", "merged"))
    closed = {"how": how, "reason": "as far as it goes"}
    journal.append(EventType.DIRECTION_CLOSED, f"line-{day // 30}", closed)


def main() -> None:
    """Write the year of the judge that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("judge", choices=[judge.name for judge in JUDGES])
    parser.add_argument("folder", type=Path, help="of the journal, such as .coresearch")
    asked = parser.parse_args()
    judge = next(one for one in JUDGES if one.name == asked.judge)
    author = Author("Ada Lovelace", "ada@example.org", "analytical", "a" * 16)
    write_year(asked.folder, judge, author)


if __name__ == "__main__":
    main()

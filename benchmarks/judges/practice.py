"""What a judge does by themselves in a year: probes, drills, plants, tasks by coin."""

from __future__ import annotations

import math
import random
from statistics import NormalDist

from benchmarks.judges.people import Judge, between, rejects
from coresearch.core.events import EventType
from coresearch.journal.store import Journal
from coresearch.practice.advice import ADVICE
from coresearch.practice.forms import MAKE_UP

_FACTOR = 1.1
"""What the assistant does to the time; each of the judges believes 0.8."""


def practise(journal: Journal, judge: Judge, chance: random.Random, day: int) -> None:
    """A probe a week, a drill a month, two tasks a week, a plant every fourth day."""
    at = day / 365
    if day % 7 == 0:
        _probe(journal, judge, chance, at, day)
    if day % 7 in (2, 4):
        _task(journal, chance, day)
    if day % 28 == 3:
        for number in range(12):
            _drilled(journal, judge, chance, at, f"{day}-{number}", bool(number % 2))
    if day % 4 == 1:
        _plant(journal, judge, chance, at, day)
    if day % 90 == 80:
        body = {
            "text": "I was in a hurry.", "goal": "Read every diff to its end",
            "reached": "", "surprises": [],
        }  # fmt: skip
        journal.append(EventType.REFLECTION_WRITTEN, f"{day:016x}", body)


def solves(judge: Judge, at: float) -> float:
    """How often a judge of this d′ answers an unaided item rightly."""
    return NormalDist().cdf(between(judge.d_prime, at) / 2)


def _probe(
    journal: Journal, judge: Judge, chance: random.Random, at: float, day: int
) -> None:
    for number, (family, _) in enumerate(MAKE_UP):
        right = chance.random() < solves(judge, at)
        _item(journal, f"{day}-{number}", "probe", family, None, right)


def _drilled(
    journal: Journal,
    judge: Judge,
    chance: random.Random,
    at: float,
    name: str,
    flawed: bool,
) -> None:
    right = rejects(judge, chance, at, flawed=flawed) is flawed
    _item(journal, name, "drill", "plan", flawed, right)


def _item(
    journal: Journal,
    name: str,
    purpose: str,
    family: str,
    flawed: bool | None,
    right: bool,
) -> None:
    body = {
        "purpose": purpose, "session": name, "family": family, "kind": "simulated",
        "difficulty": "medium", "flawed": flawed, "text": "",
    }  # fmt: skip
    shown = journal.append(EventType.ITEM_SHOWN, f"{purpose}:{name}", body)
    said = {"answer": "", "right": right, "seconds": 30.0}
    journal.append(EventType.ITEM_ANSWERED, shown, said)


def _plant(
    journal: Journal, judge: Judge, chance: random.Random, at: float, day: int
) -> None:
    advice, flawed = chance.choice(ADVICE), chance.random() < 0.5
    body = {
        "kind": advice.kind, "flawed": flawed, "title": advice.title, "text": "",
        "question": "", "rule": advice.rule, "path": "plan.md", "line": 1, "quote": "",
        "truth": "",
    }  # fmt: skip
    plant = f"{day + 10**9:016x}"
    journal.append(EventType.FLAW_PLANTED, plant, body)
    rejected = rejects(judge, chance, at, flawed=flawed)
    verdict = "rejected" if rejected else "accepted"
    seen = {"verdict": verdict, "seconds": 20.0}
    journal.append(EventType.FLAW_REVEALED, plant, seen)


def _task(journal: Journal, chance: random.Random, day: int) -> None:
    aided, forecast = chance.random() < 0.5, math.exp(chance.gauss(0.7, 0.5))
    task, kind = f"{day + 10**12:016x}", chance.choice(("code", "plan"))
    body = {"title": f"Task {day}", "kind": kind, "forecast": forecast, "aided": aided}
    journal.append(EventType.TASK_BEGUN, task, body)
    out = chance.random() < (0.03 if aided else 0.1)
    hours = forecast * math.exp(chance.gauss(0.1, 0.4)) * (_FACTOR if aided else 1)
    ended = {
        "ended": "opted out" if out else "done",
        "hours": None if out else hours,
        "believed": None if out else hours * (1 / 0.8 if aided else 0.8),
        "crossed": 0 if aided else chance.choice((0, 0, 0, 2)),
    }
    journal.append(EventType.TASK_ENDED, task, ended)


def answer_first(
    journal: Journal, judge: Judge, chance: random.Random, at: float, suggestion: str
) -> None:
    """The judge says beforehand whether there is something."""
    had = rejects(judge, chance, at, flawed=True)
    body = {"had": had, "text": "one seed" if had else ""}
    journal.append(EventType.ANSWER_COMPARED, suggestion, body)

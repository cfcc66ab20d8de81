"""What the tests write into journals: people, suggestions, decisions, a busy week."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from coresearch.core.calls import Answer, Message, Outcome
from coresearch.core.decisions import Decision, IntendedWrite, Verdict, Version
from coresearch.core.directions import Budget, direction_to_json
from coresearch.core.edits import Create, Edit, Modify, Replacement
from coresearch.core.events import EventType
from coresearch.core.faults import Fault
from coresearch.core.findings import Severity
from coresearch.core.predictions import prediction_of, prediction_to_json
from coresearch.core.runs import (
    Ended,
    RunKind,
    RunRequest,
    RunState,
    request_to_json,
)
from coresearch.core.suggestions import (
    Activity,
    Evidence,
    Origin,
    OriginKind,
    Suggestion,
)
from coresearch.core.sweep.sweep import Sweep, sweep_to_json
from coresearch.core.sweep.tasks import Axes, tasks_of
from coresearch.journal.calls import (
    Consent,
    Cost,
    Question,
    record_answer,
    record_consent,
    record_question,
)
from coresearch.journal.store import Author, Journal

ADA = Author("Ada Lovelace", "ada@example.org", "analytical", "a" * 16)
EMILE = Author("Émile Borel", "borel@example.fr", "henri", "b" * 16)
GRACE = Author("Grace Hopper", "grace@example.org", "mark-one", "c" * 16)

_MONDAY = datetime(2026, 3, 2, tzinfo=UTC)


class Clock:
    """Goes on by a minute each time it is read."""

    def __init__(self, start: datetime = _MONDAY) -> None:
        self.now = start

    def __call__(self) -> str:
        self.now += timedelta(minutes=1)
        return f"{self.now:%Y-%m-%dT%H:%M:%S}.{self.now.microsecond:06d}Z"


def note(title: str = "Name the seeds", **fields) -> Suggestion:
    """A suggestion that changes nothing."""
    fields.setdefault("activity", Activity.DESIGN)
    fields.setdefault("reason", "One run says nothing about the spread between runs.")
    fields.setdefault("origin", Origin(OriginKind.MODEL, "played", "1"))
    fields.setdefault("evidence", (Evidence("We train once.", "plan.md", 3, 3),))
    return Suggestion(title=title, **fields)


def edit(title: str = "Name the seeds", *paths: str, **fields) -> Suggestion:
    """A suggestion that changes a line of each of these files."""
    changes = (Replacement("We train once.\n", "We train five times.\n", 3),)
    files = [Modify(path, changes) for path in paths or ("plan.md",)]
    return note(title, effect=Edit(tuple(files)), **fields)


def long_edit(title: str) -> Suggestion:
    """A suggestion whose effect, evidence and details are too long for a row."""
    lines = "".join(f"value_{number} = {number}\n" for number in range(1500))
    return note(
        title,
        effect=Edit((Create("settings.py", f"# {title}\n{lines}"),)),
        evidence=(Evidence(lines, "plan.md", 1, 1500),),
        details=lines,
    )


def decide(verdict: Verdict, *writes: IntendedWrite, **fields) -> Decision:
    """A decision of this verdict."""
    return Decision(verdict, writes=writes, shown="5" * 64, offered=1, **fields)


def intended(journal: Journal, path: str, before: str, after: str) -> IntendedWrite:
    """A write of one file, with both contents kept as blobs."""
    old, new = (journal.blobs.put(text.encode()) for text in (before, after))
    return IntendedWrite(path, Version(old, False), Version(new, False))


def suggest(journal: Journal, suggestion: Suggestion, occurrence: int = 0) -> str:
    """Record a suggestion in a transaction of its own; its id."""
    with journal.writing():
        return journal.record_suggestion(suggestion, occurrence)


def rule(journal: Journal, suggestion: str, decision: Decision) -> str:
    """Record a decision in a transaction of its own; its id."""
    with journal.writing():
        return journal.record_decision(suggestion, decision)


def settle(journal: Journal, decision: str, *, applied: bool = True) -> str:
    """Record what became of a decision's writes."""
    with journal.writing():
        return journal.record_effect(decision, applied=applied, note="as it was")


def accept(journal: Journal, suggestion: str, path: str = "plan.md", **fields) -> str:
    """Accept an edit and apply it; the decision's id."""
    write = intended(journal, path, f"{path} before", f"{path} after")
    decision = rule(journal, suggestion, decide(Verdict.ACCEPTED, write, **fields))
    settle(journal, decision)
    return decision


def reverse(journal: Journal, suggestion: str, decision: str, verdict: Verdict) -> str:
    """Take a decision back, or a taking back."""
    write = intended(journal, "plan.md", "plan.md after", "plan.md before")
    undone = rule(journal, suggestion, decide(verdict, write, reverses=decision))
    settle(journal, undone)
    return undone


def ask(journal: Journal, activity: str = "design", **fields) -> str:
    """Record a question to a model; the call's id."""
    question = Question(
        activity=activity,
        model=fields.pop("model", "openai/played"),
        host="127.0.0.1",
        messages=(Message("user", "What is missing?"),),
        parameters={"temperature": 0.2},
        prompt="3" * 64,
        context="4" * 64,
    )
    return record_question(journal, replace(question, **fields))


def answer(
    journal: Journal,
    call: str,
    text: str = "Name the seeds.",
    outcome: Outcome = Outcome.WHOLE,
    *,
    dollars: float | None = 0.25,
    fault: Fault | None = None,
) -> None:
    """Record what a model answered."""
    heard = Answer(text, outcome, 2.5, 0.5 if text else None, 1000, 200, 0, fault)
    with journal.writing():
        record_answer(journal, call, heard, Cost(1000, 200, True, dollars))


def begin_run(journal: Journal, run: str, **fields) -> str:
    """Record that a run started; its id."""
    request = RunRequest(RunKind.SCRIPT, "print(1)\n", "train.py", **fields)
    body = {
        **request_to_json(request),
        "kernelspec": {"name": "python3"},
        "head": "1" * 40,
        "snapshot": "2" * 40,
    }
    with journal.writing():
        journal.append(EventType.RUN_STARTED, run, body)
    return run


def end_run(journal: Journal, run: str, **metrics: float | None) -> None:
    """Record how a run ended, and the last value of each of its metrics."""
    kept = journal.blobs.put(f"the outputs of {run}".encode())
    body = {
        **asdict(Ended(RunState.FAILED, 3, ename="SystemExit", seconds=2.5)),
        "outputs": {"blob": kept, "size": 30},
        "metrics": {
            name: {"last": value, "least": value, "most": value, "count": 1}
            for name, value in metrics.items()
        },
    }
    with journal.writing():
        journal.append(EventType.RUN_ENDED, run, body)


def sweep(journal: Journal, identity: str) -> None:
    """Record that a sweep of two tasks began, and that a person ended it."""
    found = Sweep("train.py", "print(1)", tasks_of(Axes((0, 1))), ("/usr/bin/python3",))
    around = {
        "head": "4" * 40,
        "snapshot": "4" * 40,
        "tree": "5" * 40,
        "blob": "6" * 40,
    }
    engine = {"name": "local", "version": "submitit 1.5.4", "directives": []}
    body = {**sweep_to_json(found), **around, "engine": engine, "decision": ""}
    with journal.writing():
        journal.append(EventType.SWEEP_STARTED, identity, body)
        order = {"order": "cancel", "tasks": [2]}
        journal.append(EventType.SWEEP_ORDERED, identity, order)


def predict(journal: Journal, run: str, outcome: str | None) -> None:
    """Record a prediction about a run, and what became of it."""
    prediction = prediction_of("accuracy > 0.8", 0.7)
    identity = f"{run[0]}e" * 8
    with journal.writing():
        body = prediction_to_json(prediction, run)
        journal.append(EventType.PREDICTION_MADE, identity, body)
        if outcome is not None:
            came = {"outcome": outcome, "observed": 0.9, "by": "rule"}
            journal.append(EventType.PREDICTION_RESOLVED, identity, came)


def fail(journal: Journal, run: str, *causes: str, outcome: str = "") -> None:
    """Record what a run raised, what it was put down to, and what became of that."""
    said = {"signature": "5" * 12, "path": "train.py"}
    words = "KeyError in train.py: 'lr'"
    with journal.writing():
        journal.append(EventType.FAILURE_READ, run, {**said, "words": words})
        if causes:
            body = {**said, "causes": list(causes)}
            journal.append(EventType.FAILURE_DIAGNOSED, run, body)
        if outcome:
            came = {"outcome": outcome, "by": "rule", "run": run, "together": 1}
            body = {**came, "signature": "5" * 12}
            journal.append(EventType.OUTCOME_SEEN, causes[0], body)


def inquire(journal: Journal, name: str, how: str) -> None:
    """Record a line of inquiry, and how it ended if it did."""
    body = direction_to_json(name, Budget(6.0, 10), "acc < 0.7", "2027-01-01")
    with journal.writing():
        journal.append(EventType.DIRECTION_OPENED, name, body)
        if how:
            closed = {"how": how, "reason": "no gain"}
            journal.append(EventType.DIRECTION_CLOSED, name, closed)


def practise(journal: Journal, about: str, *, ends: bool) -> None:
    """Record an item, a plant, an answer of one's own, a task and a reflection."""
    item = {
        "purpose": "drill", "session": "a" * 8, "family": "plan", "kind": "one-seed",
        "difficulty": "easy", "flawed": True, "text": "1. We train once.",
    }  # fmt: skip
    plant = {
        "kind": "seeds", "flawed": True, "title": "Seeds", "text": "One will do.",
        "path": "plan.md", "line": 3, "quote": "three seeds", "truth": "It will not.",
    }  # fmt: skip
    task = {"title": "Ablation", "kind": "code", "forecast": 2.0, "aided": True}
    done = {"ended": "done", "hours": 3.0, "believed": 4.0, "crossed": 2}
    own = {"text": "one seed", "had": True}
    reflection = {"text": "Slower.", "goal": "Read on", "reached": "", "surprises": []}
    name = about[:8] + journal._chain()[:8]
    with journal.writing():
        shown = journal.append(EventType.ITEM_SHOWN, "plan:one-seed:1:1", item)
        journal.append(EventType.FLAW_PLANTED, name, plant)
        journal.append(EventType.TASK_BEGUN, name, task)
        if ends:
            said = {"answer": "1", "right": True, "seconds": 8.0}
            journal.append(EventType.ITEM_ANSWERED, shown, said)
            seen = {"verdict": "rejected", "seconds": 9.0}
            journal.append(EventType.FLAW_REVEALED, name, seen)
            journal.append(EventType.TASK_ENDED, name, done)
            texts = {"activity": "design", "texts": ["one seed"]}
            journal.append(EventType.ANSWER_WRITTEN, "plan.md", texts)
            journal.append(EventType.ANSWER_COMPARED, about, own)
            journal.append(EventType.REFLECTION_WRITTEN, name, reflection)
            journal.append(EventType.MIRROR_CHOSEN, "own-first", {"on": True})


def opened(folder: Path, *authors: Author) -> Iterator[Journal]:
    """The journal in `folder` as each of these authors has it, with one clock."""
    clock = Clock()
    for author in authors:
        yield Journal(folder, author, clock)


EVENTS = 83
"""How many events the week has."""


def a_week(folder: Path) -> None:
    """Three people, and everything that can happen, more than once."""
    ada, emile, grace = journals = list(opened(folder, ADA, EMILE, GRACE))
    first, second, third, *_ = [
        suggest(journal, edit(f"Edit {severity}, {number}", "plan.md", "run.py"))
        for severity in Severity
        for number, journal in enumerate(journals)
    ]
    suggest(grace, edit("Edit low, 0", "plan.md", "run.py"))  # told to both
    noted = suggest(emile, note("Is it worth it?", severity=Severity.HIGH))
    suggest(emile, long_edit("Write the settings"))
    accepted = accept(ada, first, reason="right", reason_asked=True)
    rule(grace, noted, decide(Verdict.REJECTED, reason="said already: été"))
    undone = reverse(emile, first, accepted, Verdict.UNDONE)
    rule(ada, second, decide(Verdict.LATER, seconds=2.5))
    reverse(grace, first, undone, Verdict.REDONE)
    write = intended(emile, "plan.md", "before", "after")
    failed = rule(emile, second, decide(Verdict.AMENDED, write, seconds=7.0))
    settle(ada, failed, applied=False)
    accept(grace, second, seconds=31.0, hunks=(1, 2))
    rule(ada, suggest(ada, note("Who pays?")), decide(Verdict.ACCEPTED))
    with ada.writing():
        ada.index_text()
    rule(emile, noted, decide(Verdict.REJECTED, reason="not now"))
    settle(grace, rule(grace, third, decide(Verdict.ACCEPTED, write)))
    record_consent(ada, Consent("https://api.example.org", "content", True))
    for journal in (ada, grace):
        answer(journal, ask(journal, host="api.example.org"))
    answer(ada, ask(ada, "brainstorm"), "x" * 20_000, Outcome.CUT, dollars=None)
    answer(ada, ask(ada), "", Outcome.FAILED, dollars=0.0, fault=Fault.SILENT)
    ask(emile)  # cut off here: open
    for number, journal in enumerate(journals):
        run = begin_run(journal, f"{number}" * 16, name="seeds", seed=number)
        end_run(journal, run, loss=0.5 + number, accuracy=0.9)
        predict(journal, run, "held" if number else None)
        ends = ("clean", "new", "")
        fail(journal, run, *[first, second][: 2 - number], outcome=ends[number])
    for number, journal in enumerate(journals):
        inquire(journal, f"seeds-{number}", "kept" if number == 1 else "")
    practise(ada, first, ends=True)
    practise(emile, second, ends=False)
    for number, journal in enumerate(journals[:2]):
        sweep(journal, f"{number}a" * 8)
    begin_run(ada, "f" * 16)  # cut off: running
    rule(emile, third, decide(Verdict.REDONE, write))  # cut off here: pending
    for journal in journals:
        journal.close()

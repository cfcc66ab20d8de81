"""Predictions by themselves: made, resolved by a run or a person, and recalled."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import date, timedelta

from coresearch.core.errors import BadInput, Refused
from coresearch.core.events import EventType
from coresearch.core.outcomes import Said
from coresearch.core.predictions import (
    Outcome,
    Prediction,
    Rule,
    prediction_to_json,
)
from coresearch.core.text import counted
from coresearch.journal.mirrored import answered_first
from coresearch.journal.predictions import (
    Open,
    PredictionRow,
    count_due,
    find_prediction,
    open_predictions,
    resolvable,
    values_for,
)
from coresearch.journal.queries import entry
from coresearch.journal.store import utc_now
from coresearch.workbench.project import Project
from coresearch.workbench.words import moment


def due_moment(text: str) -> str:
    """The end of a date, or a moment, as the journal writes time.

    Raises:
        BadInput: it is none, or it is past.
    """
    due = moment(f"{text}T23:59:59" if len(text) == len("2026-12-01") else text)
    if due <= utc_now():
        raise BadInput(
            f"{text} is past.", hint="A prediction is about what is to come."
        )
    return due


def dated(prediction: Prediction, by: str | None) -> Prediction:
    """The same, due by a date, or in four weeks.

    Raises:
        BadInput: the date is none, or it is past.
    """
    in_four_weeks = (date.today() + timedelta(days=28)).isoformat()
    return replace(prediction, due=due_moment(by or in_four_weeks))


def predict(project: Project, prediction: Prediction, suggestion: str = "") -> str:
    """Put it on record; its id."""
    identity = secrets.token_hex(8)
    body = prediction_to_json(replace(prediction, suggestion=suggestion))
    with project.journal.writing():
        project.journal.append(EventType.PREDICTION_MADE, identity, body)
    return identity


def resolve(
    project: Project, prefix: str, outcome: Outcome, reason: str
) -> PredictionRow:
    """Say how it came out; the prediction as it is now.

    Raises:
        Refused: it is resolved already: hindsight changes nothing.
    """
    journal = project.journal
    row = find_prediction(journal, prefix)
    with journal.writing():
        row = find_prediction(journal, row.id)
        if row.outcome is not None:
            raise Refused(f"{row.id[:7]} is resolved already: {row.outcome}.")
        body = {"outcome": outcome, "observed": None, "by": "person", "reason": reason}
        journal.append(EventType.PREDICTION_RESOLVED, row.id, body)
    return find_prediction(journal, row.id)


def resolve_by_runs(project: Project, now: str = "") -> int:
    """Resolve what runs have shown by `now`, or by this moment; how many.

    It holds as soon as one run reports what the rule asks. It has failed when its date
    is past, runs have reported the metric, and none of them did. Where no run reported
    it, nobody knows, and a person is asked.
    """
    journal, now, number = project.journal, now or utc_now(), 0
    for one in resolvable(journal):
        body = _shown(values_for(journal, one), one, now)
        if body is not None:
            with journal.writing():
                if find_prediction(journal, one.id).outcome is None:
                    journal.append(EventType.PREDICTION_RESOLVED, one.id, body)
                    number += 1
    return number


def _shown(
    values: list[tuple[float, str]], one: Open, now: str
) -> dict[str, object] | None:
    rule = Rule(one.metric, one.sign, one.value)
    for value, run in values:
        if rule.outcome(value) is Outcome.HELD:
            return _resolution(Outcome.HELD, value, run)
    if values and one.due and one.due <= now:
        best = max if one.sign in (">", ">=") else min
        return _resolution(Outcome.FAILED, *best(values))
    return None


def _resolution(outcome: Outcome, value: float, run: str) -> dict[str, object]:
    return {"outcome": outcome, "observed": value, "by": "rule", "run": run}


def due_now(project: Project) -> list[PredictionRow]:
    """What is due and no run has resolved. Costs one look at an index if none is."""
    if not count_due(project.journal, utc_now()):
        return []
    resolve_by_runs(project)
    now = utc_now()
    return [one for one in open_predictions(project.journal) if "" < one.due <= now]


def due_predictions(project: Project) -> str:
    """How many are due, in a sentence; else empty."""
    number = len(due_now(project))
    if not number:
        return ""
    verb = "is" if number == 1 else "are"
    return f"{counted(number, 'prediction')} {verb} due, one key each"


def say_outcome(
    project: Project,
    suggestion: str,
    said: Said,
    reason: str,
    unchanged: Said | None = None,
) -> None:
    """Put on record what became of an accepted suggestion.

    Or, where a person had answered first, whether one that they rejected was right. Of
    an amended one `unchanged` is what would have become of it as it was proposed.

    Raises:
        Refused: it was not accepted; or not amended, and `unchanged` is said.
    """
    journal = project.journal
    with journal.writing():
        row = entry(journal, suggestion)
        known = row.state == "rejected" and answered_first(journal, suggestion)
        if row.state not in ("accepted", "amended", "undone") and not known:
            raise Refused(
                f"{suggestion[:7]} is {row.state}; only what was accepted comes to "
                "something."
            )
        if unchanged is not None and row.state != "amended":
            raise Refused(
                f"{suggestion[:7]} is {row.state}; only an amended one differs from "
                "what was proposed."
            )
        body = {
            "outcome": said,
            "by": "person",
            "reason": reason,
            "run": "",
            "signature": "",
            "together": 1,
            **({} if unchanged is None else {"unchanged": unchanged}),
        }
        journal.append(EventType.OUTCOME_SEEN, suggestion, body)

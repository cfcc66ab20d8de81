"""The record of what models were asked, what it cost, and where content may go."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coresearch.core.calls import Answer, Message
from coresearch.core.events import EventType
from coresearch.core.spending import By
from coresearch.journal.bodies import unchanged
from coresearch.journal.connection import translated
from coresearch.journal.derived import OWN
from coresearch.journal.store import Journal


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, as it is kept."""

    activity: str
    model: str
    host: str
    messages: tuple[Message, ...]
    parameters: Mapping[str, Any]
    prompt: str
    """SHA-256 of the rendered prompt."""
    context: str
    """SHA-256 of what the prompt was given."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Tokens and dollars of one call; None where nobody knows."""

    sent: int | None
    received: int | None
    counted: bool
    """Whether the server counted them; else they are estimated."""
    dollars: float | None


@dataclass(frozen=True, slots=True)
class CallRow:
    """One call in a list."""

    id: str
    at: str
    activity: str
    model: str
    host: str
    outcome: str
    fault: str
    sent: int | None
    received: int | None
    counted: int | None
    dollars: float | None
    first: float | None
    seconds: float | None
    retries: int | None
    author: str


@dataclass(frozen=True, slots=True)
class Spent:
    """What calls came to."""

    key: str
    """The day, the activity or the model."""
    calls: int
    sent: int
    received: int
    dollars: float
    unknown: int
    """Calls whose price is not known, and which are not in the dollars."""


def record_question(journal: Journal, question: Question) -> str:
    """Put on record what is about to be asked, durably; the call's id."""
    body = {
        "activity": question.activity,
        "host": question.host,
        "messages": [{"role": m.role, "text": m.text} for m in question.messages],
        "parameters": dict(question.parameters),
        "prompt": question.prompt,
        "context": question.context,
    }
    with journal.writing():
        return journal.append(EventType.MODEL_ASKED, question.model, body)


def record_answer(journal: Journal, call: str, answer: Answer, cost: Cost) -> None:
    """Put on record what came of a call, whole or not. Call within `writing()`."""
    body = {
        "outcome": answer.outcome,
        "fault": answer.fault or "",
        "reply": answer.text,
        "sent": cost.sent,
        "received": cost.received,
        "counted": cost.counted,
        "dollars": cost.dollars,
        "first": None if answer.first is None else round(answer.first, 3),
        "seconds": round(answer.seconds, 3),
        "retries": answer.retries,
    }
    journal.append(EventType.MODEL_ANSWERED, call, body)


def list_calls(journal: Journal, *, limit: int, offset: int = 0) -> list[CallRow]:
    """Calls, newest first."""
    rows = _rows(
        journal,
        "SELECT k.id, k.at, k.activity, k.model, k.host, k.outcome, k.fault, k.sent, "
        "k.received, k.counted, k.dollars, k.first, k.seconds, k.retries, c.author "
        "FROM calls k JOIN chains c ON c.id = k.journal "
        "ORDER BY k.position DESC LIMIT ? OFFSET ?",
        limit,
        offset,
    )
    return [CallRow(*row) for row in rows]


_KEYS = {
    By.DAY: "date(at, 'localtime')",
    By.ACTIVITY: "activity",
    By.MODEL: "model",
}


def spending(journal: Journal, by: By, since: str = "") -> list[Spent]:
    """What calls since a moment came to, by day (newest first), activity or model.

    Of this journal's own: what others spent is theirs.
    """
    order = "1 DESC" if by is By.DAY else "5 DESC, 1"
    rows = _rows(
        journal,
        f"SELECT {_KEYS[by]}, count(*), coalesce(sum(sent), 0), "
        "coalesce(sum(received), 0), coalesce(sum(dollars), 0.0), "
        f"sum(dollars IS NULL) FROM calls WHERE at >= ? AND journal {OWN} "
        f"GROUP BY 1 ORDER BY {order}",
        since,
    )
    return [Spent(*row) for row in rows]


def dollars_since(journal: Journal, since: str) -> float:
    """What all calls since a moment (UTC, as the journal writes it) cost."""
    [[dollars]] = _rows(
        journal,
        "SELECT coalesce(sum(dollars), 0.0) FROM calls "
        f"WHERE at >= ? AND journal {OWN}",
        since,
    )
    return float(dollars)


# -- consent ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Consent:
    """What a person said about a host."""

    host: str
    what: str
    """What would go there: `content` of this repository, or the person's `key`."""
    allowed: bool
    seal: str = ""
    """Made with what only the person has; another's journal cannot speak for them."""


def record_consent(journal: Journal, said: Consent) -> None:
    """Put on record what may go to a host, durably."""
    body = {"what": said.what, "allowed": said.allowed, "seal": said.seal}
    with journal.writing():
        journal.append(EventType.CONSENT_GIVEN, said.host, body)


def consents(journal: Journal, host: str, what: str) -> Iterator[Consent]:
    """What was said of `host`, the last first."""
    rows = _rows(
        journal,
        "SELECT body FROM events WHERE subject = ? AND type = 'consent.given' "
        "ORDER BY position DESC",
        host,
    )
    with unchanged():
        for row in rows:
            body = json.loads(row[0])
            if body.get("what", "content") == what:
                seal = str(body.get("seal", ""))
                yield Consent(host, what, bool(body["allowed"]), seal)


def _rows(journal: Journal, query: str, *values: object) -> Sequence[tuple[Any, ...]]:
    with translated(journal.path):
        return journal.connection.execute(query, values).fetchall()

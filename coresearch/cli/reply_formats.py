"""A model's reply for other programs: JSON, JSON lines, Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from coresearch.cli.output import pour, say
from coresearch.cli.reply_view import View
from coresearch.core.calls import Retrying
from coresearch.core.replies.values import Problem
from coresearch.core.suggestions import suggestion_to_json
from coresearch.core.text import printable
from coresearch.workbench.ask import (
    Closed,
    Mending,
    Prose,
    Shown,
    Suggested,
    Unusable,
)
from coresearch.workbench.suggest import Placed


class AsJson(View):
    """One object at the end."""

    def __init__(self, model: str | None) -> None:
        self._model = model
        self._prose: list[str] = []
        self._suggestions: list[dict[str, Any]] = []
        self._problems: list[dict[str, Any]] = []
        self._calls: list[dict[str, Any]] = []

    def take(self, shown: Shown) -> None:
        match shown:
            case Prose(text):
                self._prose.append(text)
            case Suggested(placed):
                self._suggestions.append(_suggestion(placed))
            case Unusable(problem):
                self._problems.append(_problem(problem))
            case Mending():
                self._problems = []  # what cannot be mended comes again
            case Closed():
                self._calls.append(_call(shown))

    def end(self) -> None:
        value = {
            "schema_version": 1,
            "model": self._model,
            "prose": "".join(self._prose),
            "suggestions": self._suggestions,
            "problems": self._problems,
            "calls": self._calls,
        }
        say(json.dumps(value))


class AsJsonLines(View):
    """One object for each thing, as it comes."""

    def __init__(self, model: str | None) -> None:
        self._write("asked", {"schema_version": 1, "model": model})

    def take(self, shown: Shown) -> None:
        match shown:
            case Prose(text) if text:
                self._write("prose", {"text": text})
            case Suggested(placed):
                self._write("suggestion", _suggestion(placed))
            case Unusable(problem):
                self._write("problem", _problem(problem))
            case Mending(count):
                self._write("mending", {"count": count})
            case Retrying():
                fault = {"fault": shown.fault.fault, "message": shown.fault.message}
                self._write("retrying", fault | {"seconds": shown.seconds})
            case Closed():
                self._write("call", _call(shown))

    def _write(self, kind: str, value: dict[str, Any]) -> None:
        say(json.dumps({"type": kind} | value))


def _suggestion(placed: Placed) -> dict[str, Any]:
    state = "new" if placed.is_new else placed.entry.state
    body = suggestion_to_json(placed.suggestion)
    return {"id": placed.id, "state": state, "earlier": placed.earlier} | body


def _problem(problem: Problem) -> dict[str, Any]:
    return {"reason": problem.reason, "text": problem.text, "help": problem.help}


def _call(closed: Closed) -> dict[str, Any]:
    answer, cost = closed.answer, closed.cost
    return {
        "call": closed.call,
        "outcome": answer.outcome,
        "fault": answer.fault,
        "message": closed.fault.message if closed.fault else None,
        "sent": cost.sent,
        "received": cost.received,
        "counted": cost.counted,
        "dollars": cost.dollars,
        "first": answer.first,
        "seconds": answer.seconds,
        "retries": answer.retries,
    }


class AsMarkdown(View):
    """The reply to paste elsewhere, each suggestion with its id."""

    def take(self, shown: Shown) -> None:
        match shown:
            case Prose(text):
                pour(printable(text))
            case Suggested(placed):
                for line in _as_markdown(placed):
                    say(line)
            case Unusable(problem):
                say(f"\n{printable(problem.text)}\n\nNot usable: {problem.reason}\n")

    def end(self) -> None:
        say()


def _as_markdown(placed: Placed) -> Iterator[str]:
    told = placed.suggestion
    yield f"\n## {printable(told.title)}\n"
    for evidence in told.evidence:
        where = f"{evidence.path}, line {evidence.line}" if evidence.line else ""
        yield from (f"> {printable(line)}" for line in evidence.quote.splitlines())
        yield f"\n{printable(where or evidence.path)}\n"
    yield printable(told.reason)
    if told.question:
        yield f"\n**{printable(told.question)}**"
    yield f"\nId: `{placed.id}`\n"

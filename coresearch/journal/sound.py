"""Whether an event that somebody sent says what one of its type must.

What is shown later takes a journal's events for its own: a severity that there is not,
or a title that is a list, would end in a fault far from its cause.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from coresearch.core.decisions import decision_from_json
from coresearch.core.events import Event
from coresearch.core.panels import (
    VoiceKind,
    panel_from_json,
    rejoinder_from_json,
    view_from_json,
)
from coresearch.core.predictions import Outcome
from coresearch.core.runs import RunState, request_from_json
from coresearch.core.strict import is_typed
from coresearch.core.suggestions import suggestion_from_json, suggestion_to_json

Body = Mapping[str, Any]
_LONGEST_NAME = 200
_ID = 16


def is_sound(event: Event, body: Body) -> bool:
    """Whether its body has the fields of its type, each of the right kind.

    Of types that are not listed here everything passes: nothing is read from them but
    what every event has.
    """
    check = _CHECKS.get(event.type)
    try:
        return check is None or check(event, _without_blobs(body))
    except (AttributeError, KeyError, TypeError, ValueError):
        return False


_EMPTY: dict[str, Any] = {
    "evidence": [], "effect": None, "run": None, "details": "", "code": "",
    "messages": [], "reply": "", "environment": {}, "left_out": [], "files": [],
    "attachments": [], "series": {},
}  # fmt: skip


def _without_blobs(body: Body) -> dict[str, Any]:
    """`body` with nothing where a blob holds the field: it is checked when read."""
    return {
        name: _EMPTY[name] if _is_blob(value) and name in _EMPTY else value
        for name, value in body.items()
    }


def _is_blob(value: object) -> bool:
    return isinstance(value, dict) and value.keys() == {"blob"}


def _opened(event: Event, body: Body) -> bool:
    named = ("author", "email", "machine", "place")
    return all(
        isinstance(body[name], str) and len(body[name]) <= _LONGEST_NAME
        for name in named
    )


def _suggestion(event: Event, body: Body) -> bool:
    made = suggestion_from_json(body)
    said = suggestion_to_json(made)
    if not is_typed(made) or not _is_id(event.subject):
        return False
    if made.confidence is not None and not 0 <= made.confidence <= 1:
        return False
    # What follows from the rest is not believed, but worked out.
    follows = ("weight", "severity", "activity")
    texts = isinstance(body["fingerprint"], str) and isinstance(body["kind"], str)
    paths = body["paths"]
    return (
        texts
        and body["kind"] in ("note", "edit", "run")
        and isinstance(body["line"], int)
        and isinstance(paths, list)
        and bool(paths)
        and all(isinstance(path, str) for path in paths)
        and all(body[name] == said[name] for name in follows)
    )


def _decision(event: Event, body: Body) -> bool:
    return is_typed(decision_from_json(body)) and _is_id(event.subject)


def _run(event: Event, body: Body) -> bool:
    request = request_from_json(body)
    named = all(isinstance(body[name], str) for name in ("head", "snapshot"))
    kernel = isinstance(body["kernelspec"]["name"], str)
    return is_typed(request) and named and kernel and _is_id(event.subject)


def _ended(event: Event, body: Body) -> bool:
    RunState(body["state"])
    return isinstance(body["metrics"], dict) and all(
        isinstance(one["count"], int)
        and all(_is_number(one[which]) for which in ("last", "least", "most"))
        for one in body["metrics"].values()
    )


def _predicted(event: Event, body: Body) -> bool:
    texts = (body.get(name, "") for name in ("claim", "run", "due", "words"))
    return 0 < body["probability"] < 1 and all(isinstance(t, str) for t in texts)


def _resolved(event: Event, body: Body) -> bool:
    return bool(Outcome(body["outcome"])) and _is_number(body["observed"])


def _direction(event: Event, body: Body) -> bool:
    texts = (body[name] for name in ("title", "kill", "due"))
    return all(isinstance(text, str) for text in texts) and all(
        _is_number(body[name]) for name in ("hours", "runs")
    )


def _view(event: Event, body: Body) -> bool:
    view, texts = view_from_json(body), (body["voice"], body["moved_by"])
    return (
        bool(VoiceKind(body["kind"]))
        and is_typed(view)
        and 0 < view.confidence < 1
        and all(isinstance(text, str) for text in texts)
    )


def _texts(*names: str) -> Callable[[Event, Body], bool]:
    return lambda _, body: all(isinstance(body[name], str) for name in names)


def _is_number(value: object) -> bool:
    return value is None or (
        isinstance(value, int | float) and not isinstance(value, bool)
    )


def _is_id(subject: str) -> bool:
    return len(subject) == _ID and not set(subject) - set("0123456789abcdef")


_CHECKS: dict[str, Callable[[Event, Body], bool]] = {
    "journal.opened": _opened,
    "suggestion.made": _suggestion,
    "suggestion.withdrawn": _texts("reason"),
    "decision.made": _decision,
    "effect.applied": _texts("note"),
    "effect.failed": _texts("note"),
    "hunks.gone": lambda _, body: all(
        number.isdecimal() and isinstance(at, str)
        for number, at in body["hunks"].items()
    ),
    "finding.ignored": _texts("rule", "reason"),
    "model.asked": _texts("activity", "host", "prompt", "context"),
    "model.answered": _texts("outcome"),
    "run.started": _run,
    "run.ended": _ended,
    "prediction.made": _predicted,
    "prediction.resolved": _resolved,
    "failure.read": _texts("signature", "path", "words"),
    "failure.diagnosed": _texts("signature", "path"),
    "plan.registered": _texts("text", "digest", "head", "reason"),
    "ideas.compared": _texts("over", "first"),
    "outcome.seen": _texts("outcome", "by"),
    "panel.opened": lambda _, body: is_typed(panel_from_json(body)),
    "view.given": _view,
    "views.shown": _texts("reason"),
    "view.answered": lambda _, body: is_typed(rejoinder_from_json(body)),
    "direction.opened": _direction,
    "direction.weighed": lambda _, body: all(
        _is_number(body[name]) for name in ("changes", "gain", "cost")
    ),
    "direction.closed": _texts("how", "reason"),
}

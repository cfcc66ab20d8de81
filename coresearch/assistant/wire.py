"""What goes between coresearch and LiteLLM's process: one JSON object a line."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from coresearch.core.calls import Delta, Ended, Event, Limits, Message, Request
from coresearch.core.errors import ModelFault
from coresearch.core.faults import MEANINGS, Fault

LONGEST = 64 * 1024 * 1024
"""Bytes of a line."""

ACCEPTED = b'{"accepted": true}\n'
"""The first line of an answer: from here on the model may have been asked."""


def line(value: dict[str, Any]) -> bytes:
    """`value` as one line."""
    return json.dumps(value).encode() + b"\n"


def request_line(request: Request) -> bytes:
    """A request as a line."""
    return line(asdict(request) | {"parameters": dict(request.parameters)})


def read_request(raw: bytes) -> Request:
    """The request that `request_line` wrote."""
    value = json.loads(raw)
    value["messages"] = tuple(Message(**item) for item in value["messages"])
    value["limits"] = Limits(**value["limits"])
    return Request(**value)


def event_line(event: Event) -> bytes:
    """A delta or an end as a line."""
    return line({type(event).__name__: asdict(event)})


def fault_line(error: ModelFault) -> bytes:
    """A fault as a line."""
    return line(
        {
            "fault": error.fault,
            "message": error.message,
            "retry_after": error.retry_after,
        }
    )


def read_event(raw: bytes) -> Event:
    """The event that `event_line` wrote.

    Raises:
        ModelFault: what `fault_line` wrote.
    """
    value = json.loads(raw)
    if "fault" in value:
        fault = Fault(value["fault"])
        meaning = MEANINGS[fault]
        error = meaning.kind(value["message"], hint=meaning.hint)
        error.fault, error.retry_after = fault, value["retry_after"]
        raise error
    if "Delta" in value:
        return Delta(**value["Delta"])
    return Ended(**value["Ended"])

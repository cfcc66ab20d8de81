"""Jupyter's messages as our values: a pure translation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from coresearch.core.outputs import Output, OutputKind

_LONGEST = 500_000
"""Characters; what a kernel prints at once may come in one message of any length."""
_KINDS = {kind.value: kind for kind in OutputKind}


def as_output(message: Mapping[str, Any], cell: int, seconds: float) -> Output | None:
    """The output in an iopub message; None if it is about something else."""
    kind = _KINDS.get(message["header"]["msg_type"])
    if kind is None:
        return None
    return Output(kind, cell, seconds, message["content"])


def in_pieces(output: Output) -> Iterator[Output]:
    """The same output; a long text in pieces, each of which may be copied cheaply."""
    text = output.content.get("text", "")
    if output.kind is not OutputKind.STREAM or len(text) <= _LONGEST:
        yield output
        return
    for start in range(0, len(text), _LONGEST):
        piece = {**output.content, "text": text[start : start + _LONGEST]}
        yield replace(output, content=piece)


def is_idle(message: Mapping[str, Any]) -> bool:
    """Whether the kernel says that it is done with the message's parent."""
    return bool(
        message["header"]["msg_type"] == "status"
        and message["content"].get("execution_state") == "idle"
    )

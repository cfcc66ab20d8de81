"""Jupyter's messages as our values: a pure translation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coresearch.core.outputs import Output, OutputKind

_KINDS = {kind.value: kind for kind in OutputKind}


def as_output(message: Mapping[str, Any], cell: int, seconds: float) -> Output | None:
    """The output in an iopub message; None if it is about something else."""
    kind = _KINDS.get(message["header"]["msg_type"])
    if kind is None:
        return None
    return Output(kind, cell, seconds, message["content"])


def is_idle(message: Mapping[str, Any]) -> bool:
    """Whether the kernel says that it is done with the message's parent."""
    return bool(
        message["header"]["msg_type"] == "status"
        and message["content"].get("execution_state") == "idle"
    )

"""Runs as text for a terminal or a pipe, and as JSON for programs."""

from __future__ import annotations

from typing import Any

from coresearch.core.runs import Run


def outcome(state: str, exit_code: int | None, signal: str) -> str:
    """`failed with code 3`, `died (SIGKILL)`."""
    if signal:
        return f"{state} ({signal})"
    if exit_code:
        return f"{state} with code {exit_code}"
    return state


def as_json(run: Run) -> dict[str, Any]:
    """Everything on record of a run but its outputs."""
    return {
        "id": run.id,
        "at": run.at,
        "author": run.author,
        "state": run.state,
        "started": dict(run.started),
        "ended": None if run.ended is None else dict(run.ended),
    }

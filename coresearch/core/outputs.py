"""What running code gives back, piece by piece, in the order in which it came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class OutputKind(StrEnum):
    """What a piece of output is; the names are those of Jupyter's messages."""

    STREAM = "stream"
    """Text written to stdout or stderr. Content: `name`, `text`."""
    DISPLAY = "display_data"
    """A picture, a table, anything shown. Content: `data` (by MIME type), `metadata`,
    and perhaps `transient.display_id`."""
    RESULT = "execute_result"
    """The value of a cell's last expression. Content: as of a display."""
    UPDATE = "update_display_data"
    """A display with the same id looks like this from now on."""
    CLEAR = "clear_output"
    """What the cell has shown so far goes; with `wait`, when something new comes."""
    ERROR = "error"
    """What ended the cell. Content: `ename`, `evalue`, `traceback` (lines)."""


@dataclass(frozen=True, slots=True)
class Output:
    """One piece of output."""

    kind: OutputKind
    cell: int
    """The number of the cell that gave it, from 1."""
    seconds: float
    """When, since the run began."""
    content: Mapping[str, Any]


def output_to_json(output: Output) -> dict[str, Any]:
    """`output` as plain values for the record."""
    return {
        "kind": output.kind,
        "cell": output.cell,
        "seconds": round(output.seconds, 6),
        "content": output.content,
    }


def output_from_json(item: Mapping[str, Any]) -> Output:
    """The output that `output_to_json` wrote."""
    return Output(
        OutputKind(item["kind"]), item["cell"], item["seconds"], item["content"]
    )

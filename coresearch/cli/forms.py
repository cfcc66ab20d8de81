"""Options that many commands have: in which form they write, and how much."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

MOST = 1_000_000
"""Of rows or pages; nobody reads more, and SQLite counts to 2^63 only."""


class Output(StrEnum):
    """For a person, or for a program."""

    TEXT = "text"
    JSON = "json"


Form = Annotated[
    Output, typer.Option("--format", "-f", help="For a person or a program.")
]
Since = Annotated[
    str | None, typer.Option(metavar="DATE", help="2026-11-01, or 2026-11-01T09:30")
]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Before this moment.")]

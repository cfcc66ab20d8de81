"""What is written of a reply, and what writes it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coresearch.workbench.ask import Shown


class Format(StrEnum):
    """What is written of a reply."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    MARKDOWN = "markdown"


class View:
    """Takes what comes of an exchange."""

    def take(self, shown: Shown) -> None:
        """Show it, or keep it for the end."""

    def end(self) -> None:
        """Nothing more comes."""

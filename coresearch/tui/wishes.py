"""What the person wants done about a suggestion, as the inbox tells the screen above.

The inbox decides nothing: it says what is wanted, about exactly what is on the screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from coresearch.core.first_answers import OwnFinding
    from coresearch.workbench.decide import Presented


@dataclass
class Looked(Message):
    """The person went to a suggestion, and it is to be shown."""

    id: str


@dataclass
class Ruled(Message):
    """The person ruled on what is shown."""

    verdict: str
    """accept, reject or later."""
    shown: Presented
    is_mine: bool
    hunks: list[int] | None
    seconds: float
    reason: str = ""
    reason_asked: bool = False
    whole: bool | None = None
    """Whether its end came into view."""


@dataclass
class Reversed(Message):
    """The person wants the last accept undone, or the last undo redone."""

    what: str


@dataclass
class EditWanted(Message):
    """The person wants to change what is proposed, or to see where it stands."""

    shown: Presented
    evidence: bool = False


@dataclass
class AnsweredFirst(Message):
    """The person said their own word on what is covered."""

    about: Presented
    text: str


@dataclass
class Compared(Message):
    """The person said whether a suggestion says what they had said."""

    about: Presented
    own: OwnFinding
    same: bool


class TooEarly(Message):
    """A key came before it could count."""

"""One call to a model: what is asked, what comes back piece by piece, and what became
of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from coresearch.core.errors import ModelFault
from coresearch.core.faults import Fault


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of what is sent."""

    role: str
    """system, user or assistant."""
    text: str


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much to listen."""

    first: float = 120.0
    """Seconds until the first piece of the reply, or a sign that it is being made."""
    silence: float = 60.0
    """Seconds between two pieces."""
    size: int = 1_000_000
    """Characters of the whole reply."""
    retries: int = 2
    """How often to ask again where nothing has come yet."""
    longest_wait: float = 60.0
    """Seconds that a server may ask us to wait before a retry."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of which model."""

    model: str
    """As LiteLLM writes it: `provider/name`."""
    messages: tuple[Message, ...]
    server: str = ""
    """The address of its API, up to `/v1`; empty: the provider's own."""
    trusted: bool = False
    """Whether the person named `server`, or let it have their key."""
    parameters: Mapping[str, float | int | str] = field(default_factory=dict)
    """Such as temperature and max_tokens."""
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True)
class Delta:
    """Some text, in order; empty where a model only shows that it is at work."""

    text: str


@dataclass(frozen=True, slots=True)
class Retrying:
    """Nothing has come, and the same is asked once more."""

    fault: ModelFault
    attempt: int
    """Which retry this is, from 1."""
    of: int
    seconds: float
    """How long it waits before."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The model has said all it wants to, or all it may."""

    finish: str = "stop"
    """Why: `stop`, or `length` at the model's own limit."""
    sent: int | None = None
    """Tokens of the question, as the server counted them."""
    received: int | None = None
    """Tokens of the reply."""


Event = Delta | Retrying | Ended
"""What a stream is made of: deltas, and `Ended` last."""


class Outcome(StrEnum):
    """How a call ended."""

    WHOLE = "whole"
    """The model came to an end."""
    LIMIT = "limit"
    """It reached its own limit of tokens."""
    CUT = "cut"
    """The person stopped it."""
    FAILED = "failed"
    """A fault; what had come before it is kept."""


@dataclass(frozen=True, slots=True)
class Price:
    """Dollars for a million tokens."""

    sent: float
    received: float

    def of(self, sent: int, received: int) -> float:
        """Dollars for so many tokens."""
        return (sent * self.sent + received * self.received) / 1e6


@dataclass(frozen=True, slots=True)
class Answer:
    """All that came of one call."""

    text: str
    outcome: Outcome
    seconds: float
    """From the question to the end."""
    first: float | None
    """Seconds to the first text; None if there was none."""
    sent: int | None
    """Tokens, as the server counted them; None where it did not say."""
    received: int | None
    retries: int
    fault: Fault | None = None


class Listening:
    """What has come of a call so far, whenever it is asked."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """`clock` gives seconds that never go back."""
        self._clock = clock
        self._began = clock()
        self._pieces: list[str] = []
        self._first: float | None = None
        self._ended: Ended | None = None
        self._retries = 0
        self.characters = 0

    def hear(self, event: Event) -> None:
        """Take in what came next."""
        match event:
            case Delta(text) if text:
                if self._first is None:
                    self._first = self._clock() - self._began
                self._pieces.append(text)
                self.characters += len(text)
            case Retrying(attempt=attempt):
                self._retries = attempt
            case Ended():
                self._ended = event

    def answer(self, fault: Fault | None = None) -> Answer:
        """The answer as far as it came; cut, unless it ended or `fault` ended it."""
        ended = self._ended
        outcome = Outcome.CUT if fault is None else Outcome.FAILED
        if ended is not None and fault is None:
            outcome = Outcome.LIMIT if ended.finish == "length" else Outcome.WHOLE
        return Answer(
            text="".join(self._pieces),
            outcome=outcome,
            seconds=self._clock() - self._began,
            first=self._first,
            sent=ended.sent if ended else None,
            received=ended.received if ended else None,
            retries=self._retries,
            fault=fault,
        )

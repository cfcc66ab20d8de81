"""What an item is, and how an answer to it is scored."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Family(StrEnum):
    """What a person is asked to do."""

    PLAN = "plan"
    """Find the sentence of a plan that has a flaw, if one has."""
    TRACEBACK = "traceback"
    """Name the cause of a failure."""
    HYPOTHESES = "hypotheses"
    """List what could explain an observation, in ten minutes."""


class Difficulty(StrEnum):
    """As the author of the item states it; nobody has measured it yet."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class Purpose(StrEnum):
    """A probe measures and says nothing; a drill says at once what was right.

    The two share no kind of flaw: else a drill would teach the next probe.
    """

    PROBE = "probe"
    DRILL = "drill"


ENOUGH = 3
"""Different hypotheses of the key that make an answer right."""


@dataclass(frozen=True, slots=True)
class Item:
    """One form of one kind; forms of a kind are parallel."""

    family: Family
    kind: str
    form: str
    difficulty: Difficulty
    purpose: Purpose
    text: str
    choices: tuple[str, ...] = ()
    """Of a traceback, in the order in which they are shown."""
    right: str = ""
    """The number of the right sentence or choice, from 1; 0 for none."""
    key: tuple[tuple[str, ...], ...] = ()
    """Of hypotheses: for each, how words begin that tell it."""
    truth: str = ""
    """What a drill says afterwards."""
    flawed: bool | None = None

    @property
    def name(self) -> str:
        """The same nowhere twice."""
        return f"{self.family}:{self.kind}:{self.form}"

    @property
    def answers(self) -> tuple[str, ...]:
        """What can be answered; empty where it is text."""
        match self.family:
            case Family.PLAN:
                return tuple(map(str, range(len(self.text.splitlines()))))
            case Family.TRACEBACK:
                return tuple(str(n) for n, _ in enumerate(self.choices, start=1))
        return ()

    def is_right(self, answer: str) -> bool:
        """Whether the rule takes `answer` for right."""
        if self.family is Family.HYPOTHESES:
            return len(self.found(answer)) >= ENOUGH
        if self.purpose is Purpose.DRILL:  # there the question is whether there is one
            return answer == ("y" if self.flawed else "n")
        return answer.strip() == self.right

    def found(self, answer: str) -> list[int]:
        """Which hypotheses of the key an answer tells, each counted once."""
        words = re.findall(r"[a-z][a-z0-9-]*", answer.lower())
        return [
            number
            for number, stems in enumerate(self.key)
            if any(word.startswith(stems) for word in words)
        ]

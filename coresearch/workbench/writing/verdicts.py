"""What the record says of a report's numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from coresearch.core.sourced import Loose
from coresearch.core.text import counted
from coresearch.workbench.suggest import Placed


class State(StrEnum):
    """What the record says of a number."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NO_SOURCE = "no source"
    """What it names is not there, or is no result."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One number with a source, held against it."""

    text: str
    """As the report writes it."""
    source: str
    line: int
    state: State
    said: str
    """What the source says, or why it says nothing; a sentence."""
    mended: str = ""
    """The number as it should stand, if it is known."""
    start: int = 0
    end: int = 0
    notes: tuple[str, ...] = ()
    """What else a reader should know, such as a newer run."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A report, held against the record."""

    path: str
    verdicts: tuple[Verdict, ...]
    loose: tuple[Loose, ...]
    guesses: dict[int, str] = field(default_factory=dict)
    """Links that would fit loose numbers, by where these begin."""
    waiting: tuple[Placed, ...] = ()
    """What is suggested."""

    def count(self, state: State) -> int:
        """How many numbers are so."""
        return sum(verdict.state is state for verdict in self.verdicts)

    @property
    def is_sound(self) -> bool:
        """Whether every number has a source, and agrees with it."""
        return not self.loose and self.count(State.AGREES) == len(self.verdicts)


def sums(checked: Checked) -> str:
    """What was found, in a sentence."""
    total = len(checked.verdicts)
    if not total and not checked.loose:
        return f"{checked.path}: it has no number to check."
    parts = [f"{counted(total, 'number')} with a source"]
    if total:
        parts[0] += f", of which {checked.count(State.AGREES)} agree"
    for state in (State.DIFFERS, State.NO_SOURCE):
        if found := checked.count(state):
            word = "differ" if state is State.DIFFERS else "name no usable source"
            parts.append(f"{found} {word}")
    if checked.loose:
        parts.append(f"{len(checked.loose)} without a source")
    return f"{checked.path}: {'; '.join(parts)}."

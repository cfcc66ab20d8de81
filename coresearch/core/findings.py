"""What the offline critic reports: one finding, resting on quoted lines."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coresearch.core.edits import Replacement
    from coresearch.core.runs import ProposedRun


class Severity(StrEnum):
    """How much a finding matters if it is right."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"

    @property
    def rank(self) -> int:
        """0 for low to 2 for high."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found in one file."""

    rule: str
    """The rule's id, such as `S4`."""
    name: str
    """The rule's name in a few words."""
    severity: Severity
    certainty: float
    """How sure the rule is that it applies here, 0 to 1."""
    line: int
    """First line (from 1) of the passage that it rests on, or where it would belong."""
    end_line: int
    quote: str
    """The passage as it stands in the file; for something absent, the heading (or first
    line) of the section in which it would belong."""
    message: str
    """What was found, in a sentence of this plan's own words and numbers."""
    question: str
    """What the researcher is asked."""
    source: str
    """What the rule rests on."""
    edit: tuple[Replacement, ...] = ()
    """A change that would answer it, if the rule can offer one."""
    calculation: str = ""
    """The arithmetic, where the rule did some."""
    run: ProposedRun | None = None
    """What would show it, if no edit answers it; `{script}` is the file's name."""

    @property
    def weight(self) -> float:
        """Severity times certainty: what findings are ranked by."""
        return (self.severity.rank + 1) * self.certainty

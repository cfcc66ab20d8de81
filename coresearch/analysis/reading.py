"""One thing that a rule reads in results."""

from __future__ import annotations

from dataclasses import dataclass

from coresearch.core.findings import Severity


@dataclass(frozen=True, slots=True)
class Reading:
    """What it says, what it rests on, and the cheapest next step."""

    rule: str
    """The rule's name, such as `more-runs`."""
    title: str
    message: str
    severity: Severity
    certainty: float
    """How sure the rule is that it applies here, 0 to 1."""
    quote: str
    """The figures that it rests on."""
    next: str = ""
    question: str = ""
    source: str = ""
    runs: tuple[str, ...] = ()
    """The ids of the runs that it rests on."""

    @property
    def weight(self) -> float:
        """Severity times certainty: what readings are ranked by."""
        return (self.severity.rank + 1) * self.certainty

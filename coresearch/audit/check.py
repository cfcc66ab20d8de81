"""What a check is: an id, a question, and the suggestions that it makes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coresearch import __version__
from coresearch.core.edits import Edit, Modify, Replacement
from coresearch.core.findings import Severity
from coresearch.core.runs import ProposedRun
from coresearch.core.suggestions import (
    Activity,
    Evidence,
    Origin,
    OriginKind,
    Suggestion,
)

MOST_QUOTED = 6
"""Lines that one suggestion quotes; it says how many more there are."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is looked for."""

    id: str
    name: str
    activity: Activity
    severity: Severity
    question: str
    source: str = ""

    def suggest(
        self,
        reason: str,
        evidence: Sequence[Evidence],
        confidence: float,
        *,
        title: str = "",
        effect: Edit | ProposedRun | None = None,
        details: str = "",
        severity: Severity | None = None,
        cheapest_test: str = "",
        question: str = "",
    ) -> Suggestion:
        """One finding; `evidence` is also what makes it the same one another time."""
        return Suggestion(
            self.activity,
            title or self.name,
            reason,
            Origin(OriginKind.RULE, self.id, __version__),
            question=question or self.question,
            evidence=tuple(evidence[:MOST_QUOTED]),
            confidence=confidence,
            severity=severity or self.severity,
            effect=effect,
            details=details,
            source=self.source,
            cheapest_test=cheapest_test,
        )


def changed_lines(
    path: str, text: str, changes: Iterable[tuple[int, str]]
) -> Edit | None:
    """An edit that gives lines of a file, by number, a new text; None for none."""
    lines = text.splitlines()
    replacements = tuple(
        Replacement(f"{lines[number - 1]}\n", f"{new}\n", number)
        for number, new in changes
        if new != lines[number - 1]
    )
    return Edit((Modify(path, replacements),)) if replacements else None


def appended(path: str, text: str, added: str) -> Edit:
    """An edit that adds lines to the end of a file."""
    lines = text.splitlines()
    if not lines:
        return Edit((Modify(path, (Replacement("", added),)),))
    # The last lines together: the last alone may stand elsewhere too.
    first = max(0, len(lines) - 3)
    last = "\n".join(lines[first:]) + "\n"
    return Edit((Modify(path, (Replacement(last, last + added, first + 1),)),))


def joined(words: Iterable[str], most: int = 5) -> str:
    """`a, b and 3 more`."""
    given = list(words)
    if len(given) > most:
        return f"{', '.join(given[:most])} and {len(given) - most} more"
    if len(given) < 2:
        return "".join(given)
    return f"{', '.join(given[:-1])} and {given[-1]}"

"""A person's own findings, and which suggestion says the same as one of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from coresearch.core.findings import Severity
from coresearch.core.suggestions import Suggestion

_LINE = re.compile(r"^\s*(?:line\s+|l)?(\d+)\s*[:.)-]\s*", re.IGNORECASE)
_NEAR = 2
"""Lines apart at which two may speak of the same."""
_STEM = 5
"""Letters of a word that count: `seeds` and `seeded` are one."""
_COMMON = frozenset({
    "about", "after", "again", "because", "before", "being", "between", "could",
    "every", "model", "other", "plan", "result", "results", "should", "their",
    "there", "these", "those", "where", "which", "with", "without", "would",
})  # fmt: skip
_ONE_IN = 22
"""Of a hundred suggestions that matter less: so many are asked about first."""


@dataclass(frozen=True, slots=True)
class OwnFinding:
    """One line of what a person wrote."""

    text: str
    line: int = 0
    """That they named, from 1; 0 for none."""


def own_finding(text: str) -> OwnFinding:
    """`12: no seeds` is about line 12."""
    found = _LINE.match(text)
    if found is None:
        return OwnFinding(text.strip())
    return OwnFinding(text[found.end() :].strip(), int(found[1]))


def likeliest(own: Sequence[OwnFinding], item: Suggestion) -> OwnFinding | None:
    """The one that may say the same, by rule, line and words; a person confirms it."""
    scored = [(_likeness(one, item), one) for one in own]
    best = max(scored, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] else None


def _likeness(one: OwnFinding, item: Suggestion) -> int:
    """0: nothing speaks for it."""
    score = 0
    if item.origin.name.upper() in one.text.upper().split():
        score += 10
    if one.line and item.line and abs(one.line - item.line) <= _NEAR:
        score += 5
    words = _stems(one.text)
    score += 3 * len(words & _stems(item.title))
    said = _stems(f"{item.reason} {item.question}")
    return score + (len(words & said) if len(words & said) > 1 else 0)


def _stems(text: str) -> set[str]:
    words = re.findall(r"\w{4,}", text.lower())
    return {word[:_STEM] for word in words if word not in _COMMON}


def is_asked_first(identity: str, severity: Severity) -> bool:
    """Whether a person is asked before this one is shown, where they want that.

    All that matters most, and of the rest 22 in 100, by the id: nobody can draw again.
    Forcing everybody to commit first on all of them works and is disliked (Buçinca,
    Malaya and Gajos 2021, arXiv 2102.09692).
    """
    return severity is Severity.HIGH or int(identity[:8], 16) % 100 < _ONE_IN

"""What a reply consists of, as values.

A reply is read without knowing the repository, so what is in here may still turn out
to have no place there: `coresearch.core.replies.placing` tells.
"""

from __future__ import annotations

from dataclasses import dataclass

from coresearch.core.edits import Edit
from coresearch.core.findings import Severity
from coresearch.core.runs import ProposedRun
from coresearch.core.suggestions import Activity, Evidence, Origin, Suggestion


@dataclass(frozen=True, slots=True)
class Note:
    """Prose: one or more whole lines, as they were written."""

    text: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A suggestion as a model wrote it, before it has an activity and an origin."""

    title: str
    reason: str = ""
    question: str = ""
    evidence: tuple[Evidence, ...] = ()
    confidence: float | None = None
    severity: Severity = Severity.MEDIUM
    would_change_mind: str = ""
    cheapest_test: str = ""
    details: str = ""
    source: str = ""
    edit: Edit | None = None
    run: ProposedRun | None = None
    rewrites: tuple[str, ...] = ()
    """The files whose text is said to be given whole; of any other that is, it is
    doubted if most of the file would go."""
    text: str = ""
    """The block as it was written."""

    def to_suggestion(self, activity: Activity, origin: Origin) -> Suggestion:
        """The suggestion that goes into the journal."""
        return Suggestion(
            activity=activity,
            title=self.title,
            reason=self.reason,
            origin=origin,
            question=self.question,
            evidence=self.evidence,
            confidence=self.confidence,
            severity=self.severity,
            effect=self.edit or self.run,
            details=self.details,
            source=self.source,
            would_change_mind=self.would_change_mind,
            cheapest_test=self.cheapest_test,
        )


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a file that resembles what was searched for."""

    path: str
    line: int
    """From 1."""
    text: str
    likeness: float
    """0 to 1."""

    @property
    def quoted(self) -> str:
        """With its place, as a quote."""
        lines = "\n".join(f"> {line}" for line in self.text.split("\n"))
        return f"{self.path}:{self.line} has ({self.likeness:.0%} alike):\n{lines}"


@dataclass(frozen=True, slots=True)
class Problem:
    """A part of a reply that cannot be used as it was written."""

    reason: str
    """One sentence: what is wrong."""
    text: str
    """The part as it was written; it is shown with the reason."""
    hint: str = ""
    """What would help to write it right."""
    near: tuple[Passage, ...] = ()
    """Where in the files something like it stands."""
    rest: Proposal | None = None
    """The same suggestion without its effect, where the rest of it could be read."""

    @property
    def title(self) -> str:
        """The suggestion's title, or nothing."""
        return self.rest.title if self.rest else ""

    @property
    def help(self) -> str:
        """Hint and passages, for the person."""
        passages = (passage.quoted for passage in self.near)
        return "\n\n".join(filter(None, (self.hint, *passages)))


Item = Note | Proposal | Problem


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole reply, in the order in which it was written."""

    items: tuple[Item, ...]

    @property
    def prose(self) -> str:
        """Everything that is neither a suggestion nor a problem."""
        return "".join(item.text for item in self.items if isinstance(item, Note))

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """The suggestions."""
        return tuple(item for item in self.items if isinstance(item, Proposal))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be read."""
        return tuple(item for item in self.items if isinstance(item, Problem))

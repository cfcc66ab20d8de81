"""The atom of coresearch: one thing that is proposed, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from coresearch.core.canonical import canonical_json, sha256
from coresearch.core.edits import Edit, edit_from_json, edit_to_json
from coresearch.core.findings import Severity
from coresearch.core.runs import ProposedRun, run_from_json, run_to_json


class Activity(StrEnum):
    """The twelve research activities."""

    PROBLEM = "problem"
    BENCHMARK = "benchmark"
    BRAINSTORM = "brainstorm"
    DESIGN = "design"
    EXECUTION = "execution"
    ANALYSIS = "analysis"
    SAFETY = "safety"
    SYSTEMS = "systems"
    INTEGRATION = "integration"
    WRITING = "writing"
    PANEL = "panel"
    REVIEW = "review"


class Kind(StrEnum):
    """What accepting a suggestion does."""

    NOTE = "note"
    """Nothing but being recorded."""
    EDIT = "edit"
    """Files change."""
    RUN = "run"
    """Code runs in a kernel."""


class OriginKind(StrEnum):
    """Who proposes."""

    RULE = "rule"
    MODEL = "model"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a suggestion comes from, precisely enough to ask for it again."""

    kind: OriginKind
    name: str
    """The rule's id, the model's name or the person's name."""
    version: str = ""
    prompt: str = ""
    """SHA-256 of the rendered prompt."""
    context: str = ""
    """SHA-256 of what the prompt was given, or of the file that a rule read."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that a suggestion rests on."""

    quote: str
    path: str = ""
    line: int = 0
    """From 1; 0 where there is no file."""
    end_line: int = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing proposed, with its reason and at most one effect."""

    activity: Activity
    title: str
    reason: str
    origin: Origin
    question: str = ""
    evidence: tuple[Evidence, ...] = ()
    confidence: float | None = None
    """How sure its origin says it is, 0 to 1."""
    severity: Severity = Severity.MEDIUM
    effect: Edit | ProposedRun | None = None
    details: str = ""
    """Longer text shown with it, such as a calculation."""
    source: str = ""
    """What the advice rests on: a checklist, a paper."""
    would_change_mind: str = ""
    """What its origin says would make it drop the suggestion."""
    cheapest_test: str = ""
    """The least that would show whether it holds."""

    @property
    def kind(self) -> Kind:
        """What accepting it does."""
        match self.effect:
            case Edit():
                return Kind.EDIT
            case ProposedRun():
                return Kind.RUN
        return Kind.NOTE

    @property
    def edit(self) -> Edit | None:
        """What accepting it does to files, if that is what it does."""
        return self.effect if isinstance(self.effect, Edit) else None

    @property
    def run(self) -> ProposedRun | None:
        """What accepting it runs, if that is what it does."""
        return self.effect if isinstance(self.effect, ProposedRun) else None

    @property
    def path(self) -> str:
        """The file that it is about, or nothing."""
        if self.edit is not None:
            return self.edit.paths[0]
        return self.evidence[0].path if self.evidence else ""

    @property
    def line(self) -> int:
        """The line of `path` that it is about, from 1, or 0."""
        if not self.evidence or self.evidence[0].path != self.path:
            return 0
        return self.evidence[0].line

    @property
    def weight(self) -> float:
        """What waiting suggestions are ranked by: severity times confidence."""
        sure = 0.5 if self.confidence is None else self.confidence
        return round((self.severity.rank + 1) * sure, 4)

    @property
    def fingerprint(self) -> str:
        """The same for the same thing said of the same words, wherever they stand.

        Line numbers and the exact edit are left out: a plan that changes elsewhere
        does not make an old suggestion new.
        """
        said = self.title if self.origin.kind is not OriginKind.RULE else ""
        quotes = [[e.path, " ".join(e.quote.split())] for e in self.evidence]
        return sha256(
            canonical_json(
                [self.activity, self.origin.kind, self.origin.name, said, quotes]
            )
        )


def words_of(suggestion: Suggestion) -> int:
    """How many words there are to read of it, without its effect."""
    said = (
        suggestion.title, suggestion.reason, suggestion.question, suggestion.details,
        *(passage.quote for passage in suggestion.evidence),
    )  # fmt: skip
    return sum(len(text.split()) for text in said)


def suggestion_id(fingerprint: str, occurrence: int = 0) -> str:
    """The id of a suggestion with this fingerprint, the same on every machine.

    `occurrence` counts how often the same was suggested and settled before.
    """
    return sha256(f"{fingerprint}{occurrence or ''}")[:16]


def suggestion_to_json(suggestion: Suggestion) -> dict[str, Any]:
    """`suggestion` as plain values for the journal."""
    edit = suggestion.edit
    return {
        "activity": suggestion.activity,
        "kind": suggestion.kind,
        "title": suggestion.title,
        "reason": suggestion.reason,
        "question": suggestion.question,
        "details": suggestion.details,
        "source": suggestion.source,
        "would_change_mind": suggestion.would_change_mind,
        "cheapest_test": suggestion.cheapest_test,
        "evidence": [asdict(evidence) for evidence in suggestion.evidence],
        "confidence": suggestion.confidence,
        "severity": suggestion.severity,
        "weight": suggestion.weight,
        "origin": asdict(suggestion.origin),
        "paths": list(edit.paths) if edit else [suggestion.path],
        "line": suggestion.line,
        "fingerprint": suggestion.fingerprint,
        "effect": _effect_to_json(suggestion.effect),
    }


def suggestion_from_json(body: Mapping[str, Any]) -> Suggestion:
    """The suggestion that `suggestion_to_json` wrote."""
    origin = dict(body["origin"])
    effect = body["effect"]
    return Suggestion(
        activity=Activity(body["activity"]),
        title=body["title"],
        reason=body["reason"],
        question=body["question"],
        details=body["details"],
        source=body["source"],
        would_change_mind=body.get("would_change_mind", ""),
        cheapest_test=body.get("cheapest_test", ""),
        origin=Origin(kind=OriginKind(origin.pop("kind")), **origin),
        evidence=tuple(Evidence(**item) for item in body["evidence"]),
        confidence=body["confidence"],
        severity=Severity(body["severity"]),
        effect=_effect_from_json(effect),
    )


def _effect_to_json(effect: Edit | ProposedRun | None) -> dict[str, Any] | None:
    if isinstance(effect, ProposedRun):
        return run_to_json(effect)
    return edit_to_json(effect) if effect else None


def _effect_from_json(value: dict[str, Any] | None) -> Edit | ProposedRun | None:
    if value is None:
        return None
    return run_from_json(value) if value["kind"] == "run" else edit_from_json(value)

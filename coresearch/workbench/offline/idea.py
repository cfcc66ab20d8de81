"""An idea without a model: what it lacks, and who had it before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coresearch.core.likeness import likeness
from coresearch.core.suggestions import (
    Activity,
    Evidence,
    Origin,
    OriginKind,
    Suggestion,
)
from coresearch.core.text import one_line, shorten
from coresearch.critic.stated import Design
from coresearch.journal.queries import Entry, Filter, list_entries
from coresearch.repo.checkout import identity
from coresearch.workbench.lessons import similar
from coresearch.workbench.project import Project

_ALIKE = 0.5
_EARLIER_IDEAS = 300
_TITLE = 80
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that an idea must say before it can be judged."""

    label: str
    text: str


def questions(design: Design) -> list[Question]:
    """What to ask of any idea, in the words of the plan as far as they are known."""
    measure = design.measure_name or "the measure"
    arms = ", ".join(design.arms)
    against = f" Against which of {arms}?" if arms else " Against which baseline?"
    size = f" The plan hopes for {design.gain:g} points." if design.gain else ""
    cost = f" One run costs {design.cost.text}." if design.cost else ""
    return [
        Question(
            "Hypothesis",
            f"If it holds, how does {measure} change: up or down, and by how much?"
            f"{against}{size}",
        ),
        Question(
            "Would change my mind", "Which result would make you drop it for good?"
        ),
        Question(
            "Cheapest test", f"What could end it within a day, and what costs it?{cost}"
        ),
        Question("Risk", "What is the likeliest reason that it fails?"),
        Question("Fallback", "What is still worth having if it does?"),
        Question("Confidence", "How probable is it that it holds, from 0 to 1?"),
    ]


def remarks(answers: Mapping[str, str]) -> Iterator[str]:
    """What the answers leave open."""
    hypothesis = answers.get("Hypothesis", "")
    if not hypothesis:
        yield "It has no hypothesis yet: nothing could show it wrong."
    elif not re.search(r"\d", hypothesis):
        yield "The hypothesis has no number: any change at all would fit it."
    if not answers.get("Cheapest test"):
        yield "It has no test: it cannot be begun."
    said = answers.get("Confidence", "")
    if said and confidence(said) is None:
        yield f"{one_line(said)} is no probability from 0 to 1; it was left out."


def confidence(said: str) -> float | None:
    """`0.3` or `30 %` as a probability."""
    found = re.fullmatch(r"\s*(\d*[.,]?\d+)\s*(%?)\s*", said)
    if found is None:
        return None
    value = float(found[1].replace(",", ".")) / (100 if found[2] else 1)
    return value if 0 <= value <= 1 else None


def had_before(project: Project, note: str) -> list[Entry]:
    """Earlier ideas that say much the same, the most alike first."""
    wanted = Filter(activity=Activity.BRAINSTORM)
    known = list_entries(project.journal, wanted, limit=_EARLIER_IDEAS)
    near = [*known, *similar(project, note, ())]
    scored = {
        entry.id: (max(likeness(note, text) for text in _texts(project, entry)), entry)
        for entry in near
    }
    alike = [pair for pair in scored.values() if pair[0] >= _ALIKE]
    alike.sort(key=lambda pair: -pair[0])
    return [entry for _, entry in alike[:_SHOWN]]


def _texts(project: Project, entry: Entry) -> tuple[str, str]:
    return entry.title, project.journal.suggestion(entry.id).reason


def as_suggestion(
    project: Project, note: str, answers: Mapping[str, str]
) -> Suggestion:
    """The idea as the person put it, for the inbox."""
    told = [f"{name}: {answers[name]}" for name in _TOLD if answers.get(name)]
    return Suggestion(
        Activity.BRAINSTORM,
        shorten(one_line(note), _TITLE),
        note,
        Origin(OriginKind.PERSON, identity(project.checkout).name),
        evidence=(Evidence(note),),
        confidence=confidence(answers.get("Confidence", "")),
        details="\n".join(told),
        would_change_mind=answers.get("Would change my mind", ""),
        cheapest_test=answers.get("Cheapest test", ""),
    )


_TOLD = ("Hypothesis", "Risk", "Fallback")

"""Ideas compared two at a time: those on record, the next pair, the order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from coresearch.core.errors import NotFound
from coresearch.core.events import EventType
from coresearch.core.likeness import likeness
from coresearch.core.preferences import Ranking, circles, next_pair, rank
from coresearch.core.suggestions import Activity, OriginKind, Suggestion
from coresearch.journal.queries import Entry, Filter, events_about, list_entries
from coresearch.workbench.lessons import lesson
from coresearch.workbench.project import Project

_MOST = 60
_ALIKE = 0.5
_OPEN = ("waiting", "accepted", "amended")
_DROPPED = ("rejected",)


@dataclass(frozen=True, slots=True)
class Idea:
    """One idea on record."""

    id: str
    title: str
    suggestion: Suggestion
    is_own: bool
    """A person's, and not a model's."""

    @property
    def text(self) -> str:
        """What is compared with others."""
        return f"{self.title} {self.suggestion.reason}"


@dataclass(frozen=True, slots=True)
class Field:
    """The ideas that compete, and what was preferred so far."""

    ideas: tuple[Idea, ...]
    more: int
    """Older ideas that are left out."""
    preferred: tuple[tuple[str, str], ...]
    """Ids: the one preferred, and the other."""
    people: tuple[str, ...]
    """Who compared them."""
    alike: tuple[tuple[Idea, Idea], ...]
    again: tuple[tuple[Idea, str], ...]
    """Ideas much like one that was rejected, and what was said of that."""

    @property
    def ids(self) -> list[str]:
        """Of the ideas that compete."""
        return [idea.id for idea in self.ideas]

    @property
    def ranking(self) -> Ranking[str]:
        """As far as the comparisons tell."""
        return rank(self.ids, self.preferred)

    @property
    def circles(self) -> int:
        """How many triples were preferred in a circle."""
        return circles(self.preferred)

    def pair(self, skipped: Sequence[frozenset[str]] = ()) -> tuple[Idea, Idea] | None:
        """The two to compare next; own ideas among themselves before all others."""
        own = [idea.id for idea in self.ideas if idea.is_own]
        found = next_pair(self.ids, self.preferred, skipped, own)
        by_id = {idea.id: idea for idea in self.ideas}
        return (by_id[found[0]], by_id[found[1]]) if found else None


def field(project: Project) -> Field:
    """The ideas of the journal that are not rejected.

    Raises:
        NotFound: there are fewer than two.
    """
    entries = [entry for state in _OPEN for entry in _ideas(project, state)]
    entries.sort(key=lambda entry: entry.at, reverse=True)
    if len(entries) < 2:
        have = "one idea" if entries else "no idea"
        raise NotFound(
            f"There is {have} on record, and two are needed to compare.",
            hint='Put one down: coresearch brainstorm "…" (--offline asks for what it '
            "lacks)",
        )
    ideas = [_idea(project, entry) for entry in entries[:_MOST]]
    known = {idea.id for idea in ideas}
    found = [
        (row.subject, str(project.journal.expand(row.body)["over"]), row.author)
        for idea in ideas
        for row in events_about(project.journal, idea.id)
        if row.type == EventType.IDEAS_COMPARED
    ]
    kept = [(one, other) for one, other, _ in found if other in known]
    people = sorted({who for _, other, who in found if other in known})
    return Field(
        tuple(ideas),
        max(0, len(entries) - _MOST),
        tuple(kept),
        tuple(people),
        tuple(_alike(ideas)),
        tuple(_again(project, ideas)),
    )


def _ideas(project: Project, state: str) -> list[Entry]:
    wanted = Filter(activity=Activity.BRAINSTORM, state=state)
    return list_entries(project.journal, wanted, limit=10 * _MOST)


def _idea(project: Project, entry: Entry) -> Idea:
    suggestion = project.journal.suggestion(entry.id)
    return Idea(
        entry.id, entry.title, suggestion, entry.origin_kind == OriginKind.PERSON
    )


def _alike(ideas: Sequence[Idea]) -> Iterator[tuple[Idea, Idea]]:
    for one, other in combinations(ideas, 2):
        if likeness(one.text, other.text) >= _ALIKE:
            yield one, other


def _again(project: Project, ideas: Sequence[Idea]) -> Iterator[tuple[Idea, str]]:
    rejected = [
        (entry, _idea(project, entry)) for s in _DROPPED for entry in _ideas(project, s)
    ]
    for idea in ideas:
        for entry, other in rejected:
            if likeness(idea.text, other.text) >= _ALIKE:
                yield idea, lesson(project, entry).removeprefix("- ").strip()
                break


def prefer(
    project: Project, one: Idea, other: Idea, *, first: Idea, seconds: float
) -> None:
    """Put on record that `one` was preferred; `first` is the one shown first."""
    journal = project.journal
    body = {"over": other.id, "first": first.id, "seconds": round(seconds, 1)}
    with journal.writing():
        journal.append(EventType.IDEAS_COMPARED, one.id, body)


def is_settled(found: Field, sure: float = 0.95) -> bool:
    """Whether the best is better than the second with this probability."""
    ranking = found.ranking
    best, second = (each.thing for each in ranking.strengths[:2])
    return ranking.probability(best, second) >= sure

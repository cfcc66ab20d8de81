"""What a person is asked for their view, line by line; the same at every face."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from coresearch.core.panels import HIGHEST, LOWEST, Panel, View, checked, ratings_of
from coresearch.core.text import shorten
from coresearch.workbench.offline.idea import confidence
from coresearch.workbench.panel.roles import RoleQuestion

_LIKELY = 0.5


@dataclass(frozen=True, slots=True)
class Line:
    """One line that a person fills in."""

    key: str
    text: str
    option: str = ""
    """The option that it rates."""
    role: RoleQuestion | None = None
    """The question of a role that it answers."""


def lines_of(panel: Panel, questions: Sequence[RoleQuestion]) -> list[Line]:
    """What is asked, in order: ratings, answer, how sure, why, and what roles ask."""
    rated = f"from {LOWEST} (bad) to {HIGHEST} (Enter: none)"
    return [
        *(
            Line(f"rating {one}", f"{shorten(one, 40)}, {rated}", option=one)
            for one in panel.options
        ),
        Line("answer", "Your answer"),
        Line("sure", "How sure, from 0 to 1"),
        Line("claim", "Why, in a sentence"),
        Line("counter", "The strongest that can be said against it"),
        Line("mind", "What would change your mind"),
        *(Line(f"role {one.text}", one.text, role=one) for one in questions),
    ]


def check(panel: Panel, line: Line, said: str) -> None:
    """Let nothing pass that cannot be read.

    Raises:
        BadInput: a rating, an answer or a confidence that is none.
    """
    if line.option and said:
        ratings_of(panel, [f"{line.option}={said}"])
    elif line.key == "answer":
        checked(panel, View(said, _LIKELY))
    elif line.key == "sure":
        answer = panel.options[0] if panel.options else "so"
        checked(panel, View(answer, confidence(said) or 0.0))


def view_of(panel: Panel, lines: Sequence[Line], said: Mapping[str, str]) -> View:
    """The view that the lines come to.

    Raises:
        BadInput: an answer or a confidence is missing, or cannot be read.
    """
    rated = [f"{one.option}={said[one.key]}" for one in _filled(lines, said)]
    answers = {
        one.role.text: said[one.key] for one in lines if one.role and said.get(one.key)
    }
    return checked(
        panel,
        View(
            said.get("answer", ""),
            confidence(said.get("sure", "")) or 0.0,
            said.get("claim", ""),
            said.get("counter", ""),
            said.get("mind", ""),
            ratings_of(panel, rated),
            answers,
        ),
    )


def _filled(lines: Sequence[Line], said: Mapping[str, str]) -> Iterator[Line]:
    return (one for one in lines if one.option and said.get(one.key))

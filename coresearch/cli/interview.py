"""A person's view on a panel, asked for question by question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

from coresearch.cli import terminal
from coresearch.cli.output import Ink, advise, paint, say, wrapped
from coresearch.cli.panel_views import questions
from coresearch.core.errors import BadInput
from coresearch.core.panels import HIGHEST, LOWEST, Panel, View, checked, ratings_of
from coresearch.core.text import shorten
from coresearch.workbench.offline.idea import confidence
from coresearch.workbench.panel.roles import role_questions
from coresearch.workbench.project import Project

T = TypeVar("T")
_LIKELY = 0.5


def interview(project: Project, panel: Panel) -> View:
    """The view; what cannot be read is asked again, and nothing is lost by it.

    Raises:
        BadInput: the person left before the end of the questions about their view.
    """
    say(wrapped(paint(panel.question, Ink.STRONG)))
    for number, option in enumerate(panel.options, 1):
        say(wrapped(option, "     ", f"  {number}  "))
    ratings: dict[str, int] = {}
    for option in panel.options:
        ratings |= _until(
            f"{shorten(option, 40)}, from {LOWEST} (bad) to {HIGHEST} (Enter: none): ",
            partial(_rating, panel, option),
        )
    answer = _until(
        "Your answer: ", lambda said: checked(panel, View(said, _LIKELY)).answer
    )
    sure = _until("How sure, from 0 to 1: ", lambda said: _sure(panel, answer, said))
    claim = _line("Why, in a sentence: ")
    counter = _line("The strongest that can be said against it: ")
    mind = _line("What would change your mind: ")
    return View(answer, sure, claim, counter, mind, ratings, _answers(project, panel))


def _rating(panel: Panel, option: str, said: str) -> dict[str, int]:
    return ratings_of(panel, [f"{option}={said}"]) if said else {}


def _sure(panel: Panel, answer: str, said: str) -> float:
    return checked(panel, View(answer, confidence(said) or 0.0)).confidence


def _until(question: str, read: Callable[[str], T]) -> T:
    """The answer as `read` has it; asked again where that raises BadInput."""
    while True:
        said = _line(question)
        try:
            return read(said)
        except BadInput as fault:
            advise(f"{fault.message} {fault.hint}")


def _line(question: str) -> str:
    said = terminal.ask_line(question)
    if said is None:
        raise BadInput("You left before the end; no view was recorded.")
    return said


def _answers(project: Project, panel: Panel) -> Mapping[str, str]:
    """What the person says to the roles; Ctrl-D leaves the rest open."""
    answers: dict[str, str] = {}
    asked = role_questions(project, panel)
    if asked:
        say(wrapped("What the roles ask. Enter leaves one open, Ctrl-D the rest."))
    for one in asked:
        for line in questions([one]):
            say(line)
        said = terminal.ask_line("  > ")
        if said is None:
            break
        if said:
            answers[one.text] = said
    return answers

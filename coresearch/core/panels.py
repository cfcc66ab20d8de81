"""One question to several voices: what a panel is, and what a voice holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

from coresearch.core.errors import BadInput
from coresearch.core.text import one_line

LOWEST, HIGHEST = 1, 5
_MOST_OPTIONS = 20
_MOST_VOICES = 100
_LONGEST = 200


class VoiceKind(StrEnum):
    """Who speaks."""

    PERSON = "person"
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class Panel:
    """A question, and what can be answered to it."""

    question: str
    options: tuple[str, ...] = ()
    """Empty: every voice answers in its own words."""
    roles: tuple[str, ...] = ()
    """Whose questions are put to everybody."""
    blind_until: int = 0
    """How many views there must be before anybody is shown another's."""

    def option(self, answer: str) -> str | None:
        """The option that is meant: by its name, its number from 1, or how it begins.

        None where it is none, or could be several.
        """
        said = one_line(answer).casefold()
        if said.isdecimal() and 1 <= int(said) <= len(self.options):
            return self.options[int(said) - 1]
        known = {one.casefold(): one for one in self.options}
        if said in known:
            return known[said]
        near = [
            one for folded, one in known.items() if said and folded.startswith(said)
        ]
        return near[0] if len(near) == 1 else None


@dataclass(frozen=True, slots=True)
class View:
    """What one voice holds, said before it was shown any other."""

    answer: str
    """An option of the panel; of one without options, a sentence."""
    confidence: float
    """That it is right, between 0 and 1."""
    claim: str = ""
    """Why."""
    counter: str = ""
    """The strongest thing that can be said against it."""
    would_change_mind: str = ""
    ratings: Mapping[str, int] = field(default_factory=dict)
    """Of options: from 1, the worst, to 5."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """To the questions of roles."""
    suggestion: str = ""
    """Of a model: the suggestion that it was read from."""


@dataclass(frozen=True, slots=True)
class Rejoinder:
    """What one voice says to the view of another, once both are on the table."""

    to: str
    """The voice that is answered, by name."""
    grants: str = ""
    """What the speaker takes over from it."""
    disputes: str = ""
    """What they do not, and why."""
    turns_on: str = ""
    """The observation that would decide between the two."""


def panel_of(
    question: str,
    options: Iterable[str],
    roles: Iterable[str],
    blind_until: int = 0,
) -> Panel:
    """The panel that a person opens.

    Raises:
        BadInput: it has no question, one option, too many, or one twice; or it waits
            for more views than a panel has.
    """
    asked, given = one_line(question), tuple(one_line(one) for one in options)
    if not asked:
        raise BadInput("What is the question?")
    if len(given) == 1 or len(given) > _MOST_OPTIONS:
        raise BadInput(
            f"{len(given)} is no number of options.",
            hint=f"Two to {_MOST_OPTIONS}, or none where answers are in own words.",
        )
    if len({one.casefold() for one in given}) < len(given) or "" in given:
        raise BadInput("Two options are the same, or one is empty.")
    if any(len(one) > _LONGEST for one in given):
        raise BadInput("An option is a few words; reasons go into the views.")
    if not 0 <= blind_until <= _MOST_VOICES:
        raise BadInput(
            f"{blind_until} is no number of views to wait for.",
            hint=f"From 2 to {_MOST_VOICES}; without it, your own is enough for you.",
        )
    return Panel(asked, given, tuple(dict.fromkeys(roles)), blind_until)


def checked(panel: Panel, view: View) -> View:
    """`view` with its answer as the option that it means.

    Raises:
        BadInput: it is none, or how sure is not said.
    """
    answer = panel.option(view.answer) if panel.options else one_line(view.answer)
    if not answer:
        raise BadInput(
            f"{one_line(view.answer) or 'An empty answer'} is none of the options.",
            hint="; ".join(panel.options) or "An answer is a sentence.",
        )
    if not 0 < view.confidence < 1:
        raise BadInput(
            "How sure are you?", hint="From 0 to 1, both left out, such as 0.7"
        )
    return replace(view, answer=answer)


_RATING = re.compile(r"(?P<option>.+?)\s*[=:]\s*(?P<value>\d+)")


def ratings_of(panel: Panel, given: Iterable[str]) -> dict[str, int]:
    """`dense=4` and the like, by option.

    Raises:
        BadInput: one is none of the options, or its number is not from 1 to 5.
    """
    found: dict[str, int] = {}
    for one in given:
        parts = _RATING.fullmatch(one_line(one))
        option = panel.option(parts["option"]) if parts else None
        value = int(parts["value"]) if parts else 0
        if option is None or not LOWEST <= value <= HIGHEST:
            raise BadInput(
                f"{one_line(one)} is no rating of an option.",
                hint=f"Such as '{(panel.options or ('option',))[0]}=4', from "
                f"{LOWEST} (bad) to {HIGHEST}.",
            )
        found[option] = value
    return found


def panel_to_json(panel: Panel) -> dict[str, Any]:
    """`panel` as plain values for the journal."""
    return asdict(panel) | {
        "options": list(panel.options), "roles": list(panel.roles),
    }  # fmt: skip


def panel_from_json(body: Mapping[str, Any]) -> Panel:
    """The panel that `panel_to_json` wrote."""
    return Panel(
        body["question"],
        tuple(body["options"]),
        tuple(body["roles"]),
        body.get("blind_until", 0),
    )


def view_to_json(view: View) -> dict[str, Any]:
    """`view` as plain values for the journal."""
    return asdict(view)


def view_from_json(body: Mapping[str, Any]) -> View:
    """The view that `view_to_json` wrote, whatever else is on record with it."""
    return View(**{name: body[name] for name in View.__slots__})


def rejoinder_to_json(said: Rejoinder) -> dict[str, Any]:
    """`said` as plain values for the journal."""
    return asdict(said)


def rejoinder_from_json(body: Mapping[str, Any]) -> Rejoinder:
    """What `rejoinder_to_json` wrote, whatever else is on record with it."""
    return Rejoinder(**{name: body[name] for name in Rejoinder.__slots__})

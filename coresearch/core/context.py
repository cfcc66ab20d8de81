"""What a model is given to read: sections, cut to a budget, with what was left out.

Pure: the sections are gathered in `coresearch.workbench.context`. Every text of the
repository's stands in a fence that nothing in it can close, so that it cannot pass for
anything but the text of a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from coresearch.core.canonical import sha256
from coresearch.core.text import fenced, one_line
from coresearch.core.tokens import estimate_tokens

BUDGET = 24_000
"""Tokens of a context, unless the model or the person says otherwise."""
_LEAST = 200
"""Tokens below which a part of a file is not worth sending."""


class Weight(IntEnum):
    """What goes first when there is no room for all, the most important lowest."""

    NAMED = 0
    """A file that the person named."""
    PLAN = 1
    CONSTITUTION = 2
    LESSONS = 3
    """What the journal knows of earlier suggestions."""
    RUNS = 4
    """What was run lately, and what came of it."""
    GIT = 5
    SHAPE = 6
    """Which files there are."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A file, or some lines of it, as a person names it: `@plan.md:10-40`."""

    path: str
    """As it was written; may be a pattern such as `src/*.py`."""
    first: int = 0
    """The first line, from 1; 0 for the whole file."""
    last: int = 0

    @property
    def is_pattern(self) -> bool:
        """Whether it can stand for several files."""
        return any(sign in self.path for sign in "*?[")


_REFERENCE = re.compile(r"(?P<path>.+?)(?::(?P<first>\d+)(?:-(?P<last>\d+))?)?")


def reference_in(word: str) -> Reference | None:
    """The file that `word` names, if it begins with `@`."""
    found = _REFERENCE.fullmatch(word[1:]) if word.startswith("@") else None
    if found is None:
        return None
    first = int(found["first"] or 0)
    return Reference(found["path"], first, int(found["last"] or first))


def references_in(text: str) -> list[Reference]:
    """The files that a question names among its words."""
    words = (word.rstrip(".,;!?)\"'") for word in text.split())
    return [found for word in words if (found := reference_in(word))]


@dataclass(frozen=True, slots=True)
class Section:
    """One thing among what is given."""

    title: str
    body: str
    weight: Weight
    first: int = 0
    """Of a file: the line, from 1, with which the body begins; 0: it is no file."""

    @property
    def text(self) -> str:
        """As it is sent: a heading, and the body in a fence."""
        title = one_line(self.title)
        if self.first:
            last = self.first + self.body.removesuffix("\n").count("\n")
            title += f", lines {self.first} to {last}"
        return f"## {title}\n\n{fenced(self.body)}\n"


@dataclass(frozen=True, slots=True)
class Context:
    """All that a model is given, and what it is not."""

    sections: tuple[Section, ...]
    left_out: tuple[str, ...] = ()
    """What was left out or removed and why, in words."""

    @property
    def text(self) -> str:
        """As it is sent."""
        parts = ["# What you are given\n", *(section.text for section in self.sections)]
        if self.left_out:
            lines = "".join(f"- {one_line(what)}\n" for what in self.left_out)
            parts.append(f"## Left out\n\n{lines}")
        return "\n".join(parts)

    @property
    def tokens(self) -> int:
        """An estimate of its length."""
        return estimate_tokens(self.text)

    @property
    def digest(self) -> str:
        """SHA-256 of what is sent, as every suggestion that comes of it names."""
        return sha256(self.text)


def cut_to_budget(
    sections: Iterable[Section], left_out: Sequence[str], budget: int
) -> Context:
    """As much of `sections` as `budget` tokens hold, what matters most first.

    A file that does not fit is cut after a line; anything else is kept or left out.
    They stay in the order in which they are given.
    """
    given = list(sections)
    notes = list(left_out)
    kept: dict[int, Section] = {}
    room = budget
    for number in sorted(range(len(given)), key=lambda n: (given[n].weight, n)):
        section = given[number]
        cost = estimate_tokens(section.text)
        if cost > room:
            shorter = _cut(section, room)
            if shorter is None:
                notes.append(f"{section.title}: there was no room for it")
                continue
            begun = shorter.first + shorter.body.count("\n")
            notes.append(
                f"{section.title}, from line {begun}: there was no room for it"
            )
            section, cost = shorter, estimate_tokens(shorter.text)
        kept[number] = section
        room -= cost
    return Context(tuple(kept[number] for number in sorted(kept)), tuple(notes))


def _cut(section: Section, room: int) -> Section | None:
    """The first lines of a file, as many as there is room for."""
    if not section.first or room < _LEAST:
        return None
    used = estimate_tokens(replace(section, body="").text)
    kept = []
    for line in section.body.splitlines(keepends=True):
        used += estimate_tokens(line) + 1
        if used > room:
            break
        kept.append(line)
    return replace(section, body="".join(kept)) if kept else None

"""A question without a model: where the project's own words speak of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log

from coresearch.core.context import Reference
from coresearch.core.errors import CoresearchError, NotFound
from coresearch.core.likeness import stems
from coresearch.core.text import one_line
from coresearch.repo.files import read_file
from coresearch.repo.survey import survey
from coresearch.workbench.lessons import lesson, similar
from coresearch.workbench.project import Project

_PROSE = (".md", ".rst", ".org", ".txt")
_KINDS = (*_PROSE, ".py", ".r", ".R", ".jl", ".toml", ".yaml", ".yml")
_MOST_FILES = 2000
_MOST_BYTES = 8_000_000
_LARGEST = 400_000
"""Bytes of a file; what is longer is data."""
_SHOWN = 6
_OF_ONE_FILE = 3
_LINES = 6
_BLOCK = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|$))+")
_BEGINS = ("#", "- ", "* ", "def ", "class ")


@dataclass(frozen=True, slots=True)
class Place:
    """Lines of a file that have words of a question."""

    path: str
    line: int
    text: str
    stems: frozenset[str]


def answer(
    project: Project, question: str, references: Sequence[Reference]
) -> Iterator[str]:
    """The places with most of the question's words, then what the journal knows.

    Raises:
        NotFound, BadInput, ForbiddenPath: a file that is named cannot be read.
    """
    words = stems(re.sub(r"(?<!\S)@\S+", " ", question))
    named = [reference.path for reference in references if not reference.is_pattern]
    for path in named:
        if read_file(project.root, path) is None:
            raise NotFound(f"There is no file {path}.")
    places = [*_places(project, named)]
    found = _best(places, words, set(named))
    if not found:
        yield "No file of this project has the words of your question.\n\n"
    for place in found:
        yield f"{place.path}:{place.line}\n\n"
        lines = place.text.rstrip("\n").split("\n")
        yield "".join(f"> {line.strip()}\n" for line in lines[:_LINES])
        yield f"> … ({len(lines) - _LINES} more lines)\n\n" if lines[_LINES:] else "\n"
    earlier = [lesson(project, entry) for entry in similar(project, question, named)]
    if earlier:
        yield "Earlier suggestions, and what became of them:\n\n"
        yield from earlier
        yield "\n"
    everywhere = frozenset[str]().union(*(place.stems for place in places))
    if absent := [word for word in words if word not in everywhere]:
        yield f"In no file that was read: {', '.join(map(one_line, absent))}\n"


def _places(project: Project, named: Sequence[str]) -> Iterator[Place]:
    room = _MOST_BYTES
    known = (path for path in survey(project.root).paths() if path.endswith(_KINDS))
    for path in [*dict.fromkeys([*named, *known])][:_MOST_FILES]:
        try:
            state = read_file(project.root, path)
        except CoresearchError:
            continue
        if state is None or len(state.content) > _LARGEST or b"\0" in state.content:
            continue
        room -= len(state.content)
        if room < 0:
            return
        text = state.content.decode("utf-8", "replace").replace("\r\n", "\n")
        yield from _in_text(path, text)


def _in_text(path: str, text: str) -> Iterator[Place]:
    """Paragraphs, cut again where an item, a heading or a definition begins."""
    for block in _BLOCK.finditer(text):
        line = text.count("\n", 0, block.start()) + 1
        part: list[str] = []
        for offset, row in enumerate(block[0].split("\n")):
            if part and row.lstrip().startswith(_BEGINS):
                yield _place(path, line + offset - len(part), part)
                part = []
            part.append(row)
        yield _place(path, line + block[0].count("\n") + 1 - len(part), part)


def _place(path: str, line: int, rows: Sequence[str]) -> Place:
    text = "\n".join(rows)
    return Place(path, line, text, frozenset(stems(text)))


def _best(
    places: Sequence[Place], words: Iterable[str], named: set[str]
) -> list[Place]:
    """Those with most, and the rarest, of the words; files that were named first."""
    count = Counter(word for place in places for word in place.stems)
    worth = {word: log(1 + len(places) / count[word]) for word in words if count[word]}

    def score(place: Place) -> float:
        if len(place.stems & worth.keys()) < min(2, len(worth)):
            return 0.0
        bare = sum(worth.get(word, 0.0) for word in place.stems & worth.keys())
        weight = 1.5 if place.path in named else 1.0
        weight *= 1.0 if place.path.endswith(_PROSE) else 0.5
        return bare * weight / (12 + len(place.stems))

    shown: list[Place] = []
    of_file: Counter[str] = Counter()
    for place in sorted(places, key=score, reverse=True):
        if score(place) <= 0 or len(shown) == _SHOWN:
            break
        if of_file[place.path] < _OF_ONE_FILE + (place.path in named):
            shown.append(place)
            of_file[place.path] += 1
    return shown

"""The words of a text, each with the places at which it stands.

A text is cut once, and from then on a word is looked up and not searched for: what a
question costs depends on how often its words occur, not on how long the text is.

Words are in lower case. A hyphen separates ("early-stopping" is two words) except after
a prefix that is no word of its own ("re-run" is "rerun"); a possessive ending is gone;
a number is one word ("1,000", "0.05"). Marks that end or interrupt a phrase are kept as
words of their own, so that no phrase reaches over them.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

from coresearch.critic.phrases import Pattern

_PREFIX = (
    r"(?:anti|bi|co|cross|de|dis|inter|intra|mis|multi|non|over|post|pre|re|semi|sub"
    r"|un|under)"
)
_WORD = Pattern(
    rf"\d+(?:[.,]\d+)+|(?:{_PREFIX}-(?=[^\W\d_]))?[^\W_]+(?:['’][^\W_]+)?"
    r"|[±%<>≤≥=]|[\n,;:.()?!–—]"
)
STOPS = frozenset("\n;:.()?!–—")
"""Marks that no phrase reaches over; a comma may stand in a gap."""

_NUMERALS = """
    one two three four five six seven eight nine ten eleven twelve fifteen sixteen
    twenty thirty forty fifty sixty seventy eighty ninety hundred thousand half dozen
    several
"""
NUMERALS = frozenset(_NUMERALS.split())
_ARTICLES = "a an the our its their this these those my his her"
ARTICLES = frozenset(_ARTICLES.split())

Span = tuple[int, int]
"""Two places, the second after the last that is meant."""


def cut(text: str) -> tuple[list[str], list[Span]]:
    """The words of `text`, which is in lower case, and where each starts and ends."""
    places = [match.span() for match in _WORD.finditer(text)]
    words = [
        word if word.isalnum() or len(word) < 3 or word[0].isdigit() else _plain(word)
        for word in [text[start:end] for start, end in places]
    ]
    return words, places


def _plain(word: str) -> str:
    """Without the hyphen of a prefix and the ending of a possessive."""
    word = word.replace("-", "").replace("’", "'")
    return word.removesuffix("'s")


class Findable(Protocol):
    """Something that a text can be searched for."""

    def spans(self, text: Words) -> list[Span]:
        """Where `text` says so, in order; none lies inside another."""
        ...


class Terms(NamedTuple):
    """The places of concepts' terms in a text, and of how many concepts they are."""

    concepts: int
    places: dict[int, list[Span]]


class Words:
    """An index of a text: which word stands where."""

    def __init__(self, text: str) -> None:
        self.words, places = cut(text)
        self.starts = [start for start, _ in places]
        self.ends = [end for _, end in places]
        self.where: dict[str, list[int]] = {}
        """Each word that occurs, and its places in order."""
        where = self.where
        for at, word in enumerate(self.words):
            if word in where:
                where[word].append(at)
            else:
                where[word] = [at]
        self.lines = self._parts("\n")
        """The line of each word, which is its sentence in a plan's text."""
        self.statements = self._parts("\n;")
        """The same, but a semicolon too begins a new one."""
        self._found: dict[Findable, list[Span]] = {}
        self.terms: Terms | None = None
        """The terms of all concepts in it, once they were looked for."""

    def _parts(self, marks: str) -> list[int]:
        """For each word how many of `marks` stand before it."""
        ends = sorted(at for mark in marks for at in self.where.get(mark, ()))
        parts: list[int] = []
        for number, end in enumerate(ends):
            parts += [number] * (end + 1 - len(parts))
        return parts + [len(ends)] * (len(self.words) - len(parts))

    def found(self, wording: Findable) -> list[Span]:
        """The places of `wording`, found once."""
        if wording not in self._found:
            self._found[wording] = wording.spans(self)
        return self._found[wording]


def is_number(word: str) -> bool:
    """Whether `word` is a number, in digits or spelled out."""
    return word[0].isdigit() or word in NUMERALS

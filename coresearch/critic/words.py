"""The words of a text, each with the places at which it stands.

A text is cut once, and from then on a word is looked up and not searched for: what a
question costs depends on how often its words occur, not on how long the text is.

Words are in lower case. A hyphen separates ("early-stopping" is two words) except after
a prefix that is no word of its own ("re-run" is "rerun"); a possessive ending is gone;
a number is one word ("1,000", "0.05"). Marks that end or interrupt a phrase are kept as
words of their own, so that no phrase reaches over them.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple, Protocol

from coresearch.critic.phrases import Pattern

_PREFIX = (
    r"(?:anti|bi|co|cross|de|dis|inter|intra|mis|multi|non|over|post|pre|re|semi|sub"
    r"|un|under)"
)
_WORD = Pattern(
    r"([a-z]++(?![\w'’-])"  # nearly all: the rest is for what this leaves
    rf"|\d+(?:[.,]\d+)+|{_PREFIX}-(?=[^\W\d_])[^\W_]+(?:['’][^\W_]+|)"
    r"|[^\W_]+(?:['’][^\W_]+|)|[±%<>≤≥=]|[\n,;:.()?!–—])"
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

NUMBER = "#"
"""Under which numbers are filed."""

_BITS = 1024
"""More lines than most plans have."""

Pair = tuple[str, str]
"""Two words, of which either may be `NUMBER`."""
Span = tuple[int, int]
"""Two places, the second after the last that is meant."""


def cut(text: str) -> tuple[list[str], list[int], list[int]]:
    """The words of `text`, which is in lower case, where each starts and where ends."""
    parts = _WORD.split(text)  # each word, and what stands before it
    bounds = list(accumulate(map(len, parts)))
    words = [
        word if word.isalnum() or len(word) < 3 or word[0].isdigit() else _plain(word)
        for word in parts[1::2]
    ]
    return words, bounds[:-1:2], bounds[1::2]


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
        self.words, self.starts, self.ends = cut(text)
        where: defaultdict[str, list[Span]] = defaultdict(list)
        for at, word in enumerate(self.words):
            where[word].append((at, at + 1))
        numbers = [place for word in where if is_number(word) for place in where[word]]
        if numbers:
            where[NUMBER] = sorted(numbers)
        self.where = dict(where)
        """Each word that occurs, and its places in order; all numbers as `NUMBER`."""
        self.lines = self._parts("\n")
        """The line of each word, which is its sentence in a plan's text."""
        self.statements = self._parts("\n;")
        """The same, but a semicolon too begins a new one."""
        self._found: dict[Findable, list[Span]] = {}
        self._lines_of: dict[frozenset[str], int] = {}
        self.terms: Terms | None = None
        """The terms of all concepts in it, once they were looked for."""

    @cached_property
    def pairs(self) -> set[Pair]:
        """Each two words of which one follows the other, be it after an article."""
        words, named = self._words, self._named
        pairs = {*zip(self.words, self.words[1:], strict=False)}
        for article in ARTICLES & self.where.keys():
            pairs.update(
                (words[at - 1], words[after]) for at, after in self.where[article]
            )
        for at, after in self.where.get(NUMBER, ()):
            for before in (at - 1, at - 1 - (words[at - 1] in ARTICLES)):
                pairs |= {(words[before], NUMBER), (named[before], NUMBER)}
            for behind in (after, after + (words[after] in ARTICLES)):
                pairs |= {(NUMBER, words[behind]), (NUMBER, named[behind])}
        return pairs

    def places_of(self, pair: Pair) -> list[Span]:
        """Where the two words of one of `pairs` are, in no order."""
        first, second = pair
        words = self._named if second == NUMBER else self._words
        found = []
        for start, at in self.where[first]:
            if words[at] == second:
                found.append((start, at + 1))
            elif words[at] in ARTICLES and words[at + 1] == second:
                found.append((start, at + 2))
        return found

    @cached_property
    def _words(self) -> list[str]:
        """The words, and two that are none, which stand after the last and before the
        first."""
        return [*self.words, "", ""]

    @cached_property
    def _named(self) -> list[str]:
        """The same, with `NUMBER` for each number."""
        named = [*self._words]
        for at, _ in self.where.get(NUMBER, ()):
            named[at] = NUMBER
        return named

    @cached_property
    def bits(self) -> list[int]:
        """For each word the bit of its line; far lines may share one."""
        return [line % _BITS for line in self.lines]

    def lines_of(self, word: str) -> int:
        """The lines on which `word` stands, as `bits`."""
        lines = 0
        for bit in {self.bits[at] for at, _ in self.where.get(word, ())}:
            lines |= 1 << bit
        return lines

    def lines_of_any(self, words: frozenset[str]) -> int:
        """The lines on which one of `words` stands, as `bits`."""
        if words not in self._lines_of:
            lines = 0
            for word in words & self.where.keys():
                lines |= self.lines_of(word)
            self._lines_of[words] = lines
        return self._lines_of[words]

    def _parts(self, marks: str) -> list[int]:
        """For each word how many of `marks` stand before it."""
        ends = sorted(at for mark in marks for at, _ in self.where.get(mark, ()))
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

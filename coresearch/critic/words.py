"""The words of a text, each with the places at which it stands.

A text is cut once, and from then on a word is looked up and not searched for: what a
question costs depends on how often its words occur, not on how long the text is.

Words are in lower case. A hyphen separates ("early-stopping" is two words) except after
a prefix that is no word of its own ("re-run" is "rerun"); a possessive ending is gone;
a number is one word ("1,000", "0.05"). Marks that end or interrupt a phrase are kept as
words of their own, so that no phrase reaches over them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Protocol

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
"""The first word of a phrase and the one after its last, counted from 0."""


def cut(text: str) -> Iterator[tuple[str, int, int]]:
    """The words of `text`, which is in lower case, with their start and end."""
    for match in _WORD.finditer(text):
        word = match[0]
        if len(word) > 2 and not word.isalnum() and not word[0].isdigit():
            word = _plain(word)
        yield word, match.start(), match.end()


def _plain(word: str) -> str:
    """Without the hyphen of a prefix and the ending of a possessive."""
    word = word.replace("-", "").replace("’", "'")
    return word.removesuffix("'s")


class Findable(Protocol):
    """Something that a text can be searched for."""

    def spans(self, text: Words) -> list[Span]:
        """Where `text` says so, in order; none lies inside another."""
        ...


class Words:
    """An index of a text: which word stands where."""

    def __init__(self, text: str) -> None:
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.lines: list[int] = []
        """The line of each word, which is its sentence in a plan's text."""
        self.statements: list[int] = []
        """The same, but a semicolon too begins a new one."""
        self.where: dict[str, list[int]] = {}
        """Each word that occurs, and its places in order."""
        self.numbers: list[int] = []
        """The places of numbers, in digits or in words."""
        self._found: dict[Findable, list[Span]] = {}
        self._read(text)
        self.vocabulary = sorted(self.where)

    def _read(self, text: str) -> None:
        line = statement = 0
        for at, (word, start, end) in enumerate(cut(text)):
            self.words.append(word)
            self.starts.append(start)
            self.ends.append(end)
            self.lines.append(line)
            self.statements.append(statement)
            self.where.setdefault(word, []).append(at)
            if word in "\n;":
                line += word == "\n"
                statement += 1
            elif is_number(word):
                self.numbers.append(at)

    def found(self, wording: Findable) -> list[Span]:
        """The places of `wording`, found once."""
        if wording not in self._found:
            self._found[wording] = wording.spans(self)
        return self._found[wording]

    def beginning_with(self, prefix: str) -> Iterator[str]:
        """The words that occur and begin with `prefix`."""
        for index in range(bisect_left(self.vocabulary, prefix), len(self.vocabulary)):
            word = self.vocabulary[index]
            if not word.startswith(prefix):
                return
            yield word


def is_number(word: str) -> bool:
    """Whether `word` is a number, in digits or spelled out."""
    return word[0].isdigit() or word in NUMERALS

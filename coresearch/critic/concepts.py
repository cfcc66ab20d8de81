"""What a text speaks of, by whatever words: concepts, and how they stand together.

A `Concept` is a list of words and short phrases that mean one thing. Rules ask for
concepts and not for wordings: a synonym that is added to one helps every rule.

    TEST_DATA = Concept("test set/split/data, held-out, sealed part, final exam*")
    CHOOSING = Concept("select*, choose/chooses/chose/chosen, tune*, early-stop*")

Terms are separated by commas. In a term

    cho*           is any word that begins so
    set/split      is one of the two
    seed(s)        is "seed" or "seeds"
    held-out       is "held-out", "held out" or "heldout"
    # seeds        is a number, in digits or in words, and "seeds"
    best .. runs   leaves room for up to four words

and an article may stand before any word but the first.

Concepts are put together to larger ones, which are asked for in the same way:

    CHOOSING | TUNING                          either of them
    CHOOSING.then(TEST_DATA, within=8)         one after the other, in one sentence
    CHOOSING.near(TEST_DATA)                   in any order
    CHOOSING.then(TEST_DATA, over=VALIDATION)  where no validation data stands between
    CHOOSING.beside(TEST_DATA)                 only in sentences that name both
    CHOOSING.apart(VALIDATION)                 only in sentences that do not name it
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from typing import NamedTuple

from coresearch.critic.phrases import Pattern
from coresearch.critic.words import ARTICLES, STOPS, Span, Words, is_number

_GAP = 4
"""The most words that `..` leaves room for, besides articles."""


class Wording(ABC):
    """A concept, or several of them put together."""

    @abstractmethod
    def spans(self, text: Words) -> list[Span]:
        """Where `text` says so, in order; none lies inside another."""

    def __or__(self, other: Wording) -> Wording:
        """Where either is said."""
        return _Either((self, other))

    def then(
        self, other: Wording, within: int = 6, *, over: Wording | None = None
    ) -> Wording:
        """Where `other` follows in the same sentence, after at most `within` words
        among which is no `over`."""
        return _Together(self, other, within, over, in_order=True)

    def near(
        self, other: Wording, within: int = 6, *, over: Wording | None = None
    ) -> Wording:
        """As `then`, in either order, but with no semicolon between."""
        return _Together(self, other, within, over, in_order=False)

    def beside(self, other: Wording) -> Wording:
        """Where `other` is said too in the same sentence."""
        return _InSentence(self, other, there=True)

    def apart(self, other: Wording) -> Wording:
        """Where `other` is not said in the same sentence."""
        return _InSentence(self, other, there=False)


class Concept(Wording):
    """One meaning and the terms for it; see the module for how they are written."""

    def __init__(self, terms: str) -> None:
        self._terms = terms

    @cached_property
    def _parsed(self) -> _Terms:
        return _parse(self._terms)

    def spans(self, text: Words) -> list[Span]:
        """Where `text` uses one of the terms."""
        return _outermost(self._parsed.found_in(text))


class _Slot(NamedTuple):
    """What may stand at one place of a term."""

    words: frozenset[str]
    prefixes: tuple[str, ...]
    number: bool
    gap: bool
    closed: bool
    """Whether it admits its words and nothing else."""

    def admits(self, word: str) -> bool:
        return (
            word in self.words
            or bool(self.prefixes and word.startswith(self.prefixes))
            or (self.number and is_number(word))
        )

    def may_begin(self, word: str) -> bool:
        """Whether `word` may come next: it is admitted, or skipped by a gap."""
        return self.gap or self.admits(word)


_Phrase = tuple[_Slot, ...]


class _Terms:
    """The terms of a concept, by their first word."""

    def __init__(self) -> None:
        self.words: set[str] = set()
        self.prefixes: list[str] = []
        self.phrases: dict[str, list[_Phrase]] = {}
        self.phrases_by_prefix: list[tuple[str, _Phrase]] = []
        self.phrases_by_number: list[_Phrase] = []

    def add(self, slots: _Phrase) -> None:
        """Take in the term of these slots."""
        first = slots[0]
        if first.number:
            self.phrases_by_number.append(slots)
        elif len(slots) == 1:
            self.words |= first.words
            self.prefixes += first.prefixes
            return
        for word in first.words:
            self.phrases.setdefault(word, []).append(slots)
        self.phrases_by_prefix += [(prefix, slots) for prefix in first.prefixes]

    def found_in(self, text: Words) -> Iterator[Span]:
        """Every place of a term, in no order."""
        where = text.where
        for word in where.keys() & self.words:
            yield from ((at, at + 1) for at in where[word])
        for prefix in self.prefixes:
            for word in text.beginning_with(prefix):
                yield from ((at, at + 1) for at in where[word])
        for word in where.keys() & self.phrases.keys():
            for slots in self.phrases[word]:
                yield from _phrase(text, where[word], slots)
        for prefix, slots in self.phrases_by_prefix:
            for word in text.beginning_with(prefix):
                yield from _phrase(text, where[word], slots)
        for slots in self.phrases_by_number:
            yield from _phrase(text, text.numbers, slots)


_DOT = Pattern(r"(?<=[a-z])\.(?=[a-z])")
"""Stands apart in a text, as in the name of a file."""


def _parse(terms: str) -> _Terms:
    parsed = _Terms()
    for term in map(str.strip, terms.split(",")):
        if term.isalpha():
            parsed.words.add(term)
            continue
        for parts in _hyphened(_DOT.sub(" . ", term).replace("'s", "").split()):
            if parts:
                parsed.add(tuple(map(_slot, parts)))
    return parsed


def _hyphened(parts: list[str]) -> Iterator[list[str]]:
    """The ways in which a term with hyphens is written: together and apart."""
    if not any("-" in part for part in parts):
        yield parts
        return
    at = next(index for index, part in enumerate(parts) if "-" in part)
    plain = [choice for choice in parts[at].split("/") if "-" not in choice]
    if plain:
        yield from _hyphened([*parts[:at], "/".join(plain), *parts[at + 1 :]])
    for choice in parts[at].split("/"):
        if "-" in choice:
            for way in ([choice.replace("-", "")], choice.split("-")):
                yield from _hyphened([*parts[:at], *way, *parts[at + 1 :]])


@cache
def _slot(part: str) -> _Slot:
    choices = [word for choice in part.split("/") for word in _endings(choice)]
    return _Slot(
        words=frozenset(c for c in choices if c[-1] != "*"),
        prefixes=tuple(c[:-1] for c in choices if c[-1] == "*"),
        number="#" in choices,
        gap=part == "..",
        closed=part != ".." and not any(c[-1] in "*#" for c in choices),
    )


def _endings(choice: str) -> tuple[str, ...]:
    """ "batch(es)" is "batch" and "batches"."""
    stem, bracket, ending = choice.partition("(")
    return (stem, stem + ending.removesuffix(")")) if bracket else (choice,)


def _phrase(text: Words, first: list[int], slots: _Phrase) -> Iterator[Span]:
    """Where the phrase stands whose first word is at one of the places `first`."""
    if len(slots) == 1:
        yield from ((at, at + 1) for at in first)
        return
    second, words, last = slots[1], text.words, len(text.words) - 1
    if second.closed and text.where.keys().isdisjoint(second.words):
        return
    for at in first:
        if at == last:
            return
        following = words[at + 1]
        if (
            following in second.words
            or following in ARTICLES
            or (not second.closed and second.may_begin(following))
        ) and (end := _end(text, at + 1, slots, 1)):
            yield at, end


def _end(text: Words, at: int, slots: tuple[_Slot, ...], index: int) -> int:
    """The word after the phrase whose slot `index` is to stand at `at`; 0 if not."""
    words = text.words
    while index < len(slots):
        slot = slots[index]
        if slot.gap:
            return _after_gap(text, at, slots, index + 1)
        if at < len(words) and words[at] in ARTICLES and words[at] not in slot.words:
            at += 1
        if at >= len(words) or not slot.admits(words[at]):
            return 0
        at, index = at + 1, index + 1
    return at


def _after_gap(text: Words, at: int, slots: tuple[_Slot, ...], index: int) -> int:
    room = _GAP
    while room >= 0 and at < len(text.words):
        if end := _end(text, at, slots, index):
            return end
        if text.words[at] in STOPS:
            break
        room -= text.words[at] not in ARTICLES
        at += 1
    return 0


def _outermost(spans: Iterable[Span]) -> list[Span]:
    """In order, without those that lie inside another."""
    kept: list[Span] = []
    for span in sorted(spans):
        if kept and span[0] == kept[-1][0]:
            kept[-1] = span  # of those that begin alike the longest comes last
        elif not kept or span[1] > kept[-1][1]:
            kept.append(span)
    return kept


# -- put together --


class _Either(Wording):
    def __init__(self, parts: tuple[Wording, ...]) -> None:
        self._parts = parts

    def __or__(self, other: Wording) -> Wording:
        return _Either((*self._parts, other))

    def spans(self, text: Words) -> list[Span]:
        return _outermost(span for part in self._parts for span in text.found(part))


class _Together(Wording):
    def __init__(
        self,
        one: Wording,
        other: Wording,
        within: int,
        over: Wording | None,
        *,
        in_order: bool,
    ) -> None:
        self._one, self._other = one, other
        self._within, self._over = within, over
        self._in_order = in_order

    def spans(self, text: Words) -> list[Span]:
        one, other = text.found(self._one), text.found(self._other)
        if not one or not other:
            return []
        pairs = [*self._pairs(text, one, other)]
        if not self._in_order:
            pairs += self._pairs(text, other, one)
        return _outermost(pairs)

    def _pairs(
        self, text: Words, first: list[Span], second: list[Span]
    ) -> Iterator[Span]:
        starts = [start for start, _ in second]
        parts = text.lines if self._in_order else text.statements
        for start, end in first:
            index = bisect_left(starts, end)
            if index == len(second):
                return
            near = starts[index] - end <= self._within
            if not near or parts[start] != parts[starts[index]]:
                continue
            if self._over is None or not _any_between(
                text, self._over, end, starts[index]
            ):
                yield start, second[index][1]


def _any_between(text: Words, wording: Wording, start: int, end: int) -> bool:
    spans = text.found(wording)
    index = bisect_left(spans, (start, 0))
    return index < len(spans) and spans[index][0] < end


class _InSentence(Wording):
    def __init__(self, said: Wording, other: Wording, *, there: bool) -> None:
        self._said, self._other, self._there = said, other, there

    def spans(self, text: Words) -> list[Span]:
        said = text.found(self._said)
        if not said:
            return []
        lines = {text.lines[start] for start, _ in text.found(self._other)}
        return [s for s in said if (text.lines[s[0]] in lines) is self._there]

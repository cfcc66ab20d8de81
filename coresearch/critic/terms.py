"""The terms of all concepts, found in one pass over a text.

Every term is filed under the word that it begins with, and under the second if that is
certain. So a text's words are looked up once each, however many concepts there are.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from coresearch.critic.phrases import Pattern
from coresearch.critic.words import ARTICLES, STOPS, Span, Terms, Words, is_number

_GAP = 4
"""The most words that `..` leaves room for, besides articles."""
_REACH = 2 * _GAP + 2
"""Words that a gap can span, with an article before each."""
_LONGEST_BEGINNING = 24
"""Characters of a term such as "cho*"; a word may have a million."""
_MOST_KEPT = 20_000
"""Words whose terms are kept in mind from text to text."""


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


_Phrase = tuple[_Slot, ...]
_Term = tuple[int, _Phrase]
"""The number of its concept, and its words."""
_Filed = tuple[int, str | _Phrase]
"""The same, of which only the first words may be read yet."""


@dataclass(slots=True)
class _Terms:
    """The terms that begin with one word."""

    alone: list[int] = field(default_factory=list)
    """Concepts of which the word by itself is a term."""
    with_second: dict[str, list[_Filed]] = field(default_factory=dict)
    """Longer ones, by the word that must follow."""
    others: list[_Term] = field(default_factory=list)
    """Longer ones that go on with a number, a beginning or a gap."""

    def add(self, number: int, term: str | _Phrase) -> None:
        """Take in a term of a concept; read it only if its words do not suffice."""
        if isinstance(term, str) and "-" not in term:
            rest = term.partition(" ")[2]
            second = rest.partition(" ")[0]
            if not rest:
                self.alone.append(number)
                return
            if second.replace("/", "").isalpha():
                for word in set(second.split("/")):
                    self.with_second.setdefault(word, []).append((number, term))
                return
        for slots in _parse(term) if isinstance(term, str) else (term,):
            self._add_read(number, slots)

    def _add_read(self, number: int, slots: _Phrase) -> None:
        if len(slots) == 1:
            self.alone.append(number)
        elif slots[1].closed:
            for word in slots[1].words:
                self.with_second.setdefault(word, []).append((number, slots))
        else:
            self.others.append((number, slots))


class AllTerms:
    """The terms of every concept that there is."""

    def __init__(self) -> None:
        self._unread: list[str] = []
        self._count = 0
        self._by_word: dict[str, list[_Filed]] = {}
        self._by_prefix: dict[str, list[_Filed]] = {}
        self._by_number: list[_Filed] = []
        self._known: dict[str, _Terms | None] = {}

    def add(self, terms: str) -> int:
        """Take in a concept's terms; returns the number under which it is found."""
        self._unread.append(terms)
        return self._count + len(self._unread) - 1

    def found_in(self, text: Words, number: int) -> Sequence[Span]:
        """Every place in `text` of a term of concept `number`, in no order."""
        if self._unread:
            self._read()
        if text.terms is None or text.terms.concepts <= number:
            text.terms = Terms(self._count, self._find(text))
        return text.terms.places.get(number, ())

    def _read(self) -> None:
        """File the terms that were added since.

        There are thousands, of which a text meets few: the rest of a term is read when
        a text has its first word.
        """
        for number, terms in enumerate(self._unread, start=self._count):
            for term in map(str.strip, terms.split(",")):
                first = term.partition(" ")[0]
                if first.isalpha():
                    self._by_word.setdefault(first, []).append((number, term))
                elif "-" in first or "." in first or "'" in first:
                    for slots in _parse(term):
                        self._file(slots[0], (number, slots))
                elif term:
                    self._file(_slot(first), (number, term))
        self._count += len(self._unread)
        self._unread.clear()
        self._known.clear()

    def _file(self, first: _Slot, term: _Filed) -> None:
        if first.number:
            self._by_number.append(term)
        for word in first.words:
            self._by_word.setdefault(word, []).append(term)
        for prefix in first.prefixes:
            self._by_prefix.setdefault(prefix, []).append(term)

    def _beginning_with(self, word: str) -> _Terms | None:
        if word not in self._known:
            if len(self._known) >= _MOST_KEPT:
                self._known.clear()
            self._known[word] = self._look_up(word)
        return self._known[word]

    def _look_up(self, word: str) -> _Terms | None:
        terms = [*self._by_word.get(word, ())]
        for end in range(1, min(len(word), _LONGEST_BEGINNING) + 1):
            terms += self._by_prefix.get(word[:end], ())
        if is_number(word):
            terms += self._by_number
        if not terms:
            return None
        found = _Terms()
        for number, term in terms:
            found.add(number, term)
        return found

    def _find(self, text: Words) -> dict[int, list[Span]]:
        found: dict[int, list[Span]] = {}
        for word, places in text.where.items():
            terms = self._beginning_with(word)
            if terms is None:
                continue
            alone = [(at, at + 1) for at in places]
            for number in terms.alone:
                found.setdefault(number, []).extend(alone)
            if terms.with_second:
                for number, span in _followed(text, places, terms.with_second):
                    found.setdefault(number, []).append(span)
            for number, slots in terms.others:
                if _may_stand(text, slots):
                    spans = _phrase(text, places, slots)
                    found.setdefault(number, []).extend(spans)
        return found


def _followed(
    text: Words, places: list[int], with_second: dict[str, list[_Filed]]
) -> Iterator[tuple[int, Span]]:
    """The terms whose second word comes next, be it after an article."""
    words, last = text.words, len(text.words) - 1
    for at in places:
        if at == last:
            return
        following = words[at + 1]
        terms = with_second.get(following, ())
        if following in ARTICLES and at + 1 < last:
            terms = [*terms, *with_second.get(words[at + 2], ())]
        for number, term in terms:
            slots = _parse(term)[0] if isinstance(term, str) else term
            if len(slots) == 2 and following in slots[1].words:
                yield number, (at, at + 2)
            elif end := _end(text, at + 1, slots, 1):
                yield number, (at, end)


def _may_stand(text: Words, slots: _Phrase) -> bool:
    """Whether the certain words of the phrase occur in the text at all."""
    return not any(
        slot.closed and text.where.keys().isdisjoint(slot.words) for slot in slots[2:]
    )


def _phrase(text: Words, first: list[int], slots: _Phrase) -> Iterator[Span]:
    """Where the phrase stands whose first word is at one of the places `first`."""
    second, words = slots[1], text.words
    if second.gap and slots[2].closed:
        first = _before(text, first, slots[2].words)
    for at in first:
        if at + 1 == len(words):
            return
        following = words[at + 1]
        if (second.gap or following in ARTICLES or second.admits(following)) and (
            end := _end(text, at + 1, slots, 1)
        ):
            yield at, end


def _before(text: Words, first: list[int], words: frozenset[str]) -> list[int]:
    """Those of the places `first` that one of `words` follows in reach of a gap."""
    there = sorted(at for word in words for at in text.where.get(word, ()))
    near = []
    for at in first:
        index = bisect_right(there, at)
        if index < len(there) and there[index] - at <= _REACH:
            near.append(at)
    return near


_DOT = Pattern(r"(?<=[a-z])\.(?=[a-z])")
"""Stands apart in a text, as in the name of a file."""


@cache
def _parse(term: str) -> tuple[_Phrase, ...]:
    """The ways in which a term is written."""
    if term.isalpha():
        return ((_slot(term),),)
    ways = _hyphened(_DOT.sub(" . ", term).replace("'s", "").split())
    return tuple(tuple(map(_slot, parts)) for parts in ways if parts)


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


EVERY_TERM = AllTerms()
"""What all concepts share."""

"""The terms of all concepts, found in one pass over a text.

Every term is filed under the word that it begins with, and under the first two if the
second is certain. So a text's words are looked up once each, and once with the word
that follows, however many concepts there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from coresearch.critic.phrases import Pattern
from coresearch.critic.words import (
    ARTICLES,
    NUMBER,
    STOPS,
    Pair,
    Span,
    Terms,
    Words,
    is_number,
)

_GAP = 4
"""The most words that `..` leaves room for, besides articles."""
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

    @property
    def names(self) -> list[str]:
        """Under which a text files what it admits, but for words that begin so."""
        return [*self.words, *([NUMBER] if self.number else [])]


_Phrase = tuple[_Slot, ...]
_Filed = tuple[int, str | _Phrase]
"""The number of a concept and a term, of which only the first words may be read yet."""


@dataclass(slots=True)
class _Terms:
    """The terms that begin with one word."""

    alone: list[int] = field(default_factory=list)
    """Concepts of which the word by itself is a term."""
    longer: list[tuple[int, _Phrase]] = field(default_factory=list)
    """Longer ones of which the second word is not certain."""


@dataclass(slots=True)
class _PairTerms:
    """The terms that begin with two words."""

    alone: list[int] = field(default_factory=list)
    """Concepts of which the two by themselves are a term."""
    longer: list[_Filed] = field(default_factory=list)


class AllTerms:
    """The terms of every concept that there is."""

    def __init__(self) -> None:
        self._unread: list[str] = []
        self._count = 0
        self._by_word: dict[str, list[_Filed]] = {}
        self._by_prefix: dict[str, list[_Filed]] = {}
        self._known: dict[str, _Terms] = {}
        self._pairs: dict[Pair, _PairTerms] = {}
        """Those of two words of which the first is known."""

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

    # -- filing --

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
        self._forget()

    def _file(self, first: _Slot, term: _Filed) -> None:
        for word in first.names:
            self._by_word.setdefault(word, []).append(term)
        for prefix in first.prefixes:
            self._by_prefix.setdefault(prefix, []).append(term)

    def _forget(self) -> None:
        self._known, self._pairs = {}, {}

    def _look_up(self, word: str) -> _Terms:
        """The terms that begin with `word`; with what follows it they are `_pairs`."""
        terms = [*self._by_word.get(word, ())]
        for end in range(1, min(len(word), _LONGEST_BEGINNING) + 1):
            terms += self._by_prefix.get(word[:end], ())
        found = _Terms()
        for number, term in terms:
            self._add(found, word, number, term)
        self._known[word] = found
        return found

    def _add(self, found: _Terms, word: str, number: int, term: str | _Phrase) -> None:
        """Take in a term of a concept; read it only if its words do not suffice."""
        if isinstance(term, str) and "-" not in term:
            _, _, rest = term.partition(" ")
            second, _, more = rest.partition(" ")
            if not rest:
                found.alone.append(number)
                return
            seconds = second.split("/")
            if "".join(seconds).isalpha():
                is_long = bool(more) or not ARTICLES.isdisjoint(seconds)
                self._add_pairs(word, seconds, number, term if is_long else None)
                return
        for slots in _parse(term) if isinstance(term, str) else (term,):
            if len(slots) == 1:
                found.alone.append(number)
            elif slots[1].prefixes or slots[1].gap:
                found.longer.append((number, slots))
            else:
                is_long = len(slots) > 2 or not ARTICLES.isdisjoint(slots[1].words)
                longer = slots if is_long else None
                self._add_pairs(word, slots[1].names, number, longer)

    def _add_pairs(
        self,
        word: str,
        seconds: Iterable[str],
        number: int,
        longer: str | _Phrase | None,
    ) -> None:
        for second in set(seconds):
            terms = self._pairs.setdefault((word, second), _PairTerms())
            if longer is None:
                terms.alone.append(number)
            else:
                terms.longer.append((number, longer))

    # -- finding --

    def _find(self, text: Words) -> dict[int, list[Span]]:
        if len(self._known) > _MOST_KEPT:
            self._forget()
        known = self._known
        found: defaultdict[int, list[Span]] = defaultdict(list)
        for word, places in text.where.items():
            terms = known.get(word) or self._look_up(word)
            for number in terms.alone:
                found[number] += places
            lines = text.lines_of(word) if terms.longer else 0
            for number, slots in terms.longer:
                if shared := _shared(text, lines, slots):
                    near = [at for at in places if shared >> text.bits[at[0]] & 1]
                    found[number] += _ended(text, near, slots, 1)
        for pair in text.pairs & self._pairs.keys():
            two, places = self._pairs[pair], text.places_of(pair)
            for number in two.alone:
                found[number] += places
            for number, term in two.longer:
                phrase = _parse(term)[0] if isinstance(term, str) else term
                found[number] += _longer(text, places, phrase)
        return found


def _shared(text: Words, lines: int, slots: _Phrase) -> int:
    """Those of `lines` on which all certain words of the phrase but the first stand.

    No phrase goes on in another line.
    """
    for slot in slots[1:]:
        if slot.closed:
            lines &= text.lines_of_any(slot.words)
            if not lines:
                return 0
    return lines


def _longer(text: Words, begun: list[Span], slots: _Phrase) -> list[Span]:
    """Where the phrase stands whose first two words are at one of the places `begun`.

    If an article can be its second word, where that is has to be looked at again.
    """
    if ARTICLES.isdisjoint(slots[1].words):
        return _ended(text, begun, slots, 2)
    return _ended(text, [(start, start + 1) for start, _ in begun], slots, 1)


def _ended(text: Words, begun: list[Span], slots: _Phrase, index: int) -> list[Span]:
    """Where the phrase stands of which the words before `index` are at `begun`."""
    return [
        (start, end)
        for start, after in begun
        if (end := _end(text, after, slots, index))
    ]


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

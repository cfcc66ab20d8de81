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
from collections.abc import Iterator, Sequence
from itertools import chain

from coresearch.critic.terms import EVERY_TERM
from coresearch.critic.words import Span, Words

_GAP = 4
"""The most words that `..` leaves room for, besides articles."""
_FEWEST_TO_COMPARE = 2


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
        self._number = EVERY_TERM.add(terms)

    def spans(self, text: Words) -> list[Span]:
        """Where `text` uses one of the terms."""
        return _outermost(EVERY_TERM.found_in(text, self._number))


def _outermost(spans: Sequence[Span]) -> list[Span]:
    """In order, without those that lie inside another."""
    if len(spans) < _FEWEST_TO_COMPARE:
        return list(spans)
    kept: list[Span] = []
    start = end = -1
    for span in sorted(spans):
        if span[0] == start:
            kept[-1] = span  # of those that begin alike the longest comes last
            end = span[1]
        elif span[1] > end:
            kept.append(span)
            start, end = span
    return kept


# -- put together --


class _Either(Wording):
    def __init__(self, parts: tuple[Wording, ...]) -> None:
        self._parts = parts

    def __or__(self, other: Wording) -> Wording:
        return _Either((*self._parts, other))

    def spans(self, text: Words) -> list[Span]:
        found = [spans for part in self._parts if (spans := text.found(part))]
        if len(found) < _FEWEST_TO_COMPARE:
            return found[0] if found else []
        return _outermost([*chain.from_iterable(found)])


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
        parts = text.lines if self._in_order else text.statements
        for start, end in first:
            index = bisect_left(second, (end,))
            if index == len(second):
                return
            following, after = second[index]
            if following - end > self._within or parts[start] != parts[following]:
                continue
            if self._over is None or not _any_between(text, self._over, end, following):
                yield start, after


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

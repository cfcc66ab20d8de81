"""Sentences that claim more of two arms than their numbers allow.

Fixed words in English, read sentence by sentence: what is hedged, asked or denied is no
claim, and a claim in other words is not seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from coresearch.analysis.claims import doubt_said, figures
from coresearch.analysis.outcomes import LEVEL, Comparison, Outcome
from coresearch.analysis.slices import Loss
from coresearch.core.text import one_line

_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n+")
_BETTER = re.compile(
    r"(?i)\b(?:beats?|better|best|outperform\w*|improve[sd]?|superior|wins?|won|ahead"
    r"|stronger|helps?|gains?)\b"
)
_WORSE = re.compile(
    r"(?i)\b(?:worse|worst|loses?|lost|behind|inferior|weaker|hurts?|harms?)\b"
)
_NO_CLAIM = re.compile(
    r"(?i)\?|n't\b|\b(?:not|no|nor|neither|never|cannot|whether|if|unless|until|before"
    r"|may|might|could|would|should|seems?|perhaps|unclear|chance|test|check|see"
    r"|predict\w*|suppose\w*|hypothes\w+|claims?|claimed)\b"
)


def overclaims(
    text: str, outcomes: Sequence[Outcome], slices: Sequence[Loss] = ()
) -> list[str]:
    """Why each claim in the text cannot be made; nothing where all can."""
    found = [
        reason
        for sentence in _SENTENCE.split(text)
        if not _NO_CLAIM.search(sentence)
        for reason in _of_sentence(sentence, outcomes, slices)
    ]
    return list(dict.fromkeys(found))


def _of_sentence(
    sentence: str, outcomes: Sequence[Outcome], slices: Sequence[Loss]
) -> Iterator[str]:
    word = _BETTER.search(sentence) or _WORSE.search(sentence)
    if word is None:
        return
    inside = [one for one in slices if one.slice.what in sentence]
    if inside:
        for one in inside:
            if one.corrected >= LEVEL:
                yield (
                    f"where {one_line(one.slice.what)}: p = {one.corrected:.2g} after "
                    f"Holm over {one.tried} slices"
                )
        return
    arms = _arms_in(sentence, outcomes)
    if len(arms) > 1:
        first, second = arms[0][1], arms[1][1]
        is_between = arms[0][0] < word.start() < arms[1][0]
        if is_between and _WORSE.fullmatch(word[0]):
            first, second = second, first
        yield from _of_pair(first, second, sentence, outcomes, in_order=is_between)
    elif arms and re.search(r"(?i)\bbest\b|^improv|^beat|^win|^won|^help", word[0]):
        yield from _of_best(arms[0][1], sentence, outcomes)


def _arms_in(sentence: str, outcomes: Sequence[Outcome]) -> list[tuple[int, str]]:
    """The arms that a sentence names, each once, in its order; longer names first."""
    names = {arm.name for outcome in outcomes for arm in outcome.arms if arm.name}
    found: list[tuple[int, str]] = []
    taken: list[tuple[int, int]] = []
    for name in sorted(names, key=len, reverse=True):
        for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", sentence):
            start, end = match.span()
            if all(end <= a or b <= start for a, b in taken):
                taken.append((start, end))
                found.append((start, name))
                break
    return sorted(found)


def _named(sentence: str, outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The metrics that a sentence is about; all, if it names none."""
    return [one for one in outcomes if one.metric in sentence] or list(outcomes)


def _of_pair(
    first: str,
    second: str,
    sentence: str,
    outcomes: Sequence[Outcome],
    *,
    in_order: bool,
) -> Iterator[str]:
    pairs = [
        (one, outcome.direction)
        for outcome in _named(sentence, outcomes)
        for one in outcome.comparisons
        if {one.first, one.second} == {first, second}
    ]
    if not pairs:
        yield f"{one_line(first)} and {one_line(second)} were not compared"
        return
    held = [one for one, _ in pairs if one.is_claim]
    if not held:
        yield doubt_said(*pairs[0])
    elif in_order and all(one.first != first for one in held):
        one = held[0]
        yield f"it is the other way round: {one_line(one.first)} {_by(one)}"


def _by(one: Comparison) -> str:
    return (
        f"is better than {one_line(one.second)} on {one_line(one.metric)} by "
        f"{figures(abs(one.difference))}"
    )


def _of_best(arm: str, sentence: str, outcomes: Sequence[Outcome]) -> Iterator[str]:
    pairs = [
        (one, outcome.direction)
        for outcome in _named(sentence, outcomes)
        for one in outcome.comparisons
        if arm in (one.first, one.second)
    ]
    if pairs and not any(one.is_claim and one.first == arm for one, _ in pairs):
        yield doubt_said(*pairs[0])

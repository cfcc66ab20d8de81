"""What a sentence is judged by: its words' stems, alone and by twos, and beginnings."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from coresearch.critic.phrases import Pattern

_WORD = Pattern(r"\d[\d.,]*|[^\W\d_]+(?:'[^\W\d_]+)?|[%±<>≤≥=:?]")
_ENDINGS = "ations ation ings ing edly ied ies ed es ly s"
_CUT = tuple(_ENDINGS.split())
_SHORTEST_STEM = 3
_LONGEST_STEM = 7
_NUMBER = "0"
"""Stands for every number: which one it is says nothing about words."""
_LONGEST_SENTENCE = 60
"""Words that are read; a sentence with more says more than one thing."""
_PREFIX = 4
"""Letters by which a word is known where its stem is not."""


def words_of(sentence: str) -> list[str]:
    """The words that are read of `sentence`, in lower case."""
    return _WORD.findall(sentence.lower().replace("’", "'"))[:_LONGEST_SENTENCE]


def features(words: Sequence[str]) -> frozenset[str]:
    """Each stem ("tun"), each two in a row ("tun our") and each beginning ("^tuni")."""
    stems = [*map(_stem, words)]
    found = {"^" + word[:_PREFIX] for word in words}
    found.update(stems)
    found.update(map(" ".join, pairwise(stems)))
    return frozenset(found)


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    """`word` without the commonest endings, and no longer than needed to know it."""
    if word[0].isdigit():
        return _NUMBER
    for ending in _CUT:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            word = word.removesuffix(ending)
            break
    return word[:_LONGEST_STEM]

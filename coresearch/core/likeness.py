"""How much two short texts say the same, by the words that they share."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_][\w@.%-]*[^\W_]|[^\W_]")
_EMPTY = {
    "a", "about", "after", "all", "also", "an", "and", "any", "are", "as", "at",
    "be", "been", "but", "by", "can", "could", "did", "do", "does", "for", "from",
    "had", "has", "here", "have", "how", "if", "in", "into", "is", "it", "its", "just",
    "may", "might", "more", "most", "no", "not", "of", "on", "only", "or", "other",
    "our", "out", "over", "same", "should", "so", "some", "such", "than", "that",
    "the", "their", "them", "then", "there", "these", "they", "this", "those", "to",
    "too", "under", "up", "use", "used", "using", "was", "we", "were", "what",
    "when", "where", "whether", "which", "while", "who", "why", "will", "with",
    "would", "you", "your",
}  # fmt: skip
_ENDINGS = ("ings", "ing", "ed", "es", "s", "e")


def stems(text: str) -> list[str]:
    """The words that carry meaning, without their endings, each once, in order."""
    words = (word.casefold() for word in _WORD.findall(text))
    telling = (word for word in words if len(word) > 1 and word not in _EMPTY)
    return list(dict.fromkeys(map(stem, telling)))


def stem(word: str) -> str:
    """The word without an English ending, as far as four letters remain."""
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    for ending in _ENDINGS:
        if word.endswith("ss"):
            break
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


def likeness(one: str, other: str) -> float:
    """From 0 to 1: the share of words that both have (Dice, 1945)."""
    first, second = set(stems(one)), set(stems(other))
    if min(len(first), len(second)) < 2:
        return 0.0
    return 2 * len(first & second) / (len(first) + len(second))

"""How far apart ideas are, and how many more there may be."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coresearch.core.intervals import wilson
from coresearch.measures.figure import CannotTell, Figure
from coresearch.measures.resampling import bootstrap

LEAST = 10
"""Ideas of a session."""
ALIKE = 0.5
"""Cosine from which two ideas are one in other words."""
_WORD = re.compile(r"\b\w\w+\b")
Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Diversity:
    """Of one session."""

    similarity: Figure
    """The mean cosine of two ideas: 0 nothing in common, 1 the same words."""
    unique: Figure
    """The share of ideas that are unlike all earlier ones."""
    space: float
    """How many there would be if one went on for ever; infinite while all differ."""


def diversity(ideas: Sequence[str]) -> Diversity | CannotTell:
    """Of at least 10 ideas, in the order in which they came."""
    if len(ideas) < LEAST:
        return CannotTell(len(ideas), LEAST, "ideas in one session")
    vectors = tf_idf(ideas)
    near = [
        [cosine(one, other) for other in vectors[:place]]
        for place, one in enumerate(vectors)
    ]
    fresh = sum(all(value < ALIKE for value in row) for row in near)
    of_each = [  # the mean to all others: an idea is what is drawn again, not a pair
        sum(cosine(one, other) for other in vectors if other is not one)
        / (len(vectors) - 1)
        for one in vectors
    ]
    similarity = bootstrap(of_each, _mean, _mean(of_each))
    unique = Figure(fresh / len(ideas), *wilson(fresh, len(ideas)), len(ideas))
    return Diversity(similarity, unique, idea_space(fresh, len(ideas)))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def tf_idf(texts: Sequence[str]) -> list[Vector]:
    """Unit vectors of words, rare ones weighing more.

    Salton and Buckley (1988), Information Processing and Management 24, 513-523, with
    idf = ln((1 + n) / (1 + df)) + 1, as scikit-learn has it.
    """
    counts = [Counter(_WORD.findall(text.lower())) for text in texts]
    known = Counter(word for one in counts for word in one)
    found: list[Vector] = []
    for one in counts:
        vector = {
            word: times * (math.log((1 + len(texts)) / (1 + known[word])) + 1)
            for word, times in one.items()
        }
        length = math.sqrt(sum(weight**2 for weight in vector.values())) or 1.0
        found.append({word: weight / length for word, weight in vector.items()})
    return found


def cosine(one: Vector, other: Vector) -> float:
    """Of two unit vectors."""
    return min(1.0, sum(weight * other.get(word, 0.0) for word, weight in one.items()))


def idea_space(unique: int, count: int) -> float:
    """T of unique = T (1 - exp(-count / T)): of so many ideas each is equally likely.

    Kornish and Ulrich (2011), Management Science 57, 107-128. Infinite if all are
    unique; by bisection.
    """
    if unique >= count:
        return math.inf
    low, high = unique / 2, 1.0
    while high * -math.expm1(-count / high) < unique:
        high *= 2
    for _ in range(100):
        middle = (low + high) / 2
        if middle * -math.expm1(-count / middle) < unique:
            low = middle
        else:
            high = middle
    return high

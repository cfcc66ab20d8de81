"""What a plan states of its design, with the places: for whoever fills in a form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

from coresearch.core.power import size_for_power
from coresearch.critic.arms import arms, repeats
from coresearch.critic.budget import budgets, computed_total, per_run_costs
from coresearch.critic.document import Sentence
from coresearch.critic.facts import metrics
from coresearch.critic.idea import ideas, is_predicted, refutations
from coresearch.critic.numbers import Quantity
from coresearch.critic.outline import Kind
from coresearch.critic.phrases import Pattern, Phrases
from coresearch.critic.plan import Passage, Plan
from coresearch.critic.reader import read_document
from coresearch.critic.samples import claimed_gain, sample_size

_PRIMARY = Pattern(r"\b(?:primary|main|headline)\b.{0,40}?[:,-]|\bprimary\b")
_MEASURED = Phrases("measures? | metrics? | evaluation | outcomes? | endpoints?")
_NAMED = re.compile(
    r"primary[^:]{0,40}?(?::| is(?: the)? ) ?(.+?)(?:[,:;.(]| on | of | for | in |$)",
    re.IGNORECASE,
)
_SHARES = (0.5, 0.9)
"""Of right items: where a share varies most, and where it varies little."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a plan says of one thing, in short, and the passage that says it."""

    text: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Design:
    """What a plan says of each part of a design; None, or empty, where it does not."""

    idea: Stated | None = None
    refutation: Stated | None = None
    arms: tuple[str, ...] = ()
    arms_at: Passage | None = None
    arms_count: int = 0
    measure: Stated | None = None
    seeds: int = 0
    seeds_at: Passage | None = None
    size: int = 0
    """Items or people on which a result is judged."""
    size_at: Passage | None = None
    gain: float = 0.0
    """The difference that it hopes for, in points."""
    gain_at: Passage | None = None
    cost: Stated | None = None
    """Of one run."""
    budget: Stated | None = None
    total: str = ""
    """Arms × seeds × cost, where all three are stated."""

    @property
    def measure_name(self) -> str:
        """The measure in a word or three, if it can be told."""
        text = self.measure.text if self.measure else ""
        named = _NAMED.search(text)
        name = (named[1] if named else text).strip(' `*_"')
        return name if 0 < len(name.split()) <= 3 else ""

    @property
    def passages(self) -> Iterator[Passage]:
        """Every passage that it rests on, in the order of the fields."""
        stated = (self.idea, self.refutation, self.measure, self.cost, self.budget)
        places = [one.passage for one in stated if one]
        places += [
            place
            for place in (self.arms_at, self.seeds_at, self.size_at, self.gain_at)
            if place
        ]
        return iter(dict.fromkeys(places))


def stated_design(text: str) -> Design:
    """What a plan in Markdown states."""
    plan = Plan(read_document(text))
    found, times = arms(plan), repeats(plan)
    sample, gain = sample_size(plan), claimed_gain(plan)
    total = computed_total(plan)
    return Design(
        idea=_first(plan, _best_idea(plan)),
        refutation=_first(plan, next(refutations(plan), None)),
        arms=found.names,
        arms_at=_place_of(plan, found.names),
        arms_count=found.count,
        measure=_measure(plan),
        seeds=times.count if times else 0,
        seeds_at=plan.passage(times.start, times.end) if times else None,
        size=sample.size if sample else 0,
        size_at=plan.sentence_passage(sample.sentence) if sample else None,
        gain=gain.points if gain else 0.0,
        gain_at=plan.sentence_passage(gain.sentence) if gain else None,
        cost=_spent(plan, [cost.number for cost in per_run_costs(plan)]),
        budget=_spent(plan, [limit.number for limit in budgets(plan)]),
        total=total.steps if total else "",
    )


def _first(plan: Plan, sentence: Sentence | None) -> Stated | None:
    if sentence is None:
        return None
    return Stated(
        plan.spelled(sentence.start, sentence.end), plan.sentence_passage(sentence)
    )


def _best_idea(plan: Plan) -> Sentence | None:
    """What is expected, before what is only asked."""
    found = [sentence for sentence in ideas(plan) if sentence.kind is not Kind.HEADING]
    predicted = (s for s in found if is_predicted(plan.words(s)))
    return next(predicted, found[0] if found else None)


def _place_of(plan: Plan, names: tuple[str, ...]) -> Passage | None:
    start = plan.low.find(names[0].lower()) if names else -1
    if start < 0:
        return None
    return plan.sentence_passage(plan.document.sentence_at(start))


def _measure(plan: Plan) -> Stated | None:
    """The sentence that names the primary measure, or else the metric named most."""
    for sentence in plan.document.sentences:
        words = plan.words(sentence)
        if sentence.is_prose and _PRIMARY.search(words):
            title = plan.document.sections[sentence.section].title.lower()
            if _MEASURED.search(words) or _MEASURED.search(title):
                return _first(plan, sentence)
    for name in metrics(plan):
        start = plan.low.find(name.lower())
        if start >= 0:
            return Stated(name, plan.passage(start, start + len(name)))
    return None


def _spent(plan: Plan, numbers: list[Quantity]) -> Stated | None:
    for number in numbers:
        text = plan.spelled(number.start, number.end)
        return Stated(text, plan.passage(number.start, number.end))
    return None


def needed_items(points: float) -> tuple[int, int]:
    """Items per arm for a difference of so many points, most and least.

    Of a share, at 5 %, two-sided, with power 0.8 and separate items in each arm, where
    half and where nine in ten are right (normal approximation).
    """
    most, least = (
        size_for_power(points / 100 / sqrt(share * (1 - share))) for share in _SHARES
    )
    return most, least


def visible_points(items: int) -> tuple[float, float]:
    """The difference in points that so many items per arm show, by the same measure."""
    most, least = (
        100 * 2.8016 * sqrt(2 * share * (1 - share) / items) for share in _SHARES
    )
    return most, least

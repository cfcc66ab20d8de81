"""Whether a claim is made: what speaks for it, weighed.

The weights (logistic regression) were learnt on plans that no rule and no sentence was
learnt from, so that they know what a rule's finding and a sentence's looks are worth
on plans by somebody else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import exp

from coresearch.core.findings import Finding
from coresearch.critic.document import Sentence
from coresearch.critic.learnt.claims import Claim, Read, claims
from coresearch.critic.learnt.features import features
from coresearch.critic.learnt.weights import the_weights
from coresearch.critic.plan import Plan
from coresearch.critic.rule import Hit, Rule, finding

_FEWEST_SENTENCES = 12
"""What is shorter is no plan like those that were learnt from: its rules are heard."""
_TELLING = 3
"""How many words are named as those that weighed most."""
_MOST_CERTAIN = 0.95
"""There are too few plans to be surer."""
_LITERAL = frozenset({"E7"})
"""Rules that go by marks and not by meaning: "TBD" is a placeholder wherever it is."""
_CROSSED = ("flawed", "sound", "set right", "asked")
"""Facts that may count otherwise where a rule found something, or misses something."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What was weighed: the findings to report, and those that are doubtful."""

    said: tuple[Finding, ...]
    doubtful: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Judge:
    """The weights of facts."""

    offset: float
    weights: Mapping[str, float]
    bounds: Mapping[str, float]
    """Above which score a claim is made: one that a rule `found`, and one that is only
    `read` so."""

    def score(self, facts: Mapping[str, float]) -> float:
        """The logarithm of the odds that the claim is right."""
        return self.offset + sum(
            value * self.weights.get(name, 0.0) for name, value in facts.items()
        )


def weighed(
    plan: Plan, rules: Sequence[Rule], asked: Collection[str], found: Sequence[Finding]
) -> Verdicts:
    """What the rules found in `plan`, and what its sentences read like, weighed."""
    weights = the_weights()
    by_id = {rule.id: rule for rule in rules}
    if not by_id.keys() <= frozenset(weights.rules):
        return Verdicts(tuple(found), ())  # a draft's: nothing was learnt of drafts
    read = Read(plan, weights)
    if len(read.sentences) < _FEWEST_SENTENCES:
        return Verdicts(tuple(found), ())
    said, doubtful, judge = [], [], the_judge()
    for claim in claims(read, by_id, asked, found):
        score = judge.score(crossed(claim, by_id[claim.rule]))
        certainty = min(round(1 / (1 + exp(-score)), 2), _MOST_CERTAIN)
        origin = "found" if claim.finding else "read"
        sure = claim.finding and claim.rule in _LITERAL
        if sure or score > judge.bounds[origin]:
            own = claim.finding or _read_as(
                plan, read, by_id[claim.rule], claim.sentence
            )
            said.append(own if sure else replace(own, certainty=certainty))
        elif claim.finding:
            doubtful.append(replace(claim.finding, certainty=certainty))
    return Verdicts(tuple(said), tuple(doubtful))


def crossed(claim: Claim, rule: Rule) -> dict[str, float]:
    """The facts of a claim, and their products that are weighed too."""
    facts = dict(claim.facts)
    for name in _CROSSED:
        facts[f"{name}, found"] = facts[name] * facts["found"]
        facts[f"{name}, absence"] = facts[name] * rule.of_absence
    facts["absence"] = float(rule.of_absence)
    facts[rule.id] = 1.0
    facts[f"{rule.id}, found"] = facts["found"]
    return facts


def _read_as(plan: Plan, read: Read, rule: Rule, sentence: Sentence | None) -> Finding:
    """A finding that rests on how a sentence reads, and on nothing else."""
    at = next(n for n, each in enumerate(read.sentences) if each is sentence)
    words = ", ".join(f"“{word}”" for word in _telling(read, at, rule.id))
    hit = Hit(
        plan.sentence_passage(read.sentences[at]),
        f"This reads like passages in which the flaw was: {rule.name} (by {words}).",
        certainty=0.5,
    )
    return finding(rule, hit)


def _telling(read: Read, at: int, rule: str) -> Iterator[str]:
    """The words without which the sentence would read least so."""
    weights, words = read.weights, read.words[at]
    column = weights.rules.index(rule)
    without = {
        word: weights.scores(features([w for w in words if w != word]))[column]
        for word in dict.fromkeys(words)
        if word.isalpha()
    }
    yield from sorted(without, key=without.__getitem__)[:_TELLING]


@cache
def the_judge() -> Judge:
    """The one that ships with the program."""
    return Judge(**the_weights().head["judge"])

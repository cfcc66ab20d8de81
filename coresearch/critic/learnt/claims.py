"""What may be said of a plan for a rule, and what speaks for and against it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from coresearch.core.findings import Finding
from coresearch.critic.document import Sentence
from coresearch.critic.learnt.features import features, words_of
from coresearch.critic.learnt.weights import Weights
from coresearch.critic.plan import Plan

_FEWEST_WORDS = 3
_SENTENCES = 2
"""Of those that read most like a flawed one, so many may be claimed to be it."""
_NOTHING = -6.0
"""How no sentence at all reads."""


@dataclass(frozen=True, slots=True)
class Claim:
    """That a plan has the flaw of a rule, be it the rule's own finding or not."""

    rule: str
    finding: Finding | None
    """What the rule found; None if only a sentence reads so."""
    sentence: Sentence | None
    """One that reads like a flawed one, if that is all there is."""
    facts: Mapping[str, float]
    """What speaks for and against it, by name."""


class Read:
    """A plan's sentences, and how each reads for every rule."""

    def __init__(self, plan: Plan, weights: Weights) -> None:
        self.weights = weights
        self.sentences: list[Sentence] = []
        self.words: list[list[str]] = []
        scores = []
        for sentence in plan.own:
            words = words_of(plan.words(sentence))
            if len(words) >= _FEWEST_WORDS:
                self.sentences.append(sentence)
                self.words.append(words)
                scores.append(weights.scores(features(words)))
        columns = [*zip(*scores, strict=True)] or [()] * 2 * len(weights.rules)
        self.flawed = columns[: len(weights.rules)]
        """For each rule, how flawed each sentence reads."""
        self.sound = columns[len(weights.rules) :]
        """The same for how much it sets the matter right."""


def claims(
    read: Read, rules: Collection[str], asked: Collection[str], found: Sequence[Finding]
) -> Iterator[Claim]:
    """For each of `rules` what it found, or the sentences that read most like its flaw.

    `asked` are the rules whose precondition holds.
    """
    by_rule: dict[str, list[Finding]] = {}
    for finding in found:
        by_rule.setdefault(finding.rule, []).append(finding)
    for at, rule in enumerate(read.weights.rules):
        if rule not in rules:
            continue
        asked_for = {"asked": float(rule in asked)}
        first = _most(read.flawed[at], _SENTENCES)
        for finding in by_rule.get(rule, ()):
            facts = _facts(read, at, first[0] if first else None) | asked_for
            facts |= {"found": 1.0, "certainty": finding.certainty}
            yield Claim(rule, finding, None, facts)
        if rule not in by_rule:
            for sentence in first:
                facts = _facts(read, at, sentence) | asked_for
                facts |= {"found": 0.0, "certainty": 0.0}
                yield Claim(rule, None, read.sentences[sentence], facts)


def _most(scores: Sequence[float], number: int) -> list[int]:
    """The places of the largest scores, the largest first."""
    return nlargest(number, range(len(scores)), key=scores.__getitem__)


def _facts(read: Read, rule: int, sentence: int | None) -> dict[str, float]:
    if sentence is None:
        return {"flawed": _NOTHING, "sound": _NOTHING, "set right": _NOTHING}
    sound = read.sound[rule]
    others = [sound[at] for at in _most(sound, 2) if at != sentence]
    return {
        "flawed": read.flawed[rule][sentence],
        "sound": sound[sentence],
        "set right": others[0] if others else _NOTHING,
    }

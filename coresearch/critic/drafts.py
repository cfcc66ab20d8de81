"""What is asked of a draft: a report or a section of a paper, which tells of results.

It is known by its name, or by numbers that name their runs. Of the rules for plans,
those are asked too that look for what is said; nothing is missed in a draft that
belongs into a plan. Whether its numbers are those of the runs is for `write --check`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.core.sourced import Claim, numbers_in
from coresearch.critic.document import Sentence
from coresearch.critic.phrases import Pattern
from coresearch.critic.plan import Plan
from coresearch.critic.rule import Hit, Rule

_NAME = re.compile(
    r"(?:^|[-_. ])(?:report|paper|draft|manuscript|preprint|abstract|results?|findings"
    r"|discussion|conclusions?)(?:$|[-_. ])",
    re.IGNORECASE,
)
_LINK = re.compile(r"\[@\{?run:")
OF_PLANS = ("Q7", "Q9", "C7", "S3", "S7", "S10")
"""Rules for plans that a draft is asked as well: they rest on what is said."""

_BETTER = Pattern(
    r"\b(?:outperform\w*|beats?|exceed\w*|surpass\w*|improv\w+|better|worse|higher"
    r"|lower|gains?|gained|reduc\w+|faster|slower|increas\w+|decreas\w+|more accurate"
    r"|ahead of|fewer errors|stronger|weaker)\b"
)
_RESULT = Pattern(
    r"(?<![\w.:/@#-])\d+(?:\.\d+)?\s?(?:%|×|x\b|-fold\b|points?\b|pp\b|percent\b)"
    r"|(?<![\w.:/@#-])\d+\.\d+(?![\w.])"
)
_SPREAD = Pattern(
    r"±|\+/-|\binterval|\bci\b|\bci:|confidence|credible|standard (?:error|deviation)"
    r"|\bs\.?[de]\.?\b|bootstrap|\bp\s?[<=>]|quantile|percentile"
)
_EXPECTED = Pattern(
    r"\b(?:expect\w*|hypothes\w*|predict(?:ed)?\b|hope\w*|would|should|may|might"
    r"|could|if|unless|until|at least|whether)\b"
)
_STRONG = Pattern(
    r"\b(?:proves?|proven|guarantees?|guaranteed|undoubtedly|unquestionabl\w+"
    r"|without (?:a )?doubt|beyond (?:any )?doubt|conclusive\w*"
    r"|clearly (?:shows?|better)|always|never fails?|in all cases|for all"
    r"|whatever the|solves? the problem"
    r"|state[- ]of[- ]the[- ]art|the first to|no other)\b"
)
_MODEST = Pattern(
    r"\b(?:not|no|cannot|whether|if|may|might|could|would|unless|suggests?|than|was|were"
    r" claimed|claims?|claimed|et al)\b"
)
_STATED = Pattern(r"\(\S+\.(?:md|org|rst|txt):\d+")
"""A place in a file: what the plan said is quoted, and nothing is found."""


def is_draft(name: str, text: str) -> bool:
    """Whether a text called so is a draft, and no plan."""
    stem = name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
    return bool(_NAME.search(stem)) or _LINK.search(text) is not None


def _told(plan: Plan) -> Iterator[tuple[Sentence, str]]:
    """The sentences that tell of something, in lower case."""
    for sentence in plan.prose:
        words = plan.words(sentence)
        if not _STATED.search(words):
            yield sentence, words


def _comparisons(plan: Plan) -> Iterator[tuple[Sentence, str, str]]:
    """Sentences that say by how much one is better, with that word and number."""
    for sentence, words in _told(plan):
        better = _BETTER.search(words)
        number = _RESULT.search(words)
        if better and number and not _EXPECTED.search(words):
            yield sentence, better[0], number[0]


def _find_bare(plan: Plan) -> Iterator[Hit]:
    for sentence, word, number in _comparisons(plan):
        if not _SPREAD.search(plan.words(sentence)):
            yield Hit(
                plan.sentence_passage(sentence),
                f"“{word}” with {number.strip()} and no interval: how far such a "
                "difference varies is not said.",
                0.75,
            )


W1 = Rule(
    id="W1",
    name="comparison without an interval",
    severity=Severity.HIGH,
    source="NeurIPS paper checklist 7; SAMPL guidelines",
    question="What is the interval of the difference, over how many runs or cases?",
    needs=lambda plan: any(True for _ in _comparisons(plan)),
    find=_find_bare,
    example_bad="Dropout improves accuracy by 1.8 points over the baseline.",
    example_good="Dropout improves accuracy by 1.8 points over the baseline (95 % "
    "confidence interval 0.4 to 3.2, five seeds).",
)


def _single(claim: Claim) -> bool:
    return len(claim.links) > 1 and all(len(link.runs) == 1 for link in claim.links)


def _find_single(plan: Plan) -> Iterator[Hit]:
    for claim in numbers_in(plan.document.source).claims:
        if _single(claim):
            yield Hit(
                plan.line_passage(claim.line - 1),
                f"{claim.number.text} is the difference of one run and one run: how "
                "far two runs of the same arm differ is not in it.",
                0.85,
            )


W2 = Rule(
    id="W2",
    name="one run against one",
    severity=Severity.HIGH,
    source="Bouthillier et al. 2021, Accounting for variance in ML benchmarks",
    question="What is the difference of means over several seeds, and its interval?",
    needs=lambda plan: any(map(_single, numbers_in(plan.document.source).claims)),
    find=_find_single,
    example_bad="The gain is 1.8 points [@run:1a2b3c4:acc; @run:5d6e7f8:acc].",
    example_good="The gain is 1.8 points "
    "[@run:1a2b3c4+2b3c4d5:acc; @run:5d6e7f8+6e7f8a9:acc].",
)


def _strong(plan: Plan) -> Iterator[tuple[Sentence, str]]:
    for sentence, words in _told(plan):
        found = _STRONG.search(words)
        if found and not _MODEST.search(words):
            yield sentence, found[0]


def _find_strong(plan: Plan) -> Iterator[Hit]:
    for sentence, word in _strong(plan):
        yield Hit(
            plan.sentence_passage(sentence),
            f"“{word}” claims more than a sample of runs and cases can show.",
            0.6,
        )


W3 = Rule(
    id="W3",
    name="claim wider than the evidence",
    severity=Severity.MEDIUM,
    source="NeurIPS paper checklist 1; REFORMS",
    question="What exactly was seen, on which data? How would the sentence read then?",
    needs=lambda plan: any(True for _ in _strong(plan)),
    find=_find_strong,
    example_bad="Our method always finds the right note, which proves its worth.",
    example_good="Our method put the right note first for 82 of 100 queries.",
)

DRAFT_RULES = (W1, W2, W3)
"""What drafts alone are asked."""

"""What is asked of a draft: a report or a section of a paper, which tells of results.

It is known by its name, or by numbers that name their runs. Of the rules for plans,
those are asked too that look for what is said; nothing is missed in a draft that
belongs into a plan. Whether its numbers are those of the runs is for `write --check`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from coresearch.core.findings import Severity
from coresearch.critic.document import Sentence
from coresearch.critic.phrases import Pattern
from coresearch.critic.plan import Plan
from coresearch.critic.rule import Hit, Rule

if TYPE_CHECKING:  # plans need not wait for what only drafts are read with
    from coresearch.core.sourced import Claim

_NAME = Pattern(
    r"(?:^|[-_. ])(?:report|paper|draft|manuscript|preprint|abstract|results?|findings"
    r"|discussion|conclusions?)(?:$|[-_. ])",
    any_case=True,
)
_LINK = Pattern(r"\[@\{?run:")
OF_PLANS = ("Q7", "Q9", "C7", "S3", "S7", "S10")
"""Rules for plans that a draft is asked as well: they rest on what is said."""

_BETTER = Pattern(
    r"\b(?:outperform\w*|beats?|exceed\w*|surpass\w*|improv\w+|better|worse|higher"
    r"|lower|gains?|gained|reduc\w+|faster|slower|increas\w+|decreas\w+|more accurate"
    r"|ahead of|stronger|weaker|shorter|longer|cheaper)\b"
    r"|\d\s?(?:%|×|points?) (?:more|less|fewer)\b"
    r"|\d\s?(?:%|points?)? (?:against|versus|vs\.?|compared (?:with|to)) \d"
)
_IN_WORDS = (
    r"\b(?:a|one|two) (?:half|third|quarter|fifth|tenth)s? (?:more|less|fewer|lower"
    r"|higher|faster|slower|better|worse|shorter)\b|\btwice as (?:fast|good|accurate)"
)
_RESULT = Pattern(
    r"(?<![\w.:/@#-])\d+(?:\.\d+)?\s?(?:%|×|x\b|-fold\b|points?\b|pp\b|percent\b)"
    r"|\bby (?:about |some |only )?[−-]?\d+\.\d+(?!\w|\.\d)"
    r"|(?<![\w.:/@#-])\d+\.\d+(?!\w|\.\d).*(?<![\w.:/@#-])\d+\.\d+(?!\w|\.\d)"
    rf"|{_IN_WORDS}"
)
_SPREAD = Pattern(
    r"±|\+/-|\binterval|\bci\b|\bci:|confidence|credible|standard (?:error|deviation)"
    r"|\bs\.?[de]\.?\b|bootstrap|\bp\s?[<=>]|quantile|percentile"
    r"|\(\s*[−-]?\d[\d.]*(?: %| points)? ?(?:to|–|—) ?[−-]?\d"
)
_EXPECTED = Pattern(
    r"\b(?:expect\w*|hypothes\w*|predict(?:ed)?\b|hope\w*|would|should|may|might"
    r"|could|if|unless|until|at least|whether)\b"
)
_OTHERS = Pattern(r"\bet al\b|\bprevious(?:ly)? (?:work|reported)|\bearlier work\b")
_PROVEN = Pattern(r"\b(?:theorem|proposition|lemma|corollary|proof)\b")
_COUNTED = Pattern(
    r"\b[kmgt]i?b\b|\b(?:mega|giga|kilo)?bytes?\b|\bparameters\b|\blines of code\b"
)
"""What does not vary from run to run, and has no interval."""
_COUNTED_METRIC = Pattern(
    r"(?:^|[^a-z])(?:size|bytes|megabytes|kb|mb|gb|params?|parameters|flops|lines)"
    r"(?:$|[^a-z])",
    any_case=True,
)
_ONE_OF_EACH = Pattern(
    r"\b(?:one|a single) (?:\w+ )?(?:run|seed) "
    r"(?:each\b|(?:of|per|for|from|in) (?:each|every|arm|model|system|both)\b)"
)
_TOO_FEW = Pattern(r"\b(?:too few|not enough|cannot|no conclusion|nothing follows)\b")
_STRONG = Pattern(
    r"\b(?:proves?|proven|guarantees?|guaranteed|undoubtedly|unquestionabl\w+"
    r"|without (?:a )?doubt|beyond (?:any )?doubt|conclusive\w*"
    r"|clearly (?:shows?|better)|always|never fails?|in all cases|for all"
    r"|any \w+ of any|wherever|everywhere|universal(?:ly)?"
    r"|in every (?:language|domain|setting|case|field|country|shop|situation)"
    r"|whatever the|solves? the problem"
    r"|state[- ]of[- ]the[- ]art|the first to|no other)\b"
)
_MODEST = Pattern(
    r"\b(?:not|cannot|nobody|whether|if|may|might|could|would|unless|until|suggests?"
    r"|than|was|were|claimed|claims?|et al)\b"
)
_NO = Pattern(r"\bno\b")
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
        if better and number and not _is_no_result(words):
            yield sentence, better[0], number[0]


def _is_no_result(words: str) -> bool:
    """Whether it was expected, found by others, proven, or does not vary."""
    kinds = (_EXPECTED, _OTHERS, _PROVEN, _COUNTED)
    return any(kind.search(words) for kind in kinds)


def _find_bare(plan: Plan) -> Iterator[Hit]:
    told = list(plan.prose)
    after = {
        one.start: other for one, other in pairwise(told) if one.block == other.block
    }
    for sentence, word, number in _comparisons(plan):
        # The interval may follow at once.
        following = after.get(sentence.start)
        words = plan.words(sentence) + (plan.words(following) if following else "")
        if not _SPREAD.search(words):
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


def _linked(plan: Plan) -> list[Claim]:
    """The numbers that a run stands behind."""
    from coresearch.core.sourced import numbers_in

    return [one for one in numbers_in(plan.document.source).claims if one.links]


def _single(claim: Claim) -> bool:
    """Whether it is a difference with one run on a side, of what varies."""
    return (
        len(claim.links) > 1
        and any(len(link.runs) == 1 for link in claim.links)
        and not any(_COUNTED_METRIC.search(link.metric) for link in claim.links)
    )


def _side_by_side(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Two numbers of a line, each of one run, of the same metric and not the same."""
    for first, second in pairwise(claims):
        (one, *more), (other, *others) = first.links, second.links
        if (
            first.line == second.line
            and not (more or others)
            and len(one.runs) == len(other.runs) == 1
            and one.metric == other.metric
            and one.runs != other.runs
            and not _COUNTED_METRIC.search(one.metric)
        ):
            yield first, second


def _one_of_each(plan: Plan) -> Iterator[Sentence]:
    """Sentences that say themselves that there was one run of each."""
    for sentence, words in _told(plan):
        if _ONE_OF_EACH.search(words) and not _TOO_FEW.search(words):
            yield sentence


def _find_single(plan: Plan) -> Iterator[Hit]:
    claims = plan.kept(_linked)
    for claim in claims:
        if _single(claim):
            yield Hit(
                plan.line_passage(claim.line - 1),
                f"{claim.number.text} is a difference with one run on a side: how "
                "far two runs of the same arm differ is not in it.",
                0.85,
            )
    for first, second in _side_by_side(claims):
        yield Hit(
            plan.line_passage(first.line - 1),
            f"{first.number.text} and {second.number.text} are of one run each: how "
            "far two runs of the same arm differ is not said.",
            0.6,
        )
    for sentence in _one_of_each(plan):
        yield Hit(
            plan.sentence_passage(sentence),
            "One run of each is compared: how far two runs of the same arm differ is "
            "not known.",
            0.7,
        )


def _has_single(plan: Plan) -> bool:
    claims = plan.kept(_linked)
    found = (map(_single, claims), _side_by_side(claims), _one_of_each(plan))
    return any(any(one) for one in found)


W2 = Rule(
    id="W2",
    name="one run against one",
    severity=Severity.HIGH,
    source="Bouthillier et al. 2021, Accounting for variance in ML benchmarks",
    question="What is the difference of means over several seeds, and its interval?",
    needs=_has_single,
    find=_find_single,
    example_bad="The gain is 1.8 points [@run:1a2b3c4:acc; @run:5d6e7f8:acc].",
    example_good="The gain is 1.8 points "
    "[@run:1a2b3c4+2b3c4d5:acc; @run:5d6e7f8+6e7f8a9:acc].",
)


def _strong(plan: Plan) -> Iterator[tuple[Sentence, str]]:
    for sentence, words in _told(plan):
        found = _STRONG.search(words)
        if not found or _MODEST.search(words) or _NO.search(words[: found.start()]):
            continue
        if not _PROVEN.search(words):
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

"""Whether a sentence really says what a phrase in it seems to say.

"We never tune on the test set", "a later study could compare", "instead of tuning on
test" and "earlier work tuned on test" all hold the words of a mistake without being
one. The functions here look at one sentence in lower case with single spaces, and at
the (start, end) of the phrase in it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from coresearch.critic.phrases import Pattern

Span = tuple[int, int]

# Where one statement ends and the next begins inside a sentence.
_BREAK = Pattern(
    r"[;:—] ?| – |, (?=(?:and|but|yet|so|while|whereas|which|then|because|since|"
    r"although"
    r"|though|however|nor|or|before|after|with|as|not|never|instead|rather|we|it|they"
    r"|this|the|only|using|until)\b)| (?=(?:but|while|whereas|although|though|because"
    r"|unless)\b)|(?<!both) (?=and (?:we|it|they|then|is|are|will|do|does|has|the|only"
    r"|reports?|evaluates?|never|not|use|uses|keep|test|apply|run|touch|finally)\b)"
)

_NEGATORS = Pattern(
    r"\b(?:not(?! only| just| merely| necessarily)|never|no(?! (?:later|more|less|fewer"
    r"|doubt|matter|sooner|worse|better|longer than))|none|nobody|nothing|neither|nor"
    r"|without|cannot|[a-z]+n[’']t|avoid(?:s|ed|ing)?|refrain\w*|instead of|rather than"
    r"|in place of|as opposed to|unlike|forbid(?:s|den)?|prohibit\w*|prevent\w*|"
    r"exclude\w*"
    r"|rules? out|ruled out|against(?= (?:tuning|selecting|choosing|picking))|free of"
    r"|refuse\w*|lack(?:s|ing)?|omit\w*|skip\w*|abstain\w*|hardly|fails? to)\b"
)
_NEGATED_AFTER = Pattern(
    r"^[^.;]{0,40}?\b(?:(?:is|are|be|was|were|would be|must be) (?:strictly |"
    r"explicitly )?"
    r"(?:forbidden|prohibited|avoided|excluded|ruled out|not (?:allowed|permitted|done"
    r"|used|part|planned|needed|considered|reported|included|in scope)|never "
    r"(?:done|used"
    r"|allowed)|out(?=[;,.]|$)|out of (?:scope|the question)|off limits|disallowed"
    r"|banned)|"
    r"(?:would|will)"
    r" not be|does not (?:happen|occur|apply)|must not|may not|should not|"
    r"never happens)"
)
_HYPOTHETICAL = Pattern(
    r"\b(?:if|unless|were we to|had we|should we|in case|suppos(?:e|ing)|assuming|"
    r"imagine"
    r"|otherwise|could|might|would)\b"
)
_DEFERRED = Pattern(
    r"\b(?:later (?:study|studies|work|paper|version|stage|project|experiment)|future"
    r"|follow-up|follow up|another (?:study|paper|project)|next (?:study|paper|project)"
    r"|some day|someday|eventually|out of scope|beyond the scope|beyond this|"
    r"left (?:for"
    r"|to)|we leave|separate (?:study|paper|project)|not in this)\b"
)
_OTHERS = Pattern(
    r"\b(?:prior|previous|earlier|existing|past|published|other|many|most|some|several"
    r"|related|recent|much) (?:work|works|papers?|stud(?:y|ies)|authors|groups|teams"
    r"|research|researchers|practitioners|people|literature|benchmarks|leaderboards"
    r"|results|reports|approaches|entries|submissions)\b|\bothers (?:have|had|did|do"
    r"|report|found|find|use|used|show|tune|train|claim)"
    r"|\bby others\b|\bet al\.?|\bhis\b"
    r"|\b(?:it is common|common (?:mistake|practice|pitfall|error)|people often|"
    r"one might"
    r"|a mistake|is wrong|bad practice|malpractice|the original (?:paper|authors|study)"
    r"|(?:was|were) criticised|known (?:flaw|problem|pitfall)|tempt(?:ing|ation))\b"
)
_OWN = Pattern(r"\b(?:we|our|us|i|my|this (?:study|plan|project|work))\b")
_QUOTED = Pattern(
    r"[\"“„«][^\"”“»\n]{1,300}[\"”“»]|(?<!\w)[‘'][^'’\n]{3,200}[’'](?!\w)"
)
_QUESTION_WORDS = Pattern(
    r"(?:should|would|could|can|may|might|do|does|did|is|are|will|what|which|why|how)\b"
)


@lru_cache(maxsize=1024)
def clause_spans(sentence: str) -> tuple[Span, ...]:
    """The (start, end) of the clauses of `sentence`, in order."""
    spans, start = [], 0
    for match in _BREAK.finditer(sentence):
        if match.start() > start:
            spans.append((start, match.start()))
            start = match.end()
    spans.append((start, len(sentence)))
    return tuple(spans)


def clause_at(sentence: str, place: int) -> Span:
    """The clause of `sentence` that holds `place`."""
    for start, end in clause_spans(sentence):
        if place < end:
            return start, end
    return 0, len(sentence)


def negated(sentence: str, span: Span, *, inside: bool = True) -> bool:
    """Whether the clause says that the phrase at `span` is not so, or is avoided.

    With `inside`, a negator within the phrase counts too.
    """
    start, _ = clause_at(sentence, span[0])
    _, end = clause_at(sentence, max(span[0], span[1] - 1))
    for match in _NEGATORS.finditer(sentence, start, span[1 if inside else 0]):
        between = sentence[match.end() : span[0]]
        if match[0].startswith(("without", "lack")) and _leaves_scope(between):
            continue
        return True
    return bool(_NEGATED_AFTER.match(sentence[span[1] : end]))


def _leaves_scope(between: str) -> bool:
    """As in "without a validation set we tune on test"."""
    words = between.split()
    return "we" in words or "and" in words or len(words) > 4


def hypothetical(sentence: str, span: Span) -> bool:
    """Whether the phrase stands under an `if`, a `could` or a `would`."""
    start, _ = clause_at(sentence, span[0])
    if _HYPOTHETICAL.search(sentence, start, span[1]):
        return True
    return bool(re.match(r"(?:if|unless|should|were)\b", sentence))


def deferred(sentence: str, span: Span) -> bool:
    """Whether it is left to a later study, or out of scope."""
    start, end = clause_at(sentence, span[0])
    return bool(_DEFERRED.search(sentence, start, end))


def of_others(sentence: str, span: Span) -> bool:
    """Whether it tells what other people do, or that it is a mistake."""
    start, end = clause_at(sentence, span[0])
    if not _OTHERS.search(sentence, start, end):
        return False
    return not _OWN.search(sentence, start, span[0])


def quoted(sentence: str, span: Span) -> bool:
    """Whether the phrase stands between quotation marks."""
    return any(
        match.start() < span[0] and span[1] < match.end() + 1
        for match in _QUOTED.finditer(sentence)
        if match.end() - match.start() > span[1] - span[0]
    )


def interrogative(sentence: str) -> bool:
    """Whether the sentence asks."""
    return sentence.rstrip(" )\"”’'").endswith("?") or (
        sentence.startswith("whether ") or bool(re.match(r"q\d?[:.)]", sentence))
    )


def asserted(sentence: str, span: Span) -> bool:
    """Whether the plan itself says, without an if, that it does what `span` names."""
    return not (
        interrogative(sentence)
        or negated(sentence, span)
        or hypothetical(sentence, span)
        or deferred(sentence, span)
        or of_others(sentence, span)
        or quoted(sentence, span)
    )


def claimed(sentence: str, span: Span) -> bool:
    """Whether the plan itself says so, be it as a question or under an if."""
    return not (
        negated(sentence, span)
        or deferred(sentence, span)
        or of_others(sentence, span)
        or quoted(sentence, span)
    )


def mentioned(sentence: str, span: Span) -> bool:
    """Always: for words that matter however they are used."""
    return True


def provided(sentence: str, span: Span) -> bool:
    """Whether a safeguard named at `span` is part of the plan, if only under an if."""
    return not (negated(sentence, span, inside=False) or deferred(sentence, span))

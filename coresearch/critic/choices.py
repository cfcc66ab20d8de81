"""Where a plan makes a choice by a score on the data that it keeps for the verdict."""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.critic.clauses import (
    clause_at,
    deferred,
    interrogative,
    negated,
    of_others,
    quoted,
)
from coresearch.critic.phrases import Pattern
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.roles import is_test, roles

_ON = Pattern(
    r"\b(?:on|over|across|against|by|from|using|in) (?P<data>(?:(?:the|all|those|these"
    r"|our|its|that|same|scores?|results?|performance|error|loss|data|of|from) )*"
    r"(?:[\w,.'’%-]+(?: |(?=[.,;:)]|$))){1,7})"
)
_STOPS = Pattern(
    r"[,;:.)](?: |$)|\b(?:is|are|was|were|and|we|i|which|that|who|for|to|with|so|then"
    r"|as|before|after|when|until|at|but|no|has|have|in|per|than|by|on)\b(?! april)"
)
_CHOOSES = Pattern(
    r"\b(?:re-?)?(?:tun(?:e|es|ed|ing)\b|select|cho[os]|choic|pick|optimi[sz](?!er)"
    r"|ke[ep][pt]s?\b|freez|froze|early[- ]stop|stop(?:s|ped|ping)?\b|calibrat|sweep"
    r"|swept|trials?\b|adjust|tweak|refin|determin|decided?\b|winner (?:is|was|will|by)"
    r"|whichever|whatever|until\b|takes?\b|(?:is|are) used\b"
    r"|settled?\b|promot|retain|searched|search\b|ranked|(?:max|min)imi[sz]"
    r"|prefer|tried|try\b|adopt|carr(?:y|ied|ies) forward|goes? forward|survives?|"
    r"halts?\b|ends? (?:when|as soon)|"
    r"peaks?\b|monitors?\b|winner\b|wins?\b|read (?:this|it|off)|passes most)"
)
_SUPERLATIVE = Pattern(
    r"\b(?:best|lowest|highest|smallest|largest|greatest|top|fewest|most \w+|least \w+"
    r"|(?:max|min)imum|maximi[sz]es?|minimi[sz]es?|(?:does|performs|scores?|works?) "
    r"best)"
    r"(?: [\w@%/-]+){0,6} ?$"
)
_REPORTS = Pattern(
    r"\b(?:evaluat|report|measur|appl(?:y|ied)|scored? (?:once|only)|compar|confirm"
    r"|assess|is scored|are scored|then scored|replay|run on|\brun\b|print|show"
    r"|state|publish|trained|quote|describ|h\d\b|hypothes|verif|final)"
)
_NO_CHOICE = Pattern(
    r"\b(?:keep|kept|select|pick|chosen?|choose)\w* (?:[\w-]+ )?(?:sealed|closed|apart"
    r"|aside|out|back|hidden|locked|secret|away|from|as|track|in mind|constant|fixed"
    r"|equal|identical)\b|\b(?:no|another) choice|\btrial arm|\bclinical trial"
    r"|\bbest on\b(?! the)|\bdecided? (?:whether|if|the hypothesis|h\d)"
    r"|\bsearch (?:term|engine|box|result|query|queries|log)|\brandomi[sz]ed trial"
)
_SUPPOSED = Pattern(r"\b(?:would|could|might|if|unless|had)\b")
_MAY_BE_TEST = Pattern(
    r"test|held|hold|seal|judg|verdict|final|evaluation|unseen|never seen|aside|apart"
    r"|back\b|away|untouched|report|measur|scor|train|fit|learn"
)
"""Without one of these no words of a sentence mean test data, but by their own name."""
_FAR = 110


def choices_on_test(plan: Plan) -> Iterator[Mention]:
    """The clauses in which something is chosen by the test data."""
    keys = roles(plan).test
    for sentence in plan.prose:
        words = plan.words(sentence)
        if not (_MAY_BE_TEST.search(words) or any(key in words for key in keys)):
            continue
        if not _CHOOSES.search(words):
            continue
        for match in _ON.finditer(words):
            span = _choice(words, match.start(), match.end("data"))
            if span is None or not is_test(plan, _data(match["data"])):
                continue
            if _own(words, span):
                start = sentence.start
                end = match.start("data") + len(_data(match["data"]).rstrip(" ,.;:)"))
                span = (span[0], max(end, match.start() + 1))
                said = words[span[0] : span[1]]
                yield Mention(start + span[0], start + span[1], said, sentence)
                break


def _data(words: str) -> str:
    """The noun phrase alone: "the 48 final cameras, since …" is three words."""
    skip = 4 if words.startswith(("the ", "all ")) else 0
    stop = _STOPS.search(words, skip)
    return words[: stop.start()] if stop else words


def _choice(words: str, at: int, end: int) -> tuple[int, int] | None:
    """From the choice to the data at `at`, if the choice is made by that data."""
    first, last = clause_at(words, at)
    start = max(first, at - _FAR)
    before = words[start:at]
    if _SUPERLATIVE.search(before) and not _REPORTS.search(before):
        near = _CHOOSES.search(words, first, last) or _CHOOSES.search(before)
        if near and not _NO_CHOICE.search(words, first, last):
            return min(near.start(), start + _superlative_at(before)), end
    found = list(_CHOOSES.finditer(before))
    if not found:
        return None
    verb = found[-1]
    between = before[verb.start() :]
    if _REPORTS.search(between) or _NO_CHOICE.search(words, start + verb.start(), last):
        return None
    return start + verb.start(), end


def _superlative_at(before: str) -> int:
    match = _SUPERLATIVE.search(before)
    return match.start() if match else len(before)


def _own(words: str, span: tuple[int, int]) -> bool:
    """Whether the plan does so, be it under a condition ("should it fail, we …")."""
    if interrogative(words) or quoted(words, span) or of_others(words, span):
        return False
    if negated(words, span) or deferred(words, span):
        return False
    start, _ = clause_at(words, span[0])
    _, end = clause_at(words, span[1] - 1)
    return not _SUPPOSED.search(words, start, end)

"""What a model is given that it could not have, or that names the case."""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.critic.clauses import asserted
from coresearch.critic.phrases import Pattern
from coresearch.critic.plan import Mention, Plan

_GIVEN = Pattern(
    r"\b(?:inputs?|features?|predictors?|covariates?|regressors|explanatory variables"
    r"|columns are (?:all )?(?:used|kept)|(?:is|are) (?:also )?(?:given|fed|told|shown"
    r"|handed|supplied)|(?:network|model|classifier|predictor|regression|agent|forest"
    r"|tree)s? (?:also )?(?:sees?|gets?|receives?|uses?|knows?|reads?|takes?)|fed "
    r"(?:in)?to"
    r"|enters? (?:the|as)|as published)\b"
)
_NAMES_CASE = Pattern(
    r"\b(?:row|record|case|patient|user|customer|client|student|subject|person|speaker"
    r"|singer|artist|camera|device|sensor|hospital|ward|scanner|machine|robot|account"
    r"|loan|order|ticket|session|visit|station|house|driver|author|annotator|rater"
    r"|sample|item|film|track|batch|recording|site) "
    r"(?:ids?|identifiers?|numbers?|codes?"
    r"|names?|index)\b|\bfile ?names?\b|\bsource (?:site|file|database|hospital"
    r"|corpus)\b"
)
_COMES_LATE = Pattern(
    r"\b(?:finish|closing|discharge|exit|cancellation|resolution|completion|follow-up"
    r"|delivery|termination|final|post-\w+|autopsy|settlement|churn|return) (?:reasons?"
    r"|status|codes?|dates?|diagnos[ie]s|notes?|summar(?:y|ies)|letters?|outcome|times?"
    r"|scores?|length)\b"
    r"|\bhow (?:long|soon|often|much)[^,.;]{0,30}\b(?:took|waited|needed|later|after)\b"
    r"|\b(?:filled in|entered|recorded|known|written|completed|assigned|added|set"
    r"|collected|measured|taken) (?:only )?(?:after|once)\b"
    r"|\b(?:as )?measured\b[^.;]{0,60}\b(?:(?:hour|day|week|time|month) (?:to be|that "
    r"is"
    r"|being|of delivery)|on the day of|to be (?:forecast|predicted))"
    r"|\b(?:after|following|at the time of) the (?:outcome|event|label|diagnosis|answer"
    r"|target|decision|discharge|death|default|purchase)\b"
    r"|\b(?:restates?|derived from|computed from|copy of) the (?:target|label|outcome)"
)
_DENIED = Pattern(
    r"\b(?:mask|remov|delet|strip|crop|exclud|dropp?ed\b|kept from|left? out|leave out"
    r"|withh[eo]ld|would|tempt|no |nor |neither|nothing|never|not |before the|discard"
    r"|only (?:for|to)|group(?:s|ing|ed)?\b|random intercept|random effect|known on "
    r"arrival)"
)
_WEATHER = Pattern(r"\bas measured\b[^.;]{0,80}\b(?:to be forecast|to be predicted)")


def illegitimate_inputs(plan: Plan) -> tuple[Mention, ...]:
    """The places where the model is given such a thing."""
    return plan.kept(_all_inputs)


def _all_inputs(plan: Plan) -> tuple[Mention, ...]:
    return tuple(_inputs(plan))


def _inputs(plan: Plan) -> Iterator[Mention]:
    for sentence in plan.prose:
        words = plan.words(sentence)
        given = _GIVEN.search(words)
        found = _NAMES_CASE.search(words) or _COMES_LATE.search(words)
        if found is None or _DENIED.search(words):
            continue
        if given is None and not _WEATHER.search(words):
            continue
        if asserted(words, found.span()):
            start = sentence.start
            yield Mention(
                start + found.start(), start + found.end(), found[0], sentence
            )

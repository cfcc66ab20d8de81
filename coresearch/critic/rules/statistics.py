"""S: could the numbers come out this way by chance?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.core.text import counted
from coresearch.critic.arms import arms, repeats
from coresearch.critic.changes import sentence_added
from coresearch.critic.clauses import mentioned, provided
from coresearch.critic.concepts import Concept
from coresearch.critic.document import Sentence
from coresearch.critic.facts import (
    NETWORK,
    compares,
    describes_study,
    is_reinforcement,
    metric_mentions,
    metrics,
    stochastic,
    training,
)
from coresearch.critic.lexicon.inference import (
    ADJUSTING,
    CORRECTION,
    LEVEL,
    TEST,
)
from coresearch.critic.phrases import Pattern
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.rule import Hit, Rule
from coresearch.critic.uncertainty import (
    repeats_somehow,
    run_once,
    shows_uncertainty,
)
from coresearch.critic.vocabulary import PLUS_MINUS

_HENDERSON = "Henderson et al., arXiv 1709.06560; Colas et al., arXiv 1806.08295"


def _few(plan: Plan) -> int:
    bounds = plan.bounds
    return bounds.reinforcement_seeds if is_reinforcement(plan) else bounds.seeds


def _what_is_run(plan: Plan) -> str:
    names = arms(plan).names
    if 2 <= len(names) <= 4:
        quoted = [f'"{name}"' for name in names]
        return ", ".join(quoted[:-1]) + " and " + quoted[-1]
    network = plan.first(NETWORK, mentioned)
    if network:
        return f'"{plan.spelled(network.start, network.end)}"'
    return "its model"


_SOME_SEEDS = Concept("""
    several/multiple/different/various/some/few/many/random/enough .. seeds,
    several/multiple/various/some/few/many/enough/sufficient runs/repeats/restarts,
    several/multiple/various/some/few/many/enough repetitions/replicates/times,
    a number of seeds/runs/repeats, repeatedly
""")


def _find_repeats(plan: Plan) -> Iterator[Hit]:
    mention = stochastic(plan)
    if mention is None:
        return
    found = repeats(plan)
    few = _few(plan)
    once = run_once(plan)
    if once and not _elsewhere_often(plan, once, few):
        yield Hit(
            plan.sentence_passage(once.sentence),
            f'A single run ("{plan.spelled(once.start, once.end)}") cannot show how far'
            " results vary by chance.",
            0.75,
        )
        return
    if found is None:
        vague = plan.first(_SOME_SEEDS)
        if vague or not repeats_somehow(plan, training(plan) is not None):
            yield Hit(
                plan.sentence_passage((vague or mention).sentence),
                f"The plan runs {_what_is_run(plan)} but does not say how often or with"
                " how many seeds.",
                0.55 if vague else 0.75,
                edit=sentence_added(
                    plan, mention.sentence, f"Each run is repeated with {few} seeds."
                ),
            )
        return
    if found.count < few:
        sentence = plan.document.sentence_at(found.start)
        yield Hit(
            plan.sentence_passage(sentence),
            f"The plan runs {_what_is_run(plan)} with {counted(found.count, 'repeat')};"
            f" fewer than {few} cannot show how far results vary by chance.",
            0.7,
        )


def _elsewhere_often(plan: Plan, once: Mention, few: int) -> bool:
    """Whether the paragraph of the single run tells of repeats too."""
    found = repeats(plan)
    if found is None or found.count < few:
        return False
    return plan.document.sentence_at(found.start).block == once.sentence.block


S1 = Rule(
    id="S1",
    name="repeats unstated or too few",
    severity=Severity.HIGH,
    source=f"Pineau et al., arXiv 2003.12206; {_HENDERSON}",
    question="How often is each arm run, and would a new seed change the order?",
    needs=lambda plan: stochastic(plan) is not None,
    find=_find_repeats,
    example_bad="We train an LSTM and a GRU on the meter readings and compare their "
    "error.",
    example_good="We train an LSTM and a GRU on the meter readings, five seeds each, "
    "and "
    "compare their error.",
)


def _find_no_uncertainty(plan: Plan) -> Iterator[Hit]:
    if shows_uncertainty(plan) or next(plan.places(PLUS_MINUS), None):
        return
    mention, compared = _measure(plan), compares(plan)
    if mention is None or compared is None:
        return
    metric = next(iter(metrics(plan)), "the outcome")
    yield Hit(
        plan.sentence_passage(compared.sentence),
        f"The plan compares by {metric} but reports no interval or deviation for it.",
        0.65,
        question=f"How will you show how sure a difference in {metric} is?",
        edit=sentence_added(
            plan,
            mention.sentence,
            f"Every difference in {metric} is reported with a 95% bootstrap confidence"
            " interval.",
        ),
    )


_FIGURE = Concept("""
    mean(s), average(s), averaged, median(s), ratio(s), rate(s), score(s), share(s),
    percentage(s), error(s), cost(s), duration(s), yield(s), proportion(s), count(s)
""")


def _measure(plan: Plan) -> Mention | None:
    return next(iter(metric_mentions(plan)), None) or plan.first(_FIGURE, mentioned)


S2 = Rule(
    id="S2",
    name="no uncertainty",
    severity=Severity.MEDIUM,
    source="NeurIPS paper checklist 7; Agarwal et al. (rliable), arXiv 2108.13264",
    question="How will you show how sure the difference is?",
    needs=lambda plan: (
        describes_study(plan)
        and compares(plan) is not None
        and _measure(plan) is not None
    ),
    find=_find_no_uncertainty,
    example_bad="We compare the two prompts by exact match on 400 questions. "
    "We report the mean for each.",
    example_good="We compare the two prompts by exact match on 400 questions. "
    "We report the mean for each with its 95% CI.",
    of_absence=True,
)


_TESTING = (
    TEST
    | LEVEL
    | Concept("""
    statistically significant*, significant/significance at/level/if/when,
    significant difference(s), significantly better
""")
    | Concept("interval(s), ci, cis").then(Concept("exclud*"), within=4)
)
_PAIRWISE = Concept("""
    all/every/each pair(s), all/every possible pair(s), pairwise, each pair of,
    each .. against/with/to/versus every/each/all, all against all, round-robin,
    every .. with/against every, each with each
""")


def _comparisons(plan: Plan) -> tuple[int, str]:
    """How many comparisons the plan makes, and how that was counted."""
    found = arms(plan)
    numbers = [int(q.value) for q in plan.counted("comparisons") if q.value < 10_000]
    pairs, how = found.count - 1, f"{found.count} arms: {found.count - 1} comparisons"
    if plan.first(_PAIRWISE) and found.count >= 3:
        pairs = found.count * (found.count - 1) // 2
        how = f"{found.count} arms in pairs: {pairs} comparisons"
    many = [int(q.value) for q in plan.counted("data sets", "metrics") if q.value < 200]
    if many and max(many) >= 2 and max(1, pairs) * max(many) > pairs:
        how += f", on {max(many)} data sets or outcomes: {max(1, pairs) * max(many)}"
        pairs = max(1, pairs) * max(many)
    outcomes = _listed_outcomes(plan)
    if len(outcomes) > pairs:
        pairs, how = len(outcomes), f"{len(outcomes)} outcomes are tested"
    if numbers and max(numbers) > pairs:
        pairs, how = max(numbers), f"{max(numbers)} comparisons are stated"
    return max(pairs, 0), how


_LIST_END = Pattern(r"[.;:(]|, (?:p|alpha|each|all|with|at) ?[<=≤ ]| at p\b| at the \d")


_EACH_AT = re.compile(r"^,? each (?:at|with) [^,]{1,20},(?= on)")


def _listed_outcomes(plan: Plan) -> list[str]:
    """What the tests are made on: "a t-test on quality, time and satisfaction"."""
    best: list[str] = []
    for mention in plan.mentions(_TESTING, provided):
        rest = plan.low[mention.end : mention.sentence.end]
        rest = _EACH_AT.sub("", rest, count=1)
        if not rest.startswith((" on ", " for ", " of ")):
            continue
        stop = _LIST_END.search(rest)
        listed = re.split(r", (?:and )?| and ", rest[: stop.start() if stop else None])
        if len(listed) > len(best) and all(len(name.split()) <= 5 for name in listed):
            best = listed
    return best


# "Each must pass 0.05/3", "four tests share the 5 %": a correction without its name.
_SHARED_ALPHA = Pattern(
    r"\b0?\.0\d+ ?/ ?\d|\b\d ?% ?/ ?\d|\b(?:share|split|divide)[sd]? (?:one |the |"
    r"an )?(?:error rate|alpha|\d ?%|0?\.0\d)|\balpha ?/ ?(?:\d|[a-z]\b)"
    r"|\bshares? it\b|\b(?:an?|one) (?:third|quarter|fifth|sixth|tenth|half) (?:of (?"
    r":it"
    r"|alpha|the level|0?\.0\d|\d ?%)|each)|\blowered to 0?\.0|\bstricter (?:level|bar)"
)

_ONE_AT_A_TIME = Concept("""
    each, every, any of, either, separately, separate, one by one, one after the other,
    in turn, individually, singly, for each of, pairwise, per-comparison,
    per comparison,
    between all, all pairs, whichever of
""")
_STRICT = TEST | Concept("""
    p < #, p ≤ #, p <, p below/under #, p-value(s) below/under #, alpha = #, alpha #,
    alpha of/at/is #, α = #, α #, # % level, level of #, at 0.05, at .05, at 0.01,
    below/under 0.05, 0.05 each, at 5 %, at 1 %, at 5 per cent, p is below/under #,
    5 % level, nominal alpha
""")
_TESTED = _STRICT | Concept(
    "is/are .. tested, t test(s), test each, is a win, tested at"
)
_EACH_TESTED = _ONE_AT_A_TIME.near(_TESTED, within=14)
_NOT_TESTED = Concept("""
    explorator*, descriptive*, described, without tests, no test(s), no p-values,
    untested, no p values, seed(s), both arms, each arm, either arm, first, only if
""")
_NOT_COUNTED = frozenset(
    [
        "percent",
        "p",
        "points",
        "people",
        "seeds",
        "runs",
        "hours",
        "days",
        "weeks",
        "months",
        "folds",
        "confidence",
        "items",
        "minutes",
        "seconds",
        "milliseconds",
        "times",
        "n",
        "epochs",
        "calls",
        "tokens",
    ]
)
_OUTCOMES = Pattern(r"(?:[\w’'-]+(?: [\w’'-]+){0,3}, ){2,12}(?:and |or )?[\w’'-]+")
_MANY_CASES = 300
"""Who tests more things than this one by one counts cases, not comparisons."""


def _family(plan: Plan) -> tuple[Mention, int, str] | None:
    """Three things and more that are tested one at a time, and nothing adjusts for it
    in the paragraph."""
    for mention in plan.mentions(_EACH_TESTED, provided):
        sentence = mention.sentence
        words = plan.words(sentence)
        block = [s for s in plan.prose if s.block == sentence.block]
        start, end = block[0].start, block[-1].end
        if not plan.between(_STRICT, start, end) or plan.between(ADJUSTING, start, end):
            continue
        if plan.between(_NOT_TESTED, *plan.statement(mention)):
            continue
        number = max(_counted_things(plan, sentence), _listed_things(words))
        if number >= 3:
            return mention, number, f"{number} things are tested one at a time"
    return None


def _counted_things(plan: Plan, sentence: Sentence) -> int:
    found = [
        int(q.value)
        for q in plan.quantities_in(sentence.start, sentence.end)
        if q.unit not in _NOT_COUNTED
        and 3 <= q.value <= _MANY_CASES
        and q.value == int(q.value)
        and not q.factors
        and _THINGS.match(plan.low, q.start)
    ]
    number = max(found, default=0)
    pairs = plan.in_sentence(_PAIRWISE | Concept("all pairs"), sentence)
    return number * (number - 1) // 2 if pairs and number < 30 else number


_THINGS = Pattern(
    r"(?:\d+|[a-z]+) (?!(?:level|per|times|alpha|sided)\b)(?:[a-z-]+ ){0,2}?[a-z-]+s\b"
)


def _listed_things(words: str) -> int:
    longest = max((m[0] for m in _OUTCOMES.finditer(words)), key=len, default="")
    return longest.count(",") + 1 if longest else 0


_ONE_CONTRAST = Concept("against, versus, vs, minus")
_NOT_ALONE = Concept("""
    each, every, all, other(s), both, pairwise, pair(s), comparisons, contrasts, per,
    either, any
""")


def _tests_more_than_one(plan: Plan) -> Mention | None:
    """A test that is not of one named contrast alone."""
    for mention in plan.mentions(_TESTING, provided):
        if plan.in_sentence(_NOT_ALONE, mention.sentence) or not plan.in_sentence(
            _ONE_CONTRAST, mention.sentence
        ):
            return mention
    return None


def _find_many_comparisons(plan: Plan) -> Iterator[Hit]:
    family = None if _SHARED_ALPHA.search(plan.low) else _family(plan)
    if family:
        mention: Mention | None
        mention, number, how = family
    else:
        mention = _tests_more_than_one(plan)
        if plan.says(CORRECTION) or _SHARED_ALPHA.search(plan.low):
            return
        number, how = _comparisons(plan)
    if mention is None or number < 3:
        return
    chance = 100 * (1 - 0.95**number)
    yield Hit(
        plan.sentence_passage(mention.sentence),
        f"The plan makes {number} comparisons and corrects for none of them.",
        0.8,
        question="Which comparison is the primary one, or how is the error rate of all"
        " of them held?",
        edit=sentence_added(
            plan,
            mention.sentence,
            f"The p-values of the {number} comparisons are adjusted by Holm's method.",
        ),
        calculation=f"{how}; at the 5% level 1 − 0.95^{number} = {chance:.0f}% chance "
        f"of"
        " at least one false alarm",
    )


S6 = Rule(
    id="S6",
    name="many comparisons",
    severity=Severity.MEDIUM,
    source="OSF preregistration: inference criteria (multiple comparisons)",
    question="Which comparison is the primary one?",
    needs=lambda plan: plan.first(_TESTING, provided) is not None,
    find=_find_many_comparisons,
    example_bad="We compare each of six prompts with the default prompt by a t-test at "
    "p < 0.05. There are six comparisons.",
    example_good="We compare each of six prompts with the default prompt by a t-test "
    "at "
    "p < 0.05 after Holm's correction. There are six comparisons.",
)

RULES = (S1, S2, S6)

"""S: could the numbers come out this way by chance?"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from coresearch.core.findings import Severity
from coresearch.core.text import counted
from coresearch.critic.arms import arms, repeats
from coresearch.critic.changes import sentence_added
from coresearch.critic.clauses import mentioned
from coresearch.critic.facts import (
    METRIC,
    compares,
    describes_study,
    is_reinforcement,
    metrics,
    stochastic,
)
from coresearch.critic.phrases import Phrases
from coresearch.critic.plan import Plan
from coresearch.critic.rule import Hit, Rule
from coresearch.critic.samples import (
    PAIRED,
    Gain,
    Sample,
    base_rate,
    binomial_margin,
    claimed_gain,
    sample_size,
)
from coresearch.critic.vocabulary import CORRECTION, PLUS_MINUS, REPEATS, UNCERTAINTY

_HENDERSON = "Henderson et al., arXiv 1709.06560; Colas et al., arXiv 1806.08295"


def _few(plan: Plan) -> int:
    return 5 if is_reinforcement(plan) else 3


def _what_is_run(plan: Plan) -> str:
    names = arms(plan).names
    if 2 <= len(names) <= 4:
        quoted = [f'"{name}"' for name in names]
        return ", ".join(quoted[:-1]) + " and " + quoted[-1]
    mention = stochastic(plan)
    if mention is None:
        return "its model"
    return f'"{plan.spelled(mention.start, mention.end)} …"'


_SOME_SEEDS = Phrases(
    r"(?:several|multiple|different|various|some|a few|many|random) (?:\w+ )?"
    r"(?:seeds|runs|repeats|restarts)"
)


def _find_repeats(plan: Plan) -> Iterator[Hit]:
    mention = stochastic(plan)
    if mention is None:
        return
    found = repeats(plan)
    few = _few(plan)
    if found is None:
        vague = plan.first(_SOME_SEEDS)
        if vague or not plan.says(REPEATS):
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
    if plan.says(UNCERTAINTY) or next(plan.places(PLUS_MINUS), None):
        return
    mention = plan.first(METRIC, mentioned)
    if mention is None:
        return
    metric = next(iter(metrics(plan)), "the metric")
    yield Hit(
        plan.sentence_passage(mention.sentence),
        f"The plan compares by {metric} but reports no interval, deviation or test for"
        " it.",
        0.65,
        question=f"How will you show how sure a difference in {metric} is?",
        edit=sentence_added(
            plan,
            mention.sentence,
            f"Every difference in {metric} is reported with a 95% bootstrap confidence"
            " interval.",
        ),
    )


S2 = Rule(
    id="S2",
    name="no uncertainty",
    severity=Severity.MEDIUM,
    source="NeurIPS paper checklist 7; Agarwal et al. (rliable), arXiv 2108.13264",
    question="How will you show how sure the difference is?",
    needs=lambda plan: (
        describes_study(plan) and compares(plan) is not None and bool(metrics(plan))
    ),
    find=_find_no_uncertainty,
    example_bad="We compare the two prompts by exact match on 400 questions. "
    "We report the mean for each.",
    example_good="We compare the two prompts by exact match on 400 questions. "
    "We report the mean for each with its 95% CI.",
    of_absence=True,
)


def _precision_inputs(plan: Plan) -> tuple[Sample, Gain] | None:
    return plan.kept(_read_precision)


def _read_precision(plan: Plan) -> tuple[Sample, Gain] | None:
    sample, gain = sample_size(plan), claimed_gain(plan)
    if sample is None or gain is None or PAIRED.search(plan.low):
        return None
    return sample, gain


def _find_effect_below_precision(plan: Plan) -> Iterator[Hit]:
    inputs = _precision_inputs(plan)
    if inputs is None:
        return
    sample, gain = inputs
    rate = base_rate(plan)
    margin = binomial_margin(rate.value, sample.size)
    if margin <= gain.points:
        return
    stated = rate.sentence is not None
    needed = ceil(rate.value * (1 - rate.value) * (196.0 / gain.points) ** 2)
    claim = plan.spelled(gain.number.start, gain.number.end)
    guess = "" if stated else " (no base rate is stated; 0.50 is the widest case)"
    yield Hit(
        plan.sentence_passage(gain.sentence),
        f"A gain of {claim} is smaller than what {sample.size:,} items can resolve"
        f" (±{margin:.1f} points).",
        0.9 if stated else 0.65 if margin < 1.2 * gain.points else 0.75,
        question=f"Can you judge on about {needed:,} items, or compare item by item"
        " (paired)?",
        calculation=f"1.96·sqrt({rate.value:.2f}·{1 - rate.value:.2f}/{sample.size}) ="
        f" ±{margin:.1f} points > {gain.points:g} points, for each arm,"
        f" unpaired{guess};"
        f" {gain.points:g} points need about {needed:,} items",
    )


S4 = Rule(
    id="S4",
    name="effect below precision",
    severity=Severity.HIGH,
    source="binomial standard error",
    question="Can you judge on more items, or compare item by item (paired)?",
    needs=lambda plan: _precision_inputs(plan) is not None,
    find=_find_effect_below_precision,
    example_bad="The baseline has an accuracy of 70%. We expect a gain of 2 points on "
    "the "
    "500 test questions.",
    example_good="The baseline has an accuracy of 70%. We expect a gain of 6 points on "
    "the 500 test questions.",
)

_TESTING = Phrases(r"""
    (?:t|z|f|u|permutation|wilcoxon|mann-whitney|mcnemar(?:['’]s)?|\
      chi-?squared?|paired|welch(?:['’]s)?|fisher(?:['’]s)?(?: exact)?|sign|\
      signed-rank|rank-sum|significance|statistical|bootstrap|hypothesis|\
      two-sample|one-sided|two-sided|log-rank)(?:-| )tests?
    t-?tests? | wilcoxon | mann-?whitney | mcnemar(?:['’]s)? | anova | p-?values?
    p ?[<≤=] ?0?\.\d+ | (?:alpha|α) ?(?:=|of|at|is)? ?0?\.\d+
    statistically significant\w*
    significan(?:t|ce|tly)(?: at| level| difference| if| when|ly better)
    \d+ ?% (?:confidence interval|ci)s? (?:\w+ ){0,3}?exclud\w+
""")
_PAIRWISE = Phrases(r"""
    (?:all|every|each) (?:\w+ )?(?:possible )?pairs? | pair-?wise
    each (?:of the )?(?:\w+ ){0,3}?(?:against|with|to|versus) (?:the |every |\
      each |all )?\w+
    all against all | each pair of
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
    if numbers and max(numbers) > pairs:
        pairs, how = max(numbers), f"{max(numbers)} comparisons are stated"
    return max(pairs, 0), how


def _find_many_comparisons(plan: Plan) -> Iterator[Hit]:
    mention = plan.first(_TESTING)
    if mention is None or plan.says(CORRECTION):
        return
    number, how = _comparisons(plan)
    if number < 3:
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
    needs=lambda plan: plan.first(_TESTING) is not None,
    find=_find_many_comparisons,
    example_bad="We compare each of six prompts with the default prompt by a t-test at "
    "p < 0.05. There are six comparisons.",
    example_good="We compare each of six prompts with the default prompt by a t-test "
    "at "
    "p < 0.05 after Holm's correction. There are six comparisons.",
)

RULES = (S1, S2, S4, S6)

"""Whether a plan shows how sure its results are, and how often they are made.

A p-value or the spread in a pilot is not the uncertainty of a result.
"""

from __future__ import annotations

from coresearch.critic.clauses import negated
from coresearch.critic.concepts import Concept
from coresearch.critic.phrases import Pattern
from coresearch.critic.plan import Plan

_SHOWN = Concept("""
    confidence/credible/compatibility/percentile/bootstrap/wilson .. band(s)/limit(s),
    confidence/credible region(s)/bound(s), interval(s), ci, cis, hdi, hpd, posterior*,
    bayes*, jackknif*, standard deviation(s)/error(s), std, stdev, sd, sds, sem, ses,
    error bar(s)/band(s), margin(s) of error, half-width(s), uncertaint*, bootstrap*,
    resampl*, redraw*, redrawn, plus or minus, sigma, variance*, variability, spread,
    scatter, box-plot(s), violin plot(s), iqr, quartile(s), interquartile range,
    hierarchical/multilevel model(s), equivalence test(s), tost,
    every/each/all .. seed(s) shown/plotted/printed/listed,
    every/each/all .. run(s) shown/plotted/printed/listed,
    every/each/all seed(s)/run(s)/point(s) is/are, all .. as points,
    individual runs/seeds/points, per-seed results/scores/values/dots,
    performance profile(s), probability of improvement, range over seeds/runs,
    coverage of .. interval, from lowest to highest, lowest and highest, band(s) of
""")
_OF_SOMETHING_ELSE = Pattern(
    r"\b(?:pilot|rough first|first version|earlier|previous\w*|standardi[sz]ed|"
    r"mean 0|normali[sz]ed|kappa|agreement|noise with|gaussian noise|quantile "
    r"(?:loss|objective)|diagnostic|at intervals|time interval|variance of the "
    r"(?:noise|prior|weights)|newey|(?:has|have|with|gives?|reach\w*) \w+ ?%? power"
    r"|the power (?:is|of)|power (?:is|for|of|to)|seasonal|stratif\w+"
    r"|posterior (?:above|below"
    r"|over|under)|(?:build|job|pipeline)s? logs?|ci (?:build|job|pipeline|server|log"
    r"|run)s?"
    r"|mel bands|np\.std|standard deviation of \d|(?:sd|standard deviation) (?:=|is"
    r"|of|about)"
    r"|assum(?:e|ed|ing))\b"
)
_STILL_SHOWN = Pattern(r"\b(?:report|shown?|given?|print|gives|plot|with its|with a)")


def shows_uncertainty(plan: Plan) -> bool:
    """Whether a result comes with an interval, a deviation or all its runs."""
    for mention in plan.places(_SHOWN):
        words = plan.words(mention.sentence)
        start = mention.sentence.start
        span = (mention.start - start, mention.end - start)
        if negated(words, span, inside=False):
            continue
        if not _OF_SOMETHING_ELSE.search(words) or (
            _STILL_SHOWN.search(words) and "interval" in mention.words
        ):
            return True
    return False


_REPEATED = Concept("""
    deterministic*, closed form, pass #, monte carlo, leave-one-out, leave-one-subject,
    each/every/all .. is/are .. repeated/rerun/replicated, repeated/rerun # times,
    repeated/rerun/replicated/drawn .. times/seeds/draws/splits/folds,
    draws/replays/splits/starts/repetitions/replicates/resplits of/per/for/each,
    initialisations/initializations of/per/for/each,
    # seeds/runs/repeats/replays/repetitions/replicates/restarts/rollouts/resplits,
    # initialisations/initializations, seeds/runs/repeats each,
    # training/random/independent/different/fresh/new/sampling/model seeds/runs/starts,
    trained/run/fitted/fine-tuned/learnt/learned/started/sampled .. # times,
    seeds #, seeds : #, seeds are/of, one for each of,
    from/with different .. seeds/starts,
    from/with different initialisations/initializations
""")
_FOLDS = Concept("cross-valid*, # fold, fivefold, tenfold, threefold, k-fold")
_GREEDY = Concept(
    "greedy, temperature .. 0, temperature .. zero, temp 0, argmax decoding"
)
_TO_CHOOSE = Pattern(
    r"\b(?:pick|chos|choos|tun|select|inside the training|within the training|search|"
    r"pilot|bootstrap|resampl)"
)


def repeats_somehow(plan: Plan, trains: bool) -> bool:
    """Whether chance is averaged out in a way that gives no number of seeds."""
    for phrases in (_REPEATED, _FOLDS):
        for mention in plan.mentions(phrases, _any):
            words = plan.words(mention.sentence)
            if not _TO_CHOOSE.search(words):
                return True
    return not trains and plan.says(_GREEDY) is not None


def _any(words: str, span: tuple[int, int]) -> bool:
    return not negated(words, span, inside=False)

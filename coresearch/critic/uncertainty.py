"""Whether a plan shows how sure its results are, and how often they are made.

A p-value or the spread in a pilot is not the uncertainty of a result.
"""

from __future__ import annotations

from coresearch.critic.clauses import negated
from coresearch.critic.concepts import Concept
from coresearch.critic.phrases import Pattern
from coresearch.critic.plan import Mention, Plan

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
    r"|assum(?:e|ed|ing)|antero|heart|climate|seasonal|(?:for|of|by) (?:[\w-]+ ){0,2}"
    r"(?:scaling|normali[sz]\w+"
    r"|standardi[sz]\w+|whitening)|divided by|scaled (?:by|with|to)|z-?scor\w+|cent(?"
    r":er"
    r"|re)d|zero mean|mean (?:0|of zero)|in units of|outliers?|further (?:than|from)"
    r"|more than \w+ (?:sd|standard)|explain\w* \d+ ?% of"
    r"|variance (?:explained|threshold|inflation|filter)|beyond \w+ standard)\b"
)
_PLANNED = Pattern(
    r"(?:[\d.]+ ?(?:of an? )?(?:standard deviations?|sds?|sigma)"
    r"|\b(?:standard (?:errors?|deviations?)|sds?|se|spread|scatter|variance|uncertaint"
    r"y|half-widths?|margin of error)(?: (?!is (?:shown|reported|given|prin"
    r"ted|drawn))[\w’'-]+){0,7}?(?: (?:is|was|are|were|of|at|by|below|under|near|about"
    r"|thus|then|only|around|some|roughly|to|has)| ?[=≈~:]| ?\()+ ?[±+-]?(?:0?\.\d|\d)"
    r"(?!\d ?%))"
)
"""An effect in units of spread, or the precision that a size is to give: planning."""
_STILL_SHOWN = Pattern(r"\b(?:report|shown?|given?|print|gives|plot|with its|with a)")


def shows_uncertainty(plan: Plan) -> bool:
    """Whether a result comes with an interval, a deviation or all its runs."""
    for mention in plan.places(_SHOWN):
        words = plan.words(mention.sentence)
        start = mention.sentence.start
        span = (mention.start - start, mention.end - start)
        if negated(words, span, inside=False):
            continue
        if _is_planned(words, span):
            continue
        if not _OF_SOMETHING_ELSE.search(words) or (
            _STILL_SHOWN.search(words) and "interval" in mention.words
        ):
            return True
    return False


def _is_planned(words: str, span: tuple[int, int]) -> bool:
    """Whether the phrase is part of a power analysis: a number that is known before."""
    return any(
        match.start() < span[1] and span[0] < match.end()
        for match in _PLANNED.finditer(words)
    )


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
    r"pilot|bootstrap|resampl|flicker|own tests|temperature .* to \d|settings)"
)


def repeats_somehow(plan: Plan, trains: bool) -> bool:
    """Whether chance is averaged out in a way that gives no number of seeds."""
    for phrases in (_REPEATED, _FOLDS):
        for mention in plan.mentions(phrases, _any):
            words = plan.words(mention.sentence)
            if not _TO_CHOOSE.search(words):
                return True
    return not trains and plan.says(_GREEDY) is not None


_FITTED = Concept("""
    trained, fitted, fit, learnt, learned, fine-tuned, grown, sampled, generated,
    simulated, started, launched, refitted, estimated, run, initialised, initialized
""")
_ONE_RUN = (
    _FITTED.then(Concept("only once, just once, once, one time"), within=3)
    | _FITTED.then(Concept("from, with"), within=2).then(
        Concept("one seed, a single seed, same seed, seed #"), within=3
    )
    | Concept("one, single, only one, 1").then(
        Concept("""
    seed(s), run, training, fit, draw, sample, curve, initialisation, initialization
""").then(
            Concept("""
    per, for each/every/all/both, of each, for the whole, throughout, suffices,
    is enough
"""),
            within=2,
        ),
        within=1,
    )
    | Concept("""
        one/single/1 model/network/net/agent/probe is trained/fitted/learnt/learned,
        seed is fixed/constant, seed fixed/held/kept, seed stays/stay, one fixed seed,
        single fixed seed, random state is, fixed random seed, no run is repeated,
        runs/trainings are not repeated, without repetition(s), no repeats
    """)
).apart(
    Concept("""
    split(s), divid*, partition, shuffl*, pilot, sanity, ablat*, test set, test part,
    opened, sealed, more than once, bootstrap, assigned, allocat*, drawn by lot, smoke,
    evaluated once, debug*, timed, at once, exactly once, not once, once more, appendix,
    once and, once then, once frozen, once for all, frozen
""")
)


def run_once(plan: Plan) -> Mention | None:
    """Where the plan says outright that something left to chance is run once only."""
    return plan.first(_ONE_RUN)


def _any(words: str, span: tuple[int, int]) -> bool:
    return not negated(words, span, inside=False)

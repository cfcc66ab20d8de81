"""Whether a plan shows how sure its results are, and how often they are made.

A p-value or the spread in a pilot is not the uncertainty of a result.
"""

from __future__ import annotations

from coresearch.critic.clauses import negated
from coresearch.critic.phrases import Pattern, Phrases
from coresearch.critic.plan import Plan

_SHOWN = Phrases(r"""
    (?:confidence|credible|compatibility|percentile|bootstrap|wilson|clopper\W\w+) \
      (?:interval|band|limit|region|bound)s?
    intervals? | cis? | hdi | hpd | posterior\w* | bayes\w* | jackknife\w*
    standard (?:deviation|error)s? | std\.? | stdev | s\.?d\.? | sds | s\.?e\.?m?\.?
    error (?:bar|band)s? | margins? of error | half-?widths? | uncertaint\w+
    bootstrap\w* | resampl\w+ | redraw\w* | redrawn | plus-or-minus | sigma
    variance\w* | variability | spread | scatter | box ?plots? | violin plots?
    iqr | quartiles? | min(?:imum)?(?: and |/|–|-)max(?:imum)?
    (?:hierarchical|multilevel) model\w* | equivalence tests? | tost
    (?:every|each|all)(?: \w+){0,2} (?:seeds?|runs?|points) (?:is|are|will be) \
      (?:shown|plotted|reported|printed|listed) | individual (?:runs|seeds|points)
    per-seed (?:results|scores|values) | performance profiles? | probability of \
      improvement | range over (?:the )?(?:seeds|runs) | all of them as points
""")
_OF_SOMETHING_ELSE = Pattern(
    r"\b(?:pilot|rough first|first version|earlier|previous\w*|standardi[sz]ed|"
    r"mean 0|normali[sz]ed|kappa|agreement|noise with|gaussian noise|quantile "
    r"(?:loss|objective)|diagnostic|at intervals|time interval|variance of the "
    r"(?:noise|prior|weights)|newey)\b"
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


_REPEATED = Phrases(r"""
    deterministic\w* | closed form | pass@\d+ | monte carlo | leave-one-\w+
    (?:each|every|all) (?:\w+ ){0,3}?(?:is|are) (?:\w+ )?(?:repeated|rerun|replicated)
    (?:repeated|rerun|replicated|drawn) (?:\w+ ){0,5}?(?:times|seeds|draws|splits|folds)
    \w+ (?:random )?(?:draws|replays|splits|starts|initiali[sz]ations|repetitions|\
      replicates|resplits) (?:of|per|for|each)
    (?:\d+|two|three|four|five|six|seven|eight|nine|ten|twenty) (?:[\w-]+ ){0,2}?\
      (?:seeds|runs|times|repeats|draws|replays|initiali[sz]ations)
    seeds:? ?(?:\d+|are|of|[{(\[] ?\d+) | one for each of the
    (?:from|with) different (?:random )?(?:seeds|initiali[sz]ations|starts)
""")
_FOLDS = Phrases(r"cross-?validat\w+ | \d+-?fold | (?:five|ten|three)-fold | k-?fold")
_GREEDY = Phrases(
    r"greedy(?: decoding)? | temperature (?:of |= ?|at |is |set to )*(?:0|zero)(?!\.\d)"
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

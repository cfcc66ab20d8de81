"""The size of effect that a plan wants: a number that stands by a difference."""

from __future__ import annotations

from coresearch.critic.clauses import clause_at
from coresearch.critic.document import Sentence
from coresearch.critic.idea import is_predicted
from coresearch.critic.numbers import Quantity
from coresearch.critic.phrases import Pattern, Phrases
from coresearch.critic.plan import Plan

_MATTERS = Phrases(r"""
    sesoi | smallest | least | minim(?:um|al) | mde | mcid | worth\w* | deploy\w*
    adopt\w* | success\w* | succeeds? | matters? | care about | act on | interest\w*
    useful | relevant | meaningful | negligible | margin of (?:equivalence|indifference)
    equivalence | non-?inferior\w* | rope | justif\w+ | pays? | repay | bar | mark
    target\w* | goal\w* | required | requires? | must | needs? | counts? as | enough
    shrug\w* | threshold\w* | cut-?off | tolerat\w+ | earn\w* | noticeable | mean\w* by
    recommend\w* | ship\w* | roll(?:ed)? out | goes on | go on | production | aim\w*
    expect\w* | hypothes\w+ | predict\w* | bet | claim\w* | supported | confirmed
    conclude\w* | believe | anticipate\w* | should | will | h\d | power(?:ed)?
    (?:detect|found|find|show)\w* | wrong | against | refut\w+ | falsif\w+ | fail\w*
    lost | stop\w* | abandon\w* | give up | drop | end the \w+ | unless | if
""")
_DIFFERENCE = Pattern(
    r"\b(?:gains?|drops?|cuts?|differences?|effects?|improve\w*|reduc\w*|increas\w*|"
    r"decreas\w*|leads?|advantages?|lifts?|rises?|falls?|better|worse|higher|lower|"
    r"more|less|fewer|faster|slower|ahead|behind|by|below|above|under|over|at least|"
    r"at most|exceed\w*|reach\w*|gap|off|beats?|speed-?up|save\w*|saving|smaller|"
    r"larger|raise\w*|short\w*|sesoi|change|within|loses?|worth|outperform\w*|"
    r"effect size|odds)(?!\w)|[≥≤<>]"
)
# Spread, precision and shares of time or load are numbers of another kind.
_SPREAD = Pattern(
    r"\b(?:standard (?:error|deviation)|sds?\b|half-width|half-widths|precision|"
    r"deviation|interval of|significance|alpha|α|level|confidence|kappa|agree\w*|"
    r"hamming|crop\w*|threshold of \w+ hash|correlation of|cap|ratio of classes|"
    r"similarity|overlap|ranges?|\(log|design effect|known to|older|apart|"
    r"trials|throughput within|best throughput|dropout|rate of "
    r"learning|learning rate|weight decay)\b"
)
_EFFECT_UNITS = frozenset(
    {"points", "percent", "times", "milliseconds", "seconds", "minutes", "hours", ""}
)
_IN_WORDS = Pattern(
    r"\b(?:halv(?:e|es|ed|ing)|doubl(?:e|es|ed|ing)|by half|by a (?:third|quarter|"
    r"half|fifth|tenth)|twice as|half (?:as|the (?:\w+ )?(?:error|time|cost|rate|loss|"
    r"number|memory))|orders? of magnitude|one in (?:three|four|five|ten|twenty))\b"
)
_NO_EFFECT_BEFORE = Pattern(
    r"(?:two-sided|one-sided|level|\bp|alpha|α)(?:,? at| of)? ?[,=<≤]? ?$"
)
_NO_EFFECT_AFTER = Pattern(
    r" (?:of (?:those|people|participants|readers|the (?:people|time|rows|data))|in "
    r"(?:one|two|three|four|five|six|ten|\d)|per|a day|right\b|load\b|noise\b|wrong "
    r"(?:codes|labels)|(?:confidence|credible|bootstrap)?\W*interval|level\b|ci\b)"
)


_ABOUT_DATA = Pattern(
    r"\b(?:count\w* as missing|left out|is missing|are missing|excluded|merged|p is|"
    r"p below|verbatim|doi\b|cc[ -]by|regulari[sz]\w+|penalty|clip\b|log grid|"
    r"entropy weight|is known to|times? out|time-?out|own tests|margin of an? \d+|"
    r"a rate of|contain an? |agree\w* with|sides? with|of the (?:vouchers|hints))\b"
)
"""Numbers in such sentences say which rows count, how a fit is set, how sure it is."""
_STATE = Pattern(r" ?(?:\w+ )?(?:accuracy|recall|precision|f1) on\b|\w* of \d+-token")
"""After a level that is to be reached sooner: "fewer rounds to 80 % accuracy on …"."""
_TIMES = frozenset({"milliseconds", "seconds", "minutes", "hours"})
_COMPARED = Pattern(
    r"(?:\b(?:by|least|most|than|under|below|of|within|is|about|exceeds?)|[≥≤<>]) $"
)


def states_size(plan: Plan) -> bool:
    """Whether a number separates an effect that matters from one that does not."""
    if _LEFT_OPEN.search(plan.low):
        return True  # the number is asked for where it belongs
    return any(
        _sizes(plan, sentence, quantity)
        for sentence in plan.prose
        if sentence.row < 0
        for quantity in plan.quantities_in(sentence.start, sentence.end)
    ) or any(_in_words(plan, sentence) for sentence in plan.prose)


_LEFT_OPEN = Pattern(r"\bsmallest difference in [^\n.]{1,60} is <")


def _in_words(plan: Plan, sentence: Sentence) -> bool:
    words = plan.words(sentence)
    if not _IN_WORDS.search(words):
        return False
    return is_predicted(words) or bool(_WORTH.search(words))


_WORTH = Pattern(r"\b(?:worth|smallest|least|success|target|at least|goal|should)\b")


def _sizes(plan: Plan, sentence: Sentence, quantity: Quantity) -> bool:
    if not _could_be_effect(plan, quantity) or plan.in_code(quantity.start):
        return False
    words = plan.words(sentence)
    at, end = quantity.start - sentence.start, quantity.end - sentence.start
    start, stop = clause_at(words, at)
    stop = max(stop, end)
    if _NO_EFFECT_AFTER.match(words, end) or _NO_EFFECT_BEFORE.search(words[:at]):
        return False
    if _ABOUT_DATA.search(words) or _STATE.match(words, end):
        return False
    before = plan.words(_before(plan, sentence))
    if len(before.split()) < 5 and before != words and _MATTERS.search(before):
        return quantity.unit in ("points", "percent")
    near = words[max(start, at - 70) : min(stop, end + 45)]
    if not _DIFFERENCE.search(near) or _SPREAD.search(near):
        return False
    if quantity.unit in _TIMES and not _COMPARED.search(words[:at]):
        return False  # "the first 24 hours" is a span, "by 24 hours" an effect
    if _MATTERS.search(words):
        return True
    return bool(_MATTERS.search(before[-60:]))


def _before(plan: Plan, sentence: Sentence) -> Sentence:
    """The sentence before in the same block ("**SESOI.** Two points."), or itself."""
    before = plan.document.sentence_at(max(0, sentence.start - 1))
    return before if before.block == sentence.block else sentence


def _could_be_effect(plan: Plan, quantity: Quantity) -> bool:
    if quantity.spread or quantity.factors or quantity.unit not in _EFFECT_UNITS:
        return False
    if quantity.unit:
        return quantity.value < 1900  # "the 2010s" are no seconds
    text = plan.low[quantity.start : quantity.end]
    return "." in text and quantity.value < 10  # a score such as 0.85, an odds ratio

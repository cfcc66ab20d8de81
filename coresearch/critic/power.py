"""Power of a comparison, from the plan's own effect, spread and size.

The three are read from one paragraph, and in its favour: the largest effect, the
smallest spread and the largest number, so that a plan which weighs several designs is
judged by the best of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coresearch.core.power import paired_power, two_group_power
from coresearch.critic.clauses import asserted
from coresearch.critic.document import Sentence
from coresearch.critic.numbers import Quantity
from coresearch.critic.phrases import Pattern
from coresearch.critic.plan import Plan

_ABOUT = (
    r"(?:about |around |roughly |some |only |at least |near |nearly |close to |≈ ?"
    r"|~ ?|thus |then |now |hence |still )*"
)
_LINK = rf"(?: of| is| was| at| by| to be|:| ?[=≈~])+ ?{_ABOUT}"
_EFFECT = Pattern(
    r"\b(?:cohen['’]?s d|d|d_?z|effect size|standardi[sz]ed (?:effect|difference|mean "
    rf"difference)|smd|hedges['’]? g)(?: \w+)?{_LINK}$"
)
_SPREAD = Pattern(
    r"\b(?:standard deviations?|std\.?|s\.?d\.?|sds|spread|scatter|sigma|σ)"
    rf"(?: [\w’'/+-]+){{0,8}}?(?:{_LINK}| {_ABOUT})$"
)
_VARIES = Pattern(
    r"\b(?:var(?:y|ies|ied)|scatter(?:s|ed)?|spread(?:s)?|fluctuat\w+|differ(?:s|ed)?)"
    rf" (?:\w+ ){{0,6}}?by {_ABOUT}$"
)
_SPREAD_AFTER = Pattern(
    r" ?(?:points?|%|percent|s|seconds|minutes)? ?\(?(?:standard deviations?|sd|std)\b"
)
_ERROR = Pattern(
    r"\b(?:standard errors?|s\.?e\.?m?\.?)\b[^.;]{0,60}?(?:=|of|is|was|about|near) ?"
    rf"{_ABOUT}$"
)
_PILOT = Pattern(
    r"\b(?:monte[- ]carlo|pilot|earlier|first version|previous|rough|halve|shrink)"
)
_DIFFERENCE = Pattern(
    r"\b(?:differences?|gain|improvement|effects?|increase|reduction|rise|drop|cut|gap|"
    r"expect(?:ed|s)?|advantage|lift|change|benefit|fall|decrease|shift|contrast"
    r"|saving|lead|sesoi)\b"
    rf"(?: (?!sd\b|standard|spread|within|per|in each)[\w’'/-]+){{0,7}}?{_LINK}"
    r"(?:ln [\d.]+ ?= ?[-−]?)?[-−]?$"
    rf"|\b(?:expect(?:ed)?|look for|hope for|anticipated?|assumed?|effects?) {_ABOUT}$"
    rf"|\b(?:differ|apart|ahead|behind|earlier|later) by {_ABOUT}$"
)
_IN_SPREADS = Pattern(
    r" ?(?:of an? |pooled )*(?:sds?|standard deviations?|σ|sigma)\b(?! (?:of|between))"
)
_EFFECT_BEFORE = Pattern(
    r"\b(?:detect|find|see|effects?|differences?|ahead|gains?|advantages?|improve\w*|by"
    r"|shift)\b[^.;,]{0,30}$"
)
_HALF_SPREAD = Pattern(
    r"\b(?:effect|difference|gain|advantage|detect|find)\w* (?:\w+ ){0,2}?half an? (?:s"
    r"tandard deviation|sd)\b"
)
_EXPECTED = Pattern(
    r" ?(?:points?|%|percent)? ?(?:that |which )?(?:we (?:expect|hope for|look for)|is "
    r"expected|are expected)"
)
_OTHER_FIGURE = Pattern(
    r"\b(?:standard (?:error|deviation)|half-?width|margin|interval|power|sd|alpha)\b"
    r"[^,;.:]*$"
)
_HIGHER = Pattern(
    r" ?(?:points? |percent |% )?(?:higher|lower|better|worse|more|less|fewer|faster|"
    r"slower|larger|smaller|shorter|longer|earlier|later|apart|ahead)\b"
)
_PER_GROUP = Pattern(
    r" ?(?:\w+ ){0,3}?(?:per|in each|for each|in every|in either|each|apiece|on each"
    r"|on either|a (?=group|arm|side|pen|cell))\b ?(?:group|arm|condition|cell|treatm"
    r"ent|side)?(?![\w-])"
)
_EACH_GROUP = Pattern(
    r"\b(?:each|every|both|either) (?:groups?|arms?|conditions?|sides?)(?: \w+){0,3}? $"
    r"|\b(?:groups|arms|conditions|cells) of $"
)
_HALVES = Pattern(
    r"\b(?P<n>\d{1,5}) [a-z][^\n.;]{2,60}?(?:,| and|,? while|;) (?P=n) "
    r"(?:\w+ )?(?:do not"
    r"|don['’]t|without|not|with|use|get|see|work|the other|control)"
)
_PAIRS = Pattern(
    r"\bpairs?\b|\bpaired|\bper-(?:seed|task|item|user|patient|subject)|\bseed by seed|"
    r"\bwithin[- ](?:subject|participant|person|patient|item)|\bdifferences\b|\bratios?"
    r"\b|\bmatched\b|\beach \w+ is its own control|\bsame (?:seeds|items|participants|"
    r"patients|tasks|users|questions|people|weeks|folds)\b|\bcross-?over|\brepeated "
    r"measures|\bdeviation of the (?:\w+ )?(?:drop|gain|difference|gap|change|cut|"
    r"rise|improve)|\bdifference in [^.;]{0,60}?(?:standard deviation|\bsd\b)"
)
_NO_CASES = Pattern(
    r" ?(?:hundred|thousand|dozen|million|draws?|resamples?|bootstrap|permutations?"
    r"|degrees|replicates of|iterations)\b"
)
_CASES = Pattern(r" [a-z][a-z-]+s\b|(?= per )")
_SIZED = ("people", "items", "n", "seeds", "runs", "folds", "data sets", "weeks", "")
_STATED = Pattern(
    r"(?:\b(?:detect|find|see|show)\b[^.;]{0,50}? with (?:a |an )?(?:probability|chance"
    r"|likelihood)|\bpower(?:ed)?) (?:\w+ ){0,7}?(?:of|is|at|=|to|about|only|around|n"
    r"ear|reaches)+ ?"
    r"(?:only |about |around |just |roughly |some |≈ ?|~ ?)*"
    r"(?P<power>0?\.\d+|\d\d(?:\.\d+)? ?(?:%|percent|per cent))"
)
_TO_DETECT = Pattern(r"^power.*\b(?:detect|find|see|effect|difference|d =)")
_ROUNDING = 0.005
"""Who aims at 0.80 and rounds is not reproached."""


@dataclass(frozen=True, slots=True)
class Power:
    """The inputs and the result of a power calculation."""

    effect: float
    """The standardised effect (Cohen's d); 0 where the plan states only the power."""
    size: int
    """Per group, or pairs; 0 where the plan states only the power."""
    power: float
    steps: str
    sentence: Sentence
    paired: bool = False

    def is_below(self, wanted: float) -> bool:
        """Whether the study is likelier than is `wanted` to miss its effect."""
        return self.power < wanted - _ROUNDING


def stated_power(plan: Plan) -> Power | None:
    """The power that the plan's own numbers give; None if it states too few."""
    found = _own_words(plan)
    if found is not None and found.is_below(plan.bounds.power):
        return found
    return min(_computed(plan), key=lambda power: power.power, default=found)


# -- stated outright --


def _own_words(plan: Plan) -> Power | None:
    for match in _STATED.finditer(plan.low) if "power" in plan.low else ():
        if _TO_DETECT.search(match[0]):
            continue  # "power to detect d = 0.27"
        sentence = plan.document.sentence_at(match.start())
        words, start = plan.words(sentence), sentence.start
        span = (match.start() - start, match.end() - start)
        if sentence.is_prose and asserted(words, span):
            said = match["power"]
            number = re.match(r"[\d.]+", said)
            power = float(number[0] if number else 1) / (1 if said[0] in "0." else 100)
            return Power(0.0, 0, power, f"stated power: {power:.2f}", sentence)
    return None


# -- computed --

Numbers = list[tuple[Quantity, Sentence]]


def _computed(plan: Plan) -> list[Power]:
    blocks: dict[int, list[Sentence]] = {}
    for sentence in plan.prose:
        blocks.setdefault(sentence.block, []).append(sentence)
    everywhere = _numbers(plan, plan.prose)
    return [
        power
        for block in blocks.values()
        if _SPREAD_NAMED.search(plan.low, block[0].start, block[-1].end)
        for power in _of_block(plan, block, everywhere)
    ]


_SPREAD_NAMED = Pattern(
    r"\b(?:d\b|effect size|standardi[sz]|smd\b|hedges|standard (?:deviation|error)|std"
    r"|s\.?d\b|sds\b|spread|scatter|sigma|σ|var(?:y|ies|ied)\b|fluctuat"
    r"|differ(?:s|ed)? "
    r"|s\.?e\.?m?\b)"
)
"""Without one of these a paragraph has no power to be computed."""


def _numbers(plan: Plan, sentences: Iterable[Sentence]) -> Numbers:
    return [
        (quantity, sentence)
        for sentence in sentences
        for quantity in plan.quantities_in(sentence.start, sentence.end)
    ]


def _of_block(
    plan: Plan, block: list[Sentence], everywhere: Numbers
) -> Iterator[Power]:
    text = plan.low[block[0].start : block[-1].end]
    if _ENOUGH.search(text):
        return
    numbers = _numbers(plan, block)
    paired = _PAIRS.search(text) is not None
    effect = _effect(plan, numbers, everywhere)
    if effect is None:
        yield from _by_error(plan, numbers, everywhere)
        return
    d, steps = effect
    size = _size(plan, numbers, paired=paired)
    if size is None and not _ENOUGH.search(plan.low):
        size = _size_elsewhere(plan, everywhere, paired=paired)
    if size is None:
        return
    n, sentence = size
    power = paired_power(d, n) if paired else two_group_power(d, n)
    root, unit = (f"sqrt({n})", "pairs") if paired else (f"sqrt({n}/2)", "per group")
    text = f"{steps}n = {n} {unit}: power = Φ({d:.2f}·{root} − 1.96) = {power:.2f}"
    yield Power(d, n, power, text, sentence, paired)


_ENOUGH = Pattern(
    r"\bpower(?:ed)?\b[^.;]{0,40}?(?:0?\.[89]\d*|\b[89]\d(?:\.\d+)? ?(?:%|percent|per c"
    r"ent))|\b[89]\d(?:\.\d+)? ?(?:%|percent|per cent) (?:power"
    r"|certainty|chance|probability)|\b(?:eight|nine) (?:times )?(?:out of|in|of) ten"
)
"""A paragraph that comes to a power of 0.8 or more has done its sum."""


def _by_error(plan: Plan, numbers: Numbers, everywhere: Numbers) -> Iterator[Power]:
    """From an effect and the standard error of its estimate."""
    errors = [
        (quantity, sentence)
        for quantity, sentence in numbers
        if (
            _ERROR.search(_before(plan, quantity, sentence))
            and (
                not _PILOT.search(plan.words(sentence))
                or _SUFFICES.search(plan.words(sentence))
            )
            and not _OF_ONE.search(_before(plan, quantity, sentence))
        )
        or _FOR_DIFFERENCE.match(plan.low, quantity.end)
    ]
    if not errors:
        return
    error, sentence = min(errors, key=lambda found: found[0].value)
    gain = _largest_gain(plan, numbers, error) or _largest_gain(plan, everywhere, error)
    if gain is None or not error.value:
        return
    z = gain / error.value
    power = paired_power(z, 1)
    steps = f"{gain:g}/{error.value:g} = {z:.2f} standard errors: "
    text = f"{steps}power = Φ({z:.2f} − 1.96) = {power:.2f}"
    yield Power(0.0, 0, power, text, sentence)


_SUFFICES = Pattern(
    r"\b(?:well (?:above|below|under|over)|enough|suffic\w+|larger than)"
)
_OF_ONE = Pattern(
    r"\berrors? (?:of|for|in) (?:one|each|a|either|every|the) (?:single )?(?:curve|ar"
    r"m|m"
    r"ean|rate|share|group|proportion|estimate of one)"
)
"""Of one arm, where the difference of two is what counts."""
_FOR_DIFFERENCE = Pattern(
    r" (?:points? )?for the (?:\w+ )?(?:difference|gain|contrast)"
)


def _largest_gain(plan: Plan, numbers: Numbers, like: Quantity) -> float | None:
    found = [
        q.value
        for q, s in numbers
        if q is not like
        and (like.unit in ("", q.unit) or not q.unit)
        and _is_difference(plan, q, s)
    ]
    return max(found, default=None)


def _effect(
    plan: Plan, numbers: Numbers, everywhere: Numbers
) -> tuple[float, str] | None:
    """The standardised effect, and how it comes about."""
    direct = _largest(plan, numbers, _EFFECT)
    if direct and 0 < direct.value < 3:
        return direct.value, f"d = {direct.value:g}, "
    spreads = [q for q, s in numbers if q.value and _is_spread(plan, q, s)]
    direct = _in_spreads(plan, numbers)
    if direct and 0 < direct.value < 3:
        left = min((q.value for q in spreads if not q.unit and q.value < 1), default=1)
        d = direct.value / left  # after the pretest and the like are allowed for
        how = f"{direct.value:g}" if left == 1 else f"{direct.value:g}/{left:g}"
        return d, f"d = {how} = {d:.2f}, "
    half = any(_HALF_SPREAD.search(plan.words(s)) for _, s in numbers)
    if half:
        return 0.5, "d = 0.5, "
    if not spreads:
        return None
    spread = min(spreads, key=lambda q: q.value)
    gain = _largest_gain(plan, numbers, spread)
    if gain is None and spread.unit:
        gain = _largest_gain(plan, everywhere, spread)
    if gain is None or not 0 < gain / spread.value < 5:
        return None
    d = gain / spread.value
    return d, f"d = {gain:g}/{spread.value:g} = {d:.2f}, "


def _in_spreads(plan: Plan, numbers: Numbers) -> Quantity | None:
    """ "To find 0.25 SD": an effect that is counted in standard deviations."""
    found = [
        q
        for q, s in numbers
        if not q.unit
        and _IN_SPREADS.match(plan.low, q.end)
        and _EFFECT_BEFORE.search(_before(plan, q, s))
    ]
    return max(found, key=lambda q: q.value, default=None)


def _before(plan: Plan, quantity: Quantity, sentence: Sentence) -> str:
    return plan.low[max(sentence.start, quantity.start - 90) : quantity.start]


def _largest(plan: Plan, numbers: Numbers, before: Pattern) -> Quantity | None:
    found = [q for q, s in numbers if before.search(_before(plan, q, s))]
    return max(found, key=lambda q: q.value, default=None)


def _is_spread(plan: Plan, quantity: Quantity, sentence: Sentence) -> bool:
    before = _before(plan, quantity, sentence)
    if _ERROR.search(before):
        return False
    if _IN_SPREADS.match(plan.low, quantity.end) and _EFFECT_BEFORE.search(before):
        return False
    if _SPREAD.search(before) or _VARIES.search(before):
        return True
    return bool(_SPREAD_AFTER.match(plan.low, quantity.end))


def _is_difference(plan: Plan, quantity: Quantity, sentence: Sentence) -> bool:
    before = _before(plan, quantity, sentence)
    if _OTHER_FIGURE.search(before) or quantity.spread:
        return False
    if _DIFFERENCE.search(before) or _EXPECTED.match(plan.low, quantity.end):
        return True
    units = ("points", "percent", "seconds", "minutes", "hours", "milliseconds", "")
    return quantity.unit in units and bool(_HIGHER.match(plan.low, quantity.end))


def _size(plan: Plan, numbers: Numbers, *, paired: bool) -> tuple[int, Sentence] | None:
    """The largest number of cases; one per group goes before all others."""
    counts = [(q, s) for q, s in numbers if _is_count(plan, q)]
    grouped = [(q, s) for q, s in counts if _is_per_group(plan, q, s)]
    if not grouped and not paired:
        return _half_of_people(plan, counts)
    best = max(grouped or counts, key=lambda found: found[0].value, default=None)
    return (int(best[0].value), best[1]) if best else None


def _is_count(plan: Plan, quantity: Quantity) -> bool:
    if quantity.unit not in _SIZED or quantity.factors or quantity.spread:
        return False
    if not 2 <= quantity.value <= 100_000 or quantity.value != int(quantity.value):
        return False
    sentence = plan.document.sentence_at(quantity.start)
    if _is_spread(plan, quantity, sentence) or _is_difference(plan, quantity, sentence):
        return False
    if _NO_CASES.match(plan.low, quantity.end):
        return False
    if quantity.unit or _PER_GROUP.match(plan.low, quantity.end):
        return True
    last = plan.low[quantity.start : quantity.end].split(" ")[0]
    return bool(_CASES.match(plan.low, quantity.start + len(last)))


def _is_per_group(plan: Plan, quantity: Quantity, sentence: Sentence) -> bool:
    after = plan.low[quantity.end : min(sentence.end, quantity.end + 40)]
    before = _before(plan, quantity, sentence)
    return bool(_PER_GROUP.match(after) or _EACH_GROUP.search(before))


_TWO_GROUPS = Pattern(
    r"\b(?:two|2) (?:\w+ )?(?:groups|arms|conditions)\b|\bboth (?:groups|arms)\b"
)


def _half_of_people(plan: Plan, counts: Numbers) -> tuple[int, Sentence] | None:
    people = [(q, s) for q, s in counts if q.unit == "people" and q.value >= 4]
    if not _TWO_GROUPS.search(plan.low) or len(people) != 1:
        return None
    return int(people[0][0].value // 2), people[0][1]


def _size_elsewhere(
    plan: Plan, everywhere: Numbers, *, paired: bool
) -> tuple[int, Sentence] | None:
    """What the plan says elsewhere of the size of its groups, or of its pairs."""
    counts = [(q, s) for q, s in everywhere if _is_count(plan, q)]
    if paired:
        counts = [(q, s) for q, s in counts if _PAIRS.search(plan.words(s))]
    grouped = [(q, s) for q, s in counts if _is_per_group(plan, q, s)]
    best = max(
        grouped or (counts if paired else []),
        key=lambda found: found[0].value,
        default=None,
    )
    if best:
        return int(best[0].value), best[1]
    halves = _HALVES.search(plan.low)
    if halves and 2 <= int(halves["n"]) <= 100_000:
        return int(halves["n"]), plan.document.sentence_at(halves.start())
    return _half_of_people(plan, counts)

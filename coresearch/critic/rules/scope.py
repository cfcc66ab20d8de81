"""Q, continued: direction, primary outcome, reach of the claim, and its measure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import sentence_added
from coresearch.critic.clauses import claimed, mentioned, provided
from coresearch.critic.concepts import Concept
from coresearch.critic.document import Sentence
from coresearch.critic.facts import (
    METRIC,
    describes_study,
    is_reinforcement,
    metric_mentions,
    metrics,
)
from coresearch.critic.lexicon.claims import (
    DIRECTION,
    EXPECTING,
    EXPLORATORY,
    EXPLORING,
    PRIMARY,
)
from coresearch.critic.lexicon.statistics import MEASURE
from coresearch.critic.phrases import Pattern
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.rule import Hit, Rule

_UNDIRECTED = Concept("""
    has/have/had .. effect/influence/impact/role/bearing, play(s) .. role/part,
    matter(s), affect(s), influence(s), impact(s), relate(s) to,
    is/are related/connected/linked/tied, is/are associated,
    is/are relevant/important/different/interesting,
    there is/are .. relationship/difference/effect/link/connection,
    there is/are .. interaction/change/pattern/association,
    there will be .. relationship/difference/effect/link/change, differ(s), varies,
    vary, change(s), depend(s), interact(s), shape(s), make a difference,
    makes a difference, will be visible, something to do with, bear(s) on,
    patterns emerge
""")
_VAGUE_HYPOTHESIS = EXPECTING.then(_UNDIRECTED, within=14).apart(
    Concept("one that matters, what matters, which matters")
)
_EXPLORES = EXPLORING.then(
    Concept("""
    how, what, into, about, ways, different, various, role, relationship(s), effect(s),
    impact, influence, behaviour, behavior, use, potential, possibilit*, whether, part,
    which, why, interplay, connection(s), link(s), space, properties, factors, dynamics,
    relate, interact(s), relation(s), behaves, bearing
"""),
    within=5,
) | Concept("""
    interplay/role/influence of .. is to be, what is .. link/interplay/relation,
    how do/does .. behave/relate/interact/vary, how .. interact(s) with,
    how .. are/is related/connected/linked, what role, which role,
    want/wish/aim/plan/hope to study/explore/examine/investigate,
    aim is to study/explore/examine/investigate/understand,
    purpose is to study/explore/examine/investigate/understand
""")


def _aim(plan: Plan) -> Mention | None:
    """A hypothesis, or the aim if there is none, that would fit any result."""
    for mention in plan.mentions(_VAGUE_HYPOTHESIS):
        if not _has_direction(plan, mention):
            return mention
    if _states_direction(plan):
        return None
    aims = plan.mentions(_EXPLORES, _aims)
    return next((m for m in aims if not _has_direction(plan, m)), None)


def _aims(words: str, span: tuple[int, int]) -> bool:
    """ "If we want to study others", and a result that is exploratory, are no aims."""
    return (
        claimed(words, span)
        and not _CONDITION.match(words)
        and not words.startswith("exploratory", span[0])
    )


def _states_direction(plan: Plan) -> bool:
    """Whether anything is expected or asked that has a direction."""
    return plan.first(_DIRECTED, _unconditional) is not None or any(
        plan.in_sentence(DIRECTION, s)
        for s in plan.prose
        if plan.words(s).endswith("?") and _YES_OR_NO.search(plan.words(s))
    )


def _unconditional(words: str, span: tuple[int, int]) -> bool:
    """ "Should fewer than half come, we stop" expects nothing."""
    return not _CONDITION.match(words) and "only if" not in words[span[0] :]


_CONDITION = Pattern(r"(?:should|if|unless|were|in case)\b")
_YES_OR_NO = Pattern(
    r"(?:^|[,:;] )(?:[\w ]{0,30} )?(?:do|does|did|is|are|can|could|will|would|should"
    r"|which|whether|by how much)\b(?! (?:the link|the role|the relation))"
)


_DIRECTED = (
    (
        EXPECTING
        | Concept("assumption, suppose, money is on, aim to show, we want to show")
    )
    .near(DIRECTION, within=34)
    .apart(EXPLORING)
)


def _has_direction(plan: Plan, mention: Mention) -> bool:
    """Whether it goes on to say which way: "better understand" says nothing."""
    return plan.between(_WAY, mention.end, mention.sentence.end) is not None


_WAY = DIRECTION | Concept("no effect, no difference, whether, if")


def _find_no_direction(plan: Plan) -> Iterator[Hit]:
    mention = plan.kept(_aim)
    if mention is None:
        return
    phrase = plan.spelled(mention.start, mention.end)
    yield Hit(
        plan.sentence_passage(mention.sentence),
        f'The aim ("{phrase} …") gives no direction: any result would fit it.',
        0.7,
    )


Q2 = Rule(
    id="Q2",
    name="hypothesis without direction",
    severity=Severity.MEDIUM,
    source="OSF preregistration: hypotheses",
    question="Which way do you expect it to go, and compared with what?",
    needs=lambda plan: (
        plan.first(_EXPLORES, claimed) is not None
        or plan.first(_VAGUE_HYPOTHESIS) is not None
    ),
    find=_find_no_direction,
    example_bad="We explore how the order of the examples influences a language model. "
    "We run 20 orders.",
    example_good="We explore how the order of the examples influences a language "
    "model. "
    "We expect that easy-first gives higher accuracy than hard-first.",
)


def _distinct_metrics(plan: Plan) -> tuple[str, ...]:
    families: dict[str, str] = {}
    for name in metrics(plan):
        if name.lower() in _REWARDS and not is_reinforcement(plan):
            continue  # "the estimators return" is no measure
        low = re.sub(
            r"(?:macro|micro|mean|average|test|validation|median|balanced|"
            r"token|episode|"
            r"episodic|cumulative)[ -]",
            "",
            name.lower(),
        )
        if low not in ("score", "rating", "correlation"):
            families.setdefault(re.sub(r"[@-].*", "", low), name)
    return tuple(families.values())


_REWARDS = frozenset({"return", "returns", "reward", "rewards"})


def _names_primary(plan: Plan) -> bool:
    """Whether a measure is put first; a judge who decides puts none."""
    return any(
        mention.sentence.row >= 0 or plan.in_sentence(_OUTCOME, mention.sentence)
        for mention in plan.mentions(_PUT_FIRST, provided)
    )


_PUT_FIRST = PRIMARY.apart(
    Concept("""
    majority, rater(s), annotator(s), translators, coin, kappa, tie, each of,
    all .. primary, school(s), care, whichever
""")
)
_OF_ONE_RANK = Concept("""
    equally interesting/important/relevant/weighted, all of equal/the same rank,
    each of them/which .. can/could/may, any of them/which .. can/could/may,
    any of these/them .. counts, in any of these/them, better on most, most of these,
    majority of these, on most of the measures,
    whichever shows/moves/improves/differs/looks, whatever moves/improves,
    the one that shows .. best, all count, all are primary, none takes precedence
""")
_NAMES_MEASURES = MEASURE | Concept("""
    measure(s), outcome(s), metric(s), price(s), share, yield, consumption, income,
    time, count(s), rate, score(s), cost, use, size
""")


def _put_level(plan: Plan) -> Mention | None:
    """Where several outcomes are said to count alike."""
    for mention in plan.mentions(_OF_ONE_RANK, mentioned):
        around = [mention.sentence, *plan.with_next(mention.sentence)]
        before = plan.document.sentence_at(max(0, mention.sentence.start - 1))
        if any(plan.in_sentence(_NAMES_MEASURES, s) for s in [before, *around]):
            return mention
    return None


_OUTCOME = MEASURE | Concept(
    "outcome(s), measure(s), metric(s), endpoint(s), number, figure, verdict, others"
)


_LISTED = Pattern(
    r"(?:\b(?:we|i) (?:measure|record|assess|look at|watch|track|report|evaluate|"
    r"compare)"
    r"(?: \w+ by)?|\b(?:metrics"
    r"|measures"
    r"|outcomes|measured)(?: (?:are|is|used))?:?|\b(?:estimation|evaluation)) "
    r"(?P<names>[^.;:()]{8,160})"
)
_MEASURED_THING = Pattern(
    METRIC.source + r"|\b(?:time|size|rate|loss|error|cost|energy|speed|yield)\b"
)
_FEWEST_LISTED = 3


def _listed_measures(plan: Plan) -> tuple[str, ...]:
    """The names in "we measure latency, sleep time and a score", if one is known."""
    for sentence in plan.prose:
        words = plan.words(sentence)
        match = _LISTED.search(words)
        if match is None or not _MEASURED_THING.search(match["names"]):
            continue
        names = re.split(r", (?:and )?| and ", match["names"])
        if len(names) >= _FEWEST_LISTED and all(0 < len(n.split()) < 6 for n in names):
            return tuple(name.strip() for name in names)
    return ()


def _measures(plan: Plan) -> tuple[str, ...]:
    return plan.kept(_all_measures)


def _all_measures(plan: Plan) -> tuple[str, ...]:
    return max(_distinct_metrics(plan), _listed_measures(plan), key=len)


def _find_no_primary(plan: Plan) -> Iterator[Hit]:
    level = plan.kept(_put_level)
    if level is not None:
        phrase = plan.spelled(level.start, level.end)
        yield Hit(
            plan.sentence_passage(level.sentence),
            f'Several outcomes are put on a level ("{phrase}"), so that the one which'
            " decides can be picked by its result.",
            0.75,
        )
        return
    names = _measures(plan)
    if len(names) < 3 or _names_primary(plan):
        return
    mention = next(iter(metric_mentions(plan)), None)
    if mention is None:
        return
    listed = ", ".join(names[:5])
    yield Hit(
        plan.sentence_passage(_richest(plan, mention)),
        f"The plan has {len(names)} measures ({listed}) and calls none of them"
        f" primary.",
        0.7,
        edit=sentence_added(
            plan,
            _richest(plan, mention),
            f"The primary outcome is {names[0]}; the others are secondary.",
        ),
    )


def _richest(plan: Plan, first: Mention) -> Sentence:
    counts: dict[int, int] = {}
    best, most = first.sentence, 0
    for mention in metric_mentions(plan):
        start = mention.sentence.start
        counts[start] = counts.get(start, 0) + 1
        if counts[start] > most:
            best, most = mention.sentence, counts[start]
    return best


Q6 = Rule(
    id="Q6",
    name="primary outcome unnamed",
    severity=Severity.MEDIUM,
    source="OSF preregistration: outcome variables; AsPredicted question 3",
    question="If the measures disagree, which one decides?",
    needs=lambda plan: len(_measures(plan)) >= 3 or plan.kept(_put_level) is not None,
    find=_find_no_primary,
    example_bad="We compare both rankers by recall, MRR and median latency.",
    example_good="We compare both rankers by recall (primary), MRR and median latency.",
)


_ANALYSIS = Concept("""
    analyse(s), analysed, analyze(s), analyzed, analyses, analysis, examine(s),
    examined, correlate*, compare(s), compared, look at/into/for, looked at/into,
    break down, broken down, relate(s), check for/whether, investigat*, explor*,
    regress*, moderat*, mediation, sub-group(s), interactions, contrast(s), stratif*,
    split by, test whether/if/for, plot(s) against, differences between/by
""")
_BESIDES = Concept("""
    also, additionally, further, furthermore, moreover, in addition, besides, likewise,
    in passing, beyond that, alongside, on top of that, apart from that
""")
_FURTHER = (
    _BESIDES.near(_ANALYSIS, within=4).apart(
        Concept("seed(s), arm(s), lies, baseline(s), mean(s) of, once, enables")
    )
    | Concept(
        "sub-group, additional, further, post-hoc, mediation, per-group, follow-up"
    ).then(
        Concept("analysis, analyses, test(s), comparison(s), contrast(s), looks"),
        within=1,
    )
    | Concept("in addition, also, additionally").then(
        Concept("interactions, sub-groups, differences, correlations"), within=2
    )
    | Concept("three, four, five, six, several, multiple").then(
        Concept("analyses, contrasts"), within=2
    )
    | Concept("sub-groups").then(Concept("age, sex, gender, site, :"), within=1)
    | Concept("analyses include, is compared with .. with .. with")
)
_FISHING = Concept("""
    whatever/what/anything .. sticks/stands out,
    any pattern(s) that emerge(s)/appear(s), turn(s) out to be interesting,
    anything we notice, strongest .. found/ones,
    what/whatever is/proves/looks/seems remarkable/striking/interesting/notable,
    anything .. interesting/striking/remarkable, most interesting ones, what emerges,
    noteworthy, interesting findings/results/patterns
""")
_LOOKS_ROUND = _FURTHER | _FISHING


_THE_REST = Concept("""
    everything else, all else, all others, all other, anything else, the rest,
    the others, any other, further, nothing else, only, all of these, not .. planned,
    others
""")


def _unmarked(plan: Plan, mention: Mention) -> bool:
    """Whether neither its section nor a sentence on all the rest says what it is."""
    for mark in plan.places(EXPLORATORY):
        same = mark.sentence.section == mention.sentence.section
        if same or plan.in_sentence(_THE_REST, mark.sentence):
            return False
    return True


def _find_exploratory_unmarked(plan: Plan) -> Iterator[Hit]:
    mention = next((m for m in plan.mentions(_LOOKS_ROUND) if _unmarked(plan, m)), None)
    if mention is None:
        return
    phrase = plan.spelled(mention.start, mention.end)
    yield Hit(
        plan.sentence_passage(mention.sentence),
        f'The plan adds analyses ("{phrase}") without saying which test the'
        f" hypothesis and"
        " which explore.",
        0.6,
        edit=sentence_added(plan, mention.sentence, "This analysis is exploratory."),
    )


Q8 = Rule(
    id="Q8",
    name="exploratory unmarked",
    severity=Severity.LOW,
    source="AsPredicted question 8",
    question="Which analyses test the hypothesis, and which look for the next one?",
    needs=lambda plan: plan.first(_LOOKS_ROUND) is not None and describes_study(plan),
    find=_find_exploratory_unmarked,
    example_bad="We compare recall of both groups by a t-test. We also correlate "
    "recall "
    "with age and with sleep.",
    example_good="We compare recall of both groups by a t-test. We also correlate "
    "recall "
    "with age and with sleep, which is exploratory.",
)


RULES = (Q2, Q6, Q8)

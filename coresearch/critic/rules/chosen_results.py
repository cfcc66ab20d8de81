"""S, continued: does the result decide what is reported, or when to stop?"""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.clauses import (
    deferred,
    interrogative,
    negated,
    of_others,
    quoted,
)
from coresearch.critic.concepts import Concept
from coresearch.critic.lexicon.data import VALIDATION_DATA
from coresearch.critic.lexicon.results import (
    EXTREME,
    GOING_ON,
    INCONCLUSIVE,
    REPORTED,
    RUNS,
    SEQUENTIAL_TEST,
    SPREAD_SHOWN,
    STOPPING,
    SUCCESS_SHOWN,
)
from coresearch.critic.phrases import Pattern
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.rule import Hit, Rule

_NO_RUN = Concept("""
    baseline(s), method(s), arm(s), configuration(s), setting(s), hyper-parameter(s),
    value(s), competitor(s), mean(s), average(s), median(s), prompt(s), threshold(s),
    learning-rate, of the art, practice(s), case, expensive, frequent, common, likely,
    effort, known, published, worst
""")
_OF_THEM = Concept("""
    of/over/among/across/from # on/is/are/goes/go/stands/enters/counts/in/per/for/as,
    of/over/among/across # ., of/over/among/across # ;, of/over/among/across # :,
    over/among/across # seeds/runs/fits/trainings/restarts/draws/epochs,
    among #, over seeds/runs/fits/trainings/restarts/draws/epochs/checkpoints
""")
"""Runs that are meant by their number alone: "the peak over the five on test"."""
_BEST_RUN = (
    EXTREME.then(RUNS, within=7, over=_NO_RUN)
    | RUNS.then(EXTREME, within=4, over=_NO_RUN | Concept("on, over, than, and"))
    | RUNS.then(
        EXTREME.then(Concept("one, of them, of these, of which"), within=0), within=8
    )
    | EXTREME.then(
        Concept("reach*, achiev*, obtain*, attain*, observed, seen, ever"), within=6
    ).then(RUNS, within=5)
    | EXTREME.then(
        Concept("""
    of/among # is/are/was/enters/enter/goes/stands/counts/represents,
    of/among # becomes/appears/for/as, of/among them is/enters/goes/counts
"""),
        within=1,
    )
    | Concept("# times, # runs, # seeds, # tries, # attempts")
    .then(Concept("and, ;, of which, from which, then"), within=2)
    .then(Concept("best, lowest, highest, maximum, minimum, top, fastest, luckiest"), 2)
    | Concept("""
        show(s)/report(s)/list(s)/give(s) .. maximum/minimum over/across/of,
        best one kept/counts/is kept/is taken/is used, best result is taken/kept/used,
        top seed, quickest start, best seed's, luckiest one
    """)
    | Concept("of #, from #, among #, out of #")
    .then(Concept("one with, one that, one whose, only"), within=7)
    .then(EXTREME, within=4)
    | Concept("of #, from #, among #, out of #")
    .then(Concept("that, which, with, whose"), within=1)
    .then(EXTREME, within=4)
    | (EXTREME | Concept("max, peak")).then(
        _OF_THEM, within=6, over=_NO_RUN | Concept(")")
    )
    | (
        RUNS.then(Concept("that, which, whose, with"), within=3)
        | Concept("one with, one that, one whose, one which")
    )
    .then(EXTREME, within=8)
    .then(
        Concept("""
            we/i/the report/present/show/publish/print/use/quote/take/keep,
            is/are .. reported/presented/shown/printed/quoted/used/kept/taken,
            is/are .. one we, goes/enters into/in, counts, represents, stands for
        """),
        within=7,
    )
    | EXTREME.then(
        Concept("""
            goes/go/enters/enter/stands/stand in/into .. table/report/paper/abstract,
            goes/go/enters/enter/stands/stand on/under .. page/report/abstract,
            goes/go/enters/enter/stands/stand in/into .. row/line/figure/cell/list,
            is/are put/entered/written in/into .. table/report/paper/row/abstract,
            is/are what we report/print/show
        """),
        within=4,
        over=_NO_RUN,
    )
    | Concept("""
    max over, maximum over, maximum across, max across, any epoch, any checkpoint,
    any point during/in/of training, at its peak, best ever, best moment,
    ever reached/reaches/achieved, high-water mark, personal best
""")
)
_BAD = Concept("""
    worst, weakest, unlucky, unluckiest, poor, poorest, bad, lowest, unsuccessful,
    disappointing, weak, outlying, underperforming, slowest
""")
_BAD_RUNS_GO = (
    _BAD.then(RUNS, within=2)
    | RUNS.then(Concept("turn(s) out, prove(s), is, are, was, with, that"), 2).then(
        _BAD, within=2
    )
    | Concept("#").then(_BAD, within=0)
).near(
    Concept("""
            drop*, discard*, exclud*, omit*, replac*, set aside, left out, leave out,
            remov*, ignor*, throw* away/out, thrown away/out, not counted, struck
        """),
    within=5,
)
_BEST_OF = _BEST_RUN.beside(REPORTED)
_BOTH_ENDS = Concept("best, luckiest, highest, top, fastest, strongest").near(
    Concept("worst, unluckiest, lowest, bottom, slowest, weakest"), within=4
)
_AS_EXTRA = Concept("""
    curiosity, demo, demonstration, anecdote, illustration, appendix, supplement,
    warning, whatever, not used, no comparison, nothing rests, for interest
""")
_AN_EXTRA = _BOTH_ENDS | _AS_EXTRA
_REST_BY_MEAN = (
    Concept(
        "table(s), test(s), figures, comparison(s), everything else, claim(s), rest"
    )
    .then(
        Concept(
            "use(s), have, has, show(s), take(s), rest(s) on, give(s), by, contain"
        ),
        within=2,
    )
    .then(Concept("mean(s), average(s), median(s)"), within=2, over=EXTREME)
)
_CHOSEN_FAIRLY = (
    VALIDATION_DATA
    | _REST_BY_MEAN
    | Concept("""
    hyper-parameter*, decoding, worst, never, neither, of no interest,
    not .. printed/shown/reported/quoted/used, sweep, grid, trimmed, robust mean,
    both ends, search trials, warm-up, warm up, minimum publishable/viable/unit,
    at least,
    at most, the minimum number
""")
)


def _find_best_of(plan: Plan) -> Iterator[Hit]:
    mention = plan.first(_BAD_RUNS_GO) or _unfair(plan)
    if mention is not None:
        phrase = plan.spelled(mention.start, mention.end)
        yield Hit(
            plan.sentence_passage(mention.sentence),
            f'The plan reports a best case ("{phrase}") instead of what a run gives on'
            " average.",
            0.8,
        )


def _unfair(plan: Plan) -> Mention | None:
    return next((m for m in plan.mentions(_BEST_OF) if not _is_fair(plan, m)), None)


def _is_fair(plan: Plan, mention: Mention) -> bool:
    """Whether other data choose the run, or the rest is shown beside it."""
    if plan.in_sentence(_CHOSEN_FAIRLY, mention.sentence):
        return True
    begin, stop = plan.statement(mention)
    return bool(
        plan.between(SPREAD_SHOWN, begin, mention.start)
        or plan.between(SPREAD_SHOWN, mention.end, stop)
        or plan.between(_AN_EXTRA, begin, stop)
    )


S3 = Rule(
    id="S3",
    name="best-of reporting",
    severity=Severity.HIGH,
    source="Henderson et al., arXiv 1709.06560",
    question="What do all runs together say: their mean, spread and worst case?",
    needs=lambda plan: next(plan.places(RUNS), None) is not None,
    find=_find_best_of,
    example_bad="Each arm has ten seeds. We report the best of the ten runs.",
    example_good="Each arm has ten seeds. We report the mean of the ten runs and all "
    "of "
    "them as points.",
)


_UNTIL = Concept("until, till, up to the point/moment .. where/when/at")
_AS_SOON_AS = Concept("as soon as, once, when, whenever, the moment, if, after, unless")
_IF = Concept("if, should, when, where, in case, whenever, as long as, while, provided")
_FAILED = Concept("not, no, fails, without, neither, never, nothing, nor, cannot")
_MORE = GOING_ON.near(
    Concept("""
    more, further, additional, another, extra, second, larger, longer, sample, #, batch,
    collection, period, round, recruitment
"""),
    within=5,
) | Concept("""
    another #, # more, further #, additional #, # additional/further/extra, more of them
""")
_ADDED = Concept("""
    add(s), added, adding, recruit(s), recruited, enrol(s), enroll(s), enrolled,
    collect(s), collected, extended, extend(s), prolonged, prolong(s), topped up,
    invite(s),
    invited, appended, join(s), more, further, another, repeat(s)
""")
_OPEN_RESULT = Concept("""
    effect(s), difference(s), gap, gain, advantage, benefit, trend, result(s), interval,
    p, p-value, improvement, evidence, lead, test, it, level, significance, lower end
""").near(INCONCLUSIVE, within=6)
_LOOKING = Concept("""
    peek*, look(s), check(s), checked, inspect*, monitor*, analyse*, analyze*, test(s),
    tested, evaluat*, interim, examine*, review(s), recomput*, compute(s)
""").then(
    Concept("""
    after each/every, daily, weekly, nightly, each/every day/week/month/night,
    as .. come in, as .. arrive, along the way, continuously, regularly, repeatedly,
    during collection, in between, every # participants/seeds/runs/items
"""),
    within=8,
)
_OPTIONAL_STOP = (
    _UNTIL.then(SUCCESS_SHOWN, within=10, over=_FAILED)
    | STOPPING.then(_AS_SOON_AS, within=6).then(SUCCESS_SHOWN, within=8, over=_FAILED)
    | _AS_SOON_AS.then(SUCCESS_SHOWN, within=6, over=_FAILED).then(STOPPING, within=7)
    | _IF.then(INCONCLUSIVE, within=8).then(_MORE, within=12)
    | _MORE.then(_IF, within=6).then(INCONCLUSIVE, within=8)
    | Concept("more").then(_IF, within=1).then(INCONCLUSIVE, within=8)
    | GOING_ON.then(Concept("as long as, while"), within=8).then(INCONCLUSIVE, within=7)
    | _IF.then(_OPEN_RESULT, within=3).then(_ADDED, within=8)
    | _ADDED.then(_IF, within=7).then(_OPEN_RESULT, within=2)
    | INCONCLUSIVE.then(Concept(":, then, →"), within=5).then(_ADDED, within=2)
    | Concept("as long as it takes").then(SUCCESS_SHOWN, within=6)
    | _ADDED.then(_UNTIL, within=8).then(
        Concept("it does, it is, it shows, they do, it drops, it holds, it has"),
        within=0,
    )
    | _LOOKING.then(STOPPING | Concept("go on, whether"), within=12)
    | Concept("""
    as many .. as it takes/needs, as many .. as needed/necessary, as many .. as we need,
    no/not fixed sample-size/number/n, sample-size is open, n is open,
    number is left open, stop when .. satisfied/convinced/confident,
    stop when .. happy/looks good
""")
)
_MAY_STOP = SUCCESS_SHOWN | INCONCLUSIVE | GOING_ON.beside(_UNTIL)
_CONVERGES = Concept("""
    loss(es), validation, converg*, gradient(s), early stopping, epoch(s), plateau*,
    overfit*, warm-up, quota, fixed n/size, whatever, regardless, irrespective, futility
""")
_STOPS_ON_RESULT = _OPTIONAL_STOP.apart(_CONVERGES)


def _own_conditional(words: str, span: tuple[int, int]) -> bool:
    return not (
        negated(words, (span[0], span[0] + 1))
        or interrogative(words)
        or of_others(words, span)
        or deferred(words, span)
        or quoted(words, span)
        or _CONDEMNED.search(words, span[0])
    )


_CONDEMNED = Pattern(
    r"= ?not done|\b(?:would be|is|are) (?:\w+ )?(?:cheat\w*|wrong|p-hacking|a mistak"
    r"e|fooling|self-"
    r"deception|malpractice|not (?:done|allowed|an option)|ruled out)"
)


def _stops_on_result(plan: Plan) -> Mention | None:
    return plan.first(_STOPS_ON_RESULT, _own_conditional)


def _find_optional_stopping(plan: Plan) -> Iterator[Hit]:
    mention = _stops_on_result(plan)
    if mention is None or plan.says(SEQUENTIAL_TEST):
        return
    phrase = plan.spelled(mention.start, mention.end)
    yield Hit(
        plan.sentence_passage(mention.sentence),
        f'The result decides when to stop ("{phrase}"), so a false alarm becomes'
        " certain in the end.",
        0.85,
    )


S8 = Rule(
    id="S8",
    name="optional stopping",
    severity=Severity.HIGH,
    source="AsPredicted question 7; Simmons, Nelson and Simonsohn 2011",
    question="Which n or date ends the collection, whatever the result is by then?",
    needs=lambda plan: (
        next(plan.places(_MAY_STOP), None) is not None
        or _stops_on_result(plan) is not None
    ),
    find=_find_optional_stopping,
    example_bad="We add further participants until the difference is significant.",
    example_good="We add participants until 120 have finished, whatever the "
    "difference is.",
)

RULES = (S3, S8)

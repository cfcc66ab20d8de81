"""C, continued: is the baseline given a chance?"""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import sentence_added
from coresearch.critic.clauses import (
    claimed,
    clause_at,
    deferred,
    mentioned,
    negated,
    provided,
    quoted,
)
from coresearch.critic.concepts import Concept
from coresearch.critic.lexicon.statistics import MEASURE
from coresearch.critic.lexicon.studies import (
    BASELINE,
    COMPARING,
    DEFAULTS,
    METHOD,
    OWN,
    TUNED_ALIKE,
    TUNING,
)
from coresearch.critic.phrases import Pattern
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.rule import Hit, Rule

_OTHERS = BASELINE | Concept("other/remaining/rest, others, rival*, competitor*")
_OWN_TUNED = OWN.then(METHOD, within=2).near(TUNING, within=5, over=_OTHERS)
_RUNS = Concept("""
    run(s), running, keep(s), kept, use(s), used, stay(s), remain(s), left, at, with,
    has, have, get(s), rely, relies, take(s), come(s), gets by, make(s) do, straight
""")
_LEFT_ALONE = (
    (_OTHERS | METHOD | _RUNS)
    .near(DEFAULTS, within=6)
    .apart(
        Concept("""
            default .. prompt(s), reported unchanged, result(s), scoring method,
            scaling, code, no settings, digest, container, tag, no hyper-parameter*,
            descriptor(s), clause, format
        """)
    )
)
_SETTINGS_FROM = (
    Concept("""
    values, setting(s), hyper-parameter*, configuration(s), knobs, constants,
    parameters, learning-rate(s), gains
""")
    .near(
        Concept("""
    paper(s), authors, publication(s), readme, repository, repositories, tutorial(s),
    library, documentation, published, literature, manual, vendor, recommended,
    recommendation(s), toolbox, config file
"""),
        within=4,
    )
    .apart(Concept("digest, container, tag, commit, at tag, seed(s), prompt(s) in"))
)
_AS_IT_COMES = _LEFT_ALONE | _SETTINGS_FROM
_CELL_SAYS = Concept("""
    default settings/values/parameters, defaults, library defaults, as shipped,
    out of the box, stock, untuned, factory setting(s), library values, paper's values
""")
_NEVER_TUNED = Concept("""
    never/not .. tuned/searched/optimised/optimized/adjusted, untuned, no tuning,
    without .. tuning/search, no search, no sweep, not touched, is/are spared .. search
""").beside(_OTHERS | METHOD)
_ONLY_OWN = Concept("""
    only .. tuned/searched/swept/optimised/optimized, tuned/searched .. only/alone,
    search/sweep/tuning .. only .. our/ours/own/new/proposed, only ours/we
""").beside(TUNING)
_SEARCHED = Concept("""
    # trials/draws/configurations/settings/runs of, # .. trials/draws/configurations,
    tune(s), tuned, tuning, search, searched, sweep, swept, grid, we try, optuna,
    picked,
    optimised, optimized, adjusted
""")


def _uneven(plan: Plan) -> tuple[Mention, str] | None:
    """Where tuning is said to be uneven, and what is said to be left alone."""
    only = plan.first(_ONLY_OWN, claimed)
    if only is not None:
        return only, ""
    plain = (
        next((m for m in plan.mentions(_AS_IT_COMES) if _unsearched(plan, m)), None)
        or plan.first(_NEVER_TUNED, mentioned)
        or next(
            (
                m
                for m in plan.mentions(_CELL_SAYS)
                if m.sentence.row > 0 and _unsearched(plan, m)
            ),
            None,
        )
    )
    if plain and plan.first(_SEARCHED):
        return plain, plan.spelled(plain.start, plain.end)
    fewer = _fewer_trials(plan)
    if fewer is not None:
        return fewer, ""
    own = plan.first(_OWN_TUNED)
    return (own, "") if own and plan.says(BASELINE) else None


_SEARCHED_TOO = Pattern(
    r"\b(?:\d+|[a-z]+ty|ten|twelve) (?:\w+ )?(?:trials|draws|settings|configurations)\b"
    r"|\bfirst trial\b|\balso after\b|\band also\b|\bone of (?:the|its)\b|\bnobody\b|"
    r"\beach arm"
)


def _unsearched(plan: Plan, plain: Mention) -> bool:
    """Whether the clause says nothing of a search besides."""
    words, start = plan.words(plain.sentence), plain.sentence.start
    clause = clause_at(words, plain.start - start)
    return not _SEARCHED_TOO.search(words, *clause)


_TRIALS = Concept("""
    # trials, # .. trials, # draws, # configurations, # .. configurations, # settings,
    # candidates, # search runs, # tuning runs, # evaluations of
""")


def _fewer_trials(plan: Plan) -> Mention | None:
    """A sentence in which two arms get numbers of trials that are far apart."""
    seen: dict[int, tuple[float, Mention]] = {}
    for mention in plan.mentions(_TRIALS, claimed):
        quantities = plan.quantities_in(mention.start, mention.end)
        if not quantities or not plan.in_sentence(OWN | _OTHERS, mention.sentence):
            continue
        number = quantities[0].value
        first, _ = seen.setdefault(mention.sentence.start, (number, mention))
        if max(first, number) >= 2 * min(first, number) > 0:
            return mention
    return None


def _tuned_alike(plan: Plan, where: Mention) -> bool:
    """Whether another sentence of the section gives all arms the same search."""
    here = where.sentence
    return any(
        mention.sentence.section == here.section and mention.sentence != here
        for mention in plan.mentions(TUNED_ALIKE, provided)
    )


def _find_uneven_tuning(plan: Plan) -> Iterator[Hit]:
    found = plan.kept(_uneven)
    if found is None or _tuned_alike(plan, found[0]):
        return
    where, plain = found
    phrase = plan.spelled(where.start, where.end)
    message = (
        f'One arm is searched, and another is left as it comes ("{plain}").'
        if plain
        else f'The own method is tuned ("{phrase}"), and no tuning of the baseline is'
        " named."
    )
    yield Hit(
        plan.sentence_passage(where.sentence),
        message,
        0.8 if plain else 0.6,
        edit=sentence_added(
            plan,
            where.sentence,
            "The baseline is tuned as well, with the same number of trials.",
        ),
    )


C2 = Rule(
    id="C2",
    name="uneven tuning",
    severity=Severity.HIGH,
    source="Machine Learning Reproducibility Checklist (Pineau et al., arXiv"
    " 2003.12206)",
    question="Does the baseline get the same search, on the same data?",
    needs=lambda plan: plan.kept(_uneven) is not None,
    find=_find_uneven_tuning,
    example_bad="The learning rate of our model is tuned over 50 trials. The baseline"
    " runs "
    "with its default settings.",
    example_good="The learning rate of our model is tuned over 50 trials. The "
    "baseline is "
    "tuned over the same number of trials.",
)


_RESULT = Concept("""
    # %, number(s), result(s), score(s), figures, value(s), accuracy, accuracies,
    performance, metric(s), latency, latencies, error(s), error rate(s), f1, auc, auroc,
    bleu, wer, rmse, ndcg, recall, return(s), reward(s), baseline(s), success rate(s),
    mean(s), row(s), bar(s)
""")
_ELSEWHERE = Concept("""
    paper(s), publication(s), article(s), leader-board(s), literature, authors,
    preprint(s), model card(s), technical report, report of, appendix of, table # of,
    website, blog*, documentation, published, reported,
    previous/prior/earlier/original work/study/studies, thesis, challenge results,
    competition results, proceedings, et al, vendor*, white paper, data sheet, maker's,
    overview, supplement, announcement, readme, papers with code, competition website,
    survey by, survey of, test report, data-sheet, web page, own product, product page
""")
_TAKEN = Concept("""
    take(s), taken, copy, copied, copies, quote(s), quoted, cite(s), cited, reuse*,
    borrow*, lift, lifted, enter(s), entered, adopt*, import*, insert*, transcrib*,
    use(s), used, carry over, carried over, read off, printed, listed, line of .. table,
    row of .. table, as reported, as published, as given, put beside, set beside,
    come(s), rely on, relies on, fill(s), filled, stand(s) in, next to ours/it,
    beside ours, is/are the one(s), we put, saves, save ourselves, states, state, give,
    gives, column, row, as in, holds, hold, line for
""")
_WITHOUT_RUN = Concept("""
    without .. re-running/re-training/retraining/reimplementing/rerun,
    without running it/them/that/those, not .. rerun, not .. reproduced,
    not .. retrained, not .. re-implemented, no need to rerun/run,
    not run by us/again/here, no own run(s), not part of .. runs, not among .. runs,
    save(s) .. training/hours/runs, not own one
""").beside(_OTHERS | METHOD | _ELSEWHERE)
_RIVAL = (
    BASELINE
    | METHOD
    | Concept(
        "competitor(s), opponent(s), arm(s), table, row, line, column, those, it, for"
    )
)
_TAKEN_FROM = (
    Concept("""
        take(s), taken, copied, copy, cite(s), cited, quote(s), quoted, borrowed,
        printed,
        reported, lifted, come(s), taken over, transcribed, go by, went by
    """)
    .then(_ELSEWHERE, within=4)
    .apart(
        Concept(
            "data, data-set(s), hyper-parameter(s), setting(s), code, learning-rate"
        )
    )
)
_COPIED_NUMBER = (
    (_RESULT | MEASURE).then(
        _TAKEN_FROM, within=9, over=Concept("not, never, rather, instead")
    )
    | _TAKEN_FROM.then(_RESULT | MEASURE, within=2)
    | (_RESULT | MEASURE | Concept("latencies, rounds, rate"))
    .then(
        Concept("""
            from, in, of, as in, as printed in, as given in, that, which, by, stand in,
            stands in, with numbers of
        """),
        within=2,
    )
    .then(_ELSEWHERE, within=3)
    .beside(
        Concept("""
            no own runs, not run, rely on, relies on, filled, put ours, next to them,
            next to ours, its own machine, its own product, save ourselves, none, as in,
            stands in, stand in, states for, saves, as printed
        """)
    )
    | Concept("numbers, figures, results, scores").then(
        Concept("copied from, of .. website, from .. website, from papers"), within=3
    )
    | Concept("is/are the one(s), is/are those").then(_ELSEWHERE, within=3)
    | Concept("# .. from").then(Concept("et al, table #, paper"), within=3)
    | Concept("leader-board, literature").then(
        Concept("number(s), score(s), result(s), values"), within=0
    )
    | Concept("# %")
    .then(Concept("according to, as per, per, as claimed in, claimed in"), within=1)
    .then(_ELSEWHERE, within=3)
)
_QUOTABLE = (
    _COPIED_NUMBER
    | _RESULT.near(_ELSEWHERE, within=6)
    | COMPARING.then(
        Concept("published, reported, leader-board, literature, printed, quoted"),
        within=4,
    )
)
_FROM_ELSEWHERE = (_COPIED_NUMBER | _QUOTABLE.beside(_TAKEN).beside(_RIVAL)).apart(
    Concept("""
    validation articles, manuscript, reanalys*, re-analys*, pdf, our paper, this paper,
    power, sample-size, effect size, standard deviation, prevalence, assume(d)
""")
)
_RERUN = Concept("""
    re-run*, rerun*, re-train*, retrain*, re-implement*, reimplement*, reproduc*,
    replicat*, run here, run ourselves, run by us, run again, run anew, measured here,
    measure it, measured by us, evaluated by us, our own run(s), for orientation,
    for context, context only, for reference only, not compared, only as, sanity check,
    run both, run all, run every, run each, train both, train all, are/is run by us,
    trained and tested by us, run by us, score its output, install the, in a footnote
""")


def _copied(plan: Plan) -> Mention | None:
    found = [
        *plan.mentions(_FROM_ELSEWHERE, _stated),
        *plan.mentions(_WITHOUT_RUN, _own_statement),
    ]
    return next((mention for mention in found if not _reruns(plan, mention)), None)


def _reruns(plan: Plan, mention: Mention) -> bool:
    """Whether the paragraph goes on to say that the rival is run as well."""
    block = mention.sentence.block
    return any(
        found.sentence.block == block and not _covers(mention, found)
        for found in plan.mentions(_RERUN)
    )


def _covers(one: Mention, other: Mention) -> bool:
    return one.start <= other.start and other.end <= one.end


def _find_copied_baseline(plan: Plan) -> Iterator[Hit]:
    mention = plan.kept(_copied)
    if mention is None:
        return
    phrase = plan.spelled(mention.start, mention.end)
    yield Hit(
        plan.sentence_passage(mention.sentence),
        f'The baseline is a number from elsewhere ("{phrase}"), not a run on the same'
        f" data"
        " and machine.",
        0.75,
        edit=sentence_added(
            plan,
            mention.sentence,
            "We also rerun it with our data, split and seeds, and compare with that.",
        ),
    )


def _stated(words: str, span: tuple[int, int]) -> bool:
    return _own_statement(words, span) and not negated(words, span)


def _own_statement(words: str, span: tuple[int, int]) -> bool:
    return not (
        negated(words, span, inside=False)
        or deferred(words, span)
        or quoted(words, span)
    )


C3 = Rule(
    id="C3",
    name="copied baseline",
    severity=Severity.MEDIUM,
    source="reproducibility: Pineau et al., arXiv 2003.12206",
    question="Would the baseline reach this number in your set-up?",
    needs=lambda plan: plan.first(_QUOTABLE | _WITHOUT_RUN, mentioned) is not None,
    find=_find_copied_baseline,
    example_bad="The numbers of the baseline are taken from the original paper.",
    example_good="The numbers of the original paper are given for orientation; we "
    "rerun "
    "the baseline on our split.",
)

RULES = (C2, C3)

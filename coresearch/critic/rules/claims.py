"""Q, continued: does the claim reach further than its test?"""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import sentence_added
from coresearch.critic.clauses import (
    claimed,
    hypothetical,
    interrogative,
    mentioned,
    provided,
)
from coresearch.critic.concepts import Concept, Wording
from coresearch.critic.lexicon.claims import CARRYING_OVER, HEDGES
from coresearch.critic.lexicon.data import ROWS, SAMPLED_UNIT
from coresearch.critic.lexicon.statistics import MEASURE
from coresearch.critic.lexicon.studies import REPORTING
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.rule import Hit, Rule

_ALL = Concept("all, any, every, arbitrary, each and every, whatever").then(
    ROWS
    | SAMPLED_UNIT
    | Concept("""
    task(s), model(s), data-set(s), data, language(s), domain(s), architecture(s),
    setting(s), problem(s), transformer(s), network(s), llm(s), application(s),
    wearable(s), website(s), web task(s), program(s), compiler(s), tariff(s),
    climate(s), environment(s), optimi*, recommender(s), catalogue(s),
    platform(s), kind of, kinds of, learner(s), classifier(s), change of, type of,
    types of, sort of, modality, modalities, genre(s), workload(s),
    accelerator(s), gpu(s), hardware, engine(s), estimator(s), sensor(s), scale(s),
    size(s), field(s), discipline(s), market(s), population(s), disease(s)
"""),
    within=2,
)
_IN_GENERAL = Concept("""
    in general, universal, universally, general law, everywhere, across the board,
    once and for all, for good, without exception,
    irrespective of, general-purpose, whatever the, the field as a whole,
    any and all, at any scale, elsewhere
""")
_SWEEPING = Concept("""
    general/universal/ultimate cure/remedy/recipe/solution/answer/law, is/are solved,
    solves .. problem/segmentation/task, model/method/tool of choice,
    one .. for all/every/any, no longer necessary/needed, once and for all,
    is/are over/settled, last word, physics/chemistry/biology is the same,
    same everywhere
""").beside(
    Concept("""
        all, any, every, general, generally, everywhere, whatever, each kind, of choice,
        title, titled, submit, cure, universal, in .. discipline(s), worldwide
    """)
) | Concept("""
    settle(s), replace(s), can replace, cure for, remedy for, recipe for, solves,
    decides, show(s) how, tell(s) how, prove(s), conclude, conclusion, make(s), makes
""").then(Concept("any, every, all"), within=9, over=HEDGES).apart(
    Concept("we replace, is/are replaced, every # , all #, each, all of the, bugs")
)
_WITHIN_STUDY = Concept("""
    seed(s), run(s), repetition(s), arm(s), trial(s), fold(s), participants see, each,
    budget(s), averaged, shown, reported, given, started, row(s), record(s), printed,
    file(s),
    every hour/day/week/epoch, all of the, all our, paid,
    bootstrap*
""")
_CONCLUDING = CARRYING_OVER | Concept("""
    conclu*, claim*, show, shows, shown, result(s), finding(s), prove*, establish*,
    predict*, demonstrate*, expect*, true, valid, nothing .. special,
    mechanism is general, improve(s), help(s), beat(s), outperform*, reduce(s),
    raise(s), lower(s), better, superior, holds, lesson
""")
_IS_BETTER = Concept("""
    reasons/works/gets/performs/becomes/is/does/learns/generalises .. better,
    improves, benefits, profits, gains
""")
_OVER = (
    (
        Concept(
            "for, to, on, in, under, across, of, with, at, helps, improves, beats"
        ).then(_ALL, within=0)
        | _IN_GENERAL
    )
    .beside(_CONCLUDING)
    .apart(_WITHIN_STUDY)
    | CARRYING_OVER.then(_ALL | _IN_GENERAL, within=6, over=HEDGES).apart(_WITHIN_STUDY)
    | CARRYING_OVER.then(
        Concept("any, every, all kinds of"), within=0, over=HEDGES
    ).apart(_WITHIN_STUDY)
    | _ALL.then(_IS_BETTER, within=2).apart(_WITHIN_STUDY)
    | _SWEEPING.apart(_WITHIN_STUDY)
    | Concept("""
    new state of the art, sets .. state of the art,
    exceed(s)/surpass*/beat(s)/outperform(s)/improves .. state of the art,
    is/are universal, universal remedy/method/solution/approach/law, of all kinds,
    universally applicable, new sota, best in the world, new record, beats everything,
    solves the problem of, settles the question, end of the debate,
    language models generally
""")
)
_SCOPED = Concept("""
    no claim(s), not claim, claim nothing, nothing is claimed, not speak, no general,
    only of, not something, cannot tell, not write so, cannot say, not ours to say,
    don't ask, do not ask, nobody can
""")


_NO_FURTHER = Concept(
    "no claim beyond, no claims beyond, not claim more, claim no more"
)


def _claim(plan: Plan) -> Mention | None:
    """A claim beyond what is tested; none if the plan says that it makes none."""
    if plan.first(_NO_FURTHER, mentioned):
        return None
    for mention in plan.mentions(_OVER, _claimed):
        if not plan.in_sentence(_SCOPED, mention.sentence):
            return mention
    return None


def _find_over_scope(plan: Plan) -> Iterator[Hit]:
    claim, one = plan.kept(_claim), plan.first(_ONE | _NAMED_SET, mentioned)
    if claim is None or _several_sets(plan):
        return
    wide = plan.spelled(claim.start, claim.end)
    narrow = plan.spelled(one.start, one.end) if one else ""
    edit = sentence_added(
        plan, claim.sentence, f"We make no claim beyond what is tested here ({narrow})."
    )
    yield Hit(
        plan.sentence_passage(claim.sentence),
        f'The claim ("{wide}") reaches further than its test'
        + (f' ("{narrow}").' if narrow else "."),
        0.7,
        edit=edit if narrow else (),
    )


def _several_sets(plan: Plan) -> bool:
    """Whether three or more data sets or models stand behind it."""
    named = plan.first(_NAMED_SET, mentioned)
    listed = named is not None and _is_listed(plan, named)
    return listed or plan.first(_SEVERAL, mentioned) is not None


def _is_listed(plan: Plan, mention: Mention) -> bool:
    """Whether other names stand beside it: "CIFAR-10, SVHN and STL-10"."""
    before, after = plan.low[: mention.start], plan.low[mention.end :]
    return before.endswith(("and ", ", ")) or after.startswith((" and ", ", "))


_ONE = Concept("""
    one data-set/benchmark/corpus/model/task,
    one domain/language/environment/architecture/game,
    one .. data-set/benchmark/corpus/model/task,
    one .. domain/language/environment/hospital/site,
    a single data-set/benchmark/corpus/model/task,
    a single domain/language/game/town/lab/robot,
    single .. data-set/benchmark/corpus/model/task/domain/language, only one, just one,
    one .. town/city/clinic/lab/robot/platform,
    one .. season/year/summer/engine/gpu/catalogue
""")
_NAMED_SET = Concept("""
    mnist, cifar #, imdb, sst #, squad, gsm8k, ag news, imagenet, cartpole, breakout,
    pong, humaneval, mmlu, librispeech, coco, xsum, wikitext*
""")
_SEVERAL = Concept("""
    three/four/five/six/seven/eight/ten/twelve data-sets/benchmarks,
    three/four/five/six/seven/eight/ten/twelve corpora/languages/sites,
    # data-sets/benchmarks/corpora/languages/domains/hospitals/environments/games
""")


def _claimed(words: str, span: tuple[int, int]) -> bool:
    if interrogative(words) or hypothetical(words, span):
        return False
    in_title = "titled" in words or "the title" in words
    return claimed(words.replace('"', " "), span) if in_title else claimed(words, span)


Q7 = Rule(
    id="Q7",
    name="over-scope",
    severity=Severity.MEDIUM,
    source="NeurIPS paper checklist 1; REFORMS",
    question="On what would the claim have to be tested to be as wide as it is put?",
    needs=lambda plan: plan.first(_OVER, mentioned) is not None,
    find=_find_over_scope,
    example_bad="We show that label smoothing helps on any data set. We train three "
    "networks on CIFAR-10.",
    example_good="We show that label smoothing helps on any data set of small images. "
    "We "
    "train three networks on CIFAR-10, SVHN and STL-10.",
)


_CLAIMS = {
    "robust": (
        Concept("robust, robustly, robustness, resilien*, fault-tolerant").apart(
            Concept("""
    robust standard/regression/scal*/statist*/estimat*/test/z/errors, to outliers,
    robustness check(s)/analysis/if, huber, sandwich, mixed-effect(s), specification(s),
    sensitivity, how robust, robust in, robust enough, conclusions, findings, results
""")
        ),
        Concept("""
    noise, noisy, perturb*, corrupt*, shift(s), shifted, out-of-distribution,
    out-of-domain, ood, adversar*, stress*, attack(s), worst-case, worst .. group/seed,
    typo(s), paraphras*, blur*, occlu*, dropped sensors/words, unseen,
    new domains/sites, variance over/across, imagenet c/a, cifar 10 c, fault(s), faulty,
    missing sensors/modalities, set to zero, reverber*, codec(s), disturb*, jitter*,
    damaged, degraded, outage(s), different seeds, another site, spread over, snr,
    seeing, conditions, classes of, worn, weather, renamed, lighting, angle(s), poor
"""),
        "noise, shift or attack",
    ),
    "efficient": (
        Concept("""
    efficient, efficiently, efficiency, lightweight, economical, frugal, cheap to run,
    resource-saving, scalable, lean, real-time
""").apart(
            Concept("""
    implement efficient, efficiency of the market, efficient market,
    efficient estimator, measured by, learning/sample/data efficiency
""")
        ),
        Concept("""
    latency, throughput, memory, flop*, wall-clock, run-time, training time, time to,
    time per, seconds per, hours per, ms, milliseconds, energy, watt*, joule*, kwh,
    cost per, tokens per, samples per, sample complexity, examples needed,
    labels needed, fewer labels/samples/examples/steps/episodes/tokens,
    number of labels/parameters, speed*, faster, slower, requests per, fps,
    gpu-hours per, bytes, ram, battery life, machine time, inference time,
    half of .. memory/time/cost
"""),
        "time, memory, cost or samples",
    ),
    "fair": (
        Concept("fair, fairer, fairness, unbiased, equitable, non-discriminat*").apart(
            Concept("""
    fair comparison(s)/share/amount/use/game/competition/trial(s), coin, comparison(s),
    unbiased comparison/estimat*, budget(s), draw(s), fairly paid, same budget
""")
        ),
        Concept("""
    parity, equalised odds, equalized odds, equal opportunity, gap between,
    gaps between,
    difference(s) between/across .. groups/genders/sexes/men/women/ages/dialects,
    per group, per-group, by gender/sex/age/race/ethnicity/dialect/region/income/group,
    sub-group*, demographic*, disparit*, worst-group, men and women, disparate, women,
    minorit*, for each group, across groups, between groups, male, female, exposure,
    small artists, provider(s), accent(s), skin tone(s), deprivation
"""),
        "groups",
    ),
    "safe": (
        Concept("safe, safer, safety, safely, harmless, trustworthy, secure").apart(
            Concept(
                "safe margin/distance/side/place, safe to be, safety margin, kept, "
                "to be safe, on the safe side, safe harbour, safety office/board"
            )
        ),
        Concept("""
    refus*, harm*, red-team*, attack success, violation(s), toxic*, incident(s), unsafe,
    jailbreak*, collision(s), accident(s), near miss*, adverse event(s), hazard(s),
    constraint cost, failure(s), damage, broken, dropped, injur*, crash*, force limit,
    peak force, missed cases, false negatives, overrid*, near-accident*, spill*, contact
"""),
        "harm or violations",
    ),
    "calibrated": (
        Concept("well calibrated, better calibrated, calibrated probabilities").apart(
            Concept("camera(s), sensor(s), scale(s), meter(s), judge, instrument(s)")
        )
        | Concept("error bar(s), confidence(s)").near(
            Concept("trust*, rely, relied, honest"), within=5
        ),
        Concept("""
    ece, calibration error/curve/plot/slope/intercept, reliability diagram(s)/curve(s),
    coverage, brier, log-loss, log-likelihood, crps, pinball, pit histogram(s),
    interval score
"""),
        "coverage or calibration error",
    ),
    "interpretable": (
        Concept("""
            interpretab*, explainab*, intelligible, understandable,
            easy to interpret/understand
        """),
        Concept("""
    user study, readers, participants, people, human(s), faithful*, simulatab*,
    sparsity, rated, raters, expert(s), number of rules/features/nodes, deletion,
    insertion, clinicians, annotators, questionnaire, forward simulation, comprehension
"""),
        "readers or faithfulness",
    ),
}  # fmt: skip


_MEASURING = (
    REPORTING
    | MEASURE
    | Concept("""
    test*, vary, varied, count*, rise in, drop in, print, table, record*, primary,
    outcome(s), secondary, measure of, metric(s), difference(s), gap(s), share of,
    per, look at, looked at, given for, broken down, also run, add(s), added, score*,
    log, logged, time it, timed, cost(s), means, called, exposed, rate, worst*
""")
)
_DISCLAIMED = Concept(
    "not .. claimed/studied/tested/assessed/measured, no claim, fair comparison"
)


_DEFINES = Concept("""
    mean by, meant by, only via, via, read off, read from, in the sense, sense that,
    see by, seen by, seen from, is told by, judged by, only if, which means, whether,
    call .. if, we call, by counting, shown by, as measured by
""")


def _is_defined(plan: Plan, claim: Mention) -> bool:
    """Whether its sentence goes on to say how it is seen: "robust: we set …"."""
    sentence = claim.sentence
    if plan.in_sentence(_DEFINES, sentence):
        return True
    colon = plan.low.find(":", claim.end, sentence.end)
    if colon >= 0 and plan.between(_MEASURING, colon, sentence.end):
        return True
    title = plan.document.sections[sentence.section].title.lower()
    return claim.words in title


def _is_measured(plan: Plan, claim: Mention, measures: Wording) -> bool:
    """Whether it is measured, be it in the sentence of the claim."""
    if plan.in_sentence(_DISCLAIMED, claim.sentence):
        return True
    return any(
        _comes_with(plan, claim, mention)
        if mention.sentence == claim.sentence
        else _is_said_to_be_measured(plan, mention)
        for mention in plan.places(measures)
    )


def _is_said_to_be_measured(plan: Plan, measure: Mention) -> bool:
    """A title or a cell may name it; a sentence has to say that it is measured."""
    sentence = measure.sentence
    if not sentence.is_prose or sentence.row >= 0:
        return True
    around = plan.between(_MEASURING, sentence.start, sentence.end)
    return around is not None and plan.holds(measure, provided)


def _comes_with(plan: Plan, claim: Mention, measure: Mention) -> bool:
    """As in "safer: it has fewer collisions", but not in "robust to noise"."""
    between = plan.low[claim.end : measure.start]
    return any(mark in between for mark in ":;,") or bool(
        plan.between(_MEASURING, claim.end, claim.sentence.end)
    )


def _find_claim_without_metric(plan: Plan) -> Iterator[Hit]:
    for word, (claims, measures, kind) in _CLAIMS.items():
        made = [m for m in plan.mentions(claims, claimed) if m.sentence.row < 0]
        if not made or any(_is_defined(plan, claim) for claim in made):
            continue
        claim = made[0]
        if _is_measured(plan, claim, measures):
            continue
        yield Hit(
            plan.sentence_passage(claim.sentence),
            f'The plan claims "{word}", but measures nothing of the kind ({kind}).',
            0.75,
            question=f'Which number would show that it is "{word}"?',
        )


Q9 = Rule(
    id="Q9",
    name="claim without its metric",
    severity=Severity.MEDIUM,
    source="BetterBench (Reuel et al., arXiv 2411.12990)",
    question="Which number would show it?",
    needs=lambda plan: any(plan.first(c, mentioned) for c, _, _ in _CLAIMS.values()),
    find=_find_claim_without_metric,
    example_bad="The new tagger is more robust. We compare F1 on the standard test "
    "part.",
    example_good="The new tagger is more robust. We compare F1 on the standard test "
    "part "
    "and under typing noise.",
)

RULES = (Q7, Q9)

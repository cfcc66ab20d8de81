"""S, continued: the choice of test, of what is reported, and of who judges."""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.core.power import size_for_power
from coresearch.critic.changes import Edit, replaced, sentence_added
from coresearch.critic.clauses import (
    asserted,
    claimed,
    deferred,
    mentioned,
    of_others,
    quoted,
)
from coresearch.critic.concepts import Concept, Wording
from coresearch.critic.lexicon.data import ROWS, SAMPLED_UNIT
from coresearch.critic.lexicon.inference import (
    INTERVAL_DECIDES,
    LEVEL,
    MODELLED,
    TEST,
)
from coresearch.critic.lexicon.results import RUNS
from coresearch.critic.phrases import Pattern
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.power import Power, stated_power
from coresearch.critic.rule import Hit, Rule


def _power(plan: Plan) -> Power | None:
    return plan.kept(stated_power)


def _find_low_power(plan: Plan) -> Iterator[Hit]:
    found = _power(plan)
    wanted = plan.bounds.power
    if found is None or not found.is_below(wanted):
        return
    where = f"With {found.size} {_unit(found)}" if found.size else "By its own figure"
    yield Hit(
        plan.sentence_passage(found.sentence),
        f"{where} the plan would see its own effect in only"
        f" {100 * found.power:.0f}% of cases.",
        0.85,
        question=_more_cases(found, wanted),
        calculation=_steps(found, wanted),
    )


def _unit(found: Power) -> str:
    return "pairs" if found.paired else "per group"


def _more_cases(found: Power, wanted: float) -> str:
    if not found.effect:
        return f"How many cases bring the power to {wanted:.2f}, and can you have them?"
    needed = size_for_power(found.effect, wanted, paired=found.paired)
    if found.paired:
        return f"Can you have {needed} pairs, or a measure that scatters less?"
    return (
        f"Can you have {needed} per group, or a design in which each case is its own"
        " control?"
    )


def _steps(found: Power, wanted: float) -> str:
    if not found.effect:
        return f"{found.steps} < {wanted:.2f}"
    needed = size_for_power(found.effect, wanted, paired=found.paired)
    return f"{found.steps}; {wanted:.2f} needs about {needed} {_unit(found)}"


S5 = Rule(
    id="S5",
    name="under-powered",
    severity=Severity.HIGH,
    source="Colas et al., arXiv 1806.08295",
    question="Can you have more per group?",
    needs=lambda plan: _power(plan) is not None,
    find=_find_low_power,
    example_bad="We expect an effect of Cohen's d = 0.4. There are 30 participants per "
    "group.",
    example_good="We expect an effect of Cohen's d = 0.4. There are 110 participants "
    "per "
    "group.",
)

_SIGNIFICANT = (
    Concept("significan*").then(
        Concept("""
    better, worse, higher, lower, faster, slower, more, less, fewer, larger, smaller,
    improv*, outperform*, increas*, reduc*, exceed*, differ*, beat*, above, below,
    rais*, gain(s), effect(s), advantage, drop(s), result(s), rise, cut(s), decreas*,
    correlat*, chang*, shorter, longer, greater, stronger, weaker, superior, ahead,
    lift, benefit, finding(s), if, when, after, interaction(s)
"""),
        within=2,
    )
    | Concept("when/if/once/unless/until significant")
    | Concept("""
    is, are, be, become(s), was, were, statistically, outperform*, improve(s),
    increase(s), reduce(s), exceed(s), differ(s), beat(s), raise(s), lower(s), declare*,
    called, call, considered, treated, regarded, deemed, counts as, come out, comes out,
    came out, turns out, to be, prove(s), not, as
""").then(Concept("significan*"), within=2, over=Concept("a, an, the, any, no"))
    | Concept("""
    raise(s), improve(s), increase(s), reduce(s), lower(s), exceed(s), outperform(s),
    decrease(s), differ(s), beat(s), cut(s), change(s), affect(s), help(s), gain(s)
""").then(Concept("significantly"), within=5)
)
_TEST_NAMED = TEST | LEVEL | MODELLED | INTERVAL_DECIDES.beside(Concept("significan*"))


_ON_CONDITION = Concept("""
    if, when, once, where, whenever, as soon as, counts as, count as, are those, means,
    those that, wherever
""")
_BY_LOOKS = Concept("""
    curve(s), visibl*, visual*, eye, chart(s), plot(s), bar(s), lines, histogram(s),
    strikes, sizeable, sizable, looks, look, evident, obvious, apparent, by inspection,
    or more, # points, # percent/%, rows/means/medians/averages/numbers/scores differ,
    lies/runs/is/stays above/below/over/under, described by, larger/higher than,
    in most seeds/runs/cases, in all seeds/runs/cases, consistently, at first sight,
    rule of thumb, seem(s), feel(s), of the opinion, majority of
""")
_BY_TEST = _TEST_NAMED | Concept("""
    test, tested, tests, p, interval(s), ci, corrected, adjusted, alpha, bound,
    clinical*, clinically, practically, digit(s), threshold, posterior, bootstrap*,
    permutation*
""")
_BY_OTHER_MEANS = (
    (_SIGNIFICANT | Concept("as significant, significantly"))
    .near(_ON_CONDITION, within=14)
    .beside(_BY_LOOKS)
    .apart(_BY_TEST)
)
"""Where it is said what makes a result significant, and that is no test."""


def _find_significant_without_test(plan: Plan) -> Iterator[Hit]:
    mention = plan.first(_BY_OTHER_MEANS, _own_or_conditional)
    if mention is None:
        mention = plan.first(_SIGNIFICANT, _own_or_conditional)
        if mention is None or plan.says(_TEST_NAMED):
            return
    phrase = plan.spelled(mention.start, mention.end)
    yield Hit(
        plan.sentence_passage(mention.sentence),
        f'The plan says "{phrase}" but names no test and no level.',
        0.75,
        edit=sentence_added(
            plan,
            mention.sentence,
            "Significance is judged by a two-sided paired permutation test at"
            " alpha = 0.05.",
        ),
    )


def _own_or_conditional(words: str, span: tuple[int, int]) -> bool:
    if _OTHER_SENSE.search(words, max(0, span[0] - 15), span[1]):
        return False
    return not (of_others(words, span) or deferred(words, span) or quoted(words, span))


_OTHER_SENSE = Pattern(
    r"\b(?:clinical|practical|biological|economic|ecological)(?:ly)? significan"
)


S7 = Rule(
    id="S7",
    name='"significant" without a test',
    severity=Severity.MEDIUM,
    source="OSF preregistration: inference criteria",
    question="Which test, on which unit, at which level?",
    needs=lambda plan: "significan" in plan.low,
    find=_find_significant_without_test,
    example_bad="We expect the new index to be significantly faster than the old one. "
    "Each query is run ten times.",
    example_good="We expect the new index to be significantly faster than the old one "
    "(permutation test, 5% level). Each query is run ten times.",
)


_SAME_UNITS = (
    Concept("same, identical, shared, very same, matched").then(
        SAMPLED_UNIT
        | ROWS
        | RUNS
        | Concept("""
    split(s), test set(s), tasks, problems, materials, stimuli, instants, conditions,
    load, inputs, levels, weeks, traces, workload(s), test data
"""),
        within=3,
        over=Concept("of, as, for, way, kind, reason, class, classes"),
    )
    | (
        SAMPLED_UNIT | ROWS | Concept("everyone, everybody, all, each, every, they")
    ).then(
        Concept("""
    both, twice, each condition/version/interface/system/arm/treatment,
    all conditions/versions/interfaces/systems/arms/treatments,
    either condition/version/interface/system, under both, in both, with both,
    one with each, with and without
"""),
        within=6,
    )
    | Concept("each, every, all, both, #").then(
        Concept("""
    with and without, before and after, under both, in both conditions, both versions,
    one after the other, on both sides, in both arms, with both
"""),
        within=5,
    )
    | Concept("both, all arms, all systems, either")
    .then(
        Concept("""
    are run on, are tested on, are evaluated on, are scored on, run on, see, get,
    answer, meet, share, use, are fed, read, are judged on, are applied to
"""),
        within=5,
    )
    .then(Concept("all, every, each, #, same"), within=2)
    | Concept("""
    within-subject(s), within-participant(s), within-person, repeated measures,
    cross-over, crossed design, counterbalanc*, latin square, share(s) .. seed(s),
    shared by all, shared by both, shared seeds, common random numbers, split-mouth,
    own control, split-plot, seed by seed, item by item
""")
)
_TWO_SAMPLE = Concept("""
    two-sample, independent-sample(s), unpaired, independent t, welch, mann-whitney,
    rank-sum, kruskal-wallis, two-proportion(s), # proportions, chi-squared, chi-square,
    between-subjects, student's t test for independent, pooled-variance,
    kolmogorov-smirnov, fisher's exact, fisher exact, one-way anova, independent-groups
""").then(
    Concept("""
    test(s), t-test(s), u-test, z-test, anova, statistic, t, u, z, interval, comparison,
    tests, bootstrap, permutation
"""),
    within=3,
) | Concept("""
    mann-whitney, rank-sum, kruskal-wallis, independent t-test(s),
    test(s) for independent samples/groups, test of independence,
    as independent samples, as two independent samples/groups, as independent groups,
    as if independent, as separate samples, unpaired t, welch t
""")
_IS_PAIRED = Concept("""
    paired, mcnemar*, signed-rank, sign test, one-sample, per-item difference(s),
    mixed-effect(s), mixed model(s), differences themselves, repeated-measures,
    within-seed, within-subject anova, cochran, matched-pairs, random intercept(s)
""")
_APART = Concept("""
    between-subject(s), between-participant(s), between-group(s), different people,
    different participants/patients/users/students/subjects, no pairing, not paired,
    is right, no participant is in both, sit in .. arms/groups, unpaired because,
    no participant/person/patient/user .. both, cannot be paired,
    are independent groups,
    either .. or not both, cluster-randomised, cluster-randomized
""")


def _find_unpaired_test(plan: Plan) -> Iterator[Hit]:
    units = plan.first(_SAME_UNITS, claimed)
    if units is None:
        return
    for test in plan.mentions(_TWO_SAMPLE, _used):
        if _in_paragraph(plan, _IS_PAIRED | _APART, test):
            continue
        name = plan.spelled(test.start, test.end)
        same = plan.spelled(units.start, units.end)
        yield Hit(
            plan.sentence_passage(test.sentence),
            f'The arms share their cases ("{same}"), but "{name}" treats them as'
            f" strangers.",
            0.85,
            edit=_paired_instead(plan, test),
        )
        return


def _used(words: str, span: tuple[int, int]) -> bool:
    """A test that is named to be turned down is not used."""
    return asserted(words, span) and not _TURNED_DOWN.search(words, span[0])


_TURNED_DOWN = Pattern(
    r"\b(?:would|wrong|waste|throw|threw|ignor\w+|discard\w*|out of place|unsuit\w+"
    r"|inappropriate|too blunt|not apply|ruled out|a mistake|out of the question)\b"
)


def _in_paragraph(plan: Plan, wording: Wording, place: Mention) -> bool:
    block = place.sentence.block
    return any(m.sentence.block == block for m in plan.mentions(wording))


def _paired_instead(plan: Plan, test: Mention) -> Edit:
    words = test.words
    if not words.endswith(("test", "tests")):
        return ()
    if "chi" in words or "proportion" in words:
        new = "McNemar test"
    elif "whitney" in words or "rank" in words:
        new = "Wilcoxon signed-rank test"
    else:
        new = "paired t-test"
    plural = "s" if words.endswith("tests") else ""
    return replaced(plan, test.start, test.end, new + plural)


S9 = Rule(
    id="S9",
    name="unpaired test on paired data",
    severity=Severity.MEDIUM,
    source="statistics: paired designs",
    question="Why not compare case by case, which is sharper for the same effort?",
    needs=lambda plan: plan.first(_TWO_SAMPLE, mentioned) is not None,
    find=_find_unpaired_test,
    example_bad="Both prompts answer the same 400 questions. We use a two-sample "
    "t-test.",
    example_good="Both prompts answer the same 400 questions. We use a paired t-test "
    "and "
    "no two-sample test.",
)

RULES = (S5, S7, S9)

"""C, continued: what else differs between the arms than what is claimed."""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.arms import arm_table
from coresearch.critic.changes import sentence_added
from coresearch.critic.clauses import (
    claimed,
    deferred,
    hypothetical,
    mentioned,
    negated,
    quoted,
)
from coresearch.critic.concepts import Concept
from coresearch.critic.document import Sentence, Table
from coresearch.critic.lexicon.claims import CAUSING
from coresearch.critic.lexicon.data import SAMPLED_UNIT
from coresearch.critic.lexicon.studies import EQUAL_OTHERWISE
from coresearch.critic.phrases import Pattern
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.rule import Hit, Rule

_ARM = Concept("""
    arm(s), condition(s), variant(s), treatment, version(s), model, system, method,
    agent, network, intervention, prompt, interface, group, controller, policy, ours,
    proposed, new, recommender, classifier, pipeline, recipe, second, full, only,
    also gets, also uses, factor
""")
_MORE = Concept("""
    larger, longer, bigger, deeper, wider, higher, lower, better, shorter, more, fewer,
    extra, additional, updated, cleaner, stronger, newer, different, another, twice,
    double(d), doubles, halved, halves, new, enlarged, instead, replaced, replaces,
    replacing, swapped, swaps, added, adds, dropped, drops, removed, disabled, switched,
    changed, changes, raised, raises, cut, increased, lowered, retrained, rewritten,
    tuned, improved, second, also gets, also uses, without, fine-tuned, richer, faster,
    finer, quadrupled, tripled, trebled, moves to, on top
""")
_AND = Concept("""
    and, plus, as well as, together with, along with, while, also, moreover, besides,
    in addition
""")
_AT_ONCE = Concept("""
    at once, at the same time, simultaneously, in one go, in one step, together,
    in the same run, all at once, jointly, in tandem, in one arm, both changes,
    hand in hand, into the bargain
""")
_CHANGES = Concept("""
    change(s), changed, switch*, replace(s), increase(s), double(s), raise(s), lower(s),
    swap(s), differ(s), vary, varies, enlarge(s), add(s), introduce(s), receive(s),
    get(s), uses, has
""")
_ARM_END = Concept("than, because, since, if, whether, so that, which, who")
_CASES_GO = Concept("""
    participants, frames, rows, records, readings, expect*, hypothes*, predict*, if,
    whether, report*, limitation(s), grid, trials, draws, range,
    without .. and without, four groups, four arms, can be told apart, changes only,
    either way
""")
_TWO_CHANGES = (
    (
        _MORE.then(_AND, within=6, over=_ARM_END).then(_MORE, within=3)
        | _CHANGES.near(_AT_ONCE, within=12).beside(_AND)
    )
    .beside(_ARM)
    .apart(_CASES_GO)
)
_ALTERED = Concept("""
    is/are added/changed/replaced/removed/doubled,
    is/are halved/raised/lowered/weighted/switched/learned/learnt/increased/decreased,
    is/are enlarged/reduced/exchanged,
    was/were added/changed/replaced/removed/doubled/halved/raised/lowered, changed to,
    reduced by
""")
_BUNDLED = (
    _ALTERED.then(_ALTERED, within=10).beside(
        _ARM | Concept("in comparison with, than in")
    )
    | Concept("plus, together with, along with, as well as, and")
    .then(Concept("or, versus, against, while, whereas, the other"), within=12)
    .then(
        Concept("alone, with neither, neither, none of them, no such, nothing"),
        within=6,
    )
    | Concept("at once").then(Concept("has/have/had/gets/with none/neither"), within=8)
    | Concept("as").then(Concept("but"), within=3).then(_AND, within=16)
    | Concept("instead of").then(Concept("instead of"), within=14)
).apart(Concept("costs nothing, either way, told apart, refus*, consent"))


_CHANGE_VERB = Concept("""
    change(s), double(s), use(s), mix, raise(s), lower(s), swap(s), replace(s), move(s),
    unfreeze(s), enlarge(s), lengthen(s), shorten(s), add(s), switch(es), gets, get,
    receives, has, contains, carries
""")
_ALSO_CHANGED = (
    Concept("we, i, also, as well, moreover, besides, on top")
    .then(_CHANGE_VERB, within=2)
    .then(Concept("and, plus"), within=9)
    .then(_CHANGE_VERB, within=2)
    .beside(Concept("also, as well, moreover, besides, on top, as befits"))
    | Concept("is also, are also")
    .then(Concept("and"), within=8)
    .then(Concept("old one, other, others, usual, plain one"), within=14)
    | Concept("has, gets, receives, contains, have, carries")
    .then(_AND | Concept("and their/its"), within=6)
    .then(Concept("also, as well, too, together"), within=7)
    .beside(Concept("control(s), other(s), neither, as before, usual"))
).beside(
    _ARM | SAMPLED_UNIT | Concept("in model, in arm, arm # , cells, old one, the other")
)
_NEWER = Concept("""
    new, newer, larger, bigger, longer, senior, twice, enclosed, extra, additional,
    better, higher, stronger, focal
""")
_OLDER = Concept("""
    old, older, stock, junior, previous, former, on as before, neither, without one/it,
    smaller, shorter, none
""")
_OLD_AND_NEW = (
    _NEWER.then(_NEWER, within=8, over=Concept("old, usual, than, or"))
    .then(_OLDER, within=12)
    .beside(_ARM | SAMPLED_UNIT | Concept("letter, cells, dogs, server, build"))
    .apart(
        Concept("""
            four groups/arms, factorial, crossed, same, than, each, without seeing,
            separately, participants see, exclu*, missing, prefer, because, if, test,
            training, records, window, both
        """)
    )
)
_SIDE_BY_SIDE = _ALSO_CHANGED | _OLD_AND_NEW
_ANY_CHANGES = _TWO_CHANGES | _BUNDLED | _SIDE_BY_SIDE
_NO_ARMS = Concept("train, training, test, validation, fold(s), split, of which, seeds")


def _parallel(plan: Plan) -> Mention | None:
    """Two arms told in one breath that differ in two numbers: "A has 30 steps and 8
    items; B has 60 steps and 16 items"."""
    last: tuple[Sentence, dict[str, str]] | None = None
    for sentence in plan.prose:
        words = plan.words(sentence)
        if sentence.row >= 0 or plan.in_sentence(_NO_ARMS, sentence):
            last = None
            continue
        for part in _PARTS_OF_SENTENCE.split(words):
            found = _NUMBERED.finditer(part)
            numbers = {match["unit"]: match["number"] for match in found}
            near = last is not None and last[0].block == sentence.block
            if near and last is not None and _two_differ(last[1], numbers):
                return Mention(sentence.start, sentence.end, words, sentence)
            last = (sentence, numbers) if len(numbers) > 1 else None
    return None


def _two_differ(one: dict[str, str], other: dict[str, str]) -> bool:
    return sum(one[unit] != other[unit] for unit in one.keys() & other.keys()) > 1


_PARTS_OF_SENTENCE = Pattern(r"; |, (?=while|whereas|but)|, the (?=other)")
_NUMBERED = Pattern(
    r"(?<![\w.])(?P<number>\d[\d,.]*) ?(?P<unit>steps|epochs|images|b\b|gb|"
    r"layers|items|trials|updates|examples|hours|minutes|weeks|sessions|pages|tokens|"
    r"pixels|parameters|million"
    r"|prompts|points|k)\b"
)


def _find_several_changes(plan: Plan) -> Iterator[Hit]:
    mention = (
        plan.first(_BUNDLED, _claimed_outright)
        or plan.first(_SIDE_BY_SIDE, _claimed_outright)
        or _cell_with_changes(plan)
        or plan.kept(_parallel)
    )
    if mention is None and not plan.says(EQUAL_OTHERWISE):
        mention = plan.first(_TWO_CHANGES, _claimed_outright)
    if mention is not None:
        yield _several_changes(plan, mention)


_SEVERAL_IN_CELL = _MORE.then(_MORE, within=4)


def _cell_with_changes(plan: Plan) -> Mention | None:
    """A cell of a table of arms that lists changes: "wider network, more epochs"."""
    table = arm_table(plan)
    if table is None:
        return None
    cells = (m for m in plan.mentions(_SEVERAL_IN_CELL, _claimed_outright))
    return next(
        (m for m in cells if m.sentence.row > 0 and m.sentence.block == table.block),
        _odd_cell(plan, table),
    )


def _odd_cell(plan: Plan, table: Table) -> Mention | None:
    """A cell that lists settings in a column that else says "as A"."""
    for column in range(1, len(table.rows[0])):
        cells = [row[column] for row in table.rows[1:] if len(row) > column]
        if not any(_AS_ANOTHER.match(cell.lower()) for cell in cells):
            continue  # and the first is what the others are like
        odd = next((cell for cell in cells[1:] if _LISTS.match(cell)), None)
        start = plan.document.text.find(odd) if odd else -1
        if odd and start >= 0:
            sentence = plan.document.sentence_at(start)
            return Mention(start, start + len(odd), odd.lower(), sentence)
    return None


_AS_ANOTHER = Pattern(r"(?:as|same as|like|settings of) \w+(?: \w+)?$")
_LISTS = Pattern(r"[^,;]{3,40}, [^,;]{3,40},? (?:and )?[^,;]{3,40}$")


def _claimed_outright(words: str, span: tuple[int, int]) -> bool:
    """A negator inside ("instead of uniform replay") is part of the change."""
    return not (
        negated(words, span, inside=False)
        or hypothetical(words, span)
        or deferred(words, span)
        or quoted(words, span)
    )


def _several_changes(plan: Plan, mention: Mention) -> Hit:
    phrase = plan.spelled(mention.start, mention.end)
    return Hit(
        plan.sentence_passage(mention.sentence),
        f'One arm changes several things at once ("{phrase}"), so a difference has'
        " several explanations.",
        0.75,
        edit=sentence_added(
            plan,
            mention.sentence,
            "A further arm makes each of these changes on its own.",
        ),
    )


C6 = Rule(
    id="C6",
    name="several changes at once",
    severity=Severity.MEDIUM,
    source="controlled variables",
    question="Which of the changes would have made the difference?",
    needs=lambda plan: (
        plan.first(_ANY_CHANGES, mentioned) is not None
        or _cell_with_changes(plan) is not None
        or plan.kept(_parallel) is not None
    ),
    find=_find_several_changes,
    example_bad="The second arm uses a larger encoder and a longer context.",
    example_good="The second arm uses a larger encoder and a longer context; a third "
    "and a "
    "fourth have only one of the two, a full factorial.",
)

_OBSERVED = Concept("""
    observational, survey(s), surveyed, questionnaire*, logs of/from, log files,
    server logs, records of/from, registr*, cohort, correlat*, associat*,
    historical data, panel data, cross-sectional, usage data, census, retrospective*,
    issue tracker(s), commit histor*, self-report*, listening histor*, health records,
    github
""")
_IDENTIFIES = Concept("""
    randomi*, randomly assign*, assigned at random, at random,
    control group/arm/condition/trial, controlled for, controlling for, control for,
    controlled experiment/trial, instrument(s), instrumental variable(s), matched,
    matching, propensity, regression discontinuity, difference in differences,
    differences in differences, natural experiment, a b test*, interven*, adjust*,
    confound*, back-door, dag, fixed effects, synthetic control, experiment*,
    causal graph/inference/model*, covariate(s), not causal, no causal, concealed,
    assignment is random, allocation sequence, random assignment/allocation,
    only associations, crossover
""")


_CLAIMS_CAUSE = CAUSING.apart(
    Concept("""
        design effect, cannot be concluded, standard error, says nothing,
        cannot be told, gpu-hours
    """)
)


def _find_causal_claim(plan: Plan) -> Iterator[Hit]:
    local = _unassigned(plan)
    if local is not None:
        yield _causal_hit(plan, *local)
        return
    claim = plan.first(_CLAIMS_CAUSE, claimed)
    observed = plan.first(_OBSERVED, mentioned)
    if claim is None or observed is None or plan.says(_IDENTIFIES):
        return
    yield _causal_hit(plan, claim, observed)


_CHOOSES = Concept("pick, choose, select, opt for, volunteer")
_SELF_SELECTED = Concept("""
    already own/use/have/wear/take, as they like/please/wish/want, by their own choice,
    whatever each .. chose/picked, happened to choose/use/pick, of their own choosing,
    chosen by themselves, who chose to, opted to
""")
_COMPARED_AS_FOUND = Concept("""
    those who/that/which, pupils/users/people/farms/members/patients who/that,
    players/customers/students/towns/schools/shops who/that/with, members of
""").near(
    Concept("""
        compare(s), compared, comparing, comparison, against those, than those,
        did not, do not, who not, others, other farms/schools/users, rest
    """),
    within=12,
) | Concept("""
    whose .. did not, who/that .. did not, did not so, with .. whose, in our logs,
    we ask # .. how many, have/has .. in our logs/records/data, observational,
    in/from .. records of, looked up in, from user/server/usage logs,
    from .. logs/counts/curves/weights/correlation, response curves, by a regression on,
    slope of the regression, plot/plotted .. against, survey .. once,
    month before and after, before and after, cross-sectional, from our counts,
    fall/score/do more often
""")
_AS_FOUND = (
    Concept("""
    correlate(s), correlated, correlating, is/are associated, sorted by, grouped by,
    ranked by, compare those who/with/that, opted in,
    was/were/is/are lower/higher/better/worse where/when, self-select*,
    of their own accord, version they like, who happen, commoner, more common, rarer,
    with and without, more often than, those who use/used, had already, coincid*
""")
    | _SELF_SELECTED
    | _COMPARED_AS_FOUND
    | SAMPLED_UNIT.then(_CHOOSES, within=1)
    | SAMPLED_UNIT.then(
        Concept(
            "with higher/lower/more/less, who use/have/had/own, that have/received"
        ),
        0,
    )
)
_ASSIGNED = Concept("""
    at random, randomi*, randomly, we set, assigned, held fixed, budget, not causal,
    only associations, would not, shall not, as an association, no causal, cannot say,
    may be due, by lot, by a coin, cannot be concluded, cannot be told, draw lots,
    not examined, nothing about, control group, comparison group, matched,
    difference in differences, instrument, design effect, standard error, placebo,
    counterbalanced, drawn by, crossed
""")


def _unassigned(plan: Plan) -> tuple[Mention, Mention] | None:
    """A causal claim in the paragraph that tells that nothing was assigned."""
    for claim in plan.mentions(_CLAIMS_CAUSE, claimed):
        if plan.in_sentence(_ASSIGNED, claim.sentence):
            continue
        for found in plan.mentions(_AS_FOUND):
            near = found.sentence.block == claim.sentence.block or plan.between(
                _SELF_SELECTED, *found.span
            )
            if near and not plan.in_sentence(_ASSIGNED, found.sentence):
                return claim, found
    return None


def _causal_hit(plan: Plan, claim: Mention, observed: Mention) -> Hit:
    verb = plan.spelled(claim.start, claim.end)
    source = plan.spelled(observed.start, observed.end)
    return Hit(
        plan.sentence_passage(claim.sentence),
        f'The plan says "{verb}", but its data ("{source}") only shows what goes'
        f" together.",
        0.7,
    )


C7 = Rule(
    id="C7",
    name="causal verb without a control",
    severity=Severity.MEDIUM,
    source="AsPredicted question 4; controlled comparison",
    question="What besides this could make the two go together?",
    needs=lambda plan: (
        plan.first(_CLAIMS_CAUSE, claimed) is not None
        and bool(plan.first(_OBSERVED, mentioned) or plan.first(_AS_FOUND, mentioned))
    ),
    find=_find_causal_claim,
    example_bad="Hypothesis: code review leads to fewer bugs. We use the commit "
    "histories "
    "of 200 projects and correlate both.",
    example_good="Hypothesis: code review leads to fewer bugs. Of 200 projects half "
    "are "
    "randomly assigned to review; their commit histories are compared.",
)

RULES = (C6, C7)

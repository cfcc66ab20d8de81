"""S, continued: raters and judges, human or not, and means over unlike tasks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import replaced, sentence_added
from coresearch.critic.clauses import asserted, claimed, mentioned, provided
from coresearch.critic.concepts import Concept, Wording
from coresearch.critic.lexicon.judging import (
    AGREEMENT,
    AVERAGING,
    CHECKED_BY_PEOPLE,
    EACH_SHOWN,
    EXPERTS,
    FEW_TASKS,
    JUDGE_MODEL,
    JUDGING,
    OURSELVES,
    RATERS,
    RATING,
    TASKS,
    THREE_RATE,
    TWO_RATE,
    VERDICTS,
)
from coresearch.critic.lexicon.results import REPORTED
from coresearch.critic.lexicon.statistics import MEASURE
from coresearch.critic.lexicon.studies import LANGUAGE_MODEL
from coresearch.critic.phrases import Pattern
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.rule import Hit, Rule

_COHEN = Concept("""
    cohen kappa/κ/k/statistic/coefficient, scott pi, scott's pi,
    cohen weighted/unweighted/linear/quadratic/simple kappa/κ/statistic
""") | Concept("kappa").then(Concept("cohen, cohens"), within=1)
_MANY = Concept("""
    three, four, five, six, seven, eight, nine, ten, twelve, fifteen, twenty, several,
    3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 16, 20, 24, 30, 40, 50, 100
""")
_ANY_RATERS = RATERS | EXPERTS | OURSELVES
_MANY_RATERS = _MANY.then(_ANY_RATERS, within=3, over=Concept(")")) | Concept("""
    all three/four/five rate/judge/label, among the three/four/five
""")
_FOR_MANY = Concept("""
    gwet*, ac1, ac2, intra-class, icc,
    pairwise, each/every/all possible pair(s), each/every/all pair(s), pair of raters,
    fleiss*, krippendorff*, conger, light's kappa, light kappa, two .. of the, averaged
""")
_FEW = Concept("two, three, four, five, six, both, 2, 3, 4, 5, 6, independent, several")
_THEIR_OWN = Concept("by, whose, before, after, can, may, find, finds, get, see")
_SEVERAL_RATERS = RATERS | _FEW.then(EXPERTS | OURSELVES, within=2)
_VOTES = Concept("""
    their votes/marks/ratings/scores/points/verdicts/labels,
    majority decides/counts/wins, majority is taken
""")
_RATED = (
    _VOTES
    | _SEVERAL_RATERS.then(RATING, within=8, over=_THEIR_OWN)
    | (RATING | Concept("scored, checked, decided"))
    .then(Concept("by"), within=5)
    .then(_SEVERAL_RATERS, within=3)
    | Concept("scored/rated/judged/labelled/labeled by").then(_SEVERAL_RATERS, within=2)
    | Concept("majority").then(RATERS, within=3)
    | Concept("""
        human evaluation/ratings/rating/judgement(s)/judgment(s)/annotation(s)/labels,
        double-coded, coded by hand, rated by hand, hand-coded, expert ratings,
        mean opinion score(s), likert ratings
    """)
)


def _find_wrong_agreement(plan: Plan) -> Iterator[Hit]:
    cohen, many = plan.first(_COHEN), _many_raters(plan)
    if cohen and many and not _said_near(plan, _FOR_MANY, cohen):
        raters = plan.spelled(many.start, many.end)
        yield Hit(
            plan.sentence_passage(cohen.sentence),
            f'Cohen\'s kappa compares two raters, and the plan has "{raters}".',
            0.9,
            edit=replaced(plan, cohen.start, cohen.end, "Krippendorff's alpha"),
        )
        return
    ratings = _ratings(plan)
    if ratings and not plan.says(AGREEMENT):
        phrase = plan.spelled(ratings.start, ratings.end)
        yield Hit(
            plan.sentence_passage(ratings.sentence),
            f'The outcome rests on people\'s ratings ("{phrase}"), and their'
            f" agreement is"
            " not measured.",
            0.65,
            edit=sentence_added(
                plan,
                ratings.sentence,
                "Their agreement is reported as Krippendorff's alpha.",
            ),
        )


def _ratings(plan: Plan) -> Mention | None:
    """Where people rate; what they are called is told by what they do."""
    return (
        plan.first(_RATED, provided)
        or plan.first(THREE_RATE, provided)
        or plan.first(TWO_RATE, provided)
    )


def _many_raters(plan: Plan) -> Mention | None:
    """More than two raters, in the paragraph of the statistic if it has any."""
    cohen = plan.first(_COHEN)
    if cohen is None:
        return None
    if plan.in_sentence(_TWO_RATERS, cohen.sentence):
        return None
    for wording in (_MANY_RATERS, THREE_RATE):
        for mention in plan.mentions(wording, mentioned):
            if _near(mention, cohen):
                return mention
    if any(_near(m, cohen) for m in plan.mentions(_TWO_RATERS, mentioned)):
        return None
    return plan.first(_MANY_RATE)


_MANY_RATE = _MANY_RATERS.beside(RATING)
_TWO_RATERS = Concept("two, 2, both, second, pair").then(_ANY_RATERS, within=3)


def _near(one: Mention, other: Mention) -> bool:
    return one.sentence.block == other.sentence.block


def _said_near(plan: Plan, wording: Wording, place: Mention) -> bool:
    """Whether the paragraph of `place` provides for it."""
    return any(
        _near(found, place) and plan.holds(found, provided)
        for found in plan.places(wording)
    )


S10 = Rule(
    id="S10",
    name="wrong agreement statistic",
    severity=Severity.MEDIUM,
    source="statistics: Cohen 1960; Krippendorff 2011",
    question="How far would a second group of raters give the same ratings?",
    needs=lambda plan: _ratings(plan) is not None or plan.first(_COHEN) is not None,
    find=_find_wrong_agreement,
    example_bad="Four annotators label each post. Agreement is given as Cohen's kappa.",
    example_good="Four annotators label each post. Agreement is given as "
    "Krippendorff's "
    "alpha and not as Cohen's kappa.",
)

_BY_PEOPLE = Concept("by, human, we, authors, experts, raters, annotators, exact, bleu")
_JUDGED_ONES = Concept("""
    is, are, was, were, will be, be, on, accuracy, gets, scores, across, of, under,
    between, when, response(s), output(s), answers, profile, stable
""")
_GIVEN_BY = Concept("""
    come(s) from, is/are given by, is/are produced by, is/are made by, is/are from,
    is/are supplied by, stem(s) from, obtained from
""")
_MODEL_JUDGE = (
    JUDGE_MODEL
    | LANGUAGE_MODEL.then(JUDGING, within=18, over=_BY_PEOPLE | _JUDGED_ONES)
    | LANGUAGE_MODEL.then(VERDICTS, within=45)
    | JUDGING.then(Concept("to, from, with, using, uses"), within=6).then(
        LANGUAGE_MODEL, within=4
    )
    | (JUDGING | Concept("decided, determined, settled, is checked, are checked"))
    .then(Concept("by"), within=6)
    .then(LANGUAGE_MODEL, within=4)
    | Concept("points, marks, scores, grades, ratings, verdicts, stars, labels, votes")
    .then(_GIVEN_BY, within=3)
    .then(LANGUAGE_MODEL, within=4)
)


_LABELLING = LANGUAGE_MODEL.then(
    Concept("""
    classifies all/every/each, codes all/every/each, labels all/every/each,
    annotates all/every/each, decides/judges/rates/grades/scores, is the judge,
    plays judge, acts as judge
"""),
    within=6,
    over=_BY_PEOPLE,
)
_JUDGED_BY_MODEL = _MODEL_JUDGE | _LABELLING
_LAST_WORD = Pattern(r"\w+$")


def _judges(words: str, span: tuple[int, int]) -> bool:
    """Whether it is said that the model does judge: "Qwen, which has no other part in
    the study, decides" denies something else."""
    last = _LAST_WORD.search(words[span[0] : span[1]])
    verb = span[0] + last.start() if last else span[0]
    return claimed(words, (verb, span[1]))


def _find_unvalidated_judge(plan: Plan) -> Iterator[Hit]:
    for mention in plan.mentions(_JUDGED_BY_MODEL, _judges):
        if _judge_checked(plan, mention):
            continue
        phrase = plan.spelled(mention.start, mention.end)
        yield Hit(
            plan.sentence_passage(mention.sentence),
            f'A model is the judge ("{phrase}"), and nothing checks the judge.',
            0.8,
            edit=sentence_added(
                plan,
                mention.sentence,
                "On 100 random cases its verdict is compared with that of two people,"
                " and every pair is judged in both orders.",
            ),
        )
        return


_JUDGE_NAMED = (
    JUDGE_MODEL
    | LANGUAGE_MODEL
    | Concept("""
    judge(s), grader(s), its verdicts/ratings/scores/points/codes/labels, autorater
""")
)
_IT = _JUDGE_NAMED | VERDICTS | Concept("it, its, model(s), automatic, machine's, they")
_AMONG_PEOPLE = Concept("""
    agreement among/between/of .. raters/teachers/readers/coders/annotators/three/two,
    fleiss*, krippendorff*, among the three/four/five, of the three/four/five
""")
_ONE_ORDER = Concept("""
    output/answer/system/plan/one .. always first, always .. first, ours first,
    our output/answer/one first, reference first, shown first, in fixed order
""")


_BOTH_ORDERS = Concept("both orders, either order, each order, swapped, both positions")


def _judge_checked(plan: Plan, judge: Mention) -> bool:
    """Whether people or the other order check it, beside it or where it is named."""
    both = _said_near(plan, _BOTH_ORDERS, judge)
    if plan.in_sentence(_ONE_ORDER, judge.sentence) and not both:
        return False
    for found in plan.places(CHECKED_BY_PEOPLE):
        sentence = found.sentence
        named = plan.in_sentence(_JUDGE_NAMED, sentence) is not None
        if not named and plan.in_sentence(_AMONG_PEOPLE, sentence):
            continue
        near = _near(found, judge) and (
            sentence is judge.sentence
            or named
            or plan.in_sentence(_IT, sentence) is not None
        )
        if (named or near) and plan.holds(found, provided):
            return True
    return False


S11 = Rule(
    id="S11",
    name="unvalidated model judge",
    severity=Severity.HIGH,
    source="Zheng et al., arXiv 2306.05685; Panickssery et al., arXiv 2404.13076",
    question="How often does the judge agree with people, and does the order matter?",
    needs=lambda plan: plan.first(_JUDGED_BY_MODEL, _judges) is not None,
    find=_find_unvalidated_judge,
    example_bad="Both systems write a summary. GPT-4o judges which summary is better.",
    example_good="Both systems write a summary. GPT-4o judges which summary is "
    "better, in "
    "both orders, and 100 verdicts are checked by hand.",
)

_NO_TASK_BETWEEN = Concept("seeds, runs, repeats, items, questions, draws, within, per")
_MEAN_OVER = (
    AVERAGING.then(
        Concept("over, across, of, for, into, from, on, with, by"),
        within=7,
        over=_NO_TASK_BETWEEN,
    ).then(TASKS, within=5, over=_NO_TASK_BETWEEN)
    | TASKS.then(
        Concept("""
        averaged, are/is averaged, pooled, are/is pooled, merged into one, lumped,
        collapsed, boiled down, summed up, are/is combined, aggregated, are aggregated,
        count/counts equally, one number, single number, one figure, single figure
    """),
        within=4,
    )
    | AVERAGING.then(Concept("of #, over #, across #"), within=3).beside(FEW_TASKS)
)
_MEAN_OF_UNLIKE = (
    AVERAGING.then(Concept("of, over, across"), within=0)
    .then(MEASURE, within=4)
    .then(MEASURE, within=7)
)
"""Of figures that are not even in one unit."""
_NAMED_TASKS = Pattern(
    r"(?:[Mm]ean|[Aa]verage|[Mm]edian)(?: \w+)? (?:over|across|of|on)"
    r" [A-Z][\w-]+(?:, [A-Z][\w-]+)+,? and [A-Z][\w-]+"
    r"|(?:[Mm]ean|[Aa]verage|[Mm]edian)(?: \w+)? (?:over|across|of)"
    r" \w+(?:, \w+)+,? and \w+ (?:tasks|games|benchmarks|data sets|datasets)\b"
)


_FEW_OF = AVERAGING.then(
    Concept("over #, across #, of #, for #, into #, from #, on #"),
    within=7,
    over=_NO_TASK_BETWEEN,
)
_FEW_BECOME = (
    Concept("#")
    .then(
        Concept("""
    become(s) one, condensed into, are condensed, boiled down, collapsed into, averaged,
    are averaged, pooled into one, summed up by/in one, merged into one
"""),
        within=10,
    )
    .beside(AVERAGING)
)
_CONDENSED = (
    Concept("condensed, boiled down, collapsed, merged, rolled up, lumped, summed up")
    .then(Concept("into, to, in, by"), within=1)
    .then(AVERAGING, within=2)
)
_LIST_AS_SCORE = Pattern(
    r"\b(?:mean|average|median)(?: \w+)? (?:over|of|across) [a-z][\w-]*(?: [\w-]+)"
    r"{0,2},"
    r" [\w-]+(?: [\w-]+){0,2},? and [\w-]+"
)
_NUMBER_OF = re.compile(
    r"\b(?P<n>\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    r"(?: [a-z-]+){0,2}? (?P<noun>[a-z-]{3,}s|series|species)\b"
)
_NOT_TASKS = Pattern(
    r"(?:seed|run|fold|repeat|repetition|draw|rater|annotator|judge|reader|question|item"
    r"|prompt|participant|patient|user|student|pupil|trial|replicate|epoch|checkpoint"
    r"|day|week|hour|month|year|minute|measurement|sample|model|start|attempt|template"
    r"|layer|head|block|plot|vote|step|night|rollout|episode|crop|token|frame|image"
    r"|session|cell|well|restart|network|forest|member|fit|split|answer|estimate|case"
    r"|pair|record|document|sentence|row|point|percent|time|score by|household|village"
    r"|initialisation|initialization|coder|listener|subject|train|window|second|tree"
    r"|arm|method|word|digit|decimal|place|bootstrap|resample|simulation|group|side|pas"
    r"s|decile|quantile|threshold|noise)(?:s|es)?$"
)
_MOST_TASKS = 15
_ALONE = Concept("""
    no breakdown, nothing below it, nothing else is reported, it alone, only number,
    one number, single number, single figure, one figure, just one number,
    would .. confuse,
    evens .. out, easy to rank, is the score, decides which
""")
_OF_FIGURES = Pattern(
    r"(?:score|accurac|figure|value|number|metric|measure|result|outcome|error|propert"
    r"|term)\w*"
)


_ANY_MEAN = _FEW_OF | _FEW_BECOME | _MEAN_OVER


def _find_bare_mean(plan: Plan) -> Iterator[Hit]:
    mention = _bare_mean(plan)
    if mention is None:
        return
    phrase = plan.spelled(mention.start, mention.end)
    yield Hit(
        plan.sentence_passage(mention.sentence),
        f'A few unlike tasks are summed up in one number ("{phrase}"), which one of'
        f" them"
        " can decide.",
        0.7,
        edit=sentence_added(
            plan, mention.sentence, "The result for each task is shown beside it."
        ),
    )


def _bare_mean(plan: Plan) -> Mention | None:
    """A mean over few tasks, or over unlike figures, where the single ones are not
    shown."""
    return plan.kept(_first_bare_mean)


_FEW_MEAN = _FEW_OF | _FEW_BECOME


def _first_bare_mean(plan: Plan) -> Mention | None:
    for mention in plan.mentions(_FEW_MEAN, asserted):
        nouns = _nouns(plan, mention)
        if nouns and not any(_shown_singly(plan, mention, noun) for noun in nouns):
            return mention
    named = _mean_of_named(plan)
    return None if named and plan.says(EACH_SHOWN) else named


def _nouns(plan: Plan, mention: Mention) -> list[str]:
    """What there are few of in the phrase, if it may be unlike tasks."""
    end = min(mention.end + 45, mention.sentence.end)
    found = []
    for match in _NUMBER_OF.finditer(plan.low[mention.start : end]):
        few = match["n"].isalpha() or 2 <= int(match["n"]) <= _MOST_TASKS
        noun = match["noun"]
        if few and not _NOT_TASKS.fullmatch(noun):
            found.append(noun)
    if _WOULD.match(plan.low, mention.end):
        return []
    if not found and _NO_NOUN.match(plan.low, mention.end):
        named = [m for m in plan.places(FEW_TASKS) if _near(m, mention)]
        found = [m.words.split()[-1] for m in named]
    return found[:1]


_WOULD = Pattern(r"[^.;]{0,40}\bwould\b")
_NO_NOUN = Pattern(r" ?[.,;)]| (?:is|are|in|as|for|per)\b|$")


def _shown_singly(plan: Plan, mean: Mention, noun: str) -> bool:
    """Whether the plan shows each of what it averages: by its own name, anywhere; by
    "each" and "beside" alone, in its paragraph."""
    if _said_near(plan, EACH_SHOWN, mean):
        return True
    if plan.in_sentence(_ALONE, mean.sentence):
        return False
    one = re.escape(noun[:-3] + "y" if noun.endswith("ies") else noun.removesuffix("s"))
    if _OF_FIGURES.fullmatch(noun):
        return False
    pattern = (
        rf"\b(?:each|every|per|single|individual)[ -](?:\w+[ -]){{0,3}}?{one}"
        rf"|\b(?:by|per)[ -]{one}\b|\b{one}[ -](?:by[ -]{one}|wise|level)"
        rf"|\b{one}s? (?:\w+ ){{0,5}}?(?:separate|one by one|apart|singly|individual|no"
        rf"t averaged|own (?:row|line|table|panel)|side by side|each)"
        rf"|\beach of them (?:gets|has|is|stands)|\ball (?:\w+ )?{one}s? (?:\w+ )"
        rf"{{0,3}}?(?:shown|listed|given|in one plot|pl"
        rf"otted)"
    )
    return re.search(pattern, plan.low) is not None


_MEAN_OF_OTHERS = _MEAN_OF_UNLIKE | _CONDENSED
_SCORE = Concept("score, index, composite, headline, one number, single number")


def _listed_as_score(plan: Plan) -> Mention | None:
    """ "The score is the average of success, steps saved and dollars saved"."""
    for match in _LIST_AS_SCORE.finditer(plan.low):
        sentence = plan.document.sentence_at(match.start())
        mention = Mention(*match.span(), match[0], sentence)
        scored = sentence.is_prose and plan.in_sentence(_SCORE, sentence)
        if scored and plan.holds(mention, asserted):
            return mention
    return None


def _mean_of_named(plan: Plan) -> Mention | None:
    unlike = plan.first(_MEAN_OF_OTHERS, asserted)
    unlike = unlike or _listed_as_score(plan)
    if unlike is not None:
        return unlike
    named = _NAMED_TASKS.search(plan.document.text)
    if named is not None:
        start, end = named.span()
        sentence = plan.document.sentence_at(start)
        return Mention(start, end, plan.low[start:end], sentence)
    for mention in plan.mentions(_MEAN_OVER, asserted):
        if _WOULD.match(plan.low, mention.end) or any(
            _shown_singly(plan, mention, noun) for noun in _nouns(plan, mention)
        ):
            continue
        if plan.in_sentence(FEW_TASKS, mention.sentence):
            return mention
        if plan.first(FEW_TASKS, mentioned) and plan.in_sentence(
            REPORTED, mention.sentence
        ):
            return mention
    return None


S12 = Rule(
    id="S12",
    name="mean over few unlike tasks",
    severity=Severity.MEDIUM,
    source="Agarwal et al. (rliable), arXiv 2108.13264",
    question="What does each task say, and would the order change without one of them?",
    needs=lambda plan: (
        plan.first(_ANY_MEAN) is not None or _bare_mean(plan) is not None
    ),
    find=_find_bare_mean,
    example_bad="We report the mean score over four data sets.",
    example_good="We report the score on each data set and the mean over the four data "
    "sets.",
)

RULES = (S10, S11, S12)

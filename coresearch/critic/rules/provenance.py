"""D, continued: where the data comes from, and whom it stands for."""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import sentence_added
from coresearch.critic.clauses import asserted, mentioned, quoted
from coresearch.critic.concepts import Concept
from coresearch.critic.division import ROWS_DEALT
from coresearch.critic.lexicon.claims import CARRYING_OVER, HEDGES
from coresearch.critic.lexicon.data import (
    AUGMENTING,
    DATA,
    GATHERING,
    MERGING,
    ROWS,
    SAMPLED_UNIT,
    SPLITTING,
    TEST_DATA,
)
from coresearch.critic.lexicon.people import CONVENIENCE_SAMPLE
from coresearch.critic.phrases import Pattern
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.rule import Hit, Rule
from coresearch.critic.rules.data import LEAKAGE

_NO_MERGE = Concept("""
    rows have, residual, genomes, web pages, given .. pooled, as well as pooled,
    pooled since, curve(s), score(s), log-ins, logins, median, raters, not read
""")
_MERGED = MERGING.near(
    DATA | ROWS,
    within=6,
    over=Concept(
        "feature(s), representation(s), higher-order, loss(es), model(s), score(s)"
    ),
).apart(_NO_MERGE)
_AUGMENTED_FIRST = AUGMENTING.then(
    Concept("before, then, prior to, and only then, afterwards"), within=8
).then(SPLITTING, within=8)
_COPIED_FIRST = AUGMENTING.near(ROWS, within=8)
_MAY_REPEAT = GATHERING | _MERGED | _AUGMENTED_FIRST
_LEFT_IN = Concept("""
    not/never removed, not/never checked, not/never looked, left in, stay(s) in,
    kept in, remain(s) in, stay(s), are kept, is kept, keep them, we keep, no check,
    unchecked, not filtered, no attempt, ignored, tolerat*, not dropped,
    without .. removal, without removing, either side, both sides, are not a concern,
    left as they are, included, as they come, the more .. better
""")
_REPEATS_STAY = Concept("""
    duplicat*, near-duplicat*, doublet*, copies, re-uploads, reposts, re-releases,
    twins, repeats, retweets, check for repeats, several versions, listed twice,
    appear twice, occur twice
""").near(_LEFT_IN, within=8)


_DIVIDED = SPLITTING | TEST_DATA | Concept("testing, test, training part, held, folds")


def _gathered(plan: Plan) -> Mention | None:
    """Where data repeats itself by its source, or is copied before it is dealt."""
    return plan.first(_MAY_REPEAT) or next(
        (
            copied
            for copied in plan.mentions(_COPIED_FIRST)
            for deal in plan.mentions(ROWS_DEALT)
            if copied.sentence.block == deal.sentence.block and copied.end < deal.start
        ),
        None,
    )


_ALIKE = Concept("""
    duplicat*, near-duplicat*, doublet*, copies, near-copies, twin(s), retweets,
    repeats of, repeats are, reposts, re-uploads, re-release*, remaster*,
    overlap(s) with/between/are, overlapping, equal, agree, identical,
    same text/image/item/song/lines, repeated rows/items/texts
""")
_SORTED_OUT = Concept("""
    remov*, drop*, merged into/beforehand, collaps*, reduc*, filter*, check*, exclu*,
    discard*, delet*, goes, go, thrown, kept once, only one, one of, made one,
    made to one, none, never, compared, looked for, look for, counted once, left out,
    ensure*, into one, same part/side, both parts, sides, one row, counts twice
""")
_UNIQUE = Concept("""
    de-dup*, minhash*, simhash*, perceptual hash*, is/are hashed, hash every/each/all,
    hash match*, fuzzy match*, fingerprint*, unique rows/items/texts, only once,
    exactly once, kept once, collapsed, distinct rows/items/texts/songs, jaccard,
    edit distance, n-gram overlap, # gram overlap, share(s) .. gram,
    share(s) more than # %, cosine similarity above, one record per, reduced to one,
    made to one, shingle*, word sequences, hamming, cross-match*, nothing counts twice
""")
_SAFE_FROM_REPEATS = _UNIQUE | _ALIKE.near(_SORTED_OUT, within=9)


def _find_duplicates(plan: Plan) -> Iterator[Hit]:
    stay = plan.first(_REPEATS_STAY, _stays)
    mention = stay or _gathered(plan)
    if mention is None or (stay is None and plan.says(_SAFE_FROM_REPEATS)):
        return
    if plan.first(_DIVIDED, mentioned) is None:
        return
    phrase = plan.spelled(mention.start, mention.end)
    yield Hit(
        plan.sentence_passage(mention.sentence),
        f'Data that is gathered this way ("{phrase}") holds duplicates, and none are'
        " removed before the split.",
        0.65,
        edit=sentence_added(
            plan,
            mention.sentence,
            "Exact and near duplicates are removed before the split.",
        ),
    )


def _stays(words: str, span: tuple[int, int]) -> bool:
    """The denial of their removal is what is looked for."""
    return not quoted(words, span)


D4 = Rule(
    id="D4",
    name="duplicates",
    severity=Severity.MEDIUM,
    source=f"{LEAKAGE}: L1.4",
    question="How do you know that no test item has a twin in the training data?",
    needs=lambda plan: bool(
        plan.first(_MAY_REPEAT) or plan.first(_REPEATS_STAY, _stays)
    ),
    find=_find_duplicates,
    example_bad="We scrape 20,000 recipes and train a tagger on 80% of them. "
    "The rest is the test set.",
    example_good="We scrape 20,000 recipes, remove near-duplicates and train a tagger "
    "on "
    "80% of them. The rest is the test set.",
    of_absence=True,
)

_EVERYBODY = Concept("""
    everywhere, of every kind, of any kind, all kinds of, of all kinds, worldwide,
    nationwide, in general, generally, at large, all over, around the world,
    across the country/world/continent/globe/board,
    general population/public, whole/entire/wider population/country/sector/profession,
    population at large, society, humanity, mankind, the public, as a whole,
    human speech, practice, the field, real world, elsewhere, other .. too,
    others as well
""")
_ALL_UNITS = Concept("all, any, every, most, each and every, other, arbitrary").then(
    SAMPLED_UNIT | Concept("languages, women, men, voters, humans, citizens, wherever"),
    within=2,
)
_WIDE = _EVERYBODY | _ALL_UNITS
_CLAIMS_WIDE = CARRYING_OVER.then(_WIDE, within=7, over=HEDGES)
_WIDE_CLAIM = CARRYING_OVER.then(_WIDE, within=7, over=HEDGES) | SAMPLED_UNIT.then(
    _EVERYBODY, within=1
)
_STANDS_IN = Concept("""
    result(s)/finding(s)/conclusion(s) .. meant/intended for, stand(s) in for,
    proxy for, proxies for, representative of, taken as typical, speak(s) for,
    as good as any other, no reason to think/believe/expect, should hold elsewhere,
    same elsewhere
""").beside(SAMPLED_UNIT | _EVERYBODY)


_CONCLUDES = Concept("""
    result(s), finding(s), conclusion(s), effect, answer, outcome, lesson, it, this,
    they
""").then(CARRYING_OVER, within=4, over=HEDGES)
_MEANT_FOR = Concept("""
    conclusions/results/findings are for/about, is/are meant/intended for,
    we intend/mean .. for, we speak to, stands for what
""")
_NARROW = CONVENIENCE_SAMPLE | Concept("""
    participants are, sample :, our sample, test patients are, training and test .. are,
    tasks are from, were recruited from, are # to #
""")
_MEANT_FOR_OTHERS = _MEANT_FOR.beside(
    SAMPLED_UNIT | _EVERYBODY | Concept("over 80s, towns")
)
_GENERALISES = _CONCLUDES.then(_WIDE, within=6, over=HEDGES)
_SAID_OUTRIGHT = _STANDS_IN | _GENERALISES
_SCOPED = Concept("no claim, not claim, no claims, nothing is claimed, claim nothing")


_HANDED_ON = Concept("""
    tell(s), will tell, guide(s), can rely on, rely on, derive what, derive how,
    hand over .. to, offer(s), is offered, advise, is/are what .. will see,
    estimate for, present it/them as, conclude about, state how much, speak for,
    know how, serve as, show how well, show .. how well, is/are meant for,
    what .. would do for, say how, stand for, apply to, show how much, shows how much,
    say how much, recommend it/them, recommend .. for, we conclude about,
    from them .. conclude, is aimed at, written for
""")
_THESE_OTHERS = SAMPLED_UNIT | Concept("""
    office(s), apps, fleet(s), tenant(s), department(s), manager(s), farmer(s), elderly,
    population, industry, canton(s), counter, notebooks, phones, office workers, adults,
    dairy farming, nineteenth century, clinicians, ministries, policy makers, factories,
    lines of, bottling lines, companies, pilots, nurses, physicians, teenagers,
    bottling lines, companies, in general, police, courts, seniors, beginners,
    laypeople, citizens, novices, experts
""")
_ELSEWHERE_TOLD = _HANDED_ON.then(_THESE_OTHERS, within=9, over=HEDGES).apart(
    Concept("""
        such, these, our pupils, whether, participants see, instruction(s), consent,
        only, interview, are told, informed, protocol, ethic*, letter, each
    """)
)


def _told_to_others(plan: Plan) -> Mention | None:
    """A result handed on to people or places of which the plan else says nothing."""
    for claim in plan.mentions(_ELSEWHERE_TOLD, _outright):
        others = plan.between(_THESE_OTHERS, *claim.span)
        if others is None or plan.low.count(others.words.rstrip("s")) > 1:
            continue
        return claim
    return None


def _claim_about_others(plan: Plan) -> Mention | None:
    """A sample that is said to stand for others, or a wide claim from a narrow one."""
    for meant in plan.mentions(_MEANT_FOR_OTHERS, _outright):
        near = (m for m in plan.mentions(_NARROW, mentioned) if m.start != meant.start)
        if any(m.sentence.block == meant.sentence.block for m in near):
            return meant
    outright = plan.first(_SAID_OUTRIGHT, _outright) or _told_to_others(plan)
    if outright or plan.first(CONVENIENCE_SAMPLE, mentioned) is None:
        return outright
    return (
        None if plan.first(_SCOPED, mentioned) else plan.first(_WIDE_CLAIM, _outright)
    )


def _outright(words: str, span: tuple[int, int]) -> bool:
    return asserted(words, span) and not _OWNS_UP.search(words)


_OWNS_UP = Pattern(
    r"\b(?:only|cannot|may not|no claim|limit|would need|of (?:that|this) kind)\b"
)


_ANY_CLAIM = (
    _STANDS_IN | _GENERALISES | _WIDE_CLAIM | _MEANT_FOR_OTHERS | _ELSEWHERE_TOLD
)


def _find_population_mismatch(plan: Plan) -> Iterator[Hit]:
    claim = plan.kept(_claim_about_others)
    if claim is None:
        return
    words = plan.spelled(claim.start, claim.end)
    narrow = plan.first(CONVENIENCE_SAMPLE, mentioned)
    sample = f' ("{plan.spelled(narrow.start, narrow.end)}")' if narrow else ""
    yield Hit(
        plan.sentence_passage(claim.sentence),
        f'The claim is about more ("{words}") than the sample can stand for{sample}.',
        0.65,
    )


D8 = Rule(
    id="D8",
    name="population mismatch",
    severity=Severity.MEDIUM,
    source=f"{LEAKAGE}: L3.3; REFORMS",
    question="For whom does the result hold, given who is in the sample?",
    needs=lambda plan: plan.first(_ANY_CLAIM, mentioned) is not None,
    find=_find_population_mismatch,
    example_bad="We show that the tool helps all programmers. The participants are 40 "
    "undergraduates.",
    example_good="We show that the tool helps all programmers in their first year. The "
    "participants are 40 undergraduates, so we make no claim about others.",
)

RULES = (D4, D8)

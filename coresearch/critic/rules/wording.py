"""E, continued: what is left open, or put so that anything would do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.core.text import shorten
from coresearch.critic.clauses import mentioned, negated, quoted
from coresearch.critic.concepts import Concept
from coresearch.critic.document import Sentence
from coresearch.critic.facts import (
    describes_study,
)
from coresearch.critic.outline import Kind
from coresearch.critic.phrases import Pattern, Phrases
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.rule import Hit, Rule

_PLACEHOLDER = Phrases(
    r"(?<!\w)(?:todo|tbd|tba|tbc|fixme|xxx+)(?!\w)|(?<!\?)\?{3,}|lorem ipsum|"
    r"(?<=[ :=(])\?\?(?=\s\w)|(?<!\w)xx(?= (?:%|points?|hours?|gpu|h\b|items|days"
    r"|runs))"
    r"|(?<= )xx(?=[.,;)])|\bto be (?:checked|confirmed|added|specified|completed)\b(?"
    r"! by\b)|"
    r"\{\{[^}\n]{0,60}\}\}"
    r"|(?<![\w_])_{3,}(?![\w_])|\[(?:insert|fill in|to be|your|name of|add|"
    r"placeholder|number"
    r"|x+|\.\.\.|…|n|date)(?!\w)[^\]\n]{0,60}\]"
    r"|(?<!\w)<(?:\.{2,}|…|[a-z][\w ,/'’-]{0,70}[\w…)]|\w)>|(?<!\w)[xn]{1,2} ?%(?!\w)"
    r"|(?:to be (?:determined|decided|defined|filled in|announced))(?!\w)"
    r"(?! (?:by|whether|if|how|in|from|later by)\b)"
    r"|\b(?:will|is to|are to) be (?:filled in|added|decided|determined|specified|cho"
    r"sen"
    r"|written) (?:later|soon|in due course|at a later)"
    r"|\[[^\]\[\n]{0,80}(?:\?\?|!!|\bto (?:write|add|check|fill|confirm|supply|come|f"
    r"oll"
    r"ow)\b)[^\]\[\n]{0,60}\]|\[(?:check|ask|confirm|rewrite|missing|citation needed)\b"
    r"[^\]\[\n]{0,60}\]|\((?:add|fill in|insert|missing)\b[^)\n]{0,30}\)"
    r"|(?<!\w)(?:xx\.xx\b|n{3,}(?!\w))"
    r"|(?<=[=:] )\?(?=[\s,;.]|$)",
    raw=True,
    only_with=(
        "todo tbd tba tbc fixme xx ?? lorem {{ ___ [ < % determined decided "
        "defined filled announced = checked confirmed added specified completed nnn"
        " later (add (fill (insert (missing"
    ),
)


_TAGS = """
    a b i p s u br hr em li ol ul td th tr tt div sub sup pre img kbd code span strong
    small table summary details center font ins del mark q var
"""
_TAG_NAMES = frozenset(_TAGS.split())


def _find_placeholders(plan: Plan) -> Iterator[Hit]:
    seen: set[int] = set()
    for mention in plan.places(_PLACEHOLDER):
        sentence = mention.sentence
        if sentence.kind in (Kind.CODE, Kind.QUOTE) or plan.in_code(mention.start):
            continue
        if _is_spoken_of(plan, mention):
            continue
        line = plan.document.line_of(mention.start)
        if line in seen or mention.words.strip("<>/ ") in _TAG_NAMES:
            continue
        seen.add(line)
        spelled = plan.spelled(mention.start, mention.end)
        yield Hit(
            plan.line_passage(line),
            f'A placeholder was left open: "{shorten(spelled, 50)}".',
            0.95,
            question=f'What belongs in place of "{shorten(spelled, 50)}"?',
        )


_MARKS = Concept("""
    string(s), placeholder(s), mark(s), marker(s), label(s), filler, word(s), token(s),
    grep, linted, search pattern(s), regular expression, literal, literally, spelled,
    tag(s), value(s), comments such as
""")
_OR_ANOTHER = Pattern(r"todo,? |tbd (?:or|and)|(?:or|and) (?:\?{3}|tbd|todo|fixme)")


def _is_spoken_of(plan: Plan, mention: Mention) -> bool:
    """ "No TODO or ??? may be left in the code" leaves nothing open."""
    if plan.holds(mention, quoted):
        return True
    if not mention.sentence.is_prose:
        return False
    marks = plan.in_sentence(_MARKS, mention.sentence) is not None
    listed = _OR_ANOTHER.search(plan.words(mention.sentence)) is not None
    if listed:
        return marks or plan.holds(mention, negated)
    return marks and plan.holds(mention, quoted)


E7 = Rule(
    id="E7",
    name="placeholders",
    severity=Severity.LOW,
    source="draft hygiene",
    question="What belongs here?",
    needs=lambda plan: True,
    find=_find_placeholders,
    example_bad="The learning rate is TBD, and the test set has 500 questions.",
    example_good="The learning rate is 0.001, and the test set has 500 questions.",
)


_FILLER = Concept("""
    appropriate, appropriately, suitable, suitably, various, etc, and so on, as needed,
    as necessary, if necessary, where necessary, where needed, when needed, properly,
    relevant metric(s)/feature(s)/data/literature/method(s)/baseline(s)/factor(s),
    relevant measure(s)/parameter(s)/variable(s)/literature/information,
    several/different/some/certain/standard/common/usual/other metric(s)/measure(s),
    several/different/some/certain/standard/common/usual/other technique(s)/method(s),
    several/different/some/certain/standard/common/usual/other approach(es)/setting(s),
    several/different/some/certain/standard/common/usual/other test(s)/statistics,
    several/different/some/certain/standard/common/usual/other baseline(s)/parameter(s),
    several/different/some/certain/standard/common/usual/other analyses/experiments,
    several/different/some/certain/standard/common/usual/other data-set(s)/model(s),
    state-of-the-art techniques, adequate, adequately, reasonable, reasonably, somehow,
    and more, best practice(s), things like, or similar, or something, and the like,
    as we see fit, in the usual way, further steps, additional steps, some kind of,
    accordingly, as required, and others, to a certain extent, sort of, in some way,
    necessary measures/corrections/adjustments/precautions/steps,
    thorough/careful/in-depth/comprehensive/deeper analysis/evaluation/look,
    relevant phenomena/aspects/findings/insights/cases/questions/points/techniques,
    interesting examples/cases/patterns/results/phenomena/findings/observations,
    where appropriate/useful/sensible, if useful/appropriate/sensible, usual manner,
    usual fashion, high .. quality, further analyses/experiments/tests/investigations,
    various, a variety of, a range of, see what comes out, some experiments,
    different/several parameters/settings/configurations/techniques,
    useful/standard/modern/sound methods/techniques/considerations, meaningful insights
""")
_SPELT_OUT = Concept("""
    namely, that is, in other words, defined as, is defined, i.e, listed in, see table,
    appropriate one, is the rate, specifically, viz
""")
_PRECISE = Pattern(r"`[^`]+`|\d|(?:analyses|tests|experiments|steps): \w")


_BARE_STEP = Pattern(
    r"(?:then |finally |first |next )?(?:we )?(?:analy[sz]e|evaluate|pre-?process|"
    r"clean|process|train|test|compare|run"
    r"|collect|optimi[sz]e|tune|iterate|improve|validate|experiment|prepare|"
    r"implement|visuali[sz]e)"
    r"(?: (?:the|our|all|some|more))?(?: (?:data|results?|models?|experiments?|"
    r"everything|performance|findings"
    r"|parameters|pipeline|outputs?|method|approach|it|them))?(?: and (?:iterate|"
    r"improve|repeat|report|analy[sz]e))?[.;]?"
)


def _find_vague_steps(plan: Plan) -> Iterator[Hit]:
    counts: dict[int, list[str]] = {}
    for mention in plan.mentions(_FILLER, mentioned):
        spelled = plan.spelled(mention.start, mention.end)
        counts.setdefault(mention.sentence.start, []).append(spelled)
    for start, words in counts.items():
        sentence = plan.document.sentence_at(start)
        if len(words) > 2 or (len(words) == 2 and not _is_precise(plan, sentence)):
            listed = ", ".join(f'"{word}"' for word in words[:4])
            yield Hit(
                plan.sentence_passage(sentence),
                f"The step leaves open what is done: {listed}.",
                0.7,
            )
    yield from _bare_steps(plan)
    yield from _loose_steps(plan, counts)


_LOOSE = _FILLER | Concept("""
    necessary analysis/analyses/steps/measures, if needed, where relevant, in depth,
    by checks, insights, if required, where possible, in detail, if useful
""")
_DOES = Pattern(
    r"\b(?:analy[sz]\w*|clean\w*|pre-?process\w*|handled|adjusted|performed"
    r"|carried out|"
    r"applied|made|evaluated|tested|ensured|considered|derived|dealt with|studied"
    r"|done)\b"
)
_MOST_WORDS = 14


def _loose_steps(plan: Plan, told: dict[int, list[str]]) -> Iterator[Hit]:
    """A short sentence on what is done that says neither how nor on what."""
    for mention in plan.mentions(_LOOSE, mentioned):
        sentence = mention.sentence
        words = plan.words(sentence)
        if len(told.get(sentence.start, ())) > 1 or len(words.split()) > _MOST_WORDS:
            continue
        if _DOES.search(words) and not _is_precise(plan, sentence):
            spelled = plan.spelled(mention.start, mention.end)
            yield Hit(
                plan.sentence_passage(sentence),
                f'The step leaves open what is done: "{spelled}".',
                0.6,
            )


def _is_precise(plan: Plan, sentence: Sentence) -> bool:
    """Whether the vague word is followed by what it stands for."""
    if plan.in_sentence(_SPELT_OUT, sentence):
        return True
    return _PRECISE.search(plan.words(sentence)) is not None


def _bare_steps(plan: Plan) -> Iterator[Hit]:
    sizes = Counter(sentence.block for sentence in plan.prose)
    for sentence in plan.prose:
        words = plan.words(sentence)
        if sizes[sentence.block] > 1:
            continue  # a title of what follows it: "**Clean.** Rows without …"
        if sentence.kind is Kind.ITEM and _BARE_STEP.fullmatch(words):
            spelled = plan.spelled(sentence.start, sentence.end)
            yield Hit(
                plan.sentence_passage(sentence),
                f'The step "{spelled}" names neither data nor measure.',
                0.7,
            )


E8 = Rule(
    id="E8",
    name="vague step",
    severity=Severity.LOW,
    source="expert reviews of research ideas name vagueness in 26% of cases",
    question="Which one exactly, on what, and measured how?",
    needs=describes_study,
    find=_find_vague_steps,
    example_bad="We train the model with appropriate parameters and evaluate it with "
    "various metrics, etc. Then we compare it with BM25.",
    example_good="We train the model at a learning rate of 1e-4 and evaluate it by "
    "recall@10. Then we compare it with BM25.",
)


RULES = (E7, E8)

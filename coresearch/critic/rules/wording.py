"""E, continued: what is left open, or put so that anything would do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.core.text import shorten
from coresearch.critic.clauses import mentioned
from coresearch.critic.facts import (
    describes_study,
)
from coresearch.critic.outline import Kind
from coresearch.critic.phrases import Phrases
from coresearch.critic.plan import Plan
from coresearch.critic.rule import Hit, Rule

_PLACEHOLDER = Phrases(
    r"(?<!\w)(?:todo|tbd|tba|fixme|xxx+)(?!\w)|(?<!\?)\?{3,}|lorem ipsum|"
    r"\{\{[^}\n]{0,60}\}\}"
    r"|(?<![\w_])_{3,}(?![\w_])|\[(?:insert|fill in|to be|your|name of|add|"
    r"placeholder|number"
    r"|x+|\.\.\.|…|n|date)(?!\w)[^\]\n]{0,60}\]"
    r"|(?<!\w)<(?:\.{2,}|…|[a-z][\w ,/'’-]{0,70}[\w…)]|\w)>|(?<!\w)[xn]{1,2} ?%(?!\w)"
    r"|(?:to be (?:determined|decided|defined|filled in|announced))(?!\w)"
    r"|(?<=[=:] )\?(?=[\s,;.]|$)",
    raw=True,
    only_with=(
        "todo tbd tba fixme xxx ??? lorem {{ ___ [ < % determined decided "
        "defined filled announced ="
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


_FILLER = Phrases(r"""
    appropriate(?:ly)? | suitabl[ey] | various | etc\.? | and so on | as needed
    as necessary | if necessary | where appropriate | properly
    relevant (?:metrics?|features?|data|literature|methods?|baselines?|factors|measures)
    (?:several|different|some|certain|standard|common|usual|other) (?:metrics?|\
      measures|techniques|methods|approaches|settings|tests?|statistics|\
      baselines?|parameters|experiments|analyses|data ?sets?|models)
    state-of-the-art techniques | in a suitable way | adequate(?:ly)? | reasonable
    somehow | and more | best practices | things like | or similar | or something
""")


_BARE_STEP = re.compile(
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
        if len(words) >= 2:
            listed = ", ".join(f'"{word}"' for word in words[:4])
            yield Hit(
                plan.sentence_passage(plan.document.sentence_at(start)),
                f"The step leaves open what is done: {listed}.",
                0.7,
            )
    yield from _bare_steps(plan)


def _bare_steps(plan: Plan) -> Iterator[Hit]:
    for sentence in plan.prose:
        words = plan.words(sentence)
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

"""Q, continued: direction, primary outcome, reach of the claim, and its measure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import sentence_added
from coresearch.critic.clauses import mentioned
from coresearch.critic.document import Sentence
from coresearch.critic.facts import METRIC, describes_study, metrics
from coresearch.critic.phrases import Phrases
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.rule import Hit, Rule
from coresearch.critic.vocabulary import EXPLORES

_DIRECTED = Phrases(r"""
    (?:we|i) (?:\w+ )?(?:expect|predict|hypothesi[sz]e|bet|believe|anticipate|\
      conjecture|suspect)\w*
    h[0-9][: ] | hypothes[ie]s | prediction\w*
    (?:should|will|would) (?:\w+ ){0,3}?(?:improve|reduce|increase|outperform|\
      exceed|beat|be (?:higher|lower|better|faster|smaller|larger|more|less)|fall|\
      rise|drop|decrease|lower|raise|cut|help|match|narrow|close)
    the bet | our claim | at least \d | is expected to
""")
_UNDIRECTED = Phrases(r"""
    (?<!in )(?:hypothes[ie]s|hypothesi[sz]e|expect|believe|predict|conjecture|\
      suspect)\w*[:,]?(?: \w+){0,6}? (?:(?:has|have|plays?|shows?|matters?|\
      affects?|influences?|impacts?) ?(?:an? |some |the )?(?:\w+ )?(?:effect|\
      influence|impact|role|difference)? ?|(?:is|are) (?:related|connected|linked|\
      relevant|important|different|interesting)|there (?:is|are|will be) (?:an? |\
      some )?(?:\w+ )?(?:relationship|difference|effect|link|connection|\
      interaction|change)s?|(?:differ|varies|vary|changes?)\b)
""")


def _aim(plan: Plan) -> Mention | None:
    vague = plan.first(_UNDIRECTED)
    if vague and not _has_direction(plan, vague):
        return vague
    if plan.says(_DIRECTED) or any(plan.words(s).endswith("?") for s in plan.prose):
        return None
    return next(
        (m for m in plan.mentions(EXPLORES) if not _has_direction(plan, m)), None
    )


def _has_direction(plan: Plan, mention: Mention) -> bool:
    words = plan.words(mention.sentence)
    end = mention.end - mention.sentence.start
    tail = re.sub(
        r"\b(?:effects?|differ\w*|difference|depend\w*|chang\w+|affect\w*|role|"
        r"work\w*|more about)\b",
        "",
        words[end:],
    )
    return bool(_DIRECTION_WORD.search(tail))


_DIRECTION_WORD = Phrases(
    "more | less | fewer | higher | lower | better | worse | faster | slower |"
    " larger | smaller"
    " | greater | improv\\w+ | reduc\\w+ | increas\\w+ | decreas\\w+ |"
    " outperform\\w* | exceed\\w*"
    " | than | at least | at most | positive\\w* | negative\\w* | rises? | falls?"
    " | drops? | beats?"
    " | no (?:effect|difference) | whether | if"
)


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
        plan.first(EXPLORES) is not None or plan.first(_UNDIRECTED) is not None
    ),
    find=_find_no_direction,
    example_bad="We explore how the order of the examples influences a language model. "
    "We run 20 orders.",
    example_good="We explore how the order of the examples influences a language "
    "model. "
    "We expect that easy-first gives higher accuracy than hard-first.",
)

_PRIMARY = Phrases(r"""
    primary
    main (?:\w+ )?(?:metric|measure|outcome|endpoint|result|criterion|score|\
      question|comparison)
    headline | key (?:metric|outcome|measure|indicator) | decisive | co-primary
    endpoints? | decid\w+ (?:by|on|metric) | (?:is|are) judged (?:by|on)
    success (?:is|means|if|criteri\w+) | north star | outcome of interest
    metric of record | the one (?:that|we) | single (?:metric|outcome|measure)
    secondary
    hypothes[ie]s\b[^\n]{0,200}?(?:accuracy|f1|recall|auc|auroc|bleu|rate|error|\
      latency|loss|return|score|time)
""")


def _distinct_metrics(plan: Plan) -> tuple[str, ...]:
    families: dict[str, str] = {}
    for name in metrics(plan):
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


def _find_no_primary(plan: Plan) -> Iterator[Hit]:
    names = _distinct_metrics(plan)
    if len(names) < 3 or plan.says(_PRIMARY):
        return
    mention = next(iter(plan.mentions(METRIC, mentioned)), None)
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
    for mention in plan.mentions(METRIC, mentioned):
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
    needs=lambda plan: len(_distinct_metrics(plan)) >= 3,
    find=_find_no_primary,
    example_bad="We compare both rankers by recall, MRR and median latency.",
    example_good="We compare both rankers by recall (primary), MRR and median latency.",
)


_FURTHER = Phrases(r"""
    (?:we|i) (?:will )?(?:also|additionally|further|furthermore|moreover|\
      in addition|then|finally|besides) (?:analy[sz]e|test|examine|correlate|\
      compare|look (?:at|into|for)|break down|study|relate|check (?:for|whether)|\
      investigate|explore|split|plot|model|regress)
    (?:sub-?group|additional|further|post-?hoc|moderat\w+|mediation|per-group|\
      follow-up|interaction) analys[ei]s
    (?:two|three|four|five|six|several|multiple|\d+) (?:\w+ )?analyses
    analyses (?:are|include|will)
""")
_MARKED = Phrases(r"""
    exploratory | confirmatory | pre-?regist\w+ | pre-?specified | secondary | primary
    post-?hoc | descriptive(?:ly)? | hypothesis-generating | planned in advance
    not planned | unplanned
""")


def _find_exploratory_unmarked(plan: Plan) -> Iterator[Hit]:
    mention = plan.first(_FURTHER)
    if mention is None or plan.says(_MARKED):
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
    needs=lambda plan: plan.first(_FURTHER) is not None and describes_study(plan),
    find=_find_exploratory_unmarked,
    example_bad="We compare recall of both groups by a t-test. We also correlate "
    "recall "
    "with age and with sleep.",
    example_good="We compare recall of both groups by a t-test. We also correlate "
    "recall "
    "with age and with sleep, which is exploratory.",
)


RULES = (Q2, Q6, Q8)

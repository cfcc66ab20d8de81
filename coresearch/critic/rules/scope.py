"""Q, continued: direction, primary outcome, reach of the claim, and its measure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import sentence_added
from coresearch.critic.clauses import deferred, mentioned, negated, quoted
from coresearch.critic.document import Sentence
from coresearch.critic.facts import METRIC, describes_study, metrics
from coresearch.critic.phrases import Phrases
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.rule import Hit, Rule

EXPLORES = Phrases(r"""
    (?:explor|understand|investigat|examin|study|studi|look (?:at|into)|look|gain insight|shed light|characteri[sz]|get a feeling|learn more about|play with)(?:e|es|ing|y|ies|s)? (?:\w+ ){0,3}?(?:how|what|the|into|about|ways|different|various|of|role|whether|relationship|effects?|impact|influence|behaviou?r|use|potential|possibilit\w+)
""")
_DIRECTED = Phrases(r"""
    (?:we|i) (?:\w+ )?(?:expect|predict|hypothesi[sz]e|bet|believe|anticipate|conjecture|suspect)\w* | h[0-9][: ] | hypothes[ie]s | prediction\w* | (?:should|will|would) (?:\w+ ){0,3}?(?:improve|reduce|increase|outperform|exceed|beat|be (?:higher|lower|better|faster|smaller|larger|more|less)|fall|rise|drop|decrease|lower|raise|cut|help|match|narrow|close) | the bet | our claim | at least \d | is expected to
""")
_UNDIRECTED = Phrases(r"""
    (?:hypothes[ie]s|hypothesi[sz]e|expect|believe|predict|conjecture|suspect)\w*[:,]?(?: \w+){0,6}? (?:(?:has|have|plays?|shows?|matters?|affects?|influences?|impacts?) ?(?:an? |some |the )?(?:\w+ )?(?:effect|influence|impact|role|difference)? ?|(?:is|are) (?:related|connected|linked|relevant|important|different|interesting)|there (?:is|are|will be) (?:an? |some )?(?:\w+ )?(?:relationship|difference|effect|link|connection|interaction|change)s?|(?:differ|varies|vary|changes?)\b)
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
        r"\b(?:effects?|differ\w*|difference|depend\w*|chang\w+|affect\w*|role|work\w*|more about)\b",
        "",
        words[end:],
    )
    return bool(_DIRECTION_WORD.search(tail))


_DIRECTION_WORD = Phrases(
    "more | less | fewer | higher | lower | better | worse | faster | slower | larger | smaller"
    " | greater | improv\\w+ | reduc\\w+ | increas\\w+ | decreas\\w+ | outperform\\w* | exceed\\w*"
    " | than | at least | at most | positive\\w* | negative\\w* | rises? | falls? | drops? | beats?"
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
    example_good="We explore how the order of the examples influences a language model. "
    "We expect that easy-first gives higher accuracy than hard-first.",
)

_PRIMARY = Phrases(r"""
    primary | main (?:\w+ )?(?:metric|measure|outcome|endpoint|result|criterion|score|question|comparison) | headline | key (?:metric|outcome|measure|indicator) | decisive | co-primary | endpoints? | decid\w+ (?:by|on|metric) | (?:is|are) judged (?:by|on) | success (?:is|means|if|criteri\w+) | north star | outcome of interest | metric of record | the one (?:that|we) | single (?:metric|outcome|measure) | secondary | hypothes[ie]s\b[^\n]{0,200}?(?:accuracy|f1|recall|auc|auroc|bleu|rate|error|latency|loss|return|score|time)
""")


def _distinct_metrics(plan: Plan) -> tuple[str, ...]:
    families: dict[str, str] = {}
    for name in metrics(plan):
        low = re.sub(
            r"(?:macro|micro|mean|average|test|validation|median|balanced|token|episode|episodic|cumulative)[ -]",
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
        f"The plan has {len(names)} measures ({listed}) and calls none of them primary.",
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

_OVER = Phrases(r"""
    (?:works?|holds?|generali[sz]es?|appl(?:y|ies)|improves?|helps?|transfers?|true|valid|useful|effective|beneficial|superior|better) (?:\w+ ){0,4}?(?:for|to|across|on|in|with) (?:all|any|every|arbitrary) (?:\w+ ){0,2}?\w+
    (?:for|on|across|in) (?:all|any|every|arbitrary) (?:kinds? of |types? of |sorts? of )?(?:\w+ )?(?:tasks?|models?|data ?sets?|data|languages?|domains?|architectures?|settings?|problems?|transformers?|networks?|llms?|applications?|images|texts?)
    \w+ in general | universal(?:ly)? | general-?purpose | (?:a |the )?(?:new )?state[- ]of[- ]the[- ]art | always (?:improve|better|outperform|help)\w* | language models (?:in general|generally)
""")
_ONE = Phrases(r"""
    (?:one|a single|only one|the one|just one) (?:\w+ ){0,2}?(?:data ?set|benchmark|corpus|model|task|domain|language|environment|architecture|game|hospital|site|game|encoder|llm) | (?:only|solely|just|exclusively) (?:on|in|with) (?:the )?[a-z][\w-]+ | (?:is|are) (?:run|tested|evaluated|measured|trained|shown) (?:\w+ )?(?:only |just )?on (?:mnist|cifar-?100?|imdb|sst-?2|squad|gsm-?8k|ag news|wikitext\S*|imagenet|cartpole|breakout|pong)
""")
_NAMED_SET = re.compile(
    r"\b(?:mnist|cifar-?10|cifar-?100|imdb|sst-?2|squad|gsm-?8k|wikitext-?\d*|imagenet|cartpole|breakout|pong|humaneval|mmlu|conll\S*|glue|librispeech|coco)\b"
)
_SCOPED = Phrases(r"""
    limitations? | we (?:make no|do not) claim | (?:does|do|may|might|will|can)(?: not|n['’]t) (?:\w+ )?(?:generali[sz]e|transfer|carry|hold|apply) | only (?:covers?|applies) | later (?:stud|work) | out of scope | caveats?
""")


def _one_setting(plan: Plan) -> Mention | None:
    mention = plan.first(_ONE, mentioned)
    if mention:
        return mention
    names = {match[0] for match in _NAMED_SET.finditer(plan.low)}
    if len(names) != 1 or plan.counted("data sets"):
        return None
    mention = plan.first(Phrases(re.escape(next(iter(names)))), mentioned)
    return None if mention is None or _is_listed(plan, mention) else mention


def _is_listed(plan: Plan, mention: Mention) -> bool:
    """Whether other names stand beside it: "CIFAR-10, SVHN and STL-10"."""
    before, after = plan.low[: mention.start], plan.low[mention.end :]
    return before.endswith(("and ", ", ")) or after.startswith((" and ", ", "))


def _find_over_scope(plan: Plan) -> Iterator[Hit]:
    claim, one = plan.first(_OVER, _claimed), _one_setting(plan)
    if claim is None or one is None or plan.says(_SCOPED):
        return
    wide, narrow = (
        plan.spelled(claim.start, claim.end),
        plan.spelled(one.start, one.end),
    )
    yield Hit(
        plan.sentence_passage(claim.sentence),
        f'The claim ("{wide}") reaches further than its test ("{narrow}").',
        0.7,
        edit=sentence_added(
            plan,
            claim.sentence,
            f"We make no claim beyond what is tested here ({narrow}).",
        ),
    )


def _claimed(words: str, span: tuple[int, int]) -> bool:
    return not (negated(words, span) or deferred(words, span) or quoted(words, span))


Q7 = Rule(
    id="Q7",
    name="over-scope",
    severity=Severity.MEDIUM,
    source="NeurIPS paper checklist 1; REFORMS",
    question="On what would the claim have to be tested to be as wide as it is put?",
    needs=lambda plan: plan.first(_OVER, _claimed) is not None,
    find=_find_over_scope,
    example_bad="We show that label smoothing helps on any data set. We train three "
    "networks on CIFAR-10.",
    example_good="We show that label smoothing helps on any data set of small images. We "
    "train three networks on CIFAR-10, SVHN and STL-10.",
)

_FURTHER = Phrases(r"""
    (?:we|i) (?:will )?(?:also|additionally|further|furthermore|moreover|in addition|then|finally|besides) (?:analy[sz]e|test|examine|correlate|compare|look (?:at|into|for)|break down|study|relate|check (?:for|whether)|investigate|explore|split|plot|model|regress)
    (?:sub-?group|additional|further|post-?hoc|moderat\w+|mediation|per-group|follow-up|interaction) analys[ei]s | (?:two|three|four|five|six|several|multiple|\d+) (?:\w+ )?analyses | analyses (?:are|include|will)
""")
_MARKED = Phrases(r"""
    exploratory | confirmatory | pre-?regist\w+ | pre-?specified | secondary | primary | post-?hoc | descriptive(?:ly)? | hypothesis-generating | planned in advance | not planned | unplanned
""")


def _find_exploratory_unmarked(plan: Plan) -> Iterator[Hit]:
    mention = plan.first(_FURTHER)
    if mention is None or plan.says(_MARKED):
        return
    phrase = plan.spelled(mention.start, mention.end)
    yield Hit(
        plan.sentence_passage(mention.sentence),
        f'The plan adds analyses ("{phrase}") without saying which test the hypothesis and'
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
    example_bad="We compare recall of both groups by a t-test. We also correlate recall "
    "with age and with sleep.",
    example_good="We compare recall of both groups by a t-test. We also correlate recall "
    "with age and with sleep, which is exploratory.",
)

_LINK = r"(?:is|are|be|become|becomes|stays?|remains?|makes? \w+(?: \w+)?|yields?|gives?|produces?|more|a|an|and|improves?|increases?|better|greater|higher|,)"
_CLAIMS = {
    "robust": (
        Phrases(rf"{_LINK} (?:more |much more |very |highly )?robust(?:ness)?(?! (?:standard|regression|scal|statist|to outliers|estimat|test|z))"),
        Phrases(r"nois\w+ | perturb\w* | corrupt\w* | (?:distribution|domain|covariate) shifts? | shifts? | shifted | out-of-(?:distribution|domain) | ood | adversarial\w* | stress\w* | attacks? | worst[- ](?:case|group|seed|class) | typos? | paraphras\w+ | blur\w* | occlusion | dropp?ed (?:sensors|words) | unseen (?:domains?|sites?|hospitals?|speakers?) | variance (?:over|across) | imagenet-[ac] | cifar-10-c"),
        "noise, shift or attack",
    ),
    "efficient": (
        Phrases(rf"{_LINK} (?:more |much more |very |highly |compute-|sample-|memory-|energy-|data-)?(?:efficient|efficiency)(?! of the market)"),
        Phrases(r"latency | time | times | memory | flops? | throughput | hours? | parameters | tokens | costs? | energy | steps | seconds | speed\w* | wall-?clock | gpu\w* | examples needed | sample complexity | samples per | bytes | size | kwh | ms | fewer \w+"),
        "time, memory, cost or samples",
    ),
    "fair": (
        Phrases(rf"{_LINK} (?:more |much more |very )?(?:fair(?:er)?(?! comparison| share| amount| to say| use)|fairness|unbiased)(?! comparison| estimat)"),
        Phrases(r"parity | equali[sz]ed odds | equal opportunity | (?:gap|difference)s? (?:between|across) (?:the )?(?:groups|genders|sexes|men|women|ages|dialects|ethnic\w*|races|regions|languages) | per[- ]group | by (?:gender|sex|age|race|ethnicity|dialect|region|income|group) | sub-?groups? | demographic\w* | disparit\w+ | worst[- ]group | men and women | disparate"),
        "groups",
    ),
    "safe": (
        Phrases(rf"{_LINK} (?:more |much more |very )?(?:safe|safer|safety|harmless)(?! margin| distance| to (?:say|assume))"),
        Phrases(r"refus\w+ | harm(?:ful|s)?\b(?!less) | red[- ]team\w* | attack success | violations? | toxic\w* | incidents? | unsafe | jailbreak\w* | collisions? | accidents? | near miss\w* | adverse events? | constraint (?:cost|violation)s? | failures? | hazards?"),
        "harm or violations",
    ),
    "interpretable": (
        Phrases(rf"{_LINK} (?:more |much more |very |highly )?(?:interpretab\w+|explainab\w+)"),
        Phrases(r"user study | readers | participants | people | humans? | faithful\w* | simulatab\w+ | sparsity | rated | raters | experts? | number of (?:rules|features|nodes) | deletion | insertion"),
        "readers or faithfulness",
    ),
}  # fmt: skip


_SET_UP = Phrases("comparisons? | trials? | budgets? | coin | competition | game | draws?")


def _find_claim_without_metric(plan: Plan) -> Iterator[Hit]:
    for word, (claims, measures, kind) in _CLAIMS.items():
        claim = plan.first(claims, _claimed)
        if claim is None or next(plan.places(measures), None):
            continue
        if word == "fair" and _SET_UP.search(plan.words(claim.sentence)):
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
    needs=lambda plan: bool(
        re.search(
            r"robust|efficien|fair|safe|interpretab|explainab|harmless|unbiased",
            plan.low,
        )
    ),
    find=_find_claim_without_metric,
    example_bad="The new tagger is more robust. We compare F1 on the standard test part.",
    example_good="The new tagger is more robust. We compare F1 on the standard test part "
    "and under typing noise.",
)

RULES = (Q2, Q6, Q7, Q8, Q9)

"""Q, continued: does the claim reach further than its test?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import sentence_added
from coresearch.critic.clauses import deferred, mentioned, negated, quoted
from coresearch.critic.phrases import Phrases
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.rule import Hit, Rule

_OVER = Phrases(r"""
    (?:works?|holds?|generali[sz]es?|appl(?:y|ies)|improves?|helps?|transfers?|\
      true|valid|useful|effective|beneficial|superior|better) (?:\w+ ){0,4}?\
      (?:for|to|across|on|in|with) (?:all|any|every|arbitrary) (?:\w+ ){0,2}?\w+
    (?:for|on|across|in) (?:all|any|every|arbitrary) (?:kinds? of |types? of |\
      sorts? of )?(?:\w+ )?(?:tasks?|models?|data ?sets?|data|languages?|domains?|\
      architectures?|settings?|problems?|transformers?|networks?|llms?|\
      applications?|images|texts?)
    \w+ in general | universal(?:ly)? | general-?purpose
    (?:a |the )?(?:new )?state[- ]of[- ]the[- ]art
    always (?:improve|better|outperform|help)\w*
    language models (?:in general|generally)
""")


_ONE = Phrases(r"""
    (?:one|a single|only one|the one|just one) (?:\w+ ){0,2}?(?:data ?set|\
      benchmark|corpus|model|task|domain|language|environment|architecture|game|\
      hospital|site|game|encoder|llm)
    (?:only|solely|just|exclusively) (?:on|in|with) (?:the )?[a-z][\w-]+
    (?:is|are) (?:run|tested|evaluated|measured|trained|shown) (?:\w+ )?\
      (?:only |just )?on (?:mnist|cifar-?100?|imdb|sst-?2|squad|gsm-?8k|ag news|\
      wikitext\S*|imagenet|cartpole|breakout|pong)
""")


_NAMED_SET = re.compile(
    r"\b(?:cnn/dailymail|xsum|mnist|cifar-?10|cifar-?100|imdb|sst-?2|squad|"
    r"gsm-?8k|wikitext-?\d*|"
    r"imagenet|cartpole|breakout|pong|humaneval|mmlu|conll\S*|glue|librispeech|"
    r"coco)\b"
)


_SCOPED = Phrases(r"""
    limitations? | we (?:make no|do not) claim
    (?:does|do|may|might|will|can)(?: not|n['’]t) (?:\w+ )?(?:generali[sz]e|\
      transfer|carry|hold|apply)
    only (?:covers?|applies) | later (?:stud|work) | out of scope | caveats?
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
    example_good="We show that label smoothing helps on any data set of small images. "
    "We "
    "train three networks on CIFAR-10, SVHN and STL-10.",
)


_LINK = (
    r"(?:is|are|be|become|becomes|stays?|remains?|makes? \w+(?: \w+)?|yields?|"
    r"gives?|produces?|more|a|an|and|improves?|increases?|better|greater|higher|,)"
)


_CLAIMS = {
    "robust": (
        Phrases(rf"{_LINK} (?:more |much more |very |highly )?robust(?:ness)?(?! "
            rf"(?:standard|"
            rf"regression|scal|statist|to outliers|estimat|test|z))"),
        Phrases(r"nois\w+ | perturb\w* | corrupt\w* | (?:distribution|domain|"
            r"covariate) shifts? | shifts? | shifted | out-of-(?:distribution|"
            r"domain) | ood | adversarial\w* | stress\w* | attacks? | worst[- ](?:case|"
            r"group|seed|"
                r"class) | typos? | paraphras\w+ | blur\w* | occlusion | dropp?ed "
            r"(?:sensors|words) | unseen (?:domains?|sites?|hospitals?|"
            r"speakers?) | variance (?:over|across) | imagenet-[ac] | cifar-10-c"),
        "noise, shift or attack",
    ),
    "efficient": (
        Phrases(rf"{_LINK} (?:more |much more |very |highly |compute-|sample-|memory-|"
            rf"energy-|"
            rf"data-)?(?:efficient|efficiency)(?! of the market)"),
        Phrases(r"latency | time | times | memory | flops? | throughput | hours? |"
            r" parameters"
            r" | tokens | costs? | energy | steps | seconds | speed\w* | wall-?clock |"
            r" gpu\w* | examples needed | sample complexity | samples per |"
                r" bytes | size"
            r" | kwh | ms | fewer \w+"),
        "time, memory, cost or samples",
    ),
    "fair": (
        Phrases(rf"{_LINK} (?:more |much more |very )?(?:fair(?:er)?"
            rf"(?! comparison| share| amount| to say| use)|fairness|unbiased)"
            rf"(?! comparison| estimat)"),
        Phrases(r"parity | equali[sz]ed odds | equal opportunity | (?:gap|"
            r"difference)s? "
            r"(?:between|across) (?:the )?(?:groups|genders|sexes|men|women|"
                r"ages|dialects|"
            r"ethnic\w*|races|regions|languages) | per[- ]group | by (?:gender|sex|age|"
            r"race|ethnicity|dialect|region|income|"
            r"group) | sub-?groups? | demographic\w* | disparit\w+ | worst[-"
                r" ]group | men"
            r" and women | disparate"),
        "groups",
    ),
    "safe": (
        Phrases(rf"{_LINK} (?:more |much more |very )?(?:safe|safer|safety|harmless)"
            rf"(?! margin| distance| to (?:say|assume))"),
        Phrases(r"refus\w+ | harm(?:ful|s)?\b"
            r"(?!less) | red[- ]team\w* | attack success | violations? | toxic\w* |"
            r" incidents? | unsafe | jailbreak\w* | collisions? | accidents? | near"
            r" miss\w* | adverse events? | constraint (?:cost|"
            r"violation)s? | failures? | hazards?"),
        "harm or violations",
    ),
    "interpretable": (
        Phrases(rf"{_LINK} (?:more |much more |very |highly )?(?:interpretab\w+|"
            rf"explainab\w+)"),
        Phrases(r"user study | readers | participants | people | humans? |"
            r" faithful\w* |"
            r" simulatab\w+ | sparsity | rated | raters | experts? | number"
                r" of (?:rules|"
            r"features|nodes) | deletion | insertion"),
        "readers or faithfulness",
    ),
}  # fmt: skip


_SET_UP = Phrases(
    "comparisons? | trials? | budgets? | coin | competition | game | draws?"
)


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
    example_bad="The new tagger is more robust. We compare F1 on the standard test "
    "part.",
    example_good="The new tagger is more robust. We compare F1 on the standard test "
    "part "
    "and under typing noise.",
)

RULES = (Q7, Q9)

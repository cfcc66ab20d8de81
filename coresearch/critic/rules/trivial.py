"""C, continued: how far does one come with no model at all?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import sentence_added
from coresearch.critic.phrases import Phrases
from coresearch.critic.plan import Plan
from coresearch.critic.rule import Hit, Rule

_CLASSIFIES = Phrases(r"""
    classif(?:y|ies|ied|ication|iers?) | forecast\w*
    (?:detect|recogni[sz]e|predict)(?:s|ing)? (?:whether|which|if|the (?:class|\
      label|category|next|price|demand|load|outcome|diagnosis))
    categori[sz]\w+ | time series | churn | logistic regression on
    (?:binary|multi-?class|multi-?label) (?:task|problem|label\w*)
""")


_TRIVIAL = Phrases(r"""
    majority
    random (?:guess\w*|baseline|classifier|prediction|choice|label\w*|forecast|walk)?
    chance | na[iï]ve | persistence | persist\w+
    last (?:week|day|value|year|observation|month|hour)(?:['’]s)? (?:value|load|demand)?
    (?:same|previous) (?:hour|day|week|value|month)(?:['’]s)? | previous value
    seasonal\w* | constant
    always (?:\w+s|\w+ing|the) | coin | blind guess\w* | keys blind\w* | rubber stamp \
      | commonest
    (?:says?|giv\w+|answers?) [^.,;]{1,20} to (?:everything|all) | no model at all
    (?:labels|answers) (?:from|drawn|with) (?:\w+ ){0,3}?frequenc\w+ | idle
    (?:is|as) last (?:week|day|year|month) | does nothing | rolls? dice
    mean (?:predictor|of the (?:training|past|history)|forecast)
    historical (?:mean|average) | base rate | prior | dummy | trivial | rules? (?:of \
      thumb|that)
    (?:simple|fixed|hand-\w+) rules? | rule-based
    keywords? | heuristics? | climatolog\w* | most (?:frequent|common)
    string match\w* | regex\w* | lookup | threshold on | bm25 | zero-?rule
    last-?value | moving average | drift method | simple (?:baseline|average|mean)
""")


def _find_no_trivial_baseline(plan: Plan) -> Iterator[Hit]:
    mention = plan.first(_CLASSIFIES)
    if mention is None or plan.says(_TRIVIAL):
        return
    time = "forecast" in mention.words or "series" in mention.words
    simple = "the last value" if time else "the most frequent class"
    yield Hit(
        plan.sentence_passage(mention.sentence),
        f"Nothing shows how far one comes here with {simple} alone.",
        0.55,
        edit=sentence_added(
            plan, mention.sentence, f"A naive reference always predicts {simple}."
        ),
    )


C4 = Rule(
    id="C4",
    name="no trivial baseline",
    severity=Severity.LOW,
    source="REFORMS (Kapoor et al., arXiv 2308.07832)",
    question="What does the most frequent answer, or the last value, score?",
    needs=lambda plan: (
        plan.first(_CLASSIFIES) is not None
        and bool(re.search(r"train|fit|model|network|compare|evaluat", plan.low))
    ),
    find=_find_no_trivial_baseline,
    example_bad="We classify 3,000 leaves into eleven species with a CNN and a ViT. We "
    "compare them.",
    example_good="We classify 3,000 leaves into eleven species with a CNN and a ViT. "
    "We "
    "compare them with each other and with the majority class.",
    of_absence=True,
)

RULES = (C4,)

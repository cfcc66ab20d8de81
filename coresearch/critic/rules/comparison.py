"""C: is there something to compare with, and is the comparison fair?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import section_added, sentence_added
from coresearch.critic.clauses import provided
from coresearch.critic.factors import ablation, unablated
from coresearch.critic.facts import describes_study, metrics
from coresearch.critic.phrases import Pattern, Phrases
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.rule import Hit, Rule
from coresearch.critic.vocabulary import BASELINE

_METHOD_CLAIM = Phrases(r"""
    (?:we|i) (?:propose|introduce|present|develop|design|build|extend|\
      suggest|devise|construct)
    our (?:new |novel |own |proposed )?(?:method|approach|model|system|\
      algorithm|technique|architecture|loss|sampler|retriever|tool|pipeline|\
      framework|scheme|training|optimi[sz]er)
    (?:a|the) (?:new|novel|proposed) (?:\w+ ){0,2}?(?:method|approach|model|\
      system|algorithm|technique|architecture|loss|tool|pipeline|objective|scheme)
    (?:improv|increas|reduc|boost|rais|lower)(?:e|es|ed|ing|s)? (?:the |its |\
      their |our )?(?:\w+ ){0,2}?(?:accuracy|f1|recall|precision|performance|\
      error|errors|score|scores|quality|robustness|generali[sz]ation|latency|\
      throughput|perplexity|auc|auroc|return|loss|rate|speed|calibration|bleu)
    outperform\w* | state[- ]of[- ]the[- ]art | the proposal | \(ours\)
""")
_BASELINE_TITLE = Phrases(r"baselines? | controls? | comparisons? | comparators?")
_METHOD_TITLE = Phrases(
    r"methods? | experiments? | design | evaluation | setup | approach | plan"
)


_NO_OPPONENT = Pattern(
    r"(?:\w+ )?than (?:it|that|this|they|we|in|a|an|the|one|its|\w+ly)\b"
    r"(?! (?:base|same|plain|control|standard|current|existing|original|\w+ (?:method"
    r"|model|system|arm|one|policy|agent|classifier|network|readers|people)\b))"
    r"|(?:later|earlier|rather|older|sooner|other|more|less|fewer|longer) than"
    r"|against (?:the|its|their|a|this) (?:limits?|threshold|bound|target|hypothes"
    r"|label"
    r"|true|truth|grain|budget|background|answer|reference answer|gold)"
    r"|without |all \w+ variants|both variants|by \w+ than"
)


def _opponent(plan: Plan) -> bool:
    """Whether the method has anything to beat but itself, a number or a limit."""
    return any(
        not _NO_OPPONENT.match(mention.words)
        and (not mention.sentence.is_prose or plan.holds(mention, provided))
        for mention in plan.places(BASELINE)
    )


_FIGURE = (
    r"(?:accuracy|f1|auc|auroc|auprc|recall|precision|dice|mae|rmse|error|bleu|wer"
    r"|return"
    r"|score|success rate)"
)
_REACHES = Phrases(rf"""
    (?:reach|achiev|attain|obtain)(?:es|s|e)? \
      (?:an? |at least |over |above |more than )(?:\w+ ){{0,3}}?{_FIGURE}
    {_FIGURE}(?: \w+)? (?:of |is |will be |stays )?(?:above|over|below|under|at least|\
      at most|less than|more than|not more than) \d
""")
"""A figure that the method is to reach by itself."""


def _claim(plan: Plan) -> Mention | None:
    """What the plan says that its method does."""
    return plan.first(_METHOD_CLAIM) or plan.first(_REACHES)


def _find_no_baseline(plan: Plan) -> Iterator[Hit]:
    if plan.headed(_BASELINE_TITLE) or _opponent(plan):
        return
    claim = _claim(plan)
    if claim is None:
        return
    thing = plan.spelled(claim.start, claim.end)
    metric = next(iter(metrics(plan)), "")
    where = f" in {metric}" if metric else ""
    edit = section_added(
        plan,
        "Baseline",
        f"Beside it we run <the method in use today> on the same"
        f" data{where and ' and measure ' + metric}.",
        after=_METHOD_TITLE,
    )
    yield Hit(
        plan.sentence_passage(claim.sentence),
        f'The plan makes a claim for a method ("{thing}") but names nothing that it is'
        " compared with.",
        0.75,
        question=f"Better than what{where}, under the same data and effort?",
        edit=edit,
    )


C1 = Rule(
    id="C1",
    name="no baseline",
    severity=Severity.HIGH,
    source="Machine Learning Reproducibility Checklist (Pineau et al., arXiv"
    " 2003.12206)",
    question="Better than what, under the same data and effort?",
    needs=lambda plan: describes_study(plan) and _claim(plan) is not None,
    find=_find_no_baseline,
    example_bad="We propose a new reranking method for legal search. "
    "It will improve recall. We evaluate it on 300 queries.",
    example_good="We propose a new reranking method for legal search. It will improve "
    "recall over BM25. We evaluate both on 300 queries.",
    of_absence=True,
)

_PART = (
    r"(?:an? |the |our |its )?(?:\w[\w-]* ){0,3}?(?:component|module|loss|head|encoder"
    r"|decoder|re-?ranker|retriever|filter|memory|cache|adapter|gate|attention|schedule"
    r"|curriculum|augmentation|pre-?training|regulari[sz]er|verifier|planner|"
    r"router|critic"
    r"|objective|term|stage|step|layer|buffer|index|prompt|tokeni[sz]er|"
    r"normali[sz]ation"
    r"|distillation|ensemble|search|sampler|reward|penalty|warm-?up|heuristic|"
    r"detector)s?"
)
_PARTS = Phrases(rf"""
    (?:combin|join|merg|integrat|unit)(?:e|es|ing|s|ed) {_PART}(?:,|\x20and|\
      \x20with) [^\n.;]{{0,80}}
    (?:consist(?:s|ing)? of|compris(?:es|ing)|is made of|made up of|adds|add|\
      uses|has|with|contains|includes|introduces?|augments? \w+ with|\
      extends? \w+ with) (?:both )?{_PART}(?:, (?:and )?|\x20(?:and|plus|\
      together with)\x20){_PART}
    (?:system|method|model|approach|pipeline|architecture|agent|tool|framework|\
      network|recipe) (?:consists of|comprises|combines|is made of|is composed of|\
      is built from|joins|integrates|stacks|chains) [^\n;.:]{{3,60}}?(?:,|\x20and|\
      \x20with) [^\n;.:]{{3,60}}
    (?:has|have|with|consists? of|of|in|its|the|adds|add|combines) (?:two|three|\
      four|five|several|multiple) (?:new |novel |main |key |separate )?\
      (?:components|modules|parts|ingredients|changes|modifications|losses|stages|\
      additions|pieces|innovations)
    {_PART} (?:together with|combined with|plus|on top of) {_PART}
    [\w-]+ = [\w -]{{3,30}} \+ [\w -]{{3,30}}
    (?:rests on|relies on|is made of|is built of|joins|combines|consists of) \
      (?:two|three|four|five) (?:things|ideas|parts|pillars|pieces|steps|ingredients)
    (?:joins|combines|fuses|stacks) [\w -]{{3,30}}, [\w -]{{3,30}},? and [\w -]{{3,30}}
    with its [\w-]+, [\w -]{{3,30}} and [\w -]{{3,30}}
    (?:evaluat|judg|test)\w* (?:the |as )?(?:a )?(?:full|whole|entire|complete)\b
""")


def _components(plan: Plan) -> Mention | None:
    return plan.first(_PARTS)


def _find_no_ablation(plan: Plan) -> Iterator[Hit]:
    if ablation(plan):
        return
    mention = _components(plan)
    if mention is None:
        yield from _never_taken_out(plan)
        return
    parts = re.sub(r"\s+", " ", plan.spelled(mention.start, mention.end)).strip(" ,")
    metric = next(iter(metrics(plan)), "the outcome")
    yield Hit(
        plan.sentence_passage(mention.sentence),
        f'The method has several parts ("{parts}"), and none is removed on its own.',
        0.7,
        question="Which of the parts do you expect to carry the effect, and which run"
        " would show it?",
        edit=sentence_added(
            plan,
            mention.sentence,
            f"As an ablation, each part is also removed on its own, and {metric} is"
            " measured again.",
        ),
    )


def _never_taken_out(plan: Plan) -> Iterator[Hit]:
    """A table of arms in which the parts come and go together only."""
    for table, row, parts in unablated(plan):
        listed = ", ".join(parts)
        yield Hit(
            plan.line_passage(table.line + row + 1),
            f"No arm of this table lacks one part alone ({listed}) and is otherwise"
            " the same.",
            0.65,
        )


C5 = Rule(
    id="C5",
    name="no ablation",
    severity=Severity.MEDIUM,
    source="NeurIPS paper checklist: experimental support of claims",
    question="Which part carries the effect, and which run would show it?",
    needs=lambda plan: (
        _components(plan) is not None or any(True for _ in unablated(plan))
    ),
    find=_find_no_ablation,
    example_bad="The system combines a dense retriever and a verifier. "
    "We compare it with BM25 by exact match.",
    example_good="The system combines a dense retriever and a verifier. We compare it "
    "with BM25 by exact match, and remove each part singly.",
    of_absence=True,
)

RULES = (C1, C5)

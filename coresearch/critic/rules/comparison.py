"""C: is there something to compare with, and is the comparison fair?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import section_added, sentence_added
from coresearch.critic.clauses import mentioned, provided
from coresearch.critic.concepts import Concept
from coresearch.critic.document import Sentence
from coresearch.critic.factors import ablation, unablated
from coresearch.critic.facts import describes_study, metrics
from coresearch.critic.idea import ideas
from coresearch.critic.phrases import Pattern, Phrases
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.rule import Hit, Rule

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
_BASELINE_TITLE = Phrases(r"baselines? | controls? | comparators?")
_METHOD_TITLE = Phrases(
    r"methods? | experiments? | design | evaluation | setup | approach | plan"
)


_RIVALS = Concept("""
    base-line(s), control group(s)/arm/condition/model/system/run/plot(s)/prompt,
    controls, reference model/system/arm/method/policy/implementation/condition,
    main reference, reference for, status quo, vanilla, placebo, sham, comparator(s),
    comparison group/arm/system/model/condition, incumbent(s), competitor(s), rival(s),
    opponent(s), usual care, business as usual, standard of care, yardstick,
    current/present/today's/existing/prior practice/system(s)/method(s)/tool(s),
    current/present/today's/existing/prior pipeline(s)/procedure/model(s)/approach(es),
    current/present/today's/existing default(s)/policy/scheduler/rules,
    standard practice/training/fine-tuning/procedure/pipeline/prompt/method/approach,
    standard setup/recipe/loss/sampler/optimi*/scheduler, predecessor(s), untreated,
    previous version/release/system, off the shelf, unmodified, conventional, no-op,
    with and without, before and after, a b test*, head to head, other half gets,
    both arms/conditions/groups, usual one(s), in use today, second arm, other arm(s)
""")
_AGAINST = Pattern(
    r"(?:\b(?:than|versus|vs\.?|v|against|beats?|outperforms?|minus)"
    r"|\b(?:gains?|improve\w*|improvement|advantage|leads?|better|wins?|points?|more)"
    r"(?: [\w`-]+){0,3}? over|"
    r"\bahead of|\b(?:compar\w+|relative|contrast\w*|measured|benchmark\w*|tested|"
    r"pitted)"
    r"(?: [\w`-]+){0,5}? (?:to|with|against)|\b(?:above|below|over|under|as \w+ as)"
    r"(?=that of|those of)|\binstead of) (?P<whom>[^.;:()\n]{2,60})"
)
_SET_BESIDE = Pattern(r"(?:compar\w+|tested|pitted|benchmarked) |than with(?:out)? ")
"""After these it is something that is run, whatever it is called."""
_SOMEBODY = Pattern(
    r"\b(?:methods?|models?|systems?|algorithms?|networks?|nets?|classifiers?|"
    r"regressions?|trees?|forests?|polic(?:y|ies)|agents?|controllers?|rules?|tools?|"
    r"pipelines?|prompts?|losses|loss|samplers?|schedulers?|planners?|approach(?:es)?|"
    r"arms?|groups?|variants?|engines?|heuristics?|encoders?|decoders?|retrievers?|"
    r"search|practice|procedure|care|training|learning|optimi[sz]ers?|indexe?s?|"
    r"technique|strateg(?:y|ies)|strings?|matching|sampling|recipes?|dictionar\w+|"
    r"plain|usual|ordinary|same|the old|without|those (?:who|that|of|with)|that of|"
    r"alone|"
    r"uniform|random|clerks?|readers?|people|humans?|experts?|doctors?|ones|the one|"
    r"agency|"
    r"none|neither|who (?:see|get|do|have|use)|interface|version|format|order|"
    r"schedule|default|weights|chart|gazetteer|"
    r"first come|cosine|string|teachers?|users)\b"
)
_NOBODY = Pattern(
    r"(?:what\b|each other|\d|half|most|any\b|it\b|they|we\b|in\b|before|once|expected|"
    r"usual\b(?! \w)|necessary|zero|chance|one (?:another|of|alarm|hour|day|gram)|"
    r"(?:the|an?|its|their|all|our) (?:original|mean\b|median|limits?|threshold|bound|"
    r"target|hypothes|labels?|true|truth|ground|gold|grain|budget|background|answers?|"
    r"reference answer|developers|majority|expert|human|rest|larger|smaller|other size)"
    r"|all\b|both (?:sizes|variants|versions)"
    r"|(?:the )?(?:two|three|four) (?:sizes|versions|raters|annotators|halves))"
)
_NAME = Pattern(r"(?:^|[\s`'])(?:[A-Z][\w-]*[A-Z0-9][\w-]*|[A-Z][a-z]+[-\w]*)")
_FEW_WORDS = 6


def _opponent(plan: Plan) -> bool:
    """Whether the method has anything to beat but itself, a number or a limit."""
    return plan.says(_RIVALS) is not None or any(
        _faces_somebody(plan, sentence) for sentence in plan.prose
    )


def _faces_somebody(plan: Plan, sentence: Sentence) -> bool:
    """Whether it is compared with something that is run, or has a name of its own."""
    words = plan.words(sentence)
    for match in _AGAINST.finditer(words):
        whom = " ".join(match["whom"].split()[:_FEW_WORDS])
        if _NOBODY.match(whom):
            continue
        if _SET_BESIDE.match(match[0]) and provided(words, match.span()):
            return True
        at = sentence.start + match.start("whom")
        named = plan.in_code(at) or _NAME.search(plan.spelled(at, at + len(whom)))
        if (named or _SOMEBODY.search(whom)) and provided(words, match.span()):
            return True
    return False


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


_SUPERIOR = Concept("""
    is/are superior, is/are better, becomes better, markedly better, saves, brings down,
    bring(s) .. down, is/are faster, speeds up, state of the art, surpass*,
    how small/well/good
""")


def _claim(plan: Plan) -> Mention | None:
    """What the plan says that its method does."""
    return plan.kept(_claimed_for_method)


def _claimed_for_method(plan: Plan) -> Mention | None:
    said = plan.first(_METHOD_CLAIM) or plan.first(_REACHES) or plan.first(_SUPERIOR)
    if said is not None:
        return said
    idea = next((s for s in ideas(plan) if s.is_prose), None)
    if idea is None or not _GAINS.search(plan.words(idea)):
        return None
    return Mention(idea.start, idea.end, plan.words(idea), idea)


_GAINS = Pattern(
    r"\b(?:improv|increas|reduc|lower|rais|outperform|better|fewer|less|more|higher|"
    r"faster|sooner|shorter|help|lift|recogni|reach|at (?:least|most)|superior|"
    r"sav(?:e|ing))"
)


def _find_no_baseline(plan: Plan) -> Iterator[Hit]:
    if plan.headed(_BASELINE_TITLE) or _opponent(plan):
        return
    claim = _claim(plan)
    if claim is None:
        return
    thing = " ".join(plan.spelled(claim.start, claim.end).split()[:8])
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
_JOINED = rf"""
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
"""
_PART_FIRST = rf"""
    {_PART} (?:together with|combined with|plus|on top of) {_PART}
    [\w-]+ = [\w -]{{3,30}} \+ [\w -]{{3,30}}
"""
_LISTED = r"""
    (?:rests on|relies on|is made of|is built of|joins|combines|consists of) \
      (?:two|three|four|five) (?:things|ideas|parts|pillars|pieces|steps|ingredients)
    (?:joins|combines|fuses|stacks) [\w -]{3,30}, [\w -]{3,30},? and [\w -]{3,30}
    with its [\w-]+, [\w -]{3,30} and [\w -]{3,30}
    [=:] \(?(?:i|a|1)\)[^\n.;]{3,60} (?:\+|and|,) \(?(?:ii|b|2)\)
"""
_PART_TOO = rf"""
    {_PART} are (?:added|used) together
"""
_WHOLE = r"""
    extends? (?:\w+ ){1,4}with [\w -]{3,40}, [\w -]{3,40},? and [\w -]{3,40}
    (?:our|the|my) (?:\w+ )?[\w-]+ adds [\w -]{3,30} and [\w -]{3,30}
    , which consists of [\w -]{3,40}, [\w -]{3,40}
    (?:evaluat|judg|test)\w* (?:the |as )?(?:a )?(?:full|whole|entire|complete)\b
"""
_PARTS = Phrases(_JOINED + _LISTED + _WHOLE)
_ALL_PARTS = Phrases(
    _JOINED + _PART_FIRST + _LISTED + _PART_TOO + _WHOLE,
    only_with="'together 'combined 'plus 'top '=",
)
"""For what can begin with any word each is tried, so only where one of these stands."""


_AS_ONE = Concept("""
    as one package/method/whole/unit/piece, is one package/piece, one package,
    belong together, go together, act together, work together only, only .. together,
    always .. together, come together, meant .. together, seen from .. total gain/gain,
    finished/whole/complete/full system/controller/method/model/reader only/alone,
    look at .. finished/whole/complete, not taken apart, not separated, not taken out,
    indivisible, inseparable, judged .. as a whole, evaluated .. as a whole
""").apart(
    Concept("""
        seed, run, runs, not take, participants, students, families, rows, records,
        files, frames, folds, groups, patients, seeds, split, part of, same part, test,
        printed, raters, pairs, houses, we meet, authors, read, people
    """)
)


_TAKEN_APART = Concept("""
    reduced version(s), each/either lacking/lacks/without, lack(s) one, taken out,
    switched off, one by one, only .. loss, only .. part, leave-one-out, ablat*
""")
_OF_DATA = Concept("""
    data-set(s), corpus, letters, train, test, validation, split, duplicates, logs,
    survey, questionnaire, session(s), day, shared, identical
""")


def _components(plan: Plan) -> Mention | None:
    """Parts of the method: a data set has parts too."""
    return plan.kept(_first_components)


def _first_components(plan: Plan) -> Mention | None:
    rare = _ALL_PARTS.only_with
    named = [
        m
        for m in plan.mentions(_PARTS)
        if not any(piece in plan.words(m.sentence) for piece in rare)
    ]
    mentions = sorted([*named, *plan.mentions(_ALL_PARTS)], key=lambda m: m.start)
    return next(
        (
            m
            for m in mentions
            if "_" not in m.words and not plan.in_sentence(_OF_DATA, m.sentence)
        ),
        None,
    )


def _find_no_ablation(plan: Plan) -> Iterator[Hit]:
    whole = plan.first(_AS_ONE, mentioned)
    if plan.says(_TAKEN_APART) if whole else ablation(plan):
        return
    mention = whole or _components(plan)
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
        plan.first(_AS_ONE, mentioned) is not None
        or _components(plan) is not None
        or any(True for _ in unablated(plan))
    ),
    find=_find_no_ablation,
    example_bad="The system combines a dense retriever and a verifier. "
    "We compare it with BM25 by exact match.",
    example_good="The system combines a dense retriever and a verifier. We compare it "
    "with BM25 by exact match, and remove each part singly.",
    of_absence=True,
)

RULES = (C1, C5)

"""D: does the data that judges stay apart from the data that teaches?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import Edit, replaced
from coresearch.critic.clauses import asserted, provided
from coresearch.critic.phrases import Phrases
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.rule import Hit, Rule

LEAKAGE = (
    "Leakage and the reproducibility crisis (Kapoor and Narayanan, arXiv 2207.07048)"
)

_TEST = (
    r"(?:held-?out |final |hidden |official |sealed |locked |unseen )*test(?:ing)?[- ]?(?:set|sets|split"
    r"|data|partition|portion|fold|accuracy|scores?|performance|loss|error|results?|f1"
    r"|auc|auroc|bleu|examples|items|questions|images|cases|perplexity|metric|part|half"
    r"|reward|return|samples|rows|documents|recall|precision|queries|problems|tasks"
    r"|patients|users|scans|sentences|period|year|levels)"
)
_CHOOSE = (
    r"(?:tun|select|cho[so]|choos|pick|optimi[sz]|early[- ]stop|maximi[sz]|minimi[sz]"
    r"|calibrat|search|adjust|decid|determin|stop|sweep|swept|set|keep|kept|fit|fitted"
    r"|find|found|rank|refin|iterat)\w*"
)
_BASIS = (
    r"(?:on|by|using|with|against|based on|according to|via|from|for|until|when|once|as"
    r" judged by|in terms of|monitoring|watching|whichever|that maximi[sz]es?|that"
    r" minimi[sz]es?|with the (?:best|highest|lowest)|by the|best on)"
)
_NOT_BETWEEN = (
    r"(?:(?!validation|\bdev\b|development|cross-valid|held-out (?!test)|training|train "
    r"|evaluat|report|measur|appl|score|compar|(?<!est )run |\btested|confirm|assess|items"
    r" for|as (?:the|a|our) |into |split|[;\n])[^\n]){0,70}?"
)
_TEST_CHOOSES = Phrases(rf"""
    {_CHOOSE}\b{_NOT_BETWEEN}\b{_BASIS} (?:the |a |our |its |their |each |this |same |highest |lowest |best |maximum |minimum |mean |smallest ){{0,3}}{_TEST}
    (?:maximi[sz]|minimi[sz]|optimi[sz])(?:e|es|ed|ing) (?:the |its |their |mean )?{_TEST}
    (?:best|highest|lowest|top)(?:-performing|-scoring)? (?:checkpoint|epoch|model|run|configuration|config|setting|hyper-?parameters?|threshold|prompt|variant|learning rate|value)s? (?:\w+ )?(?:on|by|according to|in terms of|for) (?:the |our )?{_TEST}
    test(?: \w+){{0,3}},? (?:on|with|by) which (?:\w+ ){{0,6}}?(?:is|are|gets?) (?:\w+ )?(?:chosen|tuned|selected|picked|optimi[sz]ed|fitted|calibrated)
    (?:search|sweep|trials|draws|grid|configurations|candidates)[^\n;]{{0,30}}?, (?:scored|judged|ranked|evaluated|measured) (?:on|by|with) (?:the |our )?{_TEST}
    (?:checkpoint|epoch|model|run|configuration|prompt|variant|seed)s? with the (?:best|highest|lowest|smallest|largest|top) (?:[\w@]+ ){{1,3}}?(?:on|over|for) (?:the |our )?{_TEST}
    (?:checkpoint|epoch|model|configuration|config|setting|hyper-?parameters?|threshold|prompt|variant|learning rate|values?)s? (?:with|that gives?|that yields?|giving|yielding|that has|that reach(?:es)?) the (?:best|highest|lowest|smallest|maximum|largest) {_TEST}
    {_TEST} (?:decides?|determines?|picks?|chooses?|selects?|guides?|tells? us) (?:which|what|when|the|how)
    until (?:the |our )?{_TEST} (?:stops?|no longer|plateaus?|is|stagnates|peaks|converges|saturates|levels|does)
    (?:early[- ]stopp?(?:ing|ed|s)?|stop(?:ping|ped|s)? (?:the )?(?:training|early)?)[^\n;.]{{0,40}}?\b(?:on|when|once|by|monitor\w*|using|based on) (?:the |our )?{_TEST}
    (?:tun|select|choos|chosen|pick|optimi[sz])\w* (?:directly )?(?:on|against|with) (?:the )?test(?=[ .,;)]|$)
""")
_HARMLESS = Phrases(
    r"(?:select|choos|chose|pick|draw|sampl|keep|kept|find|set)\w* (?:\d[\d,]*|\w+)?"
    r" ?(?:items|questions|examples|images|documents|patients|users) (?:for|as|from)"
    r" | set aside | set apart | test set size | fixed test set | training set"
    r" | fit\w* (?:\w+ ){0,3}?(?:time|budget)"
)


def _find_test_chooses(plan: Plan) -> Iterator[Hit]:
    seen = set()
    for mention in plan.mentions(_TEST_CHOOSES, _own_choice):
        if mention.sentence in seen or _HARMLESS.search(mention.words):
            continue
        seen.add(mention.sentence)
        phrase = plan.spelled(mention.start, mention.end)
        yield Hit(
            plan.sentence_passage(mention.sentence),
            f'The plan makes a choice with the test data ("{phrase}"), so the test data'
            " can no longer judge it.",
            0.9,
            edit=_validation_instead(plan, mention),
        )


def _own_choice(words: str, span: tuple[int, int]) -> bool:
    return asserted(words, span)


def _validation_instead(plan: Plan, mention: Mention) -> Edit:
    at = plan.low.rfind("test", mention.start, mention.end)
    if at < 0:
        return ()
    end = at + len("testing" if plan.low.startswith("testing", at) else "test")
    held_out = plan.low.rfind("held-out ", mention.start, at)
    start = held_out if held_out >= 0 and held_out + len("held-out ") == at else at
    for word in ("final ", "hidden ", "official ", "sealed "):
        if plan.low[:start].endswith(word):
            start -= len(word)
    return replaced(plan, start, end, "validation")


D2 = Rule(
    id="D2",
    name="test used to choose",
    severity=Severity.HIGH,
    source=f"{LEAKAGE}: L1",
    question="What is left to judge the final choice by, once the test data has made it?",
    needs=lambda plan: "test" in plan.low,
    find=_find_test_chooses,
    example_bad="We tune the learning rate on the test set.",
    example_good="We tune the learning rate on the validation set and touch the test set "
    "once.",
)

_FITTED = (
    r"(?:(?:min-max |feature |robust |standard |z-)?scal(?:e|ed|es|ing|er)|standardi[sz]\w+"
    r"|z-scor\w+|normali[sz](?:e|es|ed|ing|ation)|imput\w+|fill(?:ed|ing)? (?:in )?missing"
    r"|oversampl\w+|over-sampl\w+|undersampl\w+|smote|upsampl\w+|re-?balanc\w+|balanc(?:e|ed"
    r"|es|ing)|(?:select|choose|pick|rank)(?:s|ing|ed)? (?:the )?(?:top |best |\w+ )?(?:\d+ )?"
    r"(?:most \w+ )?features|feature selection|features are (?:selected|chosen|ranked)|pca"
    r"|principal component\w*|whiten\w+|target[- ]encod\w+|tf-?idf|augment(?:ed|ing|ation)?"
    r"|vocabulary is built|dimensionality reduction|winsori[sz]\w+|mean-cent\w+)"
)
_SPLIT = (
    r"(?:split(?:s|ting)?(?: (?:it|them|the data|the dataset|the rows|into|off))?|divid(?:e"
    r"|ed|ing) (?:it|them|the data|the dataset)? ?(?:in)?to|division|partition(?:ed|ing)?|hold(?:ing)?"
    r" out|held out|train[/-]test split|train_test_split|cross-validat\w+|making the folds"
    r"|the folds are)"
)
_WHOLE = (
    r"(?:the |all the |our )?(?:whole|entire|full|complete|combined|pooled) (?:\w+ )?(?:data ?set"
    r"|data|corpus|table|sample|matrix|set|collection|cohort)|all (?:of )?(?:the |our )?"
    r"(?:stays|visits|scans|users|recordings|items|texts|questions|columns|cases|data|rows|records|samples|images|examples|patients|documents|observations)"
)
_BEFORE_SPLIT = Phrases(rf"""
    {_FITTED}[^\n;]{{0,90}}?\b(?:before|prior to|ahead of|and only then|, then|and then|, and then|followed by|; then|and afterwards|, after which|and subsequently|, and (?:finally )?(?=split|divid)|and (?=split|divid))[^\n;]{{0,40}}?{_SPLIT}
    (?:before|prior to|ahead of) (?:we )?(?:the |any |making the )?(?:\w+ )?{_SPLIT}[^\n;]{{0,60}}?\b{_FITTED}
    (?:after|once|following|having) [^\n;]{{0,60}}?{_FITTED}[^\n;]{{0,70}}?{_SPLIT}
    {_SPLIT}[^\n;]{{0,60}}?\bafter (?:the )?(?:\w+ ){{0,3}}?{_FITTED}
    {_FITTED}[^\n;]{{0,70}}?\b(?:on|over|across|with|from|using|to) {_WHOLE}
    (?:on|over|across|from|using) {_WHOLE}[^\n;]{{0,50}}?\b{_FITTED}
""")
_LEARNT_INSIDE = Phrases(r"""
    (?:train|training) (?:fold|folds|set|split|data|part|portion|partition|rows|only|statistics|images|examples|sequences|half)s? | on (?:the )?train(?:ing)?(?= |,|\.) | inside (?:the|each|every) | within (?:the|each|every) | per[- ](?:image|sample|recording|user|patient|subject|document|fold|item|window|example) | each (?:image|recording|document|fold|sample) | (?:only )?after (?:the |we )?split\w* | unicode | lower-?cas\w+ | text normali[sz]ation | fitted (?:only )?on train | pipeline | divid\w+ by 255 | lengths? | batch normali[sz]ation | layer normali[sz]ation | audio | pixel
""")


def _find_fit_before_split(plan: Plan) -> Iterator[Hit]:
    seen = set()
    for mention in plan.mentions(_BEFORE_SPLIT):
        words = plan.words(mention.sentence)
        if mention.sentence in seen or _LEARNT_INSIDE.search(words):
            continue
        seen.add(mention.sentence)
        phrase = plan.spelled(mention.start, mention.end)
        yield Hit(
            plan.sentence_passage(mention.sentence),
            f'A step that learns from the data comes before the split ("{phrase}"), so'
            " the training part has seen the test part.",
            0.8,
        )
    yield from _steps_out_of_order(plan)


_STEP_FITS = Phrases(_FITTED)
_STEP_SPLITS = Phrases(
    r"split | divide | partition | hold out | train[/-]test split | train_test_split"
    r" | make the (?:train|test) \w+"
)


def _steps_out_of_order(plan: Plan) -> Iterator[Hit]:
    """An ordered list in which a fitted step stands before the split."""
    fits: dict[int, Mention] = {}
    for sentence in plan.prose:
        block = plan.document.blocks[sentence.block]
        if not block.ordered:
            continue
        words = plan.words(sentence)
        fitted = _STEP_FITS.search(words)
        if (
            fitted
            and not _LEARNT_INSIDE.search(words)
            and not _STEP_SPLITS.search(words)
        ):
            if asserted(words, fitted.span()):
                start = sentence.start + fitted.start()
                found = Mention(start, start + len(fitted[0]), fitted[0], sentence)
                fits.setdefault(block.group, found)
        elif block.group in fits and (split := _STEP_SPLITS.search(words, 0, 40)):
            if asserted(words, split.span()):
                yield _step_hit(plan, fits.pop(block.group), sentence.start)


def _step_hit(plan: Plan, fit: Mention, split: int) -> Hit:
    step = plan.spelled(fit.start, fit.end)
    line = plan.document.line_of(split) + 1
    return Hit(
        plan.sentence_passage(fit.sentence),
        f'The step "{step}" learns from all the data, and the split comes only later'
        f" (line {line}).",
        0.8,
    )


D3 = Rule(
    id="D3",
    name="preprocessing before the split",
    severity=Severity.HIGH,
    source=f"{LEAKAGE}: L1.2 and L1.3",
    question="Can this step be learnt on the training part alone and only applied to the "
    "rest?",
    needs=lambda plan: bool(_STEP_FITS.search(plan.low)),
    find=_find_fit_before_split,
    example_bad="We standardise all features and then split the rows 80/20.",
    example_good="We split the rows 80/20 and standardise with the mean of the training "
    "rows.",
)

_UNIT = (
    r"(?P<unit>patient|user|subject|participant|session|repositor(?:y|ie)|speaker|author"
    r"|hospital|household|customer|student|driver|writer|donor|animal|mouse|mice|plant"
    r"|site|device|site|farm|school|product|seller|person|people|individual|video|machine"
    r"|company|companie|account|player|volunteer|child|worker|rider|scene|project|station)s?"
)
_SOME_UNIT = _UNIT.replace("?P<unit>", "")
_ROW = (
    r"(?:images?|scans?|slices?|recordings?|windows?|segments?|clips?|rows?|records?|samples?"
    r"|visits?|files?|functions?|commits?|utterances?|sentences?|reviews?|messages?|posts?"
    r"|frames?|measurements?|observations?|x-rays?|trials?|events?|sequences?|patches|tiles"
    r"|examples?|transactions?|essays?|answers?|notes?|photos?|reports?|epochs|beats|days"
    r"|comments?|interactions?|clicks?|ratings?|entries|readings|signals?|data points?|logs?)"
)
_REPEATED_UNITS = Phrases(rf"""
    \d[\d,]* (?:\w+ ){{0,2}}?\w+s (?:from|of|by) (?:the |our |about |some )?\d[\d,]* (?:\w+ )?{_SOME_UNIT}
    {_ROW} (?:\w+ ){{0,2}}?(?:from|of|by|across|over|for|recorded from|collected from|taken from) (?:the |our |about |some |roughly |only |a total of )?(?:\d[\d,]*|\w+teen|\w+ty|two|three|four|five|six|seven|eight|nine|ten|twelve|several|multiple|many|different)? ?(?:\w+ )?{_UNIT}
    (?:several|multiple|many|\d[\d,]*|two|three|four|five|six|ten|repeated) (?:\w+ )?{_ROW} (?:per|for each|from each|of each|for every|from every|of every|by each) {_SOME_UNIT}
    each {_SOME_UNIT} (?:has|have|contribut\w+|provid\w+|gives?|record\w+|appears?|wrote|writes|supplie[sd]|made|makes|visit\w*)
""")
_ANY_UNIT = Phrases(_UNIT)
_ROW_SPLIT = Phrases(r"""
    random(?:ly)?[^\n;]{0,50}?(?:split|splits|divided|partition\w*|folds?|held out|hold out|holdout|train(?:ing)? (?:and|/)|train/test|80/20|70/30|90/10)
    (?:split|splits|divide|divided|partition|partitioned|shuffle\w*|hold out|held out)[^\n;]{0,80}?(?:random|at random|shuffl\w+|uniformly|stratified)
    shuffl\w+[^\n;]{0,60}?(?:split|fold|hold|held|divid)
    (?:\d+|five|ten|k|three)-fold (?:stratified )?(?:cross-?validation|cv)
    (?:split|splits|divide|divided|partition\w*|hold out|held out|set aside)[^\n;]{0,40}?(?:\d+ ?[/:-] ?\d+|\d+ ?%)[^\n;]{0,30}
    train_test_split | (?:row|image|record|sample|window|segment|frame|file|slice|sentence|scan|visit|function|commit|utterance|clip|example|patch|tile|review|post|message)-(?:level|wise) (?:split|fold|random|cross)\w*
    (?:80/20|70/30|90/10|75/25|80/10/10|70/15/15) (?:random )?(?:train[/-]test )?split
""")
_GROUPED = Phrases(rf"""
    (?:by|per|at the level of|on the level of|across|over|between|on) (?:the )?{_SOME_UNIT}(?:(?: |-)(?:level|id|identity|identifier))?(?= ?(?:[,.;:)\n]|so\b|and\b|not\b|rather|instead|$|into\b|to\b|before|level|with\b))
    {_SOME_UNIT}-?(?: |-)(?:level|wise|independent|disjoint|stratified|grouped|based) | grouped? (?:by|on|split|k-?fold|cross|shuffle)\w* | groupkfold | group k-?fold | groupshufflesplit | group-?(?:wise|aware|level) | leave-one-(?:subject|patient|user|speaker|session|group|site|hospital|person|author|repository|project|out-\w+|\w+)-?\w* | loso | disjoint | clustered by
    (?:no|every|each|any|all|same|one) (?:\w+ ){{0,2}}?{_SOME_UNIT}[^\n]{{0,60}}?(?:in both|appears? in|only in|on one side|entirely|contributes? to|two parts|both parts|more than one|in exactly one|both sides|stay|kept together|same (?:side|split|fold|part)|one (?:side|split|fold|part)|either|straddl|cross|more than one)
    (?:^|(?<=\n)|(?<=, )|(?<=; ))(?:the |these |all |first |then ){{0,2}}(?:\d+ )?{_SOME_UNIT} (?:are|is|were) (?:\w+ ){{0,2}}?(?:divided|split|assigned|partitioned|held out|allocated|kept|separated)
    (?:unseen|new|held-?out|different|other|separate|hidden|unknown) (?:\w+ )?{_SOME_UNIT} | one {_ROW} (?:per|from each|for each) {_SOME_UNIT} | (?:kept|keep|stay|stays) together | chronological\w* | by (?:date|time|year)
    (?:split|divide|partition|assign|hold out|held out|separate)\w* (?:the )?(?:\d+ )?{_SOME_UNIT}
""")


def _find_grouped_leak(plan: Plan) -> Iterator[Hit]:
    units = plan.first(_REPEATED_UNITS)
    split = plan.first(_ROW_SPLIT)
    if units is None or split is None:
        return
    unit = _unit_name(units.words)
    if _keeps_together(plan, unit):
        return
    phrase = plan.spelled(split.start, split.end)
    yield Hit(
        plan.sentence_passage(split.sentence),
        f'The data holds several rows per {unit}, and the split ("{phrase}") does not keep'
        f" a {unit} on one side.",
        0.8,
        question=f"Is the result meant for {unit}s that were not seen in training?",
    )


_ANY_GROUPING = re.compile(r"group|disjoint|leave-one|loso|chronolog|together|by (?:date|time|year)")


def _keeps_together(plan: Plan, unit: str) -> bool:
    """Whether the split is said to respect this unit, or groups as such."""
    stem = unit.removesuffix("y")
    return any(
        (stem in mention.words or _ANY_GROUPING.search(mention.words))
        and (not mention.sentence.is_prose or plan.holds(mention, provided))
        for mention in plan.places(_GROUPED)
    )


def _unit_name(words: str) -> str:
    found = list(_ANY_UNIT.finditer(words))
    name = found[-1]["unit"] if found else "group"
    endings = {"repositorie": "repository", "companie": "company", "people": "person"}
    return endings.get(name, name)


D7 = Rule(
    id="D7",
    name="grouped leak",
    severity=Severity.HIGH,
    source=f"{LEAKAGE}: L3.2",
    question="Is the result meant for groups that were not seen in training?",
    needs=lambda plan: plan.first(_REPEATED_UNITS) is not None,
    find=_find_grouped_leak,
    example_bad="The data are 2,400 scans from 300 patients. "
    "We split the scans randomly into 80% training and 20% test.",
    example_good="The data are 2,400 scans from 300 patients. "
    "We split them randomly by patient into 80% training and 20% test.",
)

RULES = (D2, D3, D7)

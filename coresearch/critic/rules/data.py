"""D: does the data that judges stay apart from the data that teaches?"""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import Edit, replaced
from coresearch.critic.clauses import asserted
from coresearch.critic.document import Sentence
from coresearch.critic.phrases import Phrases
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.rule import Hit, Rule

LEAKAGE = (
    "Leakage and the reproducibility crisis (Kapoor and Narayanan, arXiv 2207.07048)"
)

_TEST = (
    r"(?:held-?out |final |hidden |official |sealed |locked |unseen )*test"
    r"(?:ing)?[- ]?(?:set|sets|split"
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
    r"(?:(?!validation|\bdev\b|development|cross-valid|held-out (?!test)|training|"
    r"train "
    r"|evaluat|report|measur|appl|score|compar|(?<!est )run |\btested|confirm|"
    r"assess|items"
    r" for|as (?:the|a|our) |into |split|[;\n])[^\n]){0,70}?"
)
_TEST_CHOOSES = Phrases(
    rf"""
    {_CHOOSE}\b{_NOT_BETWEEN}\b{_BASIS} (?:the |a |our |its |their |each |this |\
      same |highest |lowest |best |maximum |minimum |mean |smallest ){{0,3}}{_TEST}
    (?:maximi[sz]|minimi[sz]|optimi[sz])(?:e|es|ed|ing) (?:the |its |their |\
      mean )?{_TEST}
    (?:best|highest|lowest|top)(?:-performing|-scoring)? (?:checkpoint|epoch|\
      model|run|configuration|config|setting|hyper-?parameters?|threshold|prompt|\
      variant|learning rate|value)s? (?:\w+ )?(?:on|by|according to|in terms of|\
      for) (?:the |our )?{_TEST}
    test(?: \w+){{0,3}},? (?:on|with|by) which (?:\w+ ){{0,6}}?(?:is|are|\
      gets?) (?:\w+ )?(?:chosen|tuned|selected|picked|optimi[sz]ed|fitted|\
      calibrated)
    (?:search|sweep|trials|draws|grid|configurations|\
      candidates)[^\n;]{{0,30}}?, (?:scored|judged|ranked|evaluated|measured) \
      (?:on|by|with) (?:the |our )?{_TEST}
    (?:checkpoint|epoch|model|run|configuration|prompt|variant|\
      seed)s? with the (?:best|highest|lowest|smallest|largest|top) \
      (?:[\w@]+ ){{1,3}}?(?:on|over|for) (?:the |our )?{_TEST}
    (?:checkpoint|epoch|model|configuration|config|setting|hyper-?parameters?|\
      threshold|prompt|variant|learning rate|values?)s? (?:with|that gives?|\
      that yields?|giving|yielding|that has|that reach(?:es)?) the (?:best|\
      highest|lowest|smallest|maximum|largest) {_TEST}
    {_TEST} (?:decides?|determines?|picks?|chooses?|selects?|guides?|\
      tells? us) (?:which|what|when|the|how)
    until (?:the |our )?{_TEST} (?:stops?|no longer|plateaus?|is|stagnates|\
      peaks|converges|saturates|levels|does)
    (?:early[- ]stopp?(?:ing|ed|s)?|stop(?:ping|ped|s)? (?:the )?(?:training|\
      early)?)[^\n;.]{{0,40}}?\b(?:on|when|once|by|monitor\w*|using|based on) \
      (?:the |our )?{_TEST}
    (?:tun|select|choos|chosen|pick|optimi[sz])\w* (?:directly )?(?:on|against|\
      with) (?:the )?test(?=[ .,;)]|$)
""",
    only_with="test",
)
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
    if at <= mention.start:  # "500 for the test, on which …": the split itself is meant
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
    question="What is left to judge the final choice by, once the test data has made"
    " it?",
    needs=lambda plan: "test" in plan.low,
    find=_find_test_chooses,
    example_bad="We tune the learning rate on the test set.",
    example_good="We tune the learning rate on the validation set and touch the test "
    "set "
    "once.",
)

_FITTED = (
    r"(?:(?:min-max |feature |robust |standard |z-)?scal(?:e|ed|es|ing|er)|"
    r"standardi[sz]\w+"
    r"|z-scor\w+|normali[sz](?:e|es|ed|ing|ation)|imput\w+|fill(?:ed|ing)? "
    r"(?:in )?missing"
    r"|oversampl\w+|over-sampl\w+|undersampl\w+|smote|upsampl\w+|re-?balanc\w+|"
    r"balanc(?:e|ed"
    r"|es|ing)|(?:select|choose|pick|rank)(?:s|ing|ed)? (?:the )?(?:top |best |"
    r"\w+ )?(?:\d+ )?"
    r"(?:most \w+ )?features|feature selection|features are (?:selected|chosen|"
    r"ranked)|pca"
    r"|principal component\w*|whiten\w+|target[- ]encod\w+|tf-?idf|augment(?:ed|"
    r"ing|ation)?"
    r"|vocabulary is built|dimensionality reduction|winsori[sz]\w+|mean-cent\w+)"
)
_SPLIT = (
    r"(?:split(?:s|ting)?(?: (?:it|them|the data|the dataset|the rows|into|off))?|"
    r"divid(?:e"
    r"|ed|ing) (?:it|them|the data|the dataset)? ?(?:in)?to|division|partition"
    r"(?:ed|ing)?|hold(?:ing)?"
    r" out|held out|train[/-]test split|train_test_split|cross-validat\w+|"
    r"making the folds"
    r"|the folds are)"
)
_WHOLE = (
    r"(?:the |all the |our )?(?:whole|entire|full|complete|combined|pooled) "
    r"(?:\w+ )?(?:data ?set"
    r"|data|corpus|table|sample|matrix|set|collection|cohort)|all (?:of )?(?:the |"
    r"our )?"
    r"(?:stays|visits|scans|users|recordings|items|texts|questions|columns|cases|"
    r"data|rows|records|samples|images|examples|patients|documents|observations)"
)
_BEFORE_SPLIT = Phrases(
    rf"""
    {_FITTED}[^\n;]{{0,90}}?\b(?:before|prior to|ahead of|and only then|, then|\
      and then|, and then|followed by|; then|and afterwards|, after which|\
      and subsequently|, and (?:finally )?(?=split|divid)|and (?=split|\
      divid))[^\n;]{{0,40}}?{_SPLIT}
    (?:before|prior to|ahead of) (?:we )?(?:the |any |making the )?\
      (?:\w+ )?{_SPLIT}[^\n;]{{0,60}}?\b{_FITTED}
    (?:after|once|following|having) [^\n;]{{0,60}}?{_FITTED}[^\n;]{{0,70}}?{_SPLIT}
    {_SPLIT}[^\n;]{{0,60}}?\bafter (?:the )?(?:\w+ ){{0,3}}?{_FITTED}
    {_FITTED}[^\n;]{{0,70}}?\b(?:on|over|across|with|from|using|to) {_WHOLE}
    (?:on|over|across|from|using) {_WHOLE}[^\n;]{{0,50}}?\b{_FITTED}
""",
    only_with=(
        "split divi parti hold held fold cross whole entire full complete "
        "combined pooled all"
    ),
)
_LEARNT_INSIDE = Phrases(r"""
    (?:train|training) (?:fold|folds|set|split|data|part|portion|partition|rows|\
      only|statistics|images|examples|sequences|half)s?
    on (?:the )?train(?:ing)?(?= |,|\.) | inside (?:the|each|every)
    within (?:the|each|every)
    per[- ](?:image|sample|recording|user|patient|subject|document|fold|item|\
      window|example)
    each (?:image|recording|document|fold|sample)
    (?:only )?after (?:the |we )?split\w* | unicode | lower-?cas\w+
    text normali[sz]ation | fitted (?:only )?on train | pipeline | divid\w+ by 255
    lengths? | batch normali[sz]ation | layer normali[sz]ation | audio | pixel
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
        fit = _fitting_step(plan, sentence)
        if fit:
            fits.setdefault(block.group, fit)
        elif block.group in fits and _splitting_step(plan, sentence):
            yield _step_hit(plan, fits.pop(block.group), sentence.start)


def _fitting_step(plan: Plan, sentence: Sentence) -> Mention | None:
    words = plan.words(sentence)
    found = _STEP_FITS.search(words)
    if found is None or _LEARNT_INSIDE.search(words) or _STEP_SPLITS.search(words):
        return None
    if not asserted(words, found.span()):
        return None
    start = sentence.start + found.start()
    return Mention(start, start + len(found[0]), found[0], sentence)


def _splitting_step(plan: Plan, sentence: Sentence) -> bool:
    words = plan.words(sentence)
    found = _STEP_SPLITS.search(words, 0, 40)
    return found is not None and asserted(words, found.span())


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
    question="Can this step be learnt on the training part alone and only applied to"
    " the "
    "rest?",
    needs=lambda plan: bool(_STEP_FITS.search(plan.low)),
    find=_find_fit_before_split,
    example_bad="We standardise all features and then split the rows 80/20.",
    example_good="We split the rows 80/20 and standardise with the mean of the "
    "training "
    "rows.",
)


RULES = (D2, D3)

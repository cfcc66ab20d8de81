"""D, continued: is anything learnt from the data before they are split?"""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.clauses import asserted, clause_at
from coresearch.critic.document import Sentence
from coresearch.critic.phrases import Pattern, Phrases
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.rule import Hit, Rule
from coresearch.critic.rules.data import LEAKAGE

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
    r"(?:a )?(?:\d+|five|ten|k)-fold|"
    r"making the folds"
    r"|the folds are)"
)
_WHOLE = (
    r"(?:(?:the |all the |our )?(?:whole|entire|full|complete|combined|pooled) "
    r"(?:\w+ )?(?:data ?set"
    r"|data|corpus|table|sample|matrix|set|collection|cohort)|all (?:of )?(?:the |"
    r"our )?"
    r"(?:stays|visits|scans|users|recordings|items|texts|questions|columns|cases|"
    r"data|rows|records|samples|images|examples|patients|documents|observations))"
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
    {_WHOLE} (?:is|are) (?:first |then )?(?:\w+ )?{_FITTED}
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
    (?:only )?after (?:the |we )?split\w* | unicode | imagenet
    (?:fixed|published|known) (?:mean|means|statistics|constants) | lower-?cas\w+
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
    yield from _fitted_on_everything(plan, seen)
    yield from _steps_out_of_order(plan)


# What a step has learnt, and how one says that it learns: "IDF weights are computed".
_LEARNS = Pattern(
    r"\b(?:(?:re-?|un)?scal(?:ed|ing)|standardi[sz]\w+|z-scor\w+|normali[sz](?:ed|ing"
    r"|ation)|imput(?:ed|ing|ation)|cent(?:red|ered|ring|ering)|whiten\w+|binned|bin"
    r"ning|over-?sampl\w+|smote|pca|chi-squared|mutual information|principal "
    r"components?"
    r"|encod(?:er is|ing is|ings are)|(?:idf|class|sample) weights|idf|vocabulary"
    r"|(?:bucket|bin) (?:edges|boundaries)|quantiles|quintiles|deciles|percentiles"
    r"|anomal(?:y|ies)|minimum and maximum|min(?:ima)? and max(?:ima)?|mean and"
    r" (?:the )?(?:standard deviation|sd|variance|std)|means and (?:standard deviations"
    r"|sds|variances)|(?:channel|feature|column|client|pixel|global|band|sensor) means"
    r"|(?:features|words|genes|variables|columns|predictors|markers) (?:[\w-]+ ){0,6}?"
    r"(?:is|are) (?:selected|picked|chosen|kept|screened)|filled (?:in )?(?:with|by)"
    r"|codebook|tokeni[sz]er|stop ?words?|embeddings? (?:is|are) (?:fitted|trained)"
    r"|features? (?:\w+ )?(?:selected|chosen|picked|kept|screened|ranked)"
    r"|(?:select|choose|pick|keep|screen)\w* (?:[\w,]+ ){0,5}?(?:features|words|genes"
    r"|variables|columns|bigrams|n-grams|predictors|markers|biomarkers))"
    r"(?! (?:[\w-]+ )?(?:loss|losses|errors?|scores?|returns?|reward|ratio|entropy"
    r"|gain|cost|ndcg|mean difference))"
)
_ROWS = (
    r"(?:rows|records|series|frames|images|samples|visits|stays|scans|conversations"
    r"|texts|documents|reviews|recordings|utterances|clips|tracks|songs|sessions|users"
    r"|patients|items|sentences|examples|tables?|corpus|corpora|data|data ?sets?|logs"
    r"|trips|measurements|readings|observations|years?|months|period|sample|matrix"
    r"|collection|cohort|archive|history|columns|pictures|windows|segments|messages"
    r"|transactions|customers|subjects|speakers|points|log|trajectories|episodes"
    r"|cases|parts|three parts|splits|entries|interactions|ratings|posts|pool)"
)
_EVERYTHING = Pattern(
    r"\b(?:on|over|across|with|from|using|to|of|in|by|for) (?:the |our )?"
    r"(?:(?:all|whole|entire|full|complete|pooled|combined|total)\b(?: of)?"
    r"(?: the| our| its)?(?: \d[\d,]*)?(?: (?!training\b|train\b|test\b|validation\b"
    rf"|fitting\b)[\w-]+){{0,2}}? {_ROWS}|(?:every|each) (?:\w+ )?(?:row|record) of"
    r" the|both (?:the )?(?:training|train|test)(?:ing)? (?:set )?and (?:the )?(?:test"
    r"|train\w*|validation)|train(?:ing)?,? (?:validation,? )?and test (?:data"
    r"|sets?|parts?|rows|images|together))\b"
)
_THEN_SPLIT = Pattern(
    r"\b(?:then|after (?:that|this|which)|afterwards|subsequently|only then|next|before"
    r"|later|finally)\b[^.;]{0,60}?\b(?:split|cut|divid\w+|dealt|partition\w*"
    r"|separat\w+"
    r"|(?:laid|set|put|held|kept) (?:aside|out|apart|back)|drawn|parts (?:exist|are "
    r"made)"
    r"|hold out|assigned|folds|cross-validat\w+)"
)
_ONLY_TRAINING = Pattern(
    r"\btrain(?:ing)?[- ](?!and\b|set and|test|/)|\bfitting (?:part|set|data|rows)"
    r"|\blearning (?:span|part|set|period|days|rows|data)|\bdevelopment\b|\breport"
    r"|\bper[- ](?:image|sample|recording|user|patient|subject|fold|window|item)\b"
    r"|\b(?:would|could|might)\b|\b(?:inside|within) (?:the|each|every)\b|\baveraged"
    r"|\bauthors\b|\btable \d|\bpublic(?:ly)? (?:available )?(?:statistics|constants)"
)
_FOLLOWS = Pattern(r"(?:only )?(?:then|after(?:wards| that| this)?|next|finally)\b")


def _fitted_on_everything(plan: Plan, seen: set[Sentence]) -> Iterator[Hit]:
    """What is learnt from all the data, or just before they are cut."""
    for index, sentence in enumerate(plan.prose):
        words = plan.words(sentence)
        learns = _LEARNS.search(words)
        if learns is None or sentence in seen:
            continue
        span = _all_data_span(words, learns.span())
        if span is None or _ONLY_TRAINING.search(words):
            continue
        if _LEARNT_INSIDE.search(words) or not asserted(words, span):
            continue
        later = plan.prose[index + 1 : index + 2]
        if not _THEN_SPLIT.search(words, span[0]) and not _splits_data(plan, later):
            continue
        seen.add(sentence)
        start = sentence.start
        phrase = plan.spelled(start + span[0], start + span[1])
        yield Hit(
            plan.sentence_passage(sentence),
            f'A step that learns from the data sees all of it ("{phrase}"), so the'
            " training part has seen the test part.",
            0.8,
        )


def _all_data_span(words: str, learns: tuple[int, int]) -> tuple[int, int] | None:
    """The clause of the step, if it names all the data or the split comes after it."""
    everything = _EVERYTHING.search(words)
    if everything and abs(everything.start() - learns[0]) < 160:
        return min(learns[0], everything.start()), max(learns[1], everything.end())
    then = _THEN_SPLIT.search(words, learns[1])
    if then and then.start() - learns[1] < 120:
        first, _ = clause_at(words, learns[0])
        return max(first, learns[0]), learns[1]
    return None


def _splits_data(plan: Plan, later: tuple[Sentence, ...]) -> bool:
    """Whether the next sentence, or the plan anywhere, divides the data."""
    if later and _FOLLOWS.match(plan.words(later[0])):
        return True
    return bool(_ANY_SPLIT.search(plan.low))


_ANY_SPLIT = Pattern(
    r"\b(?:test|held[- ]out|hold-?out|cross-?validat|judging|sealed|validation|split"
    r"|laid aside|set aside)"
)


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
    needs=lambda plan: bool(_STEP_FITS.search(plan.low) or _LEARNS.search(plan.low)),
    find=_find_fit_before_split,
    example_bad="We standardise all features and then split the rows 80/20.",
    example_good="We split the rows 80/20 and standardise with the mean of the "
    "training "
    "rows.",
)

RULES = (D3,)

"""D, continued: where the data comes from, and what has seen it before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import sentence_added
from coresearch.critic.clauses import mentioned
from coresearch.critic.facts import describes_study
from coresearch.critic.phrases import Phrases
from coresearch.critic.plan import Plan
from coresearch.critic.rule import Hit, Rule
from coresearch.critic.rules.data import LEAKAGE

_DUPLICATING = Phrases(r"""
    scrap(?:e|ed|ing)(?! the (?:project|idea|plan)) | web-?scraped | crawl(?:ed|ing)? | common crawl | harvest(?:ed|ing) | downloaded from (?:github|reddit|twitter|stack overflow|the web|forums)
    (?:merg(?:e|ed|ing)|combin(?:e|ed|ing)|pool(?:ed|ing)?|concatenat(?:e|ed|ing)|join(?:ed|ing)? together|union of) (?:\w+ ){0,4}?(?:data ?sets?|data sets?|corpora|sources|collections|archives|dumps|databases|releases|tables|exports)
    (?:data ?sets?|data sets?|corpora|sources|collections|archives|dumps|databases|releases|tables|exports) (?:is|are|will be|were) (?:then |first )?(?:merged|combined|pooled|concatenated|joined together)
    augment(?:ed|ation|ing)?[^\n;]{0,60}?(?:before|then|and) (?:\w+ ){0,3}?split
""")
_SPLITS = Phrases(r"""
    split\w* | test (?:set|part|data|split|images|questions|items|posts|documents)? | held[- ]out | hold[- ]out | train(?:ing|ed)? | cross-?validat\w+ | evaluat\w+
""")
_DEDUPLICATED = Phrases(r"""
    de-?dup\w* | duplicat\w* | near-?dup\w* | minhash\w* | simhash | fuzzy match\w* | distinct | unique | overlap\w* | hash\w* | same (?:text|image|item) twice | no (?:text|image|item|post|document) (?:\w+ ){0,3}?twice | n-gram
""")


def _find_duplicates(plan: Plan) -> Iterator[Hit]:
    mention = plan.first(_DUPLICATING)
    if (
        mention is None
        or plan.says(_DEDUPLICATED)
        or plan.first(_SPLITS, mentioned) is None
    ):
        return
    phrase = plan.spelled(mention.start, mention.end)
    yield Hit(
        plan.sentence_passage(mention.sentence),
        f'Data that is gathered this way ("{phrase}") holds duplicates, and none are'
        " removed before the split.",
        0.65,
        edit=sentence_added(
            plan,
            mention.sentence,
            "Exact and near duplicates are removed before the split.",
        ),
    )


D4 = Rule(
    id="D4",
    name="duplicates",
    severity=Severity.MEDIUM,
    source=f"{LEAKAGE}: L1.4",
    question="How do you know that no test item has a twin in the training data?",
    needs=lambda plan: plan.first(_DUPLICATING) is not None,
    find=_find_duplicates,
    example_bad="We scrape 20,000 recipes and train a tagger on 80% of them. "
    "The rest is the test set.",
    example_good="We scrape 20,000 recipes, remove near-duplicates and train a tagger on "
    "80% of them. The rest is the test set.",
    of_absence=True,
)

_WIDE = Phrases(r"""
    (?:for|to|of|in|across|on|among|that|helps?|makes?|lets?|benefits?|improves?|serves?|reach(?:es)?) (?:all|any|every|most) (?:\w+ ){0,2}?(?:languages|hospitals|patients|users|people|humans|programmers|developers|schools|students|countries|cities|customers|drivers|adults|children|clinics|companies|workers|firms|women|men|voters|farmers|teachers|readers)
    (?:people|humans|patients|users|programmers|developers|students|drivers|readers|adults|customers|languages) (?:everywhere|worldwide|in general|generally|at large|around the world) | the general (?:population|public) | generali[sz]es? to (?:all|any|other|every|the (?:general|whole|wider)) | society at large | worldwide | population at large
""")
_NARROW = Phrases(r"""
    (?:one|a single|our|our own|the local|a local|the university) (?:\w+ ){0,2}?(?:hospital|school|company|university|city|country|clinic|lab|laboratory|site|class|course|department|firm|village|district|ward|factory)
    (?:undergraduates?|first-year|psychology|computer science|our|university|college|local) (?:students|volunteers|patients|colleagues|employees) | undergraduates | mturk | mechanical turk | prolific | crowd ?workers | convenience sample | english(?:-only| only| data| texts?| corpus| posts| reviews| articles) | colleagues
""")
_SCOPE_OWNED = Phrases(r"""
    limitations? | external validity | (?:do|does|will|may|might|can)(?: not|n['’]t|not) (?:\w+ )?(?:generali[sz]e|carry over|transfer|hold|claim) | only (?:covers?|applies|for) | representative | second (?:site|hospital|school|country|city) | weight(?:ed|ing) to | we make no claim | replicat\w+
""")


def _find_population_mismatch(plan: Plan) -> Iterator[Hit]:
    wide, narrow = plan.first(_WIDE), plan.first(_NARROW)
    if wide is None or narrow is None or plan.says(_SCOPE_OWNED):
        return
    claim = plan.spelled(wide.start, wide.end)
    sample = plan.spelled(narrow.start, narrow.end)
    yield Hit(
        plan.sentence_passage(wide.sentence),
        f'The claim is about more ("{claim}") than the sample can stand for ("{sample}").',
        0.65,
    )


D8 = Rule(
    id="D8",
    name="population mismatch",
    severity=Severity.MEDIUM,
    source=f"{LEAKAGE}: L3.3; REFORMS",
    question="For whom does the result hold, given who is in the sample?",
    needs=lambda plan: plan.first(_WIDE) is not None,
    find=_find_population_mismatch,
    example_bad="We show that the tool helps all programmers. The participants are 40 "
    "undergraduates.",
    example_good="We show that the tool helps all programmers in their first year. The "
    "participants are 40 undergraduates, so we make no claim about others.",
)

_LANGUAGE_MODEL = Phrases(r"""
    gpt[-\w.]* | chatgpt | claude[-\w.]* | gemini[-\w.]* | llama[-\w.]* | mistral[-\w.]* | mixtral | qwen[-\w.]* | deepseek[-\w.]* | phi-\d | gemma[-\w.]* | (?:large |pre-?trained |frontier |open )*language models? | llms?
""")
_PUBLIC_BENCHMARK = Phrases(r"""
    mmlu[-\w]* | gsm-?8k | humaneval\+? | mbpp | hellaswag | truthfulqa | big-?bench[-\w]* | bbh | squad(?: ?[12]\.\d)? | gpqa[-\w]* | swe-?bench[-\w]* | arc-(?:c|e|challenge|easy) | winogrande | boolq | superglue | glue | drop benchmark | triviaqa | natural questions | hotpotqa | commonsenseqa | piqa | openbookqa | mt-?bench | alpacaeval | ifeval | apps benchmark | (?:the )?math (?:benchmark|data ?set|test) | math-?500 | aime | livecodebench | medqa | pubmedqa | legalbench | (?:popular|public|published|standard|well-known|existing|established) (?:\w+ ){0,2}?benchmarks?
""")
_CONTAMINATION = Phrases(r"""
    contaminat\w* | decontaminat\w* | leak\w* | memori[sz]\w* | (?:in|part of|seen in|from) (?:the |its |their )?(?:pre-?)?training (?:data|corpus|set) | cut-?off | unpublished | never published | kept private | private (?:set|test|split|items) | canary | n-gram overlap | overlap | (?:re-?phras|paraphras|perturb|renam|rewritten|re-?writ|re-?number)\w* | fresh(?:ly)? | newly (?:written|collected) | released after | published after | written after | after the (?:model|release|training) | trained from scratch | dynamic(?:ally)? (?:generated|benchmark)
""")


def _find_contamination(plan: Plan) -> Iterator[Hit]:
    model = plan.first(_LANGUAGE_MODEL, mentioned)
    public = plan.first(_PUBLIC_BENCHMARK)
    if model is None or public is None or plan.says(_CONTAMINATION):
        return
    name = plan.spelled(public.start, public.end)
    which = plan.spelled(model.start, model.end)
    yield Hit(
        plan.sentence_passage(public.sentence),
        f'"{which}" may have seen "{name}" in training, and the plan does not check it.',
        0.75,
        question=f"How would you notice that the answers of {name} were in the training"
        " data?",
        edit=sentence_added(
            plan,
            public.sentence,
            f"For contamination we also run a reworded copy of <number> items of {name}"
            " and compare.",
        ),
    )


D9 = Rule(
    id="D9",
    name="contamination",
    severity=Severity.MEDIUM,
    source="BetterBench (Reuel et al., arXiv 2411.12990)",
    question="How would you notice that the answers were in the training data?",
    needs=lambda plan: (
        plan.first(_LANGUAGE_MODEL, mentioned) is not None
        and plan.first(_PUBLIC_BENCHMARK) is not None
    ),
    find=_find_contamination,
    example_bad="We prompt Llama-3 with and without examples and compare on GSM8K.",
    example_good="We prompt Llama-3 with and without examples and compare on GSM8K, and on "
    "a reworded copy to see contamination.",
    of_absence=True,
)

_NAMED_MODEL = Phrases(
    r"(?:gpt-?[\w.]+(?:-[\w.]+)*|chatgpt|claude(?:[- ][\w.]+)?|gemini(?:[- ][\w.]+)?|llama[-\w.]*|mistral[-\w.]*|mixtral[-\w.]*|qwen[-\w.]*|deepseek[-\w.]*)"
)
_MAKES = re.compile(
    r"\b(?:generat|writ|synthesi[sz]|produc|creat|author|draft|invent|paraphras)\w*"
)
_JUDGES = re.compile(
    r"\b(?:judg|grad|rat(?:e|es|ed|ing)|scor|evaluat|assess|mark(?:s|ed)|rank|verif|label"
    r"|fine-tun|train|answer|solve|tested)\w*"
)
_SELF = Phrases(r"""
    (?:the |its |their |this )?(?:very )?same (?:language |large )?(?:model|llm) (?:\w+ ){0,4}?(?:judges?|grades?|rates?|scores?|evaluates?|checks?|verif\w+|filters?|labels?) | (?:judges?|grades?|rates?|scores?|evaluates?) (?:its|their) own (?:\w+ )?(?:answers|outputs?|texts?|summaries|responses|generations) | (?:trained|fine-tuned|trains?) on (?:its|their) own (?:outputs?|answers|generations|texts|samples) | (?:judged|graded|rated|scored|evaluated) by (?:itself|the same (?:model|llm))
""")
_OTHER_SOURCE = Phrases(r"""
    human\w* | by hand | people | annotators? | experts? | (?:a |an )?(?:different|second|another|other) (?:model|llm|family|judge|vendor) | self-preference | real data | hand-(?:written|labell?ed|checked) | manual\w*
""")


def _find_same_source(plan: Plan) -> Iterator[Hit]:
    mention = plan.first(_SELF)
    if mention is not None and not plan.says(_OTHER_SOURCE):
        phrase = plan.spelled(mention.start, mention.end)
        yield Hit(
            plan.sentence_passage(mention.sentence),
            f'One model is on both sides ("{phrase}") and tends to prefer its own.',
            0.8,
        )
        return
    yield from _find_maker_and_judge(plan)


def _find_maker_and_judge(plan: Plan) -> Iterator[Hit]:
    makes: dict[str, str] = {}
    judges: dict[str, str] = {}
    for mention in plan.mentions(_NAMED_MODEL):
        words = plan.words(mention.sentence)
        name = mention.words.rstrip(".,")
        where = plan.low[max(0, mention.start - 25) : mention.end + 45]
        if _MAKES.search(where):
            makes.setdefault(name, words)
        if _JUDGES.search(where):
            judges.setdefault(name, words)
            both = name in makes and makes[name] != words
            if both and not plan.says(_OTHER_SOURCE):
                spelled = plan.spelled(mention.start, mention.start + len(name))
                yield Hit(
                    plan.sentence_passage(mention.sentence),
                    f'"{spelled}" makes the data and is also trained on it or judges it.',
                    0.7,
                )
                return


D10 = Rule(
    id="D10",
    name="same-source synthetic data",
    severity=Severity.MEDIUM,
    source="self-preference: Panickssery et al., arXiv 2404.13076",
    question="Which other model, or which people, could make or judge the data?",
    needs=lambda plan: plan.first(_LANGUAGE_MODEL, mentioned) is not None,
    find=_find_same_source,
    example_bad="GPT-4o writes 2,000 questions about contracts. GPT-4o then grades the "
    "answers of both systems.",
    example_good="GPT-4o writes 2,000 questions about contracts. Two lawyers grade the "
    "answers of both systems by hand.",
)

_DATA_SET = Phrases(r"""
    (?:the |an? |our |this |that )?(?:\w+ ){0,2}?(?:data ?sets?|corpus|corpora|benchmarks?|dump|archive|database|collection)
""")
_IDENTIFIED = Phrases(r"""
    \(link\) | https?\S* | doi\S* | versions? | v ?\d[\w.]* | releases? | licen[cs]\w* | commit | snapshots? | revision | zenodo | hugging ?face | kaggle | uci | openml | github | figshare | cc[- ]?(?:by|0)\S* | \bmit licen[cs]e | physionet | export\w* | dated | (?:19|20)\d\d(?:[-–/]\d+)* | accession | sha-?256 | checksum | data card | datasheet | we (?:collect|record|write|wrote|gather|build|recorded|collected|measure)\w* | own (?:data|recordings|measurements|logs) | synthetic\w* | simulat\w+ | et al\.? | \[\d+\] | \[@\w+
""")


def _find_unidentified_data(plan: Plan) -> Iterator[Hit]:
    mention = plan.first(_DATA_SET)
    if mention is None or plan.says(_IDENTIFIED):
        return
    name = plan.spelled(mention.start, mention.end)
    yield Hit(
        plan.sentence_passage(mention.sentence),
        f'The data ("{name}") is named without version, link or licence.',
        0.55,
        edit=sentence_added(
            plan, mention.sentence, "Its version is <version>, its licence <licence>."
        ),
    )


D12 = Rule(
    id="D12",
    name="data not identified",
    severity=Severity.LOW,
    source="REFORMS; Datasheets for Datasets, arXiv 1803.09010; NeurIPS paper checklist",
    question="Where would somebody else get exactly this data, and may they use it?",
    needs=lambda plan: describes_study(plan) and plan.first(_DATA_SET) is not None,
    find=_find_unidentified_data,
    example_bad="We compare two parsers on the news corpus. The metric is F1.",
    example_good="We compare two parsers on the news corpus (release 2.1, CC BY). The "
    "metric is F1.",
    of_absence=True,
)

_EXCLUDABLE = Phrases(r"""
    participants | respondents | volunteers | (?:\w+ )?sensor (?:readings|records|data) | questionnaires? | surveys? (?:of|among|with|data|answers|responses) | patient records | health records | clinical (?:data|records) | reaction times? | completion times? | subjects (?:are|see|solve|perform) | interviews?
""")
_EXCLUSION = Phrases(r"""
    exclu\w+ | outliers? | missing\w* | drop(?:ped|s)? (?:\w+ ){0,3}?(?:rows?|participants?|records?|cases|answers|data|trials) | filter\w* | remov\w+ | discard\w* | attention checks? | invalid | incomplete | imput\w+ | winsori\w+ | left out | leave out | clean(?:ed|ing) | inclusion | eligib\w+ | trimm\w+ | intention[- ]to[- ]treat | drop-?outs? | all (?:\w+ )?(?:participants|answers|records|cases) (?:are|is) (?:kept|used|included|analysed|analyzed) | replaced | median rather | robust to outliers | complete cases?
""")


def _find_no_exclusion(plan: Plan) -> Iterator[Hit]:
    mention = plan.first(_EXCLUDABLE, mentioned)
    if mention is None or plan.says(_EXCLUSION):
        return
    what = plan.spelled(mention.start, mention.end)
    yield Hit(
        plan.sentence_passage(mention.sentence),
        f'The plan has "{what}" but no rule for outliers, drop-outs or missing values.',
        0.55,
        edit=sentence_added(
            plan,
            mention.sentence,
            "Excluded is only <rule>, decided before the results are seen.",
        ),
    )


D13 = Rule(
    id="D13",
    name="no exclusion rule",
    severity=Severity.LOW,
    source="AsPredicted question 6; REFORMS",
    question="Which cases are left out, and who decides that before the results are seen?",
    needs=lambda plan: (
        describes_study(plan) and plan.first(_EXCLUDABLE, mentioned) is not None
    ),
    find=_find_no_exclusion,
    example_bad="We compare completion times of two menus. Forty participants use both.",
    example_good="We compare completion times of two menus. Forty participants use both; "
    "trials over 60 s are excluded.",
    of_absence=True,
)

RULES = (D4, D8, D9, D10, D12, D13)

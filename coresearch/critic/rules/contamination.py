"""D, continued: has the model seen the data, or even made it?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import sentence_added
from coresearch.critic.clauses import mentioned, provided
from coresearch.critic.phrases import Phrases
from coresearch.critic.plan import Plan
from coresearch.critic.rule import Hit, Rule

_LANGUAGE_MODEL = Phrases(r"""
    gpt[-\w.]* | chatgpt | claude[-\w.]* | gemini[-\w.]* | llama[-\w.]*
    mistral[-\w.]* | mixtral | qwen[-\w.]* | deepseek[-\w.]* | phi-\d | gemma[-\w.]*
    (?:large |pre-?trained |frontier |open )*language models? | llms?
""")


_PUBLIC_BENCHMARK = Phrases(r"""
    cnn/?-?daily ?mail | xsum | imdb | sst-?2 | ag news | wmt-?\d* | mmlu[-\w]*
    gsm-?8k | humaneval\+? | mbpp | hellaswag | truthfulqa
    big-?bench[-\w]* | bbh | squad(?: ?[12]\.\d)? | gpqa[-\w]* | swe-?bench[-\w]*
    arc-(?:c|e|challenge|easy) | winogrande | boolq | superglue | glue
    drop benchmark | triviaqa | natural questions | hotpotqa | commonsenseqa | piqa
    openbookqa | mt-?bench | alpacaeval | ifeval | apps benchmark
    (?:the )?math (?:benchmark|data ?set|test) | math-?500 | aime | livecodebench
    medqa | pubmedqa | legalbench
    public (?:[\d,]+ )(?:frames|images|items|questions|problems|examples|texts)
    (?:popular|public|published|standard|well-known|existing|established) \
      (?:\w+ ){0,2}?benchmarks?
""")


_CONTAMINATION = Phrases(r"""
    contaminat\w* | decontaminat\w* | leak\w* | memori[sz]\w*
    (?:in|part of|seen in|from) (?:the |its |their )?(?:pre-?)?training (?:data|\
      corpus|set)
    \d+-(?:word|gram|token) \w+ | may (?:well )?have (?:been in|met|seen) | the pile
    cut-?off | unpublished | never published | kept private
    private (?:set|test|split|items) | canary | n-gram overlap | overlap
    (?:re-?phras|paraphras|perturb|renam|rewritten|re-?number)\w*
    fresh(?:ly)? | newly (?:written|collected) | released after | published after
    written after | after the (?:model|release|training) | from scratch
    dynamic(?:ally)? (?:generated|benchmark)
""")


def _find_contamination(plan: Plan) -> Iterator[Hit]:
    model = plan.first(_LANGUAGE_MODEL, mentioned)
    public = plan.first(_PUBLIC_BENCHMARK, provided)
    if model is None or public is None or plan.says(_CONTAMINATION):
        return
    name = plan.spelled(public.start, public.end)
    which = plan.spelled(model.start, model.end)
    yield Hit(
        plan.sentence_passage(public.sentence),
        f'"{which}" may have seen "{name}" in training, and the plan does not check'
        f" it.",
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
        and plan.first(_PUBLIC_BENCHMARK, provided) is not None
    ),
    find=_find_contamination,
    example_bad="We prompt Llama-3 with and without examples and compare on GSM8K.",
    example_good="We prompt Llama-3 with and without examples and compare on GSM8K, "
    "and on "
    "a reworded copy to see contamination.",
    of_absence=True,
)


_NAMED_MODEL = Phrases(
    r"(?:gpt-?[\w.]+(?:-[\w.]+)*|chatgpt|claude(?:[- ][\w.]+)?|gemini"
    r"(?:[- ][\w.]+)?|llama[-\w.]*|mistral[-\w.]*|mixtral[-\w.]*|qwen[-\w.]*|"
    r"deepseek[-\w.]*)"
)


_MAKES = re.compile(
    r"\b(?:generat|writ|synthesi[sz]|produc|creat|author|draft|invent|paraphras)\w*"
)


_JUDGES = re.compile(
    r"\b(?:judg|grad|rat(?:e|es|ed|ing)|scor|evaluat|assess|mark(?:s|ed)|rank|"
    r"verif|label"
    r"|fine-tun|train|answer|solve|tested)\w*"
)


_SELF = Phrases(
    r"""
    (?:the |its |their |this )?(?:very )?same (?:language |large )?(?:model|\
      llm) (?:\w+ ){0,4}?(?:judges?|grades?|rates?|scores?|evaluates?|checks?|\
      verif\w+|filters?|labels?)
    (?:the|this) (?:very )?same [\w.-]+ (?:model )?(?:then |also |afterwards )?\
      (?:gives?|decides?|picks?|rates?|judges?|grades?|labels?|filters?|scores?|sorts?)
    (?:written|generated|drawn|produced|made) by [^\n;]{2,70}, which (?:is )?\
      (?:then |also )?(?:asked|judges?|rates?|labels?|decides?|grades?|scores?)
    (?:judges?|grades?|rates?|scores?|evaluates?) (?:its|their) own (?:\w+ )?\
      (?:answers|outputs?|texts?|summaries|responses|generations)
    (?:trained|fine-tuned|trains?) on (?:its|their) own (?:outputs?|answers|\
      generations|texts|samples)
    (?:judged|graded|rated|scored|evaluated) by (?:itself|the same (?:model|llm))
""",
    only_with="same own itself which",
)


_OTHER_SOURCE = Phrases(r"""
    human\w* | by hand | people | annotators? | experts?
    (?:a |an )?(?:different|second|another|other) (?:model|llm|family|judge|vendor)
    self-preference | real data | hand-(?:written|labell?ed|checked) | manual\w*
""")


def _find_same_source(plan: Plan) -> Iterator[Hit]:
    mention = plan.first(_SELF)
    if mention is not None and not _OTHER_SOURCE.search(plan.words(mention.sentence)):
        phrase = plan.spelled(mention.start, mention.end)
        yield Hit(
            plan.sentence_passage(mention.sentence),
            f'One model is on both sides ("{phrase}") and tends to prefer its own.',
            0.8,
        )
        return
    yield from _find_maker_and_judge(plan)


def _find_maker_and_judge(plan: Plan) -> Iterator[Hit]:
    makes: dict[str, int] = {}
    for mention in plan.mentions(_NAMED_MODEL):
        name = mention.words.rstrip(".,")
        where = plan.low[max(0, mention.start - 25) : mention.end + 45]
        if _MAKES.search(where):
            makes.setdefault(name, mention.start)
        if _JUDGES.search(where):
            both = makes.get(name, mention.start) != mention.start
            if both and not plan.says(_OTHER_SOURCE):
                spelled = plan.spelled(mention.start, mention.start + len(name))
                yield Hit(
                    plan.sentence_passage(mention.sentence),
                    f'"{spelled}" makes the data and is also trained on it or'
                    " judges it.",
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

RULES = (D9, D10)

"""E, continued: could somebody else run it and get the same?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import Edit, sentence_added
from coresearch.critic.clauses import mentioned
from coresearch.critic.facts import API_USE, GPU_USE, describes_study, training
from coresearch.critic.outline import Kind
from coresearch.critic.phrases import Phrases
from coresearch.critic.plan import Plan
from coresearch.critic.rule import Hit, Rule

_SETTINGS = Phrases(r"""
    hyper-?parameters? | learning[- ]rates? | \blr\b | grid(?: search)?
    random search | bayesian optimi[sz]ation | sweeps? | swept | tun(?:e|ed|ing)
    default (?:settings?|parameters?|values|configuration)s? | defaults | optuna
    trials | batch[- ]size
    (?:published|public|standard|original|same|official) (?:\w+ )?(?:recipe|\
      settings?|configuration)
    recipe | settings (?:of|from|as|are) | config\w* | weight decay | epochs | depth
    number of trees | regulari[sz]ation strength | search space
    selected on (?:the )?validation | early stopping
""")


def _find_no_hyperparameters(plan: Plan) -> Iterator[Hit]:
    mention = training(plan)
    if mention is None or plan.says(_SETTINGS):
        return
    phrase = plan.spelled(mention.start, mention.end)
    yield Hit(
        plan.sentence_passage(mention.sentence),
        f'The plan trains ("{phrase}") without a word on hyper-parameters: neither'
        f" values"
        " nor how they are chosen.",
        0.6,
        edit=sentence_added(
            plan,
            mention.sentence,
            "Hyper-parameters: <ranges>, chosen on validation data by <number> trials.",
        ),
    )


E3 = Rule(
    id="E3",
    name="hyper-parameters",
    severity=Severity.MEDIUM,
    source="Machine Learning Reproducibility Checklist (Pineau et al., arXiv"
    " 2003.12206)",
    question="Which hyper-parameters are searched, in which range, and chosen by what?",
    needs=lambda plan: training(plan) is not None,
    find=_find_no_hyperparameters,
    example_bad="We train a small CNN on the leaf images and compare it with a ViT.",
    example_good="We train a small CNN on the leaf images and compare it with a ViT; "
    "the "
    "learning rate of each is chosen from {1e-4, 1e-3} on validation.",
    of_absence=True,
)

_NAMED = Phrases(r"""
    gpt-?[345](?:\.\d)?(?:o|-turbo|-mini|o-mini)? | chatgpt
    claude(?:[- ](?:\d(?:\.\d)?[- ])?(?:opus|sonnet|haiku|instant))?
    gemini(?: (?:pro|flash|ultra))? | pytorch | tensorflow | jax | scikit-learn
    sklearn | xgboost | lightgbm | catboost | hugging ?face transformers | spacy
    nltk | statsmodels | lme4 | stable[- ]baselines\w* | rllib | gymnasium | pandas
    numpy | stan | pymc
""")
_VERSION_AFTER = re.compile(
    r"[ ,(]*(?:\(?(?:version|release|v|==|≥|>=|snapshot|checkpoint|dated|commit|"
    r"model|api)? ?)?"
    r"[-@=( ]*v?\d[\w.-]*|-\d{4}"
)
_PINNED = Phrases(r"""
    pin(?:ned|s|ning)? | lock-?file | uv\.lock | poetry\.lock | requirements\.txt
    environment\.ya?ml | conda | docker\w* | container | nix
    versions? (?:is|are|of|will be|recorded|\d|fixed|logged|listed) | version numbers?
    snapshots? | commit | revision | [a-z0-9]+==\d | dated
""")


def _find_unpinned(plan: Plan) -> Iterator[Hit]:
    if plan.says(_PINNED):
        return
    for mention in plan.mentions(_NAMED):
        if _VERSION_AFTER.match(plan.low, mention.end):
            continue
        name = plan.spelled(mention.start, mention.end)
        yield Hit(
            plan.sentence_passage(mention.sentence),
            f'"{name}" changes over time, and no version of it is named.',
            0.6,
            question=f"Which version of {name}, and where is it written down?",
            edit=_version_edit(plan, name, mention.sentence.start),
        )
        return


def _version_edit(plan: Plan, name: str, place: int) -> Edit:
    sentence = plan.document.sentence_at(place)
    words = f"The version of {name} is pinned to <version or date>."
    return sentence_added(plan, sentence, words)


E4 = Rule(
    id="E4",
    name="unpinned versions",
    severity=Severity.LOW,
    source="REFORMS; NeurIPS paper checklist 5",
    question="Which version, and where is it written down?",
    needs=lambda plan: plan.first(_NAMED, mentioned) is not None,
    find=_find_unpinned,
    example_bad="GPT-4o answers every question twice.",
    example_good="GPT-4o (2024-08-06) answers every question twice.",
)

_RUNNABLE = Phrases(r"""
    make \w+ | python\d? \S+ | scripts? | commands? | notebooks? | snakemake
    snakefile | dvc | \S+\.(?:py|sh|ipynb|r|jl|yaml|yml|toml)\b
    (?:code|repository|repo) (?:\w+ ){0,3}?(?:is|are|will be|at|on|in|released|\
      published|available|contains|holds)
    (?:release|publish|share|open-source)s? (?:\w+ ){0,3}?code | github | gitlab
    pipeline | hydra | cli | entry point | one-liner | run_\w+ | makefile | justfile
    docker run | reproduc\w+ package | harness
""")
_FEWEST_WORDS = 60
_SOFTWARE = Phrases(r"""
    implement(?:ed|ation|s)? | code(?:base)? | software | docker\w* | conda
    reproducib\w+ | artefacts? | artifacts?
""")


def _is_long_study(plan: Plan) -> bool:
    words = sum(len(plan.words(sentence).split()) for sentence in plan.prose)
    return (
        words >= _FEWEST_WORDS
        and describes_study(plan)
        and _is_computed(plan)
        and plan.says(_SOFTWARE) is not None
    )


def _is_computed(plan: Plan) -> bool:
    return bool(training(plan) or plan.first(API_USE) or plan.first(GPU_USE))


def _find_no_command(plan: Plan) -> Iterator[Hit]:
    if plan.says(_RUNNABLE) or any(
        s.kind is Kind.CODE for s in plan.document.sentences
    ):
        return
    mention = training(plan) or plan.first(API_USE) or plan.first(GPU_USE)
    if mention is None:
        return
    yield Hit(
        plan.sentence_passage(mention.sentence),
        "No script or command is named that would produce the results.",
        0.4,
        edit=sentence_added(
            plan, mention.sentence, "All tables come from one command: `<command>`."
        ),
    )


E5 = Rule(
    id="E5",
    name="no run command",
    severity=Severity.LOW,
    source="REFORMS; PaperBench, arXiv 2504.01848",
    question="Which command, run by somebody else, gives the tables?",
    needs=_is_long_study,
    find=_find_no_command,
    example_bad="We fine-tune a transformer on the tickets of the help desk and compare"
    " it "
    "with the keyword search that agents use now. Each of 800 test queries returns ten "
    "results, and recall over them decides. Five seeds are run, and an interval"
    " is given "
    "for the difference. If the interval touches zero, we drop the idea and write down "
    "why it did not work for this desk. Everything is implemented in PyTorch 2.3.",
    example_good="We fine-tune a transformer on the tickets of the help desk and "
    "compare "
    "it with the keyword search that agents use now. Each of 800 test queries"
    " returns ten "
    "results, and recall over them decides. Five seeds are run, and an interval"
    " is given "
    "for the difference. If the interval touches zero, we drop the idea and write down "
    "why. Everything is implemented in PyTorch 2.3; `run_all.py` makes every table.",
    of_absence=True,
)


RULES = (E3, E4, E5)

"""E, continued: what somebody else would type."""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import sentence_added
from coresearch.critic.clauses import mentioned
from coresearch.critic.concepts import Concept
from coresearch.critic.facts import API_USE, GPU_USE, describes_study, training
from coresearch.critic.lexicon.running import (
    COMMAND,
    SOFTWARE,
)
from coresearch.critic.outline import Kind
from coresearch.critic.phrases import Pattern
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.rule import Hit, Rule

_ANY_VALUES = Concept("""
    values that .. work/works well/best, what works best, settings that work well/best,
    whatever works best, values that .. suit/fit, good values, good settings
""")
_FEWEST_WORDS = 60
_FILE = Pattern(
    r"`[^`\n]*\.(?:py|sh|ipynb|r|jl|yaml|yml|toml|smk|mk)\b|\bmake \w+`"
    r"|`(?:python3?|uv run|bash|sh|rscript|julia|make|just|snakemake|docker|dvc|cargo"
    r" run"
    r"|npm run|go run|java|poetry run|conda run|nix|nextflow|\./\w+)[ .][^`\n]+`"
)
_COMPUTED = Concept("""
    analysed, analyzed, computed, simulated, trained, fitted, test(s), bootstrap*,
    regression*, script(s), seed(s), model(s), statistic(s), resampl*
""")


def _is_long_study(plan: Plan) -> bool:
    words = sum(len(plan.words(sentence).split()) for sentence in plan.prose)
    return (
        words >= _FEWEST_WORDS
        and describes_study(plan)
        and _is_computed(plan)
        and plan.says(SOFTWARE) is not None
    )


def _is_computed(plan: Plan) -> bool:
    return _computing(plan) is not None


def _computing(plan: Plan) -> Mention | None:
    return (
        training(plan)
        or plan.first(API_USE)
        or plan.first(GPU_USE)
        or plan.first(_COMPUTED, mentioned)
    )


def _find_no_command(plan: Plan) -> Iterator[Hit]:
    if plan.says(COMMAND) or _FILE.search(plan.low):
        return
    if any(s.kind is Kind.CODE for s in plan.document.sentences):
        return
    mention = _computing(plan)
    if mention is None:
        return
    software = plan.first(SOFTWARE, mentioned) or mention
    yield Hit(
        plan.sentence_passage(software.sentence),
        "No script or command is named that would produce the results.",
        0.4,
        edit=sentence_added(
            plan, software.sentence, "All tables come from one command: `<command>`."
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


RULES = (E5,)

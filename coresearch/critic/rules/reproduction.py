"""E, continued: could somebody else run it and get the same?"""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import Edit, sentence_added
from coresearch.critic.clauses import mentioned
from coresearch.critic.concepts import Concept
from coresearch.critic.document import Sentence
from coresearch.critic.facts import API_USE, GPU_USE, describes_study, training
from coresearch.critic.lexicon.running import (
    COMMAND,
    FLOATING,
    HOSTED_MODEL,
    LOCKED,
    PACKAGE,
    PINNING,
    SEARCH_METHOD,
    SETTINGS,
    SOFTWARE,
    SOFTWARE_NAMED,
    STATED_VALUES,
    VAGUE_MANNER,
)
from coresearch.critic.lexicon.studies import METHOD
from coresearch.critic.outline import Kind
from coresearch.critic.phrases import Pattern
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.rule import Hit, Rule

_ANY_VALUES = Concept("""
    values that .. work/works well/best, what works best, settings that work well/best,
    whatever works best, values that .. suit/fit, good values, good settings
""")
_VAGUELY = SETTINGS.near(VAGUE_MANNER, within=12) | _ANY_VALUES
_TUNED = SETTINGS.then(
    Concept("tuned, optimised, optimized, adjusted, searched"), within=9
) | Concept("tune, tuned, optimise, optimize, adjust").then(SETTINGS, within=3)
_TUNED_AS_A_WHOLE = METHOD.then(
    Concept("is tuned, are tuned, is optimised, are optimised, is optimized, be tuned"),
    within=3,
)
_TAKEN_OVER = Concept("""
    default(s), out of the box, published .. settings/values/recipe, public recipe,
    official .. settings/recipe/configuration, recommended values/settings,
    settings of .. paper/authors, values of/from .. paper/authors, config file(s),
    configuration file(s), config.yaml, no hyper-parameter(s), nothing to tune
""")


_SEARCHED = Concept("""
    tune, tuned, tuning, search, searched, sweep, swept, hyper-parameter(s), trials
""").near(
    SEARCH_METHOD | Concept("# draws, # trials, # settings, # configurations"), within=8
)


def _find_no_hyperparameters(plan: Plan) -> Iterator[Hit]:
    vague = _vague_tuning(plan)
    if vague:
        phrase = plan.spelled(vague.start, vague.end)
        yield _hit(
            plan,
            vague,
            f'"{phrase}" gives neither the values tried nor how one is chosen.',
        )
        return
    mention = training(plan)
    if mention is None or _values_stated(plan):
        return
    phrase = plan.spelled(mention.start, mention.end)
    yield _hit(
        plan,
        mention,
        f'The plan trains ("{phrase}") without a word on hyper-parameters: neither'
        " values nor how they are chosen.",
    )


def _hit(plan: Plan, mention: Mention, message: str) -> Hit:
    return Hit(
        plan.sentence_passage(mention.sentence),
        message,
        0.6,
        edit=sentence_added(
            plan,
            mention.sentence,
            "Hyper-parameters: <ranges>, chosen on validation data by <number> trials.",
        ),
    )


def _vague_tuning(plan: Plan) -> Mention | None:
    """Settings that are tuned without values, or without a word on how."""
    for mention in plan.mentions(_VAGUELY):
        here, *after = _with_next(plan, mention.sentence)
        if not _has_values(plan, here) and not any(_says_how(plan, s) for s in after):
            return mention
    if not _values_stated(plan) and (whole := plan.first(_TUNED_AS_A_WHOLE)):
        return whole
    for mention in plan.mentions(_TUNED):
        both = _with_next(plan, mention.sentence)
        if not any(_has_values(plan, s) or _names_method(plan, s) for s in both):
            return mention
    return None


def _with_next(plan: Plan, sentence: Sentence) -> list[Sentence]:
    """The sentence and the one after it in its paragraph."""
    block = [s for s in plan.prose if s.block == sentence.block]
    at = block.index(sentence)
    return block[at : at + 2]


def _says_how(plan: Plan, sentence: Sentence) -> bool:
    return plan.in_sentence(SETTINGS, sentence) is not None and _names_method(
        plan, sentence
    )


def _names_method(plan: Plan, sentence: Sentence) -> bool:
    return plan.in_sentence(SEARCH_METHOD, sentence) is not None


def _has_values(plan: Plan, sentence: Sentence) -> bool:
    """Whether it gives a range, a fraction or several numbers, or where they stand."""
    if plan.in_sentence(STATED_VALUES, sentence):
        return True
    numbers = [
        q
        for q in plan.quantities_in(sentence.start, sentence.end)
        if plan.low[q.start].isdigit()
    ]
    fine = (q.high is not None or q.value != int(q.value) for q in numbers)
    return len(numbers) > 2 or any(fine)


def _values_stated(plan: Plan) -> bool:
    """Whether a setting has a value somewhere, or values from elsewhere are taken."""
    if plan.says(_TAKEN_OVER | _SEARCHED):
        return True
    return any(
        _has_values(plan, m.sentence) or _names_method(plan, m.sentence)
        for m in plan.places(SETTINGS)
    )


E3 = Rule(
    id="E3",
    name="hyper-parameters",
    severity=Severity.MEDIUM,
    source="Machine Learning Reproducibility Checklist (Pineau et al., arXiv"
    " 2003.12206)",
    question="Which hyper-parameters are searched, in which range, and chosen by what?",
    needs=lambda plan: (
        training(plan) is not None
        or plan.first(_TUNED | _VAGUELY | _TUNED_AS_A_WHOLE) is not None
    ),
    find=_find_no_hyperparameters,
    example_bad="We train a small CNN on the leaf images and compare it with a ViT.",
    example_good="We train a small CNN on the leaf images and compare it with a ViT; "
    "the "
    "learning rate of each is chosen from {1e-4, 1e-3} on validation.",
    of_absence=True,
)

_NAMED = PACKAGE | HOSTED_MODEL
_VERSION_AFTER = Pattern(
    r"[ ,(@=`-]*(?:\(?(?:version|release|v|==|≥|>=|snapshot|checkpoint|dated|commit|"
    r"model|api|\w+)? ?)?"
    r"[-@=(` ]*v?\d[\w.-]*|-\d{4}|[\w.-]*-\d"
)
_SNAPSHOT_AFTER = Pattern(
    r"[\w.-]*(?: [\w.-]+){0,2}?[ (,@`]*(?:[\w.-]*\d{4}-?\d\d|version|snapshot|dated"
    r"|revision|checkpoint|as of|release)"
)
_FLOATS = FLOATING.near(
    PACKAGE
    | HOSTED_MODEL
    | Concept("""
    version(s), release(s), model(s), package(s), library, libraries, weights,
    checkpoint(s), snapshot(s), api, build, dependencies, image, toolkit, compiler
"""),
    within=5,
)


_PINNED = PINNING.beside(_NAMED | SOFTWARE_NAMED)


def _find_unpinned(plan: Plan) -> Iterator[Hit]:
    floating = _floating(plan)
    if floating:
        name = plan.spelled(floating.start, floating.end)
        named = plan.in_sentence(_NAMED, floating.sentence)
        what = plan.spelled(named.start, named.end) if named else "each of them"
        sentence = floating.sentence
    else:
        names = _unpinned(plan)
        if not names:
            return
        sentence, spelled = next(iter(names.values())).sentence, list(names)
        name, what = spelled[0], " and ".join(spelled[:4])
    yield Hit(
        plan.sentence_passage(sentence),
        f'"{name}" changes over time, and no version of it is named.',
        0.6,
        question=f"Which version of {what}, and where is it written down?",
        edit=_version_edit(plan, what, sentence.start),
    )


def _floating(plan: Plan) -> Mention | None:
    """What follows its latest release, unless the sentence after it says otherwise."""
    for mention in plan.mentions(_FLOATS):
        after = _with_next(plan, mention.sentence)[1:]
        if not any(plan.in_sentence(_PINNED, sentence) for sentence in after):
            return mention
    return None


def _unpinned(plan: Plan) -> dict[str, Mention]:
    """What is named without a version anywhere, as first spelled."""
    if plan.says(LOCKED):
        return {}
    pinned = {_name(plan, m) for m in plan.places(_NAMED) if _is_versioned(plan, m)}
    found: dict[str, Mention] = {}
    for mention in plan.mentions(_NAMED):
        name = _name(plan, mention)
        if _is_part_of_a_name(plan, mention) or not _is_used(plan, mention):
            continue
        if name not in pinned and mention.words not in _ALSO_WORDS:
            pinned.add(name)
            found[plan.spelled(mention.start, _name_end(plan, mention))] = mention
    return found


_ALSO_WORDS = frozenset(
    {"r", "ros", "stan", "implicit", "darts", "helm", "prophet", "sas"}
)
_GOES_ON = Pattern(
    r"['’]s\b|/\w| (?:package|script|code|file|notebook|implementation)s?\b"
)


def _is_part_of_a_name(plan: Plan, mention: Mention) -> bool:
    """The R of "XLM-R", the JAX of "tf/jax", the Python of "a Python package"."""
    before = plan.low[max(0, mention.start - 1) : mention.start]
    return before in ("-", "/") or bool(
        _GOES_ON.match(plan.low, _name_end(plan, mention))
    )


_USED = Concept("""
    use, uses, used, using, with, in, via, by, implement*, run, runs, running, built,
    build, fit, fits, fitted, librar*, package(s), environment, software, stack,
    depend*, requirement(s), framework(s), version(s), served, analys*, analyz*, from,
    written, model(s), need(s), requires, call(s), prompt*, ask*, answer*, judg*,
    grade(s), score(s), rate(s), write(s), generat*, agent(s), backend, api, train*,
    evaluat*, compare*, against, versus, and, on, simulat*, comput*, base-line(s), =
""")


def _is_used(plan: Plan, mention: Mention) -> bool:
    """Whether it does something here: "Python compiles clean" checks a machine."""
    sentence = mention.sentence
    return sentence.row >= 0 or plan.in_sentence(_USED, sentence) is not None


_FULL_NAMES = {
    "torch": "pytorch",
    "sklearn": "scikit-learn",
    "sb3": "stable-baselines3",
}
_REST = Pattern(r"[\w.-]*\w")


def _name_end(plan: Plan, mention: Mention) -> int:
    """ "gpt" is the beginning of "gpt-4o"."""
    rest = _REST.match(plan.low, mention.end)
    return rest.end() if rest else mention.end


def _name(plan: Plan, mention: Mention) -> str:
    name = plan.low[mention.start : _name_end(plan, mention)]
    return _FULL_NAMES.get(name, name)


def _is_versioned(plan: Plan, mention: Mention) -> bool:
    hosted = plan.between(HOSTED_MODEL, mention.start, mention.end) is not None
    after = _SNAPSHOT_AFTER if hosted else _VERSION_AFTER
    if after.match(plan.low, mention.end):
        return True
    return plan.in_sentence(_PINNED, mention.sentence) is not None


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
    needs=lambda plan: plan.first(_NAMED | FLOATING, mentioned) is not None,
    find=_find_unpinned,
    example_bad="GPT-4o answers every question twice.",
    example_good="GPT-4o (2024-08-06) answers every question twice.",
)

_FEWEST_WORDS = 60
_FILE = Pattern(r"`[^`\n]*\.(?:py|sh|ipynb|r|jl|yaml|yml|toml|smk|mk)\b|\bmake \w+`")
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


RULES = (E3, E4, E5)

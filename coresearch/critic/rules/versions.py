"""E, continued: with which versions of packages and hosted models."""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import Edit, sentence_added
from coresearch.critic.clauses import asserted, mentioned
from coresearch.critic.concepts import Concept
from coresearch.critic.lexicon.running import (
    FLOATING,
    HOSTED_MODEL,
    LOCKED,
    PACKAGE,
    PINNING,
    SOFTWARE_NAMED,
)
from coresearch.critic.phrases import Pattern
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.rule import Hit, Rule

_ANY_VALUES = Concept("""
    values that .. work/works well/best, what works best, settings that work well/best,
    whatever works best, values that .. suit/fit, good values, good settings
""")
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
) | Concept("""
    main branch, master branch, latest tag, versions .. happen(s) to have/be,
    whatever is installed
""").apart(PINNING)
_UPGRADES = Pattern(
    r"pip3? install (?:-u\b|--upgrade)|conda update|npm update"
    r"|(?<!of )(?<!the )\b[a-z]+ nightly(?=[,;.)]|$)"
)


_PINNED = PINNING.beside(_NAMED | SOFTWARE_NAMED)


def _find_unpinned(plan: Plan) -> Iterator[Hit]:
    floating = _floating(plan) or _upgrades(plan)
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


def _upgrades(plan: Plan) -> Mention | None:
    """Where the command itself asks for whatever is newest."""
    if not any(word in plan.low for word in ("--upgrade", " -u", "update", "nightly")):
        return None
    found = _UPGRADES.search(plan.low)
    if found is None:
        return None
    sentence = plan.document.sentence_at(found.start())
    mention = Mention(*found.span(), found[0], sentence)
    if plan.in_sentence(PINNING, sentence):
        return None
    return mention if sentence.is_prose and plan.holds(mention, asserted) else None


def _floating(plan: Plan) -> Mention | None:
    """What follows its latest release, unless the sentence after it says otherwise."""
    for mention in plan.mentions(_FLOATS):
        after = plan.with_next(mention.sentence)[1:]
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


_VERSION_CELL = Pattern(
    r"\d{4}-\d\d|\b(?:snapshot|revision|commit|tag|version)\b|@ ?\w"
)


def _is_versioned(plan: Plan, mention: Mention) -> bool:
    hosted = plan.between(HOSTED_MODEL, mention.start, mention.end) is not None
    after = _SNAPSHOT_AFTER if hosted else _VERSION_AFTER
    if after.match(plan.low, mention.end):
        return True
    if mention.sentence.row >= 0:  # the version stands in a cell of its own
        line = plan.document.line_of(mention.start)
        if _VERSION_CELL.search(plan.document.line_text(line).lower()):
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


RULES = (E4,)

"""E, continued: how the settings of the training were found."""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import sentence_added
from coresearch.critic.concepts import Concept
from coresearch.critic.document import Sentence
from coresearch.critic.facts import training
from coresearch.critic.lexicon.running import (
    SEARCH_METHOD,
    SETTINGS,
    STATED_VALUES,
    VAGUE_MANNER,
)
from coresearch.critic.lexicon.studies import METHOD
from coresearch.critic.phrases import Pattern
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.rule import Hit, Rule

_ANY_VALUES = Concept("""
    values that .. work/works well/best, what works best, settings that work well/best,
    whatever works best, values that .. suit/fit, good values, good settings,
    reasonable/sensible/suitable/plausible/usual values/parameters/settings,
    adjusted/tuned/optimised/optimized/turned by hand, hand-tuned, turn them until,
    tuned/adjusted until .. look(s)/looks
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
        here, *after = plan.with_next(mention.sentence)
        if not _has_values(plan, here) and not any(_says_how(plan, s) for s in after):
            return mention
    if not _values_stated(plan) and (whole := plan.first(_TUNED_AS_A_WHOLE)):
        return whole
    for mention in plan.mentions(_TUNED):
        both = plan.with_next(mention.sentence)
        if not any(_has_values(plan, s) or _names_method(plan, s) for s in both):
            return mention
    return None


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
    if plan.says(_TAKEN_OVER | _SEARCHED) or _tabulated(plan):
        return True
    return any(
        _has_values(plan, m.sentence) or _names_method(plan, m.sentence)
        for m in plan.places(SETTINGS)
    )


_SETTING_HEAD = Pattern(
    r"\b(?:learning[- ]rate|lr|dropout|depth|width|layers|batch|weight decay|penalty|tr"
    r"ees|hyper-?parameters?|ranges?|leaves|epochs)\b"
)


def _tabulated(plan: Plan) -> bool:
    """Whether a table of settings has numbers in it."""
    return any(
        _SETTING_HEAD.search(" ".join(table.rows[0]).lower())
        and any(
            char.isdigit() for row in table.rows[1:] for cell in row for char in cell
        )
        for table in plan.document.tables
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


RULES = (E3,)

"""D, continued: several rows of one person or place, on both sides of a split."""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.clauses import mentioned, provided
from coresearch.critic.division import (
    AT_RANDOM,
    BOTH_SIDES,
    COUNTED_FROM,
    IN_TIME,
    KEPT_WHOLE,
    NESTED_ROWS,
    ROWS_DEALT,
    SEVERAL_EACH,
)
from coresearch.critic.lexicon.data import SAMPLED_UNIT
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.rule import Hit, Rule
from coresearch.critic.rules.data import LEAKAGE


def _row_split(plan: Plan) -> Mention | None:
    """Where rows are divided although several of them come from one unit."""
    split = plan.first(ROWS_DEALT) or _dealt_unnamed(plan)
    if split is None or _kept_whole(plan, split):
        return None
    if plan.in_sentence(IN_TIME, split.sentence):
        return None  # blocks of time are no rows
    nested = plan.between(NESTED_ROWS, *split.span)
    return split if nested or plan.first(SEVERAL_EACH, mentioned) else None


def _dealt_unnamed(plan: Plan) -> Mention | None:
    """A draw at random that names no unit, where several rows of one were counted."""
    if plan.first(COUNTED_FROM, mentioned) is None:
        return None
    drawn = plan.mentions(AT_RANDOM)
    return next(
        (m for m in drawn if not plan.in_sentence(SAMPLED_UNIT, m.sentence)), None
    )


def _kept_whole(plan: Plan, split: Mention) -> bool:
    """Whether the paragraph of the split keeps units together."""
    block = split.sentence.block
    return any(m.sentence.block == block for m in plan.mentions(KEPT_WHOLE, provided))


def _find_grouped_leak(plan: Plan) -> Iterator[Hit]:
    leaks = list(plan.mentions(BOTH_SIDES))
    split = None if leaks else _row_split(plan)
    for leak in [*leaks, *([split] if split else [])]:
        unit = _unit_of(plan, leak)
        phrase = plan.spelled(leak.start, leak.end)
        yield Hit(
            plan.sentence_passage(leak.sentence),
            f'Rows that belong together ("{unit}") come to lie on both sides of a split'
            f' ("{phrase}").',
            0.8,
            question=f'Is the result meant for "{unit}" not seen in training?',
        )


def _unit_of(plan: Plan, leak: Mention) -> str:
    """What the rows belong to, in the plan's own word."""
    several = plan.first(SEVERAL_EACH, mentioned)
    where = leak if several is None else several
    unit = plan.between(SAMPLED_UNIT, *where.span) or plan.in_sentence(
        SAMPLED_UNIT, leak.sentence
    )
    return plan.spelled(*unit.span) if unit else "one source"


D7 = Rule(
    id="D7",
    name="grouped leak",
    severity=Severity.HIGH,
    source=f"{LEAKAGE}: L3.2",
    question="Is the result meant for groups that were not seen in training?",
    needs=lambda plan: bool(
        plan.first(SEVERAL_EACH, mentioned)
        or plan.first(BOTH_SIDES, mentioned)
        or plan.first(ROWS_DEALT)
    ),
    find=_find_grouped_leak,
    example_bad="The data are 2,400 scans from 300 patients. "
    "We split the scans randomly into 80% training and 20% test.",
    example_good="The data are 2,400 scans from 300 patients. "
    "We split them randomly by patient into 80% training and 20% test.",
)

RULES = (D7,)

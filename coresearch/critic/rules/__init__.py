"""The table of rules, in its order."""

from __future__ import annotations

from coresearch.critic.rule import Rule
from coresearch.critic.rules import (
    comparison,
    confounds,
    data,
    execution,
    inference,
    judges,
    people,
    provenance,
    questions,
    reproduction,
    scope,
    splits,
    statistics,
)

_FAMILIES = "QCDSEH"


def _place_in_table(rule: Rule) -> tuple[int, int]:
    return _FAMILIES.index(rule.id[0]), int(rule.id[1:])


ALL_RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            *questions.RULES,
            *scope.RULES,
            *comparison.RULES,
            *confounds.RULES,
            *data.RULES,
            *splits.RULES,
            *provenance.RULES,
            *statistics.RULES,
            *inference.RULES,
            *judges.RULES,
            *execution.RULES,
            *reproduction.RULES,
            *people.RULES,
        ),
        key=_place_in_table,
    )
)

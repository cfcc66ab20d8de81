"""The table of rules, in its order."""

from __future__ import annotations

from coresearch.critic.rule import Rule
from coresearch.critic.rules import (
    baselines,
    chosen_results,
    claims,
    comparison,
    confounds,
    contamination,
    data,
    execution,
    groups,
    imbalance,
    inference,
    judges,
    limitations,
    people,
    preprocessing,
    provenance,
    questions,
    reproduction,
    resolution,
    scope,
    sources,
    splits,
    statistics,
    temporal,
    trivial,
    wording,
)

_FAMILIES = "QCDSEH"


def _place_in_table(rule: Rule) -> tuple[int, int]:
    return _FAMILIES.index(rule.id[0]), int(rule.id[1:])


ALL_RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            *baselines.RULES,
            *chosen_results.RULES,
            *claims.RULES,
            *comparison.RULES,
            *confounds.RULES,
            *contamination.RULES,
            *data.RULES,
            *execution.RULES,
            *groups.RULES,
            *imbalance.RULES,
            *inference.RULES,
            *judges.RULES,
            *limitations.RULES,
            *people.RULES,
            *preprocessing.RULES,
            *provenance.RULES,
            *questions.RULES,
            *reproduction.RULES,
            *resolution.RULES,
            *scope.RULES,
            *sources.RULES,
            *splits.RULES,
            *statistics.RULES,
            *temporal.RULES,
            *trivial.RULES,
            *wording.RULES,
        ),
        key=_place_in_table,
    )
)

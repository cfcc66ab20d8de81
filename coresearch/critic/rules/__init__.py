"""The table of rules, in its order."""

from __future__ import annotations

from coresearch.critic.rule import Rule
from coresearch.critic.rules import (
    baselines,
    benchmark_hygiene,
    chosen_results,
    claims,
    comparison,
    confounds,
    consent,
    contamination,
    data,
    dual_use,
    execution,
    groups,
    hyperparameters,
    imbalance,
    inference,
    judges,
    limitations,
    preprocessing,
    provenance,
    questions,
    resolution,
    run_command,
    scope,
    sources,
    splits,
    statistics,
    temporal,
    trivial,
    versions,
    wording,
)

_FAMILIES = "QCDSEH"


def _place_in_table(rule: Rule) -> tuple[int, int]:
    return _FAMILIES.index(rule.id[0]), int(rule.id[1:])


ALL_RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            *baselines.RULES,
            *benchmark_hygiene.RULES,
            *chosen_results.RULES,
            *claims.RULES,
            *comparison.RULES,
            *confounds.RULES,
            *consent.RULES,
            *contamination.RULES,
            *data.RULES,
            *dual_use.RULES,
            *execution.RULES,
            *groups.RULES,
            *hyperparameters.RULES,
            *imbalance.RULES,
            *inference.RULES,
            *judges.RULES,
            *limitations.RULES,
            *preprocessing.RULES,
            *provenance.RULES,
            *questions.RULES,
            *resolution.RULES,
            *run_command.RULES,
            *scope.RULES,
            *sources.RULES,
            *splits.RULES,
            *statistics.RULES,
            *temporal.RULES,
            *trivial.RULES,
            *versions.RULES,
            *wording.RULES,
        ),
        key=_place_in_table,
    )
)

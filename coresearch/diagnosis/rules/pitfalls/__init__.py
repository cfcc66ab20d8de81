"""What goes wrong without a word, and shows only when a check of the project fails.

Each entry looks through the statements on which the failed check rests for one known
slip; what it finds is told with its line. It proves nothing: the confidence is modest.
"""

from __future__ import annotations

from coresearch.diagnosis.rules.pitfalls import (
    arrays,
    chance,
    conditions,
    models,
    numbers,
    objects,
    results,
    tables,
)

RULES = (
    *results.RULES,
    *tables.RULES,
    *arrays.RULES,
    *objects.RULES,
    *conditions.RULES,
    *models.RULES,
    *chance.RULES,
    *numbers.RULES,
)
"""Of two that are as sure, the first is told first."""

"""What Python and each library say, word for word: one table for each of them."""

from __future__ import annotations

from coresearch.diagnosis.rules.said import (
    clients,
    estimators,
    frameworks,
    networks,
    numbers,
    python,
    settings,
    standard,
    tables,
)

RULES = (
    *python.RULES,
    *standard.RULES,
    *numbers.RULES,
    *tables.RULES,
    *estimators.RULES,
    *networks.RULES,
    *frameworks.RULES,
    *settings.RULES,
    *clients.RULES,
)

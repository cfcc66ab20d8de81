"""Values of the data themselves: where the one stands that the message is about."""

from __future__ import annotations

from coresearch.diagnosis.rules.data import batches, cells, lines, paths

RULES = (*cells.RULES, *lines.RULES, *paths.RULES, *batches.RULES)
"""Of two that are as sure, the first is told first."""

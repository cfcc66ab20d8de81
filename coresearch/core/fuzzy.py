"""Finding a name by some of its letters, in their order."""

from __future__ import annotations

import re
from collections.abc import Sequence


def closest(wanted: str, names: Sequence[str], most: int) -> list[str]:
    """The names that have the letters of `wanted` in order, the closest first.

    A name that holds `wanted` whole goes before one that holds its letters apart, one
    whose last part begins with it before both, and the shorter before the longer.
    """
    if not wanted:
        return list(names[:most])
    lowered = wanted.lower()
    exact = [name for name in names if lowered in name.lower()]
    found = sorted(exact, key=lambda name: _distance(lowered, name))[:most]
    if len(found) < most:
        apart = re.compile(".*?".join(map(re.escape, lowered)), re.IGNORECASE)
        known = set(exact)
        others = [n for n in names if n not in known and apart.search(n)]
        others.sort(key=lambda name: (_spread(apart, name), len(name), name))
        found += others[: most - len(found)]
    return found


def _distance(wanted: str, name: str) -> tuple[int, int, str]:
    last = name.rstrip("/").rpartition("/")[2].lower()
    rank = 0 if last.startswith(wanted) else 1 if wanted in last else 2
    return rank, len(name), name


def _spread(apart: re.Pattern[str], name: str) -> int:
    match = apart.search(name)
    return len(match[0]) if match else len(name)

"""Names that are all but the same."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(wanted: str, names: Iterable[str]) -> tuple[str, float]:
    """The name that is most like `wanted`, and how sure it is that it was meant.

    Nothing where none is like it; 0.6 at most where two are about as like.
    """
    known = sorted({name for name in names if name and name != wanted})
    if not wanted or not known:
        return "", 0.0
    close = difflib.get_close_matches(wanted, known, n=2, cutoff=0.7)
    if not close:
        folded = [name for name in known if _plain(name) == _plain(wanted)]
        return (folded[0], 0.85) if len(folded) == 1 else ("", 0.0)
    best = _ratio(wanted, close[0])
    second = _ratio(wanted, close[1]) if len(close) > 1 else 0.0
    if best < 0.8:
        return close[0], 0.5
    sure = 0.92 if best - second >= 0.05 and len(wanted) > 2 else 0.6
    return close[0], sure


def _plain(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())


def _ratio(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other).ratio()

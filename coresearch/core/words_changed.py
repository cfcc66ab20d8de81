"""Which words of a line changed, where one line took the place of another."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

Part = tuple[str, bool]
"""Some text of a line, and whether it changed."""

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
_MOST = 400
"""Words; of longer lines the comparison takes too long to be worth it."""
_ALIKE = 0.4
"""Share of the words that must have stayed; else the line is simply another."""


def words_changed(old: str, new: str) -> tuple[list[Part], list[Part]]:
    """Both lines in parts, each part changed or not."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    whole: tuple[list[Part], list[Part]] = [(old, False)], [(new, False)]
    if not before or not after or len(before) + len(after) > _MOST:
        return whole
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return whole
    old_parts: list[Part] = []
    new_parts: list[Part] = []
    for tag, low, high, new_low, new_high in matcher.get_opcodes():
        if low < high:
            old_parts.append(("".join(before[low:high]), tag != "equal"))
        if new_low < new_high:
            new_parts.append(("".join(after[new_low:new_high]), tag != "equal"))
    return old_parts, new_parts

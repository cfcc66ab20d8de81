"""Whether what a suggestion quotes is there."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from itertools import accumulate

from coresearch.core.suggestions import Evidence

_SAME = str.maketrans("‘’‚“”„«»–—−\u00a0", '\'\'\'"""""--- ')
_LEFT_OUT = re.compile(r"\s*(?:\[?\.\.\.\]?|\[?…\]?)\s*")


def find_quote(text: str, quote: str) -> tuple[int, int] | None:
    """The first and last line, from 1, of `quote` in `text`; None if it is not there.

    White space, line breaks, Markdown's emphasis and the kinds of quotes and dashes do
    not matter, and `…` stands for what was left out.
    """
    words, lines = _words(text)
    joined = " ".join(words)
    offsets = list(accumulate((len(word) + 1 for word in words), initial=0))
    start = end = -1
    position = 0
    for part in _LEFT_OUT.split(quote):
        sought = " ".join(_words(part)[0])
        if not sought:
            continue
        found = joined.find(sought, position)
        if found < 0:
            return None
        position = found + len(sought)
        start, end = (found if start < 0 else start), position - 1
    if start < 0:
        return None
    first, last = (lines[bisect_right(offsets, at) - 1] for at in (start, end))
    return first, last


def _words(text: str) -> tuple[list[str], list[int]]:
    """The words of `text`, and of each the line on which it stands."""
    words, lines = list[str](), list[int]()
    for number, line in enumerate(text.translate(_SAME).split("\n"), 1):
        bare = re.sub(r"[*_`]|^\s*(?:>+|[-+]|#{1,6}|\d+[.)])\s", "", line)
        found = bare.split()
        words += found
        lines += [number] * len(found)
    return words, lines


def grounded(evidence: Evidence, text: str) -> Evidence | None:
    """`evidence` with the lines on which it stands in `text`; None if it does not."""
    place = find_quote(text, evidence.quote)
    if place is None:
        return None
    return replace(evidence, line=place[0], end_line=place[1])

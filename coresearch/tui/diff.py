"""A change as blocks: hunk by hunk, in the inks of its language, changed words marked.

A row is made when it is looked at, so that a change of any length opens at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from coresearch.core.changes import ChangeSet
from coresearch.core.diffs import DiffHunk, shown_hunks
from coresearch.tui.choice import Choice
from coresearch.tui.diff_rows import HunkText, SideBySide, Unified
from coresearch.tui.ink import Ink, Line, fit, line, wrap
from coresearch.tui.look import LEAST_ABREAST, Look
from coresearch.tui.widgets.page import Block

_MOST_IN_WORDS = 1_000
"""Lines; of a longer change they are broken anywhere, so that it opens fast."""


def diff_blocks(changes: ChangeSet, choice: Choice, look: Look) -> Iterator[Block]:
    """Every hunk: a line with its number, its file and how it was placed; its lines."""
    hunks = list(shown_hunks(changes, is_whole=look.is_whole))
    in_words = sum(len(hunk.lines) for hunk in hunks) <= _MOST_IN_WORDS
    for hunk in hunks:
        if hunk.number > 1:
            yield lambda width: ((),)
        yield partial(_head, hunk, choice)
        if hunk.number not in choice.left_out:
            yield partial(_body, hunk, look.is_abreast, in_words)


def _head(hunk: DiffHunk, choice: Choice, width: int) -> Sequence[Line]:
    found = [
        *wrap(_title(hunk, choice), width),
        line((fit(hunk.header, width), Ink.QUIET)),
    ]
    if hunk.number in choice.left_out:
        left_out = fit(f"  left out: {len(hunk.lines)} lines", width)
        found.append(line((left_out, Ink.QUIET)))
    return found


def _title(hunk: DiffHunk, choice: Choice) -> Line:
    where = (hunk.path, Ink.STRONG)
    how = (f"  {hunk.strategy}", Ink.QUIET)
    if choice.total < 2:
        return line(where, how)
    box = "[ ]" if hunk.number in choice.left_out else "[x]"
    is_marked = hunk.number == choice.marked
    mark = ("› " if is_marked else "  ", Ink.ACCENT)
    number = (f"{box} {hunk.number} of {choice.total}  ", Ink.ACCENT)
    return line(mark, number, where, how)


def _body(
    hunk: DiffHunk, is_abreast: bool, in_words: bool, width: int
) -> Sequence[Line]:
    text = HunkText(hunk, in_words=in_words)
    if is_abreast and width >= LEAST_ABREAST:
        return SideBySide(text, width)
    return Unified(text, width)

"""A change as lines in ink: hunk by hunk, with the words that changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coresearch.core.changes import ChangeSet
from coresearch.core.diffs import DiffHunk, shown_hunks
from coresearch.core.words_changed import words_changed
from coresearch.tui.choice import Choice
from coresearch.tui.ink import Ink, Line, Run, fit, line, safe, wrap

_MOST_WRAPPED = 2_000
"""Lines of a hunk; of a longer one lines are cut, not broken, so that it opens fast."""
_MOST_PAIRED = 200
"""Lines of a hunk in which changed words are looked for."""
_INKS = {
    "+": (Ink.ADDED, Ink.ADDED_WORD),
    "-": (Ink.REMOVED, Ink.REMOVED_WORD),
}


def diff_lines(changes: ChangeSet, choice: Choice, width: int) -> Iterator[Line]:
    """Every hunk, each under a line with its number, its file and how it was placed."""
    for hunk in shown_hunks(changes):
        if hunk.number > 1:
            yield ()
        yield from wrap(_title(hunk, choice), width)
        yield line((hunk.header, Ink.QUIET))
        if hunk.number in choice.left_out:
            yield line((f"  left out: {len(hunk.lines)} lines", Ink.QUIET))
        else:
            yield from _body(hunk.lines, width)


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


def _body(lines: Sequence[str], width: int) -> Iterator[Line]:
    if len(lines) > _MOST_WRAPPED:
        yield from (_whole(text) for text in lines)
        return
    pairs = _pairs(lines) if len(lines) <= _MOST_PAIRED else {}
    rest = line(("  ", Ink.TEXT))
    for number, text in enumerate(lines):
        if text[:1] in _INKS:
            yield from wrap(pairs.get(number) or _whole(text), width, (), rest)
        else:  # what does not change is cut, not broken
            yield tuple((fit(said, width), ink) for said, ink in _whole(text))


def _whole(text: str) -> Line:
    # A carriage return before the line end belongs to the line end.
    shown = safe(text.removesuffix("\r"))
    ink, _ = _INKS.get(text[:1], (Ink.QUIET, Ink.QUIET))
    return ((f"{shown[:1]} {shown[1:]}", ink),) if shown else ()


def _pairs(lines: Sequence[str]) -> dict[int, Line]:
    """Lines that took the place of others, with the words that changed."""
    found: dict[int, Line] = {}
    removed: list[int] = []
    added: list[int] = []
    for number, text in enumerate([*lines, " "]):
        mark = text[:1]
        if mark == "-" and not added:
            removed.append(number)
        elif mark == "+" and removed:
            added.append(number)
        else:
            for old, new in zip(removed, added, strict=False):
                found[old], found[new] = _paired(lines[old], lines[new])
            removed, added = [number] if mark == "-" else [], []
    return found


def _paired(old: str, new: str) -> tuple[Line, Line]:
    before, after = words_changed(old[1:].rstrip("\r"), new[1:].rstrip("\r"))
    return _inked("-", before), _inked("+", after)


def _inked(mark: str, parts: Sequence[tuple[str, bool]]) -> Line:
    usual, changed = _INKS[mark]
    runs: list[Run] = [(f"{mark} ", usual)]
    runs += [
        (safe(text), changed if is_changed else usual) for text, is_changed in parts
    ]
    return tuple(runs)

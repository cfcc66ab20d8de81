"""Hunks: where two texts differ, line by line, in bytes and offsets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import Match, SequenceMatcher
from itertools import accumulate

from coresearch.core.changes import Hunk, HunkKind, Strategy

BOM = b"\xef\xbb\xbf"
LINE = re.compile(rb"[^\n]*\n|[^\n]+\Z")

# Beyond this many line comparisons one hunk stands for the whole middle, or for what
# is left of it: difflib is cubic where lines repeat, and nobody picks among thousands.
_MOST_COMPARISONS = 4_000_000


def hunks_at(
    content: bytes, start: int, end: int, new: bytes, how: Strategy
) -> Iterator[Hunk]:
    """The parts of `content[start:end]` that change when it becomes `new`.

    Lines that stay keep the file's own bytes, whatever their ends look like.
    """
    own = LINE.findall(content[start:end])
    new_lines = _fit_ends(LINE.findall(new), content, own, at_end=end == len(content))
    loose = how in (Strategy.TRAILING_SPACE, Strategy.INDENTATION)
    return _line_hunks(
        own, new_lines, how, loose=loose, start=start, line=line_at(content, start)
    )


def hunks_between(before: bytes, after: bytes, how: Strategy) -> Iterator[Hunk]:
    """The hunks that turn `before` into `after`, byte for byte."""
    old_lines, new_lines = LINE.findall(before), LINE.findall(after)
    return _spliced(old_lines, new_lines, old_lines, new_lines, how)


def hunks_of_rewrite(before: bytes, new: bytes) -> Iterator[Hunk]:
    """Like `hunks_between`, but line ends and the byte-order mark of `before` stay."""
    if before.startswith(BOM) and not new.startswith(BOM):
        new = BOM + new
    old_lines = LINE.findall(before)
    new_lines = _fit_ends(LINE.findall(new), before, old_lines, at_end=True)
    return _line_hunks(old_lines, new_lines, Strategy.WHOLE_FILE)


def _line_hunks(
    old_lines: list[bytes],
    new_lines: list[bytes],
    how: Strategy,
    *,
    loose: bool = False,
    start: int = 0,
    line: int = 1,
) -> Iterator[Hunk]:
    """Hunks that leave alone every line that differs in its ends only."""
    old_keys = [_key(old_line, loose) for old_line in old_lines]
    new_keys = [_key(new_line, loose) for new_line in new_lines]
    return _spliced(old_lines, new_lines, old_keys, new_keys, how, start, line)


def _key(line: bytes, loose: bool) -> bytes:
    """What two lines must share to count as the same; a missing final end counts."""
    bare = line.rstrip() if loose else line.rstrip(b"\r\n")
    return bare + b"\n" if line.endswith(b"\n") else bare


def _spliced(
    old_lines: list[bytes],
    new_lines: list[bytes],
    old_keys: list[bytes],
    new_keys: list[bytes],
    how: Strategy,
    start: int = 0,
    line: int = 1,
) -> Iterator[Hunk]:
    offsets = _offsets(old_lines, start)
    for low, high, new_low, new_high in _differences(old_keys, new_keys):
        new = b"".join(new_lines[new_low:new_high])
        yield Hunk(HunkKind.CONTENT, how, offsets[low], offsets[high], new, line + low)


def _offsets(lines: list[bytes], start: int) -> list[int]:
    offsets = [start]
    for line in lines:
        offsets.append(offsets[-1] + len(line))
    return offsets


def _differences(
    old: list[bytes], new: list[bytes]
) -> Iterator[tuple[int, int, int, int]]:
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    old_middle, new_middle = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(old_middle) * len(new_middle) > _MOST_COMPARISONS:
        yield head, len(old) - tail, head, len(new) - tail
        return
    matcher = _Bounded(old_middle, new_middle)
    for tag, low, high, new_low, new_high in matcher.get_opcodes():
        if tag != "equal":
            yield head + low, head + high, head + new_low, head + new_high


class _Bounded(SequenceMatcher[bytes]):
    """A matcher that stops looking after so many comparisons."""

    def __init__(self, old: list[bytes], new: list[bytes]) -> None:
        super().__init__(None, old, new, autojunk=False)
        alike = Counter(new)
        self._costs = list(accumulate((alike[line] + 1 for line in old), initial=0))
        self._left = _MOST_COMPARISONS

    def find_longest_match(
        self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
    ) -> Match:
        self._left -= self._costs[-1 if ahi is None else ahi] - self._costs[alo]
        if self._left < 0:
            return Match(alo, blo, 0)
        return super().find_longest_match(alo, ahi, blo, bhi)


def _fit_ends(
    lines: list[bytes], content: bytes, own: list[bytes], *, at_end: bool
) -> list[bytes]:
    """`lines` with the line ends of the place they go to."""
    ends = b"\r\n" if _uses_crlf(own or [content[:4096]]) else b"\n"
    fitted = [line.rstrip(b"\r\n") + ends for line in lines]
    if fitted and at_end and content and not content.endswith(b"\n"):
        fitted[-1] = fitted[-1][: -len(ends)]
    elif fitted and own and not own[-1].endswith(b"\n"):
        fitted[-1] = fitted[-1][: -len(ends)]  # the place ends before its line's end
    return fitted


def _uses_crlf(lines: list[bytes]) -> bool:
    crlf = sum(line.endswith(b"\r\n") for line in lines)
    return crlf * 2 > sum(line.endswith(b"\n") for line in lines)


def line_at(content: bytes, position: int) -> int:
    """The line, from 1, on which the byte at `position` stands."""
    return content.count(b"\n", 0, position) + 1

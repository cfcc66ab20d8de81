"""A change as a unified diff: for the screen hunk by hunk, and as a patch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from coresearch.core.changes import (
    ChangeSet,
    FileChange,
    FileState,
    Hunk,
    HunkKind,
    Strategy,
)

_CONTEXT = 3
_NO_NEWLINE = "\\ No newline at end of file"


@dataclass(frozen=True, slots=True)
class DiffHunk:
    """One hunk as it is shown."""

    number: int
    """Its number within the change set, from 1."""
    path: str
    strategy: Strategy
    lines: tuple[str, ...] = ()
    """Each begins with a space, `-` or `+`, and has no line end."""
    old: tuple[int, int] = (0, 0)
    """First line in the file before, and how many of its lines are shown."""
    new: tuple[int, int] = (0, 0)
    what: str = ""
    """What happens to the file as a whole, where it is not its text that changes."""

    @property
    def header(self) -> str:
        """`@@ -3,2 +3,4 @@`, or what happens to the file as a whole."""
        return self.what or f"@@ -{_range(self.old)} +{_range(self.new)} @@"


def _range(span: tuple[int, int]) -> str:
    first, count = span
    return f"{first if count else first - 1},{count}"


def shown_hunks(changes: ChangeSet, *, is_whole: bool = False) -> Iterator[DiffHunk]:
    """Every hunk of `changes`, in the order of their numbers.

    Around each stand a few lines, or together all lines of the file.
    """
    number = 0
    for file in changes.files:
        ranges = _context_ranges(file, is_whole)
        shift = 0
        for hunk, (low, high) in zip(file.hunks, ranges, strict=True):
            number += 1
            yield _render(number, file, hunk, low, high, shift)
            shift += _count(hunk.new) - _count(_old(file, hunk))


def patch(changes: ChangeSet) -> str:
    """`changes` as text that `git apply` takes."""
    lines: list[str] = []
    for file in changes.files:
        lines += _file_header(file)
        for joined in _joined(ChangeSet((file,))):
            lines += [joined.header, *joined.lines]
    return "".join(f"{line}\n" for line in lines)


def _joined(changes: ChangeSet) -> list[DiffHunk]:
    """The hunks of one file, neighbours as one: git refuses those without context."""
    joined: list[DiffHunk] = []
    for hunk in shown_hunks(changes):
        last = joined[-1] if joined else None
        if hunk.what or not hunk.lines:  # an empty file comes or goes by its header
            continue
        if last is not None and sum(last.old) == hunk.old[0]:
            joined[-1] = replace(
                last,
                lines=last.lines + hunk.lines,
                old=(last.old[0], last.old[1] + hunk.old[1]),
                new=(last.new[0], last.new[1] + hunk.new[1]),
            )
        else:
            joined.append(hunk)
    return joined


def _file_header(file: FileChange) -> Iterator[str]:
    renamed = file.rename_to if file.has(HunkKind.RENAME) else None
    old, new = file.path, renamed or file.path
    yield f"diff --git {_quoted('a/' + old)} {_quoted('b/' + new)}"
    after = file.after
    if file.before is None and after is not None:
        yield f"new file mode {_mode(after)}"
    elif file.before is not None and after is None:
        yield f"deleted file mode {_mode(file.before)}"
    elif file.before is not None and after is not None and file.has(HunkKind.MODE):
        yield f"old mode {_mode(file.before)}"
        yield f"new mode {_mode(after)}"
    if renamed:
        yield from (f"rename from {_quoted(old)}", f"rename to {_quoted(new)}")
    if any(hunk.start != hunk.end or hunk.new for hunk in file.hunks):
        yield f"--- {'/dev/null' if file.before is None else _ended('a/' + old)}"
        yield f"+++ {'/dev/null' if after is None else _ended('b/' + new)}"


_NEEDS_QUOTES = re.compile('[\x00-\x1f"\\\\\x7f\udc80-\udcff]')
_ESCAPES = {"\t": "\\t", "\n": "\\n", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def _quoted(name: str) -> str:
    """`name` as git writes it: in quotes, if it could be taken for something else."""
    if not _NEEDS_QUOTES.search(name):
        return name
    return f'"{_NEEDS_QUOTES.sub(_escaped, name)}"'


def _escaped(match: re.Match[str]) -> str:
    [byte] = match[0].encode("utf-8", "surrogateescape")
    return _ESCAPES.get(match[0], f"\\{byte:03o}")


def _ended(name: str) -> str:
    """With the tab by which git tells where a name that has spaces ends."""
    return _quoted(name) + ("\t" if " " in name else "")


def _mode(state: FileState) -> str:
    return "100755" if state.executable else "100644"


def _context_ranges(file: FileChange, is_whole: bool) -> list[tuple[int, int]]:
    """First and last byte shown for each hunk; neighbours share the lines between."""
    content = file.before.content if file.before else b""
    ranges = []
    floor = 0
    spans = [hunk for hunk in file.hunks if hunk.kind is HunkKind.CONTENT]
    following = {id(a): b for a, b in pairwise(spans)}
    for hunk in file.hunks:
        if hunk.kind is not HunkKind.CONTENT:
            ranges.append((hunk.start, hunk.end))
            continue
        low = floor if is_whole else _back(content, hunk.start, _CONTEXT)
        low = max(low, floor)
        after = following.get(id(hunk))
        high = len(content) if is_whole else _ahead(content, hunk.end, _CONTEXT)
        floor = high = min(high, after.start) if after else high
        ranges.append((low, high))
    return ranges


def _back(content: bytes, position: int, lines: int) -> int:
    for _ in range(lines):
        if position == 0:
            break
        position = content.rfind(b"\n", 0, position - 1) + 1
    return position


def _ahead(content: bytes, position: int, lines: int) -> int:
    for _ in range(lines):
        newline = content.find(b"\n", position)
        if newline < 0:
            return len(content)
        position = newline + 1
    return position


def _render(
    number: int, file: FileChange, hunk: Hunk, low: int, high: int, shift: int
) -> DiffHunk:
    match hunk.kind:
        case HunkKind.RENAME:
            what = f"rename to {_quoted(file.rename_to or '')}"
            return DiffHunk(number, file.path, hunk.strategy, what=what)
        case HunkKind.MODE:
            what = f"make it {'executable' if file.executable else 'not executable'}"
            return DiffHunk(number, file.path, hunk.strategy, what=what)
    content = file.before.content if file.before else b""
    above, old = content[low : hunk.start], content[hunk.start : hunk.end]
    below = content[hunk.end : high]
    context = _count(above) + _count(below)
    first = hunk.line - _count(above)
    return DiffHunk(
        number,
        file.path,
        hunk.strategy,
        (
            *_marked(" ", above),
            *_marked("-", old),
            *_marked("+", hunk.new),
            *_marked(" ", below),
        ),
        (first, context + _count(old)),
        (first + shift, context + _count(hunk.new)),
    )


def _marked(mark: str, block: bytes) -> Iterator[str]:
    if not block:
        return
    text = block.decode("utf-8", "backslashreplace")
    lines = text.split("\n")
    ended = lines[-1] == ""
    for line in lines[:-1] if ended else lines:
        yield mark + line
    if not ended:
        yield _NO_NEWLINE


def _old(file: FileChange, hunk: Hunk) -> bytes:
    return file.before.content[hunk.start : hunk.end] if file.before else b""


def _count(block: bytes) -> int:
    return block.count(b"\n") + (bool(block) and not block.endswith(b"\n"))

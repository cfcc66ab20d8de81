"""`*** Begin Patch` envelopes, as some models were trained to write them.

::

    *** Begin Patch
    *** Update File: train.py
    @@ def main():
    -    lr = 0.1
    +    lr = 0.01
    *** End Patch

The line behind `@@` is a hint for people: what a hunk changes is found by its own
lines, strictly, so a hunk that only adds has no place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coresearch.core.edits import Create, Delete, FileEdit, Modify, Replacement
from coresearch.core.replies.blocks import BEGIN_PATCH, END_PATCH
from coresearch.core.replies.diffs import changed, replacement_of
from coresearch.core.replies.marks import Unreadable

_ADD, _DELETE, _UPDATE = "*** Add File:", "*** Delete File:", "*** Update File:"
_MOVE, _END_OF_FILE = "*** Move to:", "*** End of File"


def read_patch(lines: Sequence[str]) -> list[FileEdit]:
    """What an envelope asks for.

    Raises:
        Unreadable: a line that belongs to no file, a hunk that says no place, nothing.
    """
    edits = [_edit(header, body) for header, body in _sections(lines)]
    if not edits:
        raise Unreadable("The patch names no file.")
    return edits


def _sections(lines: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    header, body = "", list[str]()
    is_inside = False
    for line in lines:
        bare = line.strip()
        if bare == BEGIN_PATCH:
            is_inside = True
        elif not is_inside or bare == _END_OF_FILE:
            continue
        elif bare == END_PATCH:
            break
        elif bare.startswith((_ADD, _DELETE, _UPDATE)):
            if header:
                yield header, body
            header, body = bare, []
        elif header:
            body.append(line)
        elif bare:
            raise Unreadable("A line of the patch belongs to no file.")
    if header:
        yield header, body


def _edit(header: str, body: Sequence[str]) -> FileEdit:
    kind, _, path = header.partition(":")
    path = path.strip()
    match f"{kind}:":
        case "*** Add File:":
            return Create(path, _content(path, body))
        case "*** Delete File:":
            return Delete(path)
    rename_to = None
    if body and body[0].startswith(_MOVE):
        rename_to, body = body[0].removeprefix(_MOVE).strip(), body[1:]
    replacements = tuple(_replacements(path, body))
    if rename_to:
        return Modify(path, replacements, rename_to=rename_to)
    return changed(path, replacements)


def _content(path: str, body: Sequence[str]) -> str:
    lines = list(body)
    while lines and not lines[-1].strip():
        lines.pop()
    if any(line and not line.startswith("+") for line in lines):
        raise Unreadable(f"A line of the new file {path} does not begin with +.")
    return "".join(f"{line[1:]}\n" for line in lines)


def _replacements(path: str, body: Sequence[str]) -> Iterator[Replacement]:
    hunks: list[list[str]] = []
    for line in body:
        if line.startswith("@@") or not hunks:
            hunks.append([])
        if not line.startswith("@@"):
            hunks[-1].append(line)
    for hunk in hunks:
        replacement = replacement_of(hunk)
        if replacement.replace and not replacement.search:
            raise Unreadable(
                f"A part of the patch for {path} only adds lines, and does not say "
                "which lines they stand between."
            )
        if replacement.search != replacement.replace:
            yield replacement

"""What a suggestion would do, gathered piece by piece."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from coresearch.core.edits import Create, Edit, FileEdit, Modify
from coresearch.core.replies.blocks import BEGIN_PATCH, DIFF_FENCES, Form, Piece
from coresearch.core.replies.diffs import read_diff
from coresearch.core.replies.marks import (
    Unreadable,
    closes,
    opening_mark,
    read_block,
    refuse_stray_end,
)
from coresearch.core.replies.patches import read_patch
from coresearch.core.replies.paths import path_in, path_in_info
from coresearch.core.runs import ProposedRun


@dataclass(slots=True)
class Effects:
    """The files that would change, or the code that would run."""

    files: dict[str, FileEdit] = field(default_factory=dict)
    run: ProposedRun | None = None
    path: str = ""
    """The file that was named last: the next block is about it if it names none."""
    rewrites: list[str] = field(default_factory=list)
    """The files of which the whole new text is meant: the label `File:` says so."""

    @property
    def edit(self) -> Edit | None:
        """All changes as one edit."""
        return Edit(tuple(self.files.values())) if self.files else None

    def add(self, edits: Sequence[FileEdit]) -> None:
        """Take changes in.

        Raises:
            Unreadable: a file that is changed already, in another way.
        """
        for edit in edits:
            edit = replace(edit, path=_plain(edit.path))
            known = self.files.get(edit.path)
            if isinstance(known, Modify) and isinstance(edit, Modify):
                both = known.replacements + edit.replacements
                edit = replace(known, replacements=both)
            elif known is not None:
                raise Unreadable(f"{edit.path} is given more than one new text.")
            self.files[edit.path] = edit
            self.path = edit.path

    def take(self, piece: Piece, label: str = "") -> bool:
        """Take in what `piece` changes; False if it is only text.

        `label` is what it stands under: "edit", "file" or nothing.

        Raises:
            Unreadable: it is meant as a change, and cannot be read as one.
        """
        edits = list(self._read(piece, label))
        self.add(edits)
        return bool(edits)

    def _read(self, piece: Piece, label: str) -> Iterator[FileEdit]:
        named = next(filter(None, map(path_in, reversed(piece.before))), "")
        match piece.form:
            case Form.TEXT:
                return
            case Form.MARKED:
                yield self._block(piece.lines, named or self.path)
            case Form.DIFF:
                yield from read_diff(piece.lines, named or self.path)
            case Form.PATCH:
                if not piece.closed:
                    raise Unreadable("The patch has no line *** End Patch.")
                yield from read_patch(piece.lines)
            case Form.FENCE:
                yield from self._fence(piece, named, label)

    def _fence(self, piece: Piece, named: str, label: str) -> Iterator[FileEdit]:
        lines = piece.lines
        path = path_in_info(piece.info) or named or self.path
        if any(map(opening_mark, lines)):
            yield from self._blocks(piece, path)
        elif label == "file":
            yield self._whole(piece, path)
            self.rewrites.append(path)
        elif any(line.strip() == BEGIN_PATCH for line in lines[:3]):
            yield from read_patch(_closed(piece))
        elif is_diff_fence(piece):
            yield from read_diff(_closed(piece), path)
        elif label == "edit":
            raise Unreadable(
                f"The change to {path} is neither SEARCH/REPLACE blocks nor a diff."
            )
        else:
            nearest = path_in(piece.before[-1]) if piece.before else ""
            if file := path_in_info(piece.info) or nearest:
                yield self._whole(piece, file)

    def _whole(self, piece: Piece, path: str) -> Create:
        return Create(path, "".join(f"{line}\n" for line in _closed(piece)))

    def _blocks(self, piece: Piece, path: str) -> Iterator[FileEdit]:
        """Every SEARCH/REPLACE block in a fence, each under the name before it."""
        lines, start, begun = piece.lines, 0, None
        for number, line in enumerate(lines):
            if begun is None:
                refuse_stray_end(line)
            if begun is None and opening_mark(line):
                named = next(filter(None, map(path_in, lines[start:number])), "")
                path = named or path
                begun = number
            elif begun is not None:
                marks = opening_mark(lines[begun])
                if marks and closes(line, marks):
                    yield (edit := self._block(lines[begun : number + 1], path))
                    path, start, begun = edit.path, number + 1, None
        if begun is not None:
            yield self._block(lines[begun:], path)

    def _block(self, lines: Sequence[str], path: str) -> FileEdit:
        marks = opening_mark(lines[0])
        path = (marks.path if marks else "") or path
        replacement = read_block(lines)
        if not path:
            raise Unreadable("A SEARCH/REPLACE block does not name its file.")
        if replacement.search == replacement.replace:
            raise Unreadable(f"A change to {path} changes nothing.")
        return Modify(path, (replacement,))


def _closed(piece: Piece) -> list[str]:
    """The lines of a fence.

    Raises:
        Unreadable: it is not closed.
    """
    if not piece.closed:
        raise Unreadable("A fence is never closed, so its end may be missing.")
    return piece.lines


def is_diff_fence(piece: Piece) -> bool:
    """Whether a fence holds a unified diff, by its name or its first lines."""
    if piece.info.split(" ")[0].lower() in DIFF_FENCES:
        return True
    first = [line for line in piece.lines[:2] if line.strip()]
    return bool(first) and (
        first[0].startswith("diff --git ")
        or (len(first) > 1 and first[0][:4] == "--- " and first[1][:4] == "+++ ")
    )


def _plain(path: str) -> str:
    """`path` without `./` before it."""
    while path.startswith("./"):
        path = path[2:]
    return path

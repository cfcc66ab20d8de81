"""Unified diffs as models write them: the line numbers are not believed.

Models count badly, so a hunk is what its lines say: those that stay and those that go
are searched for, strictly, and the numbers behind `@@` decide nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from coresearch.core.edits import Create, Delete, FileEdit, Modify, Replacement
from coresearch.core.replies.marks import Unreadable

_NOWHERE = "/dev/null"


@dataclass(slots=True)
class _File:
    """What the diff says of one file."""

    old: str = ""
    new: str = ""
    renamed: tuple[str, str] = ("", "")
    mode: str = ""
    hunks: list[list[str]] = field(default_factory=list)


def read_diff(lines: Sequence[str], path: str = "") -> list[FileEdit]:
    """What a diff of one or more files asks for.

    `path` is the file where the diff itself names none.

    Raises:
        Unreadable: a file without a name, under two names, copied or binary; a diff
            that changes nothing.
    """
    return [_edit(file, path) for file in _files(lines)]


def _files(lines: Sequence[str]) -> Iterator[_File]:
    file = _File()
    for number, line in enumerate(lines):
        is_header = line.startswith("--- ") and any(
            following.startswith("+++ ") for following in lines[number + 1 : number + 2]
        )
        if line.startswith("diff --git ") or (is_header and (file.hunks or file.new)):
            if file != _File():
                yield file
            file = _File()
        if is_header:
            file.old = _name(line[4:])
        elif line.startswith("+++ ") and file.old and not file.new:
            file.new = _name(line[4:])
        elif line.startswith("@@"):
            file.hunks.append([])
        elif file.hunks:
            file.hunks[-1].append(line)
        elif not _is_extended_header(file, line) and line[:1] in (" ", "-", "+"):
            file.hunks.append([line])
    if file != _File():
        yield file


def _is_extended_header(file: _File, line: str) -> bool:
    """Whether `line` is one of git's own headers, which `file` then knows."""
    if line.startswith(("Binary files ", "GIT binary patch")):
        raise Unreadable("The diff changes a binary file.")
    if line.startswith(("copy from ", "copy to ")):
        raise Unreadable("The diff copies a file, which no suggestion can do.")
    if line.startswith("rename from "):
        file.renamed = (_name(line[12:]), file.renamed[1])
    elif line.startswith("rename to "):
        file.renamed = (file.renamed[0], _name(line[10:]))
    elif line.startswith(("new mode ", "new file mode ")):
        file.mode = line.rsplit(" ", 1)[1]
    elif not line.startswith(("index ", "old mode ", "deleted file mode ")):
        return line.startswith(("similarity ", "dissimilarity ", "diff --git "))
    return True


def _name(text: str) -> str:
    name = text.split("\t")[0].strip()
    return name[1:-1] if len(name) > 1 and name[0] == name[-1] == '"' else name


def _edit(file: _File, path: str) -> FileEdit:
    old, new = _without_prefixes(file.old or path, file.new or file.old or path)
    executable = {"100755": True, "100644": False}.get(file.mode)
    if all(file.renamed):
        old, new = file.renamed
        return Modify(old, _replacements(file), rename_to=new, executable=executable)
    if not new or (new == _NOWHERE and old == _NOWHERE):
        raise Unreadable("The diff does not name its file.")
    if new == _NOWHERE:
        return Delete(old)
    if old == _NOWHERE:
        text = "".join(replacement.replace for replacement in _replacements(file))
        return Create(new, text, executable=bool(executable))
    if old != new:
        raise Unreadable(f"The diff names two files, {old} and {new}, for one change.")
    return changed(new, _replacements(file), executable)


def changed(
    path: str, replacements: tuple[Replacement, ...], executable: bool | None = None
) -> Modify:
    """The change of `path` by `replacements`.

    Raises:
        Unreadable: it would change nothing.
    """
    if not replacements and executable is None:
        raise Unreadable(f"The change to {path} changes nothing.")
    return Modify(path, replacements, executable=executable)


def _without_prefixes(old: str, new: str) -> tuple[str, str]:
    """The names without git's `a/` and `b/`, where both have them."""
    if (old.startswith("a/") or old == _NOWHERE) and (
        new.startswith("b/") or new == _NOWHERE
    ):
        return old.removeprefix("a/"), new.removeprefix("b/")
    return old, new


def _replacements(file: _File) -> tuple[Replacement, ...]:
    found = (replacement_of(hunk) for hunk in file.hunks)
    return tuple(one for one in found if one.search != one.replace)


def replacement_of(hunk: Sequence[str]) -> Replacement:
    """The lines that a hunk asks for instead of those that it knows."""
    sides: tuple[list[str], list[str]] = ([], [])
    marked: tuple[list[str], ...] = ()
    last = len(hunk)
    while last and not hunk[last - 1].strip():
        last -= 1  # blank lines behind a hunk are not of it, or change nothing
    for line in hunk[:last]:
        sign = line[:1]
        if sign == "\\":
            for side in marked:
                side[-1] = side[-1].removesuffix("\n")
            continue
        marked = {"-": sides[:1], "+": sides[1:]}.get(sign, sides)
        text = line[1:] if sign in ("-", "+", " ") else line
        for side in marked:
            side.append(f"{text}\n")
    return Replacement("".join(sides[0]), "".join(sides[1]))

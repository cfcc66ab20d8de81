"""What an edit would do to the files as they are now."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import pairwise

from coresearch.core.changes import (
    ChangeSet,
    FileChange,
    FileState,
    Hunk,
    HunkKind,
    Strategy,
)
from coresearch.core.edits import Create, Delete, Edit, FileEdit, Modify, Rewrite
from coresearch.core.errors import NoPlace, Refused, Stale
from coresearch.core.hunks import hunks_of_rewrite
from coresearch.core.locate import encode_for, locate


def plan_edit(edit: Edit, files: Mapping[str, FileState | None]) -> ChangeSet:
    """What `edit` would do to `files` (every path it names, None where there is none).

    Raises:
        NoPlace: a text to replace is missing, or stands in several places.
        Stale: a file that should be there is not, or one that should not is.
        BadInput: a file whose encoding would not survive the change.
        Refused: a file that is named twice, or removed or renamed through a link.
    """
    _refuse_overlapping_files(edit, files)
    return ChangeSet(tuple(_plan_file(file, files) for file in edit.files))


def _refuse_overlapping_files(
    edit: Edit, files: Mapping[str, FileState | None]
) -> None:
    named = [file.path for file in edit.files]
    named += [f.rename_to for f in edit.files if isinstance(f, Modify) and f.rename_to]
    states = [files[path] for path in named]
    named = [s.link if s and s.link else p for p, s in zip(named, states, strict=True)]
    if twice := {path for path in named if named.count(path) > 1}:
        raise Refused(f"The edit names {min(twice)} more than once.")


def _refuse_link(path: str, before: FileState) -> None:
    """Through a link the file would go, and the link would stay and lead nowhere."""
    if before.link:
        raise Refused(
            f"{path} is reached through a symbolic link, and is not removed that way.",
            hint=f"The file itself is {before.link}.",
        )


def other_names(edit: Edit | None, written: Collection[str]) -> dict[str, str]:
    """For each of the paths `written` that a rename changed: the other of its two."""
    names: dict[str, str] = {}
    for file in edit.files if edit else ():
        if isinstance(file, Modify) and file.rename_to and file.rename_to in written:
            names |= {file.path: file.rename_to, file.rename_to: file.path}
    return names


def _plan_file(edit: FileEdit, files: Mapping[str, FileState | None]) -> FileChange:
    before = files[edit.path]
    if isinstance(edit, Create):
        return _plan_create(edit, before)
    if before is None:
        raise Stale(f"{edit.path} is not there any more.")
    match edit:
        case Delete():
            _refuse_link(edit.path, before)
            if edit.base is not None and before.digest != edit.base:
                raise Stale(
                    f"{edit.path} has changed since its removal was suggested.",
                    hint="Ask for the suggestion again.",
                )
            hunk = Hunk(HunkKind.DELETE, Strategy.WHOLE_FILE, end=len(before.content))
            return FileChange(edit.path, before, (hunk,))
        case Rewrite():
            if edit.base is not None and before.digest != edit.base:
                raise Stale(
                    f"{edit.path} has changed since its new text was written.",
                    hint="Ask for the suggestion again.",
                )
            new = encode_for(edit.content, before.content, edit.path)
            hunks = tuple(hunks_of_rewrite(before.content, new))
            return FileChange(edit.path, before, hunks)
        case Modify():
            return _plan_modify(edit, before, files)


def _plan_create(edit: Create, before: FileState | None) -> FileChange:
    if before is not None:
        raise Stale(f"{edit.path} is there already.")
    new = encode_for(edit.content, b"", edit.path)
    hunk = Hunk(HunkKind.CREATE, Strategy.WHOLE_FILE, new=new)
    return FileChange(edit.path, None, (hunk,), executable=edit.executable)


def _plan_modify(
    edit: Modify, before: FileState, files: Mapping[str, FileState | None]
) -> FileChange:
    hunks: list[Hunk] = []
    if edit.rename_to:
        _refuse_link(edit.path, before)
        if files[edit.rename_to] is not None:
            raise Stale(f"{edit.rename_to} is there already.")
        hunks.append(Hunk(HunkKind.RENAME, Strategy.WHOLE_FILE))
    if edit.executable is not None and edit.executable != before.executable:
        hunks.append(Hunk(HunkKind.MODE, Strategy.WHOLE_FILE))
    unchanged = edit.base == before.digest
    content_hunks = sorted(
        (
            hunk
            for replacement in edit.replacements
            for hunk in locate(before.content, replacement, edit.path, unchanged)
        ),
        key=lambda hunk: (hunk.start, hunk.end),
    )
    for first, second in pairwise(content_hunks):
        if second.start < first.end or second.start == first.start:
            raise NoPlace(f"Two changes to {edit.path} overlap at line {second.line}.")
    return FileChange(
        edit.path,
        before,
        (*hunks, *content_hunks),
        rename_to=edit.rename_to,
        executable=bool(edit.executable),
    )

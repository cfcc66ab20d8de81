"""What an edit would do to the files as they are now."""

from __future__ import annotations

from collections.abc import Mapping
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
    """
    _refuse_overlapping_files(edit)
    return ChangeSet(tuple(_plan_file(file, files) for file in edit.files))


def _refuse_overlapping_files(edit: Edit) -> None:
    named = [file.path for file in edit.files]
    named += [f.rename_to for f in edit.files if isinstance(f, Modify) and f.rename_to]
    if twice := {path for path in named if named.count(path) > 1}:
        raise Refused(f"The edit names {min(twice)} more than once.")


def _plan_file(edit: FileEdit, files: Mapping[str, FileState | None]) -> FileChange:
    before = files[edit.path]
    if isinstance(edit, Create):
        return _plan_create(edit, before)
    if before is None:
        raise Stale(f"{edit.path} is not there any more.")
    match edit:
        case Delete():
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
    hunk = Hunk(HunkKind.CREATE, Strategy.WHOLE_FILE, new=edit.content.encode())
    return FileChange(edit.path, None, (hunk,), executable=edit.executable)


def _plan_modify(
    edit: Modify, before: FileState, files: Mapping[str, FileState | None]
) -> FileChange:
    hunks: list[Hunk] = []
    if edit.rename_to:
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

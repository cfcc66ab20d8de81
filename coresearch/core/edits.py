"""What an edit proposes: changes to files, as values that name no offsets.

An edit is written by a rule, a model or a person, for a file as it stood then. Where
its text stands in the file of *now* is found by `coresearch.core.locate`, and what
would come of it is a `coresearch.core.changes.ChangeSet`.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Replacement:
    """One piece of text for another, in whole lines."""

    search: str
    """What stands there now. Empty only for an empty file."""
    replace: str
    """What shall stand there."""
    line: int | None = None
    """The line (from 1) at which `search` began in the file that it was written for."""


@dataclass(frozen=True, slots=True)
class Modify:
    """Change parts of a file, and perhaps its name or its executable bit."""

    path: str
    replacements: tuple[Replacement, ...] = ()
    base: str | None = None
    """SHA-256 of the file that the line numbers refer to."""
    rename_to: str | None = None
    executable: bool | None = None
    """The wanted executable bit; None leaves it."""


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Give an existing file a new text."""

    path: str
    content: str
    base: str | None = None


@dataclass(frozen=True, slots=True)
class Create:
    """Make a file that is not there."""

    path: str
    content: str
    executable: bool = False


@dataclass(frozen=True, slots=True)
class Delete:
    """Remove a file."""

    path: str
    base: str | None = None


FileEdit = Modify | Rewrite | Create | Delete

_KINDS: dict[str, type[FileEdit]] = {
    "modify": Modify,
    "rewrite": Rewrite,
    "create": Create,
    "delete": Delete,
}


@dataclass(frozen=True, slots=True)
class Edit:
    """Changes to one or more files that are accepted hunk by hunk."""

    files: tuple[FileEdit, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """Every path that the edit names, old names before new ones."""
        named = [file.path for file in self.files]
        named += [
            file.rename_to
            for file in self.files
            if isinstance(file, Modify) and file.rename_to
        ]
        return tuple(dict.fromkeys(named))


def edit_to_json(edit: Edit) -> dict[str, Any]:
    """`edit` as plain values for the journal."""
    names = {kind: name for name, kind in _KINDS.items()}
    return {
        "kind": "edit",
        "files": [{"change": names[type(f)], **asdict(f)} for f in edit.files],
    }


def edit_from_json(value: dict[str, Any]) -> Edit:
    """The edit that `edit_to_json` wrote."""
    return Edit(tuple(_file_from_json(item) for item in value["files"]))


def _file_from_json(item: dict[str, Any]) -> FileEdit:
    fields = dict(item)
    kind = _KINDS[fields.pop("change")]
    if kind is Modify:
        fields["replacements"] = tuple(
            Replacement(**entry) for entry in fields["replacements"]
        )
    return kind(**fields)

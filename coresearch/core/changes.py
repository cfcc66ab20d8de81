"""What would become of files: hunks that can be chosen, and the bytes that result.

Everything here is bytes and offsets, never decoded lines, so that whatever a change
does not touch (line ends, a byte-order mark, a stray Latin-1 byte, the missing final
newline) comes out as it went in, and so that a file of 100 MB costs one copy.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from coresearch.core.canonical import canonical_json, sha256


class Strategy(StrEnum):
    """How the place of a change was found; shown at the decision."""

    EXACT = "exact"
    MOVED = "exact, on another line"
    LINE_ENDS = "line ends differ"
    TRAILING_SPACE = "trailing white space differs"
    INDENTATION = "indentation differs"
    WHOLE_FILE = "whole file"
    BY_HAND = "edited by hand"


class HunkKind(StrEnum):
    """What one choosable piece of a change does."""

    CONTENT = "content"
    CREATE = "create"
    DELETE = "delete"
    RENAME = "rename"
    MODE = "mode"


@dataclass(frozen=True, slots=True)
class FileState:
    """A file's bytes and executable bit at one moment."""

    content: bytes
    executable: bool
    digest: str
    """SHA-256 of the content."""
    link: str = ""
    """Where it lies, if its path leads through a symbolic link."""

    @classmethod
    def of(cls, content: bytes, executable: bool = False, link: str = "") -> FileState:
        """The state of a file with this content."""
        return cls(content, executable, sha256(content), link)


@dataclass(frozen=True, slots=True)
class Hunk:
    """The smallest piece of a change that can be accepted alone."""

    kind: HunkKind
    strategy: Strategy
    start: int = 0
    """First byte of the file before that is replaced."""
    end: int = 0
    """One past the last byte that is replaced."""
    new: bytes = b""
    line: int = 1
    """The line of the file before, from 1, at which the hunk starts."""


@dataclass(frozen=True, slots=True)
class FileWrite:
    """One path from one state to another; None is "no such file"."""

    path: str
    before: FileState | None
    after: FileState | None
    renamed_from: str = ""
    """The file whose mode and owner the new one takes over."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """What is proposed for one file."""

    path: str
    before: FileState | None
    hunks: tuple[Hunk, ...]
    rename_to: str | None = None
    executable: bool = False

    def has(self, kind: HunkKind) -> bool:
        """Whether a hunk of this kind is among those chosen."""
        return any(hunk.kind is kind for hunk in self.hunks)

    @property
    def after(self) -> FileState | None:
        """The file with the hunks applied; None if it is deleted."""
        if not self.hunks:
            return self.before
        if self.has(HunkKind.DELETE):
            return None
        content = b"" if self.before is None else self.before.content
        pieces, position = [], 0
        for hunk in self.hunks:
            if hunk.kind in (HunkKind.CONTENT, HunkKind.CREATE):
                pieces += [content[position : hunk.start], hunk.new]
                position = hunk.end
        pieces.append(content[position:])
        executable = self.before.executable if self.before else self.executable
        if self.has(HunkKind.MODE):
            executable = self.executable
        link = self.before.link if self.before else ""
        return FileState.of(b"".join(pieces), executable, link)

    def writes(self) -> Iterator[FileWrite]:
        """The writes that make it so, each path once."""
        after = self.after
        if self.rename_to and self.has(HunkKind.RENAME):
            yield FileWrite(self.rename_to, None, after, renamed_from=self.path)
            yield FileWrite(self.path, self.before, None)
        elif after != self.before:
            yield FileWrite(self.path, self.before, after)


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What one edit would do to the files as they are now."""

    files: tuple[FileChange, ...]

    @property
    def hunks(self) -> tuple[Hunk, ...]:
        """Every hunk in the order in which they are numbered, from 1."""
        return tuple(hunk for file in self.files for hunk in file.hunks)

    @property
    def writes(self) -> tuple[FileWrite, ...]:
        """Every write; none where the files already are as wanted."""
        return tuple(write for file in self.files for write in file.writes())

    def choose(self, numbers: Collection[int]) -> ChangeSet:
        """The same change with only the hunks of these numbers (from 1).

        Raises:
            IndexError: a number that no hunk has.
        """
        unknown = set(numbers) - set(range(1, len(self.hunks) + 1))
        if unknown:
            raise IndexError(min(unknown))
        number, files = 0, []
        for file in self.files:
            kept = []
            for hunk in file.hunks:
                number += 1
                if number in numbers:
                    kept.append(hunk)
            if kept:
                files.append(replace(file, hunks=tuple(kept)))
        return ChangeSet(tuple(files))

    @property
    def digest(self) -> str:
        """A hash of exactly what is proposed, on exactly which files."""
        return sha256(canonical_json([_summary(write) for write in self.writes]))


def _summary(write: FileWrite) -> list[object]:
    return [write.path, _identity(write.before), _identity(write.after)]


def _identity(state: FileState | None) -> list[object] | None:
    if state is None:
        return None
    return [state.digest, state.executable, *([state.link] if state.link else [])]

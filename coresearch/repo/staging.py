"""One file on its way from one state to another: staged, landed, or put back."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from coresearch.core.canonical import sha256
from coresearch.core.changes import FileState, FileWrite

_EXECUTABLE = 0o111


def scratch_prefix(real: Path) -> str:
    """How the names of scratch files for `real` begin.

    Of fixed length: its own name may be as long as the file system allows.
    """
    return f".coresearch-{sha256(os.fsencode(real.name))[:16]}-"


@dataclass(slots=True)
class Staged:
    """One write, with what lies beside its place until all of them are done."""

    write: FileWrite
    real: Path
    _new: Path | None = None
    """The new content, which is renamed into place."""
    _old: Path | None = None
    """The old file under a second name, to put it back by."""
    _landed: bool = False
    _made_folders: list[Path] = field(default_factory=list)

    @property
    def folders(self) -> Iterator[Path]:
        """The folders in which something came or went."""
        yield self.real.parent
        for folder in self._made_folders:
            yield folder.parent

    def stage(self, like: Path | None) -> None:
        """Write the new content beside the place, durably; keep the old at hand.

        `like` is the file whose mode, owner and attributes it shall have.
        """
        if self.write.before is not None:
            self._old = self._beside()
            _link_or_copy(self.real, self._old)
        if self.write.after is not None:
            for folder in _missing_folders(self.real.parent):
                folder.mkdir()
                self._made_folders.append(folder)
            self._new = self._beside()
            _write(self._new, self.write.after, like)

    def _beside(self) -> Path:
        return self.real.with_name(scratch_prefix(self.real) + secrets.token_hex(4))

    def land(self) -> None:
        """Put the new state in place."""
        if self._new is None:
            self.real.unlink()
        else:
            self._new.replace(self.real)
        self._landed = True

    def put_back(self) -> None:
        """Undo `stage` and `land`."""
        if self._landed and self._old is not None:
            self._old.replace(self.real)
        elif self._landed:
            self.real.unlink(missing_ok=True)
        self.discard()
        for folder in reversed(self._made_folders):
            with suppress(OSError):  # something else is in it by now
                folder.rmdir()

    def discard(self) -> None:
        """Remove what lies beside the place."""
        for scratch in (self._new, self._old):
            if scratch is not None:
                with suppress(OSError):
                    scratch.unlink(missing_ok=True)


def _missing_folders(folder: Path) -> list[Path]:
    """`folder` and those above it that are not there, the highest first."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    return missing[::-1]


def _link_or_copy(file: Path, to: Path) -> None:
    try:
        to.hardlink_to(file)
    except OSError:  # a file system without hard links, or a file they are not for
        shutil.copy2(file, to)


def _write(file: Path, state: FileState, like: Path | None) -> None:
    mode = 0o666 if like is None else 0o600  # not readable before it is known for whom
    with open(file, "xb", opener=lambda name, how: os.open(name, how, mode)) as opened:
        opened.write(state.content)
        opened.flush()
        if like is not None:
            _take_after(file, like)
        _set_executable(file, state.executable, like)
        os.fsync(opened.fileno())


def _take_after(file: Path, like: Path) -> None:
    """Give `file` the owner, mode and attributes of `like`; its times are its own."""
    old = like.stat()
    for owner, group in ((-1, old.st_gid), (old.st_uid, -1)):
        with suppress(OSError):  # only root may give a file away
            os.chown(file, owner, group)
    shutil.copystat(like, file)
    os.utime(file)


def _set_executable(file: Path, wanted: bool, like: Path | None) -> None:
    mode = stat.S_IMODE(file.stat().st_mode)
    is_executable = bool(mode & _EXECUTABLE)
    if wanted and not is_executable:
        file.chmod(mode | (mode & 0o444) >> 2)  # who may read it may run it
    elif is_executable and not wanted and like is not None:
        file.chmod(mode & ~_EXECUTABLE)

"""Reading files as they are, and changing several of them as one."""

from __future__ import annotations

import errno
import glob
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from coresearch.core.changes import FileState, FileWrite
from coresearch.core.errors import (
    BadInput,
    CoresearchError,
    DiskFull,
    EffectFailed,
    Refused,
    Stale,
)
from coresearch.repo.safe_paths import safe_path

_EXECUTABLE = 0o111


def read_file(root: Path, path: str) -> FileState | None:
    """The file at `path` now; None if there is none.

    Raises:
        ForbiddenPath: a path that no suggestion may touch.
        BadInput: it is a folder or a device, or may not be read.
    """
    real = safe_path(root, path)
    try:
        mode = real.lstat().st_mode
        if stat.S_ISDIR(mode):
            raise BadInput(f"{path} is a folder, not a file.")
        if not stat.S_ISREG(mode):
            raise BadInput(f"{path} is not an ordinary file.")
        return FileState.of(real.read_bytes(), bool(mode & _EXECUTABLE))
    except FileNotFoundError:
        return None
    except NotADirectoryError:
        return None
    except PermissionError:
        raise BadInput(f"{path} may not be read.", hint=f"ls -l {path}") from None


def apply_writes(root: Path, writes: Sequence[FileWrite]) -> None:
    """Make every write, or none.

    Each file is written beside its place, synced and renamed over it. Mode, owner and
    everything else that is not content stay as they are.

    Raises:
        Stale: a file is not what the change was made for; nothing was touched.
        Refused: a file that may not be written; nothing was touched.
        EffectFailed, DiskFull: writing failed, and every file is as it was before.
    """
    targets = [_Target(root, write) for write in writes]
    for target in targets:
        target.check()
    try:
        for target in targets:
            target.stage()
        for target in targets:
            target.check()
            target.land()
        for folder in {target.real.parent for target in targets}:
            _sync_folder(folder)
    except BaseException as error:
        _put_back(targets)
        if isinstance(error, OSError):
            raise _failed(error) from error
        raise
    finally:
        for target in targets:
            target.discard_scratch()


def remove_leftovers(root: Path, path: str) -> None:
    """Remove the scratch files of a write to `path` that was killed."""
    real = safe_path(root, path)
    for scratch in real.parent.glob(f".{glob.escape(real.name)}.coresearch-*"):
        scratch.unlink(missing_ok=True)


@dataclass(slots=True)
class _Target:
    """One path on its way from one state to another."""

    root: Path
    write: FileWrite
    real: Path = field(init=False)
    landed: bool = False
    made_folders: list[Path] = field(default_factory=list)
    _scratch: Path | None = None

    def __post_init__(self) -> None:
        self.real = safe_path(self.root, self.write.path)

    def check(self) -> None:
        """The file is what it should be before, and may be changed."""
        now = read_file(self.root, self.write.path)
        before = self.write.before
        if now is not None and before is None and self._other_spelling():
            return
        if now != before:
            raise Stale(
                f"{self.write.path} has changed in the meantime.",
                hint="Nothing was touched. Look at the suggestion again.",
            )
        if before is not None and not self.real.stat().st_mode & 0o222:
            raise Refused(
                f"{self.write.path} is read-only.",
                hint=f"Nothing was touched. If it may change: chmod u+w {self.real}",
            )

    def _other_spelling(self) -> Path | None:
        """The file that is there under a name that differs in case only.

        On a file system that ignores case, `A.md` is there when `a.md` is.
        """
        if self.write.before is not None or not self.real.exists():
            return None
        siblings = list(self.real.parent.iterdir())
        if self.real in siblings:
            return None
        wanted = self.real.name.casefold()
        return next((s for s in siblings if s.name.casefold() == wanted), None)

    def stage(self) -> None:
        """Write the new content beside the place, durably."""
        after = self.write.after
        if after is None:
            return
        self.made_folders = list(_make_folders(self.real.parent))
        scratch = self.real.with_name(f".{self.real.name}.coresearch-{os.getpid()}")
        self._scratch = scratch
        with scratch.open("wb") as file:
            os.fchmod(file.fileno(), self._mode(after))
            file.write(after.content)
            file.flush()
            os.fsync(file.fileno())
        self._keep_owner(scratch)

    def _mode(self, after: FileState) -> int:
        before = self.write.before
        if self.real.exists():
            mode = stat.S_IMODE(self.real.stat().st_mode)
        else:
            mode = 0o666 & ~_umask()
        if before is None or before.executable != after.executable:
            readable = (mode & 0o444) >> 2
            mode = mode | readable if after.executable else mode & ~_EXECUTABLE
        return mode

    def _keep_owner(self, scratch: Path) -> None:
        if not self.real.exists():
            return
        old, new = self.real.stat(), scratch.stat()
        if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
            with suppress(PermissionError):  # only root may give a file away
                os.chown(scratch, old.st_uid, old.st_gid)

    def land(self) -> None:
        """Put the new state in place."""
        if self._scratch is None:
            if self.real in self.real.parent.iterdir():  # else renamed in case only
                self.real.unlink()
        else:
            if twin := self._other_spelling():
                twin.rename(self.real)
            self._scratch.replace(self.real)
        self.landed = True

    def put_back(self) -> None:
        """Undo `land`."""
        before = self.write.before
        if before is None:
            self.real.unlink(missing_ok=True)
        else:
            apply_writes(self.root, [FileWrite(self.write.path, self._now(), before)])

    def _now(self) -> FileState | None:
        return read_file(self.root, self.write.path)

    def discard_scratch(self) -> None:
        """Remove what was staged and has not landed."""
        if self._scratch is not None:
            with suppress(OSError):
                self._scratch.unlink(missing_ok=True)


def _put_back(targets: Sequence[_Target]) -> None:
    for target in reversed(targets):
        target.discard_scratch()
        if target.landed:
            target.put_back()
        for folder in reversed(target.made_folders):
            with suppress(OSError):
                folder.rmdir()


def _make_folders(folder: Path) -> Iterator[Path]:
    """Make `folder` and what is missing above it; those that were made."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for new in reversed(missing):
        new.mkdir()
        yield new


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _failed(error: OSError) -> CoresearchError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DiskFull(
            "The disk is full; every file was put back as it was.",
            hint="Make room and try again: the suggestion still waits.",
        )
    where = f" {error.filename}" if error.filename else ""
    return EffectFailed(
        f"Could not write{where}: {error.strerror or error}. "
        "Every file was put back as it was.",
        hint="The suggestion still waits.",
    )

"""Reading files as they are, and changing several of them as one."""

from __future__ import annotations

import errno
import os
import stat
import string
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
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
from coresearch.repo.staging import Staged, scratch_prefix


class NotPutBack(EffectFailed):
    """Writing failed, and so did putting back: some files are new, and some are old.

    The decision stays open, and `reconcile` brings it to an end.
    """


def read_file(root: Path, path: str) -> FileState | None:
    """The file at `path` now; None if there is none of exactly this name.

    Raises:
        ForbiddenPath: a path that no suggestion may touch.
        BadInput: it is a folder or a device, or may not be read.
    """
    real = safe_path(root, path)
    try:
        mode = real.lstat().st_mode
        if _other_spelling(real):
            return None
        if stat.S_ISDIR(mode):
            raise BadInput(f"{path} is a folder, not a file.")
        if not stat.S_ISREG(mode):
            raise BadInput(f"{path} is not an ordinary file.")
        lies_at = real.relative_to(root.resolve()).as_posix()
        link = lies_at if lies_at != path else ""
        executable = bool(mode & 0o111) and _keeps_modes(root)
        return FileState.of(real.read_bytes(), executable, link)
    except FileNotFoundError:
        return None
    except NotADirectoryError:
        raise BadInput(f"{path} would be in a folder that is a file.") from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadInput(
            f"{path} cannot be read: {reason}.", hint=f"ls -l {path}"
        ) from error


def _keeps_modes(root: Path) -> bool:
    """Whether files here have a mode of their own; if not, all seem executable."""
    sample = root / ".git"
    if sample.is_dir():
        sample /= "HEAD"
    return not (sample.exists() and sample.stat().st_mode & 0o111)


_SWAPPED_CASE = str.maketrans(
    string.ascii_letters, string.ascii_uppercase + string.ascii_lowercase
)


def _other_spelling(real: Path) -> Path | None:
    """The file that is there under a name that differs in case only.

    On a file system that ignores case, `A.md` is there when `a.md` is.
    """
    swapped = real.with_name(real.name.translate(_SWAPPED_CASE))
    if swapped == real or not (swapped.exists() and real.exists()):
        return None  # the usual case: names that differ in case are told apart
    wanted = _normal(real.name)
    there = list(real.parent.iterdir())
    if any(_normal(sibling.name) == wanted for sibling in there):
        return None
    folded = wanted.casefold()
    return next((s for s in there if _normal(s.name).casefold() == folded), None)


def _normal(name: str) -> str:
    """macOS may give a name back with its accents as characters of their own."""
    return unicodedata.normalize("NFC", name)


def apply_writes(root: Path, writes: Sequence[FileWrite]) -> None:
    """Make every write, or none.

    Each file is written beside its place, synced and renamed over it. Mode, owner and
    everything else that is not content stay as they are.

    Raises:
        Stale: a file is not what the change was made for; nothing was touched.
        Refused: a file that may not be written; nothing was touched.
        EffectFailed, DiskFull: writing failed, and every file is as it was before.
        NotPutBack: writing failed, and the files that it names are as they were not.
    """
    staged = [Staged(write, safe_path(root, write.path)) for write in writes]
    leaving = {file.real for file in staged if file.write.after is None}
    try:
        staged = _in_order(staged)
        for file in staged:
            _check(root, file, leaving)
        for file in staged:
            file.stage(like=_model(root, file))
        for file in staged:
            _check(root, file, leaving)
            file.land()
        _sync_folders(staged)
    except BaseException as error:
        if lost := _put_back(staged):
            raise _lost(lost) from error
        if isinstance(error, OSError):
            raise _failed(error) from error
        raise
    finally:
        for file in staged:
            file.discard()


def remove_leftovers(root: Path, path: str) -> None:
    """Remove what a write to `path` that was killed left beside it."""
    real = safe_path(root, path)
    for scratch in real.parent.glob(f"{scratch_prefix(real)}*"):
        with suppress(OSError):
            scratch.unlink()


def _in_order(staged: list[Staged]) -> list[Staged]:
    """As given, but `a.md` goes before `A.md` comes where those are one to the disk."""
    reals = [file.real for file in staged]
    if len(set(reals)) < len(reals):
        raise Refused("The change names one file twice.", hint="Nothing was touched.")
    twins = {_other_spelling(real) for real in reals}
    return sorted(staged, key=lambda file: file.real not in twins)


def _check(root: Path, file: Staged, leaving: set[Path]) -> None:
    """The file is what it should be before, and may be changed."""
    path, before = file.write.path, file.write.before
    if read_file(root, path) != before:
        raise Stale(
            f"{path} has changed in the meantime.",
            hint="Nothing was touched. Look at the suggestion again.",
        )
    twin = _other_spelling(file.real)
    if twin is not None and twin not in leaving:
        raise Refused(
            f"{path} is {twin.name} to this file system, which ignores case.",
            hint="Nothing was touched.",
        )
    if before is not None and not _is_writable(file.real):
        raise Refused(
            f"{path} is read-only.",
            hint=f"Nothing was touched. If it may change: chmod u+w {file.real}",
        )


def _is_writable(real: Path) -> bool:
    # Both: to root every file is, and a mode does not say whose it is.
    return bool(real.stat().st_mode & 0o222) and os.access(real, os.W_OK)


def _model(root: Path, file: Staged) -> Path | None:
    """The file whose mode, owner and attributes the new one shall have."""
    if file.write.before is not None:
        return file.real
    if not file.write.renamed_from:
        return None
    old = safe_path(root, file.write.renamed_from)
    return old if old.exists() else None


def _put_back(staged: Sequence[Staged]) -> list[str]:
    """Everything as it was; the paths of which that could not be done."""
    lost = []
    for file in reversed(staged):
        try:
            file.put_back()
        except OSError:
            lost.append(file.write.path)
    with suppress(OSError):
        _sync_folders(staged)
    return lost


def _sync_folders(staged: Sequence[Staged]) -> None:
    """Make what was renamed, removed and made in folders survive a power cut."""
    folders = {folder for file in staged for folder in file.folders}
    for folder in filter(Path.is_dir, folders):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _lost(paths: Sequence[str]) -> CoresearchError:
    return NotPutBack(
        "Could not write every file, and could not put back what was written: "
        f"{', '.join(paths)}.",
        hint="The next coresearch command tries to bring it to an end; "
        "until then see it with git diff.",
    )


def _failed(error: OSError) -> CoresearchError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DiskFull(
            "The disk is full; every file was put back as it was.",
            hint="Make room and try again: the suggestion still waits.",
        )
    where = f" in the folder {Path(error.filename).parent}" if error.filename else ""
    return EffectFailed(
        f"Could not write{where}: {error.strerror or error}. "
        "Every file was put back as it was.",
        hint="The suggestion still waits.",
    )

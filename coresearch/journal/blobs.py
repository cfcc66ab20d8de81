"""Bytes that are too long for a row: files named by their SHA-256."""

from __future__ import annotations

import hashlib
import os
import re
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from coresearch.core.canonical import sha256
from coresearch.core.errors import JournalBroken

_NAMED = re.compile(r'"blob":"([0-9a-f]{64})"')


def blobs_named(body: str) -> list[str]:
    """The digests of the blobs that an event's body names."""
    return _NAMED.findall(body)


class BlobMissing(JournalBroken):
    """A blob is not there; what else is on record can still be read."""


class Blobs:
    """A folder of immutable files, two levels deep like git's objects."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, digest: str) -> Path:
        """Where the blob of this digest lies, whether or not it is there."""
        return self.folder / digest[:2] / digest[2:]

    def put(self, data: bytes) -> str:
        """Keep `data`, durably; its digest."""
        digest = sha256(data)
        target = self.path(digest)
        if _holds(target, data):
            return digest
        _make_folder(target.parent)
        scratch = target.with_name(
            f".{target.name}.{os.getpid()}.{threading.get_ident()}"
        )
        try:
            with scratch.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            scratch.replace(target)
        except BaseException:
            with suppress(OSError):
                scratch.unlink()
            raise
        _sync_folder(target.parent)
        return digest

    def take(self, file: Path) -> str:
        """Keep a whole file, durably, by moving it here; its digest.

        It may be longer than memory has room for.
        """
        with file.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
            os.fsync(opened.fileno())
        target = self.path(digest)
        _make_folder(target.parent)
        file.replace(target)
        _sync_folder(target.parent)
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes of this digest.

        Raises:
            JournalBroken: it is not there, or its bytes are not what they were.
        """
        try:
            data = self.path(digest).read_bytes()
        except FileNotFoundError:
            raise BlobMissing(
                f"The journal's blob {digest[:12]} is missing.",
                hint=f"Restore {self.path(digest)} from a copy of the repository. If "
                "it came with somebody else's export, import one that they make "
                "--with-blobs.",
            ) from None
        if sha256(data) != digest:
            raise JournalBroken(f"The journal's blob {digest[:12]} has been changed.")
        return data

    def digests(self) -> Iterator[str]:
        """Every blob that is there."""
        for file in self.folder.glob("??/*"):
            if not file.name.startswith("."):
                yield file.parent.name + file.name


def _holds(file: Path, data: bytes) -> bool:
    """Whether `file` is there and whole: after a power cut it may be full of zeros."""
    try:
        return file.stat().st_size == len(data) and file.read_bytes() == data
    except FileNotFoundError:
        return False


def _make_folder(folder: Path) -> None:
    """Make `folder` and those above it, each surviving a power cut."""
    if not folder.exists():
        _make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""Which files were written while a run lasted."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from coresearch.core.runs import WrittenFile
from coresearch.paths import JOURNAL_FOLDER

_NOT_LOOKED_INTO = (
    ".git", JOURNAL_FOLDER, "__pycache__", "node_modules", ".venv", "venv",
    ".mypy_cache", ".pytest_cache", ".ruff_cache", ".ipynb_checkpoints",
)  # fmt: skip
_LARGEST_HASHED = 1 << 30
"""Bytes; a second or two of reading. Of larger files only the size is on record."""
MOST = 1000
"""Files that are listed."""


def written_since(root: Path, *others: Path, since: int) -> Iterator[WrittenFile]:
    """Files below `root` and `others` that changed after `since` (ns since the epoch).

    By the time of the last change that the system keeps, which a rename or a copied
    date does not hide. What other programs wrote meanwhile is among them.
    """
    for folder in (root, *others):
        for entry in _files(folder):
            with suppress(OSError):
                status = entry.stat(follow_symlinks=False)
                if max(status.st_ctime_ns, status.st_mtime_ns) >= since:
                    yield _described(root, entry.path, status)


def everything_in(root: Path, folder: Path) -> Iterator[WrittenFile]:
    """Every file below `folder`, as `written_since` tells of it."""
    for entry in _files(folder):
        with suppress(OSError):
            status = entry.stat(follow_symlinks=False)
            yield _described(root, entry.path, status)


def _files(folder: Path) -> Iterator[os.DirEntry[str]]:
    waiting = [str(folder)]
    while waiting:
        with suppress(OSError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if entry.name not in _NOT_LOOKED_INTO:
                        waiting.append(entry.path)
                else:
                    yield entry


def _described(root: Path, path: str, status: os.stat_result) -> WrittenFile:
    name = os.path.relpath(path, root)
    is_plain = stat.S_ISREG(status.st_mode)
    digest = None
    if is_plain and status.st_size <= _LARGEST_HASHED:
        with suppress(OSError), open(path, "rb") as file:  # noqa: PTH123 - in a hot loop
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    return WrittenFile(name, status.st_size, digest)

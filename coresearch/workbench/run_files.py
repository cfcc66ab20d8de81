"""Where a run's own files lie, and the lock by which one knows that it goes on."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

RUNS = "runs"
"""Folder beside the journal. Of each run a folder that it is given to write to, and
while it goes on its lock and the outputs so far."""


def hold(file: Path) -> int:
    """Lock `file` for as long as this process lives; its descriptor.

    Raises:
        BlockingIOError: another process has it.
    """
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor

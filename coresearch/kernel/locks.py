"""A lock is a file that a process holds for as long as it lives."""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path

_TRIES = 10
_PAUSE = 0.01
"""Seconds. Who only looks whether a lock is held has it for an instant."""


def hold(file: Path) -> int:
    """Lock `file` for as long as this process lives; its descriptor.

    Raises:
        BlockingIOError: another process has it.
    """
    for tries_left in reversed(range(_TRIES)):
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_still(file, descriptor):
                return descriptor
        except BlockingIOError:
            if not tries_left:
                os.close(descriptor)
                raise
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
        time.sleep(_PAUSE)
    raise BlockingIOError(f"{file} is removed again and again")


def is_held(file: Path) -> bool:
    """Whether a process that lives has the lock; it is not made by looking."""
    try:
        descriptor = os.open(file, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def _is_still(file: Path, descriptor: int) -> bool:
    """Whether the file of this name is the open one: its last holder may remove it."""
    try:
        return os.path.samestat(file.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False

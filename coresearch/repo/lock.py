"""One effect at a time in a repository, also between processes."""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from coresearch.core.errors import Refused

_PATIENCE = 30.0  # seconds


@contextlib.contextmanager
def effects_lock(
    folder: Path, on_wait: Callable[[], None] = lambda: None, wait: float = _PATIENCE
) -> Iterator[None]:
    """Hold the lock file in `folder`. The system frees it when a process dies.

    `on_wait` is called once if another process has it.

    Raises:
        Refused: the other process did not finish in time.
    """
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _take(descriptor, on_wait, wait)
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int, on_wait: Callable[[], None], wait: float) -> None:
    deadline = time.monotonic() + wait
    told = False
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise Refused(
                    "Another coresearch is changing files in this repository.",
                    hint="Nothing was touched. Wait for it to finish and try again.",
                ) from None
            if not told:
                on_wait()
                told = True
            time.sleep(0.02)

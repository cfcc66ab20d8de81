"""Many texts read side by side, by as many processes as there are cores.

Each is a Python of its own ("spawn"): a fork would take along the connection to the
journal, which SQLite forbids, and the threads of whoever asks. They only read: what is
written, to the journal or the screen, is written by the process that began them.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from coresearch.critic.engine import Critique
from coresearch.workbench.critique import Choice, critique_of
from coresearch.workbench.texts import Text

if TYPE_CHECKING:  # one plan need not wait for what many are read with
    from concurrent.futures import ProcessPoolExecutor

_WORTH = 200_000
"""Bytes that are read in about the time in which a process that reads starts twice."""
_FEWEST = 2
"""Processes; one alone would read no faster than who asks."""
_AHEAD = 3
"""Texts that wait for each process, so that none waits for the next."""

Read = Callable[[], Critique]
"""Gives what was found in a text, once that is known."""
_T = TypeVar("_T")


class Readers:
    """Ask the rules about texts, in the order in which they are begun."""

    def __init__(
        self, choice: Choice, pool: ProcessPoolExecutor | None = None, number: int = 0
    ) -> None:
        self._choice = choice
        self._pool = pool
        self.ahead = number * _AHEAD
        """How many texts to begin before the first is waited for."""

    def begin(self, text: Text) -> Read:
        """Have `text` read by a process, or, where there is none, once it is wanted."""
        if self._pool is None:
            return partial(critique_of, text, self._choice)
        with _ctrl_c_waits():
            return self._pool.submit(critique_of, text, self._choice).result


@contextmanager
def readers(choice: Choice, names: Iterable[str]) -> Iterator[Readers]:
    """Those for the files called `names`: processes only where they are worth it.

    They end with the block: at once if by a fault or Ctrl-C.
    """
    number = min(_cores(), _bytes(names) // _WORTH)
    if number < _FEWEST:
        yield Readers(choice)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(number, context, initializer=_start)
    try:
        yield Readers(choice, pool, number)
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in multiprocessing.active_children():
            process.kill()
            process.join()
        raise
    pool.shutdown()


def ahead(items: Iterable[_T], number: int) -> Iterator[_T]:
    """The same `items`, each given only when `number` after it are there too."""
    waiting: deque[_T] = deque()
    for item in items:
        waiting.append(item)
        if len(waiting) > number:
            yield waiting.popleft()
    yield from waiting


def _cores() -> int:
    """Those that this process may use."""
    known = getattr(os, "sched_getaffinity", None)  # Linux alone tells it
    return len(known(0)) if known else os.cpu_count() or 1


def _bytes(names: Iterable[str]) -> int:
    size = 0
    for name in names:
        with suppress(OSError):  # which reading it will tell
            size += Path(name).stat().st_size
    return size


def _start() -> None:
    """Leave Ctrl-C to the process that began this one, and end when that ends."""
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def _ctrl_c_waits() -> Iterator[None]:
    """A process that starts within does not hear it before it can leave it alone."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

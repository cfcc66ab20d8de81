"""A program in a terminal of its own: keys go in, what it draws comes out."""

from __future__ import annotations

import fcntl
import os
import pty
import signal
import struct
import termios
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

_KEPT = 60_000
"""Bytes of what was drawn last."""


class Terminal:
    """A program in a terminal; what it draws is taken at once, as terminals do."""

    def __init__(
        self,
        command: Sequence[str],
        folder: Path,
        environment: Mapping[str, str],
        size: tuple[int, int] = (40, 120),
    ) -> None:
        self.begun = time.perf_counter()
        self.pid, self._line = pty.fork()
        if not self.pid:
            os.chdir(folder)
            os.execvpe(command[0], list(command), dict(environment))
        rows, columns = size
        window = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(self._line, termios.TIOCSWINSZ, window)
        self._drawn = b""
        self.count = 0
        """Bytes that were drawn."""
        self._news = threading.Condition()
        self._is_closed = False
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        while True:
            try:
                some = os.read(self._line, 65536)
            except OSError:
                some = b""
            with self._news:
                self._drawn = (self._drawn + some)[-_KEPT:]
                self.count += len(some)
                self._is_closed = not some
                self._news.notify_all()
            if not some:
                return

    def forget(self) -> None:
        """What was drawn until now is not waited for any more."""
        with self._news:
            self._drawn = b""

    def wait_for(self, mark: bytes, most: float = 60.0) -> float:
        """Wait until `mark` is drawn; when that was.

        Raises:
            TimeoutError: it was not drawn in so many seconds.
        """
        with self._news:
            if not self._news.wait_for(lambda: mark in self._drawn, most):
                raise TimeoutError(f"{mark!r} was not drawn")
            return time.perf_counter()

    def has_drawn(self, mark: bytes) -> bool:
        """Whether `mark` was drawn, and not forgotten."""
        with self._news:
            return mark in self._drawn

    def wait_until_quiet(self, seconds: float, most: float = 120.0) -> float:
        """Wait until nothing was drawn for so long; when the last byte came."""
        end = time.perf_counter() + most
        last = time.perf_counter()
        with self._news:
            while self._news.wait(seconds):
                last = time.perf_counter()
                if last > end:
                    raise TimeoutError("it draws on and on")
        return last

    def press(self, keys: str) -> None:
        """Press keys."""
        os.write(self._line, keys.encode())

    def cpu(self) -> float:
        """CPU seconds of the program so far, without those that it started."""
        text = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8")
        fields = text.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self, what: str = "VmRSS") -> float:
        """Megabytes that the program holds, or with `VmHWM` has held at most."""
        text = Path(f"/proc/{self.pid}/status").read_text(encoding="utf-8")
        [found] = [one for one in text.split("\n") if one.startswith(what)]
        return int(found.split()[1]) / 1024

    def forget_peak(self) -> None:
        """From now on, `VmHWM` is the most since now."""
        Path(f"/proc/{self.pid}/clear_refs").write_text("5", encoding="utf-8")

    def close(self) -> None:
        """End the program."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        self._reader.join(5)
        os.close(self._line)

"""Where a process that runs on stands: its Python stack, and how busy it is.

A Python kernel that we prepared writes its stack into a file of the run when it gets a
signal; its own threads go on. Another process is looked at by py-spy, where it is
installed. Both only look. On Linux, as is what says whether a signal is expected.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

SIGNAL = "SIGRTMAX"
"""What asks for a stack: hardly a program has a use of its own for it."""
_PATIENCE = 3.0
"""Seconds for a stack to be written: a process that hangs in the system cannot."""
_PAUSE = 0.05
_SPY_SECONDS = 20
_SPY_THREAD = re.compile(r'Thread (\S+) \((\w+)\)(?:: "(.*)")?')
_SPY_FRAME = re.compile(r"\s+(\S.*?) \((.+):(\d+)\)$")


@dataclass(frozen=True, slots=True)
class Standing:
    """What was seen of a process at one moment."""

    stack: str
    """As faulthandler writes it; empty where none could be had."""
    busy: float
    """Share of one processor that it took while it was looked at."""
    why_not: str = ""
    """Why there is no stack."""


def look(file: Path) -> Standing:
    """Where the kernel stands that wrote its number into `file` as it was prepared."""
    try:
        pid = int(file.read_bytes().split(b"\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return Standing("", 0.0, "it is no Python kernel of this machine")
    begun, spent = time.monotonic(), _seconds(pid)
    stack = _asked(pid, file) or _spied(pid)
    time.sleep(max(0.0, 0.3 - (time.monotonic() - begun)))
    busy = (_seconds(pid) - spent) / (time.monotonic() - begun)
    return Standing(stack, max(0.0, busy), "" if stack else _WHY_NOT)


_WHY_NOT = "it did not answer, and py-spy, which could look from outside, is not here"


def _asked(pid: int, file: Path) -> str:
    """The stack that the process writes itself; empty if it cannot."""
    number = getattr(signal, SIGNAL, None)
    if number is None or not _expects(pid, number):
        return ""
    before = file.stat().st_size
    os.kill(pid, number)
    end, last = time.monotonic() + _PATIENCE, -1
    while time.monotonic() < end:
        size = file.stat().st_size
        if size > before and size == last:
            with file.open("rb") as opened:
                opened.seek(before)
                return opened.read().decode("utf-8", "replace")
        last = size
        time.sleep(_PAUSE)
    return ""


def _expects(pid: int, number: int) -> bool:
    """Whether the process has a handler for the signal; else it would end it."""
    try:
        status = Path(f"/proc/{pid}/status").read_text("utf-8", "replace")
    except OSError:
        return False
    caught = re.search(r"^SigCgt:\s*([0-9a-f]+)$", status, re.MULTILINE)
    return caught is not None and bool(int(caught[1], 16) >> (number - 1) & 1)


def _seconds(pid: int) -> float:
    """Of processors, that a process took so far."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")
    except OSError:
        return 0.0
    user, system = fields[2].split()[11:13]
    return (int(user) + int(system)) / float(os.sysconf("SC_CLK_TCK"))


def _spied(pid: int) -> str:
    """What py-spy sees, in faulthandler's words; empty where it is not or may not."""
    program = shutil.which("py-spy")
    if program is None:
        return ""
    try:
        ended = subprocess.run(
            [program, "dump", "--full-filenames", "--pid", str(pid)],
            capture_output=True,
            timeout=_SPY_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return from_py_spy(ended.stdout.decode("utf-8", "replace"))


def from_py_spy(dump: str) -> str:
    """The output of `py-spy dump`, the main thread as the current one."""
    lines = []
    for line in dump.splitlines():
        if thread := _SPY_THREAD.match(line):
            which = "Current thread" if thread[3] == "MainThread" else "Thread"
            lines.append(f"{which} {thread[1]} (most recent call first):")
        elif (frame := _SPY_FRAME.match(line)) and lines:
            lines.append(f'  File "{frame[2]}", line {frame[3]} in {frame[1]}')
    return "\n".join(lines)

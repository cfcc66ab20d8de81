"""Which process it is: by its number, when it began, and on which start of which host.

A number alone is given to another process sooner or later. When a process began is
counted from the start of the machine, so that a clock that is set changes nothing.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any


def identity(pid: int) -> dict[str, Any]:
    """What tells this process from every other."""
    return {"host": host(), "boot": _boot(), "pid": pid, "began": _began(pid)}


def host() -> str:
    """The name of this machine."""
    return socket.gethostname()


def is_alive(known: Mapping[str, Any]) -> bool | None:
    """Whether the process goes on; None where it is on another machine."""
    if known.get("host") != host():
        return None
    if known.get("boot") != _boot():
        return False
    began = _began(int(known["pid"]))
    return bool(began) and began == known.get("began")


def kill_group(known: Mapping[str, Any]) -> None:
    """Kill what is left of the process group that this process began.

    A group's number is not given anew while one of it lives, nor is its leader's.
    """
    pid = int(known.get("pid") or 0)
    if pid <= 1 or known.get("host") != host() or known.get("boot") != _boot():
        return
    if _began(pid) not in ("", known.get("began")):
        return  # its number is another's now
    with suppress(OSError):
        os.killpg(pid, signal.SIGKILL)


def _boot() -> str:
    with suppress(OSError):
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    return ""


def _began(pid: int) -> str:
    """When it began, in the system's own words; empty if it is gone, or a zombie."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_bytes()
    except FileNotFoundError:
        return "" if Path("/proc/self/stat").exists() else _told_by_ps(pid)
    except OSError:
        return ""
    state, *rest = stat.rpartition(b")")[2].split()  # a name may hold anything
    return "" if state in (b"Z", b"X") else rest[18].decode()


def _told_by_ps(pid: int) -> str:
    done = subprocess.run(
        ["ps", "-o", "stat=,lstart=", "-p", str(pid)],
        capture_output=True,
        text=True,
        check=False,
    )
    state, _, began = done.stdout.strip().partition(" ")
    return "" if state.startswith("Z") else began.strip()

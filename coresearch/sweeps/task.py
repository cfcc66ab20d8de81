"""What runs one task: it claims it, runs the script, and says how that ended.

It is the engine's process, on whichever machine that is, and needs nothing but the
files of `coresearch.sweeps.files`. Whatever an engine does (begin a task twice, kill
it, forget it), the script runs at most once for each attempt: only who makes the claim
runs it. And it never outlives this process: the system kills it when its parent dies,
and a watcher kills all that it has started.

    python -m coresearch.sweeps.task FOLDER
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Any

from coresearch.hardware import hardware
from coresearch.leash import Leash
from coresearch.sweeps import files
from coresearch.sweeps.processes import host, identity

_LOOK = 0.5
"""Seconds between two looks at whether it is to end."""
_GRACE = 5.0
"""Seconds that a script has to end by itself once it is asked to."""
_MOMENT = 0.1
_DEATH_SIGNAL = 1
"""PR_SET_PDEATHSIG of Linux."""
_OF_THE_ENGINE = ("SUBMITIT_",)
_PLACED = (
    "SLURM_JOB_ID", "SLURM_JOB_NODELIST", "SLURM_JOB_PARTITION", "SLURM_RESTART_COUNT",
    "CUDA_VISIBLE_DEVICES", "RAY_JOB_ID",
)  # fmt: skip
"""Variables that say where it was put, and what it was given."""


def carry_out(folder: str, given: Mapping[str, str | None] | None = None) -> str:
    """Run the attempt in `folder`; `done`, `duplicate` or `gone`.

    Variables that are `given` are set for it, or unset where they are None.

    Raises:
        OSError: how it ended cannot be written. It then counts as lost.
    """
    place = Path(folder)
    spec = files.read_whole(place / files.SPEC)
    if spec is None:
        return "gone"  # how it ended is on record, and its folder is away
    if not files.claim(place, {**identity(os.getpid()), "at": _now()}):
        _count_duplicate(place)
        return "duplicate"
    for name, value in (given or {}).items():
        os.environ.pop(name, None)
        if value is not None:
            os.environ[name] = value
    result = _run(place, spec)
    files.write_whole(place / files.RESULT, result)
    return "done"


def _count_duplicate(place: Path) -> None:
    with suppress(OSError), (place / files.DUPLICATES).open("ab") as opened:
        opened.write(b"+")


def _run(place: Path, spec: Mapping[str, Any]) -> dict[str, Any]:
    began, since = _now(), time.monotonic()
    script = _Script(place, spec)
    how = script.carry_out()
    return {
        **how,
        "began": began,
        "ended": _now(),
        "seconds": round(time.monotonic() - since, 3),
        "peak_memory": _peak(),
        "host": host(),
        "pid": os.getpid(),
        "placed": {name: os.environ[name] for name in _PLACED if name in os.environ},
        "hardware": hardware(),
    }


class _Script:
    """The script as a child, in a process group of its own."""

    def __init__(self, place: Path, spec: Mapping[str, Any]) -> None:
        self._place = place
        self._spec = spec
        self._why = ""
        """Why it was ended: `cancelled`, `timed out`, `terminated`."""

    def carry_out(self) -> dict[str, Any]:
        """Run it to its end; how that was."""
        if (self._place / files.CANCEL).exists():
            return {"why": "cancelled", "status": None}
        for number in _ending_signals():
            signal.signal(number, self._terminate)
        try:
            child = self._start()
        except OSError as error:
            reason = error.strerror or str(error)
            return {"why": "", "status": 127, "note": f"It did not start: {reason}."}
        leash = Leash(child.pid)
        known = identity(child.pid)
        with suppress(OSError):
            files.write_whole(self._place / files.GROUP, known)
        status = self._wait(child)
        with suppress(OSError):  # what it has left behind
            os.killpg(child.pid, signal.SIGKILL)
        leash.let_go()
        if status == -signal.SIGTERM and not self._why:
            time.sleep(_MOMENT)  # the same signal may be on its way to us
        if status and (self._place / files.CANCEL).exists():
            self._why = "cancelled"
        return {"why": self._why, "status": status}

    def _start(self) -> subprocess.Popen[bytes]:
        with (
            (self._place / files.STDOUT).open("ab") as out,
            (self._place / files.STDERR).open("ab") as err,
        ):
            return subprocess.Popen(
                self._spec["argv"],
                cwd=self._spec["cwd"],
                env=environ_of(self._spec),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                start_new_session=True,
                preexec_fn=_die_with_parent(),
            )

    def _terminate(self, number: int, frame: FrameType | None) -> None:
        self._why = self._why or "terminated"

    def _wait(self, child: subprocess.Popen[bytes]) -> int:
        limit = self._spec.get("seconds")
        since = time.monotonic()
        asked: float | None = None
        while True:
            with suppress(subprocess.TimeoutExpired):
                return child.wait(_LOOK)
            now = time.monotonic()
            if (self._place / files.CANCEL).exists():
                self._why = "cancelled"
            elif limit is not None and now - since >= limit:
                self._why = self._why or "timed out"
            if self._why and asked is None:
                asked = now
                _signal_group(child, signal.SIGTERM)
            elif asked is not None and now - asked >= _GRACE:
                _signal_group(child, signal.SIGKILL)


def _signal_group(child: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with suppress(OSError):
        os.killpg(child.pid, number)


def _ending_signals() -> tuple[signal.Signals, ...]:
    """What batch systems send before they kill, and submitit's own."""
    return signal.SIGTERM, signal.SIGINT, signal.SIGUSR1, signal.SIGUSR2


def environ_of(spec: Mapping[str, Any]) -> dict[str, str]:
    """The environment of the script: this one, without what is the engine's."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(_OF_THE_ENGINE)
    }
    return {**kept, **spec["variables"]}


def _die_with_parent() -> Callable[[], None] | None:
    """What asks Linux to kill the child when we die; elsewhere the leash does."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def ask() -> None:
        prctl(_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:  # it died before it could be asked
            os.kill(os.getpid(), signal.SIGKILL)

    return ask


def _peak() -> int:
    """Bytes, of the largest process that was started and has ended."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


if __name__ == "__main__":
    sys.exit(carry_out(sys.argv[1]) == "gone")

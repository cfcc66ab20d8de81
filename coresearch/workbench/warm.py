"""Warm kernels: started by name, used by run after run, ended when idle for long.

Each is kept by a process of its own (`coresearch.kernel.keeper`), which holds the
kernel's lock beside the journal. What is known of it lies there too, for its owner
alone; the sockets lie in a folder that nobody else may enter.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coresearch.core.errors import BadInput, KernelFault, NotFound, Refused
from coresearch.core.text import one_line
from coresearch.kernel.attached import read_connection
from coresearch.kernel.locks import hold, is_held
from coresearch.kernel.specs import find_kernel
from coresearch.workbench.project import Project

_FOLDER = "kernels"
_NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,40}")
_START = 70.0
"""Seconds in which a kernel must be there; it is given sixty to answer."""
_LOOK = 0.05


@dataclass(frozen=True, slots=True)
class Warm:
    """A warm kernel."""

    name: str
    kernel: str
    """The kernelspec's name."""
    pid: int
    keeper: int
    idle: float
    """Seconds without a run after which it ends."""
    started: float
    """Since the epoch."""
    used: float
    """When a run last used it, or now."""
    is_busy: bool
    connection: Path
    cwd: str


def start(project: Project, name: str, kernel: str, idle: float, cwd: Path) -> Warm:
    """Start a kernel that stays.

    Raises:
        BadInput: the name would be no file's name.
        Refused: there is one of this name.
        NotFound: there is no such kernelspec.
        KernelFault: it did not start.
    """
    if not _NAME.fullmatch(name):
        raise BadInput(
            f"{one_line(name)!r} cannot be the name of a kernel.",
            hint="Use letters, digits, dots and dashes.",
        )
    folder = _folder(project)
    if _is_alive(folder, name):
        raise Refused(
            f"There is a warm kernel {name} already.",
            hint=f"Use it: coresearch run --warm {name}. "
            f"End it: coresearch kernel stop {name}",
        )
    spec = find_kernel(kernel)
    file = folder / f"{name}.json"
    asked = {"kernel": kernel, "spec": spec.name, "idle": idle, "cwd": str(cwd)}
    _write(file, asked | {"started": time.time()})
    fault = folder / f"{name}.fault"
    fault.unlink(missing_ok=True)
    keeper = subprocess.Popen(
        [sys.executable, "-P", "-m", "coresearch.kernel.keeper", str(folder), name],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        start_new_session=True,
    )
    return _started(folder, name, keeper)


def _started(folder: Path, name: str, keeper: subprocess.Popen[bytes]) -> Warm:
    deadline = time.monotonic() + _START
    try:
        while time.monotonic() < deadline:
            if found := _read(folder, name):
                keeper.returncode = 0  # it outlives us: nobody is to wait for it
                return found
            if keeper.poll() is not None:
                break
            time.sleep(_LOOK)
        else:
            keeper.terminate()
    except BaseException:  # Ctrl-C while it starts
        keeper.terminate()
        raise
    fault = folder / f"{name}.fault"
    said = fault.read_text("utf-8") if fault.exists() else ""
    fault.unlink(missing_ok=True)
    message, _, hint = said.partition("\n")
    raise KernelFault(message or f"The kernel {name} did not start.", hint=hint)


def list_warm(project: Project) -> list[Warm]:
    """The warm kernels of this repository that live, by name."""
    folder = _folder(project)
    names = sorted(file.stem for file in folder.glob("*.json"))
    return [found for name in names if (found := _read(folder, name))]


def find_warm(project: Project, name: str) -> Warm:
    """The warm kernel of this name.

    Raises:
        NotFound: there is none, or none any more.
    """
    found = _read(_folder(project), name) if _NAME.fullmatch(name) else None
    if found is None:
        raise NotFound(
            f"There is no warm kernel {one_line(name)}.",
            hint=f"Start one: coresearch kernel start {one_line(name)}",
        )
    return found


def stop(project: Project, warm: Warm) -> None:
    """Ask it to end, and wait until it is gone."""
    folder = _folder(project)
    with suppress(ProcessLookupError):
        os.kill(warm.keeper, signal.SIGTERM)
    deadline = time.monotonic() + _START
    while _is_alive(folder, warm.name):
        if time.monotonic() > deadline:
            raise KernelFault(f"The kernel {warm.name} does not end.")
        time.sleep(_LOOK)


def interrupt(warm: Warm) -> None:
    """Ctrl-C for what runs in it."""
    with suppress(ProcessLookupError):
        os.killpg(warm.pid, signal.SIGINT)


@contextmanager
def used(project: Project, warm: Warm) -> Iterator[Mapping[str, Any]]:
    """The connection to it, for one run at a time.

    Raises:
        Refused: another run uses it.
    """
    file = _folder(project) / f"{warm.name}.use"
    try:
        lock = hold(file)
    except BlockingIOError:
        raise Refused(
            f"Another run uses the warm kernel {warm.name}.",
            hint="Wait for it, or run without --warm.",
        ) from None
    try:
        yield read_connection(warm.connection)
    finally:
        with suppress(OSError):
            os.utime(file)
        os.close(lock)


def _folder(project: Project) -> Path:
    folder = project.journal.path.parent / _FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _is_alive(folder: Path, name: str) -> bool:
    """Whether its keeper holds its lock."""
    return is_held(folder / f"{name}.lock")


def _read(folder: Path, name: str) -> Warm | None:
    """What is known of a kernel that is ready and lives."""
    import json

    try:
        found = json.loads((folder / f"{name}.json").read_text("utf-8"))
        if "pid" not in found or not _is_alive(folder, name):
            return None
        use = folder / f"{name}.use"
        is_busy = is_held(use)
        return Warm(
            name=name,
            kernel=found["spec"],
            pid=found["pid"],
            keeper=found["keeper"],
            idle=found["idle"],
            started=found["started"],
            used=time.time() if is_busy else use.stat().st_mtime,
            is_busy=is_busy,
            connection=Path(found["folder"], "connection.json"),
            cwd=found["cwd"],
        )
    except (OSError, ValueError, KeyError):
        return None


def _write(file: Path, content: Mapping[str, Any]) -> None:
    import json

    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
        json.dump(content, opened)

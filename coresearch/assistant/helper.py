"""Finding LiteLLM's process, or starting it, and asking through it.

Whoever needs it first makes the socket and hands it to the process while it is still
importing: one connects at once, and the question waits there. The socket lies in a
folder that is this user's alone, under a name that is a hash of the environment, so
that a process with other keys, another Python or another version is never met.
"""

from __future__ import annotations

import asyncio
import fcntl
import hashlib
import os
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import AsyncGenerator, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from coresearch import __version__
from coresearch.assistant import wire
from coresearch.core.calls import Ended, Event, Request
from coresearch.core.faults import Fault, model_fault

IDLE = 600.0
"""Seconds that the process waits for another question."""

_MODULE = "coresearch.assistant.litellm_process"

_LONGEST_PATH = 100
"""Bytes. A socket's name may have 104 to 108, by system."""

_STARTED: list[subprocess.Popen[bytes]] = []
"""Kept, since they outlive us: nobody is to wait for them."""

_NO_WORD = "it left no word"

_NO_MATTER = (
    "_", "COLORTERM", "COLUMNS", "CORESEARCH_", "DISPLAY", "EDITOR", "FORCE_COLOR",
    "LINES", "LS_COLORS", "NO_COLOR", "OLDPWD", "PAGER", "PS1", "PWD", "PYTEST_CURRENT",
    "SHLVL", "SSH_", "STY", "TERM", "TMUX", "VISUAL", "WINDOW", "XDG_SESSION",
)  # fmt: skip
"""How variables begin that differ between terminals, and mean nothing to LiteLLM."""


def warm(environ: Mapping[str, str], idle: float = IDLE) -> None:
    """See to it that the process is there, or on its way; do not wait for it."""
    _connected(environ, idle).close()


async def ask(
    request: Request, environ: Mapping[str, str], idle: float = IDLE
) -> AsyncGenerator[Event, None]:
    """Ask once, through the process.

    Raises:
        ModelFault: the reply did not come, or not whole.
    """
    line = await _accepted(request, environ, idle)
    if line is None:  # it ended as we came, or had long been dead
        line = await _accepted(request, environ, idle)
    if line is None:
        raise model_fault(
            Fault.HELPER, model=request.model, detail=_last_words(environ)
        )
    reader, writer = line
    try:
        while raw := await reader.readline():
            event = wire.read_event(raw)
            yield event
            if isinstance(event, Ended):
                return
    except (ValueError, ConnectionError):
        pass  # as when it is killed
    finally:
        writer.close()
    raise model_fault(Fault.HELPER, model=request.model, detail=_last_words(environ))


_Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def _accepted(
    request: Request, environ: Mapping[str, str], idle: float
) -> _Line | None:
    """A connection over which the question was taken; None if nobody took it."""
    connection = _connected(environ, idle)
    reader, writer = await asyncio.open_unix_connection(
        sock=connection, limit=wire.LONGEST
    )
    try:
        writer.write(wire.request_line(request))
        await writer.drain()
        if await reader.readline() == wire.ACCEPTED:
            return reader, writer
    except ConnectionError:
        pass
    except asyncio.CancelledError:
        writer.close()
        raise
    writer.close()
    return None


# -- the socket ---------------------------------------------------------------------


def _connected(environ: Mapping[str, str], idle: float) -> socket.socket:
    path = socket_path(environ)
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        with _alone(path):
            try:
                connection.connect(os.fspath(path))
            except (FileNotFoundError, ConnectionRefusedError):
                path.unlink(missing_ok=True)  # of a process that was killed
                _start(path, environ, idle)
                connection.connect(os.fspath(path))
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """No other process looks for the socket, makes it or removes it meanwhile."""
    with path.with_suffix(".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _start(path: Path, environ: Mapping[str, str], idle: float) -> None:
    with (
        socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line,
        path.with_suffix(".log").open("wb") as log,
    ):
        line.bind(os.fspath(path))
        line.listen(64)
        arguments = [str(line.fileno()), os.fspath(path), str(idle)]
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", _MODULE, *arguments],
            env=dict(environ),
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=[line.fileno()],
            start_new_session=True,
        )
    _STARTED.append(process)


def socket_path(environ: Mapping[str, str]) -> Path:
    """Where the process for this environment listens.

    Raises:
        ModelFault: the folder for it is not this user's alone.
    """
    return _folder(environ) / f"{_name(environ)}.socket"


def _name(environ: Mapping[str, str]) -> str:
    matters = sorted(
        f"{name}={value}"
        for name, value in environ.items()
        if not (name == "_" or name.startswith(_NO_MATTER[1:]))
    )
    code = max(file.stat().st_mtime_ns for file in Path(__file__).parent.glob("*.py"))
    version = f"{__version__} {code} {_age_of_litellm()}"
    text = "\0".join([sys.executable, version, *matters])
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _age_of_litellm() -> int:
    """When the installed LiteLLM was written; 0 if there is none."""
    from importlib.util import find_spec

    found = find_spec("litellm")
    if found is None or found.origin is None:
        return 0
    return Path(found.origin).stat().st_mtime_ns


def _folder(environ: Mapping[str, str]) -> Path:
    """A folder that only this user can enter."""
    own = f"coresearch-{os.getuid()}"
    folder = Path(environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir(), own)
    if len(os.fsencode(folder)) + len("/0123456789abcdef.socket") > _LONGEST_PATH:
        folder = Path("/tmp", own)
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    found = folder.lstat()
    safe = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()
    if not safe or stat.S_IMODE(found.st_mode) & 0o077:
        detail = f"{folder} can be entered by others; remove it, or set XDG_RUNTIME_DIR"
        raise model_fault(Fault.HELPER, detail=detail)
    return folder


def _last_words(environ: Mapping[str, str]) -> str:
    """The last line that the process wrote, which is why it ended."""
    log = socket_path(environ).with_suffix(".log")
    try:
        lines = log.read_text(errors="replace").split("\n")
    except FileNotFoundError:
        return _NO_WORD
    return next((line.strip() for line in reversed(lines) if line.strip()), _NO_WORD)

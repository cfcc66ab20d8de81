"""A kernel's process: started, looked after, interrupted, ended with all it started."""

from __future__ import annotations

import asyncio
import json
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from string import Template
from typing import Any

from coresearch.core.errors import KernelDied, KernelFault
from coresearch.core.text import printable
from coresearch.kernel.channels import NAMES, Channels
from coresearch.kernel.specs import KernelSpec
from coresearch.leash import Leash

_LONGEST_SOCKET = 90
"""Bytes of a Unix socket's name, less than any system's limit."""
_LAST_WORDS = 2000
"""Bytes of what a dying kernel wrote that are worth showing."""
_LOOK = 0.02
"""Seconds between two looks at whether the process lives, where it must be looked."""
PATIENCE = 5.0
"""Seconds for a kernel that was asked to end, as jupyter_client gives it. One whose
code left processes behind may take all of them."""
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class KernelProcess:
    """The process behind a kernel, and the folder that its sockets lie in."""

    def __init__(self, spec: KernelSpec) -> None:
        self.spec = spec
        self.folder = Path(tempfile.mkdtemp(prefix="coresearch-kernel-"))
        self.channels: Channels | None = None
        self._log = self.folder / "log"
        self._process: subprocess.Popen[bytes] | None = None
        self._leash: Leash | None = None
        self._gone = asyncio.Event()
        self._end: int | None = None
        """A descriptor that tells of the process's end, where the system has such."""

    @property
    def name(self) -> str:
        """The kernelspec's name."""
        return self.spec.name

    @property
    def pid(self) -> int | None:
        """The process, once it was started."""
        return None if self._process is None else self._process.pid

    @property
    def status(self) -> int | None:
        """How it ended, once it has: an exit code, or below zero a signal."""
        return None if self._process is None else self._process.returncode

    async def start(self, cwd: Path, environ: Mapping[str, str]) -> Channels:
        """Start the process; the channels to it, not yet open.

        Raises:
            KernelFault: the command of its kernelspec could not be run.
        """
        connection = self._new_connection()
        try:
            self._process = self._launched(connection, cwd, environ)
        except OSError as error:
            reason = error.strerror or str(error)
            raise KernelFault(
                f"The kernel {self.spec.name} could not be started: {reason}.",
                hint=f"Its command is: {printable(' '.join(self.spec.argv))}",
            ) from error
        self._leash = Leash(self._process.pid, self.folder)
        self._watch()
        self.channels = Channels(connection)
        return self.channels

    def _launched(
        self, connection: Mapping[str, Any], cwd: Path, environ: Mapping[str, str]
    ) -> subprocess.Popen[bytes]:
        file = self.folder / "connection.json"  # in a folder of the owner's alone
        file.write_text(json.dumps(connection), "utf-8")
        with self._log.open("wb") as log:
            return subprocess.Popen(
                _command(self.spec, file),
                cwd=cwd,
                env=_environ(self.spec, environ),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _new_connection(self) -> dict[str, Any]:
        """The content of its connection file.

        Sockets in a folder of the owner's alone, where that can be: no port that
        another could take or listen to, and a tenth faster. Other kernels than
        IPython's may not know them.
        """
        connection: dict[str, Any] = {
            "key": secrets.token_hex(32),
            "signature_scheme": "hmac-sha256",
            "kernel_name": self.spec.name,
        }
        names = [f"{name}_port" for name in (*NAMES, "hb")]
        if self.spec.is_python and len(str(self.folder)) < _LONGEST_SOCKET - 8:
            ports = list(range(1, len(names) + 1))
            connection |= {"transport": "ipc", "ip": str(self.folder / "s")}
        else:
            ports = _free_ports(len(names))
            connection |= {"transport": "tcp", "ip": "127.0.0.1"}
            connection |= _curve_keys(self.spec)
        return connection | dict(zip(names, ports, strict=True))

    def _watch(self) -> None:
        assert self._process is not None
        with suppress(AttributeError, OSError):  # not on every system
            self._end = os.pidfd_open(self._process.pid)
            asyncio.get_running_loop().add_reader(self._end, self.has_ended)

    def has_ended(self) -> bool:
        """Whether the process is gone; `status` then says how."""
        if self._process is None or self._process.poll() is None:
            return False
        self._gone.set()
        if self._end is not None:
            asyncio.get_running_loop().remove_reader(self._end)
            os.close(self._end)
            self._end = None
        return True

    async def ended(self) -> None:
        """Wait for it to be gone."""
        if self._end is not None:
            await self._gone.wait()
        while not self.has_ended():  # noqa: ASYNC110 - a poll is all there is
            await asyncio.sleep(_LOOK)

    def death(self, doing: str) -> KernelDied:
        """The fault to raise for a kernel that is gone."""
        return KernelDied(
            f"The kernel died {doing}: {described(self.status)}.",
            hint=self._advice(),
            status=self.status,
        )

    def _advice(self) -> str:
        if self.status == -signal.SIGKILL:
            return "If nobody killed it, the system ran out of memory: see dmesg."
        words = self.last_words().strip()
        return f"Its last words:\n{words}" if words else ""

    def last_words(self) -> str:
        """The end of what the process wrote outside of any message."""
        with suppress(OSError):
            return printable(
                self._log.read_bytes()[-_LAST_WORDS:].decode("utf-8", "replace")
            )
        return ""

    async def interrupt(self) -> None:
        """Ctrl-C for the kernel, in the way that its kernelspec wants it."""
        if self.has_ended():
            return
        if self.spec.content.get("interrupt_mode") == "message":
            assert self.channels is not None
            self.channels.send("control", "interrupt_request", {})
        else:
            self._signal(signal.SIGINT)

    async def kill(self) -> None:
        """End it at once, with everything that it has started."""
        self._signal(signal.SIGKILL)
        await self.ended()

    async def stop(self) -> None:
        """Ask it to end, end it if it does not, and tidy up."""
        try:
            if self._process is not None and not self.has_ended():
                assert self.channels is not None
                self.channels.send("control", "shutdown_request", {"restart": False})
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.ended(), PATIENCE)
        finally:
            self._signal(signal.SIGKILL)
            if self._process is not None:
                self._process.wait()
                self.has_ended()
            self.tidy()

    def tidy(self) -> None:
        """Hang up, and leave nothing behind."""
        if self.channels is not None:
            self.channels.close()
        if self._leash is not None:
            self._leash.let_go()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _signal(self, number: signal.Signals) -> None:
        """To the kernel and what it has started."""
        if self._process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, number)


def _command(spec: KernelSpec, connection: Path) -> list[str]:
    """The command of a kernelspec, with its placeholders filled in."""
    known = {
        "connection_file": str(connection),
        "prefix": sys.prefix,
        "resource_dir": spec.folder,
    }
    command = [
        _PLACEHOLDER.sub(lambda found: known.get(found[1], found[0]), word)
        for word in spec.argv
    ]
    version = sys.version_info
    if command[0] in ("python", "python3", f"python{version[0]}.{version[1]}"):
        command[0] = _python(spec)
    # Nothing of what is run goes to a file that other programs write as well.
    quiet = ["--HistoryManager.hist_file=:memory:"] if spec.is_python else []
    return command + quiet


def _python(spec: KernelSpec) -> str:
    """The `python` that a kernelspec means: that of the environment that it is in."""
    own = Path(spec.folder).parents[3] / "bin" / "python"
    return str(own) if own.is_file() else sys.executable


def _environ(spec: KernelSpec, environ: Mapping[str, str]) -> dict[str, str]:
    own = spec.content.get("env") or {}
    filled = {
        name: Template(value).safe_substitute(environ) for name, value in own.items()
    }
    # IPython's kernel looks after its parent, so that it does not outlive it.
    return {**environ, **filled, "JPY_PARENT_PID": str(os.getpid())}


def _free_ports(count: int) -> list[int]:
    """Ports that nobody uses; another program may be faster to take one."""
    import socket

    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    try:
        return [one.getsockname()[1] for one in held]
    finally:
        for one in held:
            one.close()


def _curve_keys(spec: KernelSpec) -> dict[str, str]:
    """Keys by which a connection over a port is encrypted, if the kernel can."""
    if "curve" not in (spec.content.get("metadata") or {}).get(
        "supported_encryption", ()
    ):
        return {}
    import zmq

    public, secret = zmq.curve_keypair()
    return {"curve_publickey": public.decode(), "curve_secretkey": secret.decode()}


def described(status: int | None) -> str:
    """How a process ended, in words."""
    if status is None:
        return "it is not known how"
    if status < 0:
        try:
            return f"killed by {signal.Signals(-status).name}"
        except ValueError:
            return f"killed by signal {-status}"
    return f"it exited with code {status}"

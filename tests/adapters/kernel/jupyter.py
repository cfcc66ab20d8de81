"""A real Jupyter server for the tests, on this machine's own address."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

TOKEN = "tok-7f3a91c2-of-the-tests"


class JupyterServer:
    """A server that runs."""

    def __init__(self, url: str) -> None:
        self.url = url

    def asked(self, method: str, path: str) -> Any:
        """What its API answers."""
        headers = {"Authorization": f"token {TOKEN}"}
        request = urllib.request.Request(
            f"{self.url}/api/{path}", method=method, headers=headers
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            body = answer.read()
        return json.loads(body) if body else None

    def kernels(self) -> list[str]:
        """The ids of its kernels."""
        return [kernel["id"] for kernel in self.asked("GET", "kernels")]

    def waits_until(self, state: str) -> None:
        """Wait until its one kernel is `idle`, or `busy`."""
        deadline = time.monotonic() + 30
        while self.asked("GET", "kernels")[0]["execution_state"] != state:
            assert time.monotonic() < deadline
            time.sleep(0.05)


@contextmanager
def jupyter_server(folder: Path, *options: str) -> Iterator[JupyterServer]:
    """Started for the block, with a token, and with its kernels in `folder`."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    own = {f"JUPYTER_{what}_DIR": str(folder / what) for what in ("CONFIG", "RUNTIME")}
    program = subprocess.Popen(
        [
            sys.executable,
            *("-m", "jupyter_server", "--no-browser", "--allow-root"),
            *(f"--port={port}", "--ServerApp.port_retries=0"),
            *("--ServerApp.terminals_enabled=False", f"--ServerApp.root_dir={folder}"),
            *options,
        ],
        env={**os.environ, **own, "JUPYTER_TOKEN": TOKEN, "HOME": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
    )
    server = JupyterServer(f"http://127.0.0.1:{port}")
    try:
        deadline = time.monotonic() + 60
        while not _answers(server):
            assert program.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.1)
        yield server
        for kernel in server.kernels():
            server.asked("DELETE", f"kernels/{kernel}")
    finally:
        program.terminate()
        program.wait(20)


def _answers(server: JupyterServer) -> bool:
    with suppress(urllib.error.URLError, ConnectionError):
        server.asked("GET", "status")
        return True
    return False


class Passage:
    """A way to a server that can be cut while it is used."""

    def __init__(self, server: JupyterServer) -> None:
        self._port = int(server.url.rpartition(":")[2])
        self._writers: list[asyncio.StreamWriter] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._listening: asyncio.Server | None = None

    async def open(self) -> str:
        """Listen; the address."""
        self._listening = await asyncio.start_server(self._pass_on, "127.0.0.1", 0)
        port = self._listening.sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}"

    async def _pass_on(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        far_reader, far = await asyncio.open_connection("127.0.0.1", self._port)
        self._writers += [writer, far]
        for one, other in ((reader, far), (far_reader, writer)):
            task = asyncio.create_task(_copy(one, other))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def cut(self) -> None:
        """Break all that goes through it; what comes later passes."""
        writers, self._writers = self._writers, []
        for writer in writers:
            writer.transport.abort()

    async def close(self) -> None:
        """Break it, and let nothing pass any more."""
        assert self._listening is not None
        self._listening.close()
        self.cut()
        while self._tasks:
            await asyncio.wait(set(self._tasks))


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()

"""The line to a kernel on a server: one WebSocket for all its channels.

Each message is JSON, with the name of its channel; one with buffers is binary, and
begins with how many there are, and where each begins, the JSON first (the protocol
"default" of
https://jupyter-server.readthedocs.io/en/latest/developers/websocket-protocols.html,
which every server speaks).
"""

from __future__ import annotations

import asyncio
import json
import socket
import struct
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from coresearch.core.errors import KernelFault, ServerGone
from coresearch.kernel.channels import Take
from coresearch.kernel.heard import Heard
from coresearch.kernel.server import Server
from coresearch.kernel.wire import Wire

if TYPE_CHECKING:
    from tornado.websocket import WebSocketClientConnection

_LARGEST = 512 * 1024 * 1024
"""Bytes of one message; a larger one ends the connection."""
_PING = 20.0
"""Seconds between two questions whether the other end is there."""
_AGAIN = 1.0
"""Seconds between two tries to be connected again."""
_GIVEN_UP = 120.0
"""Seconds without a connection after which the server is taken for gone."""
_DEATHS = ("restarting", "autorestarting", "dead")
"""What a server says of a kernel whose process has ended."""


class ServerLine:
    """The open line; connected again by itself when it breaks."""

    def __init__(self, server: Server, kernel: str, session: str, heard: Heard) -> None:
        self.kernel = kernel
        self.died = asyncio.Event()
        """Set when the server says that the kernel's process has ended."""
        self._server = server
        self._wire = Wire("", session=session)
        self.heard = heard
        self._socket: WebSocketClientConnection | None = None
        self._unsent: list[str] = []
        self._listening: asyncio.Task[None] | None = None
        self._take: Take | None = None
        self._on_fault: Callable[[BaseException], None] | None = None

    @property
    def session(self) -> str:
        """Our name for this conversation."""
        return self._wire.session

    async def connect(self) -> None:
        """Reach the kernel.

        Raises:
            ServerGone: it cannot be reached.
        """
        from tornado.httpclient import HTTPError
        from tornado.websocket import WebSocketError, websocket_connect

        request = self._server.socket(self.kernel, self.session)
        try:
            self._socket = await websocket_connect(
                request, ping_interval=_PING, max_message_size=_LARGEST
            )
        except (OSError, HTTPError, WebSocketError) as error:
            raise self._server.gone(error) from None
        unsent, self._unsent = self._unsent, []
        for text in unsent:
            self._write(text)

    def open(self, take: Take, on_fault: Callable[[BaseException], None]) -> None:
        """Give what comes to `take`; faults to `on_fault`. Connect first."""
        self._take, self._on_fault = take, on_fault
        self._listening = asyncio.create_task(self._listen())

    def send(
        self, channel: str, kind: str, content: Mapping[str, Any], identity: str = ""
    ) -> str:
        """Send a request; its id."""
        message = self._wire.message(kind, content, identity)
        identity = str(message["header"]["msg_id"])
        if kind == "execute_request":
            self.heard.begin(identity)
        self._write(json.dumps({**message, "channel": channel, "buffers": []}))
        return identity

    def _write(self, text: str) -> None:
        """To the server, or, while there is no connection, when there is one again."""
        from tornado.websocket import WebSocketClosedError

        if self._socket is None:
            self._unsent.append(text)
            return
        try:
            written = asyncio.ensure_future(self._socket.write_message(text))
        except WebSocketClosedError:
            self._unsent.append(text)
            return
        # A line that breaks meanwhile is noticed where it is read.
        written.add_done_callback(lambda done: done.cancelled() or done.exception())

    async def _listen(self) -> None:
        assert self._on_fault is not None
        try:
            while True:
                assert self._socket is not None
                raw = await self._socket.read_message()
                if raw is None:
                    self._socket.close()
                    self._socket = None
                    await self._connect_again()
                else:
                    _answer_at_once(self._socket)
                    self._receive(raw)
        except asyncio.CancelledError:
            raise
        except Exception as fault:  # noqa: BLE001 - raised where the output is wanted
            self._on_fault(fault)

    async def _connect_again(self) -> None:
        deadline = time.monotonic() + _GIVEN_UP
        while True:
            try:
                if await self._server.state(self.kernel) is None:
                    self.died.set()
                    await asyncio.Event().wait()  # until the line is closed
                await self.connect()
            except ServerGone:
                if time.monotonic() > deadline:
                    raise
                await asyncio.sleep(_AGAIN)
            else:
                return

    def _receive(self, raw: str | bytes) -> None:
        assert self._take is not None
        message = _unpacked(raw)
        channel = message.get("channel")
        content = message["content"]
        if channel == "iopub" and content.get("execution_state") in _DEATHS:
            self.died.set()
        self._take(str(channel), message)
        self.heard.take(message)

    def close(self) -> None:
        """Hang up."""
        if self._listening is not None:
            self._listening.cancel()
        if self._socket is not None:
            self._socket.close()


def _unpacked(raw: str | bytes) -> dict[str, Any]:
    """The message, without its buffers.

    Raises:
        KernelFault: it is none.
    """
    try:
        if isinstance(raw, bytes):
            count = struct.unpack_from("!I", raw)[0]
            offsets = [*struct.unpack_from(f"!{count}I", raw, 4), len(raw)]
            raw = raw[offsets[0] : offsets[1]].decode("utf-8", "replace")
        found: dict[str, Any] = json.loads(raw)
        parts = [found[name] for name in ("header", "parent_header", "content")]
        if not all(isinstance(part, dict) for part in parts):
            raise TypeError
    except (struct.error, ValueError, KeyError, TypeError, IndexError):
        raise KernelFault("What the server sent is no message of Jupyter's.") from None
    return found


def _answer_at_once(connection: WebSocketClientConnection) -> None:
    """Say without delay that a packet has come.

    The server waits for that before it sends the next small one (Nagle's algorithm),
    which costs 40 ms a request; Linux alone can be asked, anew after each packet.
    """
    with suppress(AttributeError, OSError):
        protocol: Any = connection.protocol
        protocol.stream.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)

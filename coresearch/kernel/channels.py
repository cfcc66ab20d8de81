"""The sockets to a kernel: requests go out, and whatever comes is handed on.

Plain ZeroMQ sockets on asyncio's loop. Their descriptor tells only that something has
changed, once; so after each sign, and after each sending, they are read until they are
empty.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from coresearch.kernel.wire import Wire

if TYPE_CHECKING:
    from zmq import Context, Socket

Message = Mapping[str, Any]
Take = Callable[[str, Message], None]
"""Given the name of a channel, and what came on it."""

NAMES = ("shell", "iopub", "stdin", "control")
_AT_ONCE = 50
"""Messages that are read before others have their turn."""
_MOST_WAITING = 10_000
"""Messages; those that a kernel sends faster than we read them wait here."""
_KNOCK_AGAIN = 20
"""Milliseconds until a kernel that does not listen yet is tried again."""


class Channels:
    """The open channels of one connection."""

    def __init__(self, connection: Mapping[str, Any]) -> None:
        """`connection` is the content of a connection file."""
        self._connection = connection
        self._wire = Wire(
            connection.get("key", ""),
            connection.get("signature_scheme") or "hmac-sha256",
        )
        self._context: Context[Socket[bytes]] | None = None
        self._sockets: dict[str, Socket[bytes]] = {}
        self._take: Take | None = None
        self._on_fault: Callable[[BaseException], None] | None = None

    @property
    def session(self) -> str:
        """Our name for this conversation."""
        return self._wire.session

    def open(self, take: Take, on_fault: Callable[[BaseException], None]) -> None:
        """Connect, and give what comes to `take`; its faults to `on_fault`."""
        import zmq

        self._take, self._on_fault = take, on_fault
        self._context = zmq.Context()
        loop = asyncio.get_running_loop()
        for name in NAMES:
            kind = zmq.SUB if name == "iopub" else zmq.DEALER
            socket = self._sockets[name] = self._context.socket(kind)
            socket.linger = 500
            socket.reconnect_ivl = _KNOCK_AGAIN
            if name == "iopub":
                socket.rcvhwm = _MOST_WAITING
                socket.subscribe(b"")
            else:
                socket.identity = self.session.encode()
            if secret := self._connection.get("curve_secretkey"):
                public = self._connection["curve_publickey"].encode()
                socket.curve_secretkey = secret.encode()
                socket.curve_publickey = socket.curve_serverkey = public
            socket.connect(address(self._connection, name))
            loop.add_reader(socket.fileno(), self._read, name)

    def reopen(self) -> None:
        """Connect again after a `close`."""
        assert self._take is not None
        assert self._on_fault is not None
        self.open(self._take, self._on_fault)

    def send(
        self, channel: str, kind: str, content: Mapping[str, Any], identity: str = ""
    ) -> str:
        """Send a request; its id."""
        message = self._wire.message(kind, content, identity)
        self._sockets[channel].send_multipart(self._wire.pack(message))
        asyncio.get_running_loop().call_soon(self._read, channel)
        return str(message["header"]["msg_id"])

    def _read(self, name: str) -> None:
        import zmq

        socket = self._sockets.get(name)
        if socket is None:
            return
        assert self._take is not None
        assert self._on_fault is not None
        try:
            for _ in range(_AT_ONCE):
                frames = socket.recv_multipart(zmq.NOBLOCK)
                self._take(name, self._wire.unpack(frames))
        except zmq.Again:
            return
        except Exception as fault:  # noqa: BLE001 - raised where the output is wanted
            self._on_fault(fault)
            return
        asyncio.get_running_loop().call_soon(self._read, name)

    def close(self) -> None:
        """Hang up."""
        loop = asyncio.get_running_loop()
        sockets, self._sockets = self._sockets, {}
        for socket in sockets.values():
            loop.remove_reader(socket.fileno())
            socket.close(linger=0)
        if self._context is not None:
            self._context.term()
            self._context = None


def address(connection: Mapping[str, Any], name: str) -> str:
    """Where a channel is, as ZeroMQ writes it."""
    transport, place = connection["transport"], connection["ip"]
    sign = "-" if transport == "ipc" else ":"
    return f"{transport}://{place}{sign}{connection[f'{name}_port']}"

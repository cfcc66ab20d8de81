"""A model's server that does what it was told: real HTTP, real SSE, any fault.

What it sends is a script: bytes, pauses, and the ways in which a connection can end.

    with serving() as server:
        server.will(reply("Name the seeds."))
        ask(server.base)
        assert server.asked[0].body["model"] == "played"
"""

from __future__ import annotations

import asyncio
import json
import socket
import struct
import sys
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Pause:
    """Seconds in which nothing is sent."""

    seconds: float


RESET = "reset"
"""The connection is torn down."""
STALL = "stall"
"""Nothing more is sent, and the connection stays open until the other side goes."""

Step = bytes | Pause | str
Script = Sequence[Step]

HEAD = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
)
DONE = b"data: [DONE]\n\n"


def event(value: object) -> bytes:
    """One event of a stream."""
    return b"data: " + json.dumps(value).encode() + b"\n\n"


def piece(text: str, finish: str | None = None) -> bytes:
    """One piece of a reply, as servers that speak OpenAI's protocol send it."""
    delta = {"role": "assistant", "content": text} if text else {}
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return event(
        {
            "id": "scripted",
            "object": "chat.completion.chunk",
            "created": 1,
            "model": "played",
            "choices": [choice],
        }
    )


def usage(prompt: int, completion: int) -> bytes:
    """The last event, with what the server has counted."""
    return event(
        {
            "id": "scripted",
            "object": "chat.completion.chunk",
            "created": 1,
            "model": "played",
            "choices": [],
            "usage": {
                "prompt_tokens": prompt,
                "completion_tokens": completion,
                "total_tokens": prompt + completion,
            },
        }
    )


def reply(text: str, size: float = 12, pause: float = 0.0) -> list[Step]:
    """A whole reply in pieces of `size` characters, with seconds between them."""
    steps: list[Step] = [HEAD]
    size = int(size)
    for start in range(0, len(text), size):
        steps.append(piece(text[start : start + size]))
        if pause:
            steps.append(Pause(pause))
    return [*steps, piece("", "stop"), usage(40, max(1, len(text) // 4)), DONE]


def status(
    line: str, body: str, *headers: str, kind: str = "application/json"
) -> Script:
    """An answer without a stream, such as `429 Too Many Requests`."""
    payload = body.encode()
    head = [
        f"HTTP/1.1 {line}",
        f"Content-Type: {kind}",
        f"Content-Length: {len(payload)}",
        "Connection: close",
        *headers,
    ]
    return ["\r\n".join([*head, "", ""]).encode() + payload]


def refusal(line: str, message: str, *headers: str, code: str = "") -> Script:
    """A status with the body that OpenAI's protocol has for it."""
    error = {"message": message, "type": "error", "code": code or None}
    return status(line, json.dumps({"error": error}), *headers)


@dataclass
class Asked:
    """One request, and whether whoever sent it hung up before its end."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any
    hung_up: threading.Event = field(default_factory=threading.Event)


class Scripted:
    """The server: plays one script after another, the last one again and again."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.asked: list[Asked] = []
        self.pages: dict[str, object] = {}
        """What a GET of a path is answered with."""
        self._scripts: deque[Script] = deque([reply("Nothing to suggest.\n")])

    def will(self, *scripts: Script) -> None:
        """Play these from now on."""
        self._scripts = deque(scripts)

    def _next_script(self, method: str, path: str) -> Script:
        if method == "GET":
            if path in self.pages:
                return status("200 OK", json.dumps(self.pages[path]))
            return refusal("404 Not Found", f"there is no {path}")
        return self._scripts.popleft() if len(self._scripts) > 1 else self._scripts[0]

    async def handle(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            request, *lines = head.split("\r\n")
            headers = {
                name.strip().lower(): value.strip()
                for name, _, value in (line.partition(":") for line in lines if line)
            }
            method, path, _ = request.split(" ", 2)
            raw = await reader.readexactly(int(headers.get("content-length", 0)))
            asked = Asked(method, path, headers, json.loads(raw) if raw else None)
            self.asked.append(asked)
            await _play(self._next_script(method, path), reader, writer, asked)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()


async def _play(
    script: Script,
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    asked: Asked,
) -> None:
    gone = asyncio.ensure_future(reader.read(1))
    try:
        for step in script:
            match step:
                case bytes():
                    writer.write(step)
                    await writer.drain()
                case Pause(seconds):
                    await asyncio.wait([gone], timeout=seconds)
                case "stall":
                    await gone
                case "reset":
                    await asyncio.sleep(0.05)  # what was sent arrives before it
                    _reset(writer)
                    return
            if gone.done():
                asked.hung_up.set()
                return
    except ConnectionError:
        asked.hung_up.set()
    finally:
        gone.cancel()


def _reset(writer: asyncio.StreamWriter) -> None:
    line = writer.get_extra_info("socket")
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


@contextmanager
def serving(port: int = 0) -> Iterator[Scripted]:
    """A server on this machine alone, in a thread of its own."""
    loop = asyncio.new_event_loop()
    line = socket.create_server(("127.0.0.1", port))
    server = Scripted(f"http://127.0.0.1:{line.getsockname()[1]}/v1")
    listening = loop.run_until_complete(asyncio.start_server(server.handle, sock=line))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(_end(listening), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()


async def _end(listening: asyncio.Server) -> None:
    listening.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


if __name__ == "__main__":  # a server in a process of its own, until stdin ends
    with serving() as alone:
        words = "".join(f"word {number} " for number in range(int(sys.argv[1])))
        alone.will(reply(words[: int(sys.argv[1])], *map(float, sys.argv[2:])))
        sys.stdout.write(f"{alone.base}\n")
        sys.stdout.flush()
        sys.stdin.read()

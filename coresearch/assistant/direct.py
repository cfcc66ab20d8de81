"""Asking a server that speaks OpenAI's chat protocol, over HTTP and nothing else."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from coresearch import __version__
from coresearch.assistant.http import skip_command_line
from coresearch.assistant.routes import Route, is_loopback
from coresearch.assistant.sse import Decoder
from coresearch.assistant.trouble import from_httpx, from_response
from coresearch.core.calls import Delta, Ended, Event, Request
from coresearch.core.errors import ModelFault
from coresearch.core.faults import Fault, model_fault

if TYPE_CHECKING:
    import httpx

_CONNECT = 10.0
"""Seconds to connect; waiting for the reply is bounded elsewhere."""

_OVERHEAD = 100
"""Bytes on the wire for one character of a reply are fewer, however it is cut."""


async def ask(request: Request, route: Route) -> AsyncGenerator[Event, None]:
    """Ask once, and give what comes.

    Raises:
        ModelFault: the reply did not come, or not whole.
    """
    async with _posted(request, route) as response:
        if response.status_code != 200:
            body = await _beginning(response)
            raise from_response(response, body, route.server, request.model)
        kind = response.headers.get("content-type", "").partition(";")[0].strip()
        if kind != "text/event-stream":
            raise model_fault(
                Fault.WRONG_TYPE,
                server=route.server,
                detail=f"it sent {kind or 'nothing'} instead of a stream of events",
            )
        async for event in _events(response, request, route):
            yield event


@asynccontextmanager
async def _posted(request: Request, route: Route) -> AsyncIterator[httpx.Response]:
    """The server's response, of which only the head has been read."""
    skip_command_line()
    import httpx

    body = {
        "model": route.model,
        "messages": [{"role": m.role, "content": m.text} for m in request.messages],
        "stream": True,
        "stream_options": {"include_usage": True},
        **_named(request.parameters, route),
    }
    headers = {"User-Agent": f"coresearch/{__version__}"}
    if route.key:
        headers["Authorization"] = f"Bearer {route.key}"
    try:
        client = httpx.AsyncClient(
            # A proxy is for what leaves the machine; certificates cost 20 ms to read.
            trust_env=not is_loopback(route.server),
            verify=route.server.startswith("https:"),
            timeout=httpx.Timeout(None, connect=_CONNECT),
            headers=headers,
        )
    except (ImportError, ValueError, httpx.InvalidURL) as error:
        raise model_fault(Fault.PROXY, detail=str(error)) from error
    try:
        async with (
            client,
            client.stream(
                "POST", f"{route.server}/chat/completions", json=body
            ) as response,
        ):
            yield response
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise from_httpx(error, route.server) from error


def _named(parameters: Mapping[str, object], route: Route) -> dict[str, object]:
    """Parameters under the names that the server has for them."""
    named = dict(parameters)
    if "max_tokens" in named and route.host == "https://api.openai.com":
        named["max_completion_tokens"] = named.pop("max_tokens")
    return named


async def _beginning(response: httpx.Response) -> bytes:
    body = b""
    async for raw in response.aiter_bytes():
        body += raw
        if len(body) > 100_000:
            break
    return body


async def _events(
    response: httpx.Response, request: Request, route: Route
) -> AsyncGenerator[Event, None]:
    decoder = Decoder(route.server)
    reading = _Reading(request, route)
    most = _OVERHEAD * request.limits.size + 1_000_000
    size = 0
    async for raw in response.aiter_bytes():
        size += len(raw)
        if size > most:
            raise model_fault(Fault.LONG_REPLY, detail=f"{request.limits.size:,}")
        yield Delta(reading.text_of(decoder.feed(raw)))
        reading.raise_fault()
        if reading.is_done:
            break
    yield Delta(reading.text_of(decoder.end()))
    reading.raise_fault()
    yield reading.ended()


class _Reading:
    """Chunks of a reply, and what is known when they end."""

    def __init__(self, request: Request, route: Route) -> None:
        self._request = request
        self._route = route
        self._finish = ""
        self._usage: dict[str, Any] = {}
        self._has_text = False
        self._fault: ModelFault | None = None
        self.is_done = False

    def text_of(self, events: Iterable[str]) -> str:
        """The text in events that came together, up to a fault in them."""
        texts = []
        try:
            for data in events:
                texts.append(self._text_in(data))
        except ModelFault as fault:
            self._fault = fault
        return "".join(texts)

    def raise_fault(self) -> None:
        """Go no further if there was one.

        Raises:
            ModelFault: an event is no chunk of a reply, or says what went wrong.
        """
        if self._fault is not None:
            raise self._fault

    def _text_in(self, data: str) -> str:
        if data == "[DONE]":
            self.is_done = True
            return ""
        try:
            return self._text_of(json.loads(data))
        except (ValueError, AttributeError, TypeError, KeyError, IndexError):
            shown = data[:60] + ("…" if len(data) > 60 else "")
            raise model_fault(
                Fault.MALFORMED, server=self._route.server, detail=shown
            ) from None

    def _text_of(self, chunk: dict[str, Any]) -> str:
        if chunk.get("error"):
            raise from_response(
                None,
                json.dumps(chunk).encode(),
                self._route.server,
                self._request.model,
            )
        self._usage = chunk.get("usage") or self._usage
        choices = chunk.get("choices") or ()
        if not choices:
            return ""
        self._finish = choices[0].get("finish_reason") or self._finish
        text = (choices[0].get("delta") or {}).get("content") or ""
        if not isinstance(text, str):
            raise TypeError
        self._has_text |= bool(text)
        return text

    def ended(self) -> Ended:
        """What closes the reply.

        Raises:
            ModelFault: it is not whole, or empty.
        """
        if not (self.is_done or self._finish):
            raise model_fault(Fault.BROKEN_OFF, server=self._route.server)
        if not self._has_text:
            raise model_fault(Fault.EMPTY, model=self._request.model)
        return Ended(
            self._finish or "stop",
            _count(self._usage.get("prompt_tokens")),
            _count(self._usage.get("completion_tokens")),
        )


def _count(value: object) -> int | None:
    return value if type(value) is int and value >= 0 else None

"""Asking a server that speaks OpenAI's chat protocol, over HTTP and nothing else."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from coresearch import __version__
from coresearch.assistant.chunks import Reading
from coresearch.assistant.http import skip_the_rest
from coresearch.assistant.routes import Route, is_loopback
from coresearch.assistant.trouble import from_httpx, from_response
from coresearch.core.calls import Delta, Event, Request
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
    skip_the_rest()
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
    reading = Reading(request.model, route.server)
    most = _OVERHEAD * request.limits.size + 1_000_000
    size = 0
    async for raw in response.aiter_bytes():
        size += len(raw)
        if size > most:
            raise model_fault(Fault.LONG_REPLY, detail=f"{request.limits.size:,}")
        yield Delta(reading.feed(raw))
        reading.raise_fault()
        if reading.is_done:
            break
    yield Delta(reading.end())
    reading.raise_fault()
    yield reading.ended()

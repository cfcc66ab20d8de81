"""The port: one way to ask any model."""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator, Mapping

from coresearch.assistant.flow import persistent
from coresearch.assistant.routes import Route, route
from coresearch.core.calls import Event, Request
from coresearch.core.errors import Refused


async def stream(
    request: Request, environ: Mapping[str, str] = os.environ
) -> AsyncGenerator[Event, None]:
    """Ask, and give what comes as it comes; closing it hangs up.

    Raises:
        ModelFault: the reply did not come, or not whole; what came was given before.
        Refused: LiteLLM would send a key to an address that may have none.
    """
    way = route(request, environ)
    if request.server and not (way.is_direct or request.trusted):
        raise Refused(f"{way.host} may not have your key; nothing was sent there.")

    def ask(request: Request) -> AsyncGenerator[Event, None]:
        if way.is_direct:
            from coresearch.assistant import direct

            return direct.ask(request, way)
        from coresearch.assistant import helper

        return helper.ask(request, environ)

    async for event in persistent(ask, request, way.server or way.host):
        yield event


def prepare(request_route: Route, environ: Mapping[str, str] = os.environ) -> None:
    """Begin what takes long before there is a question, in another process."""
    if not request_route.is_direct:
        from coresearch.assistant import helper

        helper.warm(environ)

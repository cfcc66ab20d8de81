"""The interface in a browser of this machine: loopback only, and only with the token.

What the browser sends counts as the person's keys, so whoever has the token can decide.
It is made anew at every start, given once in the address, and kept by the browser in a
cookie that pages of other sites do not get.
"""

from __future__ import annotations

import secrets
import shlex
import socket
import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from coresearch.core.errors import BadInput, NotFound

if TYPE_CHECKING:
    from aiohttp import web

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

HOST = "127.0.0.1"
_HEADERS = {
    "Cache-Control": "no-store",
    # The page names a font of another site: nothing is loaded from elsewhere.
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline'; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Door:
    """Who may come in: whoever has the token, from a page of this server."""

    def __init__(self, port: int, token: str) -> None:
        self.token = token
        self._cookie = f"coresearch-{port}"
        self._hosts = (f"{HOST}:{port}", f"localhost:{port}")

    def middleware(self) -> Callable[..., Awaitable[web.StreamResponse]]:
        """For aiohttp: nothing behind it is reached without the token."""
        from aiohttp import web

        @web.middleware
        async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
            if request.headers.get("Host") not in self._hosts or not self._own(request):
                return web.Response(status=403, text="Not from here.\n")
            given = request.query.get("token")
            if given is not None and self._is_token(given):
                answer = web.HTTPSeeOther("/")
                answer.set_cookie(
                    self._cookie, self.token, httponly=True, samesite="Strict"
                )
                return answer
            if not self._is_token(request.cookies.get(self._cookie, "")):
                said = "Open the address that coresearch web shows.\n"
                return web.Response(status=403, text=said)
            return await handler(request)

        return check

    def _own(self, request: web.Request) -> bool:
        """Whether it comes from a page of this server; a socket always says so."""
        origin = request.headers.get("Origin")
        if origin is None:
            return request.path != "/ws"
        return origin in [f"http://{host}" for host in self._hosts]

    def _is_token(self, given: str) -> bool:
        return secrets.compare_digest(given.encode(), self.token.encode())


def serve(port: int, tell: Callable[[str], None]) -> None:
    """Serve the interface of the repository here until Ctrl-C; `tell` says where.

    Raises:
        NotFound: textual-serve is not installed.
        BadInput: the port is taken.
    """
    try:
        from textual_serve.server import Server
    except ImportError:
        raise NotFound(
            "coresearch web needs textual-serve, which is not installed.",
            hint="Install it with: pip install 'coresearch[web]'",
        ) from None

    port = _free(port)
    door = Door(port, secrets.token_urlsafe(32))

    class Behind(Server):
        """The server of textual-serve, behind the door."""

        def initialize_logging(self) -> None:
            """What goes on is not written over the terminal."""

        async def on_startup(self, app: web.Application) -> None:
            tell(f"http://{HOST}:{port}/?token={door.token}")

        async def _make_app(self) -> web.Application:
            app = await super()._make_app()
            app.middlewares.append(door.middleware())
            app.on_response_prepare.append(_add_headers)
            return app

    command = f"{shlex.quote(sys.executable)} -m coresearch.tui"
    Behind(command, host=HOST, port=port, title="coresearch").serve()


async def _add_headers(request: web.Request, answer: web.StreamResponse) -> None:
    answer.headers.update(_HEADERS)


def _free(port: int) -> int:
    """The port, or any that is free for 0."""
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((HOST, port))
        except OSError:
            raise BadInput(
                f"Port {port} is taken by another program.",
                hint="Name another: coresearch web --port 0 takes any that is free.",
            ) from None
        return int(tried.getsockname()[1])

"""A Jupyter server, Hub or gateway: what is asked of it over HTTP.

The API of https://jupyter-server.readthedocs.io/en/latest/developers/rest-api.html.
The token goes into a header, and nowhere else.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from coresearch.core.errors import BadInput, KernelFault, NotFound, ServerGone
from coresearch.core.text import one_line
from coresearch.kernel.specs import KernelSpec

if TYPE_CHECKING:
    from tornado.httpclient import HTTPRequest, HTTPResponse

TOKEN = "JUPYTER_TOKEN"
"""The variable that holds the token; it is what the server itself reads."""
_PATIENCE = 60.0
"""Seconds for an answer; to start a kernel takes some, and so does ending one."""


class Server:
    """One server, as one who may use it."""

    def __init__(self, url: str, environ: Mapping[str, str] = os.environ) -> None:
        """`url` is where the server's pages begin; the token is in `environ`.

        Raises:
            BadInput: `url` is no address of a server, or holds a secret.
        """
        self.url = checked(url)
        self._token = environ.get(TOKEN, "")

    # -- what there is ----------------------------------------------------------------

    async def find_kernel(self, name: str) -> KernelSpec:
        """The kernel `name` there; without one that which is the server's default.

        Raises:
            NotFound: it has no such kernel.
            KernelFault: it refuses, or is no Jupyter server.
            ServerGone: it cannot be reached.
        """
        try:
            found = await self._asked("GET", "kernelspecs")
        except NotFound:
            raise self._no_server() from None
        try:
            known = found["kernelspecs"]
            wanted = name or found["default"]
            if wanted not in known:
                names = ", ".join(one_line(one) for one in sorted(known))
                raise NotFound(
                    f"The server {self.url} has no kernel {one_line(wanted)}.",
                    hint=f"It has: {names}" if names else "It has none at all.",
                )
            spec = known[wanted]["spec"]
            return KernelSpec(
                name=wanted,
                display_name=one_line(str(spec.get("display_name") or wanted)),
                language=str(spec.get("language") or ""),
                argv=tuple(map(str, spec.get("argv") or ())),
                folder="",
                content=spec,
            )
        except (KeyError, TypeError, AttributeError):
            raise self._no_server() from None

    async def state(self, kernel: str) -> str | None:
        """What a kernel does (`idle`, `busy`, …); None if there is no such kernel."""
        try:
            found = await self._asked("GET", f"kernels/{quote(kernel, safe='')}")
        except NotFound:
            return None
        return str(found.get("execution_state", ""))

    # -- what is done -----------------------------------------------------------------

    async def start(self, name: str) -> str:
        """Start a kernel; its id there."""
        found = await self._asked("POST", "kernels", {"name": name})
        try:
            return str(found["id"])
        except KeyError:
            raise self._no_server() from None

    async def interrupt(self, kernel: str) -> None:
        """Ctrl-C for what runs in a kernel."""
        await self._asked("POST", f"kernels/{quote(kernel, safe='')}/interrupt", {})

    async def end(self, kernel: str) -> None:
        """End a kernel; one that is gone already is no fault."""
        try:
            await self._asked("DELETE", f"kernels/{quote(kernel, safe='')}")
        except NotFound:
            return

    def socket(self, kernel: str, session: str) -> HTTPRequest:
        """The request for a WebSocket to a kernel.

        The same session again gives what was kept for it while nobody listened.
        """
        path = f"kernels/{quote(kernel, safe='')}/channels?session_id={session}"
        request = self._request("GET", path)
        request.url = "ws" + request.url.removeprefix("http")
        return request

    # -- on the wire ------------------------------------------------------------------

    def _request(self, method: str, path: str, body: object = None) -> HTTPRequest:
        from tornado.httpclient import HTTPRequest

        headers = {"Authorization": f"token {self._token}"} if self._token else {}
        return HTTPRequest(
            f"{self.url}/api/{path}",
            method=method,
            headers=headers,
            body=None if body is None else json.dumps(body),
            follow_redirects=False,  # to somewhere else the token must not go
            connect_timeout=_PATIENCE,
            request_timeout=_PATIENCE,
        )

    async def _asked(
        self, method: str, path: str, body: object = None
    ) -> dict[str, Any]:
        """What the server answers.

        Raises:
            NotFound: there is no such thing.
            KernelFault: it refuses, or its answer is none.
            ServerGone: it cannot be reached.
        """
        from tornado.httpclient import AsyncHTTPClient, HTTPError

        request = self._request(method, path, body)
        try:
            answer = await AsyncHTTPClient().fetch(request, raise_error=False)
        except (OSError, HTTPError) as error:
            raise self.gone(error) from None
        if answer.code == 599:  # what tornado says of none at all
            raise self.gone(answer.error)
        self._refuse_failure(answer)
        if not answer.body:
            return {}
        try:
            found = json.loads(answer.body)
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise self._no_server()
        return found

    def _refuse_failure(self, answer: HTTPResponse) -> None:
        if 200 <= answer.code < 300:
            return
        if answer.code == 404:
            raise NotFound(f"The server {self.url} knows nothing of that.")
        if answer.code in (401, 403) or 300 <= answer.code < 400:
            raise KernelFault(
                f"The server {self.url} does not let you in ({answer.code}).",
                hint=f"Put its token into the variable {TOKEN}. It is in the address "
                "that the server prints, or the Hub gives you one.",
            )
        raise KernelFault(
            f"The server {self.url} answers {answer.code} "
            f"{one_line(answer.reason or '')}: {_reason(answer.body)}"
        )

    def gone(self, error: object) -> ServerGone:
        """The fault to raise when it cannot be reached."""
        reason = one_line(str(error)) or type(error).__name__
        return ServerGone(
            f"The server {self.url} cannot be reached: {reason}.",
            hint="See whether it runs, and whether the address is right.",
        )

    def _no_server(self) -> KernelFault:
        return KernelFault(
            f"What answers at {self.url} is no Jupyter server.",
            hint="Give the address at which its pages begin: for a Hub that is "
            "https://HOST/user/NAME.",
        )


def checked(url: str) -> str:
    """`url`, without a slash at its end.

    Raises:
        BadInput: it is no address of a server, or holds a secret.
    """
    try:
        parts = urlsplit(url)
        is_server = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_server = False
    if not is_server or url != one_line(url):
        raise BadInput(
            "That is no address of a Jupyter server.",
            hint="Such as: --server http://127.0.0.1:8888",
        )
    if {"?", "#", "@"} & set(url):
        raise BadInput(
            "An address goes on record, and must hold no token or password.",
            hint=f"Give it up to the ?, and the token in the variable {TOKEN}.",
        )
    return url.rstrip("/")


def is_open_to_others(url: str) -> bool:
    """Whether what is sent to `url` can be read on its way."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    is_own = host in ("localhost", "::1") or host.startswith("127.")
    return parts.scheme == "http" and not is_own


def _reason(body: bytes) -> str:
    """What a server says of its failure."""
    try:
        said = str(json.loads(body)["message"])
    except (ValueError, KeyError, TypeError):
        said = "it does not say why"
    return one_line(said)[:300]

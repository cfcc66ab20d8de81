"""Servers that speak JSON over HTTP, asked with no package and led nowhere else."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any

from coresearch.core.text import one_line

_PATIENCE = 60.0
"""Seconds for an answer."""
_LONGEST = 100_000_000
"""Bytes of an answer that are read."""


class Answered(Exception):
    """The server said no."""

    def __init__(self, error: urllib.error.HTTPError) -> None:
        said = error.read(2000).decode("utf-8", "replace").strip().rpartition("\n")[2]
        self.code = error.code
        self.words = one_line(f"{error.code} {error.reason}: {said}")
        """The last line of what it said: of a traceback that is what matters."""
        super().__init__(self.words)


class _Stay(urllib.request.HTTPRedirectHandler):
    """Goes nowhere else: what proves who asks is for this server alone."""

    def redirect_request(self, *_: object) -> None:
        return None


_OPENER = urllib.request.build_opener(_Stay)


class Rest:
    """One server, and what proves to it who asks."""

    def __init__(self, url: str, authorization: str = "") -> None:
        self.url = url.rstrip("/")
        self._headers = {"Content-Type": "application/json"}
        if authorization:
            self._headers["Authorization"] = authorization

    def ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:  # noqa: ANN401
        """What it answers, as JSON.

        Raises:
            Answered: it says no.
            OSError: it cannot be reached, or what answers is no JSON.
        """
        given = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            self.url + path, given, self._headers, method=method
        )
        try:
            with _OPENER.open(request, timeout=_PATIENCE) as answer:
                return json.loads(answer.read(_LONGEST) or b"{}")
        except urllib.error.HTTPError as error:
            raise Answered(error) from None
        except ValueError as error:
            raise OSError(f"what it answers is no JSON: {error}") from None


def why(error: OSError) -> str:
    """Why it cannot be reached, in a line."""
    return one_line(str(getattr(error, "reason", "") or error))

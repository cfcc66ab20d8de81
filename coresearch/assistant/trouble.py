"""What the clients raise, as rows of the one table of faults."""

from __future__ import annotations

import json
import re
import socket
import ssl
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from coresearch.core.errors import ModelFault
from coresearch.core.faults import Fault, model_fault
from coresearch.core.text import shorten

if TYPE_CHECKING:
    import httpx

_LONGEST_DETAIL = 200

_BY_STATUS = {
    400: Fault.NOT_UNDERSTOOD,
    401: Fault.KEY,
    402: Fault.QUOTA,
    403: Fault.KEY,
    404: Fault.NO_SUCH_MODEL,
    408: Fault.SERVER_ERROR,
    413: Fault.LONG_CONTEXT,
    422: Fault.NOT_UNDERSTOOD,
    429: Fault.RATE_LIMITED,
}

_LONG_CONTEXT = re.compile(
    r"context[ _](length|window|size)|maximum context|too many tokens|"
    r"prompt is too long|exceeds? the (available )?context|input is too long",
    re.IGNORECASE,
)
_QUOTA = re.compile(r"insufficient_quota|credit balance|billing|payment", re.IGNORECASE)


def of_status(status: int | None, said: str) -> Fault:
    """The fault that a status means, and what the server said with it."""
    if status in (400, 413, 422, 500, None) and _LONG_CONTEXT.search(said):
        return Fault.LONG_CONTEXT
    if status in (400, 403, 429) and _QUOTA.search(said):
        return Fault.QUOTA
    if status is None or status >= 500:
        return Fault.SERVER_ERROR
    if status < 300:
        return Fault.WRONG_TYPE
    if status < 400:
        return Fault.REDIRECTED
    return _BY_STATUS.get(status, Fault.NOT_UNDERSTOOD)


def from_response(
    response: httpx.Response | None, body: bytes, server: str, model: str
) -> ModelFault:
    """What a server says instead of a reply; without a response, in the midst of one.

    `body` holds what it says, in one of the ways in which servers say it.
    """
    text = body.decode("utf-8", "replace")
    message = _message(text)
    status = response.status_code if response is not None else None
    if response is not None and response.has_redirect_location:
        message = response.headers["location"]
    named = f"{status}, {message}" if status else message
    return model_fault(
        of_status(status, text),
        model=model,
        server=server,
        detail=shorten(named.rstrip(", "), _LONGEST_DETAIL),
        retry_after=_retry_after(response.headers if response is not None else {}),
    )


def _message(text: str) -> str:
    """The words meant for a person in a body like `{"error": {"message": …}}`."""
    try:
        value: Any = json.loads(text)
    except ValueError:
        return " ".join(re.sub(r"<[^>]*>", " ", text).split())
    for name in ("error", "message", "detail"):
        while isinstance(value, dict) and name in value:
            value = value[name]
    return value if isinstance(value, str) else json.dumps(value)


def _retry_after(headers: Any) -> float | None:  # noqa: ANN401 - httpx's, or a dict
    """Seconds to wait by the header Retry-After: a number, or a date (RFC 9110)."""
    from datetime import UTC, datetime

    said = headers.get("retry-after", "").strip()
    try:
        return max(0.0, float(said))
    except ValueError:
        pass
    try:
        wait = parsedate_to_datetime(said) - datetime.now(UTC)
    except (ValueError, TypeError):
        return None
    return max(0.0, wait.total_seconds())


def from_httpx(error: Exception, server: str) -> ModelFault:
    """What kept a connection from being made, or from lasting."""
    import httpx

    causes = list(_chain(error))
    detail = shorten(str(error) or type(error).__name__, _LONGEST_DETAIL)
    if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol):
        fault = Fault.UNREACHABLE
    elif any(isinstance(cause, socket.gaierror) for cause in causes):
        fault = Fault.UNKNOWN_HOST
    elif any(isinstance(cause, ssl.SSLError) for cause in causes):
        fault = Fault.UNTRUSTED
    elif isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
        fault = Fault.UNREACHABLE
    elif isinstance(error, httpx.DecodingError):
        fault = Fault.MALFORMED
    elif isinstance(error, httpx.TransportError):
        fault = Fault.BROKEN_OFF
    else:
        fault = Fault.UNKNOWN
    return model_fault(fault, server=server, detail=detail)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error and what led to it."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


# -- LiteLLM ------------------------------------------------------------------------

_BY_CLASS = {
    "ContextWindowExceededError": Fault.LONG_CONTEXT,
    "PaymentRequiredError": Fault.QUOTA,
    "LiteLLMUnknownProvider": Fault.NO_SUCH_MODEL,
    "AuthenticationError": Fault.KEY,
    "PermissionDeniedError": Fault.KEY,
    "NotFoundError": Fault.NO_SUCH_MODEL,
    "BadRequestError": Fault.NOT_UNDERSTOOD,
    "UnprocessableEntityError": Fault.NOT_UNDERSTOOD,
    "RateLimitError": Fault.RATE_LIMITED,
    "APITimeoutError": Fault.SERVER_ERROR,
    "APIConnectionError": Fault.SERVER_ERROR,
    "ImportError": Fault.HELPER,
    "APIError": Fault.SERVER_ERROR,
}
"""By the name of the class, or of one above it: names change between releases, and one
that is not here is `UNKNOWN`."""

_BY_CAUSE = {
    "gaierror": Fault.UNKNOWN_HOST,
    "ClientConnectorDNSError": Fault.UNKNOWN_HOST,
    "SSLError": Fault.UNTRUSTED,
    "ConnectionResetError": Fault.BROKEN_OFF,
    "ConnectionRefusedError": Fault.UNREACHABLE,
    "ClientConnectorError": Fault.UNREACHABLE,
    "ConnectError": Fault.UNREACHABLE,
    "ConnectTimeout": Fault.UNREACHABLE,
    "ServerDisconnectedError": Fault.BROKEN_OFF,
    "ClientPayloadError": Fault.BROKEN_OFF,
    "RemoteProtocolError": Fault.BROKEN_OFF,
    "ReadError": Fault.BROKEN_OFF,
    "UnicodeDecodeError": Fault.NOT_UTF8,
    "JSONDecodeError": Fault.MALFORMED,
}
"""What lies below a fault for which LiteLLM has one name only, the surest first."""

_PREFIX = re.compile(r"^(litellm\.)?\w+(Error|Exception)( -|:) *")


def from_litellm(error: Exception, model: str, server: str) -> ModelFault:
    """What LiteLLM raises, without the names of its classes."""
    said = str(error).partition("Original exception:")[0]
    while _PREFIX.match(said):
        said = _PREFIX.sub("", said)
    headers = getattr(error, "litellm_response_headers", None)
    return model_fault(
        _of_litellm(error),
        model=model,
        server=server or "The server",
        detail=shorten(said or type(error).__name__, _LONGEST_DETAIL),
        retry_after=_retry_after(headers or {}),
    )


def _of_litellm(error: Exception) -> Fault:
    status = getattr(error, "status_code", None)
    said = str(error)
    if "LLM Provider NOT provided" in said:
        return Fault.NO_SUCH_MODEL
    if any(_is_redirect(e) for e in _chain(error)):
        return Fault.REDIRECTED
    if "api_key" in said or "Missing credentials" in said:
        return Fault.KEY
    if status in (None, 500, 503):
        below = {kind.__name__ for e in _chain(error) for kind in type(e).__mro__}
        for name, fault in _BY_CAUSE.items():
            if name in below:
                return fault
    names = [kind.__name__ for kind in type(error).__mro__]
    found = next((_BY_CLASS[name] for name in names if name in _BY_CLASS), None)
    vague = (None, Fault.SERVER_ERROR, Fault.NOT_UNDERSTOOD, Fault.RATE_LIMITED)
    if found in vague and isinstance(status, int):
        codes = [str(getattr(e, "code", "")) for e in _chain(error)]
        return of_status(status, " ".join([said, *codes]))
    return found or Fault.UNKNOWN


def _is_redirect(error: BaseException) -> bool:
    status = getattr(getattr(error, "response", None), "status_code", None)
    return isinstance(status, int) and 300 <= status < 400

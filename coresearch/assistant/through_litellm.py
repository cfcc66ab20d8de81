"""Asking through LiteLLM. Only `litellm_process` imports this.

LiteLLM takes seconds to import, and a millisecond for each piece of a reply.
"""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator
from contextlib import suppress
from typing import Any

from coresearch.assistant.trouble import from_litellm
from coresearch.core.calls import Delta, Ended, Event, Request
from coresearch.core.faults import Fault, model_fault

QUIET = {
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    "LITELLM_LOCAL_ANTHROPIC_BETA_HEADERS": "True",
    "LITELLM_LOCAL_BLOG_POSTS": "True",
    "LITELLM_LOCAL_POLICY_TEMPLATES": "True",
    "LITELLM_LOCAL_AUTOROUTER_PRESETS": "True",
    # Else it reads whatever `.env` lies above the folder that it is installed in.
    "LITELLM_MODE": "PRODUCTION",
    "LITELLM_LOG": "ERROR",
}
"""What must be in the environment before the import, so that it speaks to nobody."""


def load() -> None:
    """Import LiteLLM, and all that it else imports at its first call."""
    os.environ.update(QUIET)
    _reach_this_machine_directly()
    import litellm

    _stay_where_told()
    litellm.telemetry = False
    litellm.suppress_debug_info = True
    # Counting tokens would fetch a tokenizer from huggingface.co.
    litellm.disable_hf_tokenizer_download = True


def _reach_this_machine_directly() -> None:
    """A proxy is for what leaves the machine."""
    names = ("no_proxy", "NO_PROXY")
    known = [os.environ[name] for name in names if os.environ.get(name)]
    hosts = ",".join(dict.fromkeys([*known, "localhost", "127.0.0.1", "::1"]))
    os.environ.update(dict.fromkeys(names, hosts))


def _stay_where_told() -> None:
    """Let no server send a question, and the key with it, on to another address.

    The clients that LiteLLM makes follow redirects, each in its own way; httpx, below
    all of them, drops `Authorization` on the way, but no other header with a key.
    """
    import httpx

    httpx.Response.has_redirect_location = property(  # type: ignore[assignment]
        lambda response: False
    )


async def ask(request: Request) -> AsyncGenerator[Event, None]:
    """Ask once, and give what comes.

    Raises:
        ModelFault: the reply did not come, or not whole.
    """
    stream: Any = None
    try:
        stream = await _begun(request)
        reading = _Reading()
        async for chunk in stream:
            yield Delta(reading.text_of(chunk))
    except Exception as error:
        raise from_litellm(error, request.model, request.server) from error
    finally:
        await _hung_up(stream)
    # It takes a connection that broke off for the end, and says `stop`.
    if getattr(stream, "received_finish_reason", "unknown") is None:
        raise model_fault(Fault.BROKEN_OFF, server=request.server or "the server")
    if not reading.has_text:
        raise model_fault(Fault.EMPTY, model=request.model)
    yield reading.ended()


async def _begun(request: Request) -> Any:  # noqa: ANN401 - LiteLLM's stream
    import litellm

    return await litellm.acompletion(
        model=request.model,
        messages=[{"role": m.role, "content": m.text} for m in request.messages],
        stream=True,
        stream_options={"include_usage": True},
        api_base=request.server or None,
        timeout=request.limits.first + request.limits.silence,
        num_retries=0,
        max_retries=0,
        **request.parameters,
    )


async def _hung_up(stream: Any) -> None:  # noqa: ANN401 - LiteLLM's stream
    """Close the connection now, not when the garbage is looked through."""
    for part in (stream, getattr(stream, "completion_stream", None)):
        for name in ("aclose", "close"):
            if hasattr(part, name):
                with suppress(Exception):
                    await getattr(part, name)()
                break


class _Reading:
    """What chunks say besides their text."""

    def __init__(self) -> None:
        self.has_text = False
        self._finish = "stop"
        self._usage: Any = None

    def text_of(self, chunk: Any) -> str:  # noqa: ANN401 - LiteLLM's chunk
        self._usage = getattr(chunk, "usage", None) or self._usage
        if not chunk.choices:
            return ""
        self._finish = chunk.choices[0].finish_reason or self._finish
        text = chunk.choices[0].delta.content or ""
        self.has_text |= bool(text)
        return str(text)

    def ended(self) -> Ended:
        return Ended(
            self._finish,
            getattr(self._usage, "prompt_tokens", None),
            getattr(self._usage, "completion_tokens", None),
        )

"""Which way leads to a model: straight to its server, or through LiteLLM.

Most servers speak OpenAI's protocol, and those are asked directly: what that costs is
a twentieth of what LiteLLM does (docs/models.md has the figures). For everything else
there is LiteLLM, in a process of its own.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from coresearch.core.calls import Request
from coresearch.core.errors import BadInput


@dataclass(frozen=True, slots=True)
class Provider:
    """Whoever serves models under OpenAI's protocol."""

    server: str
    keys: tuple[str, ...]
    """Environment variables with its key; the first that is set is used."""
    servers: tuple[str, ...] = ()
    """Environment variables with another address for it."""


DIRECT: Mapping[str, Provider] = {
    "openai": Provider(
        "https://api.openai.com/v1",
        ("OPENAI_API_KEY",),
        ("OPENAI_BASE_URL", "OPENAI_API_BASE"),
    ),
    "ollama": Provider(
        "http://127.0.0.1:11434/v1",
        ("OLLAMA_API_KEY",),
        ("OLLAMA_API_BASE",),
    ),
    "ollama_chat": Provider(
        "http://127.0.0.1:11434/v1",
        ("OLLAMA_API_KEY",),
        ("OLLAMA_API_BASE",),
    ),
    "lm_studio": Provider(
        "http://127.0.0.1:1234/v1", ("LM_STUDIO_API_KEY",), ("LM_STUDIO_API_BASE",)
    ),
    "llamafile": Provider(
        "http://127.0.0.1:8080/v1", ("LLAMAFILE_API_KEY",), ("LLAMAFILE_API_BASE",)
    ),
    "hosted_vllm": Provider(
        "http://127.0.0.1:8000/v1",
        ("HOSTED_VLLM_API_KEY",),
        ("HOSTED_VLLM_API_BASE",),
    ),
}
"""By LiteLLM's name for it. Addresses are their documented defaults."""


@dataclass(frozen=True, slots=True)
class Route:
    """The way to one model."""

    model: str
    """The name as the server, or LiteLLM, knows it."""
    server: str
    """The address of its API; empty if only LiteLLM knows it."""
    key: str = ""
    key_variable: str = ""
    """Where the key comes from."""
    is_direct: bool = True

    @property
    def host(self) -> str:
        """Who is asked, as a person would name it."""
        if not self.server:
            return self.model.partition("/")[0]
        parts = urlsplit(self.server)
        return parts.hostname or self.server

    @property
    def leaves_machine(self) -> bool:
        """Whether what is sent goes to another machine."""
        return not (self.server and is_loopback(self.server))


def is_loopback(server: str) -> bool:
    """Whether the address is this machine's own, without asking any name server."""
    host = urlsplit(server).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def route(request: Request, environ: Mapping[str, str]) -> Route:
    """The way to the model of `request`.

    A model without a provider in front of it is one of the server that is named with
    it, or else one that LiteLLM knows by that name.

    Raises:
        BadInput: the address is none.
    """
    provider, slash, name = request.model.partition("/")
    known = DIRECT.get(provider) if slash else None
    if known is None and (slash or not request.server):
        _check(request.server)
        return Route(request.model, request.server, is_direct=False)
    speaker = known or DIRECT["openai"]
    server = request.server or _first(speaker.servers, environ) or speaker.server
    if provider.startswith("ollama") and not server.rstrip("/").endswith("/v1"):
        server = f"{server.rstrip('/')}/v1"  # its own variable has the bare address
    _check(server)
    variable = next((key for key in speaker.keys if environ.get(key)), "")
    return Route(
        name if known else request.model,
        server.rstrip("/"),
        environ.get(variable, ""),
        variable,
    )


def _check(server: str) -> None:
    if not server:
        return
    parts = urlsplit(server)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadInput(
            f"{server} is no address of a model's server.",
            hint="Write it whole, such as http://127.0.0.1:8000/v1",
        )


def _first(names: tuple[str, ...], environ: Mapping[str, str]) -> str:
    return next((environ[name] for name in names if environ.get(name)), "")

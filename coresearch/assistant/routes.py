"""Which way leads to a model: straight to its server, or through LiteLLM.

Most servers speak OpenAI's protocol, and those are asked directly: what that costs is
a twentieth of what LiteLLM does (docs/models.md has the figures). For everything else
there is LiteLLM, in a process of its own.

A key goes to the provider's own address, and to one that the person named. One that a
repository names, in a file that anybody may have written, gets none.
"""

from __future__ import annotations

import ipaddress
import re
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
    """What is sent as such; empty if there is none, or the server may not have it."""
    key_variable: str = ""
    """The variable that holds the provider's key, whether it is sent or not."""
    is_direct: bool = True

    @property
    def host(self) -> str:
        """Who is asked, so that nobody can be taken for them: with scheme and port.

        Where only LiteLLM knows the address, the provider's name.
        """
        if not self.server:
            return self.model.partition("/")[0]
        parts = urlsplit(self.server)
        return f"{parts.scheme}://{parts.netloc.lower()}"

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
    usual = _first(speaker.servers, environ) or speaker.server
    server, own = (_whole(address, provider) for address in (request.server, usual))
    server = server or own
    _check(server)
    variable = next((key for key in speaker.keys if environ.get(key)), "")
    may_have_it = request.trusted or server == own
    return Route(
        name if known else request.model,
        server,
        environ.get(variable, "") if may_have_it else "",
        variable,
    )


def _whole(server: str, provider: str) -> str:
    """The address as it is asked; Ollama's own variable has it without `/v1`."""
    bare = server.rstrip("/")
    is_short = bare and provider.startswith("ollama") and not bare.endswith("/v1")
    return f"{bare}/v1" if is_short else bare


_ADDRESS = re.compile(
    r"https?://([a-z0-9_.-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?(/[\w.~%/:@+-]*)?",
    re.ASCII | re.IGNORECASE,
)
"""What every program that reads an address takes for the same one: without a name and
password, look-alike letters, or a backslash."""


def _check(server: str) -> None:
    if not server:
        return
    try:
        is_one = _ADDRESS.fullmatch(server) and urlsplit(server).port != 0
    except ValueError:  # a port above 65535, brackets around what is no IPv6 address
        is_one = False
    if not is_one:
        raise BadInput(
            f"{server} is no address of a model's server.",
            hint="Write it whole and plainly, such as http://127.0.0.1:8000/v1",
        )


def _first(names: tuple[str, ...], environ: Mapping[str, str]) -> str:
    return next((environ[name] for name in names if environ.get(name)), "")

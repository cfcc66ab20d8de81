"""Which models are in reach: keys in the environment, servers on this machine."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coresearch.assistant.http import skip_the_rest
from coresearch.assistant.routes import DIRECT, is_loopback

if TYPE_CHECKING:
    import httpx

PATIENCE = 0.5
"""Seconds that a server on this machine has to answer; all are asked at once."""

LOCAL = {
    "ollama_chat": "Ollama",
    "lm_studio": "LM Studio",
    "llamafile": "llama.cpp",
    "hosted_vllm": "vLLM",
}
"""Providers whose servers run on this machine, and what people call them."""

KEYS = {
    "ANTHROPIC_API_KEY": "anthropic",
    "CEREBRAS_API_KEY": "cerebras",
    "CODESTRAL_API_KEY": "codestral",
    "COHERE_API_KEY": "cohere_chat",
    "DEEPSEEK_API_KEY": "deepseek",
    "FIREWORKS_AI_API_KEY": "fireworks_ai",
    "GEMINI_API_KEY": "gemini",
    "GROQ_API_KEY": "groq",
    "MISTRAL_API_KEY": "mistral",
    "MOONSHOT_API_KEY": "moonshot",
    "OPENAI_API_KEY": "openai",
    "OPENROUTER_API_KEY": "openrouter",
    "PERPLEXITYAI_API_KEY": "perplexity",
    "TOGETHERAI_API_KEY": "together_ai",
    "XAI_API_KEY": "xai",
}
"""Variables that hold a provider's key, and LiteLLM's name for the provider.

LiteLLM knows more of both; those models are used by naming them.
"""


@dataclass(frozen=True, slots=True)
class Local:
    """A model that a server on this machine has."""

    model: str
    program: str
    server: str
    context: int | None


@dataclass(frozen=True, slots=True)
class Key:
    """A provider whose key is in the environment."""

    provider: str
    variable: str


def keys(environ: Mapping[str, str]) -> list[Key]:
    """The providers whose key is set; what it is stays where it is."""
    return [Key(name, key) for key, name in KEYS.items() if environ.get(key)]


def local_models(
    ports: Mapping[str, str] | None = None, patience: float = PATIENCE
) -> list[Local]:
    """What the servers on this machine have, asked side by side.

    `ports` gives other addresses than the usual, by provider.
    """
    servers = {name: DIRECT[name].server for name in LOCAL} | dict(ports or {})
    return asyncio.run(_all(servers, patience))


async def _all(servers: Mapping[str, str], patience: float) -> list[Local]:
    skip_the_rest()
    import httpx

    async with httpx.AsyncClient(trust_env=False, verify=False) as client:
        found = await asyncio.gather(
            *(_at(client, name, server, patience) for name, server in servers.items())
        )
    return [model for models in found for model in models]


async def _at(
    client: httpx.AsyncClient, provider: str, server: str, patience: float
) -> Sequence[Local]:
    import httpx

    try:
        async with asyncio.timeout(patience):
            response = await client.get(f"{server}/models")
        listed = response.json()["data"] if response.status_code == 200 else []
        sizes = {
            item["id"]: _context(item) for item in listed if isinstance(item["id"], str)
        }
        if None in sizes.values():
            sizes |= await _told(client, provider, server, list(sizes), patience)
        return [
            Local(f"{provider}/{name}", LOCAL[provider], server, size)
            for name, size in sizes.items()
        ]
    except (httpx.HTTPError, TimeoutError, ValueError, KeyError, TypeError):
        return []  # nothing there, or something else that uses the same port


def _context(item: Mapping[str, Any]) -> int | None:
    """The size as vLLM and llama.cpp tell it; Ollama and LM Studio have other ways."""
    meta = item.get("meta")
    sizes = [item.get("max_model_len")]
    if isinstance(meta, Mapping):
        sizes += [meta.get("n_ctx"), meta.get("n_ctx_train")]
    return next((size for size in sizes if type(size) is int), None)


# -- sizes, as each program tells them ----------------------------------------------


def size_of(model: str, server: str, patience: float = PATIENCE) -> int | None:
    """How many tokens a model of a server on this machine takes, if that tells."""
    provider, _, name = model.partition("/")
    provider = "ollama_chat" if provider == "ollama" else provider
    if provider not in LOCAL or not is_loopback(server):
        return None
    found = asyncio.run(_all({provider: server}, patience))
    sizes = {local.model.partition("/")[2]: local.context for local in found}
    return sizes.get(name) or sizes.get(f"{name}:latest")


async def _told(
    client: httpx.AsyncClient,
    provider: str,
    server: str,
    names: Sequence[str],
    patience: float,
) -> dict[str, int | None]:
    """What a program says of its models in a way of its own; nothing if it is slow."""
    root = server.removesuffix("/v1")
    with suppress(TimeoutError):
        async with asyncio.timeout(patience):
            if provider == "lm_studio":
                return await _of_lm_studio(client, root)
            if provider == "ollama_chat":
                return await _of_ollama(client, root, names)
    return {}


async def _of_lm_studio(client: httpx.AsyncClient, root: str) -> dict[str, int | None]:
    answer = await _json(client, "GET", f"{root}/api/v0/models")
    sizes = {}
    for item in _list(answer, "data"):
        if isinstance(name := item.get("id"), str):
            sizes[name] = _whole(item, "loaded_context_length", "max_context_length")
    return sizes


async def _of_ollama(
    client: httpx.AsyncClient, root: str, names: Sequence[str]
) -> dict[str, int | None]:
    """As a loaded model runs, as it is set up, or else the most that it could take."""
    loaded, *shown = await asyncio.gather(
        _json(client, "GET", f"{root}/api/ps"),
        *(
            _json(client, "POST", f"{root}/api/show", {"model": name})
            for name in names[:_ASKED]
        ),
    )
    sizes = {name: _of_shown(page) for name, page in zip(names, shown, strict=False)}
    for item in _list(loaded, "models"):
        if item.get("name") in sizes and (size := _whole(item, "context_length")):
            sizes[item["name"]] = size
    return sizes


_ASKED = 50
"""Models of which a size is asked for."""


def _of_shown(page: Mapping[str, Any]) -> int | None:
    parameters = page.get("parameters")
    set_up = re.search(r"^num_ctx\s+(\d+)", str(parameters or ""), re.MULTILINE)
    if set_up:
        return int(set_up[1])
    info = page.get("model_info")
    if not isinstance(info, Mapping):
        return None
    return _whole(info, *(key for key in info if key.endswith(".context_length")))


async def _json(
    client: httpx.AsyncClient, method: str, address: str, body: object = None
) -> Mapping[str, Any]:
    """What is there as a JSON object; an empty one if it is none."""
    import httpx

    try:
        response = await client.request(method, address, json=body)
        found = response.json() if response.status_code == 200 else {}
    except (httpx.HTTPError, ValueError):
        return {}
    return found if isinstance(found, Mapping) else {}


def _list(page: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    items = page.get(key)
    found = items if isinstance(items, list) else []
    return [item for item in found if isinstance(item, Mapping)]


def _whole(page: Mapping[str, Any], *keys: str) -> int | None:
    """The first of these that is a positive whole number."""
    values = (page.get(key) for key in keys)
    return next((value for value in values if type(value) is int and value > 0), None)

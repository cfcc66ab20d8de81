"""Which models are in reach: keys in the environment, servers on this machine."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coresearch.assistant.http import skip_the_rest
from coresearch.assistant.routes import DIRECT

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
        return [
            Local(f"{provider}/{item['id']}", LOCAL[provider], server, _context(item))
            for item in listed
            if isinstance(item["id"], str)
        ]
    except (httpx.HTTPError, TimeoutError, ValueError, KeyError, TypeError):
        return []  # nothing there, or something else that uses the same port


def _context(item: Mapping[str, Any]) -> int | None:
    """The size as vLLM and llama.cpp tell it; Ollama and LM Studio do not."""
    meta = item.get("meta")
    sizes = [item.get("max_model_len")]
    if isinstance(meta, Mapping):
        sizes += [meta.get("n_ctx"), meta.get("n_ctx_train")]
    return next((size for size in sizes if type(size) is int), None)

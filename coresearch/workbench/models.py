"""Which model is asked, and why that one."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from coresearch.assistant.finding import Key, Local, keys, local_models, size_of
from coresearch.assistant.routes import Route, route
from coresearch.assistant.table import Known, known
from coresearch.config import ModelSettings, Settings
from coresearch.core.calls import Limits, Request
from coresearch.core.errors import BadInput, NoModel
from coresearch.core.faults import Fault, model_fault

VARIABLE = "CORESEARCH_MODEL"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The model that is asked."""

    model: str
    server: str
    """The address that was named for it; empty: the provider's own."""
    why: str
    """Where it was named, in words."""
    by_repository: bool
    """Whether the repository's settings named the address, and not the person."""
    route: Route
    context: int | None
    """Tokens that a question may have; None where nobody knows."""
    known: Known

    @property
    def withholds_key(self) -> bool:
        """Whether a key could go to an address that only the repository named."""
        if not (self.by_repository and self.server):
            return False
        way = self.route
        return bool(way.key_variable and not way.key) or not way.is_direct


def choose(
    settings: Settings,
    activity: str = "",
    *,
    model: str = "",
    server: str = "",
    environ: Mapping[str, str] = os.environ,
    look: Callable[[], Sequence[Local]] = local_models,
) -> Chosen:
    """The model for `activity`: the first that was named, the nearest first.

    That is by `model` and `server`, as the command has them; by the environment; by the
    settings; and if none is named, the first that a server on this machine has. One
    that costs money is never chosen by itself.

    Raises:
        NoModel: there is none.
        BadInput: the address is none.
    """
    mine = settings.models
    if name := model or environ.get(VARIABLE, ""):
        why = "named by --model" if model else f"named by {VARIABLE}"
        return _chosen(name, server, why, mine, environ)
    for key, name in (
        (f"activity.{activity}", mine.activity.get(activity, "")),
        ("default", mine.default),
    ):
        if name:
            _check_name(settings, key, name)
            why = f"named by {settings.place('models', key)}"
            address = server or mine.server
            theirs = not server and settings.is_from_repository("models", "server")
            return _chosen(name, address, why, mine, environ, by_repository=theirs)
    if server:
        raise NoModel(
            f"Which model at {server}?", hint="Name it: --model openai/its-name"
        )
    for local in look():
        why = f"{local.program} has it, on this machine"
        return _chosen(
            local.model, local.server, why, mine, environ, context=local.context
        )
    raise _none(keys(environ))


def _check_name(settings: Settings, key: str, name: str) -> None:
    """An address in a model's name would be the repository's way to your key."""
    if "//" in name and settings.is_from_repository("models", key):
        raise BadInput(
            f"{settings.place('models', key)} is {name}; it may have no address in it.",
            hint="If you trust it, name it yourself: --model",
        )


def _chosen(
    model: str,
    server: str,
    why: str,
    mine: ModelSettings,
    environ: Mapping[str, str],
    *,
    context: int | None = None,
    by_repository: bool = False,
) -> Chosen:
    way = route(Request(model, (), server, trusted=not by_repository), environ)
    facts = known(model)
    tokens = mine.context or context or size_of(model, way.server) or facts.context
    return Chosen(model, server, why, by_repository, way, tokens, facts)


def _none(found: Sequence[Key]) -> NoModel:
    fault = model_fault(Fault.NOT_CHOSEN)
    if found:
        fault.hint = (
            f"{found[0].variable} is set; see its models with: "
            f"coresearch models {found[0].provider}"
        )
    assert isinstance(fault, NoModel)
    return fault


def limits(mine: ModelSettings) -> Limits:
    """How long and how much to listen, as the settings have it."""
    return Limits(mine.first, mine.silence, mine.size, mine.retries)


def parameters(mine: ModelSettings) -> dict[str, float | int | str]:
    """What a model is asked besides the question."""
    given = {"temperature": mine.temperature, "max_tokens": mine.max_tokens}
    return {name: value for name, value in given.items() if value is not None}

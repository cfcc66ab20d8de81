"""Which model is asked, and why that one."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from coresearch.assistant.finding import Key, Local, keys, local_models
from coresearch.assistant.routes import Route, route
from coresearch.assistant.table import Known, known
from coresearch.config import ModelSettings, Settings
from coresearch.core.calls import Limits, Request
from coresearch.core.errors import NoModel
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
    route: Route
    context: int | None
    """Tokens that a question may have; None where nobody knows."""
    known: Known


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
    named = [
        (model, server, "named by --model"),
        (environ.get(VARIABLE, ""), server, f"named by {VARIABLE}"),
        *(
            (name, server or mine.server, f"named by {settings.place('models', key)}")
            for key, name in (
                ("activity", mine.activity.get(activity, "")),
                ("default", mine.default),
            )
            if name
        ),
    ]
    for name, address, why in named:
        if name:
            return _chosen(name, address, why, mine, environ, None)
    if server:
        raise NoModel(
            f"Which model at {server}?", hint="Name it: --model openai/its-name"
        )
    for local in look():
        why = f"{local.program} has it, on this machine"
        return _chosen(local.model, local.server, why, mine, environ, local.context)
    raise _none(keys(environ))


def _chosen(
    model: str,
    server: str,
    why: str,
    mine: ModelSettings,
    environ: Mapping[str, str],
    context: int | None,
) -> Chosen:
    way = route(Request(model, (), server), environ)
    facts = known(model)
    return Chosen(
        model, server, why, way, mine.context or context or facts.context, facts
    )


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

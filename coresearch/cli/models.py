"""`coresearch models`: what is in reach, and which would be asked."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coresearch.cli.forms import Form, Output
from coresearch.cli.output import Ink, advise, cut, padded, paint, say, width
from coresearch.core.text import cells, counted, printable

if TYPE_CHECKING:
    from coresearch.assistant.finding import Key, Local
    from coresearch.assistant.table import Known
    from coresearch.workbench.models import Chosen


Model = Annotated[
    str,
    typer.Option(
        "--model", metavar="NAME", help="The model, as provider/name.", show_default=""
    ),
]
Server = Annotated[
    str,
    typer.Option(
        "--api-base", metavar="URL", help="The address of its API.", show_default=""
    ),
]


def models(
    provider: Annotated[
        str | None,
        typer.Argument(metavar="PROVIDER", help="List the models known of this one."),
    ] = None,
    model: Model = "",
    server: Server = "",
    output: Form = Output.TEXT,
) -> None:
    """Models in reach: servers on this machine, providers whose key is set.

    Nothing is asked of any other machine. One that costs money is used only
    where you name it: --model, CORESEARCH_MODEL, or the settings.

    Examples:

      coresearch models

      coresearch models anthropic
    """
    if provider is not None:
        _say_provider(provider, output)
        return
    from coresearch.assistant.finding import keys, local_models
    from coresearch.cli.session import settings_here
    from coresearch.core.errors import NoModel
    from coresearch.workbench.models import choose

    found = local_models()
    set_keys = keys(os.environ)
    settings = settings_here()
    fault, chosen = None, None
    try:
        chosen = choose(settings, model=model, server=server, look=lambda: found)
    except NoModel as error:
        fault = error
    if output is Output.JSON:
        say(json.dumps(_as_json(found, set_keys, chosen)))
        return
    _say_reach(found, set_keys)
    say()
    if chosen is not None:
        _say_chosen(chosen)
        return
    assert fault is not None
    say("None would be asked." if found or set_keys else fault.message)
    advise(
        "Name one: coresearch critique plan.md --model provider/name, or "
        f"export CORESEARCH_MODEL=provider/name. {_WAYS}"
    )


def _as_json(
    found: Sequence[Local], set_keys: Sequence[Key], chosen: Chosen | None
) -> dict[str, Any]:
    from coresearch.assistant.table import known

    local = [
        _facts(known(item.model)) | _place(item.server, item.context) for item in found
    ]
    return {
        "local": local,
        "keys": {item.provider: item.variable for item in set_keys},
        "used": _chosen(chosen) if chosen else None,
    }


def _say_reach(found: Sequence[Local], set_keys: Sequence[Key]) -> None:
    """Servers on this machine, and providers whose key is set."""
    for item in found:
        size = _size(item.context)
        say(f"{printable(item.model)}  {item.program}, on this machine{size}")
    for key in set_keys:
        more = f"coresearch models {key.provider}"
        say(f"{key.provider}/…  {key.variable} is set: {more}")
    if not (found or set_keys):
        say("No server on this machine answers, and no provider's key is set.")


def _say_chosen(chosen: Chosen) -> None:
    """Which one would be asked, why, where it is and what it costs."""
    say(f"Would be asked: {paint(printable(chosen.model), Ink.STRONG)}")
    say(f"  {printable(chosen.why)}")
    where = "leaves this machine" if chosen.route.leaves_machine else "on this machine"
    say(f"  at {printable(chosen.route.host)} ({where}){_size(chosen.context)}")
    if about_key := _key(chosen):
        say(f"  {about_key}")
    say(f"  {_price(chosen.known)}")


def _key(chosen: Chosen) -> str:
    """Whether a key goes along."""
    if chosen.withholds_key:
        return "without your key, unless you say so: the repository names the address"
    if chosen.route.key:
        return f"with your key in {chosen.route.key_variable}"
    return ""


_WAYS = "Without a model: coresearch critique works all the same."


def _say_provider(provider: str, output: Output) -> None:
    from coresearch.assistant.table import models_of
    from coresearch.core.errors import NotFound

    rows = models_of(provider)
    if output is Output.JSON:
        say(json.dumps([_facts(row) for row in rows]))
        return
    if not rows:
        raise NotFound(
            f"Nothing is known of models by {provider}.",
            hint="A model that is not in LiteLLM's table can be asked all the same.",
        )
    room = max(20, min(max(cells(row.model) for row in rows), width() - 36))
    for row in rows:
        name = padded(cut(printable(row.model), room), room)
        say(f"{name}  {_tokens(row.context):>6}  {_price(row)}")
    advise(f"{counted(len(rows), 'model')}; prices as LiteLLM's table has them.")


def _facts(row: Known) -> dict[str, Any]:
    return {
        "model": row.model,
        "context": row.context,
        "dollars_per_million_sent": row.price.sent if row.price else None,
        "dollars_per_million_received": row.price.received if row.price else None,
    }


def _place(server: str, context: int | None) -> dict[str, Any]:
    return {"server": server, "context": context}


def _chosen(chosen: Chosen) -> dict[str, Any]:
    return _facts(chosen.known) | {
        "server": chosen.route.server,
        "why": chosen.why,
        "context": chosen.context,
        "leaves_machine": chosen.route.leaves_machine,
        "withholds_key": chosen.withholds_key,
    }


def _size(context: int | None) -> str:
    return f", {_tokens(context)} tokens" if context else ""


def _tokens(count: int | None) -> str:
    """`128k`, as people write it; `?` where it is not known."""
    if count is None:
        return "?"
    return f"{count // 1000}k" if count >= 1000 else str(count)


def _price(row: Known) -> str:
    if row.price is None:
        return "price not known"
    return f"${row.price.sent:.2f} sent, ${row.price.received:.2f} received, a million"

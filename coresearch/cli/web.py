"""`coresearch web`: the interface in a browser of this machine."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated

import typer

from coresearch.cli.output import advise, say


def web(
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="0 takes any that is free.")
    ] = 8765,
) -> None:
    """The interface in a browser on this machine, for whoever has the address.

    It listens on 127.0.0.1 alone. The address that it shows has a token, without which
    nothing is served: give it to nobody, since keys in that browser decide as yours do.
    Ctrl-C ends it.

    Example: coresearch web
    """
    # By its name: the two faces of the workbench do not know each other.
    serve = import_module("coresearch.tui.web").serve

    def tell(address: str) -> None:
        say(address)
        advise("Open it in a browser of this machine. Ctrl-C ends it.")

    serve(port, tell)

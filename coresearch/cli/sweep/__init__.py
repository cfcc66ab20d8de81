"""`coresearch sweep`: one script over seeds and settings, here or on a cluster."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup

from coresearch.cli.sweep import export, looks, orders, start


class _OrStart(TyperGroup):
    """Where no command is named, what is named is a script: it is started."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401
        if args[:1] == ["list"]:  # as other nouns have it
            args = ["ls", *args[1:]]
        if args and args[0] not in self.commands and args[0] not in ("-h", "--help"):
            args = ["start", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_OrStart,
    no_args_is_help=True,
    help="One script over seeds and settings, here or on a cluster: sweep train.py",
)
for command in (
    start.start,
    looks.ls,
    looks.show,
    looks.logs,
    looks.table,
    orders.cancel,
    orders.resume,
    orders.retry,
    orders.rerun,
    export.export,
):
    app.command()(command)

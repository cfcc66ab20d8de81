"""`coresearch panel`: one question, several voices, blind at first."""

from __future__ import annotations

import typer

from coresearch.cli.panel import ending, looks, opening, voices

app = typer.Typer(
    no_args_is_help=True,
    help="One question, several people and models: blind views, dissent, a record.",
)
app.command("open")(opening.open_)
for command in (
    voices.view,
    voices.ask,
    looks.show,
    looks.reveal,
    voices.reply,
    ending.synthesise,
    ending.conclude,
):
    app.command()(command)
app.command("list")(looks.list_)

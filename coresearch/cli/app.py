"""All commands in one place; nothing heavy is imported to list them."""

from __future__ import annotations

from typing import Annotated

import typer

from coresearch import __version__
from coresearch.cli import critique, decisions, demo, journal, prompts
from coresearch.cli.output import say

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _say_version(wanted: bool) -> None:
    if wanted:
        say(f"coresearch {__version__}")
        raise typer.Exit


@app.callback()
def coresearch(
    version: Annotated[
        bool,
        typer.Option(
            "--version", "-V", callback=_say_version, is_eager=True, help="The version."
        ),
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show where a fault came from.")
    ] = False,
) -> None:
    """A pair-research assistant: it suggests, you decide, the journal remembers.

    Start in your repository with: coresearch critique plan.md
    Or try it on an example with:  coresearch demo
    """


_ASK, _DECIDE, _RECORD = "Get suggestions", "Decide", "The record"

app.command(rich_help_panel=_ASK)(critique.critique)
app.command(rich_help_panel=_ASK)(demo.demo)
app.command(rich_help_panel=_DECIDE)(decisions.inbox)
app.command(rich_help_panel=_DECIDE)(decisions.show)
app.command(rich_help_panel=_DECIDE)(decisions.accept)
app.command(rich_help_panel=_DECIDE)(decisions.amend)
app.command(rich_help_panel=_DECIDE)(decisions.reject)
app.command(rich_help_panel=_DECIDE)(decisions.later)
app.command(rich_help_panel=_DECIDE)(decisions.undo)
app.command(rich_help_panel=_DECIDE)(decisions.redo)
app.add_typer(journal.app, name="journal", rich_help_panel=_RECORD)
app.add_typer(prompts.app, name="prompts", rich_help_panel=_RECORD)

"""All commands in one table; running one imports and builds that one alone."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Annotated

import typer

from coresearch import __version__
from coresearch.cli.output import say

_ASK, _DECIDE, _RUN, _RECORD = "Get suggestions", "Decide", "Run", "The record"
_SELF = "Your own skill"

COMMANDS = {
    "critique": ("critique", _ASK),
    "ask": ("ask", _ASK),
    "brainstorm": ("ask", _ASK),
    "design": ("ask", _ASK),
    "draft": ("ask", _ASK),
    "benchmark": ("benchmark", _ASK),
    "write": ("write", _ASK),
    "integrate": ("integrate", _ASK),
    "problem": ("activities", _ASK),
    "systems": ("activities", _ASK),
    "safety": ("activities", _ASK),
    "panel": ("panel", _ASK),
    "rules": ("rules", _ASK),
    "demo": ("demo", _ASK),
    "models": ("models", _ASK),
    "inbox": ("decisions", _DECIDE),
    "show": ("decisions", _DECIDE),
    "accept": ("decisions", _DECIDE),
    "amend": ("decisions", _DECIDE),
    "reject": ("decisions", _DECIDE),
    "later": ("decisions", _DECIDE),
    "undo": ("decisions", _DECIDE),
    "redo": ("decisions", _DECIDE),
    "run": ("run", _RUN),
    "runs": ("runs", _RUN),
    "sweep": ("sweep", _RUN),
    "diagnose": ("diagnose", _RUN),
    "analyse": ("analyse", _RUN),
    "kernel": ("kernel", _RUN),
    "journal": ("journal", _RECORD),
    "predict": ("predictions", _RECORD),
    "resolve": ("predictions", _RECORD),
    "outcome": ("predictions", _RECORD),
    "direction": ("direction", _RECORD),
    "review": ("review", _RECORD),
    "probe": ("probe", _SELF),
    "drill": ("drill", _SELF),
    "trial": ("trial", _SELF),
    "prompts": ("prompts", _RECORD),
    "web": ("web", _DECIDE),
}
"""For each command its module and its heading in the help, in the order of the help."""

_HELP = ("-h", "--help")
_GROUPS = (
    "panel", "direction", "trial", "runs", "sweep", "kernel", "journal", "prompts",
    "rules",
)  # fmt: skip


def make_app(wanted: str | None = None) -> typer.Typer:
    """The application with all commands, or with the one wanted if there is such.

    For its help the commands have their names and what they do, and no options, since
    to make out those of all of them takes longer than all the rest.
    """
    app = typer.Typer(
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": list(_HELP)},
    )
    app.callback()(coresearch)
    for name in [wanted] if wanted in COMMANDS else COMMANDS:
        module, panel = COMMANDS[name]
        commands = import_module(f"coresearch.cli.{module}")
        if wanted in _HELP:
            app.command(name, rich_help_panel=panel)(_named(commands, name))
        elif name in _GROUPS:
            app.add_typer(commands.app, name=name, rich_help_panel=panel)
        else:
            app.command(name, rich_help_panel=panel)(getattr(commands, name))
    return app


def _named(commands: ModuleType, name: str) -> Callable[[], None]:
    """What stands for a command, or a group of commands, where all are listed."""

    def listed() -> None: ...

    is_group = name in _GROUPS and isinstance(commands.app.info.help, str)
    found = commands.app.info.help if is_group else getattr(commands, name).__doc__
    listed.__doc__ = found
    return listed


def _say_version(wanted: bool) -> None:
    if wanted:
        say(f"coresearch {__version__}")
        raise typer.Exit


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

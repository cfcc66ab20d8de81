"""`coresearch kernel`: warm kernels, in which state stays from run to run."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from coresearch.cli.forms import Form, Output
from coresearch.cli.output import advise, say

app = typer.Typer(
    no_args_is_help=True,
    help="Warm kernels: their state stays from run to run, until they are idle.",
)

_Name = Annotated[str, typer.Argument(metavar="[NAME]", help="What you call it.")]
_DEFAULT = "main"


@app.command()
def start(
    name: _Name = _DEFAULT,
    kernel: Annotated[
        str, typer.Option(metavar="NAME", help="An installed Jupyter kernel.")
    ] = "",
    idle: Annotated[
        float,
        typer.Option(metavar="MINUTES", min=0.01, help="Ends after so long unused."),
    ] = 120,
) -> None:
    """Start a kernel that stays, for runs with --warm NAME.

    Example: coresearch kernel start
    """
    from coresearch.cli.session import project_here
    from coresearch.workbench.warm import start as start_kernel

    with project_here() as project:
        made = start_kernel(project, name, kernel, 60 * idle, Path.cwd())
        say(f"The kernel {made.name} ({made.kernel}) is warm.")
        advise(f"Run in it: coresearch run --warm {made.name} FILE")


@app.command("list")
def list_(output: Form = Output.TEXT) -> None:
    """The warm kernels of this repository.

    Example: coresearch kernel list
    """
    import time

    from coresearch.cli.session import project_here
    from coresearch.workbench.warm import list_warm
    from coresearch.workbench.words import duration

    with project_here() as project:
        found = list_warm(project)
        if output is Output.JSON:
            say(json.dumps([asdict(one) for one in found], default=str))
            return
        for one in found:
            unused = time.time() - one.used
            what = "busy" if one.is_busy else f"idle for {duration(unused)}"
            say(f"{one.name}  {one.kernel}  {what} of {duration(one.idle)}")
        if not found:
            say("No kernel is warm.")


@app.command()
def stop(name: _Name = _DEFAULT) -> None:
    """End a warm kernel; its state is lost.

    Example: coresearch kernel stop
    """
    from coresearch.cli.session import project_here
    from coresearch.workbench import warm

    with project_here() as project:
        warm.stop(project, warm.find_warm(project, name))
        say(f"The kernel {name} has ended.")


@app.command()
def restart(name: _Name = _DEFAULT) -> None:
    """End it and start it again, empty.

    Example: coresearch kernel restart
    """
    from coresearch.cli.session import project_here
    from coresearch.workbench import warm

    with project_here() as project:
        found = warm.find_warm(project, name)
        warm.stop(project, found)
        warm.start(project, name, found.kernel, found.idle, Path(found.cwd))
        say(f"The kernel {name} is warm again, and empty.")


@app.command()
def interrupt(name: _Name = _DEFAULT) -> None:
    """Ctrl-C for what runs in it.

    Example: coresearch kernel interrupt
    """
    from coresearch.cli.session import project_here
    from coresearch.workbench import warm

    with project_here() as project:
        warm.interrupt(warm.find_warm(project, name))
        say(f"What runs in the kernel {name} was interrupted.")

"""`coresearch prompts`: what a model would be told, to read or to paste."""

from __future__ import annotations

from typing import Annotated

import typer

from coresearch.cli.output import say
from coresearch.prompts import load_prompt, prompt_names

app = typer.Typer(
    no_args_is_help=True, help="Read the prompts, or paste one into any model."
)


@app.command("list")
def list_() -> None:
    """The prompts that there are, with activity and version.

    Example: coresearch prompts list
    """
    for name in prompt_names():
        prompt = load_prompt(name)
        say(f"{name:<16} {prompt.activity:<12} version {prompt.version}")


@app.command()
def show(name: Annotated[str, typer.Argument(metavar="NAME")]) -> None:
    """One prompt as it is.

    Example: cat <(coresearch prompts show critique) plan.md
    """
    say(load_prompt(name).text)

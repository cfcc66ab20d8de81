"""`coresearch prompts`: what a model is told, to read, to change, or to paste."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coresearch.cli import terminal
from coresearch.cli.output import advise, say
from coresearch.core.text import printable
from coresearch.prompts import instructions, load_prompt, prompt_names, render

app = typer.Typer(
    no_args_is_help=True,
    help="Read what a model is told, or change it for this project.",
)

_Name = Annotated[str, typer.Argument(metavar="NAME")]


def _home() -> Path | None:
    from coresearch.cli.session import here
    from coresearch.workbench.prompts import home_of_prompts

    return home_of_prompts(here())


@app.command("list")
def list_() -> None:
    """The prompts that there are, with activity and version.

    Example: coresearch prompts list
    """
    home = _home()
    for name in prompt_names():
        prompt = load_prompt(name, home)
        mark = "  yours" if prompt.is_own else ""
        version = printable(prompt.version)
        say(f"{name:<16} {prompt.activity:<12} version {version}{mark}")


@app.command()
def show(
    name: _Name,
    source: Annotated[
        bool, typer.Option("--source", help="The file itself, to see its parts.")
    ] = False,
) -> None:
    """What a model is told, whole, as it is sent before the material.

    Example: cat <(coresearch prompts show critique) plan.md
    """
    home = _home()
    prompt = load_prompt(name, home)
    if source:
        say(printable(prompt.file.read_text(encoding="utf-8")).rstrip("\n"))
        return
    say(printable(instructions(prompt, home)).rstrip("\n"))


@app.command()
def edit(name: _Name) -> None:
    """Change a prompt for this project, in your editor ($VISUAL or $EDITOR).

    Your version lies in .coresearch/prompts and is used from then on. Remove the
    file to go back.

    Example: coresearch prompts edit critique
    """
    from coresearch.cli.session import here
    from coresearch.repo.checkout import find_checkout
    from coresearch.workbench.prompts import begin_own, forget_unchanged

    terminal.require_person("Changing a prompt")
    home = find_checkout(here()).home
    file = begin_own(name, home)
    try:
        terminal.edit(file)
    finally:
        is_unchanged = forget_unchanged(name, home)
    if is_unchanged:
        say("Nothing changed.")
        return
    render(load_prompt(name, home), {}, home)
    say(f"Yours is used from now on: {printable(str(file))}")
    advise(f"See the difference: coresearch prompts diff {name}")


@app.command()
def diff(name: _Name) -> None:
    """How your version of a prompt differs from the one that comes with coresearch.

    Example: coresearch prompts diff critique
    """
    from coresearch.workbench.prompts import differences

    lines = list(differences(name, _home()))
    for line in lines:
        say(printable(line))
    if not lines:
        advise(f"{name} is as it comes with coresearch.")

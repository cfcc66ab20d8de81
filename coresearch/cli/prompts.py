"""`coresearch prompts`: what a model is told, to read, to change, or to paste."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coresearch.cli import terminal
from coresearch.cli.output import advise, say
from coresearch.core.text import printable

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
    """The prompts that there are, with activity and version, and what they share.

    Example: coresearch prompts list
    """
    from coresearch.prompts import load_prompt, part_names, prompt_names
    from coresearch.workbench.prompts import own_file

    home = _home()
    for name in prompt_names():
        prompt = load_prompt(name, home)
        mark = "  yours" if prompt.is_own else ""
        version = printable(prompt.version)
        say(f"{name:<18} {prompt.activity:<12} version {version}{mark}")
    for name in part_names():
        is_own = home is not None and own_file(name, home).is_file()
        say(f"{name:<18} part of all prompts{'  yours' if is_own else ''}")


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
    from coresearch.prompts import instructions, load_prompt, part_names
    from coresearch.workbench import prompts

    home = _home()
    if source or name in part_names():
        text = prompts.source(name, home)
    else:
        text = instructions(load_prompt(name, home), home)
    say(printable(text).rstrip("\n"))


@app.command()
def edit(name: _Name) -> None:
    """Change a prompt, or a part that all share, for this project, in your editor.

    The editor is $VISUAL or $EDITOR. Your version lies in .coresearch/prompts and
    is used from then on. Remove the file to go back.

    Examples:

      coresearch prompts edit critique

      coresearch prompts edit shared/colleague
    """
    from coresearch.cli.session import here
    from coresearch.prompts import instructions, load_prompt, prompt_names
    from coresearch.repo.checkout import find_checkout
    from coresearch.workbench.editing import edit
    from coresearch.workbench.prompts import begin_own, forget_unchanged

    terminal.require_person("Changing a prompt")
    home = find_checkout(here()).home
    file = begin_own(name, home)
    try:
        edit(file)
    finally:
        is_unchanged = forget_unchanged(name, home)
    if is_unchanged:
        say("Nothing changed.")
        return
    for affected in [name] if name in prompt_names() else prompt_names():
        instructions(load_prompt(affected, home), home)
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

"""`coresearch demo`: the main job on an example, in a scratch repository."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from coresearch.cli.critique import Format, critique
from coresearch.cli.output import say, tell
from coresearch.core.text import printable


def demo(
    name: Annotated[
        str,
        typer.Argument(
            metavar="EXAMPLE",
            help="label-noise, noisy-retrieval or drifting-bandits.",
        ),
    ] = "label-noise",
    folder: Annotated[
        Path | None, typer.Option(help="A new folder for it, instead of a scratch one.")
    ] = None,
) -> None:
    """Try it: critique a real plan in a scratch repository that you may break.

    Example: coresearch demo noisy-retrieval
    """
    from coresearch.workbench.demo import make_scratch_repository

    place = make_scratch_repository(name, folder)
    say(f"A scratch repository with the example {printable(name)}: {place}")
    say()
    os.chdir(place)
    try:
        critique(["plan.md"], Format.TEXT)
    finally:
        tell("")
        tell("Go on there:")
        tell(f"  cd {place}")
        for command, meaning in _NEXT:
            tell(f"  {command:<38}# {meaning}")


_NEXT = (
    ("coresearch", "all of it on one screen"),
    ("coresearch inbox", "what waits for your decision"),
    ("coresearch show ID", "one suggestion, whole"),
    ("coresearch accept ID", "see exactly what it does, then say y"),
    ('coresearch reject ID -m "because …"', "keep your reason"),
    ("coresearch undo", "take the last accept back"),
    ("coresearch journal list", "all of it, on record"),
    ("coresearch journal verify", "and proven"),
)

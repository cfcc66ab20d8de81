"""The words of `coresearch run`, each with its help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coresearch.core.errors import BadInput

What = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="FILE [-- ARGS]", help="A script or notebook; - reads stdin."
    ),
]
Code = Annotated[
    str | None, typer.Option("--code", "-c", metavar="CODE", help="Run this.")
]
Kernel = Annotated[
    str, typer.Option(metavar="NAME", help="An installed Jupyter kernel.")
]
Warm = Annotated[
    str,
    typer.Option(metavar="NAME", help="In a warm kernel: coresearch kernel start."),
]
Existing = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="In the kernel of this connection file."),
]
OnServer = Annotated[
    str,
    typer.Option(
        metavar="URL",
        help="On a Jupyter server or Hub; its token is in JUPYTER_TOKEN.",
    ),
]
Resume = Annotated[
    str | None,
    typer.Option(metavar="ID", help="Pick a run on a server up again."),
]
Cwd = Annotated[
    Path | None, typer.Option(metavar="DIR", help="The folder to run it in.")
]
Env = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME=VALUE", help="Set a variable (repeatable)."),
]
Timeout = Annotated[
    float | None,
    typer.Option(metavar="SECONDS", min=0.1, help="Stop it after this time."),
]
Seed = Annotated[
    int | None, typer.Option(metavar="N", min=0, help="Seed of chance; kept.")
]
Metric = Annotated[
    list[str] | None,
    typer.Option(metavar="FORM", help="Lines that report: 'acc: {acc}' (repeatable)."),
]
Name = Annotated[
    str, typer.Option(metavar="TEXT", help="A name, to find and compare it by.")
]
Direction = Annotated[
    str, typer.Option(metavar="ID", help="The line of inquiry it belongs to.")
]
Predict = Annotated[
    str | None,
    typer.Option(metavar="CLAIM", help="What you expect: 'val_acc > 0.8'."),
]
Sure = Annotated[
    float | None, typer.Option("--p", metavar="P", help="How sure, such as 0.7.")
]


def running(warm: str, existing: Path | None, server: str) -> str:
    """The kernel that runs already: a warm one's name, or a whole path.

    Raises:
        BadInput: more than one place to run in is named.
    """
    if sum(map(bool, (warm, existing, server))) > 1:
        raise BadInput("Give one of --warm, --existing and --server.")
    if "/" in warm:
        raise BadInput("--warm takes a name.", hint="For a file: --existing FILE")
    return warm if existing is None else str(existing.absolute())


def variables(given: list[str]) -> dict[str, str]:
    """What `--env NAME=VALUE` sets.

    Raises:
        BadInput: it is not of that form.
    """
    found = {}
    for item in given:
        name, sign, value = item.partition("=")
        if not sign or not name or "\0" in item:
            raise BadInput(f"--env {item!r} is not NAME=VALUE.")
        found[name] = value
    return found


def forms(given: list[str]) -> tuple[str, ...]:
    """Forms of lines that report metrics.

    Raises:
        BadInput: one names no number.
    """
    from coresearch.core.metrics import line_pattern

    for form in given:
        line_pattern(form)
    return tuple(given)

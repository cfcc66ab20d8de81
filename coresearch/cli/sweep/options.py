"""The words of `coresearch sweep`, each with its help, and what they stand for."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from coresearch.core.errors import BadInput
from coresearch.core.text import one_line

What = Annotated[
    list[str], typer.Argument(metavar="SCRIPT [-- ARGS]", help="What each task runs.")
]
Seeds = Annotated[
    str, typer.Option(metavar="0..9", help="Each of these seeds: 0..9, or 1,2,5.")
]
Grid = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME=A,B", help="Each of these values (repeatable)."),
]
Zip = Annotated[
    bool, typer.Option("--zip", help="First values with first; not each with each.")
]
Where = Annotated[
    str, typer.Option(metavar="CONDITION", help="Only these: 'lr<1e-3 or wd>0'.")
]
SeedArgument = Annotated[
    str, typer.Option("--seed-arg", metavar="FORM", help="How it is given its seed.")
]
On = Annotated[
    str, typer.Option("--on", metavar="ENGINE", help="local, slurm, ray, or another.")
]
Slots = Annotated[
    int | None,
    typer.Option("-j", metavar="N", min=1, help="At most so many at once."),
]
Time = Annotated[str, typer.Option(metavar="2h", help="Stop a task after this time.")]
Gpus = Annotated[int | None, typer.Option(min=1, help="Cards for each task.")]
Cpus = Annotated[int | None, typer.Option(min=1, help="Cores for each task.")]
Mem = Annotated[str, typer.Option(metavar="16G", help="Memory for each task.")]
Partition = Annotated[str, typer.Option(metavar="NAME", help="Of Slurm.")]
Directive = Annotated[
    list[str] | None,
    typer.Option("--slurm", metavar="KEY=VALUE", help="A directive (repeatable)."),
]
Retry = Annotated[
    str, typer.Option(metavar="lost=N", help="Begin lost tasks anew, so often.")
]
Metric = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME:min", help="Compare by it; or a form: 'acc: {acc}'."),
]
Program = Annotated[
    str, typer.Option("--with", metavar="PROGRAM", help="What runs the script.")
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")
]
Clean = Annotated[
    bool, typer.Option("--clean", help="Refuse where changes are not committed.")
]
Detach = Annotated[bool, typer.Option("--detach", help="Do not wait for its end.")]


def retries(text: str) -> int:
    """How often `lost=1` has a lost task begun anew.

    Raises:
        BadInput: it is not of that form.
    """
    if not text:
        return 0
    name, _, number = text.partition("=")
    if name != "lost" or not number.isdecimal() or int(number) > 100:
        raise BadInput(
            f"--retry {one_line(text)} is not known.",
            hint="Only what was lost is begun anew by itself: --retry lost=1",
        )
    return int(number)


def directives(given: list[str]) -> dict[str, str]:
    """What `--slurm KEY=VALUE` asks for.

    Raises:
        BadInput: it is not of that form.
    """
    found = {}
    for item in given:
        name, sign, value = item.partition("=")
        if not re.fullmatch(r"[a-z][a-z0-9-]*", name) or not sign or "\n" in value:
            raise BadInput(
                f"--slurm {one_line(item)} is not KEY=VALUE.",
                hint="Such as: --slurm account=vision",
            )
        found[name] = value
    return found

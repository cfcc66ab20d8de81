"""A sweep, or a task of it, as a person names it."""

from __future__ import annotations

from typing import Annotated

import typer

Named = Annotated[
    str | None,
    typer.Argument(
        metavar="[SWEEP[/TASK]]",
        help="The beginning of its id, or its name; without one the last.",
    ),
]
NamedTask = Annotated[
    str, typer.Argument(metavar="[SWEEP]/TASK", help="Such as 3f2a/003, or /3.")
]

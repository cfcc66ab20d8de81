"""A panel as a person names it, and the roles of its questions."""

from __future__ import annotations

from typing import Annotated

import typer

from coresearch.core.errors import BadInput

Id = Annotated[
    str, typer.Argument(metavar="[ID]", help="How its id begins; else the newest.")
]


def roles_of(given: list[str] | None) -> list[str]:
    """The roles that are named; all of them where none is.

    Raises:
        BadInput: one that there is not.
    """
    from coresearch.workbench.panel.roles import Role

    if given is None:
        return list(Role)
    known = [*Role, "none"]
    for one in given:
        if one not in known:
            raise BadInput(
                f"There is no role {one!r}.", hint=f"There are: {', '.join(known)}"
            )
    return [one for one in given if one != "none"]

"""A run as a person names it: the beginning of its id, or none for the last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from coresearch.core.runs import Run
    from coresearch.workbench.project import Project

Id = Annotated[str, typer.Argument(metavar="ID", help="The beginning of a run's id.")]
IdOrLast = Annotated[
    str | None,
    typer.Argument(metavar="[ID]", help="A run's id; without one the last run."),
]


def find(project: Project, identity: str | None) -> Run:
    """The run of this id.

    Raises:
        NotFound: there is none.
        BadInput: there are several that begin like that.
    """
    from coresearch.journal.runs import find_run, last_run, read_run

    journal = project.journal
    found = last_run(journal) if identity is None else find_run(journal, identity)
    return read_run(journal, found)

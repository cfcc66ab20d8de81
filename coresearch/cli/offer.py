"""After suggestions were made: going through them right away is offered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coresearch.cli import terminal
from coresearch.cli.output import advise, say
from coresearch.core.text import counted

if TYPE_CHECKING:
    from coresearch.workbench.project import Project

_ID_DIGITS = 7


def offer_walk(project: Project, ids: Sequence[str]) -> None:
    """Offer to go through what waits; without a terminal, say where it waits."""
    if not ids:
        return
    if not terminal.is_there():
        advise(
            f"{counted(len(ids), 'suggestion')} in the inbox. See one: coresearch "
            f"show {ids[0][:_ID_DIGITS]}. Decide, at a terminal: coresearch inbox "
            "--walk"
        )
        return
    say()
    if not terminal.ask_yes("Go through them one by one? [y/N] "):
        say("They wait in the inbox: coresearch inbox")
        return
    from coresearch.cli.walk import walk

    walk(project, ids)

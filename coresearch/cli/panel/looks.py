"""`panel show`, `reveal` and `list`: what may be seen of panels."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from coresearch.cli.forms import Form, Output
from coresearch.cli.output import Ink, advise, paint, say
from coresearch.cli.panel.named import Id
from coresearch.core.text import counted, shorten


def show(identity: Id = "", output: Form = Output.TEXT) -> None:
    """All views, how far they agree, and who dissents; your own comes first.

    Example: coresearch panel show
    """
    from coresearch.cli.panel.views import as_json, lines
    from coresearch.cli.session import project_with_journal
    from coresearch.workbench.panel.panels import find_panel
    from coresearch.workbench.panel.standing import DIGITS, require_shown, standing

    with project_with_journal() as project:
        found = standing(project, find_panel(project, identity))
        require_shown(found)
        if output is Output.JSON:
            say(as_json(found))
            return
        for line in lines(found):
            say(line)
    advise(f"A record of the decision: coresearch panel conclude {found.id[:DIGITS]}")


def reveal(
    identity: Id = "",
    because: Annotated[
        str, typer.Option(metavar="TEXT", help="Why not to wait for the others.")
    ] = "",
) -> None:
    """Wait no longer for the views that --blind-until asked for; on record, with why.

    Example: coresearch panel reveal --because "the third reader is ill"
    """
    from coresearch.cli.session import project_here
    from coresearch.workbench.panel.panels import find_panel, show_early
    from coresearch.workbench.panel.standing import standing

    with project_here() as project:
        found = standing(project, find_panel(project, identity))
        show_early(project, found, because)
    say("Every view on record is shown now: coresearch panel show")


def list_(output: Form = Output.TEXT) -> None:
    """Every panel, the newest first.

    Example: coresearch panel list
    """
    from coresearch.cli.session import project_with_journal
    from coresearch.core.panels import panel_from_json
    from coresearch.workbench.panel.panels import all_panels
    from coresearch.workbench.panel.standing import DIGITS

    with project_with_journal() as project:
        rows = all_panels(project)
        panels = [panel_from_json(project.journal.expand(row.body)) for row in rows]
    if output is Output.JSON:
        told = [
            {"id": row.id, "at": row.at, "author": row.author, "views": row.views,
             "question": panel.question}
            for row, panel in zip(rows, panels, strict=True)
        ]  # fmt: skip
        say(json.dumps(told))
        return
    for row, panel in zip(rows, panels, strict=True):
        head = f"{row.at[:10]}  {counted(row.views, 'view'):8}"
        room = shorten(panel.question, 60)
        say(f"{paint(row.id[:DIGITS], Ink.PLACE)}  {head}  {room}")
    if not rows:
        say("There is no panel.")

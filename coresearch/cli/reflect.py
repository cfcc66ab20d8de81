"""After a review: writing down what you make of it, and what follows for the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coresearch.cli.offer import offer_walk
from coresearch.cli.output import advise, say

if TYPE_CHECKING:
    from coresearch.journal.reviewed import While
    from coresearch.review.rows import Report
    from coresearch.workbench.project import Project


def reflect(project: Project, report: Report) -> None:
    """Open the person's editor with what surprised, and keep what they write."""
    from coresearch.workbench import reflecting

    written = reflecting.written(report)
    if written.is_empty:
        say("Nothing was written, and nothing is kept.")
        return
    reflecting.keep(project, report, written)
    say("It is in your journal.")
    if written.goal:
        say("The next review comes back to your goal.")


def suggest(project: Project, wanted: While) -> None:
    """Put into the inbox what would change the assistant, and offer to go through."""
    from coresearch.workbench.self_mending import suggest_mends

    placed = [
        one
        for one in suggest_mends(project, wanted)
        if one.is_new or one.entry.state == "waiting"
    ]
    if not placed:
        advise("Nothing follows for rules and prompts yet, that you have not decided.")
    offer_walk(project, [one.id for one in placed])

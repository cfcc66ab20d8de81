"""The activities that look at the whole repository, by name."""

from __future__ import annotations

from coresearch.workbench.activities.account import Account
from coresearch.workbench.project import Project

NAMES = ("problem", "systems", "safety")


def account_of(project: Project, name: str) -> Account:
    """What the activity of this name finds without a model; nothing is kept yet."""
    match name:
        case "problem":
            from coresearch.workbench.activities.problem import survey

            return survey(project)
        case "systems":
            from coresearch.workbench.activities.systems import audit

            return audit(project)
        case _:
            from coresearch.workbench.activities.safety import look

            return look(project)

"""What is done about panels, in threads: read, opened, answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coresearch.workbench.panel.interview import Line as AskedLine
    from coresearch.workbench.panel.standing import Standing
    from coresearch.workbench.project import Project

Said = Mapping[str, str]
"""What a form has, by key."""


def panel_at(id: str, project: Project) -> Standing:
    """The panel of this id, as it stands now."""
    from coresearch.workbench.panel.panels import find_panel
    from coresearch.workbench.panel.standing import standing

    return standing(project, find_panel(project, id))


def all_standing(project: Project) -> list[Standing]:
    """Every panel, the newest first."""
    from coresearch.workbench.panel.panels import all_panels
    from coresearch.workbench.panel.standing import standing

    return [standing(project, row) for row in all_panels(project)]


def page_of(id: str, project: Project) -> str:
    """What the person may see of it, in Markdown."""
    from coresearch.workbench.panel.page import page
    from coresearch.workbench.panel.roles import role_questions

    found = panel_at(id, project)
    return page(found, role_questions(project, found.panel))


def opened(
    question: str, options: Sequence[str], blind_until: str, project: Project
) -> str:
    """A question is put on record; its id."""
    from coresearch.core.errors import BadInput
    from coresearch.core.panels import panel_of
    from coresearch.workbench.panel.panels import open_panel
    from coresearch.workbench.panel.roles import Role

    if blind_until.strip() and not blind_until.strip().isdecimal():
        raise BadInput(f"{blind_until} is no number of views.")
    panel = panel_of(question, options, Role, int(blind_until.strip() or 0))
    return open_panel(project, panel)


def lines_for(found: Standing, project: Project) -> list[AskedLine]:
    """What the person is asked for their view."""
    from coresearch.workbench.panel.interview import lines_of
    from coresearch.workbench.panel.roles import role_questions

    return lines_of(found.panel, role_questions(project, found.panel))


def wrong_with(found: Standing, lines: Sequence[AskedLine], key: str, said: str) -> str:
    """What is wrong with one line of a view, or nothing."""
    from coresearch.core.errors import CoresearchError
    from coresearch.tui.desk import told
    from coresearch.workbench.panel.interview import check

    for line in lines:
        if line.key == key:
            try:
                check(found.panel, line, said)
            except CoresearchError as fault:
                return told(fault)
    return ""


def given(
    found: Standing, lines: Sequence[AskedLine], said: Said, project: Project
) -> None:
    """Their view, on record."""
    from coresearch.workbench.panel.interview import view_of
    from coresearch.workbench.panel.panels import give_view

    view = view_of(found.panel, lines, said)
    give_view(project, found.id, view, moved_by=said.get("moved_by", ""))


def answered(found: Standing, said: Said, project: Project) -> None:
    """What they say to the view of another, on record."""
    from coresearch.core.panels import Rejoinder
    from coresearch.workbench.panel.panels import answer_view

    names = ("to", "grants", "disputes", "turns_on")
    answer_view(project, found, Rejoinder(*(said.get(name, "") for name in names)))


def shown_early(found: Standing, said: Said, project: Project) -> None:
    """Wait no longer for the views that are missing."""
    from coresearch.workbench.panel.panels import show_early

    show_early(project, found, said.get("because", ""))

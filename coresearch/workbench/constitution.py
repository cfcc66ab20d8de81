"""The constitution of a project, as it is now, held against what is suggested."""

from __future__ import annotations

from coresearch.core.constitution import (
    CONSTITUTION,
    Constitution,
    Touched,
    constitution_of,
    touched,
)
from coresearch.core.errors import CoresearchError
from coresearch.core.suggestions import Suggestion
from coresearch.repo.files import read_file
from coresearch.workbench.project import Project


def agreed(project: Project) -> Constitution:
    """What the project has agreed; nothing where it has no file that can be read."""
    try:
        state = read_file(project.root, CONSTITUTION)
    except CoresearchError:
        return Constitution()
    text = state.content.decode("utf-8-sig", "replace") if state else ""
    return constitution_of(text)


def articles_for(project: Project, suggestion: Suggestion) -> tuple[Touched, ...]:
    """The articles that a suggestion touches."""
    return touched(agreed(project), suggestion)

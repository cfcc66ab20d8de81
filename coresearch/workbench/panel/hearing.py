"""A model as a voice: what it is asked, and the view that is read from its reply."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coresearch.core.errors import BadInput
from coresearch.core.panels import HIGHEST, LOWEST, Panel, View, checked
from coresearch.core.suggestions import Suggestion
from coresearch.core.text import one_line
from coresearch.repo.files import read_file
from coresearch.workbench.offline.forms import usual_plan
from coresearch.workbench.panel.panels import give_view
from coresearch.workbench.panel.roles import RoleQuestion, role_questions
from coresearch.workbench.panel.standing import Standing
from coresearch.workbench.project import Project
from coresearch.workbench.suggest import Placed

_FIELD = re.compile(
    r"^(?P<label>Counter|Ratings):\s*(?P<text>.*?)\s*(?=^[A-Z][a-z]+:|\n\n|\Z)",
    re.MULTILINE | re.DOTALL,
)
_LAX = 0.5
"""How sure a voice counts as that does not say it."""


def question_to(project: Project, found: Standing, role: str) -> str:
    """What a model is asked as `role`; as nobody in particular where it is empty."""
    return asked_of(found.panel, role_questions(project, found.panel), role)


def take_view(
    project: Project, found: Standing, placed: Sequence[Placed], model: str, role: str
) -> bool:
    """Put the view that a model's reply states on record; whether it states one."""
    views = [view for one in placed if (view := view_from(found.panel, one))]
    if not views:
        return False
    voice = f"{model} as {role}" if role else model
    give_view(project, found.id, views[0], voice=voice)
    return True


def asked_of(panel: Panel, questions: Sequence[RoleQuestion], role: str) -> str:
    """The question to a model, which knows nothing of what others said."""
    lines = [panel.question]
    if panel.options:
        lines += ["", "The options, and there are no others:"]
        lines += [f"- {option}" for option in panel.options]
        lines += ["", f"Ratings are from {LOWEST} (bad) to {HIGHEST}."]
    if role:
        lines += ["", f"You are asked as the {role}."]
    if told := [one for one in questions if not role or one.role == role]:
        lines += ["", "What the role asks, with what is on record to it:"]
        for one in told:
            lines.append(f"- {one.text}")
            lines += [f"  - on record: {one_line(fact)}" for fact in one.facts]
    return "\n".join(lines)


def given_to(project: Project) -> list[str]:
    """The files that every voice is given: the plan, and what the README says."""
    wanted = (usual_plan(project), "README.md")
    return [name for name in wanted if name and read_file(project.root, name)]


def view_from(panel: Panel, placed: Placed) -> View | None:
    """The view that a suggestion of a model states; None where it names no option."""
    said = placed.suggestion
    fields = {found["label"]: found["text"] for found in _FIELD.finditer(said.details)}
    try:
        view = View(
            _answer(panel, said),
            _LAX if said.confidence is None else min(0.99, max(0.01, said.confidence)),
            claim=said.reason,
            counter=fields.get("Counter", ""),
            would_change_mind=said.would_change_mind,
            ratings=_ratings(panel, fields.get("Ratings", "")),
            suggestion=placed.id,
        )
        return checked(panel, view)
    except BadInput:
        return None


def _answer(panel: Panel, said: Suggestion) -> str:
    """The option that the title begins with, or the only one that it names."""
    if not panel.options or panel.option(said.title):
        return said.title
    before = said.title.partition(":")[0]
    if panel.option(before):
        return before
    named = [one for one in panel.options if one.casefold() in said.title.casefold()]
    longest = max(named, key=len, default="")
    return longest if all(one.casefold() in longest.casefold() for one in named) else ""


def _ratings(panel: Panel, text: str) -> dict[str, int]:
    """The whole numbers that follow the names of options, from lowest to highest."""
    said: dict[str, int] = {}
    for option in panel.options:
        rated = (
            rf"(?<![\w-]){re.escape(option)}\W*[=:]\s*([{LOWEST}-{HIGHEST}])(?![\d.])"
        )
        if found := re.search(rated, text, re.IGNORECASE):
            said[option] = int(found[1])
    return said

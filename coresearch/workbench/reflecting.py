"""What a person makes of a review, and what they want to do until the next."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coresearch.core.events import EventType
from coresearch.core.text import one_line
from coresearch.journal.mirrored import last_reflection
from coresearch.review.rows import Report
from coresearch.workbench.project import Project

_GOAL, _REACHED = "Goal:", "Reached:"
REACHED = ("yes", "no", "unclear")


@dataclass(frozen=True, slots=True)
class Reflection:
    """What was written."""

    text: str
    goal: str
    reached: str
    """Of the goal before: one of `REACHED`, or empty."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written at all."""
        return not (self.text or self.goal or self.reached)


def form(report: Report) -> str:
    """What the person finds in their editor: each surprise, and the goal to come."""
    return "\n".join([*_form(report), ""])


def _form(report: Report) -> Iterator[str]:
    yield "# Write below; lines that begin with # are left out. Empty: nothing is kept."
    for one in report.surprises:
        yield f"#\n# {one_line(one.what)}\n# {one_line(one.question)}"
        yield ""
    if not report.surprises:
        yield "#\n# What went as you expected, and what did not?"
        yield ""
    if report.goal is not None:
        yield f"# {report.goal}\n# Did you reach it? yes, no or unclear"
        yield f"{_REACHED} "
    yield "# What do you want to do until the next review? One line."
    yield f"{_GOAL} "


def written(report: Report) -> Reflection:
    """What the person makes of it in their editor."""
    import tempfile

    from coresearch.workbench import editing

    with tempfile.TemporaryDirectory(prefix="coresearch-") as folder:
        file = Path(folder, "reflection.md")
        file.write_text(form(report), encoding="utf-8")
        editing.edit(file)
        return read(file.read_text(encoding="utf-8", errors="replace"))


def read(written: str) -> Reflection:
    """What a filled-in form says."""
    goal = reached = ""
    rest = []
    for line in written.splitlines():
        if line.startswith(_GOAL):
            goal = " ".join(line.removeprefix(_GOAL).split())
        elif line.startswith(_REACHED):
            said = line.removeprefix(_REACHED).strip().lower()
            reached = said if said in REACHED else ""
        elif not line.startswith("#"):
            rest.append(line.rstrip())
    return Reflection("\n".join(rest).strip(), goal, reached)


def keep(project: Project, report: Report, written: Reflection) -> None:
    """Put it on record, with what it was about. A goal without a new one goes on."""
    before = last_reflection(project.journal)
    goal = written.goal
    if not goal and not written.reached and before is not None:
        goal = before.goal
    body = {
        "text": written.text,
        "goal": goal,
        "reached": written.reached,
        "surprises": [one.what for one in report.surprises],
    }
    with project.journal.writing():
        project.journal.append(EventType.REFLECTION_WRITTEN, secrets.token_hex(8), body)

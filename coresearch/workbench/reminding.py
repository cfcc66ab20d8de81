"""What a person wanted to be reminded of, once a day, as they begin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coresearch.config import read_settings
from coresearch.core.errors import CoresearchError
from coresearch.workbench.predictions import due_predictions
from coresearch.workbench.project import Project


@dataclass(frozen=True, slots=True)
class Reminder:
    """What is due, and what sees to it."""

    what: str
    command: str
    """Of the command line; the interface has a key for each."""


def reminders(project: Project) -> list[Reminder]:
    """What is due, each said once a day."""
    found = []
    for name, command, look in (
        ("reminded", "resolve", due_predictions),
        ("probed", "probe", _due_probe),
    ):
        try:
            said = _once_a_day(project, name, look)
        except (OSError, UnicodeError, CoresearchError):
            continue  # a reminder stops nobody from what they are about to do
        if said:
            found.append(Reminder(said, command))
    return found


def _once_a_day(project: Project, name: str, look: Callable[[Project], str]) -> str:
    """What `look` finds; empty if it was told today, by a file of this name."""
    told = Path(project.journal.path.parent, name)
    today = date.today().isoformat()
    if told.exists() and told.read_text() == today:
        return ""
    said = look(project)
    if said:
        told.write_text(today)
    return said


def _due_probe(project: Project) -> str:
    if not read_settings(project.root).mirror.probes:
        return ""
    from coresearch.workbench.practice import probe_is_due

    if not probe_is_due(project):
        return ""
    return "Five minutes without the assistant, as you asked once a week"

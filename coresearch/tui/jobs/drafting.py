"""The script that carries out a plan, asked for at the prompt."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coresearch.core.errors import NameTaken, Refused
from coresearch.tui.jobs.asking import Asked

if TYPE_CHECKING:
    from coresearch.tui.jobs.asking import AskAll
    from coresearch.workbench.ask import Shown
    from coresearch.workbench.project import Project


@dataclass(frozen=True, slots=True)
class DraftAsked(Asked):
    """A script for a plan is asked for."""

    plan: str = ""

    def without(self, project: Project, ask_all: AskAll) -> Iterator[Shown]:
        try:
            yield from Asked.without(self, project, ask_all)
        except NameTaken as fault:
            line = shlex.join(("/draft", self.plan, fault.free))
            raise Refused(
                fault.message, hint=f"Name another file for it: {line}"
            ) from None

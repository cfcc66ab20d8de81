"""A sweep as it would be begun now: its script as it is, and its list of tasks."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from coresearch.core.canonical import canonical_json, sha256
from coresearch.core.errors import BadInput
from coresearch.core.runs import ProposedRun
from coresearch.core.sweep.sweep import Sweep, sweep_to_json
from coresearch.core.sweep.tasks import Axes, Resources, tasks_of
from coresearch.core.sweep.words import words_of
from coresearch.core.text import one_line
from coresearch.sweeps.cards import visible_cards
from coresearch.workbench.project import Project
from coresearch.workbench.requests import file_request
from coresearch.workbench.sweeps.begin import Outlook, outlook, program_for

_QUEUE = 100
_USUAL_CPUS = 2
"""Cores that a task takes here, where nobody says how many."""


def planned(
    project: Project,
    script: Path,
    axes: Axes,
    resources: Resources,
    folder: Path,
    program: str = "",
) -> Sweep:
    """The sweep of a script over these axes, run in `folder`.

    Raises:
        NotFound: there is no such script.
        BadInput: it is outside the repository, a notebook, or nothing runs it.
    """
    if script.suffix == ".ipynb":
        raise BadInput(
            "A notebook is not swept: its tasks run without a kernel.",
            hint="Make it a script: jupyter nbconvert --to script",
        )
    request = file_request(project, script, (), folder, "none")
    if Path(request.path).is_absolute():
        raise BadInput(
            f"{one_line(str(script))} is outside the repository.",
            hint="A sweep runs from a snapshot of the repository: put it there.",
        )
    cwd = "" if Path(request.cwd).is_absolute() else request.cwd
    return Sweep(
        request.path,
        request.code,
        tasks_of(axes),
        program_for(request.path, program),
        cwd,
        resources=resources,
    )


def slots_for(engine: str, resources: Resources, asked: int | None = None) -> int:
    """How many at once: as was asked, else a queue of 100, or half of the cores here.

    On this machine no more than there are cards for.
    """
    if engine != "local":
        return asked or _QUEUE
    if resources.gpus:
        room = len(visible_cards()) // resources.gpus
        return max(1, min(asked or room, room))
    return asked or max(1, (os.cpu_count() or 2) // (resources.cpus or _USUAL_CPUS))


@dataclass(frozen=True, slots=True)
class Beforehand:
    """A sweep that is proposed, as the person sees it."""

    sweep: Sweep
    outlook: Outlook

    @property
    def digest(self) -> str:
        """A hash of the list of tasks, the script and all else that would be begun."""
        said = {**sweep_to_json(self.sweep), "engine": self.sweep.engine}
        return sha256(canonical_json(said))


def beforehand(project: Project, run: ProposedRun, suggestion: str) -> Beforehand:
    """What accepting a proposed sweep would begin now.

    Raises:
        BadInput, NotFound: it cannot be begun.
    """
    words = words_of(run.code)
    script = project.root / words.script
    sweep = planned(project, script, words.axes, words.resources, project.root)
    sweep = replace(
        sweep,
        engine=words.engine,
        slots=slots_for(words.engine, words.resources, words.slots),
        metric=words.metric,
        goal=words.goal,
        name=words.name,
        suggestion=suggestion,
    )
    return Beforehand(sweep, outlook(project, sweep))

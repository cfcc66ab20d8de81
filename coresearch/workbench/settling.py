"""At every start: what a crash left undone is brought to an end.

There hardly ever is any, and what mends it is dear to import: it is looked for first.
"""

from __future__ import annotations

from coresearch.workbench.project import Project
from coresearch.workbench.run_files import RUNS
from coresearch.workbench.sweeps.places import stopped


def settle(project: Project) -> list[str]:
    """Bring decisions and runs that were cut off to an end; what became of each."""
    said = stopped(project)
    if not _is_anything_left(project):
        return said
    from coresearch.workbench.cut_off import reconcile_runs
    from coresearch.workbench.reconcile import reconcile

    decisions = [found.message for found in reconcile(project)]
    return [*said, *decisions, *(found.message for found in reconcile_runs(project))]


def _is_anything_left(project: Project) -> bool:
    locks = (project.journal.path.parent / RUNS).glob("*.lock")
    return project.journal.has_open_ends() or any(locks)

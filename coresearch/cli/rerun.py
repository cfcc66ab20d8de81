"""Running a run again: with its exact files, or with those of now."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from coresearch.cli.decisions import Output
from coresearch.cli.exit_codes import ExitCode
from coresearch.cli.output import advise
from coresearch.cli.run import perform
from coresearch.core.runs import Run, RunRequest
from coresearch.workbench.project import Project, open_project
from coresearch.workbench.restore import remove_worktree, restore


def rerun_here(project: Project, run: Run) -> ExitCode:
    """Run its code again with the files as they are now; the exit code."""
    return perform(project, _again(run), Output.TEXT)


def rerun_restored(project: Project, run: Run) -> ExitCode:
    """Run it again in a worktree with its exact files; the exit code."""
    with tempfile.TemporaryDirectory(prefix="coresearch-rerun-") as name:
        folder = Path(name, "tree")
        restore(project, run, folder)
        try:
            with open_project(folder) as restored:
                code = perform(restored, _again(run), Output.TEXT)
        finally:
            remove_worktree(project, folder)
    if code is not ExitCode.OK and run.started["left_out"]:
        advise(
            "Files that git ignores were not there. If it needs them, run it "
            f"where you are: coresearch runs rerun {run.id[:7]} --here"
        )
    return code


def _again(run: Run) -> RunRequest:
    """The same request, with the same hash seed, as a repetition."""
    variables = dict(run.request.variables)
    recorded = run.started["environment"].get("variables", {})
    if seed := recorded.get("PYTHONHASHSEED"):
        variables["PYTHONHASHSEED"] = seed
    return replace(run.request, variables=variables, repeats=run.id)

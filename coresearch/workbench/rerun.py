"""Running a run again: with its exact files, or with those of now."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from coresearch.core.errors import BadInput, NotFound
from coresearch.core.runs import Run, RunRequest
from coresearch.workbench.project import Project, open_project
from coresearch.workbench.requests import file_request
from coresearch.workbench.restore import remove_worktree, restore


def again(run: Run) -> RunRequest:
    """The same request, with the same hash seed, as a repetition."""
    variables = dict(run.request.variables)
    recorded = run.started["environment"].get("variables", {})
    if seed := recorded.get("PYTHONHASHSEED"):
        variables["PYTHONHASHSEED"] = seed
    return replace(run.request, variables=variables, repeats=run.id, warm="")


def mended(project: Project, run: Run) -> RunRequest:
    """The same request with its file as it is now, in the kernel that it used.

    Raises:
        NotFound: the file is gone, or the warm kernel has ended.
    """
    request = replace(again(run), warm=run.request.warm)
    if not request.path:
        return request
    folder = project.root / request.cwd
    now = file_request(project, project.root / request.path, (), folder, request.kernel)
    return replace(request, code=now.code)


def code_has_changed(project: Project, run: Run) -> bool:
    """Whether the file of `run` is another one now, or gone."""
    try:
        return mended(project, run).code != run.request.code
    except (BadInput, NotFound):
        return True


@contextmanager
def restored(project: Project, run: Run) -> Iterator[Project]:
    """A worktree with the exact files of `run`, for as long as it is needed.

    Raises:
        NotFound: the snapshot is not in this repository.
    """
    with tempfile.TemporaryDirectory(prefix="coresearch-rerun-") as name:
        folder = Path(name, "tree")
        restore(project, run, folder)
        try:
            with open_project(folder) as opened:
                yield opened
        finally:
            remove_worktree(project, folder)


LACKS_IGNORED = (
    "Files that git ignores were not there. If it needs them, run it where you are: "
    "coresearch runs rerun {run} --here"
)
"""What to say of a run that failed among its exact files."""

"""A sweep begins: its snapshot, its tasks and its environment go on record, and only
then is a driver started, which no terminal's end stops."""

from __future__ import annotations

import os
import platform
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from coresearch import __version__
from coresearch.config import RunSettings
from coresearch.core.canonical import canonical_json, sha256
from coresearch.core.errors import BadInput
from coresearch.core.events import EventType
from coresearch.core.predictions import Prediction, prediction_to_json
from coresearch.core.sweep.sweep import Sweep, sweep_to_json
from coresearch.journal.sweeps import seconds_of_file
from coresearch.kernel.python import listing, read_environment
from coresearch.repo.plumbing import asked
from coresearch.repo.snapshots import Snapshot, drop_snapshot, take_snapshot
from coresearch.sweeps.engines.engine import Engine, engine
from coresearch.workbench.project import Project
from coresearch.workbench.surroundings import recorded_variables
from coresearch.workbench.sweeps.places import OPEN, folder_of, make_folder

_MOST = 1000
"""Files left out of the snapshot that are listed one by one."""
_PER_TASK = ("CORESEARCH_", "SLURM_", "PYTHONHASHSEED")
"""Variables that each task has values of its own for."""

Permit = Callable[[str], str]
"""Given the sweep's id, makes the decision durable that it needs; its id."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a sweep would do, before it does anything."""

    head: str
    is_dirty: bool
    engine: Mapping[str, Any]
    earlier: tuple[float, ...]
    """Seconds of the last good runs of the same script."""


def outlook(project: Project, sweep: Sweep) -> Outlook:
    """What is known of a sweep beforehand; nothing is kept or started.

    Raises:
        BadInput: the engine cannot be used as asked.
    """
    made = _engine(project, sweep, "dry-run")
    head = asked(project.root, "rev-parse", "--verify", "--quiet", "HEAD")
    dirty = bool(asked(project.root, "status", "--porcelain"))
    earlier = seconds_of_file(project.journal, sweep.path)
    return Outlook(head, dirty, made.describe(), tuple(earlier))


def _engine(project: Project, sweep: Sweep, identity: str) -> Engine:
    return engine(sweep.engine, folder_of(project, identity), sweep.resources)


def begin(
    project: Project,
    sweep: Sweep,
    settings: RunSettings,
    *,
    permit: Permit | None = None,
    prediction: Prediction | None = None,
    clean: bool = False,
) -> str:
    """Put a sweep on record, and start its driver; the sweep's id.

    Raises:
        BadInput: the engine cannot be used as asked; or with `clean`, the tree has
            changes that are not committed.
        EffectFailed: git could not take the snapshot.
        Refused: `permit` says no. Nothing was begun.
    """
    identity = record(
        project, sweep, settings, permit=permit, prediction=prediction, clean=clean
    )
    start_driver(project, identity)
    return identity


def record(
    project: Project,
    sweep: Sweep,
    settings: RunSettings,
    *,
    permit: Permit | None = None,
    prediction: Prediction | None = None,
    clean: bool = False,
) -> str:
    """The same without a driver."""
    identity = secrets.token_hex(8)
    described = _engine(project, sweep, identity).describe()
    largest = settings.snapshot_file_mb * 1_000_000
    snapshot = take_snapshot(project.root, identity, largest)
    try:
        if clean and snapshot.is_dirty:
            raise BadInput(
                "There are changes that are not committed.",
                hint="Commit them, or leave --clean out: a snapshot holds them.",
            )
        decision = "" if permit is None else permit(identity)
    except BaseException:
        drop_snapshot(project.root, identity)
        raise
    limit = sweep.resources.minutes
    if limit is None and settings.timeout is not None:
        resources = replace(sweep.resources, minutes=settings.timeout / 60)
        sweep = replace(sweep, resources=resources)
    body = {
        **sweep_to_json(sweep),
        **_found(project, sweep, snapshot),
        "engine": {**described, "name": sweep.engine},
        "decision": decision,
    }
    (make_folder(project, identity) / OPEN).touch()
    journal = project.journal
    with journal.writing():
        journal.append(EventType.SWEEP_STARTED, identity, body)
        if decision:
            journal.record_effect(decision, applied=True)
        if prediction is not None:
            told = prediction_to_json(prediction)
            journal.append(EventType.PREDICTION_MADE, secrets.token_hex(8), told)
    return identity


def _found(project: Project, sweep: Sweep, snapshot: Snapshot) -> dict[str, Any]:
    """What it found around itself."""
    root, commit = project.root, snapshot.commit
    return {
        "head": snapshot.head,
        "snapshot": commit,
        "tree": asked(root, "rev-parse", f"{commit}^{{tree}}"),
        "blob": asked(root, "rev-parse", "--verify", "-q", f"{commit}:{sweep.path}"),
        "branch": snapshot.branch,
        "remote": without_credentials(asked(root, "remote", "get-url", "origin")),
        "submodules": asked(root, "submodule", "status").splitlines(),
        "left_out": [asdict(item) for item in snapshot.left_out[:_MOST]],
        "worktree": project.checkout.worktree,
        "environment": _environment(sweep),
    }


def _environment(sweep: Sweep) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if sweep.path.endswith(".py"):
        done = subprocess.run(
            [sweep.program[0], "-c", listing()],
            capture_output=True,
            text=True,
            check=False,
        )
        found = dict(read_environment(done.stdout))
        if not found:
            said = done.stderr.strip().split("\n")[-1]
            raise BadInput(f"{sweep.program[0]} does not run Python: {said}")
        found["digest"] = sha256(canonical_json(found["packages"]))
    variables = recorded_variables({**os.environ, **sweep.variables})
    shared = {k: v for k, v in variables.items() if not k.startswith(_PER_TASK)}
    libc, version = platform.libc_ver()
    return {
        **found,
        "platform": platform.platform(),
        "libc": f"{libc} {version}".strip(),
        "container": os.environ.get("APPTAINER_CONTAINER")
        or os.environ.get("SINGULARITY_CONTAINER", ""),
        "variables": shared,
        "others": sorted(set(os.environ) - set(variables)),
        "coresearch": f"{__version__} on Python {platform.python_version()}",
    }


def without_credentials(url: str) -> str:
    """A remote's address as it may be kept: without a name and a token in it."""
    scheme, mark, rest = url.partition("://")
    return f"{scheme}{mark}{rest.rpartition('@')[2]}" if mark else url


def program_for(path: str, chosen: str = "") -> tuple[str, ...]:
    """What runs a script of this name: Python of the active environment, or a shell.

    Raises:
        BadInput: nothing is known that runs it.
    """
    if chosen:
        found = shutil.which(chosen)
        if found is None:
            raise BadInput(f"There is no program {chosen}.")
        return (found,)
    if path.endswith(".py"):
        active = os.environ.get("VIRTUAL_ENV") or os.environ.get("CONDA_PREFIX")
        python = Path(active, "bin", "python") if active else Path(sys.executable)
        return (str(python if python.exists() else Path(sys.executable)),)
    if path.endswith((".sh", ".bash")) and (bash := shutil.which("bash")):
        return (bash,)
    raise BadInput(f"It is not known what runs {path}.", hint="Name it: --with Rscript")


def start_driver(project: Project, identity: str) -> None:
    """Start what drives a sweep to its end; it outlives this process and its terminal.

    Where one is at work already, the second one ends at once.
    """
    folder, root = make_folder(project, identity), str(project.root)
    with (folder / "driver.log").open("ab") as log:
        subprocess.run(
            [sys.executable, "-m", "coresearch.workbench.sweeps", root, identity],
            cwd=folder,  # where no file of the person's is taken for a module
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            check=True,  # it has left us by then, and drives on
        )

"""A sweep as a Process Run Crate: one file of JSON-LD that says what ran, and how.

https://w3id.org/ro/wfrun/process/0.5, over RO-Crate 1.1. An export, and not the record:
paths and hashes are named, files are not copied.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from coresearch.core.errors import Refused
from coresearch.core.runs import Run, RunState
from coresearch.core.sweep.sweep import RecordedSweep
from coresearch.workbench.project import Project
from coresearch.workbench.sweeps.tasks_as_runs import ended_runs

_NAME = "ro-crate-metadata.json"
_PROFILE = "https://w3id.org/ro/wfrun/process/0.5"


def write_crate(project: Project, recorded: RecordedSweep, folder: Path) -> Path:
    """Write the crate of a sweep into `folder`; its file.

    Raises:
        Refused: there is a crate already.
    """
    file = folder / _NAME
    if file.exists():
        raise Refused(f"There is a crate in {folder} already.", hint="Name another.")
    folder.mkdir(parents=True, exist_ok=True)
    runs = list(ended_runs(project, recorded))
    content = {
        "@context": "https://w3id.org/ro/crate/1.1/context",
        "@graph": list(_graph(recorded, runs)),
    }
    part = file.with_suffix(".part")
    part.write_text(json.dumps(content, indent=1, ensure_ascii=False), "utf-8")
    part.replace(file)
    return file


def _graph(recorded: RecordedSweep, runs: list[Run]) -> Iterator[dict[str, Any]]:
    script = {"@id": recorded.sweep.path}
    yield {
        "@id": _NAME,
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }
    yield {
        "@id": "./",
        "@type": "Dataset",
        "conformsTo": {"@id": _PROFILE},
        "name": recorded.sweep.name or f"Sweep {recorded.id}",
        "datePublished": recorded.at,
        "hasPart": [script],
        "mentions": [{"@id": f"#{run.id}"} for run in runs],
    }
    yield {"@id": _PROFILE, "@type": "CreativeWork", "name": "Process Run Crate"}
    yield {
        "@id": recorded.sweep.path,
        "@type": ["File", "SoftwareSourceCode"],
        "name": recorded.sweep.path,
        "version": recorded.started["snapshot"],
    }
    yield {"@id": "#author", "@type": "Person", "name": recorded.author}
    for run in runs:
        yield from _action(run, script)


def _action(run: Run, script: dict[str, str]) -> Iterator[dict[str, Any]]:
    ended = run.ended or {}
    given = run.started["sweep"]["parameters"]
    values = {
        **given,
        **({} if run.request.seed is None else {"seed": run.request.seed}),
    }
    metrics = {name: one["last"] for name, one in ended["metrics"].items()}
    good = run.state is RunState.SUCCEEDED
    status = "CompletedActionStatus" if good else "FailedActionStatus"
    told = ended.get("task", {})
    yield {
        "@id": f"#{run.id}",
        "@type": "CreateAction",
        "name": f"Task {run.started['sweep']['task']}",
        "instrument": script,
        "agent": {"@id": "#author"},
        "startTime": told.get("began", run.at),
        "endTime": told.get("ended", ""),
        "actionStatus": {"@id": f"http://schema.org/{status}"},
        "object": [{"@id": f"#{run.id}/{name}"} for name in values],
        "result": [{"@id": f"#{run.id}/{name}"} for name in metrics]
        + [{"@id": file["path"]} for file in ended["files"]],
    }
    for name, value in (*values.items(), *metrics.items()):
        yield {
            "@id": f"#{run.id}/{name}",
            "@type": "PropertyValue",
            "name": name,
            "value": value,
        }
    for file in ended["files"]:
        yield {
            "@id": file["path"],
            "@type": "File",
            "contentSize": str(file["size"]),
            "sha256": file["digest"],
        }

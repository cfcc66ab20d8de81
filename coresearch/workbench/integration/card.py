"""A model card: what the repository and the journal know, and blanks for the rest."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from coresearch.core.runs import Run, RunState
from coresearch.core.text import counted, one_line
from coresearch.prompts import filled_form
from coresearch.repo.files import read_file
from coresearch.repo.plumbing import asked
from coresearch.workbench.integration.conditions import conditions
from coresearch.workbench.integration.needs import Seen, licence, needs
from coresearch.workbench.offline.forms import stated_at
from coresearch.workbench.project import Project
from coresearch.workbench.writing.draft import (
    Material,
    failed_runs,
    metric_tables,
    open_findings,
)

CARD, CHECK = "model-card.md", "drift_check.py"
_WEIGHTS = (
    ".pt", ".pth", ".ckpt", ".safetensors", ".onnx", ".h5", ".keras", ".gguf",
    ".joblib", ".pkl", ".pickle",
)  # fmt: skip
_UNSAFE = (".pt", ".pth", ".ckpt", ".joblib", ".pkl", ".pickle")


def card_text(project: Project, given: Material, of: Seen, data: str = "") -> str:
    """A model card with what is known, and blanks for the rest."""
    metrics, _ = metric_tables(project, given)
    measure = given.design.measure
    values = {
        "title": _title(given.plan, project),
        "target": CARD,
        "head": asked(project.root, "rev-parse", "--short", "HEAD"),
        "authors": _authors(project),
        "weights": _weights(list(of.tree.sizes), given.runs),
        "licence": licence(of),
        "needs": list(needs(of)),
        "measure": stated_at(given.plan, measure),
        "data": f"`{data}`" if data else "",
        "metrics": metrics,
        "costs": list(_costs(given)),
        "failures": list(failed_runs(given.runs))[-10:],
        "findings": list(open_findings(project, given)),
        **conditions(of.grids),
        "watching": f"`python {CHECK} new.csv`, against `{data}`" if data else "",
    }
    return filled_form("offline/model-card.md", values, project.checkout.home)


def _title(plan: str, project: Project) -> str:
    state = read_file(project.root, plan) if plan else None
    text = state.content.decode("utf-8", "replace") if state else ""
    found = re.search(r"^#\s+(.+)$", text, re.MULTILINE)
    return one_line(found[1]) if found else project.root.name


def _authors(project: Project) -> str:
    names = asked(project.root, "log", "--format=%an", "-n", "500").splitlines()
    common = [name for name, _ in Counter(names).most_common(5)]
    return ", ".join(map(one_line, common))


def _weights(paths: Sequence[str], runs: Sequence[Run]) -> str:
    """Files of weights that git tracks, or that runs wrote, with their hashes."""
    found = dict.fromkeys(paths, "")
    for run in runs:
        for file in (run.ended or {}).get("files", ()):
            digest = str(file["digest"] or "")[:12]
            known = f", `{digest}`" if digest else ""
            found[str(file["path"])] = f" (by run {run.id[:7]}{known})"
    kept = [
        (path, by)
        for path, by in found.items()
        if PurePosixPath(path).suffix in _WEIGHTS
    ]
    told = [
        f"`{one_line(path)}`{by}"
        + (" (loading it runs code that it holds)" if path.endswith(_UNSAFE) else "")
        for path, by in kept[:6]
    ]
    return ", ".join(told) + (f" and {len(kept) - 6} more" if kept[6:] else "")


def _costs(given: Material) -> Iterator[str]:
    """What the runs of each script took; the time of a run is no time of one use."""
    by_path: dict[str, list[Mapping[str, object]]] = {}
    for run in given.runs:
        if run.state is RunState.SUCCEEDED and run.ended and run.request.path:
            by_path.setdefault(run.request.path, []).append(run.ended)
    for path, ends in sorted(by_path.items()):
        seconds = [s for e in ends if isinstance(s := e.get("seconds"), float | int)]
        memory = [m for e in ends if isinstance(m := e.get("peak_memory"), int)]
        if seconds:
            most = f", up to {max(memory) / 1e6:.0f} MB" if memory else ""
            middle, runs = statistics.median(seconds), counted(len(seconds), "run")
            yield (
                f"A run of `{path}`: `{middle:.3g}` s in the middle of {runs}{most}. "
                "`<and one use of the result?>`"
            )

"""Two runs side by side, and many runs of the same thing over their seeds."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coresearch.core.intervals import Estimate, estimate
from coresearch.core.outputs import OutputKind
from coresearch.core.runs import Run
from coresearch.journal.runs import metrics_of
from coresearch.repo.plumbing import asked
from coresearch.workbench.project import Project
from coresearch.workbench.recorder import read_outputs


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which two runs are not the same."""

    what: str
    """`code`, `arguments`, `packages`, `tree`, `stdout`, `metric loss`, …"""
    before: str = ""
    after: str = ""
    lines: tuple[str, ...] = ()
    """A longer account, such as a diff."""


def differences(project: Project, one: Run, other: Run) -> list[Difference]:
    """In what `other` differs from `one`: what was asked, found and given back."""
    return [
        *_asked(one, other),
        *_found(project, one, other),
        *_given_back(project, one, other),
    ]


def _asked(one: Run, other: Run) -> Iterator[Difference]:
    if one.request.code != other.request.code:
        lines = difflib.unified_diff(
            one.request.code.splitlines(),
            other.request.code.splitlines(),
            one.id[:7],
            other.id[:7],
            lineterm="",
        )
        yield Difference("code", lines=tuple(lines))
    for name in ("path", "arguments", "kernel", "cwd", "seconds", "seed"):
        yield from _unlike(name, one.started[name], other.started[name])
    yield from _unlike("server", one.request.server, other.request.server)


def _found(project: Project, one: Run, other: Run) -> Iterator[Difference]:
    trees = [str(run.started["snapshot"]) for run in (one, other)]
    if trees[0] != trees[1]:
        told = asked(project.root, "diff", "--stat=72", *trees) if all(trees) else ""
        if told or not all(trees):
            changed = tuple(line.strip() for line in told.splitlines())
            yield Difference("tree", lines=changed)
    before, after = one.started["environment"], other.started["environment"]
    for name in ("interpreter", "version"):
        yield from _unlike(name, before.get(name), after.get(name))
    settings = [_variables(environment) for environment in (before, after)]
    for name in sorted(settings[0].keys() | settings[1].keys()):
        yield from _unlike(f"variable {name}", *(each.get(name) for each in settings))
    old, new = set(before.get("packages", ())), set(after.get("packages", ()))
    if old != new:
        lines = [f"-{p}" for p in sorted(old - new)]
        lines += [f"+{p}" for p in sorted(new - old)]
        yield Difference("packages", lines=tuple(lines))
    for name in ("machine", "processor", "gpus"):
        hardware = [_hardware(run) for run in (one, other)]
        yield from _unlike(name, hardware[0].get(name), hardware[1].get(name))


def _hardware(run: Run) -> Mapping[str, Any]:
    """Of the machine that it ran on; of a task of a sweep it is known at its end."""
    of_task = (run.ended or {}).get("task", {})
    found: Mapping[str, Any] = run.started["environment"].get("hardware") or {}
    return found or of_task.get("hardware") or {}


def _variables(environment: Mapping[str, Any]) -> dict[str, str | None]:
    """What is not different in every run."""
    found = environment.get("variables", {}).items()
    return {name: value for name, value in found if name != "CORESEARCH_RUN_DIR"}


def _given_back(project: Project, one: Run, other: Run) -> Iterator[Difference]:
    before, after = one.ended or {}, other.ended or {}
    for name in ("state", "exit_code", "ename"):
        yield from _unlike(name, before.get(name), after.get(name))
    texts = [_texts(project, run) for run in (one, other)]
    for name in ("stdout", "stderr", "shown"):
        if texts[0][name] != texts[1][name]:
            yield Difference(name, "", "")
    metrics = metrics_of(project.journal, [one.id, other.id])
    for name in sorted(metrics[one.id].keys() | metrics[other.id].keys()):
        values = [metrics[run.id].get(name) for run in (one, other)]
        yield from _unlike(f"metric {name}", *values)
    written = [_written(run) for run in (one, other)]
    for path in sorted(written[0].keys() | written[1].keys()):
        digests = [files.get(path) for files in written]
        if digests[0] != digests[1]:
            before_it, after_it = ((d or "not written")[:12] for d in digests)
            yield Difference(f"file {path}", before_it, after_it)


def _unlike(what: str, before: Any, after: Any) -> Iterator[Difference]:  # noqa: ANN401
    if before != after:
        yield Difference(what, _word(before), _word(after))


def _word(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.6g}"
    return "none" if value in (None, "", [], {}) else str(value)


def _texts(project: Project, run: Run) -> dict[str, str]:
    """A hash of each stream, and of everything that was shown, in order."""
    hashes = {name: hashlib.sha256() for name in ("stdout", "stderr", "shown")}
    for output in read_outputs(project.journal.blobs, run.ended or {}):
        content = output.content
        if output.kind is OutputKind.STREAM:
            hashes[content["name"]].update(content["text"].encode("utf-8", "replace"))
        else:
            told = (
                output.kind,
                output.cell,
                content.get("data"),
                content.get("evalue"),
            )
            hashes["shown"].update(repr(told).encode("utf-8", "replace"))
    return {name: digest.hexdigest() for name, digest in hashes.items()}


def _written(run: Run) -> dict[str, str | None]:
    own = f"/{run.id}/"
    return {
        file["path"]: file["digest"]
        for file in (run.ended or {}).get("files", ())
        if own not in f"/{file['path']}"
    }


@dataclass(frozen=True, slots=True)
class Group:
    """Runs of the same thing, which differ in their seeds."""

    label: str
    runs: int
    failed: int
    """Runs that did not succeed; their numbers are left out."""
    metrics: dict[str, Estimate]


def compare(project: Project, runs: Sequence[Run]) -> list[Group]:
    """Each group of runs of the same name, file and arguments, with its metrics."""
    groups: dict[str, list[Run]] = {}
    for run in runs:
        groups.setdefault(label(run), []).append(run)
    return [_group(project, label, members) for label, members in groups.items()]


def label(run: Run) -> str:
    """What runs of the same thing have in common: name, file, arguments, variables."""
    request = run.request
    words = [request.name, request.path or request.kind, *request.arguments]
    words += [f"{name}={value}" for name, value in sorted(request.variables.items())]
    return " ".join(word for word in words if word)


def _group(project: Project, label: str, members: list[Run]) -> Group:
    good = [run.id for run in members if run.state == "succeeded"]
    values: dict[str, list[float]] = {}
    for found in metrics_of(project.journal, good).values():
        for name, value in found.items():
            if value is not None:
                values.setdefault(name, []).append(value)
    metrics = {name: estimate(found) for name, found in sorted(values.items())}
    return Group(label, len(members), len(members) - len(good), metrics)

"""The repository and its runs as the checks read them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from coresearch.audit.facts import RunFacts
from coresearch.audit.tree import DATA, Tree
from coresearch.core.errors import CoresearchError
from coresearch.journal.runs import RunRow, list_runs, metrics_of, read_run
from coresearch.repo.files import read_file
from coresearch.repo.survey import known
from coresearch.workbench.project import Project

_KINDS = (
    ".bash", ".cfg", ".cff", ".csv", ".in", ".ini", ".ipynb", ".jl", ".json", ".jsonl",
    ".lock", ".md", ".org", ".py", ".r", ".rst", ".sbatch", ".sh", ".sha256", ".slurm",
    ".toml", ".tsv", ".txt", ".yaml", ".yml",
)  # fmt: skip
_BARE = ("Dockerfile", "Makefile", "Snakefile", "LICENSE", "LICENCE", "COPYING",
         ".gitignore", "SHA256SUMS", "Pipfile")  # fmt: skip
_MOST_FILES = 20_000
_MOST_READ = 2_000
_LARGEST = 400_000
_LARGEST_NOTEBOOK = 4_000_000
_MOST_BYTES = 24_000_000
_MOST_HASHED = 256_000_000
MOST_RUNS = 300


def tree_of(project: Project) -> Tree:
    """The files that git tracks or would track, as far as there is room for them."""
    root = project.root
    sizes = dict(_sizes(root))
    texts = dict(_texts(root, sizes))
    return Tree(sizes, texts, dict(_digests(root, sizes)))


def ignored_here(project: Project, tree: Tree) -> set[str]:
    """Files that scripts read, and that are here although git ignores them."""
    named = {path for script in tree.scripts for path, _ in script.reads}
    return {p for p in named if p not in tree.sizes and _lies_in(project.root, p)}


def _sizes(root: Path) -> Iterator[tuple[str, int]]:
    for path in known(root)[:_MOST_FILES]:
        try:
            yield path, os.lstat(root / path).st_size
        except OSError:
            continue  # tracked, and removed by hand


def _texts(root: Path, sizes: dict[str, int]) -> Iterator[tuple[str, str]]:
    room, count = _MOST_BYTES, 0
    for path, size in sizes.items():
        name = PurePosixPath(path).name
        most = _LARGEST_NOTEBOOK if name.endswith(".ipynb") else _LARGEST
        told = name.lower().endswith(_KINDS) or name.startswith(_BARE)
        if not told or size > most or size > room or count >= _MOST_READ:
            continue
        content = _content(root, path)
        if content is None or b"\0" in content[:8192]:
            continue
        room, count = room - size, count + 1
        try:
            yield path, content.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            continue


def _digests(root: Path, sizes: dict[str, int]) -> Iterator[tuple[str, str]]:
    room = _MOST_HASHED
    for path, size in sizes.items():
        if path.lower().endswith(DATA) and size <= room:
            content = _content(root, path)
            if content is not None:
                room -= size
                yield path, hashlib.sha256(content).hexdigest()


def _content(root: Path, path: str) -> bytes | None:
    try:
        state = read_file(root, path)
    except CoresearchError:
        return None  # a secret by its name, a link that leads out: not ours to read
    return state.content if state else None


def _lies_in(root: Path, path: str) -> bool:
    real = Path(os.path.realpath(root / path))
    return real.is_relative_to(os.path.realpath(root)) and real.is_file()


def runs_of(project: Project) -> list[RunFacts]:
    """The newest runs on record, newest first."""
    journal = project.journal
    rows = list_runs(journal, limit=MOST_RUNS)
    metrics = metrics_of(journal, [row.id for row in rows])
    return [_facts(project, row, metrics[row.id]) for row in rows]


def _facts(project: Project, row: RunRow, metrics: dict[str, float | None]) -> RunFacts:
    run = read_run(project.journal, row.id)
    environment: dict[str, Any] = run.started.get("environment") or {}
    listed = (one.partition("==") for one in environment.get("packages") or ())
    files = (run.ended or {}).get("files") or ()
    hardware = environment.get("hardware") or environment
    return RunFacts(
        id=row.id,
        at=row.at,
        path=row.path,
        arguments=run.request.arguments,
        seed=row.seed,
        state=row.state,
        seconds=row.seconds,
        peak_memory=row.peak_memory,
        error=row.error,
        name=row.name,
        direction=run.request.direction,
        code=row.snapshot or row.head,
        metrics=metrics,
        written={file["path"]: file["size"] for file in files},
        python=str(environment.get("version") or "").partition(" ")[0],
        packages={name.lower(): version for name, _, version in listed},
        machine=str(hardware.get("machine") or ""),
        gpus=tuple(hardware.get("gpus") or ()),
    )

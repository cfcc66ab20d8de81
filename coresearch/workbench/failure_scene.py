"""What is around a failure: the files of its frames, as they are or as they were."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from coresearch.core.errors import CoresearchError, EffectFailed
from coresearch.core.runs import Run
from coresearch.diagnosis.case import Around
from coresearch.diagnosis.failures import Failure, exceptions
from coresearch.repo.files import read_file
from coresearch.repo.plumbing import run_git
from coresearch.repo.safe_paths import safe_path
from coresearch.workbench.failure_libraries import libraries
from coresearch.workbench.project import Project

_MOST_PATHS = 20_000
_MOST_BYTES = 1_000_000
"""That are read of a file to see what is in it."""


def around_now(project: Project, failure: Failure) -> Around:
    paths = tuple(_walk(project.root))
    files = {}
    for path in _named(failure, paths):
        text = text_now(project, path)
        if text is not None:
            files[path] = text
    return Around(
        files=files,
        paths=paths,
        read=_beginnings(project, ""),
        library=libraries(project.root, failure),
    )


def _beginnings(project: Project, commit: str) -> Callable[[str], str | None]:
    """Reads a file's beginning, each once: as it was in the snapshot, or as it is."""
    known: dict[str, str | None] = {}

    def read(path: str) -> str | None:
        if path not in known:
            text = _text_then(project, commit, path) if commit else None
            known[path] = text if text is not None else _text_head(project, path)
        return known[path]

    return read


def _text_head(project: Project, path: str) -> str | None:
    """The first part of a text of the tree, cut at a line's end."""
    try:
        real = safe_path(project.root, path)
        if not real.is_file():
            return None
        with real.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except (CoresearchError, OSError):
        return None
    if b"\0" in content[:4096]:
        return None
    if len(content) > _MOST_BYTES:
        content = content[:_MOST_BYTES].rpartition(b"\n")[0]
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None


def text_now(project: Project, path: str) -> str | None:
    """The text of a file of the tree; None where it is none, or not there."""
    try:
        state = read_file(project.root, path)
        return state.content.decode("utf-8") if state is not None else None
    except (CoresearchError, OSError, UnicodeDecodeError):
        return None


def around_run(project: Project, run: Run, failure: Failure) -> Around:
    """The frames' files from the run's snapshot, and the script as it was run.

    Files that git ignores, such as data, are listed as they are now.
    """
    commit = str(run.started["snapshot"])
    kept: list[str] = []
    if commit:
        try:
            listed = run_git(project.root, "ls-tree", "-r", "-z", "--name-only", commit)
            kept = [os.fsdecode(one) for one in listed.split(b"\0") if one]
        except EffectFailed:  # the snapshot was given up
            commit = ""
    files = {}
    for path in _named(failure, kept):
        if (text := _text_then(project, commit, path)) is not None:
            files[path] = text
    if run.request.path and not run.request.path.endswith(".ipynb"):
        files[run.request.path] = run.request.code
    packages = run.started["environment"].get("packages", ())
    names = frozenset(str(one).partition("==")[0].lower() for one in packages)
    paths = tuple(dict.fromkeys([*kept, *_walk(project.root)]))
    read = _beginnings(project, commit)
    library = libraries(project.root, failure)
    return Around(files, paths, names, run.request.arguments, read, library)


def _text_then(project: Project, commit: str, path: str) -> str | None:
    try:
        return run_git(project.root, "show", f"{commit}:{path}").decode("utf-8")
    except (EffectFailed, UnicodeDecodeError):
        return None


def _named(failure: Failure, paths: Sequence[str]) -> list[str]:
    """The files of the tree that the frames name."""
    known, found = set(paths), dict[str, None]()
    for raised in exceptions(failure):
        for frame in raised.frames:
            parts = frame.path.replace("\\", "/").split("/")
            for start in range(len(parts)):
                if (name := "/".join(parts[start:])) in known:
                    found[name] = None
                    break
    return list(found)[:50]


def _walk(root: Path) -> Iterator[str]:
    """The files below `root` that are not hidden, up to a bound."""
    count = 0
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and name not in ("__pycache__", "node_modules")
        )
        for name in names:
            yield Path(folder, name).relative_to(root).as_posix()
            count += 1
            if count >= _MOST_PATHS:
                return

"""What the tests of the gate do again and again, and what they compare."""

from __future__ import annotations

import itertools
import os
import stat
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from coresearch.core.edits import Edit, FileEdit
from coresearch.core.errors import CoresearchError
from coresearch.core.suggestions import Activity, Origin, OriginKind, Suggestion
from coresearch.journal.queries import entry
from coresearch.workbench.decide import Presented, Ruling, accept, present
from coresearch.workbench.project import Project
from coresearch.workbench.suggest import put_in_inbox

_titles = itertools.count(1)


def edit_suggestion(*files: FileEdit, title: str = "") -> Suggestion:
    """A suggestion with this edit, told apart from every other by its title."""
    return Suggestion(
        activity=Activity.DESIGN,
        title=title or f"Change {next(_titles)}",
        reason="It says so.",
        origin=Origin(OriginKind.MODEL, "played"),
        effect=Edit(files),
    )


def show(project: Project, *files: FileEdit, title: str = "") -> Presented:
    """The edit `files`, put in the inbox and looked at."""
    [placed] = put_in_inbox(project, [edit_suggestion(*files, title=title)])
    return present(project, placed.id)


def apply(
    project: Project, *files: FileEdit, hunks: Sequence[int] | None = None
) -> Presented:
    """The edit `files`, looked at and accepted."""
    shown = show(project, *files)
    accept(project, shown, Ruling(), hunks)
    return shown


def state_of(project: Project, shown: Presented) -> str:
    """What the journal says became of it."""
    return entry(project.journal, shown.id).state


class Entry(NamedTuple):
    """All that can be known of one entry of a tree without changing it."""

    mode: int
    owner: tuple[int, int]
    links: int
    inode: int
    modified: int
    content: bytes


Snapshot = dict[bytes, Entry]


def snapshot(root: Path) -> Snapshot:
    """Everything under `root` but coresearch's own folder; `.git` too."""
    found: Snapshot = {}
    todo = [os.fsencode(root)]
    while todo:
        folder = todo.pop()
        found[folder] = _entry(folder)
        for item in os.scandir(folder):
            if item.name == b".coresearch":
                continue
            if item.is_dir(follow_symlinks=False):
                todo.append(item.path)
            else:
                found[item.path] = _entry(item.path)
    return found


def _entry(path: bytes) -> Entry:
    info = os.lstat(path)
    content = b""
    if stat.S_ISLNK(info.st_mode):
        content = os.fsencode(Path(os.fsdecode(path)).readlink())
    elif stat.S_ISREG(info.st_mode) and os.access(path, os.R_OK):
        content = Path(os.fsdecode(path)).read_bytes()
    owner = (info.st_uid, info.st_gid)
    links = info.st_nlink
    return Entry(info.st_mode, owner, links, info.st_ino, info.st_mtime_ns, content)


def contents(root: Path) -> dict[bytes, tuple[int, tuple[int, int], bytes]]:
    """Mode, owner and content of every file, outside `.git`; no folders, no times."""
    git = os.fsencode(root / ".git")
    return {
        path: (entry.mode, entry.owner, entry.content)
        for path, entry in snapshot(root).items()
        if not path.startswith(git) and not stat.S_ISDIR(entry.mode)
    }


def scratch_files(root: Path) -> list[Path]:
    """What a write that was cut off has left beside its place."""
    return [path for path in root.rglob(".*coresearch-*") if not path.is_dir()]


def refusal(project: Project, *files: FileEdit) -> CoresearchError:
    """Why `files` is refused, when it is shown or when it is accepted.

    Whoever refuses must not have touched a thing.
    """
    before = snapshot(project.root)
    shown = show(project, *files)
    with pytest.raises(CoresearchError) as refused:
        accept(project, shown, Ruling())
    assert snapshot(project.root) == before
    assert state_of(project, shown) == "waiting"
    return refused.value


def run_as_nobody(
    code: str, *arguments: object, first: str = "", groups: Sequence[int] = ()
) -> subprocess.CompletedProcess[str]:
    """Run Python `code` as a user whom file modes bind, also where the tests are root.

    The folders that it needs must be given to uid 65534 before; `first` is run before.
    """
    lead = f"{_BECOME_NOBODY}{first}become_nobody({groups!r})\n"
    return run_python(lead + code, *arguments)


# Imported first: the folders that Python lies in may be closed to nobody.
_BECOME_NOBODY = """
import os
import coresearch.journal.migrations
from coresearch.workbench import decide, reconcile, reverse
from tests.gate import steps

def become_nobody(groups):
    if os.getuid() == 0:
        os.setgroups(groups)
        os.setgid(65534)
        os.setuid(65534)
"""


def run_python(
    code: str, *arguments: object, timeout: float = 55
) -> subprocess.CompletedProcess[str]:
    """Run Python `code` in a process of its own, to its end."""
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
        timeout=timeout,
    )

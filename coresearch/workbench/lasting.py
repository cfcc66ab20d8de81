"""What became of accepted changes, as the repository has it: are they still there?

As `git blame` would tell it, and cheaper: what is in the file now was not taken back.
Only of what is missing it is asked when it went: by a later accept, which supersedes
it, or else by a commit; and that is put on record.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from coresearch.core.decisions import IntendedWrite, Version
from coresearch.core.errors import CoresearchError
from coresearch.core.events import EventType
from coresearch.core.lasting import Trace, lines_of, traces
from coresearch.journal.lasting import Followed, followed
from coresearch.repo import past
from coresearch.repo.files import read_file
from coresearch.workbench.project import Project

_SECONDS = len("2026-11-22T05:35:00")
"""Git knows no part of a second."""
_DAYS = 90
"""After which nobody looks any more."""


def follow(project: Project) -> int:
    """Put on record which accepted hunks are gone since; how many.

    A hunk is gone when the file has less than half of its lines, and a later accept or
    commit took them out, after which none has them: what a person has not committed yet
    may come back. What cannot be read or written now is followed the next time.
    """
    try:
        return _follow(project)
    except (CoresearchError, OSError):
        return 0


def _follow(project: Project) -> int:
    long_ago = datetime.now(UTC) - timedelta(days=_DAYS)
    since = f"{long_ago:%Y-%m-%dT%H:%M:%S}"
    rows = followed(project.journal, since, project.checkout.worktree)
    look = _Repository(project, since, rows)
    found = [(row.id, gone) for row in rows if (gone := list(look.gone(row)))]
    if found:
        with project.journal.writing():
            for identity, gone in found:
                body = {
                    "hunks": {str(one.number): one.at for one in gone},
                    "superseded": {str(one.number): one.by for one in gone if one.by},
                }
                project.journal.append(EventType.HUNKS_GONE, identity, body)
    return sum(len(gone) for _, gone in found)


class _Gone(NamedTuple):
    """A hunk that is there no more."""

    number: int
    at: str
    """Since when."""
    by: str = ""
    """The decision that superseded it; empty for a commit."""


class _Repository:
    """The files now and in the past, each read once."""

    def __init__(self, project: Project, since: str, rows: Sequence[Followed]) -> None:
        self._project = project
        self._since = since
        self._accepts: dict[str, list[tuple[Followed, IntendedWrite]]] = {}
        for row in reversed(rows):  # oldest first
            for write in row.writes:
                self._accepts.setdefault(write.path, []).append((row, write))
        self._now: dict[str, frozenset[bytes] | None] = {}
        self._past: dict[str, Replayed] = {}
        self._of_versions: dict[str, frozenset[bytes]] = {}

    @cached_property
    def _moved(self) -> dict[str, str]:
        return past.renamed(self._project.root, self._since)

    def gone(self, row: Followed) -> Iterator[_Gone]:
        """The hunks that are there no more and were when it was last looked."""
        number = 0
        for write in row.writes:
            for trace in self._traces(write):
                number += 1
                if trace is None or number in row.gone:
                    continue
                at, by = self._gone_at(write.path, trace, row.at)
                if at:
                    yield _Gone(number, at, by)

    def _traces(self, write: IntendedWrite) -> list[Trace | None]:
        try:
            return traces(self._kept(write.before), self._kept(write.after))
        except CoresearchError:  # it came without its blobs, or they were taken away
            return []

    def _kept(self, version: Version | None) -> bytes:
        return self._project.journal.blobs.get(version.digest) if version else b""

    def _lines(self, version: Version | None) -> frozenset[bytes]:
        digest = version.digest if version else ""
        if digest not in self._of_versions:
            self._of_versions[digest] = lines_of(self._kept(version))
        return self._of_versions[digest]

    def _superseded(self, path: str, trace: Trace, made: str) -> tuple[str, str]:
        """When a later accept took it out, and which; empty for none."""
        for row, write in self._accepts.get(path, ()):
            if row.at <= made:
                continue
            with suppress(CoresearchError):
                before, after = self._lines(write.before), self._lines(write.after)
                if trace.lasts_in(before) and not trace.lasts_in(after):
                    return row.at, row.id
        return "", ""

    def _gone_at(self, path: str, trace: Trace, made: str) -> tuple[str, str]:
        """When it went, and by which decision; empty while it is there, or may be."""
        name = path
        if self._lines_now(name) is None:
            name = self._moved.get(name, name)
        now = self._lines_now(name)
        if now is not None and trace.lasts_in(now):
            return "", ""
        superseded = self._superseded(path, trace, made)
        if superseded[0]:
            return superseded
        at = ""
        for when, lines in self._versions(name):
            if when[:_SECONDS] < made[:_SECONDS] or trace.lasts_in(lines):
                break
            at = when
        return at, ""

    def _lines_now(self, path: str) -> frozenset[bytes] | None:
        if path not in self._now:
            try:
                state = read_file(self._project.root, path)
            except CoresearchError:
                state = None
            self._now[path] = None if state is None else lines_of(state.content)
        return self._now[path]

    def _versions(self, path: str) -> Replayed:
        if path not in self._past:
            told = past.versions(self._project.root, path, self._since)
            lines = ((at, lines_of(content)) for at, content in told)
            self._past[path] = Replayed(lines)
        return self._past[path]


class Replayed:
    """What comes one by one and is kept, so that it can be gone through again."""

    def __init__(self, coming: Iterator[tuple[str, frozenset[bytes]]]) -> None:
        self._coming = coming
        self._kept: list[tuple[str, frozenset[bytes]]] = []

    def __iter__(self) -> Iterator[tuple[str, frozenset[bytes]]]:
        yield from self._kept
        for one in self._coming:
            self._kept.append(one)
            yield one

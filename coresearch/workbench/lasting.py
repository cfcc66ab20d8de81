"""What became of accepted changes, as the repository has it: are they still there?

As `git blame` would tell it, and cheaper: what is in the file now was not taken back.
Only of what is missing the commits are asked when it went, and that is put on record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cached_property

from coresearch.core.decisions import IntendedWrite
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

    A hunk is gone when neither the file nor any commit since the one that took it out
    has half of its lines: what is not committed yet may come back. What cannot be read
    or written now is followed the next time.
    """
    try:
        return _follow(project)
    except (CoresearchError, OSError):
        return 0


def _follow(project: Project) -> int:
    long_ago = datetime.now(UTC) - timedelta(days=_DAYS)
    since = f"{long_ago:%Y-%m-%dT%H:%M:%S}"
    rows = followed(project.journal, since, project.checkout.worktree)
    look, number = _Repository(project, since), 0
    for row in rows:
        gone = dict(look.gone(row))
        if gone:
            body = {"hunks": {str(n): at for n, at in sorted(gone.items())}}
            with project.journal.writing():
                project.journal.append(EventType.HUNKS_GONE, row.id, body)
            number += len(gone)
    return number


class _Repository:
    """The files now and in the past, each read once."""

    def __init__(self, project: Project, since: str) -> None:
        self._project = project
        self._since = since
        self._now: dict[str, frozenset[bytes] | None] = {}
        self._past: dict[str, Replayed] = {}

    @cached_property
    def _moved(self) -> dict[str, str]:
        return past.renamed(self._project.root, self._since)

    def gone(self, row: Followed) -> Iterable[tuple[int, str]]:
        """The hunks that are there no more and were until now, and since when."""
        number = 0
        for write in row.writes:
            for trace in self._traces(write):
                number += 1
                if trace is None or number in row.gone:
                    continue
                at = self._gone_at(write.path, trace, row.at)
                if at:
                    yield number, at

    def _traces(self, write: IntendedWrite) -> list[Trace | None]:
        blobs = self._project.journal.blobs
        try:
            before = blobs.get(write.before.digest) if write.before else b""
            after = blobs.get(write.after.digest) if write.after else b""
        except CoresearchError:  # it came without its blobs, or they were taken away
            return []
        return traces(before, after)

    def _gone_at(self, path: str, trace: Trace, made: str) -> str:
        """When the first of the newest commits without it was made; empty for none."""
        name = path
        if self._lines_now(name) is None:
            name = self._moved.get(name, name)
        now = self._lines_now(name)
        if now is not None and trace.lasts_in(now):
            return ""
        at = ""
        for when, lines in self._versions(name):
            if when[:_SECONDS] < made[:_SECONDS] or trace.lasts_in(lines):
                break
            at = when
        return at

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

"""What a person ruled about a suggestion, and what it was to do to files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from coresearch.core.changes import FileState, FileWrite


class Verdict(StrEnum):
    """The ruling."""

    ACCEPTED = "accepted"
    AMENDED = "amended"
    REJECTED = "rejected"
    LATER = "later"
    UNDONE = "undone"
    REDONE = "redone"


@dataclass(frozen=True, slots=True)
class Version:
    """A file's content by its hash: enough to know it again, not to restore it."""

    digest: str
    executable: bool

    @classmethod
    def of(cls, state: FileState | None) -> Version | None:
        """The version that `state` is; None for no file."""
        return None if state is None else cls(state.digest, state.executable)


@dataclass(frozen=True, slots=True)
class IntendedWrite:
    """One path from one version to another; None is "no such file"."""

    path: str
    before: Version | None
    after: Version | None

    @classmethod
    def of(cls, write: FileWrite) -> IntendedWrite:
        """The intention behind `write`."""
        return cls(write.path, Version.of(write.before), Version.of(write.after))


@dataclass(frozen=True, slots=True)
class IntendedRun:
    """A run that is to begin once the decision is durable."""

    id: str
    """The run's id; it holds that run's lock from before the decision on."""
    code: str
    kernel: str
    """The kernelspec's name."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A ruling as it goes to the journal, before anything happens."""

    verdict: Verdict
    reason: str = ""
    reason_asked: bool = False
    """Whether the person was asked for a reason (an empty one then is an answer)."""
    hunks: tuple[int, ...] | None = None
    """The numbers of the hunks that were accepted; None for all."""
    offered: int = 0
    """How many hunks there were to choose from."""
    shown: str = ""
    """Hash of what was on the screen: `ChangeSet.digest`, or `ProposedRun.digest`."""
    seconds: float | None = None
    """How long it was in view."""
    whole: bool | None = None
    """Whether the person scrolled to its end; None where nobody could tell."""
    words: int | None = None
    """How many were to be read; None where nobody counted."""
    lines: int | None = None
    """How many it would change, or run."""
    writes: tuple[IntendedWrite, ...] = ()
    worktree: str = ""
    """The linked worktree that the paths belong to; empty for the main one."""
    run: IntendedRun | None = None
    """What it was to run."""
    reverses: str = ""
    """For `undone` and `redone`: the id of the decision that is taken back."""
    articles: tuple[str, ...] = ()
    """Titles of the constitution's articles that were shown with it."""


def decision_to_json(decision: Decision) -> dict[str, Any]:
    """`decision` as plain values for the journal."""
    held: dict[str, Any] = {}
    if decision.articles:
        held["articles"] = list(decision.articles)
    if decision.whole is not None:
        held["whole"] = decision.whole
    return {
        "verdict": decision.verdict,
        "reason": decision.reason,
        "reason_asked": decision.reason_asked,
        "hunks": None if decision.hunks is None else list(decision.hunks),
        "offered": decision.offered,
        "shown": decision.shown,
        "seconds": decision.seconds,
        "words": decision.words,
        "lines": decision.lines,
        "writes": [_write_to_json(write) for write in decision.writes],
        "worktree": decision.worktree,
        "run": None if decision.run is None else asdict(decision.run),
        "reverses": decision.reverses,
        **held,
    }


def decision_from_json(body: Mapping[str, Any]) -> Decision:
    """The decision that `decision_to_json` wrote."""
    hunks, run = body["hunks"], body.get("run")
    return Decision(
        verdict=Verdict(body["verdict"]),
        reason=body["reason"],
        reason_asked=body["reason_asked"],
        hunks=None if hunks is None else tuple(hunks),
        offered=body["offered"],
        shown=body["shown"],
        seconds=body["seconds"],
        whole=body.get("whole"),
        words=body.get("words"),
        lines=body.get("lines"),
        writes=tuple(_write_from_json(item) for item in body["writes"]),
        worktree=body["worktree"],
        run=None if run is None else IntendedRun(**run),
        reverses=body["reverses"],
        articles=tuple(body.get("articles", ())),
    )


def _write_to_json(write: IntendedWrite) -> dict[str, Any]:
    return {
        "path": write.path,
        "before": _version_to_json(write.before),
        "after": _version_to_json(write.after),
    }


def _version_to_json(version: Version | None) -> dict[str, Any] | None:
    if version is None:
        return None
    return {"blob": version.digest, "executable": version.executable}


def _write_from_json(item: Mapping[str, Any]) -> IntendedWrite:
    return IntendedWrite(
        item["path"],
        _version_from_json(item["before"]),
        _version_from_json(item["after"]),
    )


def _version_from_json(item: Mapping[str, Any] | None) -> Version | None:
    return None if item is None else Version(item["blob"], item["executable"])

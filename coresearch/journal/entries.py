"""What lists show of the journal, and which of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One suggestion in a list, with what became of it."""

    id: str
    at: str
    activity: str
    kind: str
    title: str
    origin_kind: str
    origin: str
    severity: str
    confidence: float | None
    path: str
    line: int
    state: str
    decided_at: str | None
    author: str
    """Who decided, or else who asked."""
    imported: int = 0
    """1: that is somebody else, whose export was imported."""


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event in a list."""

    id: str
    at: str
    type: str
    subject: str
    body: str
    author: str
    imported: int = 0
    """1: it came with somebody else's export."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which entries to list; what is None does not matter."""

    activity: str | None = None
    kind: str | None = None
    state: str | None = None
    author: str | None = None
    """A part of a name or an address."""
    path: str | None = None
    since: str | None = None
    """UTC, inclusive, as the journal writes time or a beginning of it."""
    until: str | None = None
    """UTC, exclusive."""
    everyone: bool = False
    """Also what was imported, and nobody here was told or has ruled on."""

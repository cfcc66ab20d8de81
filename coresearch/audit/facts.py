"""What the journal knows of runs, as the checks read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from coresearch.core.suggestions import Evidence

ENDED_EARLY = ("died", "timed out", "interrupted", "cut off")


@dataclass(frozen=True, slots=True)
class RunFacts:
    """One run."""

    id: str
    at: str
    path: str
    """The script; empty for code."""
    arguments: tuple[str, ...] = ()
    seed: int | None = None
    state: str = "succeeded"
    seconds: float | None = None
    peak_memory: int | None = None
    """Bytes."""
    error: str = ""
    name: str = ""
    direction: str = ""
    code: str = ""
    """The tree that it ran on: a snapshot, or a commit."""
    metrics: Mapping[str, float | None] = field(default_factory=dict)
    """The last value of each; None for one that is not finite."""
    written: Mapping[str, int] = field(default_factory=dict)
    """Files that were written while it ran, with their bytes."""
    python: str = ""
    packages: Mapping[str, str] = field(default_factory=dict)
    """Versions, by names in lower case."""
    machine: str = ""
    gpus: tuple[str, ...] = ()

    @property
    def short(self) -> str:
        return self.id[:7]

    @property
    def command(self) -> str:
        """What was run, in a line."""
        return " ".join([self.path or self.name or "code", *self.arguments])

    def told(self, what: str) -> Evidence:
        """A quote of this run."""
        return Evidence(f"run {self.short}: {what}")


def versions(runs: Iterable[RunFacts]) -> Mapping[str, str]:
    """Versions as the newest run that succeeded had them; `runs` newest first."""
    for run in runs:
        if run.state == "succeeded" and run.packages:
            return run.packages
    return {}

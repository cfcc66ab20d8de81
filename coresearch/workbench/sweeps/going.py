"""An attempt that is under way: what its files say of it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from coresearch.core.runs import Ended
from coresearch.sweeps import files
from coresearch.sweeps.engines.engine import JobState
from coresearch.sweeps.processes import identity, is_alive
from coresearch.workbench.sweeps.ending import Attempt, ended_by_result, told_by


@dataclass(slots=True)
class Going:
    """An attempt, and by which handle its engine knows it."""

    attempt: Attempt
    handle: str
    is_cancelled: bool = False
    _gone_since: float | None = None

    @property
    def may_have_begun(self) -> bool:
        """Whether somebody has claimed it, or it has even ended."""
        left = (files.CLAIM, files.RESULT)
        return any((self.attempt.folder / name).exists() for name in left)

    @property
    def duplicates(self) -> int:
        """How often an engine began it once more."""
        with suppress(OSError):
            return (self.attempt.folder / files.DUPLICATES).stat().st_size
        return 0

    def end(self) -> tuple[Ended, dict[str, Any]] | None:
        """How it ended and where it ran, once its result is there."""
        result = files.read_whole(self.attempt.folder / files.RESULT)
        if result is None:
            return None
        return ended_by_result(result), told_by(result, self.duplicates)

    def told_of_loss(self) -> Mapping[str, Any]:
        """What is known of where it ran, when it left no result."""
        claim = files.read_whole(self.attempt.folder / files.CLAIM) or {}
        return {**claim, "duplicates": self.duplicates}

    def is_lost(self, state: JobState, now: float, grace: float) -> bool:
        """Whether it can leave no result any more; `grace` is in seconds."""
        folder = self.attempt.folder
        claim = files.read_whole(folder / files.CLAIM)
        if claim is None and (folder / files.CLAIM).exists():
            claim = {}  # whoever made it was killed at that very moment
        if state is not JobState.GONE or (claim and is_alive(claim)):
            self._gone_since = None
            return False
        if self._gone_since is None:
            self._gone_since = now
        if now - self._gone_since < grace:
            return False
        # Nobody may begin it from here on. Who was faster has it.
        if claim is None and files.claim(folder, identity(os.getpid())):
            return True
        return claim is not None and not (folder / files.RESULT).exists()

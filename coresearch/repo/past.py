"""What a file held in the past, as its commits have it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from coresearch.core.errors import EffectFailed
from coresearch.repo.plumbing import asked, run_git

_PLAIN = ("-c", "core.quotepath=off")
_MOST = 300
"""Commits of a file that are looked at."""


def versions(root: Path, path: str, since: str) -> Iterator[tuple[str, bytes]]:
    """When it was committed (UTC) and what it held then, newest first; none of before.

    Empty where a commit has it no more. Names that it had before are followed.
    """
    told = asked(
        root, *_PLAIN, "log", f"-{_MOST}", f"--since={since}", "--follow",
        "--name-status", "--format=%x01%H %ct", "--", path,
    )  # fmt: skip
    for block in told.split("\x01")[1:]:
        head, _, rest = block.partition("\n")
        commit, _, seconds = head.partition(" ")
        at = datetime.fromtimestamp(int(seconds), UTC)
        name = rest.strip().split("\t")[-1] or path
        try:
            held = run_git(root, "show", f"{commit}:{name}")
        except EffectFailed:
            held = b""
        yield f"{at:%Y-%m-%dT%H:%M:%S.%fZ}", held


def renamed(root: Path, since: str) -> dict[str, str]:
    """For names that files had, the names that they were given since."""
    told = asked(
        root, *_PLAIN, "log", f"-{_MOST}", f"--since={since}", "-M", "--diff-filter=R",
        "--name-status", "--format=",
    )  # fmt: skip
    moved: dict[str, str] = {}
    for line in told.splitlines():  # newest first
        _, old, new = line.split("\t")
        moved.setdefault(old, moved.get(new, new))
    return moved

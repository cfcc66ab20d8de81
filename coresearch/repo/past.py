"""What a file held in the past, as its commits have it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from coresearch.repo.plumbing import asked, run_git

_PLAIN = ("-c", "core.quotepath=off")
_AT_ONCE = 20
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
    found = []
    for block in told.split("\x01")[1:]:
        head, _, rest = block.partition("\n")
        commit, _, seconds = head.partition(" ")
        at = datetime.fromtimestamp(int(seconds), UTC)
        name = rest.strip().split("\t")[-1] or path
        found.append((f"{at:%Y-%m-%dT%H:%M:%S.%fZ}", f"{commit}:{name}"))
    for start in range(0, len(found), _AT_ONCE):
        some = found[start : start + _AT_ONCE]
        held = _contents(root, [named for _, named in some])
        yield from zip((at for at, _ in some), held, strict=True)


def _contents(root: Path, named: Sequence[str]) -> Iterator[bytes]:
    """What each of them names; empty where it is not there."""
    told = run_git(root, "cat-file", "--batch", given="\n".join(named).encode())
    place = 0
    for _ in named:
        end = told.index(b"\n", place)
        *_, kind, size = told[place:end].rsplit(b" ", 2)
        place = end + 1
        if kind != b"blob":  # "… missing"
            yield b""
            continue
        yield told[place : place + int(size)]
        place += int(size) + 1


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

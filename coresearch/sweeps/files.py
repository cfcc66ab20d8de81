"""The files by which a driver and its tasks speak; nothing else passes between them.

Of a sweep: `tree` (the snapshot's files), `driver.lock`, `driver.json`, `driver.log`,
and `tasks`, with a folder for each attempt that is under way:

- `spec.json`, before it is submitted: what is to be run;
- `claim`, made by whoever begins it, and by nobody twice: who that is;
- `group.json`: the process group of the script;
- `stdout` and `stderr`, as they are written;
- `cancel`, made by whoever wants it to end;
- `result.json`, last of all and at once: how it ended;
- `duplicates`: a byte for each time that an engine began it once more.

All of it is the owner's alone, since whoever can write there runs as the owner.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

SPEC, CLAIM, GROUP = "spec.json", "claim", "group.json"
STDOUT, STDERR = "stdout", "stderr"
CANCEL, RESULT, DUPLICATES = "cancel", "result.json", "duplicates"
ENGINE = "engine"
"""The engine's own folder in that of an attempt."""
TASKS, TREE = "tasks", "tree"


def make_private(folder: Path) -> Path:
    """Make a folder that is the owner's alone."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder


def claim(folder: Path, content: dict[str, Any]) -> bool:
    """Take what is to be done for oneself; whether nobody had it before."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    try:
        descriptor = os.open(folder / CLAIM, flags, 0o600)
    except FileExistsError:
        return False
    try:
        os.write(descriptor, json.dumps(content).encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return True


def write_whole(file: Path, content: object) -> None:
    """Write JSON so that a reader finds all of it, or no file.

    Raises:
        OSError: there is no room; then there is no file.
    """
    part = file.with_suffix(".part")
    try:
        with part.open("w", encoding="utf-8") as opened:
            json.dump(content, opened)
            opened.flush()
            os.fsync(opened.fileno())
        part.replace(file)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def read_whole(file: Path) -> dict[str, Any] | None:
    """What `write_whole` or `claim` wrote; None if it is not there, or torn."""
    try:
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None

"""What the interface keeps from one time to the next, in the folder of the journal.

None of it is the record, which is the journal: it may be deleted without loss. Lines
are appended whole, so that two windows can write side by side and a kill leaves at most
a torn last line.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

_MOST_TRANSCRIPT = 4_000_000
"""Bytes; beyond that, the older half goes at the next start."""
_SHOWN = 400_000
"""Bytes of the transcript that are shown again."""
_MOST_HISTORY = 1_000


class Kept:
    """The files of one repository's interface."""

    def __init__(self, folder: Path) -> None:
        """Below `folder`, where the journal is; nothing is made yet."""
        self._folder = folder
        self._transcript = folder / "transcript.jsonl"
        self._history = folder / "history.jsonl"
        self._state = folder / "interface.json"

    # -- the transcript ---------------------------------------------------------------

    def add(self, kind: str, text: str) -> None:
        """Put something at the end of the transcript."""
        self._append(self._transcript, {"kind": kind, "text": text})

    def transcript(self) -> list[tuple[str, str]]:
        """The end of it, as kinds and texts."""
        self._halve()
        found = _lines_at_end(self._transcript, _SHOWN)
        return [
            (str(item["kind"]), str(item["text"]))
            for item in found
            if isinstance(item, dict) and {"kind", "text"} <= item.keys()
        ]

    def _halve(self) -> None:
        with suppress(OSError):
            if self._transcript.stat().st_size > _MOST_TRANSCRIPT:
                content = self._transcript.read_bytes()
                half = content.find(b"\n", len(content) // 2) + 1
                self._replace(self._transcript, content[half:])

    # -- what was sent ----------------------------------------------------------------

    def remember(self, sent: str) -> None:
        """Put what the person sent into the history."""
        self._append(self._history, sent)

    def history(self) -> list[str]:
        """What was sent, oldest first, each only once."""
        found = _lines_at_end(self._history, _SHOWN)
        sent = [item for item in found if isinstance(item, str)]
        return list(dict.fromkeys(reversed(sent)))[:_MOST_HISTORY][::-1]

    # -- where things stood -----------------------------------------------------------

    def state(self) -> Mapping[str, Any]:
        """What was kept last; nothing where there is none."""
        with suppress(OSError, ValueError):
            found = json.loads(self._state.read_text(encoding="utf-8"))
            if isinstance(found, dict):
                return found
        return {}

    def keep_state(self, state: Mapping[str, Any]) -> None:
        """Keep how things stand; only where there is something on record."""
        if self._folder.is_dir():
            with suppress(OSError):
                self._replace(self._state, json.dumps(state).encode())

    # -- files ------------------------------------------------------------------------

    def _append(self, file: Path, item: object) -> None:
        """One write, so that lines of two windows never mix; a full disk loses it."""
        from coresearch.journal.store import make_folder

        with suppress(OSError):
            make_folder(self._folder)
            data = json.dumps(item, ensure_ascii=False).encode("utf-8", "replace")
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC
            descriptor = os.open(file, flags, 0o600)
            try:
                os.write(descriptor, data + b"\n")
            finally:
                os.close(descriptor)

    def _replace(self, file: Path, content: bytes) -> None:
        descriptor, name = tempfile.mkstemp(dir=self._folder, prefix=file.name)
        try:
            with os.fdopen(descriptor, "wb") as opened:
                opened.write(content)
            Path(name).replace(file)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise


def _lines_at_end(file: Path, most: int) -> Iterator[object]:
    """What the last lines of a file hold, as far back as `most` bytes."""
    try:
        with file.open("rb") as opened:
            size = opened.seek(0, os.SEEK_END)
            opened.seek(max(size - most, 0))
            lines = opened.read().split(b"\n")
    except OSError:
        return
    for line in lines[1 if size > most else 0 :]:
        with suppress(ValueError):
            yield json.loads(line)

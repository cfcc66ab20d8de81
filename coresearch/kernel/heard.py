"""Counts a kernel's messages, so that it is known how many did not arrive.

IPython's kernel numbers what it sends, replies and outputs alike, in the id of each
message: `<session>_<process>_<number>`. Between the first and the last message about
one request every number must have come. Another kernel may name its messages as it
likes; then nothing can be told.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from coresearch.kernel.messages import is_idle

_NUMBERED = re.compile(r".+_(\d{1,15})\Z")
_ROOM = 200
"""Bytes; what is written there is always as long, so that nothing old stays."""


class Heard:
    """What came of one request at a time, and how much is missing of all of them."""

    def __init__(self, file: Path) -> None:
        """Keep count in `file`, for whoever picks the request up after us."""
        self._file = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self._request = ""
        self._last: int | None = None
        self._is_over = False
        self.missing = 0
        """Messages, of all requests so far."""
        self.can_tell = True
        self.is_held_back = False
        """Whether the server said that it does not pass everything on."""
        with suppress(ValueError, TypeError, KeyError):
            found = json.loads(os.read(self._file, _ROOM))
            self._request, self._last = str(found["request"]), found["last"]
            self.missing, self._is_over = int(found["missing"]), bool(found["over"])

    def begin(self, request: str) -> None:
        """A request of this id is about to be sent, or is picked up again."""
        if request != self._request:
            self._request, self._last, self._is_over = request, None, False
            self._keep()

    def take(self, message: Mapping[str, Any]) -> None:
        """Count `message`, once all that is to be done with it is done."""
        is_ours = message["parent_header"].get("msg_id") == self._request
        if self._last is None and not is_ours:
            return
        if is_ours and _is_warning(message):
            self.is_held_back = True
            return  # the server's own message
        found = _NUMBERED.match(str(message["header"].get("msg_id")))
        if found is None:
            self.can_tell = self.can_tell and not is_ours
            return
        self._count(int(found[1]))
        self._is_over = self._is_over or (is_ours and is_idle(message))
        self._keep()

    def _count(self, number: int) -> None:
        if self._last is None:
            self._last = number
        elif number < self._last:  # by another channel, which was slower
            self.missing = max(0, self.missing - 1)
        elif not self._is_over:
            self.missing += number - self._last - 1
            self._last = number

    def finish(self) -> None:
        """What comes from now on is nothing that the code gives back."""
        self._is_over = True

    def _keep(self) -> None:
        told = {
            "request": self._request,
            "last": self._last,
            "missing": self.missing,
            "over": self._is_over,
        }
        os.pwrite(self._file, json.dumps(told).ljust(_ROOM).encode(), 0)

    def close(self) -> None:
        """No more is to be counted."""
        os.close(self._file)


def _is_warning(message: Mapping[str, Any]) -> bool:
    """Whether it is a server's word that it holds output back."""
    text = message["content"].get("text")
    return isinstance(text, str) and text.startswith(
        ("IOPub data rate exceeded", "IOPub message rate exceeded")
    )

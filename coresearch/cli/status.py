"""One line on a terminal that says what is going on, and goes again."""

from __future__ import annotations

import os
import sys

from coresearch.cli.output import cut, width


class Status:
    """Shown on stderr while there is a person to see it; else nothing."""

    def __init__(self, *, quiet: bool = False) -> None:
        is_plain = os.environ.get("TERM", "dumb") == "dumb"
        self._is_seen = sys.stderr.isatty() and not (quiet or is_plain)
        self._is_there = False

    def show(self, text: str) -> None:
        """Say `text` in place of what it said before."""
        if self._is_seen:
            sys.stderr.write(f"\r\x1b[K{cut(text, width() - 1)}")
            sys.stderr.flush()
            self._is_there = True

    def clear(self) -> None:
        """Make room for what stays."""
        if self._is_there:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._is_there = False

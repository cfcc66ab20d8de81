"""httpx, at half of what importing it costs."""

from __future__ import annotations

import sys

_NOT_NEEDED = {"httpx": "httpx._main", "httpcore": "h2"}
"""What each would import if it is there: a command line with rich, and HTTP/2."""


def skip_the_rest() -> None:
    """Let httpx do without what nothing here needs, as where that is not installed.

    Call before it is imported.
    """
    for library, part in _NOT_NEEDED.items():
        if library not in sys.modules:
            sys.modules.setdefault(part, None)  # type: ignore[arg-type]

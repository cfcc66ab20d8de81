"""httpx, at half of what importing it costs."""

from __future__ import annotations

import sys


def skip_command_line() -> None:
    """Let httpx do without its command line, as it does where rich is not installed.

    Call before it is imported: it would import rich, which nothing here needs.
    """
    if "httpx" not in sys.modules:
        sys.modules["httpx._main"] = None  # type: ignore[assignment]

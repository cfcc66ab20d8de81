"""What `coresearch web` runs for each browser: the interface, driven through a pipe."""

from __future__ import annotations

import os
import sys

from coresearch.core.errors import CoresearchError, NeedsPerson
from coresearch.tui.start import start


def _require_browser() -> None:
    """Refuse a pipe that no browser of `coresearch web` is at the other end of.

    Raises:
        NeedsPerson: keys could come from a program.
    """
    driver = os.environ.get("TEXTUAL_DRIVER", "")
    if not driver.startswith("textual.drivers.web_driver:"):
        raise NeedsPerson(
            "Only coresearch web opens the interface in this way; nothing was decided.",
            hint="At a terminal: coresearch. In a browser: coresearch web.",
        )


if __name__ == "__main__":
    try:
        _require_browser()
        sys.exit(start())
    except CoresearchError as fault:
        sys.exit(f"{fault.message} {fault.hint}")

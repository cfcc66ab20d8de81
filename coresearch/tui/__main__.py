"""What `coresearch web` runs for each browser: the interface, driven through a pipe."""

from __future__ import annotations

import sys

from coresearch.core.errors import CoresearchError
from coresearch.tui.start import start

if __name__ == "__main__":
    try:
        sys.exit(start())
    except CoresearchError as fault:
        sys.exit(f"{fault.message} {fault.hint}")

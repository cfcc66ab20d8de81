"""The console script: `--version` at once, faults as sentences, never a traceback."""

from __future__ import annotations

import gc
import sys

from coresearch import __version__


def main() -> None:
    """Run the command line and exit with a code of `docs/exit-codes.md`."""
    arguments = sys.argv[1:]
    if arguments in (["--version"], ["-V"]):
        try:
            sys.stdout.write(f"coresearch {__version__}\n")
            sys.stdout.flush()
            return
        except OSError:
            pass  # the command line will meet it too, and tell
    # What a command builds it keeps to its end: looking for garbage costs it a tenth.
    gc.set_threshold(200_000)
    from coresearch.cli.boundary import run

    sys.exit(run(arguments, _interface))


def _interface() -> int:
    """What is run at a terminal where no command is named."""
    from coresearch.tui.start import start

    return start()


if __name__ == "__main__":
    main()

"""The outermost layer: every fault becomes a sentence and an exit code."""

from __future__ import annotations

import os
import sys
import traceback

from coresearch.cli.exit_codes import ExitCode, exit_code
from coresearch.cli.output import tell_fault
from coresearch.core.errors import CoresearchError


def run(arguments: list[str]) -> int:
    """Run one command; its exit code. `--debug`, anywhere, shows tracebacks."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    debug = "--debug" in arguments[:end]
    if debug:
        arguments.remove("--debug")
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        tell_fault("Stopped.")
        return ExitCode.INTERRUPTED
    except CoresearchError as error:
        if debug:
            traceback.print_exc()
        tell_fault(error.message, error.hint)
        return exit_code(error)
    except BrokenPipeError:  # the reader of our output has gone, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.OK
    except Exception as error:  # noqa: BLE001 - a bug of ours, and the last resort
        if debug:
            traceback.print_exc()
        tell_fault(
            f"coresearch met a fault of its own: {type(error).__name__}: {error}.",
            "Run the command again with --debug to see where, and please report it.",
        )
        return ExitCode.BUG


def _run(arguments: list[str]) -> int:
    from coresearch.cli.app import app

    try:
        app(arguments, prog_name="coresearch")
        sys.stdout.flush()
    except SystemExit as ending:
        sys.stdout.flush()
        return ending.code if isinstance(ending.code, int) else ExitCode.OK
    return ExitCode.OK

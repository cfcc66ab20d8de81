"""The outermost layer: every fault becomes a sentence and an exit code."""

from __future__ import annotations

import os
import sys
import traceback
from contextlib import suppress
from typing import TYPE_CHECKING

from coresearch.cli.exit_codes import ExitCode, exit_code
from coresearch.cli.output import ReaderGone, finish, is_full, tell_fault
from coresearch.cli.terminal import is_there
from coresearch.core.errors import CoresearchError
from coresearch.core.text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from typer import TyperException


def run(arguments: list[str], interface: Callable[[], int] | None = None) -> int:
    """Run one command; its exit code. `--debug`, anywhere, shows tracebacks.

    Where none is named, and a person is at a terminal, it is the `interface`.
    """
    _open_closed_streams()
    end = arguments.index("--") if "--" in arguments else len(arguments)
    debug = "--debug" in arguments[:end]
    if debug:
        arguments.remove("--debug")
    try:
        is_open = interface is not None and not arguments and is_there()
        code = interface() if interface and is_open else _run(arguments)
        finish()
        return code
    except ReaderGone:
        return ExitCode.OK
    except BaseException as error:  # noqa: BLE001 - the last resort, Ctrl-C included
        if debug:
            traceback.print_exc()
        with suppress(ReaderGone):
            return _told(error)
        return ExitCode.BUG


def _open_closed_streams() -> None:
    """Let a closed one lead nowhere, so that no file of ours takes its number."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, os.O_RDWR)
            if nowhere != number:
                os.dup2(nowhere, number)
                os.close(nowhere)
            setattr(sys, name, os.fdopen(number, "w" if number else "r"))


def _run(arguments: list[str]) -> int:
    from typer import Abort, TyperException

    from coresearch.cli.app import make_app

    is_completing = "_CORESEARCH_COMPLETE" in os.environ
    wanted = None if is_completing else "".join(arguments[:1]) or "--help"
    app = make_app(wanted)
    try:
        code = app(arguments, prog_name="coresearch", standalone_mode=False)
    except SystemExit as ending:  # after a completion script, or by Rich
        if isinstance(ending.__context__, BrokenPipeError):
            raise ReaderGone from None
        code = ending.code
    except Abort as end_of_input:
        raise KeyboardInterrupt from end_of_input
    except TyperException as fault:
        return _told_usage(fault)
    if code == ExitCode.INTERRUPTED:
        raise KeyboardInterrupt
    return code if isinstance(code, int) else ExitCode.OK


def _told_usage(fault: TyperException) -> int:
    message = fault.format_message()
    if not message:  # no command was named, and the help has been shown
        return ExitCode.OK
    context = getattr(fault, "ctx", None)
    command = context.command_path if context else "coresearch"
    tell_fault(one_line(message.replace("Value error, ", "")), f"See: {command} --help")
    return ExitCode.USAGE


def _told(error: BaseException) -> int:
    """Tell the person what went wrong; the exit code."""
    match error:
        case KeyboardInterrupt():
            tell_fault("Stopped.")
            return ExitCode.INTERRUPTED
        case CoresearchError():
            tell_fault(error.message, error.hint)
            return exit_code(error)
        case OSError() if is_full(error):
            tell_fault("The disk is full.", "Make room and try again.")
            return ExitCode.DISK_FULL
    what = one_line(f"{type(error).__name__}: {error}").rstrip(".: ")
    tell_fault(
        f"coresearch met a fault of its own: {what}.",
        "Run the command again with --debug to see where, and please report it.",
    )
    return ExitCode.BUG

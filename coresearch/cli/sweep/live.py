"""A sweep before the person's eyes: one line that changes, until it ends."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from coresearch.cli.exit_codes import ExitCode
from coresearch.cli.output import advise, say, tell

if TYPE_CHECKING:
    from coresearch.workbench.project import Project
    from coresearch.workbench.sweeps.progress import Progress

_LOOK = 1.0
"""Seconds between two looks."""
_PATIENCE = 20.0
"""Seconds for a driver to take its place; a slow machine needs most of them."""


def follow(project: Project, identity: str) -> ExitCode:
    """Show how far a sweep is until nobody drives it; the exit code.

    Ctrl-C ends the look, and not the sweep.
    """
    from coresearch.cli.sweep.views import details, line_of
    from coresearch.journal.sweeps import read_sweep
    from coresearch.workbench.sweeps.progress import progress

    recorded = read_sweep(project.journal, identity)
    on_terminal = sys.stderr.isatty()
    since = time.monotonic()
    try:
        while True:
            found = progress(project, recorded)
            if on_terminal:
                _rewrite(line_of(found))
            if not found.is_driven and _is_over(found, time.monotonic() - since):
                break
            time.sleep(_LOOK if on_terminal else _LOOK / 4)
    except KeyboardInterrupt:
        _rewrite("")
        tell("The sweep goes on. See how far it is, or end it:")
        tell(f"  coresearch sweep show {identity[:7]}")
        tell(f"  coresearch sweep cancel {identity[:7]}")
        return ExitCode.OK
    if on_terminal:
        _rewrite("")
    for line in details(found):
        say(line)
    _advise(found, identity[:7])
    return code_of(found)


def _is_over(found: Progress, waited: float) -> bool:
    """Whether nothing is to come: all has ended, or its driver has not come."""
    return not found.open or bool(found.fault) or waited > _PATIENCE


def _advise(found: Progress, short: str) -> None:
    if found.is_stalled:
        advise(found.fault or "Its driver has ended before it was done.")
        advise(f"To go on: coresearch sweep resume {short}")
    elif found.metric:
        advise(f"Arms side by side: coresearch sweep table {short}")


def code_of(found: Progress) -> ExitCode:
    """Whether every task succeeded."""
    from coresearch.core.sweep.standing import Standing

    good = found.standings.get(Standing.DONE, 0) == found.total
    return ExitCode.OK if good else ExitCode.RUN_FAILED


def _rewrite(text: str) -> None:
    """Put `text` in place of the last line of the terminal."""
    from coresearch.cli.output import cut, width, write_error

    write_error(f"\r\x1b[2K{cut(text, width() - 1)}")
    sys.stderr.flush()

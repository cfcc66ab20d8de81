"""Carrying out what the person ruled, and telling them what became of it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from coresearch.cli import terminal
from coresearch.cli.exit_codes import ExitCode
from coresearch.cli.output import finish, say, tell
from coresearch.cli.render import code, diff
from coresearch.core.changes import FileWrite
from coresearch.core.predictions import Prediction
from coresearch.journal.queries import short
from coresearch.workbench import amending, decide, editing
from coresearch.workbench.amending import Draft
from coresearch.workbench.decide import Presented, Ruling
from coresearch.workbench.project import Project
from coresearch.workbench.words import what_changed


def _ruling(reason: str, since: float | None, *, asked: bool = False) -> Ruling:
    """`since` is when the suggestion came into view, on the monotonic clock."""
    return Ruling(reason, asked, None if since is None else time.monotonic() - since)


def do_accept(
    project: Project,
    shown: Presented,
    *,
    reason: str = "",
    hunks: Sequence[int] | None = None,
    since: float | None = None,
    prediction: Prediction | None = None,
    asked: bool = False,
) -> ExitCode:
    """Accept, and say which files changed, or run what was to be run."""
    ruling = _ruling(reason, since, asked=asked)
    if shown.sweep is not None:
        return _do_sweep(project, shown, ruling, prediction)
    if shown.run is not None:
        return _do_run(project, shown, ruling, prediction)
    decide.accept(project, shown, ruling, hunks)
    if prediction is not None:
        from coresearch.workbench.predictions import predict

        predict(project, prediction, shown.id)
    changes = shown.changes if hunks is None else shown.changes.choose(hunks)
    _say_done(project, shown, "Accepted", changes.writes)
    return ExitCode.OK


def _do_run(
    project: Project,
    shown: Presented,
    ruling: Ruling,
    prediction: Prediction | None = None,
) -> ExitCode:
    """The decision becomes durable as the run begins; the run's exit code."""
    from coresearch.cli.forms import Output
    from coresearch.cli.perform import perform
    from coresearch.workbench.suggested_run import permit, request_for

    request = request_for(shown)
    say(f"  Running {short(project.journal, shown.id)}; Ctrl-C interrupts it.")
    finish()
    allowed = permit(project, shown, ruling)
    return perform(project, request, Output.TEXT, allowed, prediction)


def _do_sweep(
    project: Project, shown: Presented, ruling: Ruling, prediction: Prediction | None
) -> ExitCode:
    """The decision becomes durable as the sweep begins; it goes on by itself."""
    from coresearch.config import read_settings
    from coresearch.workbench.sweeps.suggested import accept_sweep

    settings = read_settings(project.root).runs
    identity = accept_sweep(project, shown, ruling, settings, prediction)
    say(f"  Sweep {identity[:7]} has begun; see how far it is: coresearch sweep show")
    return ExitCode.OK


def do_amend(
    project: Project,
    shown: Presented,
    *,
    reason: str = "",
    since: float | None = None,
) -> bool:
    """Let the person edit what is proposed, show it, ask, and accept; whether so."""
    offered = amending.drafts(project, shown)
    with _kept_until_accepted(offered) as folder:
        edited = editing.edit_all(offered, folder)
        mine = amending.amended(shown, edited)
        as_proposed = edited == offered
        if as_proposed:
            say("  You changed nothing. (An editor in a window must wait: code --wait)")
        if not (mine.changes.writes or mine.run):
            say("  Nothing was decided.")
            return False
        say()
        for line in code(mine.run) if mine.run else diff(mine.changes):
            say(line)
        say()
        if not terminal.ask_yes("Accept this? [y/N] "):
            say("  Not accepted; it still waits.")
            return False
        if mine.run:
            _do_run(project, mine, _ruling(reason, since))
        elif as_proposed:
            decide.accept(project, shown, _ruling(reason, since))
        else:
            decide.amend(project, mine, _ruling(reason, since))
        editing.forget(folder)
    if mine.run:
        return True
    what = "Accepted" if as_proposed else "Accepted as amended"
    _say_done(project, shown, what, mine.changes.writes)
    return True


@contextmanager
def _kept_until_accepted(offered: Sequence[Draft]) -> Iterator[Path]:
    """A folder to edit in; it stays, and is named, while the person's text is in it."""
    folder = editing.begin(offered)
    try:
        yield folder
    finally:
        if not editing.forget_unchanged(offered, folder):
            tell(f"  Your text is kept in {folder}")


def do_reject(
    project: Project,
    shown: Presented,
    *,
    reason: str | None = None,
    since: float | None = None,
) -> bool:
    """Reject, asking why where no reason was given; whether so."""
    asked = reason is None
    if reason is None:
        reason = terminal.ask_line("  Why? (Enter: no reason) ")
    if reason is None:
        say("  Not rejected; it still waits.")
        return False
    decide.reject(project, shown, _ruling(reason, since, asked=asked))
    say(f"  Rejected {short(project.journal, shown.id)}.")
    return True


def do_put_off(
    project: Project, shown: Presented, *, since: float | None = None
) -> None:
    """Leave it for later, on record."""
    decide.put_off(project, shown, _ruling("", since))
    say(f"  {short(project.journal, shown.id)} stays in the inbox.")


def _say_done(
    project: Project, shown: Presented, what: str, writes: Sequence[FileWrite]
) -> None:
    identity = short(project.journal, shown.id)
    mark = ":" if writes else ";"
    say(f"  {what} {identity}{mark} {what_changed(writes)}.")
    if writes:
        say(f"  To take it back: coresearch undo {identity}")

"""Carrying out what the person ruled, and telling them what became of it."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from coresearch.cli import terminal
from coresearch.cli.output import say, tell
from coresearch.cli.render import diff
from coresearch.core.changes import FileWrite
from coresearch.core.errors import CoresearchError
from coresearch.core.text import counted, printable
from coresearch.journal.queries import short
from coresearch.workbench import decide
from coresearch.workbench.decide import Draft, Presented, Ruling
from coresearch.workbench.project import Project


def do_accept(
    project: Project,
    shown: Presented,
    *,
    reason: str = "",
    hunks: Sequence[int] | None = None,
    seconds: float | None = None,
) -> None:
    """Accept, and say which files changed."""
    decide.accept(project, shown, Ruling(reason, seconds=seconds), hunks)
    changes = shown.changes if hunks is None else shown.changes.choose(hunks)
    _say_done(project, shown, "Accepted", changes.writes)


def do_amend(
    project: Project,
    shown: Presented,
    *,
    reason: str = "",
    seconds: float | None = None,
) -> bool:
    """Let the person edit what is proposed, show it, ask, and accept; whether so."""
    edited = [_edited(draft) for draft in decide.drafts(project, shown)]
    mine = decide.amended(shown, [draft for draft, _ in edited])
    kept = ", ".join(str(path) for _, path in edited)
    if not mine.changes.writes:
        say("  Nothing would change; nothing was decided.")
        return False
    say()
    for line in diff(mine.changes):
        say(line)
    say()
    if not terminal.ask_yes("Accept this? [y/N] "):
        say(f"  Not accepted; it still waits. Your text is kept in {kept}")
        return False
    try:
        decide.amend(project, mine, Ruling(reason, seconds=seconds))
    except CoresearchError:
        tell(f"Your text is kept in {kept}")
        raise
    for _, path in edited:
        shutil.rmtree(path.parent, ignore_errors=True)
    _say_done(project, shown, "Accepted as amended", mine.changes.writes)
    return True


def _edited(draft: Draft) -> tuple[Draft, Path]:
    content, path = terminal.edit(draft.content, draft.path)
    return replace(draft, content=content), path


def do_reject(
    project: Project,
    shown: Presented,
    *,
    reason: str | None = None,
    seconds: float | None = None,
) -> None:
    """Reject, asking why where no reason was given."""
    asked = reason is None
    if reason is None:
        reason = terminal.ask_line("  Why? (Enter: no reason) ")
    decide.reject(project, shown, Ruling(reason, asked, seconds))
    say(f"  Rejected {short(project.journal, shown.id)}.")


def do_put_off(
    project: Project, shown: Presented, *, seconds: float | None = None
) -> None:
    """Leave it for later, on record."""
    decide.put_off(project, shown, Ruling(seconds=seconds))
    say(f"  {short(project.journal, shown.id)} stays in the inbox.")


def _say_done(
    project: Project, shown: Presented, what: str, writes: Sequence[FileWrite]
) -> None:
    identity = short(project.journal, shown.id)
    if not writes:
        say(f"  {what} {identity}; it is on record, and no file was to change.")
        return
    paths = list(dict.fromkeys(write.path for write in writes))
    listed = printable(", ".join(paths[:3])) + (" …" if len(paths) > 3 else "")
    say(
        f"  {what} {identity}: {counted(len(paths), 'file')} changed ({listed}). "
        f"To take it back: coresearch undo {identity}"
    )

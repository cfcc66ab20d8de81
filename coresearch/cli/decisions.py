"""The commands with which a person decides: inbox, show, accept, amend, reject, …"""

from __future__ import annotations

import json
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coresearch.cli import terminal
from coresearch.cli.forms import MOST, Form, Output
from coresearch.cli.output import advise, say
from coresearch.core.errors import BadInput
from coresearch.core.text import counted, printable

if TYPE_CHECKING:  # listing the commands must not cost what running them does
    from coresearch.workbench.decide import Presented
    from coresearch.workbench.project import Project
    from coresearch.workbench.reverse import Reversal


def _complete_waiting(incomplete: str) -> list[str]:
    """Ids of waiting suggestions, for the shell's completion."""
    from coresearch.core.errors import CoresearchError
    from coresearch.journal.queries import id_length, waiting
    from coresearch.workbench.project import journal_here, open_project

    given = incomplete.lower()
    try:
        if not journal_here(Path.cwd()).exists():
            return []
        with open_project(Path.cwd()) as project:  # which settles nothing
            rows = waiting(project.journal, limit=1000)
            digits = max(id_length(project.journal), len(given))
    except (CoresearchError, OSError):
        return []
    return [row.id[:digits] for row in rows if row.id.startswith(given)]


Id = Annotated[
    str,
    typer.Argument(
        metavar="ID", help="The beginning of its id.", autocompletion=_complete_waiting
    ),
]
Reason = Annotated[
    str | None,
    typer.Option("--reason", "-m", metavar="TEXT", help="Why; kept in the journal."),
]


def inbox(
    path: Annotated[
        str | None, typer.Argument(metavar="FILE", help="Only what is about it.")
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=1, max=MOST, help="How many to show.")
    ] = 20,
    one_by_one: Annotated[
        bool, typer.Option("--walk", "-w", help="Go through them, one key each.")
    ] = False,
    output: Form = Output.TEXT,
) -> None:
    """What waits for your decision, what matters most first.

    Example: coresearch inbox --walk
    """
    from coresearch.cli.render import inbox as inbox_lines
    from coresearch.cli.session import project_with_journal
    from coresearch.cli.walk import walk
    from coresearch.journal.queries import count_waiting, id_length, waiting

    if one_by_one:
        terminal.require_person("Going through the inbox")
    with project_with_journal() as project:
        about = project.relative(Path(path)) if path else None
        rows = waiting(project.journal, limit=limit, path=about)
        if output is Output.JSON:
            say(json.dumps([asdict(row) for row in rows]))
            return
        if not rows:
            say(f"Nothing waits{f' about {printable(about)}' if about else ''}.")
            return
        if one_by_one:
            walk(project, [row.id for row in rows])
            return
        total = count_waiting(project.journal)
        for line in inbox_lines(rows, id_length(project.journal)):
            say(line)
        if about is None and total > len(rows):
            say(f"{total - len(rows)} more: coresearch inbox -n {total}")
        advise("See one: coresearch show ID. Go through all: coresearch inbox -w")


def show(identity: Id, output: Form = Output.TEXT) -> None:
    """One suggestion: reason, evidence, and what accepting it would change.

    Example: coresearch show 3f2a
    """
    from coresearch.cli.render import came_of, suggestion
    from coresearch.cli.session import project_with_journal
    from coresearch.core.diffs import patch
    from coresearch.core.suggestions import suggestion_to_json
    from coresearch.journal.failures import outcomes_of
    from coresearch.journal.queries import id_length

    with project_with_journal() as project:
        journal = project.journal
        shown = _presented(project, identity)
        if output is Output.JSON:
            body = suggestion_to_json(shown.suggestion)
            state = {"id": shown.id, "state": shown.entry.state}
            body |= state | {"patch": patch(shown.changes) or None}
            body["outcomes"] = [asdict(one) for one in outcomes_of(journal, shown.id)]
            say(json.dumps(body))
            return
        for line in suggestion(shown, id_length(journal)):
            say(line)
        for line in came_of(journal, shown.id):
            say(line)


def accept(
    identity: Id,
    hunk: Annotated[
        list[int] | None,
        typer.Option(
            "--hunk", "-k", metavar="NUMBER", help="Accept only this hunk (repeatable)."
        ),
    ] = None,
    reason: Reason = None,
    predict: Annotated[
        str | None,
        typer.Option(metavar="CLAIM", help="What you expect to come of it."),
    ] = None,
    p: Annotated[
        float | None, typer.Option("--p", metavar="P", help="How sure, such as 0.7.")
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="By when it shows; else in four weeks."),
    ] = None,
) -> None:
    """Accept a suggestion after seeing exactly what it does.

    It always asks, at a terminal; there is no flag that answers for you.

    Example: coresearch accept 3f2a --hunk 1
    """
    from coresearch.cli import rulings
    from coresearch.cli.render import suggestion
    from coresearch.cli.run import asked_prediction
    from coresearch.cli.session import project_here
    from coresearch.journal.queries import id_length

    prediction = asked_prediction(predict, p)
    if prediction is not None:
        from coresearch.workbench.predictions import dated

        prediction = dated(prediction, by)
    elif by is not None:
        raise BadInput("--by is the date of a --predict.")
    terminal.require_person("Accepting")
    with project_here() as project:
        shown = _open(project, identity)
        if shown.refusal is not None:
            raise shown.refusal
        _require_hunks(shown, hunk or [])
        for line in suggestion(shown, id_length(project.journal)):
            say(line)
        if hunk:
            chosen = ", ".join(map(str, sorted(set(hunk))))
            say(f"\nOnly {counted(len(set(hunk)), 'hunk')}: {chosen}.")
        since = time.monotonic()
        say()
        if not terminal.ask_yes("Accept? [y/N] "):
            say("  Not accepted; it still waits.")
            return
        asked = bool(shown.articles) and reason is None
        if asked:
            reason = terminal.ask_line(
                "  Why, in view of what was agreed? (Enter: no reason) "
            )
        code = rulings.do_accept(
            project,
            shown,
            reason=reason or "",
            hunks=hunk or None,
            since=since,
            prediction=prediction,
            asked=asked,
        )
        _offer_rerun(project, shown)
        raise typer.Exit(code)


def amend(identity: Id, reason: Reason = None) -> None:
    """Change what is proposed in your editor ($VISUAL or $EDITOR), then accept that.

    Example: EDITOR=nano coresearch amend 3f2a
    """
    from coresearch.cli import rulings
    from coresearch.cli.session import project_here

    terminal.require_person("Amending")
    with project_here() as project:
        since = time.monotonic()
        shown = _open(project, identity)
        if rulings.do_amend(project, shown, reason=reason or "", since=since):
            _offer_rerun(project, shown)


def _offer_rerun(project: Project, shown: Presented) -> None:
    from coresearch.cli.rerun import offer_rerun

    offer_rerun(project, [shown.id])


def reject(identity: Id, reason: Reason = None) -> None:
    """Reject a suggestion; your reason is kept, and it is not proposed again.

    Example: coresearch reject 3f2a --reason "the seeds are in the script"
    """
    from coresearch.cli import rulings
    from coresearch.cli.session import project_here
    from coresearch.journal.queries import short

    if reason is None:
        terminal.require_person("Rejecting without --reason")
    with project_here() as project:
        shown = _presented(project, identity)
        if reason is None:
            title = printable(shown.suggestion.title)
            say(f"{short(project.journal, shown.id)}  {title}")
        rulings.do_reject(project, shown, reason=reason)


def later(identity: Id) -> None:
    """Leave a suggestion in the inbox, and on record that you looked at it.

    Example: coresearch later 3f2a
    """
    from coresearch.cli import rulings
    from coresearch.cli.session import project_here

    with project_here() as project:
        rulings.do_put_off(project, _presented(project, identity))


def undo(
    identity: Annotated[
        str | None,
        typer.Argument(metavar="ID", help="Of a suggestion; else the last accept."),
    ] = None,
) -> None:
    """Take back exactly what one accept changed, and nothing else.

    Example: coresearch undo
    """
    from coresearch.cli.session import project_here
    from coresearch.workbench import reverse

    terminal.require_person("Undoing")
    with project_here() as project:
        _say_reversed(project, reverse.undo(project, identity), "Undone", "redo")


def redo(
    identity: Annotated[
        str | None,
        typer.Argument(metavar="ID", help="Of a suggestion; else the last undo."),
    ] = None,
) -> None:
    """Do again what `undo` took back.

    Example: coresearch redo
    """
    from coresearch.cli.session import project_here
    from coresearch.workbench import reverse

    terminal.require_person("Redoing")
    with project_here() as project:
        _say_reversed(project, reverse.redo(project, identity), "Redone", "undo")


def _say_reversed(project: Project, done: Reversal, what: str, opposite: str) -> None:
    from coresearch.cli.render import diff
    from coresearch.journal.queries import short

    identity = short(project.journal, done.suggestion)
    for line in diff(done.changes):
        say(line)
    listed = printable(", ".join(done.paths))
    way_back = f"coresearch {opposite} {identity}"
    say(f"  {what} {identity}: {listed}. The other way: {way_back}")


def _presented(project: Project, prefix: str) -> Presented:
    from coresearch.journal.queries import find_suggestion
    from coresearch.workbench import plants
    from coresearch.workbench.decide import present

    plants.refuse(project, prefix)
    return present(project, find_suggestion(project.journal, prefix))


def _open(project: Project, prefix: str) -> Presented:
    """A suggestion that can still be ruled on; the gate looks once more itself."""
    from coresearch.workbench.words import settled

    shown = _presented(project, prefix)
    if ruled := settled(shown):
        raise ruled
    return shown


def _require_hunks(shown: Presented, numbers: list[int]) -> None:
    total = len(shown.changes.hunks)
    for number in numbers:
        if not 1 <= number <= total:
            raise BadInput(
                f"There is no hunk {number}: it has {total}.",
                hint=f"See them with: coresearch show {shown.id[:7]}",
            )

"""`design --register`, `--deviations` and `--export`: a plan before its results."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coresearch.cli.output import Ink, advise, fitted, paint, say
from coresearch.core.errors import BadInput
from coresearch.core.text import counted, printable

if TYPE_CHECKING:
    from coresearch.workbench.project import Project


def register(plan: str, claim: str | None, p: float | None, reason: str) -> None:
    """Put a plan on record with what is expected, and say what is still open in it."""
    from coresearch.cli.session import project_here
    from coresearch.core.predictions import prediction_of
    from coresearch.workbench import registration

    if claim is None and p is not None:
        raise BadInput("--p says how sure you are of a --predict.")
    prediction = None if claim is None else prediction_of(claim, p)
    with project_here() as project:
        path = project.relative(Path(plan))
        made = registration.register(project, path, prediction, reason)
        say(fitted(f"Registered {path}, {made.at[:16].replace('T', ' ')} UTC."))
        say(f"  SHA-256 {made.digest}")
        if made.claim:
            say(
                fitted(
                    f"Predicted: {made.claim} (probability {made.probability:g})", "  "
                )
            )
        if made.runs:
            advise(
                f"{counted(made.runs, 'run')} had been started by then, and that is on "
                "record too: what they showed cannot be predicted any more."
            )
        if open_places := registration.blanks(made.text):
            advise(f"{counted(open_places, 'place')} in it is still open: <…>, TBD.")
        _say_findings(project, path)


def _say_findings(project: Project, path: str) -> None:
    from coresearch.journal.queries import waiting

    found = waiting(project.journal, limit=100, path=path)
    if found:
        advise(
            f"In the inbox, about it: {counted(len(found), 'suggestion')}. What you "
            "change from here on is a deviation."
        )


def show_deviations(plan: str) -> None:
    """The changes of a registered plan, with dates, and all of them in one diff."""
    from coresearch.cli.session import project_with_journal
    from coresearch.workbench.deviations import deviations
    from coresearch.workbench.words import local_time

    with project_with_journal() as project:
        found = deviations(project, project.relative(Path(plan)))
        first = found.first
        say(
            fitted(
                f"{first.path}: registered {local_time(first.at)} by "
                f"{printable(first.author)}, after {counted(first.runs, 'run')}."
            )
        )
        if not found.steps:
            say("No deviation: it is what was registered, byte for byte.")
            return
        for step in found.steps:
            when = "now" if step.at == "now" else local_time(step.at)
            who = f" by {step.who}" if step.who else ""
            say()
            title = f"{when}{who}, after {counted(step.runs, 'run')}: {step.why}"
            say(paint(printable(title), Ink.STRONG))
            _say_diff(step.diff)
        added, removed = found.changed
        say()
        say(
            fitted(
                f"In all {counted(len(found.steps), 'change')}: {added} lines added, "
                f"{removed} taken out since it was registered."
            )
        )


def _say_diff(lines: Sequence[str]) -> None:
    inks = {"+": Ink.ADDED, "-": Ink.REMOVED, "@": Ink.PLACE}
    for line in lines[2:]:
        ink = inks.get(line[:1])
        text = printable(line)
        say(paint(text, ink) if ink else text)


def export(plan: str, form: str) -> None:
    """What was registered, in the order of a registry's questions."""
    from coresearch.cli.session import project_with_journal
    from coresearch.workbench.registration import FORMS, exported, first_registration

    if form not in FORMS:
        raise BadInput(
            f"There is no form {form!r}.", hint=f"There are: {', '.join(FORMS)}"
        )
    with project_with_journal() as project:
        first = first_registration(project, project.relative(Path(plan)))
        say(printable(exported(project, first, form)).rstrip("\n"))

"""What you expect, and what came of it: `predict`, `resolve`, `outcome`."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from coresearch.cli.decisions import Id, Reason
from coresearch.cli.forms import Form, Output
from coresearch.cli.output import advise, say
from coresearch.core.errors import BadInput
from coresearch.core.outcomes import Said
from coresearch.core.text import one_line

if TYPE_CHECKING:
    from coresearch.journal.predictions import PredictionRow


class Answer(StrEnum):
    """How a prediction came out."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"


def predict(
    claim: Annotated[
        str | None,
        typer.Argument(metavar="CLAIM", help="What you expect; none: list open ones."),
    ] = None,
    p: Annotated[
        float | None, typer.Option("--p", metavar="P", help="How sure, such as 0.7.")
    ] = None,
    by: Annotated[
        str | None, typer.Option(metavar="DATE", help="By when: 2026-12-01.")
    ] = None,
    rule: Annotated[
        str,
        typer.Option(metavar="RULE", help="What decides: 'val_acc > 0.8', or words."),
    ] = "",
    direction: Annotated[
        str, typer.Option(metavar="ID", help="Only its runs count.")
    ] = "",
    output: Form = Output.TEXT,
) -> None:
    """Say what you expect and how sure you are; without CLAIM, what is open.

    A rule about a metric resolves itself: it holds as soon as a run reports
    it, and has failed if none did by the date. Other rules are yours to
    resolve.

    Example: coresearch predict "five seeds agree" --p 0.7 --by 2027-01-31
    """
    from dataclasses import replace

    from coresearch.cli.session import project_here
    from coresearch.core.predictions import prediction_of
    from coresearch.workbench.directions import find_direction
    from coresearch.workbench.predictions import due_moment
    from coresearch.workbench.predictions import predict as put_on_record

    if claim is None:
        if p is not None or by is not None or rule:
            raise BadInput(
                "What do you predict?", hint='coresearch predict "…" --p 0.7'
            )
        _list(output)
        return
    if by is None:
        raise BadInput("By when?", hint="Say it with --by, such as --by 2027-01-31")
    prediction = prediction_of(claim, p, rule, due_moment(by))
    with project_here() as project:
        if direction:
            found = find_direction(project.journal, direction).id
            prediction = replace(prediction, direction=found)
        identity = put_on_record(project, prediction)
    if output is Output.JSON:
        say(json.dumps({"id": identity}))
        return
    say(f"{identity[:7]}  {one_line(prediction.claim)} ({prediction.probability:.0%})")
    if prediction.rule is None:
        advise(f"When you know: coresearch resolve {identity[:7]} yes|no|unclear")
    else:
        advise("It is resolved by the first run that shows it, or when its date comes.")


def _list(output: Output) -> None:
    from dataclasses import asdict

    from coresearch.cli.session import project_with_journal
    from coresearch.journal.predictions import open_predictions
    from coresearch.journal.store import utc_now
    from coresearch.workbench.predictions import resolve_by_runs

    with project_with_journal() as project:
        resolve_by_runs(project)
        rows = open_predictions(project.journal)
    if output is Output.JSON:
        say(json.dumps([asdict(row) for row in rows]))
        return
    if not rows:
        say("No prediction is open.")
        return
    now = utc_now()
    for row in rows:
        say(_line(row, now))
    advise("Resolve one: coresearch resolve ID yes|no|unclear")


def _line(row: PredictionRow, now: str) -> str:
    from coresearch.workbench.words import local_time

    said = f"{row.id[:7]}  {one_line(row.claim)} ({row.probability:.0%})"
    if row.words:
        said += f"; decided by: {one_line(row.words)}"
    if not row.due:
        return said
    day = local_time(row.due)[:10]
    return f"{said}; {'was due' if row.due <= now else 'due'} {day}"


def resolve(
    identity: Annotated[
        str | None,
        typer.Argument(
            metavar="ID", help="The beginning of its id; none: what is due."
        ),
    ] = None,
    answer: Annotated[Answer | None, typer.Argument(help="yes, no or unclear.")] = None,
    reason: Reason = None,
) -> None:
    """Say how a prediction came out; `unclear` is counted neither way.

    Without ID those that are due are asked for, one key each.

    Example: coresearch resolve 3f2a yes
    """
    if identity is None:
        _resolve_due()
        return
    if answer is None:
        raise BadInput(
            "How did it come out?", hint=f"coresearch resolve {identity} yes|no|unclear"
        )
    from coresearch.cli.session import project_with_journal
    from coresearch.core.predictions import Outcome
    from coresearch.workbench.predictions import resolve as put_on_record

    outcome = {
        Answer.YES: Outcome.HELD,
        Answer.NO: Outcome.FAILED,
        Answer.UNCLEAR: Outcome.UNCLEAR,
    }[answer]
    with project_with_journal() as project:
        row = put_on_record(project, identity, outcome, reason or "")
    say(f"{row.id[:7]}  {one_line(row.claim)} ({row.probability:.0%}): {row.outcome}")


def _resolve_due() -> None:
    """Ask for each that is due; one key each."""
    from coresearch.cli import terminal
    from coresearch.cli.session import project_with_journal
    from coresearch.core.predictions import Outcome
    from coresearch.workbench.predictions import due_now
    from coresearch.workbench.predictions import resolve as put_on_record

    terminal.require_person("Resolving what is due")
    meant = {"y": Outcome.HELD, "n": Outcome.FAILED, "u": Outcome.UNCLEAR}
    with project_with_journal() as project:
        rows = due_now(project)
        if not rows:
            say("No prediction is due.")
        for row in rows:
            say(_line(row, row.due))
            say("  [y]es  [n]o  [u]nclear  [l]ater  [q]uit")
            key = terminal.read_key([*meant, "l", "q"])
            if key == "q":
                break
            if key in meant:
                say(f"  {put_on_record(project, row.id, meant[key], '').outcome}")


def outcome(
    identity: Id,
    became: Annotated[
        Said, typer.Argument(metavar="OUTCOME", help="held|failed|dead-end|unclear")
    ],
    reason: Reason = None,
    unchanged: Annotated[
        Said | None,
        typer.Option(metavar="OUTCOME", help="Of one you amended: as it was proposed."),
    ] = None,
) -> None:
    """Say what became of a suggestion that you accepted; the last word holds.

    Of one that you amended, --unchanged says what would have become of it
    without your changes: so the review learns whether they help.

    Example: coresearch outcome 3f2a held
    """
    from coresearch.cli.session import project_with_journal
    from coresearch.journal.queries import entry, find_suggestion
    from coresearch.workbench.predictions import say_outcome

    with project_with_journal() as project:
        found = find_suggestion(project.journal, identity)
        say_outcome(project, found, became, reason or "", unchanged)
        title = one_line(entry(project.journal, found).title)
    say(f"{found[:7]}  {title}: {became}")

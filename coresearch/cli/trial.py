"""`coresearch trial`: with the assistant or without, as a coin says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from coresearch.cli import terminal
from coresearch.cli.forms import Form, Output
from coresearch.cli.output import Ink, advise, fitted, paint, say
from coresearch.core.text import counted, one_line

if TYPE_CHECKING:
    from coresearch.journal.tasks import TaskRow

app = typer.Typer(
    no_args_is_help=True,
    help="Tasks with the assistant or without, as a coin says: does it save you time?",
)


@app.command()
def start(
    title: Annotated[str, typer.Argument(metavar="TASK", help="What you will do.")],
    forecast: Annotated[
        str, typer.Option(metavar="TIME", help="How long you think: 2h, or 90 min.")
    ],
    kind: Annotated[
        str, typer.Option(metavar="WORD", help="Such as code, plan, analysis.")
    ] = "",
) -> None:
    """Say how long a task will take; then a coin says whether you use the assistant.

    Only begin what you would do either way. The forecast is on record before
    the coin falls.

    Example: coresearch trial start "Ablation of the encoder" --forecast 2h
    """
    from coresearch.cli.session import project_here
    from coresearch.workbench.trial import begin, hours_of

    hours = hours_of(forecast)
    with project_here() as project:
        one = begin(project, title, kind, hours)
    say(f"{one_line(one.title)}: {_arm(one)}.")
    if not one.aided:
        advise("No model, no critique, no diagnosis, here or elsewhere.")
    advise("When it is done: coresearch trial stop. Rather not: trial stop --opt-out")


@app.command()
def stop(
    took: Annotated[
        str,
        typer.Option(metavar="TIME", help="Hours of work, where the clock is wrong."),
    ] = "",
    believed: Annotated[
        str,
        typer.Option(metavar="TIME", help="How long it would have taken otherwise."),
    ] = "",
    opt_out: Annotated[
        bool, typer.Option("--opt-out", help="You did not want to do it so.")
    ] = False,
) -> None:
    """End the task: what it took, and what you think it takes in the other way.

    Example: coresearch trial stop --took 3h --believed 4h
    """
    from coresearch.cli.session import project_with_journal
    from coresearch.core.errors import NotFound
    from coresearch.workbench.trial import end, hours_of, open_task

    hours = hours_of(took) if took else None
    guess = hours_of(believed) if believed else None
    with project_with_journal() as project:
        one = open_task(project.journal)
        if one is None:
            raise NotFound("No task is open.", hint="See: coresearch trial status")
        if not opt_out and guess is None and terminal.is_there():
            other = "without" if one.aided else "with"
            said = terminal.ask_line(
                f"How long would it have taken {other} the assistant? (2h; Enter: no "
                "idea) "
            )
            guess = hours_of(said) if said else None
        one = end(project, hours, guess, opted_out=opt_out)
    if opt_out:
        say(f"{one_line(one.title)}: on record that you did not want to do it so.")
        return
    say(f"{one_line(one.title)}: {one.hours:.1f} h, forecast {one.forecast:g} h.")
    if not one.aided and one.crossed:
        advise(
            f"{counted(one.crossed, 'suggestion')} came meanwhile. It counts as the "
            "coin said; how often that was is told with the result."
        )


@app.command()
def status(output: Form = Output.TEXT) -> None:
    """The task that is open, and what all of them show so far.

    Example: coresearch trial status
    """
    from coresearch.cli.session import project_with_journal
    from coresearch.journal.tasks import tasks
    from coresearch.review.rows import said
    from coresearch.review.self_report import trial_rows
    from coresearch.workbench.trial import crossed, measured, opt_outs

    with project_with_journal() as project:
        rows = tasks(project.journal)
    if output is Output.JSON:
        say(json.dumps([row._asdict() for row in rows]))
        return
    now = next((row for row in rows if not row.ended), None)
    if now is not None:
        say(f"Open: {one_line(now.title)}: {_arm(now)}, forecast {now.forecast:g} h.")
    else:
        say("No task is open.")
    for row in trial_rows(measured(rows), opt_outs(rows), crossed(rows)):
        say(fitted(f"{row.name}: {said(row)}", "  "))
        say(paint(fitted(row.reading, "    "), Ink.QUIET))


def _arm(one: TaskRow) -> str:
    return "with the assistant" if one.aided else "without the assistant"

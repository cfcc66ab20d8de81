"""`coresearch direction`: lines of inquiry, with a budget and a reason to stop."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from coresearch.cli import terminal
from coresearch.cli.forms import Form, Output
from coresearch.cli.output import Ink, advise, paint, say
from coresearch.core.errors import BadInput
from coresearch.core.text import counted, one_line

if TYPE_CHECKING:
    from coresearch.workbench.directions import Standing

app = typer.Typer(
    no_args_is_help=True,
    help="Lines of inquiry, with a budget and a reason to stop.",
)

Name = Annotated[str, typer.Argument(metavar="ID", help="Its name, or how it begins.")]


@app.command("open")
def open_(
    title: Annotated[str, typer.Argument(metavar="TITLE", help="What is looked into.")],
    budget: Annotated[str, typer.Option(metavar="LIMIT", help="6h, or 10 runs.")] = "",
    kill: Annotated[
        str,
        typer.Option(metavar="RULE", help="'acc < 0.7 after 3 runs', or words."),
    ] = "",
    by: Annotated[
        str, typer.Option(metavar="DATE", help="When to stop otherwise.")
    ] = "",
) -> None:
    """Begin one, and say now what would make you stop.

    Example: coresearch direction open "More seeds" --budget 6h --by 2027-01-31
    """
    from coresearch.cli.session import project_here
    from coresearch.workbench.directions import open_direction
    from coresearch.workbench.predictions import due_moment

    if not (kill.strip() or by):
        raise BadInput(
            "When would you stop?",
            hint="Say it with --kill 'val_acc < 0.7 after 3 runs', or --by DATE",
        )
    due = due_moment(by) if by else ""
    with project_here() as project:
        name = open_direction(project, title, budget, kill, due)
    say(name)
    advise(f"Count a run on it: coresearch run FILE --direction {name}")


@app.command()
def status(name: Name, output: Form = Output.TEXT) -> None:
    """What it has cost, and whether it is time to stop.

    Example: coresearch direction status more-seeds
    """
    from dataclasses import asdict

    from coresearch.cli.session import project_with_journal
    from coresearch.workbench.directions import find_direction, standing

    with project_with_journal() as project:
        found = standing(project.journal, find_direction(project.journal, name))
    if output is Output.JSON:
        say(json.dumps(asdict(found)))
        return
    for line in _told(found):
        say(line)


def _told(found: Standing) -> list[str]:
    row = found.row
    told = [
        paint(row.id, Ink.STRONG),
        f"  {one_line(row.title)}",
        f"  {_spent(found)}",
    ]
    if row.kill:
        told.append(f"  to stop at: {one_line(row.kill)}")
    if row.due:
        told.append(f"  to stop on: {row.due[:10]}")
    if found.hours_after or found.runs_after:
        after = counted(found.runs_after, "run")
        told.append(f"  since then: {after}, {found.hours_after:.1f} h")
    if row.closed:
        told.append(f"  {row.closed}: {one_line(row.reason)}")
    return told + [f"  ! {one_line(text)}" for text in found.advice]


@app.command()
def weigh(
    name: Name,
    changes: Annotated[
        float | None,
        typer.Option(metavar="P", help="P(its result changes what you do)."),
    ] = None,
    gain: Annotated[
        str, typer.Option(metavar="TIME", help="What that would bring: 8h.")
    ] = "",
    cost: Annotated[
        str, typer.Option(metavar="TIME", help="What the run costs: 90 min.")
    ] = "",
) -> None:
    """Is the next run worth it? P(it changes what you do) x gain, against its cost.

    The three numbers are asked for at a terminal, and kept; nothing is refused.

    Example: coresearch direction weigh more-seeds --changes 0.3 --gain 8h --cost 2h
    """
    from coresearch.cli.session import project_with_journal
    from coresearch.workbench.directions import find_direction
    from coresearch.workbench.directions import weigh as put_on_record
    from coresearch.workbench.trial import hours_of

    with project_with_journal() as project:
        row = find_direction(project.journal, name)
        if changes is None:
            changes = _probability(_asked("How likely does it change what you do? "))
        gained = gain or _asked("What would that bring? (8h) ")
        costs = cost or _asked("What does the run cost? (90 min) ")
        told, is_worth = put_on_record(
            project, row.id, changes, hours_of(gained), hours_of(costs)
        )
    say(f"{'Worth it' if is_worth else 'Not worth it'}, by your numbers: {told}.")


def _asked(question: str) -> str:
    """What the person says at the terminal.

    Raises:
        BadInput: nobody is there.
    """
    if not terminal.is_there():
        raise BadInput("Three numbers are needed.", hint="--changes, --gain and --cost")
    return terminal.ask_line(question) or ""


def _probability(text: str) -> float:
    """Raises:
    BadInput: it is none.
    """
    try:
        return float(text)
    except ValueError:
        raise BadInput(f"{text!r} is no probability.", hint="Such as 0.3") from None


def _spent(found: Standing) -> str:
    row = found.row
    hours = f" of {row.hours:g} h" if row.hours is not None else " h"
    runs = f" of {row.runs}" if row.runs is not None else ""
    return f"spent: {found.hours:.1f}{hours}, runs: {found.runs}{runs}"


@app.command()
def close(
    name: Name,
    kept: Annotated[bool, typer.Option("--kept", help="It led somewhere.")] = False,
    abandoned: Annotated[bool, typer.Option("--abandoned", help="It did not.")] = False,
    merged: Annotated[
        bool, typer.Option("--merged", help="It goes on in another.")
    ] = False,
    because: Annotated[
        str, typer.Option("--because", "-m", metavar="TEXT", help="Why.")
    ] = "",
) -> None:
    """End one, with a reason.

    Example: coresearch direction close more-seeds --abandoned --because "no gain"
    """
    from coresearch.cli.session import project_with_journal
    from coresearch.workbench.directions import close_direction

    ways = {"kept": kept, "abandoned": abandoned, "merged": merged}
    chosen = [how for how, wanted in ways.items() if wanted]
    if len(chosen) != 1:
        raise BadInput("How did it end?", hint="One of --kept, --abandoned, --merged")
    with project_with_journal() as project:
        row = close_direction(project, name, chosen[0], because)
    say(f"{row.id}: {chosen[0]}")


@app.command("list")
def list_(output: Form = Output.TEXT) -> None:
    """All of them, open ones first.

    Example: coresearch direction list
    """
    from dataclasses import asdict

    from coresearch.cli.session import project_with_journal
    from coresearch.workbench.directions import standings

    with project_with_journal() as project:
        rows = standings(project.journal)
    if output is Output.JSON:
        say(json.dumps([asdict(one) for one in rows]))
        return
    if not rows:
        say("There is no direction yet.")
        advise('Begin one: coresearch direction open "…" --kill "…"')
    for one in rows:
        mark = "!" if one.advice else " "
        state = one.row.closed or "open"
        say(f"{mark} {one.row.id}  {state}  {_spent(one)}  {one_line(one.row.title)}")

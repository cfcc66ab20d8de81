"""`coresearch journal calls`: what models were asked, and what it came to."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from coresearch.cli.forms import MOST, Form, Output
from coresearch.cli.output import Ink, advise, cut, paint, say, tell, width
from coresearch.core.spending import By
from coresearch.core.text import counted, printable
from coresearch.workbench.words import dollars, local_time

if TYPE_CHECKING:
    from coresearch.journal.calls import CallRow, Spent
    from coresearch.journal.store import Journal


def calls(
    spend: Annotated[
        By | None,
        typer.Option(help="Add up what they cost, by day, activity or model."),
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=1, max=MOST, help="How many a page.")
    ] = 20,
    page: Annotated[
        int, typer.Option("--page", "-p", min=1, max=MOST, help="Which page.")
    ] = 1,
    output: Form = Output.TEXT,
) -> None:
    """What models were asked, newest first; or what it cost.

    Examples:

      coresearch journal calls

      coresearch journal calls --spend day
    """
    from coresearch.cli.session import project_with_journal
    from coresearch.journal.calls import list_calls, spending

    with project_with_journal() as project:
        journal = project.journal
        if spend is not None:
            _say_spending(spending(journal, spend), output)
            return
        rows = list_calls(journal, limit=limit + 1, offset=(page - 1) * limit)
        _say_calls(journal, rows[:limit], output)
        if output is Output.TEXT and len(rows) > limit:
            tell(f"More: --page {page + 1}")


def _say_calls(journal: Journal, rows: list[CallRow], output: Output) -> None:
    from coresearch.journal.queries import id_length

    if output is Output.JSON:
        say(json.dumps([asdict(row) for row in rows]))
        return
    if not rows:
        say("No model was asked yet.")
        return
    digits = id_length(journal)
    for row in rows:
        said = f"{row.activity}  {printable(row.model)}  {_facts(row)}"
        head = f"{row.id[:digits]}  {local_time(row.at)}  "
        line = cut(said, max(width() - len(head), 20))
        say(f"{paint(row.id[:digits], Ink.PLACE)}{head[digits:]}{line}")
    advise("What was sent and what came back: coresearch journal show ID")


def _facts(row: CallRow) -> str:
    outcome = f"{row.outcome} ({row.fault})" if row.fault else row.outcome
    if row.seconds is None:
        return outcome
    about = "" if row.counted else "~"
    tokens = f"{about}{row.sent or 0}+{row.received or 0} tokens"
    return f"{outcome}, {tokens}, {dollars(row.dollars)}, {row.seconds:.1f} s"


def _say_spending(rows: list[Spent], output: Output) -> None:
    if output is Output.JSON:
        say(json.dumps([asdict(row) for row in rows]))
        return
    if not rows:
        say("No model was asked yet.")
        return
    for row in rows:
        tokens = f"{row.sent}+{row.received} tokens"
        said = f"{dollars(row.dollars)}  {counted(row.calls, 'call')}, {tokens}"
        if row.unknown:
            said += f"; the price of {row.unknown} is not known"
        say(f"{printable(row.key)}  {said}")

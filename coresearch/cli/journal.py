"""`coresearch journal`: reading the record back, and proving it."""

from __future__ import annotations

import json
import time
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coresearch.cli.calls import calls
from coresearch.cli.forms import MOST, Form, Output, Since, Until
from coresearch.cli.output import advise, pour, say, tell
from coresearch.core.suggestions import Activity, Kind
from coresearch.core.text import counted
from coresearch.workbench.words import moment

if TYPE_CHECKING:
    from coresearch.journal.importing import Imported

app = typer.Typer(
    no_args_is_help=True,
    help="Read the record of suggestions, decisions and effects; prove it; export it.",
)

app.command("calls")(calls)


class State(StrEnum):
    """What became of a suggestion."""

    WAITING = "waiting"
    PENDING = "pending"
    ACCEPTED = "accepted"
    AMENDED = "amended"
    REJECTED = "rejected"
    UNDONE = "undone"
    WITHDRAWN = "withdrawn"


class Export(StrEnum):
    """JSON lines of all events, or a table of all suggestions."""

    JSONL = "jsonl"
    CSV = "csv"


Limit = Annotated[
    int, typer.Option("--limit", "-n", min=1, max=MOST, help="How many a page.")
]
Page = Annotated[int, typer.Option("--page", "-p", min=1, max=MOST, help="Which page.")]


@app.command("list")
def list_(
    activity: Annotated[
        Activity | None,
        typer.Option(metavar="NAME", help=f"One of: {', '.join(Activity)}."),
    ] = None,
    kind: Annotated[Kind | None, typer.Option(help="A note or an edit.")] = None,
    verdict: Annotated[
        State | None,
        typer.Option(metavar="STATE", help=f"One of: {', '.join(State)}."),
    ] = None,
    author: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Part of a name or an address.")
    ] = None,
    file: Annotated[
        str | None, typer.Option(metavar="FILE", help="About this file.")
    ] = None,
    since: Since = None,
    until: Until = None,
    events: Annotated[
        bool, typer.Option("--events", help="The raw events instead.")
    ] = False,
    limit: Limit = 20,
    page: Page = 1,
    output: Form = Output.TEXT,
) -> None:
    """Suggestions and what became of them, newest first.

    Example: coresearch journal list --verdict rejected --since 2026-11-01
    """
    from coresearch.cli.render import entries, event_line
    from coresearch.cli.session import project_with_journal
    from coresearch.journal import queries

    offset = (page - 1) * limit
    with project_with_journal() as project:
        journal = project.journal
        digits = queries.id_length(journal)
        if events:
            happened = queries.list_events(journal, limit=limit + 1, offset=offset)
            lines = [event_line(journal, row, digits) for row in happened]
            _say_page([asdict(row) for row in happened], lines, page, limit, output)
            return
        named = project.relative(Path(file)) if file else None
        when = (_moment(since), _moment(until))
        wanted = queries.Filter(
            activity, kind, verdict, author, named, *when, everyone=True
        )
        rows = queries.list_entries(journal, wanted, limit=limit + 1, offset=offset)
        lines = list(entries(rows, digits))
        _say_page([asdict(row) for row in rows], lines, page, limit, output)


@app.command()
def show(
    identity: Annotated[
        str, typer.Argument(metavar="ID", help="Of a suggestion or an event.")
    ],
    output: Form = Output.TEXT,
) -> None:
    """One suggestion with everything that happened to it, or one event.

    Example: coresearch journal show 3f2a
    """
    from coresearch.cli.render import event_details, event_line, suggestion
    from coresearch.cli.session import project_with_journal
    from coresearch.journal import queries
    from coresearch.workbench.decide import present

    with project_with_journal() as project:
        journal = project.journal
        found = queries.find_any(journal, identity)
        digits = queries.id_length(journal)
        rows = queries.events_about(journal, found)
        if output is Output.JSON:
            for row in rows:
                say(json.dumps(asdict(row) | {"body": journal.expand(row.body)}))
            return
        if len(found) < 64:
            for line in suggestion(present(project, found), digits):
                say(line)
            say()
        for row in rows:
            say(event_line(journal, row, digits))
            for line in event_details(journal, row):
                say(line)


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(help="All must occur; seed* begins.")],
    limit: Limit = 20,
    page: Page = 1,
    output: Form = Output.TEXT,
) -> None:
    """Where words occur in suggestions and reasons, newest first.

    Example: coresearch journal search seed* baseline
    """
    from coresearch.cli.render import event_line
    from coresearch.cli.session import project_with_journal
    from coresearch.journal import queries

    with project_with_journal() as project:
        journal = project.journal
        offset = (page - 1) * limit
        rows = queries.search(journal, " ".join(words), limit=limit + 1, offset=offset)
        digits = queries.id_length(journal)
        lines = [event_line(journal, row, digits) for row in rows]
        _say_page([asdict(row) for row in rows], lines, page, limit, output)


@app.command()
def verify() -> None:
    """Check every event, every derived row and every blob; name the first fault.

    Example: coresearch journal verify
    """
    from coresearch.cli.session import project_with_journal
    from coresearch.journal.queries import newest_position
    from coresearch.journal.verify import verify as verify_journal

    with project_with_journal() as project:
        _tell_if_long("Checking", newest_position(project.journal))
        begun = time.monotonic()
        found = verify_journal(project.journal)
        seconds = time.monotonic() - begun
        say(
            f"The journal is whole: {counted(found.events, 'event')}, "
            f"{counted(found.rows, 'derived row')}, {counted(found.blobs, 'blob')} "
            f"checked in {seconds:.1f} s."
        )
        if found.missing:
            say(
                f"  {counted(found.missing, 'blob')} of others were not in what was "
                "imported, and could not be checked."
            )
        for head in found.heads:
            say(f"  chain {head.journal} ends at event {head.seq}, {head.id}")


@app.command()
def rebuild() -> None:
    """Make every derived table again from the events alone.

    Example: coresearch journal rebuild
    """
    from coresearch.cli.session import project_with_journal
    from coresearch.journal.queries import newest_position
    from coresearch.journal.verify import rebuild as rebuild_tables

    with project_with_journal() as project:
        _tell_if_long("Reading", newest_position(project.journal))
        rebuild_tables(project.journal)
        say("The derived tables were made again from the events.")


@app.command()
def export(
    output: Annotated[
        Export, typer.Option("--format", "-f", help="All events, or a table.")
    ] = Export.JSONL,
    with_measures: Annotated[
        bool,
        typer.Option(
            "--with-measures", help="Also what you predicted, and how long you looked."
        ),
    ] = False,
    with_blobs: Annotated[
        bool,
        typer.Option(
            "--with-blobs", help="Also long texts, outputs, contents of files."
        ),
    ] = False,
) -> None:
    """Write the journal to standard output, for other people and programs.

    Without --with-measures it does not say what you predicted nor how long you
    looked at anything; somebody else takes it in with coresearch journal import.

    Example: coresearch journal export --format csv > decisions.csv
    """
    from coresearch.cli.session import project_with_journal
    from coresearch.journal.export import export_csv, export_jsonl, header_line

    with project_with_journal() as project:
        if output is Export.CSV:
            export_csv(project.journal, pour, measures=with_measures)
            return
        pour(header_line(measures=with_measures))
        export_jsonl(project.journal, pour, measures=with_measures, blobs=with_blobs)


@app.command("import")
def import_(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="From: coresearch journal export")
    ],
) -> None:
    """Take in somebody else's journal: all of it, or nothing where a line is wrong.

    It stays theirs: listed under their name, not in your inbox nor in your review,
    and nothing that they decided touches your files. The same file twice does no harm.

    Example: coresearch journal import ada.jsonl
    """
    from coresearch.cli.session import project_here
    from coresearch.journal.importing import import_file

    with project_here() as project:
        done = import_file(project.journal, file)
        for one in done.chains:
            if one.new:
                say(f"{counted(one.new, 'event')} of {one.author}.")
        if not done.new:
            say(f"Nothing new: {_known(done)}.")
        if done.blobs:
            say(f"{counted(done.blobs, 'blob')} beside them.")
        if missing := done.missing:
            advise(
                f"{counted(len(missing), 'blob')} that they name are not in the file, "
                f"such as {missing[0][:12]}: long texts, outputs or files' contents. "
                "All else can be read. To have them: journal export --with-blobs"
            )
        if done.new:
            advise("See it: coresearch journal list")


def _known(done: Imported) -> str:
    known = sum(one.known for one in done.chains)
    if not known:
        return "the file has no event, or only your own"
    return f"{counted(known, 'event')} of it were here already"


@app.command()
def path() -> None:
    """Where the journal is: an SQLite file that any SQLite tool opens.

    Example: sqlite3 "$(coresearch journal path)" .tables
    """
    from coresearch.cli.session import here
    from coresearch.workbench.project import journal_here

    say(str(journal_here(here())))


def _tell_if_long(doing: str, events: int) -> None:
    """Say what takes the time, where it takes more than a second."""
    if events > 50_000:
        tell(f"{doing} {events:,} events …")


def _say_page(
    rows: list[dict[str, object]],
    lines: list[str],
    page: int,
    limit: int,
    output: Output,
) -> None:
    """A page; one row more than its limit says that there is another."""
    if output is Output.JSON:
        say(json.dumps(rows[:limit]))
        return
    for line in lines[:limit]:
        say(line)
    if not lines:
        say("Nothing on record fits.")
    if len(lines) > limit:
        tell(f"More: --page {page + 1}")


def _moment(text: str | None) -> str | None:
    return None if text is None else moment(text)

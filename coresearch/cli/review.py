"""`coresearch review`: what the journal teaches."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from coresearch.cli import terminal
from coresearch.cli.forms import Since, Until
from coresearch.cli.output import Ink, fitted, paint, say, width
from coresearch.core.suggestions import Activity
from coresearch.core.text import one_line

if TYPE_CHECKING:
    from coresearch.review.decided import Review, Tally
    from coresearch.workbench.review import Taught


class Format(StrEnum):
    """How it is shown."""

    TEXT = "text"
    HTML = "html"
    JSON = "json"
    MARKDOWN = "markdown"


class Period(StrEnum):
    """By what it is divided."""

    WEEK = "week"


def review(
    since: Since = None,
    until: Until = None,
    activity: Annotated[
        Activity | None, typer.Option(metavar="NAME", help="Only suggestions of it.")
    ] = None,
    by: Annotated[
        Period | None, typer.Option(metavar="PERIOD", help="week: week by week too.")
    ] = None,
    output: Annotated[
        Format,
        typer.Option(
            "--format", "-f", metavar="FORM", help="text, html, json or markdown."
        ),
    ] = Format.TEXT,
    reflect: Annotated[
        bool,
        typer.Option("--reflect", help="Write down what you make of it, and a goal."),
    ] = False,
    suggest: Annotated[
        bool,
        typer.Option("--suggest", help="What to change about rules and prompts."),
    ] = False,
) -> None:
    """What the journal teaches: what matters, the measures, and what surprised you.

    Every figure comes with its count and its 95 % interval, or says how many
    more cases it needs. --activity narrows what is about suggestions.

    Example: coresearch review --since 2026-11-01 --format html > review.html
    """
    from coresearch.cli.session import project_with_journal
    from coresearch.journal.reviewed import While
    from coresearch.workbench.lasting import follow
    from coresearch.workbench.review import teach
    from coresearch.workbench.words import moment

    wanted = While(
        moment(since) if since else "", moment(until) if until else "~", activity or ""
    )
    if reflect:
        terminal.require_person("Reflecting")
    with project_with_journal() as project:
        follow(project)
        found = teach(project.journal, wanted, by_week=by is Period.WEEK)
        if reflect or suggest:
            from coresearch.cli import reflect as after

            if reflect:
                after.reflect(project, found.report)
            if suggest:
                after.suggest(project, wanted)
            return
        _write(found, output, _period(since, until, activity))
        if output is Format.TEXT:
            from coresearch.cli import own_first

            own_first.offer(project, found.counts.whole.decided)


def _write(found: Taught, output: Format, period: str) -> None:
    match output:
        case Format.TEXT:
            lines = _text(found)
        case Format.HTML:
            from coresearch.review.page import page

            lines = iter([page(found.report, found.counts, period)])
        case Format.JSON:
            value = _as_value(found.counts) | asdict(found.report)
            lines = iter([json.dumps(value, indent=1, ensure_ascii=False)])
        case Format.MARKDOWN:
            lines = _markdown(found)
    for line in lines:
        say(line)


def _period(since: str | None, until: str | None, activity: str | None) -> str:
    said = f"{since or 'The beginning'} to {until or 'now'}"
    return f"{said}, {activity}" if activity else said


def _text(found: Taught) -> Iterator[str]:
    from coresearch.review.lines import Tone, lines

    inks = {Tone.STRONG: Ink.STRONG, Tone.QUIET: Ink.QUIET}
    for line in lines(found.report, found.counts, width()):
        told = (
            line.indent + line.text if line.is_table else fitted(line.text, line.indent)
        )
        yield paint(told, inks[line.tone]) if line.tone in inks else told


def _markdown(found: Taught) -> Iterator[str]:
    from coresearch.review.decided import CAUTION, COLUMNS, headline, tables
    from coresearch.review.rows import CAUTION as MEASURES_CAUTION
    from coresearch.review.rows import said

    yield "# What the journal teaches"
    for sentence in found.report.sentences:
        yield f"\n{sentence}"
    if found.report.goal is not None:
        yield f"\n{found.report.goal}"
    for section in found.report.sections:
        yield f"\n## {section.title}\n"
        yield from _table(
            ("measure", "says", "how to read it"),
            [(row.name, said(row), row.reading) for row in section.rows],
        )
    if found.report.surprises:
        yield "\n## To think about\n"
        for one in found.report.surprises:
            yield f"- {one.what} *{one.question}*"
    yield "\n## What became of what was suggested\n"
    yield headline(found.counts)
    for heading, rows in tables(found.counts):
        yield ""
        yield from _table((heading, *COLUMNS), rows)
    yield f"\n{CAUTION}\n\n{MEASURES_CAUTION}"


def _table(headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(headings)} |"
    yield "|---" * len(headings) + "|"
    for row in rows:
        texts = [one_line(text).replace("|", "&#124;") for text in row]
        yield f"| {' | '.join(texts)} |"


def _as_value(found: Review) -> dict[str, object]:
    return {
        "all": _tally(found.whole),
        "activities": [_tally(one) for one in found.by_activity],
        "sources": [_tally(one) for one in found.by_source],
    }


def _tally(tally: Tally) -> dict[str, object]:
    shares = {
        state: asdict(share) if (share := tally.share(state)) else None
        for state in ("accepted", "amended", "rejected", "undone")
    }
    return {**asdict(tally), "decided": tally.decided, "shares": shares}

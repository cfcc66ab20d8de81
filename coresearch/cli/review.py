"""`coresearch review`: what the journal teaches."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from coresearch.cli.output import Ink, fitted, paint, say, width
from coresearch.core.suggestions import Activity
from coresearch.core.text import one_line

if TYPE_CHECKING:
    from coresearch.review.decided import Review, Tally
    from coresearch.review.report import Report, Row
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
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="2026-11-01, or 2026-11-01T09:30")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Before this moment.")
    ] = None,
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
) -> None:
    """What the journal teaches: what matters, the measures, and what surprised you.

    Every figure comes with its count and its 95 % interval, or says how many
    more cases it needs. --activity narrows what is about suggestions.

    Example: coresearch review --since 2026-11-01 --format html > review.html
    """
    from coresearch.cli.session import project_with_journal
    from coresearch.journal.reviewed import While
    from coresearch.workbench.review import teach
    from coresearch.workbench.words import moment

    wanted = While(
        moment(since) if since else "", moment(until) if until else "~", activity or ""
    )
    with project_with_journal() as project:
        found = teach(project.journal, wanted, by_week=by is Period.WEEK)
    match output:
        case Format.TEXT:
            lines = _text(found)
        case Format.HTML:
            from coresearch.review.page import page

            period = _period(since, until, activity)
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
    from coresearch.review.report import CAUTION

    for sentence in found.report.sentences:
        yield fitted(sentence)
    yield from _measures(found.report)
    if found.report.surprises:
        yield ""
        yield paint("To think about", Ink.STRONG)
        for one in found.report.surprises:
            yield fitted(f"- {one.what} {one.question}")
    yield ""
    yield from _counts(found.counts)
    yield paint(fitted(CAUTION), Ink.QUIET)


def _measures(report: Report) -> Iterator[str]:
    for section in report.sections:
        yield ""
        yield paint(section.title, Ink.STRONG)
        room = max(len(one_line(row.name)) for row in section.rows)
        for row in section.rows:
            yield from _measure(row, room)


def _measure(row: Row, room: int) -> Iterator[str]:
    from coresearch.review.report import said

    name, told = one_line(row.name), said(row)
    if room + len(told) + 4 <= width():
        yield f"  {name:<{room}}  {told}"
    else:
        yield f"  {name}"
        yield fitted(told, "    ")
    if row.reading:
        yield paint(fitted(row.reading, "    "), Ink.QUIET)


def _counts(found: Review) -> Iterator[str]:
    from coresearch.review.decided import CAUTION, headline, in_lines, tables

    yield paint("What became of what was suggested", Ink.STRONG)
    yield fitted(headline(found))
    for heading, rows in tables(found):
        yield ""
        for number, line in enumerate(in_lines(heading, rows, width())):
            yield line if number else paint(line, Ink.QUIET)
    yield ""
    yield paint(fitted(CAUTION), Ink.QUIET)


def _markdown(found: Taught) -> Iterator[str]:
    from coresearch.review.decided import CAUTION, COLUMNS, headline, tables
    from coresearch.review.report import CAUTION as MEASURES_CAUTION
    from coresearch.review.report import said

    yield "# What the journal teaches"
    for sentence in found.report.sentences:
        yield f"\n{sentence}"
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

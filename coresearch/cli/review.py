"""`coresearch review`: what became of what was suggested."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from coresearch.cli.output import Ink, fitted, paint, say, width
from coresearch.core.text import one_line

if TYPE_CHECKING:
    from coresearch.review.decided import Review, Tally


class Format(StrEnum):
    """How it is shown."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


def review(
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="2026-11-01, or 2026-11-01T09:30")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Before this moment.")
    ] = None,
    output: Annotated[
        Format,
        typer.Option("--format", "-f", metavar="FORM", help="text, json or markdown."),
    ] = Format.TEXT,
) -> None:
    """What became of what was suggested: by activity, and by who suggested it.

    Every share comes with its count and its 95 % interval.

    Example: coresearch review --since 2026-11-01
    """
    from coresearch.cli.session import project_with_journal
    from coresearch.workbench import review as asked
    from coresearch.workbench.words import moment

    with project_with_journal() as project:
        found = asked.review(
            project, moment(since) if since else None, moment(until) if until else None
        )
    match output:
        case Format.TEXT:
            lines = _text(found)
        case Format.JSON:
            lines = iter([json.dumps(_as_value(found), indent=1, ensure_ascii=False)])
        case Format.MARKDOWN:
            lines = _markdown(found)
    for line in lines:
        say(line)


def _text(found: Review) -> Iterator[str]:
    from coresearch.review.decided import CAUTION, headline, in_lines, tables

    yield fitted(headline(found))
    for heading, rows in tables(found):
        yield ""
        for number, line in enumerate(in_lines(heading, rows, width())):
            yield line if number else paint(line, Ink.QUIET)
    yield ""
    yield paint(fitted(CAUTION), Ink.QUIET)


def _markdown(found: Review) -> Iterator[str]:
    from coresearch.review.decided import CAUTION, COLUMNS, headline, tables

    yield headline(found)
    for heading, rows in tables(found):
        yield ""
        yield f"| {' | '.join((heading, *COLUMNS))} |"
        yield "|---" * (len(COLUMNS) + 1) + "|"
        for row in rows:
            texts = [one_line(text).replace("|", "&#124;") for text in row]
            yield f"| {' | '.join(texts)} |"
    yield ""
    yield CAUTION


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

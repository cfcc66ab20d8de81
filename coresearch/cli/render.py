"""Suggestions, diffs and lists as text for a terminal or a pipe."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coresearch.cli.output import Ink, paint, width, wrapped
from coresearch.core.changes import ChangeSet
from coresearch.core.diffs import shown_hunks
from coresearch.core.findings import Severity
from coresearch.core.text import counted, one_line, printable, shorten
from coresearch.journal.queries import Entry
from coresearch.workbench.decide import Presented

_QUOTED_LINES = 6
_SEVERITY_INK = {
    Severity.HIGH: Ink.HIGH,
    Severity.MEDIUM: Ink.MEDIUM,
    Severity.LOW: Ink.LOW,
}


def severity(value: str) -> str:
    """The word in its colour."""
    return paint(value, _SEVERITY_INK[Severity(value)])


def place(path: str, line: int) -> str:
    """`plan.md:12`, safe to print."""
    return printable(f"{path}:{line}" if line else path)


def suggestion(shown: Presented, digits: int) -> Iterator[str]:
    """A suggestion whole: what, where, why, the question and what it would change."""
    item, row = shown.suggestion, shown.entry
    title = paint(one_line(item.title), Ink.STRONG)
    yield f"{paint(row.id[:digits], Ink.PLACE)}  {title}"
    origin = f"{item.origin.kind} {item.origin.name}"
    facts = [severity(item.severity), printable(origin), row.state]
    if item.confidence is not None:
        facts.insert(1, f"{item.confidence:.0%} sure")
    yield f"{place(item.path, item.line)}  {' · '.join(facts)}"
    yield ""
    for evidence in item.evidence:
        yield from quote(evidence.quote)
    yield wrapped(item.reason)
    if item.question:
        yield wrapped(item.question, "  ", paint("? ", Ink.STRONG))
    for line in printable(item.details).splitlines():
        yield f"  {line}"
    if item.source:
        yield paint(wrapped(f"Source: {item.source}"), Ink.QUIET)
    if shown.refusal is not None:
        yield ""
        yield wrapped(f"It cannot be applied now: {shown.refusal.message}")
    elif shown.changes.files:
        yield ""
        yield from diff(shown.changes)


def quote(text: str) -> Iterator[str]:
    """A quoted passage, its first lines, marked at the side."""
    lines = text.splitlines()
    for line in lines[:_QUOTED_LINES]:
        yield f"  {paint('│', Ink.QUIET)} {printable(line)}"
    if len(lines) > _QUOTED_LINES:
        more = counted(len(lines) - _QUOTED_LINES, "more line")
        yield f"  {paint('│', Ink.QUIET)} … {more}"


def diff(changes: ChangeSet) -> Iterator[str]:
    """Every hunk with its number and how its place was found."""
    total = len(changes.hunks)
    for hunk in shown_hunks(changes):
        title = f"{hunk.path}, hunk {hunk.number} of {total}"
        yield f"{paint(printable(title), Ink.STRONG)}  ({hunk.strategy})"
        yield paint(printable(hunk.header), Ink.PLACE)
        for line in hunk.lines:
            yield _diff_line(line)


def _diff_line(line: str) -> str:
    # A carriage return before the line end belongs to the line end; elsewhere it shows.
    text = printable(line.removesuffix("\r"))
    if line.startswith("+"):
        return paint(text, Ink.ADDED)
    if line.startswith("-"):
        return paint(text, Ink.REMOVED)
    return text


def entries(rows: Sequence[Entry], digits: int) -> Iterator[str]:
    """One line each: id, when, what became of it, where, title."""
    if not rows:
        return
    states = max(len(row.state) for row in rows)
    places = max(len(place(row.path, row.line)) for row in rows)
    for row in rows:
        where = place(row.path, row.line)
        head = f"{row.id[:digits]}  {row.at[:10]}  {row.state:<{states}}"
        label = f"{row.origin} " if row.origin_kind == "rule" else ""
        room = width() - len(head) - min(places, 28) - 4
        title = shorten(label + row.title, max(room, 20))
        yield (
            f"{paint(row.id[:digits], Ink.PLACE)}{head[digits:]}  "
            f"{where:<{min(places, 28)}}  {title}"
        )


def inbox(rows: Sequence[Entry], digits: int) -> Iterator[str]:
    """One line each for what waits: id, severity, where, title; `±` has an edit."""
    places = max((len(place(row.path, row.line)) for row in rows), default=0)
    for row in rows:
        where = place(row.path, row.line)
        mark = "±" if row.kind == "edit" else " "
        label = f"{row.origin} " if row.origin_kind == "rule" else ""
        room = width() - digits - min(places, 28) - 15
        title = shorten(label + row.title, max(room, 20))
        yield (
            f"{paint(row.id[:digits], Ink.PLACE)}  "
            f"{severity(row.severity)}{' ' * (6 - len(row.severity))} {mark}  "
            f"{where:<{min(places, 28)}}  {title}"
        )

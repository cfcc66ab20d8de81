"""Suggestions, diffs and lists as text for a terminal or a pipe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from coresearch.cli.output import (
    Ink,
    broken,
    cut,
    on_terminal,
    padded,
    paint,
    width,
    wrapped,
)
from coresearch.core.changes import ChangeSet
from coresearch.core.diffs import shown_hunks
from coresearch.core.findings import Severity
from coresearch.core.outcomes import MEANING
from coresearch.core.runs import ProposedRun
from coresearch.core.text import cells, counted, one_line, printable, shorten
from coresearch.journal.failures import outcomes_of, said_of
from coresearch.journal.queries import Entry, EventRow
from coresearch.journal.store import Journal
from coresearch.workbench.decide import Presented
from coresearch.workbench.words import (
    article_said,
    decision_facts,
    event_said,
    has_blanks,
    local_time,
    settled,
)

if TYPE_CHECKING:
    from coresearch.workbench.sweeps.plan import Beforehand

_QUOTED_LINES = 6
_SEVERITY_INK = {
    Severity.HIGH: Ink.HIGH,
    Severity.MEDIUM: Ink.MEDIUM,
    Severity.LOW: Ink.LOW,
}


def severity(value: str) -> str:
    """The word in its colour."""
    return paint(value, _SEVERITY_INK[Severity(value)])


def severity_column(value: str) -> str:
    """The word in its colour, as wide as the longest of them."""
    return severity(value) + " " * (6 - len(value))


def place(path: str, line: int) -> str:
    """`plan.md:12`, safe to print."""
    return _on_its_line(f"{path}:{line}" if line else path)


def _on_its_line(name: str) -> str:
    """A file's name, safe to print: even a newline may stand in one."""
    return printable(name).replace("\n", "␊")


def suggestion(shown: Presented, digits: int) -> Iterator[str]:
    """A suggestion whole: what, where, why, the question and what it would change."""
    item, row = shown.suggestion, shown.entry
    title = paint(one_line(item.title), Ink.STRONG)
    yield f"{paint(row.id[:digits], Ink.PLACE)}  {title}"
    origin = f"{item.origin.kind} {item.origin.name}"
    facts = [severity(item.severity), one_line(origin), row.state]
    if row.imported:
        facts.append(f"of {one_line(row.author)}, imported")
    if item.confidence is not None:
        facts.insert(1, f"{item.confidence:.0%} sure")
    yield f"{place(item.path, item.line)}  {' · '.join(facts)}"
    yield ""
    for evidence in item.evidence:
        yield from quote(evidence.quote)
    yield wrapped(item.reason)
    if item.question:
        yield wrapped(item.question, "  ", paint("? ", Ink.STRONG))
    if item.would_change_mind:
        yield wrapped(f"Would change its mind: {item.would_change_mind}")
    if item.cheapest_test:
        yield wrapped(f"Cheapest test: {item.cheapest_test}")
    for line in printable(item.details).splitlines():
        yield from (f"  {part}" for part in _fitting(line, 2))
    if item.source:
        yield paint(wrapped(f"Source: {item.source}"), Ink.QUIET)
    yield from articles(shown)
    if ruled := settled(shown):
        yield ""
        yield wrapped(f"{ruled.message} {ruled.hint}")
    elif shown.refusal is not None:
        yield ""
        yield wrapped(f"It cannot be applied now: {shown.refusal.message}")
    if shown.sweep is not None:
        yield ""
        yield from sweep(shown.sweep, shown.run)
    elif shown.run is not None:
        yield ""
        yield from code(shown.run)
    elif shown.changes.files:
        yield ""
        yield from diff(shown.changes)
        if has_blanks(shown.changes):
            yield wrapped(
                "The <…> are blanks for you to fill in: "
                f"coresearch amend {row.id[:digits]} (e, when going one by one)."
            )


def articles(shown: Presented) -> Iterator[str]:
    """The articles of the constitution that it touches, quoted, and what they ask."""
    for one in shown.articles:
        yield ""
        head, questions = article_said(one)
        yield wrapped(paint(head, Ink.MEDIUM))
        yield from quote(one.article.text)
        for question in questions:
            yield wrapped(one_line(question), "  ", paint("? ", Ink.STRONG))


def came_of(journal: Journal, suggestion_id: str) -> Iterator[str]:
    """What became of an accepted suggestion, a line for each run that shows it."""
    for one in outcomes_of(journal, suggestion_id):
        also = f", with {one.together - 1} more accepted" if one.together > 1 else ""
        yield wrapped(
            f"What came of it: {one.outcome}, {MEANING[one.outcome]} "
            f"(run {one.run[:7]}, {local_time(one.at)}{also})."
        )
    for said in said_of(journal, suggestion_id)[-1:]:
        why = f": {said.reason}" if said.reason else ""
        yield wrapped(f"Said to have come of it: {said.outcome}{why}")


def code(run: ProposedRun) -> Iterator[str]:
    """Every line that would be run, and what is expected of it."""
    yield paint(f"Would run in a {run.language or 'Python'} kernel:", Ink.STRONG)
    mark = f"  {paint('│', Ink.QUIET)} "
    for line in printable(run.code).rstrip("\n").split("\n"):
        first, *rest = _fitting(line, 6)
        yield mark + first
        yield from (f"{mark}  ↪ {part}" for part in rest)
    for name, said in (("Expected", run.expected), ("Cost", run.cost)):
        if said:
            yield wrapped(f"{name}: {one_line(said)}")


def sweep(shown: Beforehand, run: ProposedRun | None) -> Iterator[str]:
    """Every task that would be begun, as far as they can be listed, and the cost."""
    from coresearch.workbench.sweeps.words import beforehand

    yield paint("Would begin this sweep:", Ink.STRONG)
    for line in beforehand(shown.sweep, shown.outlook):
        yield from (f"  {part}" for part in _fitting(printable(line), 2))
    if run is not None and run.expected:
        yield wrapped(f"Expected: {one_line(run.expected)}")


def quote(text: str) -> Iterator[str]:
    """A quoted passage, its first lines, marked at the side."""
    lines = text.splitlines()
    mark = f"  {paint('│', Ink.QUIET)} "
    for line in lines[:_QUOTED_LINES]:
        for part in _fitting(printable(line), 4):
            yield mark + part
    if len(lines) > _QUOTED_LINES:
        more = counted(len(lines) - _QUOTED_LINES, "more line")
        yield f"{mark}… {more}"


def _fitting(line: str, indent: int) -> list[str]:
    """A line as it is; for a terminal that it does not fit, broken between words."""
    room = width() - indent
    return list(broken(line, room)) if on_terminal() else [line]


def diff(changes: ChangeSet) -> Iterator[str]:
    """Every hunk with its number and how its place was found."""
    total = len(changes.hunks)
    for hunk in shown_hunks(changes):
        title = f"{hunk.path}, hunk {hunk.number} of {total}"
        yield f"{paint(_on_its_line(title), Ink.STRONG)}  ({hunk.strategy})"
        yield paint(printable(hunk.header), Ink.PLACE)
        for line in hunk.lines:
            yield from _diff_lines(line)


def _diff_lines(line: str) -> Iterator[str]:
    """A line of a diff. On a terminal that it does not fit, what changes is broken
    between words, and what does not change is cut.
    """
    # A carriage return before the line end belongs to the line end; elsewhere it shows.
    text = printable(line.removesuffix("\r"))
    ink = {"+": Ink.ADDED, "-": Ink.REMOVED}.get(line[:1])
    if ink is None:
        yield cut(text, width()) if on_terminal() else text
        return
    first, *rest = _fitting(text, 4)
    for part in (first, *(f"  ↪ {part}" for part in rest)):
        yield paint(part, ink)


def entries(rows: Sequence[Entry], digits: int) -> Iterator[str]:
    """One line each: id, when, what became of it, where, title."""
    states = max((len(row.state) for row in rows), default=0)
    column = _place_column(rows)
    for row in rows:
        head = f"  {local_time(row.at)[:10]}  {row.state:<{states}}  "
        yield _row(row, digits, head, cells(head), column)


def inbox(rows: Sequence[Entry], digits: int) -> Iterator[str]:
    """One line each for what waits: id, severity, where, title.

    `±` has an edit, `▸` code to run.
    """
    column = _place_column(rows)
    for row in rows:
        mark = {"edit": "±", "run": "▸"}.get(row.kind, " ")
        head = f"  {severity_column(row.severity)} {mark}  "
        yield _row(row, digits, head, 12, column)


def _row(row: Entry, digits: int, head: str, head_cells: int, column: int) -> str:
    label = f"{row.origin} " if row.origin_kind == "rule" else ""
    if row.imported:
        label = f"({one_line(row.author)}) {label}"
    room = width() - digits - head_cells - column - 2
    where = padded(_cut_left(place(row.path, row.line), column), column)
    title = shorten(label + row.title, max(room, 10))
    return f"{paint(row.id[:digits], Ink.PLACE)}{head}{where}  {title}"


def _place_column(rows: Sequence[Entry]) -> int:
    widest = max((cells(place(row.path, row.line)) for row in rows), default=0)
    return min(widest, max(width() // 3, 8))


def _cut_left(text: str, room: int) -> str:
    """The end of `text`, where a file's own name and its line stand."""
    if cells(text) <= room:
        return text
    while cells(text) > room - 1:
        text = text[1:]
    return f"…{text}"


def event_line(journal: Journal, row: EventRow, digits: int) -> str:
    """One line: id, when, what it is about, what happened."""
    body = journal.legible(row.body)
    head = f"  {local_time(row.at)}  {row.subject[:digits]}  "
    room = max(width() - digits - len(head), 10)
    said = shorten(event_said(row, body), room)
    return f"{paint(row.id[:digits], Ink.PLACE)}{head}{said}"


def event_details(journal: Journal, row: EventRow) -> Iterator[str]:
    """What else is on record of a decision, or of what was sent and came back."""
    body = journal.legible(row.body)
    match row.type:
        case "decision.made":
            yield from _decision_details(row, body)
        case "model.asked":
            if isinstance(body["messages"], str):
                yield body["messages"]
                return
            for message in body["messages"]:
                yield paint(f"── {one_line(message['role'])}", Ink.QUIET)
                yield printable(message["text"])
        case "model.answered":
            yield printable(body["reply"])


def _decision_details(row: EventRow, body: Mapping[str, Any]) -> Iterator[str]:
    if body["reason"]:
        yield wrapped(body["reason"], "    ")
    yield paint(f"    {one_line(decision_facts(row, body))}", Ink.QUIET)

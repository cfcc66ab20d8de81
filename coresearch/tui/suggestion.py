"""A suggestion as the person reads it: what, where, why, and what it would change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from coresearch.core.findings import Severity
from coresearch.core.runs import ProposedRun
from coresearch.core.text import one_line
from coresearch.journal.entries import Entry
from coresearch.tui.choice import Choice
from coresearch.tui.diff import diff_blocks
from coresearch.tui.ink import Ink, Line, Run, fit, fit_end, line, wrap
from coresearch.tui.look import Look
from coresearch.tui.widgets.page import Block
from coresearch.workbench.decide import Presented
from coresearch.workbench.words import article_said, has_blanks, settled

if TYPE_CHECKING:
    from coresearch.workbench.sweeps.plan import Beforehand

_SEVERITY = {
    Severity.HIGH: Ink.HIGH,
    Severity.MEDIUM: Ink.MEDIUM,
    Severity.LOW: Ink.LOW,
}
_BAR: Line = (("│ ", Ink.QUIET),)
_MOST_QUOTED = 8
COVERED = "… your own word first"
"""In place of the title of what is not shown yet."""


def severity(value: str) -> Run:
    """The word in its ink."""
    return value, _SEVERITY[Severity(value)]


def place(path: str, number: int) -> str:
    """`plan.md:12`."""
    return f"{path}:{number}" if number else path


def place_column(entries: Sequence[Entry]) -> int:
    """How wide the places of these are."""
    return max((cell_len(place(one.path, one.line)) for one in entries), default=0)


def row(entry: Entry, places: int, width: int, *, is_covered: bool = False) -> Line:
    """A suggestion in one line of the inbox: how much it matters, where, what.

    `places` is how wide the widest place in the list is; of a covered one the person
    says their own word before they see it.
    """
    mark = {"edit": "±", "run": "▸"}.get(entry.kind, " ")
    where = place(entry.path, entry.line)
    column = min(places, max(width // 3, 8)) if width > 44 else 0
    title = COVERED if is_covered else titled(entry.title)
    if entry.origin_kind == "rule" and not is_covered:
        title = f"{entry.origin} {title}"
    head = [(fit(entry.severity, 7), severity(entry.severity)[1]), (mark, Ink.ACCENT)]
    room = width - 8 - (column + 2 if column else 0)
    tail = [(fit_end(where, column) + "  ", Ink.QUIET)] if column else []
    return line(*head, " ", *tail, fit(title, max(room - 1, 4)))


def titled(title: str) -> str:
    """A title as it begins a line."""
    said = one_line(title)
    return said[:1].upper() + said[1:]


def blocks(
    shown: Presented, choice: Choice, digits: int, look: Look | None = None
) -> list[Block]:
    """All that there is to read about it."""
    found: list[Block] = [lambda width: list(_lines(shown, digits, width))]
    if shown.refusal is None and not settled(shown) and shown.changes.files:
        found += diff_blocks(shown.changes, choice, look or Look())
        if has_blanks(shown.changes):
            said = "The <…> are blanks for you to fill in: e edits it."
            found.append(lambda width: [(), *wrap(line((said, Ink.MEDIUM)), width)])
    return found


def cover(shown: Presented, key: str) -> list[Block]:
    """Only what it is about, before the person has said their own word."""
    return [lambda width: list(_covered(shown, key, width))]


def _covered(shown: Presented, key: str, width: int) -> Iterator[Line]:
    item = shown.suggestion
    yield from wrap(line((place(item.path, item.line), Ink.STRONG)), width)
    yield ()
    for evidence in item.evidence:
        yield from _quoted(evidence.quote, width)
        yield ()
    said = "What would you say of it? You see what is suggested when you have."
    yield from wrap(line(said), width)
    yield from wrap(line((f"{key}: say it, or see it without", Ink.ACCENT)), width)


def all_of_it(shown: Presented, digits: int) -> list[Block]:
    """The same, with nothing to choose from."""
    return blocks(shown, Choice(0), digits)


def _lines(shown: Presented, digits: int, width: int) -> Iterator[Line]:
    item = shown.suggestion
    yield from wrap(line((titled(item.title), Ink.STRONG)), width)
    yield from wrap(_facts(shown, digits), width)
    yield ()
    for evidence in item.evidence:
        yield from _quoted(evidence.quote, width)
        yield ()
    yield from _prose(item.reason, width)
    if item.question:
        yield ()
        yield from wrap(
            line(one_line(item.question)), width, line(("? ", Ink.ACCENT)), line("  ")
        )
    for name, said in (
        ("Would change its mind: ", item.would_change_mind),
        ("Cheapest test: ", item.cheapest_test),
    ):
        if said:
            yield ()
            yield from wrap(line((name, Ink.QUIET), one_line(said)), width)
    if item.details:
        yield ()
        for text in item.details.splitlines():
            yield from wrap(line(text), width, line("  "), line("    "))
    if item.source:
        yield ()
        yield from wrap(line((f"Source: {one_line(item.source)}", Ink.QUIET)), width)
    yield from _articles(shown, width)
    yield from _effect(shown, width)


def _articles(shown: Presented, width: int) -> Iterator[Line]:
    """The articles of the constitution that it touches, and what they ask."""
    for one in shown.articles:
        head, questions = article_said(one)
        yield ()
        yield from wrap(line((one_line(head), Ink.MEDIUM)), width)
        yield from _quoted(one.article.text, width)
        for question in questions:
            yield from wrap(
                line(one_line(question)), width, line(("? ", Ink.ACCENT)), line("  ")
            )


def _facts(shown: Presented, digits: int) -> Line:
    item, entry = shown.suggestion, shown.entry
    rest = [place(item.path, item.line)] if item.path else []
    if item.confidence is not None:
        rest.append(f"{item.confidence:.0%} sure")
    rest.append(f"{item.origin.kind} {item.origin.name}")
    if entry.state != "waiting":
        rest.append(entry.state)
    rest.append(entry.id[:digits])
    joined = " · ".join(map(one_line, rest))
    return line(severity(item.severity), (f" · {joined}", Ink.QUIET))


def _quoted(text: str, width: int) -> Iterator[Line]:
    lines = text.splitlines()
    for part in lines[:_MOST_QUOTED]:
        yield from wrap(line((part, Ink.EMPHASIS)), width, _BAR, _BAR)
    if len(lines) > _MOST_QUOTED:
        yield line(*_BAR, (f"… {len(lines) - _MOST_QUOTED} more lines", Ink.QUIET))


def _prose(text: str, width: int) -> Iterator[Line]:
    for paragraph in text.splitlines():
        yield from wrap(line(" ".join(paragraph.split())), width)


def _effect(shown: Presented, width: int) -> Iterator[Line]:
    if ruled := settled(shown):
        yield ()
        yield from wrap(line((f"{ruled.message} {ruled.hint}", Ink.MEDIUM)), width)
        return
    if shown.refusal is not None:
        said = f"It cannot be applied now: {shown.refusal.message}"
        yield ()
        yield from wrap(line((said, Ink.MEDIUM)), width)
        return
    if shown.sweep is not None:
        yield ()
        yield from _sweep(shown.sweep, width)
        return
    if shown.run is not None:
        yield ()
        yield from _code(shown.run, width)
        return
    if not shown.changes.files:
        yield ()
        yield from wrap(
            line(("Accepting puts it on record; no file changes.", Ink.QUIET)), width
        )
        return
    yield ()


def _code(run: ProposedRun, width: int) -> Iterator[Line]:
    """Every line that would be run, and what is expected of it."""
    yield line(
        (f"Accepting runs this in a {run.language or 'Python'} kernel:", Ink.QUIET)
    )
    for text in run.code.rstrip("\n").split("\n"):
        yield from wrap(line((text, Ink.CODE)), width, _BAR, _BAR)
    for name, said in (("Expected: ", run.expected), ("Cost: ", run.cost)):
        if said:
            yield from wrap(line((name, Ink.QUIET), one_line(said)), width)


def _sweep(shown: Beforehand, width: int) -> Iterator[Line]:
    """The tasks that would be begun, and the cost."""
    from coresearch.workbench.sweeps.words import beforehand

    yield line(("Accepting begins this sweep:", Ink.QUIET))
    for text in beforehand(shown.sweep, shown.outlook):
        yield from wrap(line((text, Ink.CODE)), width, _BAR, _BAR)


def banner(text: str, ink: Ink = Ink.ACCENT) -> Sequence[Block]:
    """A sentence that stands above what it is about."""
    return [lambda width: [*wrap(line((text, ink)), width), ()]]

"""A critique as text: two lines a finding, what matters most first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coresearch.cli.output import Ink, fitted, paint, width, wrapped
from coresearch.cli.render import severity_column
from coresearch.core.findings import Severity
from coresearch.core.text import cells, counted, one_line, shorten
from coresearch.workbench.critique import Judged, Report

_SHOWN = 10  # findings in the default view
_INDENT = 17  # cells: id, severity and mark
ID_DIGITS = 7
"""How much of an id is shown; the journal need not be asked."""


def as_text(report: Report, show_all: bool) -> Iterator[str]:
    still_open = [item for item in report.judged if item.is_open]
    yield paint(fitted(_headline(report, still_open)), Ink.STRONG)
    shown = still_open if show_all else still_open[:_SHOWN]
    for item in shown:
        yield from _two_lines(item)
    if len(still_open) > len(shown):
        yield f"  {len(still_open) - len(shown)} more: --all"
    waited = sum(item.state == "waiting" for item in still_open)
    if waited:
        yield paint(f"  {waited} of these waited in the inbox already.", Ink.QUIET)
    for item in report.judged:
        if not item.is_open:
            told = f"{item.finding.rule} at line {item.finding.line} was {item.earlier}"
            yield paint(fitted(told, "  "), Ink.QUIET)
    if not still_open:
        yield f"  {counted(len(report.critique.checked), 'rule')} asked of this text."
    for part in report.critique.not_assessed:
        told = f"Not assessed: lines {part.line} to {part.end_line} ({part.reason})."
        yield paint(fitted(told, "  "), Ink.QUIET)


def _headline(report: Report, still_open: Sequence[Judged]) -> str:
    name = report.name
    if not still_open:
        if not report.critique.checked:
            return f"{name}: not assessed."
        return f"{name}: no open findings."
    by_severity = [
        f"{count} {level}"
        for level in reversed(Severity)
        if (count := sum(item.finding.severity is level for item in still_open))
    ]
    edits = sum(bool(item.patch) for item in still_open)
    with_edit = f"; {edits} with an edit (±)" if edits else ""
    total = counted(len(still_open), "finding")
    return f"{name}: {total}, {', '.join(by_severity)}{with_edit}"


def _two_lines(item: Judged) -> Iterator[str]:
    """What and where, with as much of the quoted words as there is room for; and the
    question.
    """
    finding = item.finding
    mark = "±" if item.patch else " "
    head = f"{finding.rule} {finding.name}, line {finding.line}"
    room = width() - _INDENT - cells(head) - len(": “”")
    quoted = f": “{shorten(one_line(finding.quote), room)}”" if room > 8 else ""
    yield (
        f"{paint(item.id[:ID_DIGITS], Ink.PLACE)} {severity_column(finding.severity)} "
        f"{mark} {paint(head, Ink.STRONG)}{quoted}"
    )
    yield wrapped(finding.question, " " * (_INDENT if width() >= 60 else 2))

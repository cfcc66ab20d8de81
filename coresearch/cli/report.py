"""A critique as text: two lines a finding, what matters most first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from coresearch.cli.output import Ink, fitted, paint, width, wrapped
from coresearch.cli.render import severity_column
from coresearch.core.findings import Finding
from coresearch.core.text import cells, counted, one_line, shorten
from coresearch.critic.catalogue import GROUPS
from coresearch.workbench.critique import Judged, Report
from coresearch.workbench.words import tally

_SHOWN = 10  # findings in the default view
_INDENT = 17  # cells: id, severity and mark
_SHORTEST_QUOTE = 12  # cells; a shorter one says nothing
_NARROW = 60  # cells
ID_DIGITS = 7
"""How much of an id is shown; the journal need not be asked."""


def as_text(report: Report, show_all: bool) -> Iterator[str]:
    """The findings that matter most, by group; or that there are none."""
    still_open = _open(report)
    yield as_line(report)
    shown = still_open if show_all else still_open[:_SHOWN]
    for group in _by_group(shown):
        yield paint(GROUPS[group[0].finding.rule[0]], Ink.QUIET)
        for item in group:
            yield from _two_lines(item)
    if len(still_open) > len(shown):
        yield f"  {len(still_open) - len(shown)} more: --all"
    if show_all and report.doubtful:
        yield paint("Doubtful, so not in the inbox", Ink.QUIET)
        yield from map(_doubtful, report.doubtful)
    if report.numbers is not None:
        from coresearch.workbench.writing.verdicts import sums

        yield fitted(f"Numbers in {one_line(sums(report.numbers))}")
        yield fitted(f"Each of them: coresearch write --check {report.name}", "  ")
    for line in _notes(report, still_open, show_all):
        yield paint(fitted(line, "  "), Ink.QUIET)


def as_line(report: Report) -> str:
    """The file in one line: how many findings, and how severe."""
    still_open = _open(report)
    if still_open:
        said = f"{report.name}: {tally(still_open)}"
    elif report.critique.checked:
        said = f"{report.name}: yes, no open findings."
    else:
        said = f"{report.name}: not assessed."
    return paint(fitted(said), Ink.STRONG)


def off(rules: Sequence[str]) -> str:
    """Which rules the settings keep from being asked."""
    return paint(fitted(f"Off by the settings: {', '.join(rules)}.", "  "), Ink.QUIET)


def total(reports: Sequence[Report]) -> str:
    """All files together, in a line."""
    still_open = [item for report in reports for item in _open(report)]
    found = tally(still_open) if still_open else "no open findings."
    files = counted(len(reports), "file")
    return paint(fitted(f"{files} together: {found}"), Ink.STRONG)


def _open(report: Report) -> list[Judged]:
    return [item for item in report.judged if item.is_open]


def _by_group(items: Iterable[Judged]) -> list[list[Judged]]:
    """The findings of each group together; the group with the weightiest goes first."""
    groups: dict[str, list[Judged]] = {}
    for item in items:
        groups.setdefault(item.finding.rule[0], []).append(item)
    return list(groups.values())


def _two_lines(item: Judged) -> Iterator[str]:
    """What and where, with as much of the quoted words as there is room for; and the
    question.
    """
    finding = item.finding
    mark = "±" if item.patch else " "
    head = f"{finding.rule} {finding.name}, line {finding.line}"
    room = width() - _INDENT - cells(head) - len(": “”")
    fits = room > _SHORTEST_QUOTE
    quoted = f": “{shorten(one_line(finding.quote), room)}”" if fits else ""
    yield (
        f"{paint(item.id[:ID_DIGITS], Ink.PLACE)} {severity_column(finding.severity)} "
        f"{mark} {paint(head, Ink.STRONG)}{quoted}"
    )
    indent = " " * (_INDENT if width() > _NARROW else 2)
    if not fits:
        room = width() - len(indent) - len("“”")
        yield f"{indent}“{shorten(one_line(finding.quote), room)}”"
    yield wrapped(finding.question, indent)


def _doubtful(finding: Finding) -> str:
    """What a rule found that more likely than not is no flaw, in a line."""
    head = f"{finding.rule} {finding.name}, line {finding.line}"
    room = width() - cells(head) - len("  : “”")
    said = f": “{shorten(one_line(finding.quote), room)}”"
    return f"  {head}{said if room > _SHORTEST_QUOTE else ''}"


def _notes(
    report: Report, still_open: Sequence[Judged], show_all: bool
) -> Iterator[str]:
    """What else is to be known: what was ruled, left out, not asked, not read."""
    waited = sum(item.state == "waiting" for item in still_open)
    if waited:
        yield f"{waited} of these waited in the inbox already."
    if report.withdrawn:
        yield f"{report.withdrawn} of before gone from the file, and from the inbox."
    for item in report.judged:
        if not item.is_open:
            yield f"{item.finding.rule} at line {item.finding.line} was {item.earlier}"
    if report.ignored:
        rules = ", ".join(dict.fromkeys(item.finding.rule for item in report.ignored))
        yield f"{len(report.ignored)} ignored by the file ({rules})."
    if report.doubtful and not show_all:
        rules = ", ".join(dict.fromkeys(item.rule for item in report.doubtful))
        yield f"{len(report.doubtful)} doubtful left out ({rules}): --all"
    yield from report.faults
    if not still_open and report.critique.checked:
        yield from _asked(report)
    for part in report.critique.not_assessed:
        lines = f"line {part.line}"
        if part.end_line > part.line:
            lines = f"lines {part.line} to {part.end_line}"
        yield f"Not assessed: {lines} ({part.reason})."


def _asked(report: Report) -> Iterator[str]:
    """What was checked, where nothing was found."""
    counts: dict[str, int] = {}
    for rule in report.critique.checked:
        name = GROUPS[rule[0]].lower()
        counts[name] = counts.get(name, 0) + 1
    groups = ", ".join(f"{name} {count}" for name, count in counts.items())
    yield f"{counted(len(report.critique.checked), 'rule')} asked of it: {groups}."
    if others := len(report.critique.not_asked):
        yield f"{counted(others, 'other')} not asked: nothing in it calls for them."

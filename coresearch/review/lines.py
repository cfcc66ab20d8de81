"""A review as lines of text, for the command line and the terminal interface alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from coresearch.core.text import one_line
from coresearch.measures.figure import Figure
from coresearch.review import decided, text_plots
from coresearch.review.decided import Review, headline, in_lines, tables
from coresearch.review.rows import CAUTION, Report, Row, Section, said

_TOLD = len("100 % (100 to 100), n = 1,000")


class Tone(Enum):
    """How a line is meant."""

    TEXT = "text"
    STRONG = "strong"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Line:
    """One, which may still have to be wrapped."""

    text: str = ""
    tone: Tone = Tone.TEXT
    indent: str = ""
    is_table: bool = False
    """It is as wide as it may be, and its spaces count."""


def lines(report: Report, counts: Review, width: int) -> Iterator[Line]:
    """What matters, the goal, the measures, what surprised, and the counts."""
    for sentence in report.sentences:
        yield Line(sentence)
    if report.goal is not None:
        yield Line(f"{report.goal} Come back to it: coresearch review --reflect")
    yield from _measures(report, width)
    if report.surprises:
        yield Line()
        yield Line("To think about", Tone.STRONG)
        for one in report.surprises:
            yield Line(f"- {one.what} {one.question}")
        yield Line("Write down what you make of it: coresearch review --reflect")
    yield Line()
    yield from _counts(counts, width)
    yield Line(CAUTION, Tone.QUIET)


def _measures(report: Report, width: int) -> Iterator[Line]:
    for section in report.sections:
        yield Line()
        yield Line(section.title, Tone.STRONG)
        room = max(len(one_line(row.name)) for row in section.rows)
        for row in section.rows:
            yield from _measure(row, room, width)
        for text in _plots(section):
            yield Line(text, Tone.QUIET, "    ", is_table=True)


def _plots(section: Section) -> Iterator[str]:
    if section.bins:
        yield from text_plots.calibration(section.bins)
    if section.curve is not None:
        yield from text_plots.lasting(section.curve)


def _measure(row: Row, room: int, width: int) -> Iterator[Line]:
    name, told = one_line(row.name), said(row)
    if room + len(told) + 4 <= width:
        text, measured = f"{name:<{room}}  {told}", row.measured
        if isinstance(measured, Figure) and row.unit == "%":
            place = room + _TOLD + 4
            if len(text) < place and place + text_plots.CELLS + 2 <= width:
                text = f"{text:<{place}}{text_plots.of_share(measured)}"
        yield Line(text, indent="  ", is_table=True)
    else:
        yield Line(name, indent="  ")
        yield Line(told, indent="    ")
    if row.reading:
        yield Line(row.reading, Tone.QUIET, "    ")


def _counts(found: Review, width: int) -> Iterator[Line]:
    yield Line("What became of what was suggested", Tone.STRONG)
    yield Line(headline(found))
    for heading, rows in tables(found):
        yield Line()
        for number, text in enumerate(in_lines(heading, rows, width)):
            tone = Tone.TEXT if number else Tone.QUIET
            yield Line(text, tone, is_table=True)
    yield Line()
    yield Line(decided.CAUTION, Tone.QUIET)

"""Tables of HTML as tables of text: what a person at a terminal can read of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html.parser import HTMLParser

from coresearch.core.text import cells, one_line, shorten

_LONGEST = 1_000_000
"""Characters of HTML that are read."""
_MOST_ROWS = 60
_MOST_COLUMNS = 30
_WIDEST = 40
"""Columns of the terminal for one of the table."""
_BROADEST = 20
"""Columns that one cell may span."""


class _Tables(HTMLParser):
    """Gathers rows of cells, of all tables one after another."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._row: list[str] | None = None
        self._text: list[str] | None = None
        self._span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._end_row()
            self._row = []
        elif tag in ("td", "th"):
            self._end_cell()
            self._text = []
            span = dict(attrs).get("colspan") or "1"
            self._span = min(int(span), _BROADEST) if span.isdecimal() else 1
        elif tag == "br" and self._text is not None:
            self._text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "table"):
            self._end_row()

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def _end_cell(self) -> None:
        if self._text is not None and self._row is not None:
            text = " ".join("".join(self._text).split())
            self._row += [one_line(text), *[""] * (self._span - 1)]
        self._text = None

    def _end_row(self) -> None:
        self._end_cell()
        if self._row:
            self.rows.append(self._row[:_MOST_COLUMNS])
        self._row = None

    def close(self) -> None:
        super().close()
        self._end_row()


def tables_as_text(html: str) -> str:
    """The rows of every table in `html`, their cells below each other; or empty."""
    if "<t" not in html.lower():
        return ""
    reader = _Tables()
    reader.feed(html[:_LONGEST])
    reader.close()
    return "\n".join(_aligned(reader.rows))


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    shown = [[shorten(cell, _WIDEST) for cell in row] for row in rows[:_MOST_ROWS]]
    count = max(map(len, shown), default=0)
    widths = [
        max((cells(row[i]) for row in shown if i < len(row)), default=0)
        for i in range(count)
    ]
    for row in shown:
        padded = (
            cell + " " * (wide - cells(cell))
            for cell, wide in zip(row, widths, strict=False)
        )
        yield "  ".join(padded).rstrip()
    if len(rows) > _MOST_ROWS:
        yield f"… {len(rows) - _MOST_ROWS} more rows"

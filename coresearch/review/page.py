"""A review as one HTML file: no script, no network, for light and for dark."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from coresearch.measures.figure import Figure
from coresearch.review import plots
from coresearch.review.decided import CAUTION as COUNTS_CAUTION
from coresearch.review.decided import COLUMNS, Review, headline, tables
from coresearch.review.rows import CAUTION, Report, Row, Section, said

_STYLE = """
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --quiet: #59636e;
  --line: #d1d9e0; --mark: #0a5dc2; --band: #0a5dc233; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117;
  --quiet: #9198a1; --line: #3d444d; --mark: #6cb0ff; --band: #6cb0ff33; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink);
  background: var(--paper); max-width: 54rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2 { line-height: 1.2; } h2 { margin-top: 2.2rem; }
table { border-collapse: collapse; width: 100%; }
.wide { overflow-x: auto; }
th, td { text-align: left; padding: .3rem .8rem .3rem 0; vertical-align: top;
  border-bottom: 1px solid var(--line); font-weight: normal; }
.measures th[scope=row] { width: 52%; } .measures td { white-space: nowrap; }
thead th, .quiet, figcaption { color: var(--quiet); font-size: .9rem; }
figure { margin: 1rem 0; max-width: 26rem; }
svg text { fill: var(--quiet); font: 12px system-ui, sans-serif; }
.axis, .guide { stroke: var(--line); fill: none; }
.guide { stroke-dasharray: 4 4; }
.bar { stroke: var(--mark); stroke-width: 2; }
.dot { fill: var(--mark); }
.line { stroke: var(--mark); stroke-width: 2; fill: none; }
.band { fill: var(--band); }
@media (max-width: 34rem) { .interval { display: none; } }
"""


def page(report: Report, counts: Review, period: str) -> str:
    """The whole file."""
    return "\n".join(
        [
            '<!doctype html><html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta http-equiv="Content-Security-Policy" '
            "content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            f"<title>What the journal teaches</title><style>{_STYLE}</style></head>",
            f"<body><main><h1>What the journal teaches</h1><p>{escape(period)}</p>",
            *(f"<p><strong>{escape(one)}</strong></p>" for one in report.sentences),
            *([f"<p>{escape(str(report.goal))}</p>"] if report.goal else []),
            *(line for one in report.sections for line in _section(one)),
            *_surprises(report),
            *_counts(counts),
            f'<p class="quiet">{escape(CAUTION)}</p></main></body></html>',
        ]
    )


def _section(section: Section) -> Iterator[str]:
    yield f'<section><h2>{escape(section.title)}</h2><div class="wide">'
    yield '<table class="measures"><thead><tr><th scope="col">measure</th>'
    yield '<th scope="col">says</th><th scope="col"></th></tr></thead><tbody>'
    yield from (_row(row) for row in section.rows)
    yield "</tbody></table></div>"
    if section.bins:
        yield plots.calibration(section.bins)
    if section.curve is not None:
        yield plots.lasting(section.curve)
    if section.plane is not None:
        yield plots.plane(*section.plane)
    yield "</section>"


def _row(row: Row) -> str:
    reading = f'<br><span class="quiet">{escape(row.reading)}</span>'
    mark = ""
    told = row.measured
    if isinstance(told, Figure) and row.unit == "%":
        mark = plots.interval(told, 0, 1)
    return (
        f'<tr><th scope="row">{escape(row.name)}{reading if row.reading else ""}</th>'
        f"<td>{escape(said(row))}</td><td>{mark}</td></tr>"
    )


def _surprises(report: Report) -> Iterator[str]:
    if report.surprises:
        yield "<section><h2>To think about</h2><ul>"
        for one in report.surprises:
            yield f"<li>{escape(one.what)} <em>{escape(one.question)}</em></li>"
        yield "</ul></section>"


def _counts(counts: Review) -> Iterator[str]:
    yield "<section><h2>What became of what was suggested</h2>"
    yield f"<p>{escape(headline(counts))}</p>"
    for heading, rows in tables(counts):
        names = "".join(f'<th scope="col">{n}</th>' for n in (heading, *COLUMNS))
        yield f'<div class="wide"><table><thead><tr>{names}</tr></thead><tbody>'
        for name, *values in rows:
            cells = "".join(f"<td>{escape(value)}</td>" for value in values)
            yield f'<tr><th scope="row">{escape(name)}</th>{cells}</tr>'
        yield "</tbody></table></div>"
    yield f'<p class="quiet">{escape(COUNTS_CAUTION)}</p></section>'

"""Lines of a file that are not like the others: short ones, blank ones."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator

from coresearch.core.edits import Replacement
from coresearch.diagnosis.case import Case
from coresearch.diagnosis.origins import files
from coresearch.diagnosis.origins.asked import gone_through
from coresearch.diagnosis.origins.scopes import statements
from coresearch.diagnosis.origins.values import Items, Row, Stream, Table
from coresearch.diagnosis.rule import Cause, rule


def _line_of_file(case: Case, match: re.Match[str]) -> Cause | None:
    for table in _rows(case):
        text = case.around.text(table.path) or ""
        short = files.short_rows(text, table.separator)
        if short:
            line, count = short[0]
            names = files.header(text, table.separator)
            return Cause(
                f"Line {line} of {table.path} has {count} of {len(names)} fields: "
                f"{', '.join(names[count:][:3])} is missing there"
                + (f", and in {len(short) - 1} more." if len(short) > 1 else "."),
                0.92,
                test="Mend that line, or leave such rows out and count them.",
            )
    if "NoneType" in case.raised.text:
        return None
    for path in _streams(case):
        lines = (case.around.text(path) or "").splitlines()
        blank = [n for n, line in enumerate(lines, 1) if not line.strip()]
        if blank:
            return Cause(
                f"Line {blank[0]} of {path} is blank, and is taken apart at "
                f"{case.place} like the others"
                + (f" ({len(blank)} lines are)." if len(blank) > 1 else "."),
                0.92,
                edit=_blank_skipped(case),
                path=case.path,
                test="Skip lines without text, or take them out of the file.",
            )
        counts = Counter(len(re.split(r"[,;\t ]+", line.strip())) for line in lines)
        usual = counts.most_common(1)[0][0] if counts else 0
        short_lines = [
            number
            for number, line in enumerate(lines, 1)
            if len(re.split(r"[,;\t ]+", line.strip())) < usual
        ]
        if 0 < len(short_lines) <= max(3, len(lines) // 10):
            return Cause(
                f"Line {short_lines[0]} of {path} has fewer parts than the others, "
                f"and is read at {case.place}.",
                0.85,
                test=f"sed -n {short_lines[0]}p {path} shows it.",
            )
    return None


def _rows(case: Case) -> Iterator[Table]:
    for value in gone_through(case):
        inner = value.values[0] if isinstance(value, Items) and value.values else value
        if isinstance(inner, Row):
            yield inner.table


def _streams(case: Case) -> Iterator[str]:
    for value in gone_through(case):
        if isinstance(value, Stream) and (path := case.trail.named(value.path)):
            yield path


def _blank_skipped(case: Case) -> tuple[Replacement, ...]:
    """`if not line.strip(): continue` at the head of the loop over the file."""
    scope = case.scope
    for node in statements(scope.body) if scope else ():
        if (
            isinstance(node, ast.For)
            and isinstance(node.target, ast.Name)
            and scope is not None
            and node.lineno < scope.line <= (node.end_lineno or 0)
        ):
            first = node.body[0]
            line = case.lines[first.lineno - 1]
            pad = line[: len(line) - len(line.lstrip())]
            test = f"{pad}if not {node.target.id}.strip():\n{pad}    continue\n"
            return (Replacement(line, test + line, first.lineno),)
    return ()


RULES = (
    rule(
        "line-of-file", "A line of a file is not like the others",
        "IndexError ValueError TypeError",
        r"index out of range|not enough values to unpack|not 'NoneType'"
        r"|invalid literal for int\(\) with base 10: ''"
        r"|could not convert string to float: ''", _line_of_file,
        question="What should such a line mean?",
        example="--- a.py\nfor line in open('d.txt'):\n    print(line.split()[1])\n"
        "--- d.txt\na 1\n\nb 2\n"
        "+++\nTraceback (most recent call last):\n"
        '  File "a.py", line 2, in <module>\n    print(line.split()[1])\n'
        "IndexError: list index out of range",
    ),
)  # fmt: skip

"""The rules: what the critic asks, what each rests on, and how to leave one out."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial

from coresearch.critic.catalogue import GROUPS, AnyRule, every_rule
from coresearch.tui.ink import Ink, Line, fit, line, wrap
from coresearch.tui.screens.listing import Wanted
from coresearch.tui.suggestion import severity
from coresearch.tui.widgets.page import Block
from coresearch.tui.widgets.rows import Row
from coresearch.workbench.words import ignore_comment


class Rules:
    """What the critic asks, as a list."""

    title = "Rules"
    help = "words, severity:high"
    terms: Sequence[str] = ("severity",)
    beside_words: Sequence[str] = ("severity",)
    nothing = "No rule fits."

    async def find(self, wanted: Wanted, offset: int) -> list[Row]:
        """All rules that fit: there are no more pages."""
        if offset:
            return []
        return await asyncio.to_thread(_rows, wanted)

    async def whole(self, id: str) -> Sequence[Block]:
        """What a rule asks, on what grounds, and how to leave it out."""
        [rule] = [rule for rule in every_rule() if rule.id == id]
        return [partial(_lines, rule)]


def _rows(wanted: Wanted) -> list[Row]:
    words = wanted.words.casefold().split()
    level = wanted.terms.get("severity")
    return [
        Row(rule.id, partial(_row_line, rule))
        for rule in every_rule()
        if level in (None, rule.severity)
        and all(
            word in f"{rule.id} {rule.name} {rule.question}".casefold()
            for word in words
        )
    ]


def _row_line(rule: AnyRule, width: int) -> Line:
    return line(
        (fit(rule.id, 5), Ink.ACCENT),
        (fit(rule.severity, 8), severity(rule.severity)[1]),
        fit(rule.name, max(width - 13, 8)),
    )


def _lines(rule: AnyRule, width: int) -> list[Line]:
    group = GROUPS[rule.id[0]].lower()
    found = wrap(line((f"{rule.id} {rule.name}", Ink.STRONG)), width)
    found.append(line(severity(rule.severity), (f" · {group}", Ink.QUIET)))
    found += [(), *wrap(line(rule.question), width)]
    found += [(), *wrap(line((f"Source: {rule.source}", Ink.QUIET)), width)]
    for said, example in (
        ("It finds something in", rule.example_bad),
        ("and nothing in", rule.example_good),
    ):
        found += [(), line((said, Ink.QUIET))]
        bar = line(("│ ", Ink.QUIET))
        for text in example.rstrip("\n").split("\n"):
            found += wrap(line(text), width, bar, bar)
    found += [(), line(("To leave it out at one place, with a reason:", Ink.QUIET))]
    found += wrap(line((ignore_comment(rule.id), Ink.CODE)), width)
    found += [(), line(("Everywhere, in .coresearch.toml:", Ink.QUIET))]
    return [
        *found,
        line(("[critic]", Ink.CODE)),
        line((f'off = ["{rule.id}"]', Ink.CODE)),
    ]

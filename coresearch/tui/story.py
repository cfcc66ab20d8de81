"""The transcript's parts: what was asked, said, run and decided, as blocks."""

from __future__ import annotations

from functools import partial

from coresearch.tui.ink import Ink, Line, Run, line, safe, wrap
from coresearch.tui.markdown import Part, Splitter, rendered
from coresearch.tui.widgets.page import Block

_MARKS: dict[str, Run] = {
    "asked": ("› ", Ink.ACCENT),
    "done": ("✓ ", Ink.GOOD),
    "rejected": ("✗ ", Ink.QUIET),
    "suggested": ("+ ", Ink.ACCENT),
    "fault": ("! ", Ink.HIGH),
    "note": ("  ", Ink.QUIET),
}
_INKS = {"asked": Ink.STRONG, "note": Ink.QUIET, "rejected": Ink.QUIET}


def blocks_of(kind: str, text: str) -> list[Block]:
    """What stands in the transcript for something of this kind."""
    if kind == "reply":
        splitter = Splitter()
        parts = [*splitter.feed(text), *splitter.finish()]
        return [block_of(part) for part in parts]
    if kind == "output":
        return [partial(_output, text)]
    return [partial(_marked, kind, text)]


def block_of(part: Part) -> Block:
    """A part of a reply."""
    return partial(_indented, part)


def tail_of(part: Part) -> Block | None:
    """What is still being written of a reply."""
    return block_of(part) if part.text.strip() else None


def _indented(part: Part, width: int) -> list[Line]:
    indent: Line = (("  ", Ink.TEXT),)
    return [(*indent, *one) if one else one for one in rendered(part, width - 2)]


def _output(text: str, width: int) -> list[Line]:
    bar: Line = (("  │ ", Ink.QUIET),)
    found: list[Line] = []
    for one in text.removesuffix("\n").split("\n"):
        found += wrap(((safe(one), Ink.TEXT),), width, bar, bar)
    return found


def _marked(kind: str, text: str, width: int) -> list[Line]:
    mark = _MARKS.get(kind, _MARKS["note"])
    ink = _INKS.get(kind, Ink.TEXT)
    rest = line("  ")
    found: list[Line] = [()] if kind == "asked" else []
    first: Line = (mark,)
    for one in text.split("\n"):
        found += wrap(line((one, ink)), width, first, rest)
        first = rest
    return [*found, ()]

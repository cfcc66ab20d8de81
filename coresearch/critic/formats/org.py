"""Org: its blocks and masks, as far as a plan needs them, after the Org Syntax page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coresearch.critic.formats.blocks import Blocks
from coresearch.critic.formats.markup import Markup
from coresearch.critic.masks import GLUE
from coresearch.critic.outline import HeadingStyle, Kind, Outline
from coresearch.critic.phrases import Pattern

_HEADING = Pattern(r"(\*{1,12}) +\S")
_COMMENT = Pattern(r"\s*#(?: |$)|\s*#\+(?!begin_|end_)[a-z_]+:", any_case=True)
_BEGIN = Pattern(r"\s*#\+begin_(\w+)", any_case=True)
_DRAWER = Pattern(r"\s*:[\w-]+:\s*$")
_DRAWER_END = Pattern(r"\s*:end:\s*$", any_case=True)
_TABLE = Pattern(r"\s*\|")
_TABLE_RULE = Pattern(r"\s*\|[-+|\s]*$")
_LINK = Pattern(r"\[\[[^\]\n]{1,500}\]\[([^\]\n]{1,300})\]\]|\[\[([^\]\n]{1,500})\]\]")
_VERBATIM = Pattern(r"(?<![\w=~])([=~])(?=[^\s=~])([^\n=~]{1,200}?)(?<=\S)\1(?![\w=~])")
_STAMP = Pattern(r"[<\[]\d{4}-\d\d-\d\d[^>\]\n]{0,40}[>\]]")
_FOOTNOTE = Pattern(r"\[fn:[^\]\n]{1,80}\]")
_CODE = frozenset({"src", "example", "export"})
_QUOTED = frozenset({"quote", "verse"})
_LONGEST_DRAWER = 200  # lines
_LONGEST_BLOCK = 2_000  # lines


def masked(source: str) -> str:
    """`source` without comments, keywords and drawers, and with links masked."""
    lines = source.split("\n")
    number = 0
    while number < len(lines):
        end = _drawer_end(lines, number)
        if end > number:
            for inner in range(number, end):
                lines[inner] = " " * len(lines[inner])
        elif _COMMENT.match(lines[number]):
            lines[number] = " " * len(lines[number])
        else:
            lines[number] = _readable(lines[number])
        number = max(end, number + 1)
    return "\n".join(lines)


def _drawer_end(lines: Sequence[str], start: int) -> int:
    """The line after a drawer that begins at `start`; `start` if none does."""
    if not _DRAWER.match(lines[start]) or _DRAWER_END.match(lines[start]):
        return start
    for number in range(start + 1, min(start + _LONGEST_DRAWER, len(lines))):
        if _DRAWER_END.match(lines[number]):
            return number + 1
    return start


def _readable(line: str) -> str:
    if "[[" in line:
        line = _LINK.sub(_link, line)
    if "[fn:" in line:
        line = _FOOTNOTE.sub(lambda match: GLUE * len(match[0]), line)
    if "=" in line or "~" in line:
        line = _VERBATIM.sub(lambda match: f"`{match[2]}`", line)
    return line


def _link(match: re.Match[str]) -> str:
    group = 1 if match[1] is not None else 2
    before = match.start(group) - match.start()
    after = match.end() - match.end(group)
    return GLUE * before + match[group] + GLUE * after


def outlines(lines: Sequence[str], first: int) -> list[Outline]:
    """The blocks of `lines` from line `first` on, in order."""
    blocks = Blocks(lines, first)
    while blocks.is_open:
        _next(blocks)
    return blocks.found


def _next(blocks: Blocks) -> None:
    line = blocks.line
    if not line.strip():
        blocks.skip()
    elif stars := _HEADING.match(line):
        at, level = blocks.at, len(stars[1])
        style = HeadingStyle.STARS
        blocks.heading(Outline(Kind.HEADING, at, at + 1, level=level, style=style))
    elif begin := _BEGIN.match(line):
        _block(blocks, begin[1].lower())
    elif _TABLE.match(line):
        blocks.add(Kind.TABLE, blocks.end_of(lambda text: bool(_TABLE.match(text))))
    else:
        blocks.paragraph(
            lambda n: any(
                mark.match(blocks.lines[n]) for mark in (_TABLE, _BEGIN, _HEADING)
            )
        )


def _block(blocks: Blocks, name: str) -> None:
    """`#+begin_src` to `#+end_src`; an unclosed one ends where it begins."""
    closing = f"#+end_{name}"
    last = min(blocks.at + _LONGEST_BLOCK, len(blocks.lines))
    for end in range(blocks.at + 1, last):
        if blocks.lines[end].strip().lower() == closing:
            break
    else:
        blocks.skip()
        return
    if name in _CODE or name in _QUOTED:
        blocks.add(Kind.CODE if name in _CODE else Kind.QUOTE, end + 1)
    else:
        blocks.skip()


ORG = Markup("Org", masked, outlines)

"""Markdown as blocks and headings, with their lines.

Only the block structure is taken from the Markdown parser: it is linear and has line
numbers; inline syntax is masked by `masks` where it stands. Plans also have headings
that Markdown does not know: a bold line, or "1. Methods" on a line of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from coresearch.critic.phrases import Pattern

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_NESTING = 60
"""Levels that the parser follows (a list item takes two); deeper text is read as plain
paragraphs. Each level costs Python stack."""


class Kind(StrEnum):
    """What a block is."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    HEADING = "heading"
    TABLE = "table"
    CODE = "code"
    QUOTE = "quote"
    META = "meta"


class HeadingStyle(StrEnum):
    """How a plan writes its headings."""

    ATX = "atx"
    SETEXT = "setext"
    BOLD = "bold"
    NUMBERED = "numbered"
    COLON = "colon"
    UNDERLINED = "underlined"
    """As in reStructuredText, where the first mark that is used is the highest."""
    STARS = "stars"
    """As in Org."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A run of lines of one kind. Lines count from 0; `end` is the line after."""

    kind: Kind
    line: int
    end: int
    depth: int = 0
    """How deep a list item is nested."""
    level: int = 0
    """The level of a heading."""
    style: HeadingStyle | None = None
    group: int = -1
    """Which list an item belongs to."""
    ordered: bool = False


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": _NESTING}).enable("table")
    return parser.disable(["inline", "reference"])


def outlines(lines: Sequence[str], first: int) -> list[Outline]:
    """The blocks of `lines` from line `first` on, in order."""
    text = "\n".join(lines[first:])
    found = _from_tokens(_parser().parse(text), first)
    found = _with_unread_lines(found, lines, first)
    return [_as_heading(block, lines) or block for block in _titled_items(found, lines)]


def _from_tokens(tokens: list[Token], first: int) -> list[Outline]:
    found: list[Outline] = []
    lists: list[tuple[int, bool]] = []
    quotes = tables = serial = 0
    for token in tokens:
        kind = token.type
        if kind in ("bullet_list_open", "ordered_list_open"):
            lists.append((serial, kind.startswith("ordered")))
            serial += 1
        elif kind in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif kind == "blockquote_open":
            quotes += 1
        elif kind == "blockquote_close":
            quotes -= 1
        elif kind == "table_open":
            found.append(_outline(Kind.TABLE, token, first))
            tables += 1
        elif kind == "table_close":
            tables -= 1
        elif tables or token.map is None:
            continue
        elif kind == "heading_open":
            style = HeadingStyle.ATX if token.markup[0] == "#" else HeadingStyle.SETEXT
            line, end = token.map[0] + first, token.map[1] + first
            level = int(token.tag[1:])
            found.append(Outline(Kind.HEADING, line, end, level=level, style=style))
        elif kind in ("fence", "code_block", "html_block"):
            found.append(_outline(_raw_kind(kind), token, first))
        elif kind == "paragraph_open":
            found.append(_paragraph(token, first, lists, bool(quotes)))
    return found


def _raw_kind(token_type: str) -> Kind:
    return Kind.PARAGRAPH if token_type == "html_block" else Kind.CODE


def _outline(kind: Kind, token: Token, first: int) -> Outline:
    start, end = token.map or (0, 0)
    return Outline(kind, start + first, end + first)


def _paragraph(
    token: Token, first: int, lists: list[tuple[int, bool]], quoted: bool
) -> Outline:
    start, end = token.map or (0, 0)
    group, ordered = lists[-1] if lists else (-1, False)
    kind = Kind.QUOTE if quoted else Kind.ITEM if lists else Kind.PARAGRAPH
    return Outline(
        kind,
        start + first,
        end + first,
        depth=len(lists),
        group=group,
        ordered=ordered,
    )


def _with_unread_lines(
    found: list[Outline], lines: Sequence[str], first: int
) -> list[Outline]:
    """Lines too deeply nested for the parser are read as paragraphs of one line."""
    read = [False] * len(lines)
    for block in found:
        read[block.line : block.end] = [True] * (block.end - block.line)
    missing = [
        Outline(Kind.PARAGRAPH, number, number + 1)
        for number in range(first, len(lines))
        if not read[number] and any(c.isalnum() for c in lines[number])
    ]
    return sorted(found + missing, key=lambda block: block.line) if missing else found


_BOLD = Pattern(r"\s{0,3}(\*\*|__)(?P<title>[^*_\n]{1,100})\1:?\s*$")
_COLON = Pattern(r"\s{0,3}(?P<title>[A-Z][A-Za-z -]{2,40}):\s*$")
_CAPITALS = Pattern(r"\s{0,3}(?P<title>[A-Z][A-Z &/-]{3,60})\s*$")
_NUMBERED = Pattern(
    r"\s{0,3}(?P<number>\d{1,2}(?:\.\d{1,2})*)[.)]?\s+(?P<title>[A-Z][^.!?\n]{1,70})$"
)
_SECTION_NAMES = Pattern(
    r"(?:research |main |primary )?(?:hypothes[ie]s|questions?)|methods?|data"
    r"(?: ?sets?)?"
    r"|budget|limitations?|metrics?|evaluation|analysis|background|motivation|design"
    r"|experiments?|timeline|risks?|statistics|baselines?|procedure|participants|plan"
    r"|setup|conditions|arms|measures|compute|ethics|kill criteri(?:on|a)",
    any_case=True,
)


def _as_heading(block: Outline, lines: Sequence[str]) -> Outline | None:
    if block.kind is not Kind.PARAGRAPH or block.end - block.line != 1:
        return None
    line = lines[block.line]
    if _BOLD.match(line):
        style = HeadingStyle.BOLD
    elif (colon := _COLON.match(line)) and _SECTION_NAMES.fullmatch(colon["title"]):
        style = HeadingStyle.COLON
    elif _CAPITALS.match(line) or _is_numbered_title(line):
        style = HeadingStyle.NUMBERED
    else:
        return None
    return Outline(Kind.HEADING, block.line, block.end, level=6, style=style)


def _is_numbered_title(line: str) -> bool:
    match = _NUMBERED.match(line)
    return match is not None and len(match["title"].split()) <= 7


_ITEM_START = Pattern(r"\s{0,3}\d{1,9}[.)]\s")


def _titled_items(found: list[Outline], lines: Sequence[str]) -> list[Outline]:
    """Where every item of a numbered list is a short title with text after it, the
    items are headings: "1. Methods", and a blank line."""
    titled: dict[int, bool] = {}
    for index, block in enumerate(found):
        if _starts_item(block, lines):
            following = found[index + 1] if index + 1 < len(found) else None
            is_title = _is_titled_item(block, following, lines)
            titled[block.group] = titled.get(block.group, True) and is_title
    return [
        Outline(
            Kind.HEADING, block.line, block.end, level=6, style=HeadingStyle.NUMBERED
        )
        if titled.get(block.group) and _starts_item(block, lines)
        else block
        for block in found
    ]


def _starts_item(block: Outline, lines: Sequence[str]) -> bool:
    return (
        block.kind is Kind.ITEM
        and block.ordered
        and block.depth == 1
        and bool(_ITEM_START.match(lines[block.line]))
    )


def _is_titled_item(
    block: Outline, following: Outline | None, lines: Sequence[str]
) -> bool:
    return (
        block.end - block.line == 1
        and _is_numbered_title(lines[block.line])
        and following is not None
        and following.line > block.end
        and not _starts_item(following, lines)
    )

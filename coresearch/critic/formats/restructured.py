"""reStructuredText: its blocks and masks, as far as a plan needs them.

After the reStructuredText Markup Specification of docutils, which itself takes a fifth
of a second to import and gives no line for every node.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from coresearch.critic.formats.blocks import Blocks
from coresearch.critic.formats.markup import Markup
from coresearch.critic.masks import GLUE
from coresearch.critic.outline import HeadingStyle, Kind, Outline
from coresearch.critic.phrases import Pattern

_RULE = Pattern(r"([=\-~^\"'`#*+.:_<>])\1{2,}\s*$")
_GRID = Pattern(r"\s*\+(?:[-=]{2,}\+)+\s*$")
_COLUMNS = Pattern(r"\s*={2,}(?: +={2,})+\s*$")
_DIRECTIVE = Pattern(r"(\s*)\.\. +(?:\|[^|]+\| +)?([\w:-]+)::(?:\s|$)")
_EXPLICIT = Pattern(r"(\s*)\.\.(?:\s|$)")
_PROSE_NAMES = """
    note warning important tip hint attention caution admonition topic sidebar
"""
_PROSE = frozenset(_PROSE_NAMES.split())
_CODE_NAMES = "code code-block sourcecode prompt console parsed-literal"
_CODE = frozenset(_CODE_NAMES.split())
_LITERAL = Pattern(r".*::\s*$")
_FIELD = Pattern(r"\s*:[A-Za-z][\w -]*:(?:\s|$)")
_ROLE = Pattern(r":[a-zA-Z][\w:+.-]{0,40}:(?=`)")
_LINK = Pattern(r"`([^`<\n]{1,200}?)\s*<[^>\n]{1,500}>`_{1,2}")
_REFERENCE = Pattern(r"`([^`\n]{1,200})`_{1,2}|(?<= )\[[^\]\n]{1,40}\]_")
_INTERPRETED = Pattern(r"(?<![`\w])`([^`\n]{1,200})`(?![`_\w])")


def masked(source: str) -> str:
    """`source` without comments, and with roles and targets of links masked."""
    lines = source.split("\n")
    _mask_comments(lines)
    _mark_columns(lines)
    return "\n".join(map(_readable, lines))


def _mask_comments(lines: list[str]) -> None:
    number = 0
    while number < len(lines):
        explicit = _EXPLICIT.match(lines[number])
        if explicit is None or _DIRECTIVE.match(lines[number]):
            number += 1
            continue
        end = _body_end(lines, number + 1, len(explicit[1]))
        for inner in range(number, end):
            lines[inner] = " " * len(lines[inner])
        number = end


def _mark_columns(lines: list[str]) -> None:
    """In a simple table, `|` in the spaces between its columns."""
    number = 0
    while number < len(lines):
        if not _COLUMNS.match(lines[number]):
            number += 1
            continue
        rule = lines[number]
        gaps = [match.start() for match in re.finditer(r"(?<= )=", rule)][0:]
        inner = [gap - 1 for gap in gaps if rule[:gap].strip()]
        end = _table_end(lines, number)
        for row in range(number + 1, end):
            if _COLUMNS.match(lines[row]):
                continue
            text = list(lines[row])
            for gap in inner:
                if gap < len(text) and text[gap] == " ":
                    text[gap] = "|"
            lines[row] = "".join(text)
        number = max(end, number + 1)


def _table_end(lines: Sequence[str], start: int) -> int:
    """The line after a simple table, whose last rule is followed by an empty line."""
    end = start + 1
    while end < len(lines):
        after = lines[end + 1].strip() if end + 1 < len(lines) else ""
        if _COLUMNS.match(lines[end]) and not after:
            return end + 1
        if not lines[end].strip() and not after:
            break
        end += 1
    return end


def _body_end(lines: Sequence[str], start: int, indent: int) -> int:
    """Where what is indented more than `indent` ends."""
    end = start
    while end < len(lines):
        text = lines[end]
        if text.strip() and len(text) - len(text.lstrip()) <= indent:
            break
        end += 1
    return end


def _readable(line: str) -> str:
    if "`" in line or "]_" in line:
        line = _ROLE.sub(_glue, line)
        line = _LINK.sub(_words, line)
        line = _REFERENCE.sub(_words, line)
        line = _INTERPRETED.sub(_words, line)
    return line


def _glue(match: re.Match[str]) -> str:
    return GLUE * len(match[0])


def _words(match: re.Match[str]) -> str:
    if match[1] is None:
        return GLUE * len(match[0])
    before = match.start(1) - match.start()
    after = match.end() - match.end(1)
    return GLUE * before + match[1] + GLUE * after


def outlines(lines: Sequence[str], first: int) -> list[Outline]:
    """The blocks of `lines` from line `first` on, in order."""
    blocks = Blocks(lines, first)
    levels: list[tuple[str, bool]] = []
    while blocks.is_open:
        _next(blocks, levels)
    return blocks.found


def _next(blocks: Blocks, levels: list[tuple[str, bool]]) -> None:
    line = blocks.line
    if not line.strip():
        blocks.skip()
    elif heading := _heading(blocks, levels):
        blocks.heading(heading)
    elif _GRID.match(line) or _COLUMNS.match(line):
        _table(blocks)
    elif directive := _DIRECTIVE.match(line):
        _directive(blocks, directive)
    elif _RULE.match(line) or (_FIELD.match(line) and line.rstrip().endswith(":")):
        blocks.skip()
    else:
        blocks.paragraph(lambda n: bool(_RULE.match(blocks.lines[n])))
        _literal(blocks)


def _heading(blocks: Blocks, levels: list[tuple[str, bool]]) -> Outline | None:
    lines, at = blocks.lines, blocks.at
    over = _RULE.match(lines[at])
    title = at + 1 if over else at
    if title + 1 >= len(lines) or not lines[title].strip():
        return None
    under = _RULE.match(lines[title + 1])
    if under is None or _RULE.match(lines[title]) or _GRID.match(lines[title]):
        return None
    if len(lines[title].strip()) > len(lines[title + 1].rstrip()) + 3:
        return None
    if over and lines[at].strip() != lines[title + 1].strip():
        return None
    style = (under[1], bool(over))
    if style not in levels:
        levels.append(style)
    return Outline(
        Kind.HEADING,
        title,
        title + 2,
        level=levels.index(style) + 1,
        style=HeadingStyle.UNDERLINED,
    )


def _table(blocks: Blocks) -> None:
    """A grid or simple table: rows in which columns are parted by `|`."""
    if _GRID.match(blocks.line):
        end = blocks.end_of(lambda text: text.lstrip()[:1] in ("+", "|"))
    else:
        end = _table_end(blocks.lines, blocks.at)
    blocks.add(Kind.TABLE, end)


def _directive(blocks: Blocks, directive: re.Match[str]) -> None:
    name = directive[2].lower()
    end = _body_end(blocks.lines, blocks.at + 1, len(directive[1]))
    if name in _PROSE:
        blocks.skip()
    else:
        blocks.add(Kind.CODE if name in _CODE else Kind.META, end)


def _literal(blocks: Blocks) -> None:
    """After a paragraph that ends in `::`, what is indented is code."""
    last = blocks.found[-1]
    text = blocks.lines[last.end - 1]
    if not _LITERAL.match(text) or not blocks.is_open:
        return
    own = blocks.lines[last.line]
    start = blocks.at
    end = _body_end(blocks.lines, start, len(own) - len(own.lstrip()))
    if end > start:
        blocks.add(Kind.CODE, end)


RESTRUCTURED = Markup("reStructuredText", masked, outlines)

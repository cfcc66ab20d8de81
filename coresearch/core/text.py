"""Foreign text made safe to show, and small helpers for showing it."""

from __future__ import annotations

import re
import unicodedata

# C0 and C1 controls, and the bidirectional overrides with which a line can be made to
# read as something that it is not (CVE-2021-42574). Newline and tab stay.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]"
)


def printable(text: str) -> str:
    """`text` with every control character shown as a symbol instead of obeyed."""
    return _UNSAFE.sub(_symbol, text)


def _symbol(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"\\u{code:04x}"


def one_line(text: str) -> str:
    """`text` on one line, with runs of white space as one space, safe to print."""
    return printable(" ".join(text.split()))


def shorten(text: str, width: int) -> str:
    """`text` on one line, cut with an ellipsis to `width` terminal cells."""
    line = one_line(text)
    if cells(line) <= width:
        return line
    kept, used = [], 1  # one cell for the ellipsis
    for character in line:
        used += cells(character)
        if used > width:
            break
        kept.append(character)
    return "".join(kept).rstrip() + "…"


def cells(text: str) -> int:
    """How many terminal cells `text` takes (wide East Asian characters take two)."""
    if text.isascii():
        return len(text)
    return sum(_cell_width(character) for character in text)


def _cell_width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 finding`, `2 findings`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def fenced(text: str, info: str = "") -> str:
    """`text` in a fence that nothing in it can close."""
    runs = re.findall(r"`{3,}", text)
    marks = "`" * max(3, 1 + max(map(len, runs), default=0))
    end = "" if text.endswith("\n") or not text else "\n"
    return f"{marks}{info}\n{text}{end}{marks}"

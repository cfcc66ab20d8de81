"""What running code writes, made fit for a terminal that is not its own."""

from __future__ import annotations

import re

from coresearch.core.text import printable

# Colours and styles, "erase to the end of the line" and "up": progress bars need them.
_KEPT = r"(?<=\x1b)\[[0-9;:]{0,40}[mKA]"
# It begins with a set of characters, and so is looked for six times as fast.
_TOKEN = re.compile(
    "[\x00-\x07\x0b\x0c\x0e-\x1f\x7f-\x9f"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]"
    f"({_KEPT})?"
)
_PLAIN_BUT = [chr(code) for code in (*range(8), 11, 12, *range(14, 32), 127)]
"""What of ASCII may not be let through as it is."""
_CUT = re.compile(r"\x1b(?:\[[0-9;:]{0,40})?\Z")
_COLOUR = re.compile(r"\x1b\[[0-9;:]{0,40}m")


class Filter:
    """Lets through text, carriage returns, colours and what progress bars use.

    Every other control character and escape sequence is shown as a symbol. A sequence
    may be cut between two pieces.
    """

    def __init__(self, *, colours: bool) -> None:
        self._colours = colours
        self._held = ""

    def feed(self, text: str) -> str:
        """The next piece, fit to be written."""
        text, self._held = self._held + text, ""
        if _is_plain(text):
            return text
        if "\x1b" in text and (cut := _CUT.search(text)):
            text, self._held = text[: cut.start()], text[cut.start() :]
        return _TOKEN.sub(self._harmless, text)

    def finish(self) -> str:
        """What was held back for a rest that never came."""
        held, self._held = self._held, ""
        return printable(held)

    def _harmless(self, match: re.Match[str]) -> str:
        if match[1] is None:
            return printable(match[0])
        is_colour = match[0].endswith("m")
        return match[0] if self._colours or not is_colour else ""


def _is_plain(text: str) -> bool:
    """Whether it can be let through as it is: the common case, found at once."""
    return text.isascii() and not any(sign in text for sign in _PLAIN_BUT)


def without_colours(text: str) -> str:
    """`text` without the sequences that colour it."""
    return _COLOUR.sub("", text)


def as_left_on_screen(text: str) -> str:
    """`text` as a terminal shows it at last: what a carriage return wrote over is gone.

    Colours count as nothing wide, and go where a line was written over.
    """
    if "\r" not in text and "\b" not in text:
        return text
    return "\n".join(_line_left(line) for line in text.split("\n"))


def _line_left(line: str) -> str:
    if line.endswith("\r"):
        line = line[:-1]
    if "\r" not in line and "\b" not in line:
        return line
    cells: list[str] = []
    at = 0
    for character in re.sub(r"\x1b\[[0-9;:]*[mA]", "", line).replace("\x1b[K", "\x00"):
        if character == "\r":
            at = 0
        elif character == "\b":
            at = max(0, at - 1)
        elif character == "\x00":
            del cells[at:]
        else:
            cells[at : at + 1] = [character]
            at += 1
    return "".join(cells)

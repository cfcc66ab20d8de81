"""A run's outputs as text, the same wherever they are shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from coresearch.core.escapes import Filter
from coresearch.core.html_tables import tables_as_text
from coresearch.core.outputs import Output, OutputKind
from coresearch.core.text import printable


def picture(data: Mapping[str, object]) -> str:
    """What stands for a picture, such as `[image/png, 12 kB]`; empty for no picture."""
    for mime, value in data.items():
        if mime.startswith("image/"):
            if isinstance(value, dict):  # it is in a blob of its own
                size = value.get("size", 0) / 1000
            else:
                size = len(value) * 3 / 4000 if isinstance(value, str) else 0
            return f"[{printable(mime)}, {size:.0f} kB]"
    return ""


_STANDS_FOR = re.compile(r"<[\w.]+( object)?( at 0x[0-9a-fA-F]+)?>\Z")
"""What Python says of an object that has no better text."""
READABLE = ("text/markdown", "text/latex", "text/html")
"""Forms of a value of which a terminal can show something, the best first."""


def value_text(data: Mapping[str, object]) -> str:
    """A shown value as text: its own, or where that says nothing another form's."""
    plain = str(data.get("text/plain", ""))
    if plain and not stands_for(plain):
        return plain
    for mime in READABLE:
        value = data.get(mime)
        if isinstance(value, str):
            text = tables_as_text(value) if mime == "text/html" else value
            if text:
                return text
    return plain


def stands_for(plain: str) -> bool:
    """Whether a text only says what kind of object there is."""
    return _STANDS_FOR.match(plain) is not None


def error_text(content: Mapping[str, Any]) -> str:
    """A traceback; of an exit what it says, if that is more than a number."""
    if content.get("ename") == "SystemExit":
        said = str(content.get("evalue", ""))
        is_told = said and said not in ("None", "True", "False")
        return said if is_told and not said.lstrip("-").isdigit() else ""
    lines = content.get("traceback") or []
    return "\n".join(map(str, lines)) if isinstance(lines, list) else ""


class AsText:
    """Outputs as one text without colours, values and errors on lines of their own."""

    def __init__(self) -> None:
        self._filter = Filter(colours=False)
        self._at_line_start = True

    def text_of(self, output: Output) -> str:
        """The next output."""
        content = output.content
        match output.kind:
            case OutputKind.STREAM:
                text = str(content.get("text", ""))
                self._at_line_start = text.endswith("\n")
                return self._filter.feed(text)
            case OutputKind.DISPLAY | OutputKind.RESULT | OutputKind.UPDATE:
                data = content.get("data", {})
                return self._own_line(picture(data) or value_text(data))
            case OutputKind.ERROR:
                return self._own_line(error_text(content))
        return ""

    def _own_line(self, text: str) -> str:
        if not text:
            return ""
        before = "" if self._at_line_start else "\n"
        self._at_line_start = True
        return f"{before}{self._filter.feed(text)}\n"

    def finish(self) -> str:
        """What was held back, and the end of the last line."""
        return self._filter.finish() + ("" if self._at_line_start else "\n")

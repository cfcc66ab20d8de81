"""The words in which plans say a thing, as patterns that cost nothing until asked."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from functools import cached_property

from coresearch.core.expressions import EXPRESSIONS


class Pattern:
    """A regular expression that is compiled at its first use."""

    def __init__(self, source: str, *, any_case: bool = False) -> None:
        self._source = source
        self._flags = re.IGNORECASE if any_case else re.NOFLAG

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The expression itself."""
        return EXPRESSIONS.compile(self._source, self._flags)

    def search(
        self, text: str, start: int = 0, end: int = sys.maxsize
    ) -> re.Match[str] | None:
        """The first place in `text` between `start` and `end`."""
        return self.compiled.search(text, start, end)

    def match(
        self, text: str, start: int = 0, end: int = sys.maxsize
    ) -> re.Match[str] | None:
        """At `start` exactly."""
        return self.compiled.match(text, start, end)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """All of `text`."""
        return self.compiled.fullmatch(text)

    def finditer(
        self, text: str, start: int = 0, end: int = sys.maxsize
    ) -> Iterator[re.Match[str]]:
        """Every place in `text` between `start` and `end`."""
        return self.compiled.finditer(text, start, end)

    def findall(self, text: str) -> list[str]:
        """The first group (or all) of every place in `text`."""
        return self.compiled.findall(text)

    def split(self, text: str) -> list[str]:
        """`text` between the places."""
        return self.compiled.split(text)

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str) -> str:
        """`text` with every place put as `new`."""
        return self.compiled.sub(new, text)


class Phrases:
    """Alternatives, one a line or separated by ` | `, in lower case, whole words.

    A backslash at the end of a line continues it. Each may use regular-expression
    syntax; it is compiled at its first use, because the patterns of all rules together
    take a tenth of a second and more.
    """

    def __init__(
        self, alternatives: str, *, raw: bool = False, only_with: str = ""
    ) -> None:
        self._alternatives = alternatives
        self._raw = raw
        self.only_with = tuple(part.strip("'") for part in only_with.split())
        """Pieces of words of which every match has one in its sentence. Only sentences
        that hold one are searched, which is much faster for what is rare."""

    @property
    def source(self) -> str:
        """As one regular expression."""
        joined = re.sub(r"\\\n\s*", "", self._alternatives.strip())
        parts = re.split(r"\s*\n\s*| \| ", joined)
        body = "|".join(part for part in parts if part)
        return f"(?:{body})" if self._raw else rf"(?<![\w-])(?:{body})(?!\w)"

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compiled."""
        return EXPRESSIONS.compile(self.source)

    def finditer(
        self, text: str, start: int = 0, end: int = sys.maxsize
    ) -> Iterator[re.Match[str]]:
        """Every place in `text` between `start` and `end`."""
        return self.pattern.finditer(text, start, end)

    def search(
        self, text: str, start: int = 0, end: int = sys.maxsize
    ) -> re.Match[str] | None:
        """The first place in `text` between `start` and `end`."""
        return self.pattern.search(text, start, end)

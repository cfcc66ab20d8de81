"""Regular expressions that are compiled once, and not at every start.

Python keeps what it compiles of a module, but not what it compiles of a regular
expression: half of the time of a critique went there. What its compiler makes of one is
a list of numbers, which can be kept. They are handed to the engine as the compiler does
it, by functions that Python does not document. The engine checks each list; where it
refuses one, or Python has no such functions, expressions are compiled as usual.
"""

from __future__ import annotations

import json
import re
import sys
from array import array
from base64 import b64decode, b64encode
from hashlib import sha256

try:
    import _sre  # type: ignore[import-not-found]
    from re import _parser  # type: ignore[attr-defined]

    from coresearch.core.beginnings import code_of

    TAG = f"{sys.implementation.cache_tag}-{sys.hexversion:x}-{_sre.MAGIC}-2"
    """Of which Python the kept numbers are, and of which way of making them."""
except ImportError:  # another Python than CPython
    TAG = ""

_Code = tuple[int, str, int, dict[str, int]]
"""Flags, the numbers, how many groups, and the names of some."""


class Expressions:
    """What was compiled, here or at an earlier start."""

    def __init__(self) -> None:
        self._codes: dict[str, _Code] = {}
        self.are_new = False
        """Whether some were compiled here."""

    def compile(self, source: str, flags: int = 0) -> re.Pattern[str]:
        """The same as `re.compile`.

        Raises:
            re.error: `source` is no regular expression.
        """
        if not TAG:
            return re.compile(source, flags)
        key = f"{int(flags)} {source}"
        try:
            if key not in self._codes:
                self._codes[key] = _compiled(source, flags)
                self.are_new = True
            return _pattern(source, self._codes[key])
        except (AttributeError, LookupError, TypeError, ValueError, RuntimeError):
            self._codes.pop(key, None)
            return re.compile(source, flags)

    def load(self, kept: bytes) -> None:
        """Take in what `dump` gave; what is damaged counts for nothing."""
        digest, _, body = kept.partition(b"\n")
        if digest.decode("ascii", "replace") == sha256(body).hexdigest():
            self._codes |= json.loads(body)

    def dump(self) -> bytes:
        """All that is known, to be kept."""
        self.are_new = False
        body = json.dumps(self._codes).encode()
        return sha256(body).hexdigest().encode() + b"\n" + body


def _compiled(source: str, flags: int) -> _Code:
    parsed = _parser.parse(source, flags)
    state = parsed.state
    all_flags = int(flags | state.flags)
    numbers = array("I", code_of(parsed, all_flags)).tobytes()
    return (
        all_flags,
        b64encode(numbers).decode(),
        state.groups - 1,
        dict(state.groupdict),
    )


def _pattern(source: str, code: _Code) -> re.Pattern[str]:
    flags, numbers, groups, names = code
    by_number: list[str | None] = [None] * (groups + 1)
    for name, number in names.items():
        by_number[number] = name
    listed = array("I", b64decode(numbers)).tolist()
    found: re.Pattern[str] = _sre.compile(
        source, flags, listed, groups, names, tuple(by_number)
    )
    return found


EXPRESSIONS = Expressions()
"""What all rules share."""

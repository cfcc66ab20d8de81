"""With which characters a match of a regular expression can begin.

Python's engine has a fast loop for going to the next place at which a match can begin.
Its compiler provides for it where an expression begins with a letter or a set, but not
where something without width, such as `\\b` or a lookbehind, stands before them, nor
where alternatives begin with more than letters: there each place of a text is tried.
Nearly all expressions of the rules are such. Here the same is found out for them too
and said in the same place of the code, which is otherwise what the compiler makes of
it. So the same is found, in a third of the time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain
from re import _compiler, _constants, _parser  # type: ignore[attr-defined]
from typing import Any

_Item = tuple[Any, Any]
"""A part of an expression as the parser gives it: what it is, and its arguments."""
_Parsed = Any
"""The parser's list of such parts, and its state: Python tells no types of them."""

_WITHOUT_WIDTH = (_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT)
_REPEATS = (
    _constants.MAX_REPEAT,
    _constants.MIN_REPEAT,
    _constants.POSSESSIVE_REPEAT,
)
_MASK = 2
"""Where the code says whether it knows how a match begins."""


def code_of(parsed: _Parsed, flags: int) -> list[int]:
    """The engine's code of an expression, as `re` makes it, that says how it begins."""
    code: list[int] = []
    _compiler._compile_info(code, parsed, flags)
    if flags & re.IGNORECASE or code[_MASK]:
        return list(_compiler._code(parsed, flags))
    hint = _parser.SubPattern(parsed.state, _hint(parsed, parsed.state))
    hint.width = parsed.getwidth()
    code.clear()
    _compiler._compile_info(code, hint, flags)
    _compiler._compile(code, parsed.data, flags)
    return [*code, _constants.SUCCESS]


def _hint(items: Iterable[_Item], state: _Parsed) -> list[_Item]:
    """An expression that the compiler understands, for the beginning of `items`."""
    letters = _letters(items)
    if len(letters) > 1:
        # In a group, after which the engine does not skip the letters.
        return [(_constants.SUBPATTERN, (1, 0, 0, _parser.SubPattern(state, letters)))]
    found = _first(items)
    return [(_constants.IN, list(dict.fromkeys(found)))] if found else []


def _letters(items: Iterable[_Item]) -> list[_Item]:
    """The letters with which every match of `items` begins."""
    letters = []
    for op, argument in items:
        if op is _constants.LITERAL:
            letters.append((op, argument))
        elif op not in _WITHOUT_WIDTH:
            break
    return letters


def _first(items: Iterable[_Item]) -> list[_Item] | None:
    """What the first character of a match can be; None if it can be any, or nothing."""
    found: list[_Item] = []
    for op, argument in items:
        if op in _WITHOUT_WIDTH:
            continue
        more = _first_of((op, argument))
        if more is None:
            return None
        found += more
        if not (op in _REPEATS and argument[0] == 0):
            return found
    return None


def _first_of(item: _Item) -> list[_Item] | None:
    op, argument = item
    if op is _constants.LITERAL:
        return [(op, argument)]
    if op is _constants.IN:
        return None if argument[0][0] is _constants.NEGATE else list(argument)
    if op is _constants.BRANCH:
        parts = [_first(items) for items in argument[1]]
        known = [part for part in parts if part is not None]
        return list(chain(*known)) if len(known) == len(parts) else None
    if op in _REPEATS:
        return _first(argument[2])
    if op is _constants.SUBPATTERN and not argument[1] and not argument[2]:
        return _first(argument[3])
    return None

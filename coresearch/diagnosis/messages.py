"""Messages as they are said, with what changes in them between « and »."""

from __future__ import annotations

import re


def plain(message: str) -> str:
    """The message as a log has it."""
    return _bare(message).replace("«", "").replace("»", "")


def longest(message: str) -> str:
    """The longest part that never changes."""
    parts = _bare(message).replace("»", "«").split("«")
    return max(parts[::2], key=len)


def expression(message: str) -> str:
    """What finds it: each part that changes is a group.

    A message that begins with ^ or ends with $ is the whole of its line there.
    """
    parts = _bare(message).replace("»", "«").split("«")
    made = "".join(
        re.escape(part) if number % 2 == 0 else r"([^\n]{0,300}?)"
        for number, part in enumerate(parts)
    )
    if message.endswith(("»", "$")):
        made += r"(?=\n|$)"
    return ("^" if message.startswith("^") else "") + made


def _bare(message: str) -> str:
    return message.removeprefix("^").removesuffix("$")


_LEAST = 4
"""Letters of a text that is worth to be looked for."""


def certain(expression: str) -> tuple[str, ...]:
    """For each alternative of an expression a text without which it finds nothing.

    Empty where one of them has none. What stands in groups is left out: it may be
    optional, or one of several.
    """
    if expression.startswith("(?i"):
        return ()
    found: list[str] = []
    for alternative in _alternatives(expression):
        best = max(_runs(alternative), key=len, default="")
        if len(best) < _LEAST:
            return ()
        found.append(best)
    return tuple(found)


def _alternatives(expression: str) -> list[list[str]]:
    """The signs of each, with "" for what is no certain letter."""
    made: list[list[str]] = [[]]
    depth, at = 0, 0
    while at < len(expression):
        sign = expression[at]
        length, letter = 1, ""
        if sign == "\\":
            length = 2
            letter = "" if expression[at + 1].isalnum() else expression[at + 1]
        elif sign == "[":
            length = _class_end(expression, at) - at
        elif sign in "?*{" and made[-1]:
            made[-1][-1] = ""  # what stands before it may be left out
            length = expression.index("}", at) + 1 - at if sign == "{" else 1
        elif sign not in "().^$+|":
            letter = sign
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and depth == 0:
            made.append([])
        else:
            made[-1].append(letter if depth == 0 else "")
        at += length
    return made


def _class_end(expression: str, start: int) -> int:
    at = start + 1 + (expression[start + 1] == "^")
    at += 2 if expression[at] == "\\" else 1  # a bracket that is first is of the class
    while expression[at] != "]":
        at += 2 if expression[at] == "\\" else 1
    return at + 1


def _runs(signs: list[str]) -> list[str]:
    runs = [""]
    for sign in signs:
        if sign:
            runs[-1] += sign
        elif runs[-1]:
            runs.append("")
    return runs

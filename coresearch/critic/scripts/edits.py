"""Edits to a script, in whole lines of its file."""

from __future__ import annotations

import ast
import json

from coresearch.core.edits import Replacement
from coresearch.critic.scripts.source import Script

Edit = tuple[Replacement, ...]


def line_replaced(script: Script, node: ast.AST, text: str) -> Edit:
    """The one line of `node` with `text` in its place, as far indented."""
    number = int(getattr(node, "lineno", 0))
    line = script.lines[number - 1]
    indent = line[: len(line) - len(line.lstrip())]
    first, *rest = text.split("\n")
    return line_put(script, number, [indent + first, *rest])


def lines_added(script: Script, after: int, lines: list[str]) -> Edit:
    """`lines` after the line of this number (from 1)."""
    return line_put(script, after, [script.lines[after - 1], *lines])


def line_put(script: Script, number: int, new: list[str]) -> Edit:
    """The line of this number (from 1) put as `new`, in the file's own spelling.

    No edit, where the file does not have the line on a line of its own.
    """
    old, place = script.lines[number - 1], script.places[number - 1]
    raw = script.source.splitlines(keepends=True)[place - 1]
    end = raw[len(raw.rstrip("\r\n")) :] or "\n"
    if not script.is_notebook:
        if raw.rstrip("\r\n") != old:
            return ()
        text = "".join(line + end for line in new)
        return (Replacement(search=raw, replace=text, line=place),)
    return _in_json(old, new, raw, end, place)


def _in_json(old: str, new: list[str], raw: str, end: str, place: int) -> Edit:
    """A line of a notebook's cell, which is a string on a line of the file."""
    body = raw.strip().rstrip(",")
    indent = raw[: len(raw) - len(raw.lstrip())]
    tail = raw[len(indent) + len(body) :]
    for closing in ("\n", ""):
        for plain in (True, False):
            if json.dumps(old + closing, ensure_ascii=plain) != body:
                continue
            lines = [f"{line}\n" for line in new[:-1]] + [new[-1] + closing]
            spelled = [json.dumps(line, ensure_ascii=plain) for line in lines]
            text = "".join(f"{indent}{line},{end}" for line in spelled[:-1])
            text += f"{indent}{spelled[-1]}{tail}"
            return (Replacement(search=raw, replace=text, line=place),)
    return ()

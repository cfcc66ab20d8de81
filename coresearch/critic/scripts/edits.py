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
    return _lines(script, number, [indent + text.split("\n")[0], *text.split("\n")[1:]])


def lines_added(script: Script, after: int, lines: list[str]) -> Edit:
    """`lines` after the line of this number (from 1)."""
    return _lines(script, after, [script.lines[after - 1], *lines])


def _lines(script: Script, number: int, new: list[str]) -> Edit:
    """The line of this number put as `new`; none where the file has it otherwise."""
    old = script.lines[number - 1]
    place = script.places[number - 1]
    raw = script.source.splitlines(keepends=True)[place - 1]
    if not script.is_notebook:
        if raw.rstrip("\r\n") != old:
            return ()
        end = raw[len(old) :] or "\n"
        return (Replacement(search=raw, replace="".join(x + end for x in new), line=place),)
    body = raw.strip().rstrip(",")
    for piece, ascii_only in ((old + "\n", True), (old + "\n", False)):
        if json.dumps(piece, ensure_ascii=ascii_only) == body:
            indent = raw[: len(raw) - len(raw.lstrip())]
            tail = raw[len(indent) + len(body) :]
            spelled = [json.dumps(x + "\n", ensure_ascii=ascii_only) for x in new]
            text = "".join(f"{indent}{x},{_end(raw)}" for x in spelled[:-1])
            text += f"{indent}{spelled[-1]}{tail}"
            return (Replacement(search=raw, replace=text, line=place),)
    return ()


def _end(raw: str) -> str:
    return "\r\n" if raw.endswith("\r\n") else "\n"

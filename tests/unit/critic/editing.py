"""Edits applied as the gate would apply them: whole lines, at their line."""

from __future__ import annotations


def applied(text, edit):
    lines = text.split("\n")
    lines = [line + "\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
    for replacement in sorted(edit, key=lambda r: -r.line):
        size = len(_split(replacement.search))
        at = replacement.line - 1
        assert "".join(lines[at : at + size]) == replacement.search
        lines[at : at + size] = [replacement.replace]
    return "".join(lines)


def _split(text):
    parts = text.split("\n")
    return parts[:-1] if parts[-1] == "" else parts

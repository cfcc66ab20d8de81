"""Which package a frame belongs to, and who called whom on the way to an error."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from coresearch.diagnosis.failures import Frame, Raised

_INSTALLED = re.compile(r"/(?:site|dist)-packages/([A-Za-z_]\w*)(?:\.py$|/|\.)")


def package_of(frame: Frame) -> str:
    """The top module of an installed package; empty for own code and Python's."""
    found = _INSTALLED.search(frame.path.replace("\\", "/"))
    return found[1] if found else ""


def packages(raised: Raised) -> list[str]:
    """The installed packages on the way, the outermost first, each once in a row."""
    found: list[str] = []
    for frame in raised.frames:
        name = package_of(frame)
        if name and found[-1:] != [name]:
            found.append(name)
    return found


def inner_package(raised: Raised) -> str:
    """The package in whose code it was raised; empty if that is none."""
    return package_of(raised.frames[-1]) if raised.frames else ""


def called(raised: Raised) -> Frame | None:
    """The first frame of a library after the last own one: what own code called."""
    frames: Sequence[Frame] = raised.frames
    own = [number for number, frame in enumerate(frames) if not frame.is_library]
    after = own[-1] + 1 if own else len(frames)
    return frames[after] if after < len(frames) else None


def arguments_in(code: str) -> list[str]:
    """The names that a line of code hands to calls, at most four."""
    for text in (code, f"{code}\n    pass", code.removeprefix("return ")):
        try:
            tree = ast.parse(text)
        except (SyntaxError, ValueError):
            continue
        given = [
            word
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            for word in [*node.args, *(one.value for one in node.keywords)]
            if isinstance(word, ast.Name | ast.Attribute)
        ]
        return list(dict.fromkeys(ast.unparse(word) for word in given))[:4]
    return []

"""Reads the table of awkward replies: one file each, with what must come of it.

A file begins with a line that says what is awkward; then follow sections, each begun by
a line `%%% name …`:

- `file PATH …`: a file of the repository before. `crlf`, `bom` and `open` (no newline
  at the end) say how its bytes differ from what is shown.
- `reply …`: what the model wrote. `crlf`: with such line ends; `cut`: it was stopped.
- `expect`: YAML. `suggestions`: the titles; `problems`: for each a part of its reason;
  `prose`: parts of the notes; and for the first suggestion `confidence`, `severity`,
  `reason`, `question`, `details`, `would_change_mind`, `cheapest_test`, `evidence`
  (`path:line quote`), `run`, `expected`, `cost`, `how` (the strategies by
  which its places were found).
- `after PATH …`: a file after every suggestion was accepted. A file that is not named
  is as it was; `gone PATH` has no file.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "cases"
_SECTION = re.compile(r"^%%% (.+)\n", re.M)


@dataclass
class Case:
    """One awkward reply."""

    name: str
    what: str
    reply: str = ""
    is_cut: bool = False
    files: dict[str, bytes] = field(default_factory=dict)
    after: dict[str, bytes | None] = field(default_factory=dict)
    expect: dict[str, Any] = field(default_factory=dict)


def load(path: Path) -> Case:
    """The case in one file."""
    what, *sections = _SECTION.split(path.read_text(encoding="utf-8"))
    case = Case(path.stem, what.strip())
    for header, body in zip(sections[::2], sections[1::2], strict=True):
        kind, *words = shlex.split(header)
        match kind:
            case "file":
                case.files[words[0]] = _bytes(body, words[1:])
            case "after":
                case.after[words[0]] = _bytes(body, words[1:])
            case "gone":
                case.after[words[0]] = None
            case "reply":
                case.reply = _bytes(body, words).decode()
                case.is_cut = "cut" in words
            case "expect":
                case.expect = yaml.safe_load(body) or {}
            case _:
                raise ValueError(f"{path.name}: {header}")
    return case


def _bytes(body: str, words: list[str]) -> bytes:
    if "open" in words:
        body = body.removesuffix("\n")
    if "crlf" in words:
        body = body.replace("\n", "\r\n")
    return (b"\xef\xbb\xbf" if "bom" in words else b"") + body.encode()


CASES = [load(path) for path in sorted(FOLDER.glob("*.txt"))]

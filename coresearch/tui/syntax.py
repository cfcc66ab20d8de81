"""Code in the inks of its language, a few lines at a time.

What is read is the lines that are shown, not the file: a text in triple quotes that
begins above them is not known to be one. That is the price of a long diff that opens
at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from coresearch.tui.ink import Ink

if TYPE_CHECKING:
    from pygments.lexer import Lexer

Piece = tuple[str, Ink]

_LEXERS = {
    ".py": ("python", "PythonLexer"), ".pyi": ("python", "PythonLexer"),
    ".ipynb": ("data", "JsonLexer"), ".json": ("data", "JsonLexer"),
    ".yaml": ("data", "YamlLexer"), ".yml": ("data", "YamlLexer"),
    ".toml": ("configs", "TOMLLexer"), ".cfg": ("configs", "IniLexer"),
    ".ini": ("configs", "IniLexer"), ".sh": ("shell", "BashLexer"),
    ".c": ("c_cpp", "CLexer"), ".h": ("c_cpp", "CLexer"), ".cu": ("c_cpp", "CppLexer"),
    ".cc": ("c_cpp", "CppLexer"), ".cpp": ("c_cpp", "CppLexer"),
    ".rs": ("rust", "RustLexer"), ".r": ("r", "SLexer"), ".jl": ("julia", "JuliaLexer"),
    ".js": ("javascript", "JavascriptLexer"),
}  # fmt: skip
"""By the end of a name: to look through all that there are takes half a second."""

_INKS = (
    ("Comment", Ink.COMMENT),
    ("Literal.String", Ink.STRING),
    ("Literal.Number", Ink.NUMBER),
    ("Keyword", Ink.KEYWORD),
    ("Operator.Word", Ink.KEYWORD),
    ("Name.Function", Ink.NAME),
    ("Name.Class", Ink.NAME),
    ("Name.Decorator", Ink.NAME),
    ("Name.Tag", Ink.NAME),
)


@cache
def lexer_for(path: str) -> Lexer | None:
    """What reads the language of a file; None for one that is not known."""
    module, name = _LEXERS.get(PurePosixPath(path).suffix.lower(), ("", ""))
    if not module:
        return None
    kind = getattr(import_module(f"pygments.lexers.{module}"), name)
    lexer: Lexer = kind(stripnl=False, ensurenl=False)
    return lexer


def inked(lines: Sequence[str], lexer: Lexer) -> list[list[Piece]]:
    """Each of some lines of code in pieces; together they are the line, unchanged."""
    found: list[list[Piece]] = [[]]
    for kind, text in lexer.get_tokens("\n".join(lines)):
        ink = _ink_of(str(kind))
        first, *rest = text.split("\n")
        if first:
            found[-1].append((first, ink))
        for part in rest:
            found.append([(part, ink)] if part else [])
    return found


@cache
def _ink_of(kind: str) -> Ink:
    kind = kind.removeprefix("Token.")
    return next((ink for name, ink in _INKS if kind.startswith(name)), Ink.TEXT)

"""Text that would take over a terminal, or read as what it is not, is made harmless."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coresearch.core.diffs import shown_hunks
from coresearch.core.edits import Modify, Replacement
from coresearch.core.text import one_line, printable, shorten
from coresearch.workbench.decide import Ruling, accept
from coresearch.workbench.reverse import undo
from tests.gate.steps import show

BIDI = {0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
"""The characters with Unicode's property Bidi_Control."""

HOSTILE = {
    "clear the screen": "\x1b[2J\x1b[H",
    "a colour, C1": "\x9b31mred",
    "set the clipboard": "\x1b]52;c;cm0gLXJmIH4=\x07",
    "set the clipboard, C1": "\x9d52;c;cm0gLXJmIH4=\x9c",
    "a link": "\x1b]8;;http://example.org\x1b\\here\x1b]8;;\x1b\\",
    "a device string": "\x1bPq#0\x1b\\",
    "answer back": "\x05\x1b[c",
    "over the line": "rm -rf ~\recho fine",
    "backspaces": "rm\b\becho",
    "bidirectional override": "access = '\u202e\u2066user\u2069 \u2066'",
    "null": "a\0b",
    "delete": "a\x7fb",
    "new page": "a\x0cb",
    "line separators": "a\u2028b\u2029c\x85d",
}


def unsafe(text: str) -> set[str]:
    """The characters of `text` that a terminal would obey."""
    return {
        character
        for character in text
        if (unicodedata.category(character) == "Cc" and character not in "\n\t")
        or ord(character) in BIDI
        or character in "\u2028\u2029"
    }


@settings(deadline=None, max_examples=60)
@given(st.text() | st.text(st.characters(categories=["Cc", "Cf", "Zl", "Zp", "Cs"])))
def test_nothing_that_a_terminal_obeys_is_printed(text):
    assert unsafe(printable(text)) == set()
    assert unsafe(one_line(text)) == set()
    assert "\n" not in one_line(text)
    assert unsafe(shorten(text, 20)) == set()


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_shown_whole_and_lands_as_it_is(project, text):
    if "\0" in text:
        text = text.replace("\0", "\x01")  # a file with a NUL is no text: refused
    file = project.root / "a.md"
    file.write_bytes(b"one\n")
    change = Replacement("one\n", f"{text}\n")
    shown = show(project, Modify("a.md", (change,)), title=f"Do {text} now")
    lines = [line for hunk in shown_hunks(shown.changes) for line in hunk.lines]
    seen = "\n".join(map(printable, [shown.suggestion.title, *lines]))
    assert unsafe(seen) == set()
    assert shown.suggestion.title == f"Do {text} now"
    accept(project, shown, Ruling(f"because {text}"))
    assert file.read_bytes() == f"{text}\n".encode()
    undo(project)
    assert file.read_bytes() == b"one\n"
    # Nothing of it is lost from sight: every visible character is still there.
    for character in text:
        if character.isprintable() and ord(character) not in BIDI:
            assert character in seen


@settings(deadline=None, max_examples=60)
@given(st.text(), st.integers(2, 30))
def test_a_shortened_text_is_a_beginning(text, width):
    short = shorten(text, width)
    if short.endswith("…"):
        assert one_line(text).startswith(short.removesuffix("…").rstrip())

"""The document names every key, as the tables of the program have it."""

from __future__ import annotations

from pathlib import Path

from coresearch.tui.commands import COMMANDS
from coresearch.tui.keys import by_place, shown

DOCUMENT = Path(__file__).parents[2] / "docs" / "tui.md"


def test_the_document_has_every_key():
    text = DOCUMENT.read_text()
    for place, keys in by_place():
        assert f"### {place.value}" in text
        for key in keys:
            pressed = shown(key, {}).replace("|", "\\|")
            assert f"| `{key.id}` | {pressed} | {key.help} |" in text


def test_every_command_has_a_help_that_fits():
    assert all(len(command.help) + len(command.usage) < 68 for command in COMMANDS)

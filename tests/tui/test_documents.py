"""The document names every key, as the tables of the program have it."""

from __future__ import annotations

from pathlib import Path

from coresearch.tui.commands import COMMANDS
from coresearch.tui.keys import KEYS, Place, by_place, shown

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


def test_no_key_does_two_things_in_one_place():
    for place, keys in by_place():
        names = [name for key in keys for name in key.keys.split(",")]
        everywhere = [
            name
            for key in KEYS
            if key.place is Place.ANYWHERE and key.priority
            for name in key.keys.split(",")
        ]
        if place is not Place.ANYWHERE:
            names += everywhere
        assert len(names) == len(set(names)), place
    assert len({key.id for key in KEYS}) == len(KEYS)

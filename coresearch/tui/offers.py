"""What can complete what was begun: commands, files, what was sent before."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Sequence

from coresearch.core.fuzzy import closest
from coresearch.core.text import shorten
from coresearch.tui.commands import COMMANDS
from coresearch.tui.desk import Desk
from coresearch.tui.widgets.completions import MOST

Offer = tuple[str, str]
"""What is put into the prompt, and what it is."""

_STAYS = 10.0
"""Seconds for which the list of files is good."""


class Offers:
    """Finds completions; files are asked for in a thread, and kept for a while."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._files: list[str] = []
        self._read = -_STAYS

    async def found(self, kind: str, word: str, sent: Sequence[str]) -> list[Offer]:
        """What there is of a kind; nothing for no kind."""
        match kind:
            case "/":
                return _commands(word)
            case "history":
                return [(one, "") for one in closest(word.strip(), sent[::-1], MOST)]
            case "@" | "file":
                return await self._named(word, "@" if kind == "@" else "")
        return []

    async def _named(self, word: str, mark: str) -> list[Offer]:
        if time.monotonic() - self._read > _STAYS:
            self._files = await asyncio.to_thread(self._listed)
            self._read = time.monotonic()
        names = await asyncio.to_thread(closest, word, self._files, MOST)
        return [(f"{mark}{name}", "") for name in names]

    def _listed(self) -> list[str]:
        """Every file that git knows or would, from where the person stands."""
        from coresearch.repo.survey import sendable

        found = sendable(self._desk.root, ["**"])
        here = os.path.relpath(self._desk.start.resolve(), self._desk.root.resolve())
        if here == ".":
            return found
        return [os.path.relpath(name, here) for name in found]


def _commands(word: str) -> list[Offer]:
    names = [command for command in COMMANDS if command.name.startswith(word)]
    return [
        (f"/{one.name}", shorten(f"{one.usage}  {one.help}".strip(), 70))
        for one in names[:MOST]
    ]

"""What can complete what was begun: commands, files, what was sent before."""

from __future__ import annotations

import asyncio
import math
import os
import time
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path

from coresearch.core.errors import NoRepository
from coresearch.core.fuzzy import Names, closest
from coresearch.core.text import shorten
from coresearch.repo.survey import known, tracked
from coresearch.tui.commands import COMMANDS
from coresearch.tui.desk import Desk
from coresearch.tui.widgets.completions import MOST

Offer = tuple[str, str]
"""What is put into the prompt, and what it is."""

_STAYS = 10.0
"""Seconds after which the files are listed anew."""
_PATIENCE = 0.05
"""Seconds; where git takes longer for all files, those that it tracks come first."""


class Offers:
    """Finds completions; files are listed in a thread, and those before offered until
    that has ended."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._files = Names(())
        self._has_files = False
        self._listed_at = -math.inf
        self._listing: asyncio.Task[None] | None = None

    def prepare(self) -> None:
        """Have the files listed, so that the first is found as fast as the next."""
        self._listed_at = time.monotonic()
        self._listing = asyncio.create_task(self._list_all())

    async def found(self, kind: str, word: str, sent: Sequence[str]) -> list[Offer]:
        """What there is of a kind; nothing for no kind."""
        match kind:
            case "/":
                return _commands(word)
            case "history":
                return [(one, "") for one in closest(word.strip(), sent[::-1], MOST)]
            case "@" | "file":
                await self._list_files()
                mark = "@" if kind == "@" else ""
                names = await asyncio.to_thread(self._files.closest, word, MOST)
                return [(f"{mark}{name}", "") for name in names]
        return []

    async def _list_files(self) -> None:
        """Have the files listed anew, if it was long ago; wait only for the first."""
        if time.monotonic() - self._listed_at > _STAYS:
            self.prepare()
        if self._listing is None or self._has_files or self._listing.done():
            return
        await asyncio.wait({self._listing}, timeout=_PATIENCE)
        if not self._listing.done():
            files = await asyncio.to_thread(self._named_from_here, tracked)
            if not self._has_files:
                self._files, self._has_files = files, True

    async def _list_all(self) -> None:
        self._files = await asyncio.to_thread(self._named_from_here, known)
        self._has_files = True

    def _named_from_here(self, listed: Callable[[Path], list[str]]) -> Names:
        """Files as the person would name them from where they stand."""
        try:
            found = listed(self._desk.root)
        except NoRepository:  # it was moved away
            return Names(())
        here = os.path.relpath(self._desk.start.resolve(), self._desk.root.resolve())
        if here != ".":
            prefix = cache(partial(_prefix, here))
            split = (name.rpartition("/") for name in found)
            found = [f"{prefix(above)}{own}" for above, _, own in split]
        return Names(sorted(found, key=_is_hidden))


def _is_hidden(name: str) -> bool:
    return name.startswith(".") and not name.startswith("../")


def _prefix(here: str, folder: str) -> str:
    """What stands before the names of a folder's files, as seen from another."""
    seen = os.path.relpath(folder or ".", here)
    return "" if seen == "." else f"{seen}/"


def _commands(word: str) -> list[Offer]:
    names = [command for command in COMMANDS if command.name.startswith(word)]
    return [
        (f"/{one.name}", shorten(f"{one.usage}  {one.help}".strip(), 70))
        for one in names[:MOST]
    ]

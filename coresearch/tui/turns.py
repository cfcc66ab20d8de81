"""Keys, one after the other: each goes to where the one before it has led.

A key that moves the focus is dealt with by the parts of the screen, each at its own
pace. One that was pressed right behind it would still go to where the focus was: of
`/seeds` the first letters would be lost, and in a list they would be commands.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App
    from textual.events import Event
    from textual.message_pump import MessagePump

_PATIENCE = 1.0
"""Seconds after which the next key comes, whatever has become of the one before it."""


class Turns:
    """Holds keys back until the one before them has been dealt with."""

    def __init__(
        self, app: App[int], deal_with: Callable[[Event], Awaitable[None]]
    ) -> None:
        """`deal_with` is given one key after the other, on the event loop."""
        self._app = app
        self._deal_with = deal_with
        self._held: deque[Event] = deque()
        self._turn = 0
        """The number of the key that is dealt with."""
        self._is_taken = True  # nobody is there yet who could take a key
        self._impatience: asyncio.TimerHandle | None = None

    def begin(self) -> None:
        """There is somebody to take keys: also those that came before."""
        self._finish(self._turn)

    async def take(self, key: Event) -> None:
        """Deal with a key, now or when it is its turn."""
        self._held.append(key)
        await self._go_on()

    async def _go_on(self) -> None:
        while self._held and not self._is_taken:
            self._is_taken = True
            self._turn += 1
            way = self._way()
            await self._deal_with(self._held.popleft())
            loop = asyncio.get_running_loop()
            if self._impatience is not None:
                self._impatience.cancel()
            self._impatience = loop.call_later(_PATIENCE, self._finish, self._turn)
            self._follow(way, self._turn)

    def _way(self) -> deque[MessagePump]:
        """Which parts may have to do with a key.

        From what has the focus up to the application. A part may send itself a message
        about it first, and so the first and the last are waited for twice.
        """
        first = self._app.focused or self._app.screen
        return deque([first, *first.ancestors_with_self, self._app])

    def _follow(self, way: deque[MessagePump], turn: int) -> None:
        """Wait until each part has done what came before this."""
        while way:
            if way.popleft().call_later(self._follow, way, turn):
                return
        # What is in front now has to know where its focus is.
        if not self._app.screen.call_later(self._finish, turn):
            self._finish(turn)

    def _finish(self, turn: int) -> None:
        if turn == self._turn and self._is_taken:
            self._is_taken = False
            self._app.call_later(self._go_on)

"""How long a suggestion has been looked at, and whether a key may decide about it yet.

A key that was meant for something else must not decide. So none counts in the half
second after a suggestion came into view, none that follows another key faster than a
person types, and none of a key that is held down: each that is refused starts the half
second anew.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.events import Key
    from textual.widget import Widget


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds that the interface waits before it takes a key for a decision."""

    grace: float = 0.5
    """After a suggestion came into view."""
    burst: float = 0.1
    """Before and after a decision key; what comes faster was not typed."""


class Clock:
    """The time, in seconds, as decisions go by it."""

    def now(self) -> float:
        """The time now."""
        return time.monotonic()

    def pressed(self, key: Key) -> float:
        """When a key was pressed, which is before anybody gets to know of it."""
        return key.time

    def after(self, widget: Widget, seconds: float, do: Callable[[], None]) -> None:
        """Do something later, behind all keys that have come until then."""
        widget.set_timer(seconds, lambda: widget.app.call_later(do))


class View:
    """The time for which one thing has been in view."""

    def __init__(self, patience: Patience, clock: Clock) -> None:
        """Nothing is in view yet."""
        self._patience = patience
        self._clock = clock
        self._what: object = None
        self._before = 0.0
        """Seconds in view until it was last out of view."""
        self._since: float | None = None
        self._counts_from = 0.0

    def show(self, what: object) -> None:
        """From now on, `what` is in view; if it was already, nothing changes."""
        now = self._clock.now()
        if what != self._what:
            self._what, self._before, self._since = what, 0.0, None
        if self._since is None:
            self._since = now
            self._counts_from = now + self._patience.grace

    def hide(self) -> None:
        """It is out of view: another window, another screen."""
        if self._since is not None:
            self._before += self._clock.now() - self._since
            self._since = None

    @property
    def is_in_view(self) -> bool:
        """Whether it is in view now."""
        return self._since is not None

    @property
    def seconds(self) -> float:
        """For how long it has been in view."""
        current = 0.0 if self._since is None else self._clock.now() - self._since
        return self._before + current

    def takes_key(self, pressed: float, before: float) -> bool:
        """Whether a decision key counts that was pressed at one moment, after another.

        `before` is when the key before it was pressed.
        """
        if self._since is None:
            return False
        is_typed = pressed - before >= self._patience.burst
        if is_typed and pressed >= self._counts_from:
            return True
        self._counts_from = max(self._counts_from, pressed + self._patience.grace)
        return False


class Keystrokes:
    """When the last two keys were pressed, and how many there were."""

    def __init__(
        self, patience: Patience | None = None, clock: Clock | None = None
    ) -> None:
        """No key yet; by a clock of the caller's own, if there is one."""
        self.patience = patience or Patience()
        self.clock = clock or Clock()
        self.last = self.before = -1e9
        self.count = 0

    def note(self, key: Key) -> None:
        """A key was pressed."""
        self.before, self.last = self.last, self.clock.pressed(key)
        self.count += 1

    @property
    def is_typed(self) -> bool:
        """Whether the last key came as slowly after the other as people type."""
        return self.last - self.before >= self.patience.burst

"""The page of the suggestion that is looked at: what is decided about is what it shows.

It also knows for how long that has been in view, which hunks are chosen, and which
version is shown: what was proposed, or what the person made of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.reactive import var

from coresearch.tui.choice import Choice
from coresearch.tui.ink import Ink, line
from coresearch.tui.look import Look
from coresearch.tui.view import Keystrokes, View
from coresearch.tui.widgets.page import Block, Page

if TYPE_CHECKING:
    from coresearch.workbench.decide import Presented


@dataclass(frozen=True, slots=True)
class Mine:
    """What the person made of a suggestion in their editor."""

    shown: Presented
    folder: str
    """Where their text is kept until they accept it."""


class Detail(Page):
    """One suggestion whole."""

    choice: var[Choice] = var(Choice(0), init=False)
    diff: var[Look] = var(Look(), init=False)
    """How a change is shown; that changes nothing about what it is."""

    def __init__(self, keystrokes: Keystrokes, drawn: Callable[[], None]) -> None:
        """`drawn` is called when what is shown has been drawn."""
        super().__init__(id="detail")
        self.shown: Presented | None = None
        """Exactly what is on the screen, and so what a key decides about."""
        self.digits = 7
        """Of an id, as it is shown."""
        self.view = View(keystrokes.patience, keystrokes.clock)
        self._is_drawn = False
        self._on_drawn = drawn
        self._mine: dict[str, Mine] = {}
        self._lowest = 0.0
        """The row below the last one that came into view."""
        self.covered: frozenset[str] = frozenset()
        """Of these the person says their own word before they see them."""
        self.key_of_cover = "f"
        self._shows_mine = True

    def on_mount(self) -> None:
        self.show_nothing()

    # -- what is shown ----------------------------------------------------------------

    def show(self, shown: Presented) -> None:
        """Show this suggestion, or what the person made of it."""
        mine = self._mine.get(shown.id)
        if mine is not None and self._shows_mine:
            shown = mine.shown
        before = self.shown
        if before is not None and _same(before, shown):
            return
        if before is None or before.id != shown.id or before.changes != shown.changes:
            self.set_reactive(Detail.choice, Choice(len(shown.changes.hunks)))
        self.shown = shown
        has_changed = before is not None and before.id == shown.id
        self._lowest = 0.0
        self._draw(keep_place=has_changed, has_changed=has_changed and mine is None)
        self.view.hide()
        self._is_drawn = False
        self.call_after_refresh(self._drawn)

    @property
    def is_covered(self) -> bool:
        """Whether the person is asked for their own word first."""
        return self.shown is not None and self.shown.id in self.covered

    def uncover(self, id: str) -> None:
        """From now on show it; its time in view begins."""
        was_covered = self.is_covered
        self.covered -= {id}
        if was_covered and not self.is_covered:
            self._lowest = 0.0
            self._draw(keep_place=False)
            self.view.hide()
            self._is_drawn = False
            self.call_after_refresh(self._drawn)

    def forget(self) -> None:
        """What was shown is not looked at any more; what comes is on its way."""
        self.view.hide()
        self.shown = None

    def show_nothing(self) -> None:
        """There is nothing to look at."""
        self.forget()
        self.replace([lambda width: _NOTHING])

    def watch_choice(self, before: Choice, now: Choice) -> None:
        if self.shown is not None and before.total == now.total:
            self._draw(keep_place=True)

    def watch_diff(self) -> None:
        self._draw(keep_place=True)

    def _draw(self, *, keep_place: bool, has_changed: bool = False) -> None:
        from coresearch.tui.suggestion import banner, blocks, cover

        if self.shown is None:
            return
        if self.is_covered:
            self.replace(cover(self.shown, self.key_of_cover), keep_place=keep_place)
            return
        above: Sequence[Block] = ()
        if self.is_mine:
            above = banner("Your version. a accepts it; v shows what was proposed.")
        elif has_changed:
            above = banner("It has changed. This is what it would do now.", Ink.MEDIUM)
        self.replace(
            [*above, *blocks(self.shown, self.choice, self.digits, self.diff)],
            keep_place=keep_place,
        )

    # -- the person's own version -----------------------------------------------------

    def keep_mine(self, mine: Mine) -> None:
        """From now on show what the person made of a suggestion."""
        self._mine[mine.shown.id] = mine
        self._shows_mine = True

    def forget_mine(self, id: str) -> Mine | None:
        """The person's own version is no longer needed; which that was."""
        return self._mine.pop(id, None)

    def mine_of(self, id: str) -> Mine | None:
        """The person's own version of a suggestion, if there is one."""
        return self._mine.get(id)

    @property
    def is_mine(self) -> bool:
        """Whether the person's own version is shown."""
        mine = self._mine.get(self.shown.id) if self.shown else None
        return mine is not None and mine.shown is self.shown

    def turn(self) -> bool:
        """From the person's version to what was proposed; whether there are two."""
        if self.shown is None or self.shown.id not in self._mine:
            return False
        self._shows_mine = not self.is_mine
        return True

    # -- in view ----------------------------------------------------------------------

    def see(self, is_seen: bool) -> None:
        """Whether the person can see this screen. To be called often: it costs nothing.

        What is looked at is in view while it has a place on the screen and has been
        drawn there.
        """
        if self.shown is None or not self._is_drawn:
            return
        if is_seen and self.display and self.size.height:
            self.view.show((id(self.shown), self.is_covered))
            self._lowest = max(self._lowest, self.scroll_y + self.size.height)
        else:
            self.view.hide()

    @property
    def was_seen_whole(self) -> bool:
        """Whether the person has scrolled to its end."""
        return self._lowest >= self.virtual_size.height

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if self.view.is_in_view:
            self._lowest = max(self._lowest, new_value + self.size.height)

    def _drawn(self) -> None:
        self._is_drawn = True
        self._on_drawn()

    # -- hunks ------------------------------------------------------------------------

    @property
    def hunks(self) -> list[int] | None:
        """The numbers of those chosen; None for all."""
        return None if self.is_mine else self.choice.chosen

    def toggle(self, number: int) -> None:
        """Choose a hunk, or leave it out; 0 is the one that is marked."""
        if self.choice.total > 1 and not self.is_mine:
            self.choice = self.choice.toggled(number or self.choice.marked)
            self._see_hunk()

    def move_hunk(self, step: int) -> None:
        """Mark another hunk."""
        if not self.is_mine:
            self.choice = self.choice.moved(step)
            self._see_hunk()

    def _see_hunk(self) -> None:
        for row, text in self.first_rows():
            if text.startswith("› ["):
                self.see_row(row)
                return


def _same(one: Presented, other: Presented) -> bool:
    """Whether both look the same."""
    return (one.entry, one.changes, one.run, str(one.refusal)) == (
        other.entry,
        other.changes,
        other.run,
        str(other.refusal),
    )


_NOTHING = [
    line(("Nothing waits for your decision.", Ink.QUIET)),
    (),
    line(("/critique plan.md asks the rules,", Ink.QUIET)),
    line(("and a question asks a model.", Ink.QUIET)),
]

"""The inbox: what waits, the one that is looked at, and the keys that decide."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from textual import events, getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static

from coresearch.tui.desk import Inbox
from coresearch.tui.keys import Place, bindings
from coresearch.tui.look import LEAST_ABREAST
from coresearch.tui.view import Keystrokes
from coresearch.tui.widgets.detail import Detail
from coresearch.tui.widgets.first import First, Same
from coresearch.tui.widgets.reason import Reason
from coresearch.tui.widgets.rows import Row, Rows
from coresearch.tui.wishes import (
    AnsweredFirst,
    Compared,
    EditWanted,
    Looked,
    Reversed,
    Ruled,
    TooEarly,
)

if TYPE_CHECKING:
    from coresearch.core.first_answers import OwnFinding
    from coresearch.workbench.decide import Presented


def _first_new(before: Inbox, now: Inbox) -> str | None:
    """The first that has come since; none where nothing was shown before."""
    known = {entry.id for entry in before.rows}
    new = [entry.id for entry in now.rows if entry.id not in known]
    return new[0] if new and known else None


class InboxPane(Vertical):
    """What waits, and one of it whole."""

    BINDINGS = bindings(Place.INBOX)

    rows = getters.query_one("#waiting", Rows)
    detail = getters.query_one("#detail", Detail)

    def __init__(
        self,
        keystrokes: Keystrokes,
        drawn: Callable[[], None],
        changed_keys: Mapping[str, str],
    ) -> None:
        """`drawn` is called when what is looked at has been drawn."""
        super().__init__(id="inbox")
        self.inbox = Inbox()
        self._new: str | None = None
        """The first that came since it was gone to what is new."""
        self._keystrokes = keystrokes
        self._drawn = drawn
        self._changed_keys = changed_keys
        self._uncovered: frozenset[str] = frozenset()
        """What the person has said their own word on here, or wanted without."""

    def compose(self) -> ComposeResult:
        yield Static("Inbox", id="inbox-title", markup=False)
        yield Rows(id="waiting")
        yield Detail(self._keystrokes, self._drawn)
        yield Reason(self._keystrokes, self._changed_keys)
        yield First()
        yield Same(self._keystrokes)

    # -- what is shown ----------------------------------------------------------------

    def set_inbox(self, inbox: Inbox, look_at: str | None = None) -> None:
        """Show what waits now; `look_at` is looked at, if it is there."""
        from coresearch.tui.suggestion import place_column, row

        before, self.inbox = self.inbox, inbox
        self._new = self._new or _first_new(before, inbox)
        looks_the_same = (before.rows, before.total, before.digits) == (
            inbox.rows,
            inbox.total,
            inbox.digits,
        )
        if looks_the_same and look_at in (None, self.rows.marked):
            return
        self.detail.digits = inbox.digits
        self.detail.covered = covered = inbox.own_first - self._uncovered
        places = place_column(inbox.rows)
        self.rows.replace(
            [
                Row(one.id, partial(row, one, places, is_covered=one.id in covered))
                for one in inbox.rows
            ],
            look_at,
        )
        self.rows.styles.height = max(len(inbox.rows), 1)
        self._say_title()
        if not inbox.rows:
            self.detail.show_nothing()

    def go_to_new(self) -> None:
        """Look at what came since the last time, unless something is decided about."""
        new, self._new = self._new, None
        if new is not None and not self.has_focus_within:
            self.rows.go_to(new)

    def _say_title(self) -> None:
        total = self.inbox.total
        said = f"Inbox  {self.rows.place} of {total}" if self.inbox.rows else "Inbox"
        self.query_one("#inbox-title", Static).update(said)

    @on(Rows.Marked, "#waiting")
    def _look(self, message: Rows.Marked) -> None:
        message.stop()
        self._say_title()
        if message.id is None:
            self.detail.show_nothing()
        elif message.id != self.rows.marked:
            return  # the person has gone on since
        elif self.shown is None or self.shown.id != message.id:
            self.look_again()

    def look_again(self) -> None:
        """Have what is looked at presented anew."""
        if self.rows.marked is not None:
            self.detail.forget()
            self.post_message(Looked(self.rows.marked))

    @property
    def shown(self) -> Presented | None:
        """Exactly what is on the screen, and so what a key decides about."""
        return self.detail.shown

    def show(self, shown: Presented) -> None:
        """Show this suggestion, if it is still the one that is looked at."""
        if shown.id == self.rows.marked:
            self.detail.show(shown)

    # -- deciding ---------------------------------------------------------------------

    def _counts(self) -> bool:
        """Whether the key that was just pressed may decide."""
        keys = self._keystrokes
        if self.detail.is_covered:
            said = f"Your own word first: {self.detail.key_of_cover}."
            self.notify(said, markup=False, timeout=4)
            return False
        if self.shown and self.detail.view.takes_key(keys.last, keys.before):
            return True
        self.post_message(TooEarly())
        return False

    def _after_burst(self, wish: Message) -> None:
        """Send `wish` unless more keys follow faster than a person types."""
        keys, shown = self._keystrokes, self.shown
        count = keys.count

        def send() -> None:
            is_last = keys.count == count and self.shown is shown
            self.post_message(wish if is_last else TooEarly())

        keys.clock.after(self, keys.patience.burst, send)

    def _ruled(self, verdict: str, reason: str = "", *, asked: bool = False) -> Ruled:
        assert self.shown is not None
        detail = self.detail
        return Ruled(
            verdict,
            self.shown,
            detail.is_mine,
            detail.hunks,
            detail.view.seconds,
            reason,
            asked,
            detail.was_seen_whole,
        )

    def action_decide(self, verdict: str) -> None:
        if self._counts():
            self._after_burst(self._ruled(verdict))

    def action_reject(self) -> None:
        if self._counts() and self.shown is not None:
            self.query_one(Reason).open(self.shown)

    @on(Reason.Given)
    def _reject(self, message: Reason.Given) -> None:
        message.stop()
        self.rows.focus()
        if message.reason is not None and self.shown is message.about:
            self.post_message(self._ruled("reject", message.reason, asked=True))

    def action_reverse(self, what: str) -> None:
        if self._keystrokes.is_typed:
            self._after_burst(Reversed(what))

    # -- the person's own word first --------------------------------------------------

    def action_own_first(self) -> None:
        if self.detail.is_covered and self.shown is not None:
            self.query_one(First).open(self.shown)

    @on(First.Said)
    def _said_first(self, message: First.Said) -> None:
        message.stop()
        self.rows.focus()
        if message.text:
            self.post_message(AnsweredFirst(message.about, message.text))
        else:
            self.uncover(message.about)

    def uncover(self, about: Presented, own: OwnFinding | None = None) -> None:
        """Show what was covered, and ask whether it says what the person said."""
        self._uncovered |= {about.id}
        self.detail.uncover(about.id)
        self.set_inbox(self.inbox)
        if own is not None and self.shown is not None and self.shown.id == about.id:
            self.query_one(Same).open(about, own)
        elif own is not None:
            self.post_message(Compared(about, own, same=False))

    @on(Same.Judged)
    def _judged(self, message: Same.Judged) -> None:
        message.stop()
        if self.has_focus_within:
            self.rows.focus()
        self.post_message(Compared(message.about, message.own, message.same))

    # -- looking ----------------------------------------------------------------------

    def action_amend(self) -> None:
        if self._counts() and self.shown is not None:
            self.post_message(EditWanted(self.shown))

    def action_open_evidence(self) -> None:
        if self.shown is not None and self.shown.suggestion.path:
            self.post_message(EditWanted(self.shown, evidence=True))

    def action_own_version(self) -> None:
        if self.detail.turn():
            self.look_again()

    def action_step(self, step: int) -> None:
        self.rows.action_move(step)

    def action_diff(self, what: str) -> None:
        detail = self.detail
        detail.diff = detail.diff.turned(what)
        self.screen.set_class(detail.diff.is_abreast, "-abreast")
        if detail.diff.is_abreast and self.screen.size.width < LEAST_ABREAST:
            said = f"Side by side needs {LEAST_ABREAST} columns."
            self.notify(said, markup=False, timeout=4)

    def action_hunk(self, step: int) -> None:
        if step:
            self.detail.move_hunk(step)
        else:
            self.detail.toggle(0)

    def on_key(self, event: events.Key) -> None:
        character = event.character or ""
        is_writing = any(line.has_focus for line in self.query(Input))
        if character.isdecimal() and character != "0" and not is_writing:
            event.stop()
            self.detail.toggle(int(character))

    def action_read(self) -> None:
        if self.detail.is_covered:
            self.action_own_first()
            return
        (self.detail if self.rows.has_focus else self.rows).focus()

    @on(Rows.Chosen)
    def _chosen(self) -> None:
        self.detail.focus()

    def action_scroll_detail(self, step: int) -> None:
        height = max(self.detail.size.height // 2, 1)
        self.detail.scroll_relative(y=step * height, animate=False)

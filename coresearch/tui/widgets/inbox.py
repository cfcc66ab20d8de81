"""The inbox: what waits, the one that is looked at, and the keys that decide about it.

It decides nothing. It says what the person wants, about exactly what is on the screen,
and the screen above has it carried out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.reactive import var
from textual.widgets import Static

from coresearch.tui.choice import Choice
from coresearch.tui.desk import Inbox
from coresearch.tui.ink import Ink, line
from coresearch.tui.keys import Place, bindings
from coresearch.tui.view import Keystrokes, Patience, View
from coresearch.tui.widgets.page import Block, Page
from coresearch.tui.widgets.reason import Reason
from coresearch.tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from coresearch.workbench.decide import Presented


@dataclass(frozen=True, slots=True)
class Mine:
    """What the person made of a suggestion in their editor."""

    shown: Presented
    folder: str
    """Where their text is kept until they accept it."""


class InboxPane(Vertical):
    """What waits, and one of it whole."""

    BINDINGS = bindings(Place.INBOX)

    shown: var[Presented | None] = var(None, init=False)
    """Exactly what is on the screen, and so what a key decides about."""
    choice: var[Choice] = var(Choice(0), init=False)

    class Looked(Message):
        """The person went to a suggestion, and it is to be shown."""

        def __init__(self, id: str) -> None:
            super().__init__()
            self.id = id

    @dataclass
    class Ruled(Message):
        """The person ruled on what is shown."""

        verdict: str
        """accept, reject or later."""
        shown: Presented
        is_mine: bool
        hunks: list[int] | None
        seconds: float
        reason: str = ""
        reason_asked: bool = False

    @dataclass
    class Reversed(Message):
        """The person wants the last accept undone, or the last undo redone."""

        what: str

    @dataclass
    class EditWanted(Message):
        """The person wants to change what is proposed, or to see where it stands."""

        shown: Presented
        evidence: bool = False

    class PromptWanted(Message):
        """The person wants to write."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class TooEarly(Message):
        """A key came before it could count."""

    def __init__(self, keystrokes: Keystrokes, patience: Patience) -> None:
        super().__init__(id="inbox")
        self.inbox = Inbox()
        self._keystrokes = keystrokes
        self._patience = patience
        self._view = View(patience)
        self._is_drawn = False
        self._mine: dict[str, Mine] = {}
        self._shows_mine = True

    def compose(self) -> ComposeResult:
        yield Static("Inbox", id="inbox-title", markup=False)
        yield Rows(id="waiting")
        yield Page(id="detail")
        yield Reason(self._patience)

    def on_mount(self) -> None:
        self._say_title()
        self._show_nothing()

    @property
    def rows(self) -> Rows:
        """The list of what waits."""
        return self.query_one("#waiting", Rows)

    @property
    def detail(self) -> Page:
        """The page of the one that is looked at."""
        return self.query_one("#detail", Page)

    # -- what is shown ----------------------------------------------------------------

    def set_inbox(self, inbox: Inbox, look_at: str | None = None) -> None:
        """Show what waits now; `look_at` is looked at, if it is there."""
        from coresearch.tui.suggestion import place_column, row

        self.inbox = inbox
        places = place_column(inbox.rows)
        self.rows.replace(
            [Row(entry.id, partial(row, entry, places)) for entry in inbox.rows],
            look_at,
        )
        self.rows.styles.height = max(len(inbox.rows), 1)
        self._say_title()
        if not inbox.rows:
            self._show_nothing()

    def look_again(self) -> None:
        """Have what is looked at presented anew."""
        marked = self.rows.marked
        if marked is not None:
            self._view.hide()
            self.shown = None
            self.post_message(self.Looked(marked))

    @on(Rows.Marked, "#waiting")
    def _look(self, message: Rows.Marked) -> None:
        message.stop()
        self._say_title()
        if message.id is None:
            self._show_nothing()
        elif message.id != self.rows.marked:
            return  # the person has gone on since
        elif self.shown is None or self.shown.id != message.id:
            self._view.hide()  # what is decided about is on its way
            self.shown = None
            self.post_message(self.Looked(message.id))

    def show(self, shown: Presented) -> None:
        """Show this suggestion, if it is still the one that is looked at."""
        if shown.id != self.rows.marked:
            return
        mine = self._mine.get(shown.id)
        if mine is not None and self._shows_mine:
            shown = mine.shown
        before = self.shown
        if before is not None and _same(before, shown):
            return
        if before is None or before.id != shown.id or before.changes != shown.changes:
            self.set_reactive(InboxPane.choice, Choice(len(shown.changes.hunks)))
        self.shown = shown
        has_changed = before is not None and before.id == shown.id
        self._draw(keep_place=has_changed, has_changed=has_changed and mine is None)
        self._view.hide()
        self._is_drawn = False
        self.call_after_refresh(self._drawn)

    def show_mine(self, mine: Mine) -> None:
        """Show what the person made of a suggestion, to be accepted or not."""
        self._mine[mine.shown.id] = mine
        self._shows_mine = True
        self.shown = None
        self.show(mine.shown)

    def forget_mine(self, id: str) -> None:
        """The person's own version is no longer needed."""
        self._mine.pop(id, None)

    def mine_of(self, id: str) -> Mine | None:
        """The person's own version of a suggestion, if there is one."""
        return self._mine.get(id)

    @property
    def kept(self) -> list[Mine]:
        """Versions of the person's own that were not accepted."""
        return list(self._mine.values())

    def _show_nothing(self) -> None:
        self._view.hide()
        self.shown = None
        self.detail.replace([lambda width: self._nothing()])

    def watch_choice(self, before: Choice, now: Choice) -> None:
        if self.shown is not None and before.total == now.total:
            self._draw(keep_place=True)

    def _nothing(self) -> list[tuple[tuple[str, Ink], ...]]:
        return [
            line(("Nothing waits for your decision.", Ink.QUIET)),
            (),
            line(("/critique plan.md asks the rules,", Ink.QUIET)),
            line(("and a question asks a model.", Ink.QUIET)),
        ]

    def _draw(self, *, keep_place: bool, has_changed: bool = False) -> None:
        from coresearch.tui.suggestion import banner, blocks

        if self.shown is None:
            return
        above: Sequence[Block] = ()
        if self._is_mine:
            above = banner("Your version. a accepts it; v shows what was proposed.")
        elif has_changed:
            above = banner("It has changed. This is what it would do now.", Ink.MEDIUM)
        self.detail.replace(
            [*above, *blocks(self.shown, self.choice, self.inbox.digits)],
            keep_place=keep_place,
        )

    @property
    def _is_mine(self) -> bool:
        mine = self.shown and self._mine.get(self.shown.id)
        return bool(mine) and mine.shown is self.shown  # type: ignore[union-attr]

    def _say_title(self) -> None:
        total = self.inbox.total
        said = f"Inbox  {self.rows.place} of {total}" if self.inbox.rows else "Inbox"
        self.query_one("#inbox-title", Static).update(said)

    # -- in view ----------------------------------------------------------------------

    def see(self, is_seen: bool) -> None:
        """Whether the person can see this screen. To be called often: it costs nothing.

        What is looked at is in view while its page has a place on the screen and has
        been drawn there.
        """
        if self.shown is None or not self._is_drawn:
            return
        if is_seen and self.detail.display and self.detail.size.height:
            self._view.show(id(self.shown))
        else:
            self._view.hide()

    def _drawn(self) -> None:
        self._is_drawn = True

    @property
    def seconds(self) -> float:
        """For how long what is shown has been in view."""
        return self._view.seconds

    # -- deciding ---------------------------------------------------------------------

    def _counts(self) -> bool:
        """Whether the key that was just pressed may decide."""
        keys = self._keystrokes
        if self.shown is not None and self._view.takes_key(keys.last, keys.before):
            return True
        self.post_message(self.TooEarly())
        return False

    def _after_burst(self, message: Message) -> None:
        """Send `message` unless more keys follow faster than a person types."""
        count, shown = self._keystrokes.count, self.shown

        def send() -> None:
            if self._keystrokes.count == count and self.shown is shown:
                self.post_message(message)
            else:
                self.post_message(self.TooEarly())

        self.set_timer(self._patience.burst, send)

    def _ruled(self, verdict: str, **said: object) -> Ruled:
        assert self.shown is not None
        return self.Ruled(
            verdict,
            self.shown,
            self._is_mine,
            None if self._is_mine else self.choice.chosen,
            self.seconds,
            **said,  # type: ignore[arg-type]
        )

    def action_accept(self) -> None:
        if self._counts():
            self._after_burst(self._ruled("accept"))

    def action_later(self) -> None:
        if self._counts():
            self._after_burst(self._ruled("later"))

    def action_reject(self) -> None:
        if self._counts() and self.shown is not None:
            self.query_one(Reason).open(self.shown)

    @on(Reason.Given)
    def _reject(self, message: Reason.Given) -> None:
        message.stop()
        self.rows.focus()
        if message.reason is None or self.shown is not message.about:
            return
        ruled = self._ruled("reject", reason=message.reason, reason_asked=True)
        self.post_message(ruled)

    def action_undo(self) -> None:
        self._reverse("undo")

    def action_redo(self) -> None:
        self._reverse("redo")

    def _reverse(self, what: str) -> None:
        keys = self._keystrokes
        if keys.last - keys.before >= self._patience.burst:
            self._after_burst(self.Reversed(what))

    # -- looking ----------------------------------------------------------------------

    def action_amend(self) -> None:
        if self._counts() and self.shown is not None:
            self.post_message(self.EditWanted(self.shown))

    def action_open_evidence(self) -> None:
        if self.shown is not None and self.shown.suggestion.path:
            self.post_message(self.EditWanted(self.shown, evidence=True))

    def action_own_version(self) -> None:
        mine = self.shown and self._mine.get(self.shown.id)
        if not mine:
            return
        self._shows_mine = not self._is_mine
        self.look_again()

    def action_next(self) -> None:
        self.rows.action_move(1)

    def action_previous(self) -> None:
        self.rows.action_move(-1)

    def action_toggle_hunk(self) -> None:
        self._toggle(self.choice.marked)

    def action_move_hunk(self, step: int) -> None:
        if not self._is_mine:
            self.choice = self.choice.moved(step)
            self._see_hunk()

    def _toggle(self, number: int) -> None:
        if self.choice.total > 1 and not self._is_mine:
            self.choice = self.choice.toggled(number)
            self._see_hunk()

    def _see_hunk(self) -> None:
        for number, text in enumerate(self.detail.text.split("\n")):
            if text.startswith("› ["):
                self.detail.see_row(number)
                return

    def on_key(self, event: events.Key) -> None:
        character = event.character or ""
        if character.isdecimal() and character != "0" and not self._is_writing:
            event.stop()
            self._toggle(int(character))

    @property
    def _is_writing(self) -> bool:
        return self.query_one(Reason).has_focus

    def action_read(self) -> None:
        (self.detail if self.rows.has_focus else self.rows).focus()

    @on(Rows.Chosen)
    def _chosen(self) -> None:
        self.detail.focus()

    def action_scroll_detail(self, step: int) -> None:
        height = max(self.detail.size.height // 2, 1)
        self.detail.scroll_relative(y=step * height, animate=False)

    def action_command(self) -> None:
        self.post_message(self.PromptWanted("/"))


def _same(one: Presented, other: Presented) -> bool:
    """Whether both look the same."""
    return (one.entry, one.changes, one.run, str(one.refusal)) == (
        other.entry,
        other.changes,
        other.run,
        str(other.refusal),
    )

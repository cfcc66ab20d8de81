"""The work screen: transcript, inbox and prompt. Where the day is spent.

It puts its parts together, and passes on what they say. What is done about it is with
`Lookout` (what is on record), `Decisions` (what the person rules) and `Sending` (what
they send).
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.widgets import Static

from coresearch.tui.deciding import Decisions
from coresearch.tui.desk import Desk
from coresearch.tui.garbage import look_at_new
from coresearch.tui.greetings import HERE_WAITS, TOUR, WELCOME
from coresearch.tui.keys import Place, bindings, hints, key_of
from coresearch.tui.lookout import Lookout
from coresearch.tui.offers import Offers
from coresearch.tui.parts import Parts
from coresearch.tui.sending import Sending
from coresearch.tui.view import Keystrokes
from coresearch.tui.widgets.completions import Completions
from coresearch.tui.widgets.inbox import InboxPane
from coresearch.tui.widgets.prompt import Prompt
from coresearch.tui.widgets.status import Status
from coresearch.tui.widgets.transcript import Transcript
from coresearch.tui.wishes import (
    AnsweredFirst,
    Compared,
    EditWanted,
    Looked,
    Reversed,
    Ruled,
    TooEarly,
)
from coresearch.workbench.kept import Kept

if TYPE_CHECKING:
    from coresearch.config import Settings

_LOOK_EVERY = 0.4
"""Seconds between two looks at whether another program changed something."""
_SEE_EVERY = 0.2
"""Seconds between two looks at whether the suggestion is in view; its page tells when
it has been drawn."""

_SEEN_TO_BY = {"resolve": "due", "probe": "probe"}
"""The key's id, for the command that a reminder names."""
_HELP = ("?", "keys")


class WorkScreen(Parts):
    """Transcript and inbox, stacked or side by side, and the prompt below."""

    BINDINGS = bindings(Place.WORK)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    AUTO_FOCUS = "#prompt"

    def __init__(
        self, desk: Desk, settings: Settings, keystrokes: Keystrokes, first: str = ""
    ) -> None:
        """At work on `desk`; `first` is sent, and a tour begins with it."""
        super().__init__(desk, settings, keystrokes)
        self._first = first
        self._keys = settings.interface.keys
        self._kept = Kept(desk.folder)
        self.decisions = Decisions(self, lambda job: self.sending.start(job))
        self.sending = Sending(self, self.decisions.reverse, self.say_facts)
        self._offers = Offers(desk)
        self.was_told_early = False
        self.is_ready = False
        """Whether what was kept, and what waits, has been read."""

    def compose(self) -> ComposeResult:
        transcript = Transcript(self._keep)
        inbox = InboxPane(self.keystrokes, self.see, self._keys)
        self.lookout = Lookout(self.desk, inbox, transcript, self.say_facts)
        with Container(id="body"):
            yield transcript
            yield inbox
        yield Completions()
        with Horizontal(id="writing"):
            yield Static("› ", id="writing-mark", markup=False)
            yield Prompt(self._keys)
        yield Status(id="status")

    # -- the beginning and the end ----------------------------------------------------

    def on_mount(self) -> None:
        self.prompt.on_completion = self.query_one(Completions).takes
        self.inbox.detail.key_of_cover = key_of("own_first", self._keys)
        self._say_hints()
        self.prompt.focus()
        self.call_after_refresh(self.app.let_keys_in)  # type: ignore[attr-defined]
        # What is read comes after the first frame, and never in its way.
        self.call_after_refresh(self._begin)

    @work
    async def _begin(self) -> None:
        """Read what was kept, and what waits."""
        said, sent, state = await asyncio.to_thread(self._what_was_kept)
        self.transcript.show_again(said)
        self.prompt.sent = [*sent, *self.prompt.sent]
        if scrolled := state.get("scrolled"):
            self.transcript.scroll_to(y=scrolled, animate=False, force=True)
        if self.desk.has_journal:
            await self.lookout.settle()
        await self.lookout.read(state.get("looked_at"))
        if self._first:
            for text in TOUR:
                self.transcript.say("note", text.format(place=self.desk.root))
        elif not said:
            for text in HERE_WAITS if self.inbox.inbox.total else WELCOME:
                self.transcript.say("note", text, keep=False)
        await self._remind()
        self.set_interval(_LOOK_EVERY, self.lookout.watch)
        self.set_interval(_SEE_EVERY, self.see)
        self.is_ready = True
        self._offers.prepare()
        look_at_new()
        if self._first:
            self.sending.send(self._first)

    async def _remind(self) -> None:
        """Say what is due, once a day, and the key that sees to it."""
        from coresearch.workbench.reminding import reminders

        if not self.desk.has_journal:
            return
        for due in await self.lookout.do(reminders):
            key = key_of(_SEEN_TO_BY[due.command], self._keys)
            self.transcript.say("note", f"{due.what}: {key}", keep=False)

    def _what_was_kept(
        self,
    ) -> tuple[list[tuple[str, str]], list[str], Mapping[str, Any]]:
        from coresearch.tui import orders, suggestion  # noqa: F401 - soon needed
        from coresearch.workbench import decide  # noqa: F401 - soon needed

        return self._kept.transcript(), self._kept.history(), self._kept.state()

    def _keep(self, kind: str, text: str) -> None:
        self.app.in_order(lambda: self._kept.add(kind, text))  # type: ignore[attr-defined]

    def on_unmount(self) -> None:
        """However it ends, nothing goes on that nobody can see."""
        if self.sending.errands.current is not None:
            self.sending.errands.current.kill("coresearch ended.")

    async def end(self, note: str) -> None:
        """End what runs, and keep what the next start shows again."""
        self.lookout.is_over = True
        await self.sending.errands.end(note)
        self.sending.errands.look()
        page = self.transcript
        self._kept.keep_state(
            {
                "scrolled": None if page.is_at_end else round(page.scroll_y),
                "looked_at": self.inbox.rows.marked,
                "theme": self.app.theme,
            }
        )

    def see(self) -> None:
        """Mind whether what is looked at can be seen."""
        self.inbox.detail.see(self.is_active and self.app.app_focus)

    # -- what the inbox wants ---------------------------------------------------------

    @on(Looked)
    def _look(self, message: Looked) -> None:
        self.lookout.look_at(message.id)

    @on(Ruled)
    def _rule(self, ruled: Ruled) -> None:
        self.decisions.rule(ruled)

    @on(Reversed)
    def _reverse(self, message: Reversed) -> None:
        self.run_worker(self.decisions.reverse(message.what))

    @on(AnsweredFirst)
    def _answer_first(self, message: AnsweredFirst) -> None:
        self.run_worker(self.decisions.answer_first(message))

    @on(Compared)
    def _compare(self, message: Compared) -> None:
        self.run_worker(self.decisions.compare(message))

    @on(TooEarly)
    def _say_too_early(self) -> None:
        """Once is enough; whoever types on knows by then."""
        if not self.was_told_early:
            self.was_told_early = True
            said = "Keys decide half a second after a suggestion came into view."
            self.notify(said, markup=False, timeout=4)

    @on(EditWanted)
    def _edit(self, message: EditWanted) -> None:
        from coresearch.tui.editor import amend, open_evidence

        if message.shown.planted and not message.evidence:
            self.decisions.rule(Ruled("later", message.shown, False, None, 0.0))
            return
        self.run_worker((open_evidence if message.evidence else amend)(self, message))

    # -- what the prompt wants --------------------------------------------------------

    @on(Prompt.Sent)
    def _send(self, message: Prompt.Sent) -> None:
        self.app.in_order(lambda: self._kept.remember(message.text))  # type: ignore[attr-defined]
        self.sending.send(message.text)

    @on(Prompt.Completing)
    @work(group="offers", exclusive=True)
    async def _offer(self, message: Prompt.Completing) -> None:
        kind, word = message.kind, message.word
        found = await self._offers.found(kind, word, self.prompt.sent)
        typed = f"{kind}{word}" if kind in ("/", "@") else word
        is_optional = kind == "file" and not word
        self.query_one(Completions).offer(found, typed, is_optional=is_optional)

    @on(Completions.Taken)
    def _take(self, message: Completions.Taken) -> None:
        if message.name is None:
            self.prompt.close_completions()
        else:
            self.prompt.take(message.name)

    @on(Prompt.EditorWanted)
    def _write_in_editor(self) -> None:
        from coresearch.tui.editor import write_in_editor

        self.run_worker(write_in_editor(self))

    @on(Prompt.Left)
    def _leave_prompt(self, message: Prompt.Left) -> None:
        (self.transcript if message.back else self.inbox.rows).focus()

    # -- focus ------------------------------------------------------------------------

    def action_prompt(self, text: str = "") -> None:
        """To the prompt; an empty one then holds `text`."""
        self.prompt.focus()
        if text and not self.prompt.text:
            self.prompt.put(text)

    def action_stop(self) -> None:
        """Stop what runs; else go from the prompt to the inbox and back."""
        if self.sending.errands.stop():
            return
        (self.inbox.rows if self.prompt.has_focus else self.prompt).focus()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self.set_class(self.inbox.has_focus_within, "-deciding")
        self._say_hints()
        self.call_after_refresh(self.see)

    def on_screen_suspend(self) -> None:
        """Another screen is in front."""
        self.inbox.detail.see(False)

    # -- the last line ----------------------------------------------------------------

    def _say_hints(self) -> None:
        names = ("send", "next_pane", "prompt")
        send, pane, prompt = (key_of(name, self._keys) for name in names)
        if self.inbox.has_focus_within:
            said = (*hints(Place.INBOX, self._keys), _HELP)
        elif self.prompt.has_focus:
            said = ((send, "send"), ("/", "commands"), ("@", "files"), (pane, "inbox"))
        else:
            said = (("j k", "scroll"), (pane, "inbox"), (prompt, "prompt"), _HELP)
        self.status.hints = said

    def say_facts(self) -> None:
        """Say where one is: what waits, the branch, the model, the day's spending."""
        inbox = self.inbox.inbox
        waiting = f"{inbox.total} waiting" if inbox.total else ""
        spent = f"${inbox.spent:.2f} today" if inbox.spent else ""
        self.status.facts = [waiting, inbox.branch, self.sending.model, spent]

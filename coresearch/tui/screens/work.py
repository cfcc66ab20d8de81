"""The work screen: transcript, inbox and prompt. Where the day is spent."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.screen import Screen
from textual.widgets import Static

from coresearch.core.errors import CoresearchError, Stale
from coresearch.tui import desk as pieces
from coresearch.tui.commands import BY_NAME, parse
from coresearch.tui.deciding import Deciding
from coresearch.tui.desk import Desk, Stamp, told
from coresearch.tui.errands import Errands
from coresearch.tui.keys import Place, bindings, hints
from coresearch.tui.offers import Offers
from coresearch.tui.view import Keystrokes, Patience
from coresearch.tui.widgets.completions import Completions
from coresearch.tui.widgets.inbox import InboxPane
from coresearch.tui.widgets.prompt import Prompt
from coresearch.tui.widgets.status import Status
from coresearch.tui.widgets.transcript import Transcript
from coresearch.workbench.kept import Kept

if TYPE_CHECKING:
    from coresearch.config import Settings
    from coresearch.tui.jobs import Item, Job
    from coresearch.workbench.project import Project

T = TypeVar("T")

_LOOK_EVERY = 0.4
"""Seconds between two looks at whether another program changed something."""
_DRAW_EVERY = 0.05
"""Seconds between two looks into the mailbox of what runs, and at what is in view."""

_AT_PROMPT = (("Enter", "send"), ("/", "commands"), ("@", "files"), ("Tab", "inbox"))
_AT_TRANSCRIPT = (("j k", "scroll"), ("Tab", "inbox"), ("i", "prompt"), ("?", "keys"))


class WorkScreen(Screen[None]):
    """Transcript and inbox, stacked or side by side, and the prompt below."""

    BINDINGS = bindings(Place.WORK)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    AUTO_FOCUS = "#prompt"

    def __init__(
        self,
        desk: Desk,
        settings: Settings,
        keystrokes: Keystrokes,
        patience: Patience,
        first: str = "",
    ) -> None:
        """At work on `desk`; `first` is sent as soon as there is something to see."""
        super().__init__()
        self._first = first
        self.desk = desk
        self.settings = settings
        self._keystrokes = keystrokes
        self._patience = patience
        self._kept = Kept(desk.folder)
        self._stamp: Stamp = ()
        """Of the journal, when it was read last."""
        self._seen: Stamp = ()
        """Of the files that what is looked at would change, when it was presented."""
        self._is_reading = False
        self._is_lost = ""
        """Why the repository could not be read the last time."""
        self._model = ""
        self._server = ""
        self.errands = Errands(self._show)
        self._offers = Offers(desk)
        self._told_early = False
        self._is_over = False
        self.is_ready = False
        """Whether what was kept, and what waits, has been read."""

    def compose(self) -> ComposeResult:
        with Container(id="body"):
            yield Transcript(self._keep)
            yield InboxPane(self._keystrokes, self._patience)
        yield Completions()
        with Horizontal(id="writing"):
            yield Static("› ", id="writing-mark", markup=False)
            yield Prompt()
        yield Status(id="status")

    @property
    def transcript(self) -> Transcript:
        """What was said."""
        return self.query_one(Transcript)

    @property
    def inbox(self) -> InboxPane:
        """What waits."""
        return self.query_one(InboxPane)

    @property
    def prompt(self) -> Prompt:
        """What is being written."""
        return self.query_one(Prompt)

    @property
    def status(self) -> Status:
        """The last line."""
        return self.query_one(Status)

    # -- the beginning ----------------------------------------------------------------

    def on_mount(self) -> None:
        self.prompt.on_completion = self.query_one(Completions).takes
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
            await self._settle()
        else:
            self._welcome(bool(said))
        await self.read(state.get("looked_at"))
        self.set_interval(_LOOK_EVERY, self._watch)
        self.set_interval(_DRAW_EVERY, self._tick)
        self.is_ready = True
        if self._first:
            self.send(self._first)

    def _what_was_kept(
        self,
    ) -> tuple[list[tuple[str, str]], list[str], Mapping[str, Any]]:
        from coresearch.tui import jobs, orders, suggestion  # noqa: F401 - soon needed
        from coresearch.workbench import decide  # noqa: F401 - soon needed

        return self._kept.transcript(), self._kept.history(), self._kept.state()

    async def _settle(self) -> None:
        try:
            for message in await self._do(pieces.settle):
                self.transcript.say("note", message)
        except CoresearchError as fault:
            self.transcript.say("fault", told(fault), keep=False)

    def _welcome(self, is_known: bool) -> None:
        if not is_known:
            for text in _WELCOME:
                self.transcript.say("note", text, keep=False)

    def _keep(self, kind: str, text: str) -> None:
        self._write(lambda: self._kept.add(kind, text))

    def _write(self, write: Callable[[], None]) -> None:
        """Write something beside the event loop, one thing after the other."""
        self.app.in_order(write)  # type: ignore[attr-defined]

    def keep_state(self) -> None:
        """Keep what the next start shows again."""
        page = self.transcript
        self._kept.keep_state(
            {
                "scrolled": None if page.is_at_end else round(page.scroll_y),
                "looked_at": self.inbox.rows.marked,
                "theme": self.app.theme,
            }
        )

    def on_unmount(self) -> None:
        """However it ends, nothing goes on that nobody can see."""
        if self.errands.current is not None:
            self.errands.current.kill("coresearch ended.")

    async def end(self, note: str) -> None:
        """End what runs, and keep how things stand."""
        self._is_over = True
        await self.errands.end(note)
        self.errands.look()
        self.keep_state()

    # -- what others do ---------------------------------------------------------------

    def _watch(self) -> None:
        """Look whether another program has written the journal or a file in view."""
        if self._is_reading:
            return
        if self.desk.stamp() != self._stamp:
            self.run_worker(self.read())
        elif self.desk.stamp_of(self._paths_in_view) != self._seen and self.inbox.shown:
            self._present_in_turn(self.inbox.shown.id)

    async def _do(self, piece: Callable[[Project], T]) -> T:
        """A piece of work; what comes after it is not done on a screen that is gone."""
        found = await self.desk.do(piece)
        if self._is_over:
            raise asyncio.CancelledError
        return found

    @property
    def _paths_in_view(self) -> Sequence[str]:
        shown = self.inbox.shown
        edit = shown.suggestion.edit if shown else None
        return edit.paths if edit else ()

    async def read(self, look_at: str | None = None) -> None:
        """Read the inbox, and what is looked at, as they are now."""
        self._is_reading = True
        # Taken before: what is written while it is read is then read again.
        self._stamp = self.desk.stamp()
        try:
            if not self.desk.has_journal and not self.desk.root.is_dir():
                raise CoresearchError(f"{self.desk.root} is not there any more.")
            if self.desk.has_journal:
                inbox = await self._do(pieces.read_inbox)
                self.inbox.set_inbox(inbox, look_at)
                if self.inbox.shown is not None:
                    await self._present(self.inbox.shown.id)
            self._found()
        except CoresearchError as fault:
            self._lost(fault)
        finally:
            self._is_reading = False
            if not self._is_over:
                self._say_facts()

    def _lost(self, fault: CoresearchError) -> None:
        """Say once that nothing can be read; when something changes, try again."""
        if self._is_lost != fault.message:
            self._is_lost = fault.message
            self.transcript.say("fault", f"{told(fault)} Nothing was lost.", keep=False)

    def _found(self) -> None:
        if self._is_lost:
            self._is_lost = ""
            self.transcript.say("note", "It can be read again.", keep=False)

    @on(InboxPane.Looked)
    def _look(self, message: InboxPane.Looked) -> None:
        self._present_in_turn(message.id)

    @work(group="look", exclusive=True)
    async def _present_in_turn(self, suggestion: str) -> None:
        await self._present(suggestion)

    async def _present(self, suggestion: str) -> None:
        try:
            found, seen = await self._do(pieces.presented(self.desk, suggestion))
            self._seen = seen
            self.inbox.show(found)
        except CoresearchError as fault:
            self._lost(fault)

    # -- deciding ---------------------------------------------------------------------

    @on(InboxPane.Ruled)
    def _rule(self, ruled: InboxPane.Ruled) -> None:
        if ruled.verdict == "accept" and ruled.shown.run is not None:
            from coresearch.tui.orders import suggested_run

            self.transcript.say("asked", f"run “{ruled.shown.suggestion.title}”")
            self.start(suggested_run(self.desk, self.settings, ruled))
            self._forget_mine(ruled.shown.id)
            return
        self.run_worker(self._carry_out(ruled))

    async def _carry_out(self, ruled: InboxPane.Ruled) -> None:
        try:
            kind, said = await self._do(Deciding(ruled))
            self.transcript.say(kind, said)
            if ruled.verdict == "later":
                self.inbox.rows.action_move(1)
            else:
                self._forget_mine(ruled.shown.id)
        except CoresearchError as fault:
            self._say_fault(fault)
            if isinstance(fault, Stale):
                self.inbox.look_again()
        await self.read()

    def _forget_mine(self, suggestion: str) -> None:
        from coresearch.workbench import editing

        mine = self.inbox.mine_of(suggestion)
        if mine is not None:
            self.inbox.forget_mine(suggestion)
            editing.forget(Path(mine.folder))

    @on(InboxPane.Reversed)
    def _reverse(self, message: InboxPane.Reversed) -> None:
        self.run_worker(self.reverse(message.what))

    async def reverse(self, what: str) -> None:
        """Undo the last accept, or redo the last undo."""
        from coresearch.tui.deciding import reversing

        try:
            self.transcript.say("done", await self._do(reversing(what)))
        except CoresearchError as fault:
            self._say_fault(fault)
        await self.read()

    @on(InboxPane.TooEarly)
    def _say_too_early(self) -> None:
        """Once is enough; whoever types on knows by then."""
        if not self._told_early:
            self._told_early = True
            said = "Keys decide half a second after a suggestion came into view."
            self.notify(said, markup=False, timeout=4)

    @on(InboxPane.EditWanted)
    def _edit(self, message: InboxPane.EditWanted) -> None:
        from coresearch.tui.deciding import amend, open_evidence

        self.run_worker((open_evidence if message.evidence else amend)(self, message))

    def _say_fault(self, fault: CoresearchError) -> None:
        self.transcript.say("fault", told(fault))
        self.notify(told(fault), severity="warning", markup=False, timeout=6)

    # -- asking -----------------------------------------------------------------------

    @on(Prompt.Sent)
    async def _send(self, message: Prompt.Sent) -> None:
        self._write(lambda: self._kept.remember(message.text))
        self.send(message.text)

    def send(self, text: str) -> None:
        """Do what was sent, now or after what runs."""
        from coresearch.tui import orders

        sent = parse(text)
        if sent.command not in orders.JOBS:
            self._obey(sent.command, sent.rest)
            return
        self.transcript.say("asked", text)
        try:
            job = orders.job_for(
                sent, self.desk, self.settings, self._model, self._server
            )
        except CoresearchError as fault:
            self.transcript.say("fault", told(fault))
            return
        self.start(job)

    def start(self, job: Job) -> None:
        """Begin a job, or let it wait for its turn."""
        self.errands.add(job)
        if self.errands.waiting:
            said = f"It waits for its turn ({self.errands.waiting})."
            self.transcript.say("note", said, keep=False)

    def _obey(self, command: str, rest: str) -> None:
        match command:
            case "model":
                self._set_model(rest)
            case "undo" | "redo":
                self.run_worker(self.reverse(command))
            case "clear":
                self.transcript.replace(())
            case "?":
                known = ", ".join(f"/{name}" for name in BY_NAME)
                self.transcript.say("fault", f"There is no /{rest}. There are: {known}")
            case _:
                self.run_worker(self.app.obey(command, rest))  # type: ignore[attr-defined]

    def _set_model(self, rest: str) -> None:
        if rest:
            self._model, _, self._server = rest.partition(" ")
        named = self._model or self.settings.models.default
        said = f"Asked is {named}." if named else "Asked is what runs on this machine."
        self.transcript.say("note", f"{said} /model NAME [ADDRESS] names another.")
        self._say_facts()

    def _show(self, job: Job, item: Item) -> None:
        from coresearch.tui import jobs

        match item:
            case jobs.Text(text):
                self._begin_text(job)
                self.transcript.feed(text)
            case jobs.Said(kind, text):
                self.transcript.say(kind, text)
            case jobs.Doing(text):
                self.status.going_on = text
            case jobs.Arrived():
                self.run_worker(self.read())
            case jobs.Question():
                self.run_worker(self._ask_person(item))
            case jobs.Over():
                self._over()

    def _begin_text(self, job: Job) -> None:
        if self.transcript.said_by is not job:
            self.transcript.begin(job.kind)
            self.transcript.said_by = job

    def _over(self) -> None:
        self.transcript.end()
        self.transcript.said_by = None
        self.status.going_on = ""
        self.run_worker(self.read())
        if not self.app.app_focus:
            self.app.bell()  # something long has ended, and nobody looks

    async def _ask_person(self, question: object) -> None:
        from coresearch.tui.jobs import Question
        from coresearch.tui.screens.question import QuestionScreen

        assert isinstance(question, Question)
        screen = QuestionScreen(question, self._keystrokes, self._patience)
        await self.app.push_screen(screen)

    # -- completions ------------------------------------------------------------------

    @on(Prompt.Completing)
    @work(group="offers", exclusive=True)
    async def _offer(self, message: Prompt.Completing) -> None:
        kind, word = message.kind, message.word
        found = await self._offers.found(kind, word, self.prompt.sent)
        typed = f"{kind}{word}" if kind in ("/", "@") else word
        self.query_one(Completions).offer(found, typed)

    @on(Completions.Taken)
    def _take(self, message: Completions.Taken) -> None:
        if message.name is None:
            self.prompt.close_completions()
        else:
            self.prompt.take(message.name)

    @on(Prompt.EditorWanted)
    def _write_in_editor(self) -> None:
        from coresearch.tui.deciding import write_in_editor

        self.run_worker(write_in_editor(self))

    # -- focus and sizes --------------------------------------------------------------

    @on(Prompt.Left)
    def _leave_prompt(self, message: Prompt.Left) -> None:
        (self.transcript if message.back else self.inbox.rows).focus()

    @on(InboxPane.PromptWanted)
    def _to_prompt(self, message: InboxPane.PromptWanted) -> None:
        self.prompt.focus()
        if message.text and not self.prompt.text:
            self.prompt.put(message.text)

    def action_prompt(self) -> None:
        """To the prompt."""
        self.prompt.focus()

    def action_stop(self) -> None:
        """Stop what runs; else go from the prompt to the inbox and back."""
        if self.errands.stop():
            return
        (self.inbox.rows if self.prompt.has_focus else self.prompt).focus()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        is_deciding = self.inbox.has_focus_within
        self.set_class(is_deciding, "-deciding")
        self._say_hints()

    def on_screen_suspend(self) -> None:
        """Another screen is in front; this one's timers may rest."""
        self.inbox.see(False)

    def _tick(self) -> None:
        """Show what has come, and mind whether what is looked at can be seen."""
        self.errands.look()
        self.inbox.see(self.is_active and self.app.app_focus)

    def _say_hints(self) -> None:
        if self.inbox.has_focus_within:
            self.status.hints = (
                *hints(Place.INBOX, self.settings.interface.keys),
                ("?", "keys"),
            )
        elif self.prompt.has_focus:
            self.status.hints = _AT_PROMPT
        else:
            self.status.hints = _AT_TRANSCRIPT

    def _say_facts(self) -> None:
        inbox = self.inbox.inbox
        waiting = f"{inbox.total} waiting" if inbox.total else ""
        model = self._model or self.settings.models.default
        spent = f"${inbox.spent:.2f} today" if inbox.spent else ""
        self.status.facts = [waiting, inbox.branch, model, spent]


_WELCOME = (
    "Nothing is on record here yet. /critique plan.md asks the rules about a plan, and "
    "what they suggest waits in the inbox until you decide.",
    "A question asks a model. !print(1) runs code, /run train.py a script. Nothing "
    "changes without your yes. F1 shows all keys.",
)

"""What the person sends: done now, or after what runs; and what comes of it, shown."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING

from coresearch.core.errors import CoresearchError
from coresearch.tui.commands import BY_NAME, parse
from coresearch.tui.desk import told
from coresearch.tui.errands import Errands
from coresearch.tui.garbage import look_at_new

if TYPE_CHECKING:
    from textual.timer import Timer

    from coresearch.tui.jobs.mailbox import Item, Job, Question
    from coresearch.tui.parts import Parts


_TICK = 0.025
"""Seconds between two ticks at which the mailbox of what runs may be looked into."""
_OFTEN, _SELDOM, _AT_LATEST = 2, 8, 12
"""Ticks from look to look: as a rule; while more comes than can be shown, or the person
types; and while they type so fast that no look falls between two keys."""
_LOOKS_FOR = 0.015
"""Seconds that a look may take; a key that comes meanwhile waits as long."""
_GLANCES_FOR = 0.005
"""The same while the person types."""
_TYPES_ON = 0.3
"""Seconds after a key in which another may come."""
_ECHOED = 0.015
"""Seconds in which the echo of a key is drawn. A look in the tick after that is over
before people press the next one."""


class Sending:
    """Takes what was sent, and shows what its jobs say."""

    def __init__(
        self,
        screen: Parts,
        reverse: Callable[[str], Coroutine[None, None, None]],
        is_renamed: Callable[[], None],
    ) -> None:
        """On this screen; `reverse` undoes or redoes.

        `is_renamed` is called when the person has named another model.
        """
        self._screen = screen
        self._reverse = reverse
        self._is_renamed = is_renamed
        self._named = ""
        """The model that the person named."""
        self._server = ""
        self._loaded: set[str] = set()
        """The kinds of jobs that there have been."""
        self.errands = Errands(self._show, self._be_busy)
        self._ticking: Timer | None = None
        self._put_off = 0
        """Ticks since the last look."""
        self._is_flooded = False

    def send(self, text: str) -> None:
        """Do what was sent, now or after what runs."""
        from coresearch.tui import orders

        sent = parse(text)
        if sent.command not in orders.JOBS:
            self._obey(sent.command, sent.rest)
            return
        screen = self._screen
        screen.transcript.say("asked", text)
        try:
            job = orders.job_for(
                sent, screen.desk, screen.settings, self._named, self._server
            )
        except CoresearchError as fault:
            screen.transcript.say("fault", told(fault))
            return
        self.start(job)

    def start(self, job: Job) -> None:
        """Begin a job, or let it wait for its turn."""
        self.errands.add(job)
        if self.errands.waiting:
            said = f"It waits for its turn ({self.errands.waiting})."
            self._screen.transcript.say("note", said, keep=False)

    def _obey(self, command: str, rest: str) -> None:
        screen = self._screen
        match command:
            case "model":
                self._name_model(rest)
            case "undo" | "redo":
                screen.run_worker(self._reverse(command))
            case "clear":
                screen.transcript.replace(())
            case "?":
                known = ", ".join(f"/{name}" for name in BY_NAME)
                said = f"There is no /{rest}. There are: {known}"
                screen.transcript.say("fault", said)
            case _:
                screen.run_worker(screen.app.obey(command, rest))  # type: ignore[attr-defined]

    @property
    def model(self) -> str:
        """The model that is asked; empty for what runs on this machine."""
        return self._named or self._screen.settings.models.default

    @property
    def named(self) -> tuple[str, str]:
        """The model and the server that the person named here; empty for none."""
        return self._named, self._server

    def _name_model(self, rest: str) -> None:
        if rest:
            self._named, _, self._server = rest.partition(" ")
        said = "Asked is what runs on this machine."
        if self.model:
            said = f"Asked is {self.model}."
        said += " /model NAME [ADDRESS] names another."
        self._screen.transcript.say("note", said)
        self._is_renamed()

    # -- what comes of it -------------------------------------------------------------

    def _be_busy(self, is_busy: bool) -> None:
        """Look into the mailbox as long as something may come."""
        if self._ticking is None:
            self._ticking = self._screen.set_interval(_TICK, self._tick)
        (self._ticking.resume if is_busy else self._ticking.pause)()

    def _tick(self) -> None:
        """Show some of what has come; while keys come less of it, and between them.

        The echo of a key waits until what is being drawn has been drawn.
        """
        keys, errands = self._screen.keystrokes, self.errands
        since_key = keys.clock.now() - keys.last
        is_typing = since_key < _TYPES_ON and not errands.is_stopping
        self._put_off += 1
        is_due = self._is_due(since_key if is_typing else None)
        if not (is_due or errands.is_stopping):
            return
        has_more = errands.look(_GLANCES_FOR if is_typing else _LOOKS_FOR)
        self._is_flooded = has_more and errands.is_lossy
        is_soon = has_more and not self._is_flooded
        self._put_off = _OFTEN if is_soon else 0

    def _is_due(self, since_key: float | None) -> bool:
        """Whether to look in this tick, so long after a key of who types."""
        if since_key is None:
            return self._put_off >= (_SELDOM if self._is_flooded else _OFTEN)
        is_between = _ECHOED <= since_key < _ECHOED + _TICK
        return self._put_off >= (_SELDOM if is_between else _AT_LATEST)

    def _show(self, job: Job, item: Item) -> None:
        from coresearch.tui.jobs import mailbox

        screen = self._screen
        match item:
            case mailbox.Text(text):
                self._begin_text(job)
                screen.transcript.feed(text)
            case mailbox.Said(kind, text):
                screen.transcript.say(kind, text)
            case mailbox.Doing(text):
                screen.status.going_on = text
            case mailbox.Arrived():
                screen.run_worker(screen.lookout.read())
            case mailbox.Question():
                screen.run_worker(self._ask(item))
            case mailbox.Over():
                self._over()

    def _begin_text(self, job: Job) -> None:
        transcript = self._screen.transcript
        if transcript.said_by is not job:
            if job.kind not in self._loaded:
                self._loaded.add(job.kind)
                look_at_new()  # what such a job needs has been loaded
            transcript.begin(job.kind)
            transcript.said_by = job

    async def _show_what_came(self) -> None:
        """Show the inbox, and there what the person has just asked for."""
        await self._screen.lookout.read()
        self._screen.inbox.go_to_new()

    async def _ask(self, question: Question) -> None:
        """Have the person answer."""
        from coresearch.tui.screens.question import QuestionScreen

        screen = self._screen
        await screen.app.push_screen(QuestionScreen(question, screen.keystrokes))

    def _over(self) -> None:
        screen = self._screen
        screen.transcript.end()
        screen.transcript.said_by = None
        screen.status.going_on = ""
        screen.run_worker(self._show_what_came())
        if not screen.app.app_focus:
            screen.app.bell()  # something long has ended, and nobody looks

"""A run of code, on record, as it goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import TYPE_CHECKING

from coresearch.tui.desk import Desk, told
from coresearch.tui.jobs.mailbox import Doing, Mailbox, Over, Question, Said, Text
from coresearch.tui.keys import key_of

if TYPE_CHECKING:
    from coresearch.config import Settings
    from coresearch.core.runs import RunRequest
    from coresearch.workbench.project import Project
    from coresearch.workbench.run import Execution
    from coresearch.workbench.suggested_run import Permit

Prepared = Callable[["Project"], "RunRequest"]


class Running:
    """One run of code, on record."""

    kind = "output"

    def __init__(
        self,
        desk: Desk,
        prepare: Prepared,
        settings: Settings,
        *,
        repeats: str = "",
        permit: Callable[[Project], Permit] | None = None,
    ) -> None:
        """`prepare` makes the request; `repeats` is a run whose exact files it gets.

        What was suggested needs a `permit`: the person's decision about it.
        """
        self.mailbox = Mailbox(keeps_all=False)
        self._desk = desk
        self._prepare = prepare
        self._settings = settings
        self._repeats = repeats
        self._permit = permit
        self._loop: asyncio.AbstractEventLoop | None = None
        self._execution: Execution | None = None
        self._stops = 0
        self._question: Future[str | None] | None = None

    def stop(self) -> None:
        """Interrupt the code; the second time, kill it."""
        self._stops += 1
        self._give_no_answer()
        execution = self._execution
        if execution is not None and self._loop is not None:
            end = execution.interrupt if self._stops == 1 else execution.kill
            self._call(end)
            if self._stops == 1:
                said = "Interrupted. If it does not stop, Esc again kills it."
                self.mailbox.put(Said("note", said))

    def _give_no_answer(self) -> None:
        """Whoever is asked something at the end says nothing."""
        if self._question is not None and not self._question.done():
            self._question.set_result(None)

    def kill(self, note: str) -> None:
        self._stops += 2
        self._give_no_answer()
        if self._execution is not None:
            self._call(lambda: self._execution.kill(note))  # type: ignore[union-attr]

    def _call(self, what: Callable[[], None]) -> None:
        if self._loop is not None:
            with suppress(RuntimeError):  # it has ended by itself
                self._loop.call_soon_threadsafe(what)

    def work(self) -> None:
        try:
            self._desk.now(self._run)
        except asyncio.CancelledError:
            self.mailbox.put(Said("note", "Stopped before it began."))
        except BaseException as fault:  # noqa: BLE001 - a thread's last resort
            self.mailbox.put(Said("fault", told(fault)))
        finally:
            self.mailbox.put(Over())

    def _run(self, project: Project) -> None:
        from coresearch.journal.runs import find_run, read_run
        from coresearch.workbench.rerun import LACKS_IGNORED, again, restored

        if not self._repeats:
            asyncio.run(self._execute(project, self._prepare(project)))
            return
        run = read_run(project.journal, find_run(project.journal, self._repeats))
        with restored(project, run) as opened:
            state = asyncio.run(self._execute(opened, again(run)))
        if state != "succeeded" and run.started["left_out"]:
            self.mailbox.put(Said("note", LACKS_IGNORED.format(run=run.id[:7])))

    async def _execute(self, project: Project, request: RunRequest) -> str:
        from coresearch.core.shown import AsText
        from coresearch.workbench.run import Execution

        self._loop = asyncio.get_running_loop()
        shows = AsText()
        self.mailbox.put(Doing("starting the kernel"))
        execution = Execution(
            project,
            request,
            self._settings.runs,
            lambda output: self.mailbox.put(Text(shows.text_of(output))),
            self._asked,
            on_start=lambda run: self.mailbox.put(Doing(f"run {run[:7]}")),
            permit=self._permit(project) if self._permit else None,
        )
        self._execution = execution
        ended = await execution.carry_out()
        self.mailbox.put(Text(shows.finish()))
        self._tell_end(ended, execution.id[:7])
        return str(ended.state)

    def _tell_end(self, ended: object, run: str) -> None:
        from coresearch.core.runs import Ended
        from coresearch.workbench.words import duration, outcome

        assert isinstance(ended, Ended)
        said = f"run {run} {outcome(ended.state, ended.exit_code, ended.signal)}"
        if ended.seconds is not None:
            said += f" after {duration(ended.seconds)}"
        if ended.note:
            said += f". {ended.note}"
        if ended.state == "succeeded":
            self.mailbox.put(Said("done", said))
            return
        if ended.state == "failed":
            key = key_of("diagnose_last", self._settings.interface.keys)
            said += f". {key} says what that means."
        self.mailbox.put(Said("fault", said))

    def _asked(self, prompt: str, hidden: bool) -> asyncio.Future[str] | None:
        """A line from the person for `input()`."""
        answer = self._question = Future[str | None]()
        loop = asyncio.get_running_loop()
        line: asyncio.Future[str] = loop.create_future()

        def pass_on(answered: Future[str | None]) -> None:
            said = answered.result()
            text = "\x04" if said is None else said
            loop.call_soon_threadsafe(
                lambda: line.done() or line.set_result(text)  # type: ignore[func-returns-value]
            )

        answer.add_done_callback(pass_on)
        self.mailbox.put(Question((prompt,), answer, is_hidden=hidden))
        return line

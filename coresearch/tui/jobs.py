"""What takes a while: a question to a model, a run. Each in a thread of its own.

A job never touches a widget. It puts what comes into a mailbox, which whoever shows it
empties as often as the screen is drawn: thousands of pieces a second cost no more than
twenty.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

from coresearch.core.errors import NoModel
from coresearch.tui.desk import Desk, told

if TYPE_CHECKING:
    from coresearch.config import Settings
    from coresearch.core.calls import Retrying
    from coresearch.core.runs import RunRequest
    from coresearch.workbench.ask import Shown
    from coresearch.workbench.models import Chosen
    from coresearch.workbench.offline import idea
    from coresearch.workbench.project import Project
    from coresearch.workbench.run import Execution
    from coresearch.workbench.suggested_run import Permit

MOST_KEPT = 200_000
"""Characters of output that wait to be shown; of more, only the end is shown."""


@dataclass(frozen=True, slots=True)
class Text:
    """Some of a reply, or of what code printed."""

    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """A whole line of the transcript."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Doing:
    """What goes on, for the last line of the screen."""

    text: str


@dataclass(frozen=True, slots=True)
class Arrived:
    """The inbox has changed."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something that only the person can answer; the job waits."""

    text: tuple[str, ...]
    answer: Future[str | None]
    is_yes_or_no: bool = False
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Over:
    """The job has ended."""


Item = Text | Said | Doing | Arrived | Question | Over


class Mailbox:
    """What has come since it was last emptied; pieces of text in a row are one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._items: list[Item] = []
        self._pieces: list[str] = []
        self._waiting = 0

    def put(self, item: Item) -> None:
        """Add something, from any thread."""
        with self._lock:
            if isinstance(item, Text):
                self._pieces.append(item.text)
                self._waiting += len(item.text)
                if self._waiting > 2 * MOST_KEPT:
                    self._shorten()
                return
            self._close_text()
            last = self._items[-1] if self._items else None
            if isinstance(item, Doing) and isinstance(last, Doing):
                self._items.pop()
            self._items.append(item)

    def _shorten(self) -> None:
        """Keep only the end of what nobody has had time to look at."""
        text = "".join(self._pieces)[-MOST_KEPT:]
        self._pieces = [f"\n… what came so fast is on record …\n{text}"]
        self._waiting = len(text)

    def _close_text(self) -> None:
        if self._pieces:
            self._items.append(Text("".join(self._pieces)))
            self._pieces, self._waiting = [], 0

    def empty(self) -> list[Item]:
        """All that has come."""
        with self._lock:
            self._close_text()
            items, self._items = self._items, []
            return items


class Job(Protocol):
    """Something that goes on."""

    mailbox: Mailbox
    kind: str
    """`reply` or `output`: how its text is shown."""

    def work(self) -> None:
        """Do it, in a thread; `Over` comes last, whatever happens."""

    def stop(self) -> None:
        """End it soon; from any thread. What has come is kept."""

    def kill(self, note: str) -> None:
        """End it at once: the terminal is going away."""


# -- a question to a model ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """What a model is asked, and which."""

    prompt: str
    """Such as `ask` or `design`."""
    question: str
    model: str = ""
    server: str = ""
    target: str = ""
    """The file that a script is drafted as."""


class Asking:
    """One question to a model, and what comes of it."""

    kind = "reply"

    def __init__(self, desk: Desk, asked: Asked, settings: Settings) -> None:
        self.mailbox = Mailbox()
        self._desk = desk
        self._asked = asked
        self._settings = settings
        self._stopping: Callable[[], None] = lambda: None
        self._is_stopped = False
        self._question: Future[str | None] | None = None

    def stop(self) -> None:
        self._is_stopped = True
        if self._question is not None and not self._question.done():
            self._question.set_result(None)
        self._stopping()

    def kill(self, note: str) -> None:
        self.stop()

    def work(self) -> None:
        try:
            self._desk.now(self._ask)
        except asyncio.CancelledError:
            pass  # what came of it has been said
        except BaseException as fault:  # noqa: BLE001 - a thread's last resort
            self.mailbox.put(Said("fault", told(fault)))
        finally:
            self.mailbox.put(Over())

    def _ask(self, project: Project) -> None:
        from coresearch.prompts import load_prompt
        from coresearch.workbench.ask import Exchange
        from coresearch.workbench.question import render_question

        asked = self._asked
        self.mailbox.put(Doing("looking for a model"))
        activity = load_prompt(asked.prompt, project.checkout.home).activity
        try:
            chosen = self._choose(activity)
        except NoModel as fault:
            self._work_without(project, fault)
            return
        rendered = render_question(
            project, asked.prompt, asked.question, takes=chosen.context
        )
        if not self._may_send(project, chosen):
            return
        exchange = Exchange(project, chosen, self._settings.models, rendered)
        self._stopping = exchange.stop
        self.mailbox.put(Doing(f"asking {chosen.model}"))
        if self._is_stopped:
            exchange.stop()
        for shown in exchange.run():
            self._take(shown, chosen)

    def _work_without(self, project: Project, fault: NoModel) -> None:
        """Do what can be done without a model, where none is named."""
        from coresearch.workbench.offline.answers import without_model

        if fault.fault != "not-chosen" or self._asked.model:
            raise fault
        self.mailbox.put(Said("note", "Without a model: none is named or in reach."))
        asked = self._asked
        for shown in without_model(
            project, asked.prompt, asked.question, asked.target, self._ask_all
        ):
            self._take(shown)

    def _ask_all(self, asked: Sequence[idea.Question]) -> Mapping[str, str]:
        """What an idea lacks, asked one after the other; Esc ends the questions."""
        from coresearch.workbench.offline.idea import remarks

        answers: dict[str, str] = {}
        for each in asked:
            said = self._answered((each.label, each.text), is_yes_or_no=False)
            if said is None:
                break
            if said.strip():
                answers[each.label] = said
        for remark in remarks(answers):
            self.mailbox.put(Said("note", remark))
        return answers

    def _choose(self, activity: str) -> Chosen:
        import os

        from coresearch.assistant.port import prepare
        from coresearch.workbench.models import choose

        chosen = choose(
            self._settings,
            activity,
            model=self._asked.model,
            server=self._asked.server,
        )
        prepare(chosen.route, os.environ)
        return chosen

    def _may_send(self, project: Project, chosen: Chosen) -> bool:
        """Whether content may go there; the person is asked once for each host."""
        from coresearch.workbench import consent
        from coresearch.workbench.words import content_wanted, key_wanted

        asked: dict[consent.Leave, Callable[[Chosen], tuple[str, ...]]] = {
            consent.Leave.CONTENT: partial(content_wanted, shows_all="/context"),
            consent.Leave.KEY: key_wanted,
        }
        for what in consent.open_questions(project, chosen):
            answer = self._answered(asked[what](chosen))
            if answer is None:
                self.mailbox.put(Said("note", "Not asked; nothing was sent."))
                return False
            consent.answer(project, chosen, what, answer == "yes")
        return True

    def _answered(
        self, text: tuple[str, ...], *, is_yes_or_no: bool = True
    ) -> str | None:
        if self._is_stopped:
            return None
        self._question = Future()
        self.mailbox.put(Question(text, self._question, is_yes_or_no))
        return self._question.result()

    def _take(self, shown: Shown, chosen: Chosen | None = None) -> None:
        from coresearch.core.calls import Retrying
        from coresearch.workbench import ask
        from coresearch.workbench.words import call_facts

        put = self.mailbox.put
        match shown:
            case ask.Prose(text):
                put(Text(text))
            case ask.Writing(characters):
                model = chosen.model if chosen else ""
                put(Doing(f"{model}: {characters:,} characters"))
            case ask.Suggested(placed):
                known = f" (said before: {placed.earlier})" if placed.earlier else ""
                put(Said("suggested", f"{placed.suggestion.title}{known}"))
                put(Arrived())
            case ask.Unusable(problem):
                put(Said("fault", f"Not usable as it is: {problem.reason}"))
                put(Said("output", problem.text))
            case ask.Mending(count):
                put(Said("note", f"Asking it to write {count} of its parts again …"))
            case Retrying():
                put(Said("note", _retrying(shown)))
            case ask.Closed():
                if shown.fault is not None:
                    put(Said("fault", told(shown.fault)))
                if chosen is not None:
                    put(Said("note", call_facts(shown, chosen)))


def _retrying(shown: Retrying) -> str:
    return (
        f"{shown.fault.message} Asking again in {shown.seconds:g} s "
        f"({shown.attempt} of {shown.of})."
    )


# -- a run --------------------------------------------------------------------------

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
        self.mailbox = Mailbox()
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
        good = ended.state == "succeeded"
        self.mailbox.put(Said("done" if good else "fault", said))

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


# -- anything else ------------------------------------------------------------------


class Doings:
    """A piece of work that says a few lines and is done."""

    kind = "output"

    def __init__(
        self, desk: Desk, doing: str, work: Callable[[Project], Iterator[Said]]
    ) -> None:
        self.mailbox = Mailbox()
        self._desk = desk
        self._work = work
        self.mailbox.put(Doing(doing))

    def stop(self) -> None:
        """It is over before anyone could."""

    def kill(self, note: str) -> None:
        """It is over before anyone could."""

    def work(self) -> None:
        try:
            self._desk.now(self._all)
        except BaseException as fault:  # noqa: BLE001 - a thread's last resort
            self.mailbox.put(Said("fault", told(fault)))
        finally:
            self.mailbox.put(Arrived())
            self.mailbox.put(Over())

    def _all(self, project: Project) -> None:
        for said in self._work(project):
            self.mailbox.put(said)

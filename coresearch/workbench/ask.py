"""Asking a model: prompt, stream, suggestions, journal, inbox.

What is about to be asked is on record before it is sent, and every suggestion before
it is given to whoever shows it; nothing that a reply proposes has any effect here.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from coresearch.assistant.port import stream
from coresearch.config import ModelSettings
from coresearch.core.calls import (
    Answer,
    Delta,
    Event,
    Listening,
    Message,
    Request,
    Retrying,
)
from coresearch.core.canonical import sha256
from coresearch.core.errors import ModelFault
from coresearch.core.faults import Fault
from coresearch.core.replies.mending import mend_request
from coresearch.core.replies.parser import ReplyParser
from coresearch.core.replies.placing import place
from coresearch.core.replies.values import Item, Note, Problem, Proposal
from coresearch.core.suggestions import Origin, OriginKind
from coresearch.journal.calls import (
    Cost,
    Question,
    record_answer,
    record_question,
)
from coresearch.prompts import Rendered
from coresearch.repo.files import read_file
from coresearch.workbench.consent import may_have_key, require
from coresearch.workbench.models import Chosen, limits, parameters
from coresearch.workbench.project import Project
from coresearch.workbench.spending import cost, room
from coresearch.workbench.suggest import Placed, put_in_inbox


@dataclass(frozen=True, slots=True)
class Prose:
    """Text of the reply that is no suggestion, in order."""

    text: str


@dataclass(frozen=True, slots=True)
class Writing:
    """The model is at work on something that is shown when it is whole."""

    characters: int
    """How many have come since the question."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """A suggestion, which is in the inbox by now or was known before."""

    placed: Placed


@dataclass(frozen=True, slots=True)
class Unusable:
    """A part of the reply that is kept and shown, but is no suggestion."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class Mending:
    """The model is asked, once, to write again what could not be used."""

    count: int


@dataclass(frozen=True, slots=True)
class Closed:
    """A call has ended, and is on record."""

    call: str
    answer: Answer
    cost: Cost
    fault: ModelFault | None


Shown = Prose | Writing | Suggested | Unusable | Mending | Retrying | Closed


class Exchange:
    """One question, its reply, and what the reply brings."""

    def __init__(
        self,
        project: Project,
        chosen: Chosen,
        settings: ModelSettings,
        rendered: Rendered,
        judge: Callable[[Proposal], str] = lambda proposal: "",
    ) -> None:
        """`judge` says why a suggestion may not be made, of one that may not."""
        self._project = project
        self._judge = judge
        self._chosen = chosen
        self._settings = settings
        self._rendered = rendered
        self._listener = _Listener()
        self._given = set[str]()
        """Suggestions that this exchange has brought; the mended reply may repeat."""
        self._messages = (
            Message("system", rendered.system),
            Message("user", rendered.user),
        )

    def stop(self) -> None:
        """End it from another thread: with what has come, as a `Closed`."""
        self._listener.stop()

    def run(self) -> Generator[Shown, None, None]:
        """Ask, and give what comes; once more where a part has to be mended.

        Ctrl-C ends it with what has come, as a `Closed`, and is then raised.

        Raises:
            NeedsPerson: nobody has said that content, or a key, may go there.
            TooMuch: the budget has no room for it.
            CancelledError: `stop` ended it.
        """
        require(self._project, self._chosen)
        problems: list[Problem] = []
        closed: Closed | None = None
        for shown in self._call(self._messages):
            if isinstance(shown, Unusable):
                problems.append(shown.problem)
            elif isinstance(shown, Closed):
                closed = shown
            yield shown
        if not problems or closed is None or closed.fault is not None:
            return
        if self._listener.is_stopped:
            return
        yield Mending(len(problems))
        reply = Message("assistant", closed.answer.text)
        asked = Message("user", mend_request(problems, self._rendered.user))
        yield from self._call((*self._messages, reply, asked))

    def _call(self, messages: tuple[Message, ...]) -> Iterator[Shown]:
        """One call: on record before it is sent, and again when it has ended."""
        request = self._request(messages)
        call = record_question(self._project.journal, self._question(request))
        listening, reading = Listening(time.monotonic), _Reading()
        fault: ModelFault | None = None
        stop: BaseException | None = None
        answer: Answer | None = None
        try:
            for event in self._listener.listen(partial(stream, request)):
                listening.hear(event)
                if isinstance(event, Retrying):
                    yield event
                elif isinstance(event, Delta):
                    yield from self._kept(reading.feed(event.text))
                    yield Writing(listening.characters)
        except ModelFault as error:
            fault = error
        except (KeyboardInterrupt, asyncio.CancelledError) as error:
            stop = error
        finally:  # also where whoever listened went away
            kind = Fault(fault.fault) if fault is not None else None
            answer = listening.answer(kind)
            spent = cost(answer, messages, self._chosen.known.price)
            with self._project.journal.writing():
                record_answer(self._project.journal, call, answer, spent)
        is_cut = fault is not None or stop is not None or answer.outcome == "limit"
        yield from self._kept(reading.finish(is_cut=is_cut))
        yield Closed(call, answer, spent, fault)
        if stop is not None:
            raise stop

    def _kept(self, parts: Iterable[Prose | Problem | Proposal]) -> Iterator[Shown]:
        for part in parts:
            match part:
                case Prose():
                    yield part
                case Problem():
                    yield Unusable(part)
                case Proposal():
                    yield from self._placed(part)

    def _placed(self, proposal: Proposal) -> Iterator[Shown]:
        """The proposal in the inbox, if it has its place in the files as they are."""
        placed = place(
            proposal, partial(read_file, self._project.root), self._rendered.user
        )
        if isinstance(placed, Problem):
            yield Unusable(placed)
            return
        if reason := self._judge(placed):
            yield Unusable(Problem(reason, placed.text, rest=placed))
            return
        prompt = self._rendered.prompt
        origin = Origin(
            OriginKind.MODEL,
            self._chosen.model,
            prompt.version,
            prompt=self._rendered.digest,
            context=sha256(self._rendered.user),
        )
        suggestion = placed.to_suggestion(prompt.activity, origin)
        [item] = put_in_inbox(self._project, [suggestion])
        if item.id not in self._given:
            self._given.add(item.id)
            yield Suggested(item)

    def _request(self, messages: tuple[Message, ...]) -> Request:
        asked = parameters(self._settings)
        most = room(self._project, self._chosen, messages, self._settings.budget)
        if most is not None:
            asked["max_tokens"] = min(most, int(asked.get("max_tokens", most)))
        return Request(
            self._chosen.model,
            messages,
            self._chosen.server,
            may_have_key(self._project, self._chosen),
            asked,
            limits(self._settings),
        )

    def _question(self, request: Request) -> Question:
        return Question(
            activity=self._rendered.prompt.activity,
            model=request.model,
            host=self._chosen.route.host,
            messages=request.messages,
            parameters=request.parameters,
            prompt=self._rendered.digest,
            context=sha256(self._rendered.user),
        )


class _Reading:
    """A reply as it is read, of which prose is given before its line has ended."""

    def __init__(self) -> None:
        self._parser = ReplyParser()
        self._given = ""
        """Of the line that is being written."""

    def feed(self, text: str) -> Iterator[Prose | Problem | Proposal]:
        yield from self._parts(self._parser.feed(text))
        live = self._parser.live
        if len(live) > len(self._given):
            yield Prose(live[len(self._given) :])
            self._given = live

    def finish(self, *, is_cut: bool) -> Iterator[Prose | Problem | Proposal]:
        yield from self._parts(self._parser.finish(is_cut=is_cut))

    def _parts(self, items: Iterable[Item]) -> Iterator[Prose | Problem | Proposal]:
        for item in items:
            if isinstance(item, Note):
                yield Prose(item.text[len(self._given) :])
                self._given = ""
            else:
                yield item


class _Listener:
    """Gives the events of an asynchronous stream, one after another."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiting: asyncio.Task[Event | None] | None = None
        self.is_stopped = False

    def stop(self) -> None:
        """Let what is being listened to end now; from any thread."""
        self.is_stopped = True
        if self._loop is not None:
            with suppress(RuntimeError):  # it has ended by itself
                self._loop.call_soon_threadsafe(self._give_up)

    def _give_up(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()

    def listen(
        self, open_stream: partial[AsyncGenerator[Event, None]]
    ) -> Iterator[Event]:
        """What comes while the caller is at work waits, and Ctrl-C is raised here.

        Raises:
            CancelledError: it was stopped.
        """
        with asyncio.Runner() as runner:
            self._loop = runner.get_loop()
            events = open_stream()
            try:
                while (event := runner.run(self._next(events))) is not None:
                    yield event
            finally:
                self._loop = None
                runner.run(events.aclose())

    async def _next(self, events: AsyncGenerator[Event, None]) -> Event | None:
        if self.is_stopped:
            raise asyncio.CancelledError
        self._waiting = asyncio.current_task()
        try:
            return await anext(events, None)
        finally:
            self._waiting = None

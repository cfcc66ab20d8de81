"""A question to a model, and what comes of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from coresearch.core.errors import NoModel
from coresearch.tui.desk import Desk, told
from coresearch.tui.jobs.mailbox import (
    Arrived,
    Doing,
    Mailbox,
    Over,
    Question,
    Said,
    Text,
)
from coresearch.tui.markdown import load_parser

if TYPE_CHECKING:
    from coresearch.config import Settings
    from coresearch.core.calls import Retrying
    from coresearch.workbench.ask import Shown
    from coresearch.workbench.models import Chosen
    from coresearch.workbench.offline import idea
    from coresearch.workbench.project import Project


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
        load_parser()
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

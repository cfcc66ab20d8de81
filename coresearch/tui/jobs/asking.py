"""A question to a model, and what comes of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from coresearch.core.errors import NoModel
from coresearch.core.text import shorten
from coresearch.tui.desk import Desk, told
from coresearch.tui.jobs.asker import Asker, compare, own_first
from coresearch.tui.jobs.mailbox import Arrived, Doing, Over, Said, Text
from coresearch.tui.markdown import load_parser

if TYPE_CHECKING:
    from coresearch.config import Settings
    from coresearch.core.calls import Retrying
    from coresearch.core.first_answers import OwnFinding
    from coresearch.core.replies.values import Proposal
    from coresearch.prompts import Rendered
    from coresearch.workbench.ask import Shown
    from coresearch.workbench.models import Chosen
    from coresearch.workbench.offline import idea
    from coresearch.workbench.project import Project
    from coresearch.workbench.suggest import Placed

    AskAll = Callable[[Sequence[idea.Question]], Mapping[str, str]]


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
    own_first: bool = False
    """Whether the person says their own ideas before anything is shown."""

    def rendered(self, project: Project, takes: int | None) -> Rendered:
        """What is sent to a model that takes so many tokens."""
        from coresearch.workbench.question import render_question

        return render_question(project, self.prompt, self.question, takes=takes)

    def judge(self, project: Project) -> Callable[[Proposal], str]:
        """What says why a suggestion may not be made, of one that may not."""
        return lambda proposal: ""

    def heard(
        self, project: Project, model: str, placed: Sequence[Placed]
    ) -> Iterator[Said]:
        """What is done with the reply when it has ended."""
        return iter(())

    def without(self, project: Project, ask_all: AskAll) -> Iterator[Shown]:
        """What can be done without a model."""
        from coresearch.workbench.offline.answers import without_model

        return iter(
            without_model(project, self.prompt, self.question, self.target, ask_all)
        )


class Asking:
    """One question to a model, and what comes of it."""

    kind = "reply"

    def __init__(self, desk: Desk, asked: Asked, settings: Settings) -> None:
        self._asker = Asker()
        self.mailbox = self._asker.mailbox
        self._desk = desk
        self._asked = asked
        self._settings = settings
        self._stopping: Callable[[], None] = lambda: None

    def stop(self) -> None:
        self._asker.stop()
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
        from coresearch.workbench.ask import Exchange, Suggested

        asked = self._asked
        self.mailbox.put(Doing("looking for a model"))
        load_parser()
        activity = load_prompt(asked.prompt, project.checkout.home).activity
        own = self._own_ideas(project) if asked.own_first else None
        try:
            chosen = self._choose(activity)
        except NoModel as fault:
            self._work_without(project, fault)
            return
        rendered, judge = asked.rendered(project, chosen.context), asked.judge(project)
        if not self._may_send(project, chosen):
            return
        exchange = Exchange(project, chosen, self._settings.models, rendered, judge)
        self._stopping = exchange.stop
        self.mailbox.put(Doing(f"asking {chosen.model}"))
        if self._asker.is_stopped:
            exchange.stop()
        placed: list[Placed] = []
        for shown in exchange.run():
            self._take(shown, chosen)
            if isinstance(shown, Suggested):
                placed.append(shown.placed)
        if own is not None and placed:
            told = [(one.id, one.suggestion) for one in placed]
            self.mailbox.put(compare(self._asker, project, own, told))
        for said in asked.heard(project, chosen.model, placed):
            self.mailbox.put(said)

    def _own_ideas(self, project: Project) -> list[OwnFinding]:
        about = shorten(self._asked.question, 80)
        question = "Which ideas do you have?"
        return own_first(self._asker, project, about, self._asked.prompt, question)

    def _work_without(self, project: Project, fault: NoModel) -> None:
        """Do what can be done without a model, where none is named."""
        if fault.fault != "not-chosen" or self._asked.model:
            raise fault
        self.mailbox.put(Said("note", "Without a model: none is named or in reach."))
        for shown in self._asked.without(project, self._ask_all):
            self._take(shown)

    def _ask_all(self, asked: Sequence[idea.Question]) -> Mapping[str, str]:
        """What an idea lacks, asked one after the other; Esc ends the questions."""
        from coresearch.workbench.offline.idea import remarks

        answers: dict[str, str] = {}
        for each in asked:
            said = self._asker.ask(each.label, each.text)
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
            answer = self._asker.ask(*asked[what](chosen), is_yes_or_no=True)
            if answer is None:
                self.mailbox.put(Said("note", "Not asked; nothing was sent."))
                return False
            consent.answer(project, chosen, what, answer == "yes")
        return True

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

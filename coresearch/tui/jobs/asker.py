"""What a job asks the person: the answer is waited for in the job's own thread."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING

from coresearch.core.text import one_line
from coresearch.tui.jobs.mailbox import Mailbox, Question, Said

if TYPE_CHECKING:
    from coresearch.core.first_answers import OwnFinding
    from coresearch.core.suggestions import Suggestion
    from coresearch.workbench.project import Project


class Asker:
    """Asks through a mailbox; once stopped it asks no more."""

    def __init__(self) -> None:
        self.mailbox = Mailbox()
        self._answer: Future[str | None] | None = None
        self.is_stopped = False

    def stop(self) -> None:
        """Wait for no answer any more; from any thread."""
        self.is_stopped = True
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(None)

    def ask(self, *text: str, is_yes_or_no: bool = False) -> str | None:
        """What the person answers: a line, or `yes` or `no`; None: nothing."""
        if self.is_stopped:
            return None
        self._answer = Future()
        self.mailbox.put(Question(text, self._answer, is_yes_or_no))
        return self._answer.result()


OWN_FIRST = "--own-first"


def own_first(
    asker: Asker, project: Project, about: str, activity: str, question: str
) -> list[OwnFinding]:
    """The person's own findings, one a question, put on record at once."""
    from coresearch.workbench.own_first import write

    texts: list[str] = []
    while True:
        said = f"{question} One at a time; Enter without one ends."
        told = (said, "\n".join(texts)) if texts else (said,)
        given = " ".join((asker.ask(*told) or "").split())
        if not given:
            return write(project, about, activity, texts)
        texts.append(given)


def compare(
    asker: Asker,
    project: Project,
    own: Sequence[OwnFinding],
    shown: Sequence[tuple[str, Suggestion]],
) -> Said:
    """Ask of each that may be the same whether it is; how many were found alone."""
    from coresearch.workbench.own_first import matched
    from coresearch.workbench.words import found_alone

    def is_same(mine: OwnFinding, item: Suggestion) -> bool:
        theirs = one_line(f"{item.title}. {item.reason}")
        told = (f"Yours: {one_line(mine.text)}", f"Theirs: {theirs}", "The same?")
        return asker.ask(*told, is_yes_or_no=True) == "yes"

    left = matched(project, own, shown, is_same)
    return Said("done", found_alone(len(own) - len(left), len(shown), len(left)))

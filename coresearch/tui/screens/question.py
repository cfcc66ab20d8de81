"""A question that only the person can answer."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from coresearch.core.text import printable
from coresearch.tui.jobs.mailbox import Question
from coresearch.tui.view import Keystrokes, View


class QuestionScreen(ModalScreen[None]):
    """Yes or no, or a line. It takes no key that was meant for something else."""

    def __init__(self, question: Question, keystrokes: Keystrokes) -> None:
        super().__init__()
        self._question = question
        self._keystrokes = keystrokes
        self._view = View(keystrokes.patience, keystrokes.clock)

    def compose(self) -> ComposeResult:
        with Vertical(id="question"):
            for text in self._question.text:
                yield Static(f"{printable(text)}\n", markup=False)
            if self._question.is_yes_or_no:
                yield Static("y: yes   n: no   Esc: not now", markup=False)
            else:
                yield Input(password=self._question.is_hidden, compact=True)

    def on_mount(self) -> None:
        for line in self.query(Input):
            line.focus()
        self.call_after_refresh(lambda: self._view.show(self._question))

    async def on_key(self, event: events.Key) -> None:
        keys = self._keystrokes
        if self._question.is_yes_or_no or event.key == "escape":
            event.stop()
        if event.key == "escape":
            self._answer(None)
        elif (
            self._question.is_yes_or_no
            and event.key in ("y", "n")
            and self._view.takes_key(keys.last, keys.before)
        ):
            self._answer("yes" if event.key == "y" else "no")

    @on(Input.Submitted)
    def _submit(self, message: Input.Submitted) -> None:
        self._answer(message.value)

    def _answer(self, answer: str | None) -> None:
        if not self._question.answer.done():
            self._question.answer.set_result(answer)
        self.dismiss()

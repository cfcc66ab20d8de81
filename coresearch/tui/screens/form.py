"""A few lines that the person fills in, all of them in view until they are recorded."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from coresearch.core.text import printable
from coresearch.tui.keys import Place, bindings, hints

Submit = Callable[[Mapping[str, str]], Awaitable[str]]
"""Takes what was filled in, by key; what is wrong with it, or nothing."""
Check = Callable[[str, str], str]
"""What is wrong with one line, given its key and its text, or nothing."""


@dataclass(frozen=True, slots=True)
class Field:
    """One line to fill in."""

    key: str
    label: str
    facts: tuple[str, ...] = ()
    """What is known to it, below the label."""


class FormScreen(ModalScreen[None]):
    """Lines to fill in. Leaving it keeps what was written for the next time."""

    BINDINGS = bindings(Place.FORM)
    AUTO_FOCUS = ""

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        submit: Submit,
        kept: dict[str, str],
        changed_keys: Mapping[str, str],
        check: Check = lambda key, text: "",
    ) -> None:
        """`kept` is what stands in the lines at first, and what was written at last."""
        super().__init__()
        self._title = title
        self._fields = fields
        self._submit = submit
        self._kept = kept
        self._changed_keys = changed_keys
        self._check = check
        self._is_going = False

    def compose(self) -> ComposeResult:
        with Vertical(id="form"):
            yield Static(printable(self._title), classes="form-title", markup=False)
            with VerticalScroll(id="form-lines", can_focus=False):
                for number, field in enumerate(self._fields):
                    with Vertical(classes="form-field"):
                        yield Static(printable(field.label), markup=False)
                        for fact in field.facts:
                            said = f"· {printable(fact)}"
                            yield Static(said, classes="form-fact", markup=False)
                        written = self._kept.get(field.key, "")
                        yield Input(written, id=f"line-{number}", compact=True)
            yield Static("", id="form-fault", markup=False)
            told = "   ".join(
                f"{key} {word}" for key, word in hints(Place.FORM, self._changed_keys)
            )
            yield Static(told, classes="form-fact", markup=False)

    def on_mount(self) -> None:
        self._focus_line(0)

    def _line(self, number: int) -> Input:
        return self.query_one(f"#line-{number}", Input)

    def _focus_line(self, number: int) -> None:
        line = self._line(number)
        # At once: what is typed behind an Enter belongs to the next line.
        self.set_focus(line, scroll_visible=False)
        if number and isinstance(line.parent, Vertical):  # seen with what it asks
            line.parent.scroll_visible(animate=False)

    @on(Input.Changed)
    def _keep(self, message: Input.Changed) -> None:
        self._kept[self._fields[_number(message.input)].key] = message.value

    def action_next(self) -> None:
        """To the next line; from the last one: record."""
        line = self.focused
        if not isinstance(line, Input):
            self._focus_line(0)
            return
        number = _number(line)
        if number + 1 == len(self._fields):
            self.action_record()
            return
        self._focus_line(number + 1)
        # When it has taken the keys that came before the Enter.
        line.call_later(self._is_right, number)

    def _is_right(self, number: int) -> bool:
        """Whether a line can be read; if not, that is said."""
        said = self._line(number).value.strip()
        fault = self._check(self._fields[number].key, said)
        self._say(fault)
        return not fault

    def _say(self, fault: str) -> None:
        self.query_one("#form-fault", Static).update(printable(fault))

    def action_record(self) -> None:
        """Record what is written when the last key has been taken."""
        (self.focused or self).call_later(self._record)

    async def _record(self) -> None:
        """Record what is written, or go to the first line that cannot be read."""
        if self._is_going:
            return
        numbers = range(len(self._fields))
        for number in numbers:
            if not self._is_right(number):
                self._focus_line(number)
                return
        self._is_going = True
        said = {self._fields[one].key: self._line(one).value.strip() for one in numbers}
        try:
            fault = await self._submit(said)
        finally:
            self._is_going = False
        if fault:
            self._say(fault)
        elif self.is_current:
            self.dismiss()

    def action_leave(self) -> None:
        """Not now."""
        self.dismiss()


def _number(line: Input) -> int:
    return int((line.id or "line-0").removeprefix("line-"))

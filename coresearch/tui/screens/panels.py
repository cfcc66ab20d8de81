"""Panels: one's own view first; then all of them, the debate, and the decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import work

from coresearch.core.errors import CoresearchError
from coresearch.core.text import counted, one_line
from coresearch.tui import panelling
from coresearch.tui.desk import told
from coresearch.tui.keys import Place, bindings, hints
from coresearch.tui.panelling import Said
from coresearch.tui.screens.form import Check, Field, FormScreen, Submit
from coresearch.tui.screens.listing import ListScreen
from coresearch.tui.screens.panel_list import Panels

if TYPE_CHECKING:
    from coresearch.core.panels import Panel
    from coresearch.tui.jobs.mailbox import Job
    from coresearch.workbench.panel.interview import Line as AskedLine
    from coresearch.workbench.panel.standing import Standing


class PanelsScreen(ListScreen):
    """What is asked, who holds what, and what was decided."""

    BINDINGS = bindings(Place.PANELS)

    def __init__(
        self, panels: Panels, changed_keys: Mapping[str, str], words: str = ""
    ) -> None:
        super().__init__(panels, changed_keys, words)
        self._panels = panels
        self._written: dict[tuple[str, str], dict[str, str]] = {}
        """What was written into the form of this name about this panel."""

    def own_hints(self) -> list[tuple[str, str]]:
        return hints(Place.PANELS, self._changed_keys)

    # -- forms ------------------------------------------------------------------------

    async def _fill_in(
        self,
        name: str,
        title: str,
        fields: Sequence[Field],
        submit: Submit,
        check: Check = lambda key, text: "",
    ) -> None:
        kept = self._written.setdefault((self.rows.marked or "", name), {})
        form = FormScreen(title, fields, submit, kept, self._changed_keys, check)
        await self.app.push_screen(form)

    async def _record(
        self, name: str, work: Callable[..., object], *given: object
    ) -> str:
        """Do what a form asks for; what is wrong with it, or nothing."""
        try:
            await self._panels.desk.do(partial(work, *given))
        except CoresearchError as fault:
            return told(fault)
        self._written.pop((self.rows.marked or "", name), None)
        self._read_anew()
        return ""

    async def _marked(self) -> Standing | None:
        """The panel that is marked, as it stands now."""
        if not self.rows.marked:
            self.notify("There is no panel: n opens one.", markup=False)
            return None
        try:
            return await self._panels.desk.do(
                partial(panelling.panel_at, self.rows.marked)
            )
        except CoresearchError as fault:
            self.notify(told(fault), markup=False)
            return None

    async def _shown(self) -> Standing | None:
        """The same, if its views may be seen; else that is said."""
        from coresearch.workbench.panel.standing import require_shown

        if (found := await self._marked()) is None:
            return None
        try:
            require_shown(found)
        except CoresearchError as fault:
            first = "v gives it." if found.own is None else "x waits no longer."
            self.notify(f"{fault.message} {first}", markup=False)
            return None
        return found

    def _leave_with(self, said: str, job: Job) -> None:
        """Begin a job on the work screen; the application does, as this screen goes."""
        self.app.call_later(self.app.begin, said, job)  # type: ignore[attr-defined]

    # -- what keys do -----------------------------------------------------------------

    @work
    async def action_new(self) -> None:
        """Put another question to several voices."""
        fields = (
            Field("question", "What is to be decided?"),
            Field("options", "What can be answered? a | b | c (none: own words)"),
            Field("until", "Show nobody another's view before how many are in?"),
        )

        async def submit(said: Said) -> str:
            options = [one for one in said.get("options", "").split("|") if one.strip()]
            fault = await self._panels.open_panel(
                said.get("question", ""), options, said.get("until", "")
            )
            if not fault:
                self._written.clear()
                self._read_anew()
            return fault

        await self._fill_in("new", "A question to several voices", fields, submit)

    @work
    async def action_view(self) -> None:
        """Give one's view, or change it."""
        if (found := await self._marked()) is None:
            return
        lines = await self._panels.desk.do(partial(panelling.lines_for, found))
        fields = [_field(one, found.panel) for one in lines]
        title = found.panel.question
        if found.own is not None:
            fields.append(Field("moved_by", "What moved you?"))
            title = f"Change your view: {title}"

        async def submit(said: Said) -> str:
            return await self._record(
                "view", partial(panelling.given, found, lines, said)
            )

        check = partial(panelling.wrong_with, found, lines)
        await self._fill_in("view", title, fields, submit, check)

    @work
    async def action_answer(self) -> None:
        """Answer somebody's view."""
        if (found := await self._shown()) is None:
            return
        others = [one for one in found.counted if not one.is_own]
        held = tuple(
            f"{one_line(one.name)} holds {one_line(one.now.answer)}" for one in others
        )
        fields = (
            Field("to", "Whose view?", held or ("Nobody else has spoken yet.",)),
            Field("grants", "What do you grant?"),
            Field("disputes", "What do you dispute, and why?"),
            Field("turns_on", "What would decide between you?"),
        )

        async def submit(said: Said) -> str:
            return await self._record(
                "answer", partial(panelling.answered, found, said)
            )

        await self._fill_in("answer", "Answer a view", fields, submit)

    @work
    async def action_reveal(self) -> None:
        """Wait no longer for the views that are missing."""
        if (found := await self._marked()) is None:
            return
        missing = counted(found.missing, "view")
        fields = (Field("because", f"{missing} missing. Why not wait for the others?"),)

        async def submit(said: Said) -> str:
            return await self._record(
                "reveal", partial(panelling.shown_early, found, said)
            )

        await self._fill_in("reveal", "Show what is on record", fields, submit)

    @work
    async def action_hear(self) -> None:
        """Ask a model for its view."""
        from coresearch.workbench.panel.roles import Role

        if (found := await self._marked()) is None:
            return
        if found.own is None:
            self.notify("Your own view comes first. v gives it.", markup=False)
            return
        fields = (Field("role", f"As whom? {', '.join(Role)} (Enter: as none)"),)

        async def submit(said: Said) -> str:
            role = said.get("role", "").casefold()
            if role and role not in set(Role):
                return f"There is no role {role}. There are: {', '.join(Role)}"
            self._ask_model(found, role)
            return ""

        await self._fill_in("hear", "Ask a model for its view", fields, submit)

    @work
    async def action_synthesise(self) -> None:
        """What the views turn on, by a model."""
        if found := await self._shown():
            self._ask_model(found, None)

    def _ask_model(self, found: Standing, role: str | None) -> None:
        """Ask for a view in a role, or for the synthesis where there is none."""
        from coresearch.tui.jobs.asking import Asking
        from coresearch.tui.jobs.hearing import SynthesisAsked, ViewAsked
        from coresearch.workbench.panel.synthesised import PROMPT

        model, server = self.app.work.sending.named  # type: ignore[attr-defined]
        asked: SynthesisAsked | ViewAsked = SynthesisAsked(
            PROMPT, "", model, server, panel=found.id
        )
        said = f"a synthesis of the panel: {found.panel.question}"
        if role is not None:
            asked = ViewAsked("panel", "", model, server, panel=found.id, role=role)
            said = f"a view{f' as {role}' if role else ''}: {found.panel.question}"
        settings = self.app.settings  # type: ignore[attr-defined]
        job = Asking(self._panels.desk, asked, settings)
        self._leave_with(said, job)

    @work
    async def action_conclude(self) -> None:
        """A record of the decision."""
        if (found := await self._shown()) is None:
            return
        options = "; ".join(found.panel.options) or "in a sentence"
        fields = (
            Field("decided", f"What is decided? ({options}; Enter: left blank)"),
            Field("because", "Because of which argument?"),
        )

        async def submit(said: Said) -> str:
            from coresearch.core.panels import View, checked

            decided = said.get("decided", "")
            try:
                if decided:
                    checked(found.panel, View(decided, 0.5))
            except CoresearchError as fault:
                return told(fault)
            self._conclude(found, decided, said.get("because", ""))
            return ""

        await self._fill_in("conclude", found.panel.question, fields, submit)

    def _conclude(self, found: Standing, decided: str, because: str) -> None:
        from coresearch.tui.jobs.doings import Doings
        from coresearch.tui.jobs.hearing import concluded

        work = partial(concluded, found.id, decided, because)
        job = Doings(self._panels.desk, "drafting the record", work)
        said = f"a record of the decision: {found.panel.question}"
        self._leave_with(said, job)


def _field(one: AskedLine, panel: Panel) -> Field:
    if one.role is not None:
        return Field(one.key, f"({one.role.role}) {one.text}", one.role.facts)
    facts = panel.options if one.key == "answer" else ()
    numbered = tuple(f"{number} {text}" for number, text in enumerate(facts, 1))
    return Field(one.key, one.text, numbered)

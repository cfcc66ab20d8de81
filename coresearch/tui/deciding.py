"""What the person ruled, carried out by the workbench, and told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from coresearch.core.errors import CoresearchError, Stale
from coresearch.core.text import one_line
from coresearch.tui.desk import told
from coresearch.tui.wishes import AnsweredFirst, Compared, Ruled

if TYPE_CHECKING:
    from coresearch.core.predictions import Outcome
    from coresearch.journal.predictions import PredictionRow
    from coresearch.tui.jobs.mailbox import Job
    from coresearch.tui.parts import Parts
    from coresearch.workbench.project import Project


class Decisions:
    """Has the person's rulings carried out, and shows what came of them."""

    def __init__(self, screen: Parts, start: Callable[[Job], None]) -> None:
        """On this screen; what is to be run is given to `start`."""
        self._screen = screen
        self._start = start

    def rule(self, ruled: Ruled) -> None:
        """Do what the person ruled; what is to be run is run when its turn comes."""
        screen = self._screen
        if ruled.verdict != "accept" or ruled.shown.run is None:
            screen.run_worker(self._carry_out(ruled))
            return
        from coresearch.tui.orders import suggested_run

        screen.transcript.say("asked", f"run “{ruled.shown.suggestion.title}”")
        self._start(suggested_run(screen.desk, screen.settings, ruled))
        self._forget_mine(ruled.shown.id)

    async def _carry_out(self, ruled: Ruled) -> None:
        screen = self._screen
        try:
            kind, said = await screen.lookout.do(Deciding(ruled))
            screen.transcript.say(kind, said)
            if not screen.transcript.size.height:  # the inbox is in its place
                screen.status.tell(said)
            if ruled.verdict == "later":
                screen.inbox.rows.action_move(1)
            else:
                self._forget_mine(ruled.shown.id)
        except CoresearchError as fault:
            self._say_fault(fault)
            if isinstance(fault, Stale):
                screen.inbox.look_again()
        await screen.lookout.read()

    def _forget_mine(self, suggestion: str) -> None:
        from coresearch.workbench import editing

        mine = self._screen.inbox.detail.forget_mine(suggestion)
        if mine is not None:
            editing.forget(Path(mine.folder))

    async def answer_first(self, wanted: AnsweredFirst) -> None:
        """Keep the person's own word, and then show what is suggested."""
        from coresearch.workbench.own_first import answer

        about, text = wanted.about, wanted.text
        try:
            own = await self._screen.lookout.do(lambda at: answer(at, about, text))
        except CoresearchError as fault:
            self._say_fault(fault)
            return
        self._screen.inbox.uncover(about, own)

    async def compare(self, message: Compared) -> None:
        """Keep whether the suggestion says the same."""
        from coresearch.workbench.own_first import judge

        about, own, same = message.about, message.own, message.same
        try:
            await self._screen.lookout.do(lambda at: judge(at, about, own, same=same))
        except CoresearchError as fault:
            self._say_fault(fault)

    def resolve(self, row: PredictionRow, outcome: Outcome) -> None:
        """Put on record how a prediction came out."""
        self._screen.run_worker(self._resolve(row, outcome))

    async def _resolve(self, row: PredictionRow, outcome: Outcome) -> None:
        from coresearch.workbench.predictions import resolve

        try:
            await self._screen.lookout.do(lambda at: resolve(at, row.id, outcome, ""))
        except CoresearchError as fault:
            self._say_fault(fault)
            return
        said = f"“{one_line(row.claim)}” ({row.probability:.0%}): {outcome}"
        self._screen.transcript.say("done", said)

    async def reverse(self, what: str) -> None:
        """Undo the last accept, or redo the last undo."""
        screen = self._screen
        try:
            screen.transcript.say("done", await screen.lookout.do(reversing(what)))
        except CoresearchError as fault:
            self._say_fault(fault)
        await screen.lookout.read()

    def _say_fault(self, fault: CoresearchError) -> None:
        screen = self._screen
        screen.transcript.say("fault", told(fault))
        screen.notify(told(fault), severity="warning", markup=False, timeout=6)


class Deciding:
    """One ruling: a piece of work that gives the kind and the text of what was done."""

    def __init__(self, ruled: Ruled) -> None:
        self._ruled = ruled

    def __call__(self, project: Project) -> tuple[str, str]:
        from coresearch.tui.suggestion import titled
        from coresearch.workbench import decide
        from coresearch.workbench.words import what_changed

        ruled, shown = self._ruled, self._ruled.shown
        ruling = decide.Ruling(
            ruled.reason, ruled.reason_asked, ruled.seconds, ruled.whole
        )
        title = titled(shown.suggestion.title)
        if shown.planted:
            from coresearch.workbench import plants

            rulings = {"accept": "accepted", "reject": "rejected"}
            verdict = rulings.get(ruled.verdict, "left")
            return "note", plants.reveal(project, shown.id, verdict, ruled.seconds)
        match ruled.verdict:
            case "reject":
                decide.reject(project, shown, ruling)
                because = f": {ruled.reason}" if ruled.reason else ", without a reason"
                return "rejected", f"Rejected “{title}”{because}"
            case "later":
                decide.put_off(project, shown, ruling)
                return "note", f"Left for later: “{title}”"
        if ruled.is_mine:
            decide.amend(project, shown, ruling)
            writes, what = shown.changes.writes, "Accepted as amended"
        else:
            decide.accept(project, shown, ruling, ruled.hunks)
            chosen = ruled.hunks
            changes = shown.changes if chosen is None else shown.changes.choose(chosen)
            writes, what = changes.writes, "Accepted"
        back = "\nu takes it back." if writes else ""
        return "done", f"{what} “{title}”: {what_changed(writes)}.{back}"


def reversing(what: str) -> Callable[[Project], str]:
    """Undo or redo; what to say of it."""

    def work(project: Project) -> str:
        from coresearch.tui.suggestion import titled
        from coresearch.workbench import reverse
        from coresearch.workbench.words import what_changed

        done = (reverse.undo if what == "undo" else reverse.redo)(project)
        title = titled(project.journal.suggestion(done.suggestion).title)
        said = "Undone" if what == "undo" else "Redone"
        other = "U does it again" if what == "undo" else "u takes it back"
        return f"{said} “{title}”: {what_changed(done.writes)}.\n{other}."

    return work

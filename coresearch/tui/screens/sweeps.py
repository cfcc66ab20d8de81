"""Sweeps: how far each is, its arms, its failures; read anew while one goes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from coresearch.core.text import counted, one_line
from coresearch.journal.sweeps import ID_DIGITS, SweepRow, TaskRow
from coresearch.tui.desk import Desk
from coresearch.tui.ink import Ink, Line, fit, line, wrap
from coresearch.tui.keys import Place, bindings, hints
from coresearch.tui.screens.listing import PAGE, ListScreen, Wanted
from coresearch.tui.widgets.page import Block
from coresearch.tui.widgets.rows import Row
from coresearch.workbench.project import Project
from coresearch.workbench.sweeps import words
from coresearch.workbench.sweeps.progress import ArmRow, Progress
from coresearch.workbench.words import local_time

_LOOK = 2.0
"""Seconds between two looks at one that goes on."""
_MOST_FAILED = 12


class Sweeps:
    """Sweeps, as a list."""

    title = "Sweeps"
    help = "a name, or the beginning of an id"
    terms: Sequence[str] = ()
    beside_words: Sequence[str] = ()
    nothing = "No sweep yet, or none that fits. coresearch sweep train.py begins one."

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.shows_table = False
        """Whether the page has the arms side by side, or how far it is."""
        self.failed = ""
        """The run of the first task without success of the sweep that is shown."""
        self.goes_on = False
        """Whether that one has tasks that have not ended."""

    async def find(self, wanted: Wanted, offset: int) -> list[Row]:
        """Sweeps, the newest first."""
        if not self._desk.has_journal:
            return []
        rows = await self._desk.do(partial(_rows, wanted, offset))
        return [Row(row.id, partial(_row_line, row)) for row in rows]

    async def whole(self, id: str) -> Sequence[Block]:
        """One sweep: how far it is, or its arms side by side."""
        if self.shows_table:
            arms = await self._desk.do(partial(_arms, id))
            return [partial(_table, arms)]
        found, bad = await self._desk.do(partial(_progress, id))
        self.failed = bad[0].run if bad else ""
        self.goes_on = bool(found.open)
        return [partial(_lines, found, bad)]


class SweepsScreen(ListScreen):
    """How far sweeps are."""

    BINDINGS = bindings(Place.SWEEPS)

    def __init__(
        self, sweeps: Sweeps, changed_keys: Mapping[str, str], words: str = ""
    ) -> None:
        super().__init__(sweeps, changed_keys, words)
        self._sweeps = sweeps

    def on_mount(self) -> None:
        super().on_mount()
        self.set_interval(_LOOK, self._look_again)

    def _look_again(self) -> None:
        """Show the one that is marked as it is now, if it goes on.

        Not while a page is on its way: that one would be given up for this.
        """
        is_reading = any(one.group == "page" and one.is_running for one in self.workers)
        if self.rows.marked and self._sweeps.goes_on and not is_reading:
            self.show(self.rows.marked)

    def own_hints(self) -> list[tuple[str, str]]:
        return hints(Place.SWEEPS, self._changed_keys)

    def action_table(self) -> None:
        """Its arms side by side, and back."""
        self._sweeps.shows_table = not self._sweeps.shows_table
        self.show_marked()

    async def action_diagnose(self) -> None:
        """What the first failure means, on the work screen."""
        if self._sweeps.failed:
            run = self._sweeps.failed[:ID_DIGITS]
            await self.app.diagnose(run)  # type: ignore[attr-defined]


def _rows(wanted: Wanted, offset: int, project: Project) -> list[SweepRow]:
    from coresearch.journal.sweeps import list_sweeps

    found = list_sweeps(project.journal, limit=PAGE, offset=offset)
    asked = wanted.words.casefold()
    return [
        row for row in found if asked in row.name.casefold() or row.id.startswith(asked)
    ]


def _row_line(row: SweepRow, width: int) -> Line:
    head = f"{local_time(row.at)} " if width > 60 else f"{local_time(row.at)[5:]} "
    bad = row.ended - row.good
    what = f"{row.name}: {row.path}" if row.name else row.path
    room = max(width - len(head) - 22, 8)
    return line(
        (head, Ink.QUIET),
        (f"{row.good:>5}/{row.tasks:<6}", Ink.GOOD),
        (f"{bad:>4} not  " if bad else " " * 10, Ink.REMOVED),
        fit(one_line(what), room),
    )


def _progress(id: str, project: Project) -> tuple[Progress, list[TaskRow]]:
    from coresearch.journal.sweeps import read_sweep
    from coresearch.workbench.sweeps.progress import last_attempts, progress

    recorded = read_sweep(project.journal, id)
    last = last_attempts(project, recorded).values()
    bad = [row for row in last if row.state not in ("succeeded", "running")]
    return progress(project, recorded), bad


def _lines(found: Progress, bad: list[TaskRow], width: int) -> list[Line]:
    ink = Ink.MEDIUM if found.is_stalled else Ink.QUIET
    lines = wrap(line((words.title(found.sweep), Ink.STRONG)), width)
    lines += wrap(line((words.state(found), ink)), width)
    lines += wrap(line((words.now(found), Ink.ACCENT)), width)
    if found.is_stalled:
        said = f"coresearch sweep resume {words.short(found.sweep)} goes on with it."
        lines += wrap(line((said, Ink.MEDIUM)), width)
    lines.append(())
    for name, value in words.facts(found):
        head = line((f"{name:<10}", Ink.QUIET))
        lines += wrap(line(value), width, head, line(" " * 10))
    if bad:
        lines.append(())
    for row in bad[:_MOST_FAILED]:
        task = found.sweep.sweep.tasks[row.task - 1]
        seed = "" if task.seed is None else f" seed {task.seed}"
        what = one_line(f"{task.arm}{seed} {row.error}".strip())
        head = line((f"/{row.task:03} ", Ink.ACCENT), (f"{row.state}  ", Ink.REMOVED))
        lines += wrap(line(what), width, head, line("     "))
    if len(bad) > _MOST_FAILED:
        more = counted(len(bad) - _MOST_FAILED, "more task")
        lines.append(line((f"… and {more}", Ink.QUIET)))
    return lines


def _arms(id: str, project: Project) -> list[ArmRow]:
    from coresearch.journal.sweeps import read_sweep
    from coresearch.workbench.sweeps.progress import table

    return table(project, read_sweep(project.journal, id))


def _table(arms: list[ArmRow], width: int) -> list[Line]:
    lines: list[Line] = []
    for row in arms:
        head = line((one_line(row.arm) or "all", Ink.STRONG), "  ")
        lines += wrap(line(*head, (words.arm_failures(row), Ink.QUIET)), width)
        for name, one in row.metrics.items():
            told = line((f"  {one_line(name)}  ", Ink.QUIET), words.spread(one))
            lines += wrap(told, width)
    return lines

"""Runs: what ran, what came of it, what it printed; and again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from coresearch.core.runs import Run
from coresearch.core.text import counted, one_line
from coresearch.journal.runs import RunRow
from coresearch.tui.desk import Desk
from coresearch.tui.ink import Ink, Line, fit, line, wrap
from coresearch.tui.keys import Place, bindings, hints
from coresearch.tui.screens.listing import PAGE, ListScreen, Wanted
from coresearch.tui.story import blocks_of
from coresearch.tui.widgets.page import Block
from coresearch.tui.widgets.rows import Row
from coresearch.workbench import run_words
from coresearch.workbench.project import Project
from coresearch.workbench.words import (
    duration,
    local_time,
    number,
    outcome,
    size,
    sparkline,
)

_MOST_FILES = 40


class Runs:
    """What ran, as a list."""

    title = "Runs"
    help = "a name, state:failed file:train.py"
    terms: Sequence[str] = ("file", "name", "state")
    beside_words: Sequence[str] = ("file", "state")
    nothing = "Nothing ran yet, or nothing that fits. /run train.py runs a script."

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.shows_outputs = False
        """Whether the page has what a run printed, or what is known of it."""

    async def find(self, wanted: Wanted, offset: int) -> list[Row]:
        """Runs, the newest first."""
        if not self._desk.has_journal:
            return []
        rows = await self._desk.do(partial(_rows, wanted, offset))
        return [Row(row.id, partial(_row_line, row)) for row in rows]

    async def whole(self, id: str) -> Sequence[Block]:
        """One run, or its outputs."""
        return await self._desk.do(
            partial(_outputs if self.shows_outputs else _whole, id)
        )


class RunsScreen(ListScreen):
    """What ran; and again."""

    BINDINGS = bindings(Place.RUNS)

    def __init__(
        self, runs: Runs, changed_keys: Mapping[str, str], words: str = ""
    ) -> None:
        super().__init__(runs, changed_keys, words)
        self._runs = runs

    def own_hints(self) -> list[tuple[str, str]]:
        return hints(Place.RUNS, self._changed_keys)

    def action_outputs(self) -> None:
        """What it printed, and back."""
        self._runs.shows_outputs = not self._runs.shows_outputs
        self.show_marked()

    async def action_diagnose(self) -> None:
        """What its failure means, on the work screen."""
        if self.rows.marked:
            await self.app.diagnose(self.rows.marked)  # type: ignore[attr-defined]

    async def action_run_mended(self) -> None:
        """Again, with the files as they are now."""
        if self.rows.marked:
            await self.app.rerun(self.rows.marked, is_mended=True)  # type: ignore[attr-defined]

    async def action_rerun(self) -> None:
        """Again, with its exact files."""
        if self.rows.marked:
            await self.app.rerun(self.rows.marked)  # type: ignore[attr-defined]


def _ink(state: str) -> Ink:
    if state == "succeeded":
        return Ink.GOOD
    return Ink.MEDIUM if state in ("running", "interrupted") else Ink.REMOVED


def _rows(wanted: Wanted, offset: int, project: Project) -> list[RunRow]:
    from coresearch.journal.runs import list_runs

    return list_runs(
        project.journal,
        limit=PAGE,
        offset=offset,
        name=wanted.words or wanted.terms.get("name"),
        path=wanted.terms.get("file"),
        state=wanted.terms.get("state"),
    )


def _row_line(row: RunRow, width: int) -> Line:
    head = f"{local_time(row.at)} " if width > 60 else f"{local_time(row.at)[5:]} "
    took = duration(row.seconds)
    room = max(width - len(head) - 21, 8)
    return line(
        (head, Ink.QUIET),
        (fit(row.state, 12), _ink(row.state)),
        (f"{took:>8} ", Ink.QUIET),
        fit(one_line(run_words.row_said(row)), room),
    )


def _whole(id: str, project: Project) -> Sequence[Block]:
    from coresearch.journal.predictions import predictions_about
    from coresearch.journal.runs import read_run, summaries

    journal = project.journal
    run = read_run(journal, id)
    facts = list(run_words.facts(run))
    said = predictions_about(journal, id)
    facts += [("predicted", run_words.predicted(row)) for row in said]
    return [partial(_lines, run, facts, summaries(journal, id))]


def _lines(
    run: Run,
    facts: list[run_words.Fact],
    metrics: list[tuple[str, Any, Any, Any, int]],
    width: int,
) -> list[Line]:
    ended = run.ended or {}
    state = outcome(run.state, ended.get("exit_code"), ended.get("signal", ""))
    sums = " · ".join(["", *run_words.sums(run), run.id[:7]])
    found = wrap(line((run_words.title(run), Ink.STRONG)), width)
    found += wrap(line((state, _ink(run.state)), (sums, Ink.QUIET)), width)
    for said in run_words.trouble(run):
        found += [(), *wrap(line((said, Ink.REMOVED)), width)]
    found.append(())
    for name, value in facts:
        head = line((f"{name:<10}", Ink.QUIET))
        found += wrap(line(value), width, head, line(" " * 10))
    if metrics:
        found += [(), *_metrics(run, metrics, width)]
    files = ended.get("files", ())
    if files:
        found.append(())
    for file in files[:_MOST_FILES]:
        said = f"{file['path']}  {size(file['size'])}"
        found += wrap(line(("wrote ", Ink.QUIET), said), width)
    if (more := len(files) - _MOST_FILES + ended.get("more_files", 0)) > 0:
        found.append(line((f"… and {counted(more, 'more file')}", Ink.QUIET)))
    if kept := ended.get("outputs"):
        said = f"{size(kept['size'])} of output: o shows it"
        found += [(), line((said, Ink.QUIET))]
    return found


def _metrics(
    run: Run, metrics: list[tuple[str, Any, Any, Any, int]], width: int
) -> list[Line]:
    series = (run.ended or {}).get("series", {})
    widest = min(max(len(name) for name, *_ in metrics), 24)
    found: list[Line] = []
    for name, last, least, most, count in metrics:
        points = [value for _, value in series.get(name, ())]
        curve = sparkline(points, max(8, min(32, width - widest - 36)))
        span = f"  {number(least)} to {number(most)}" if count > 1 else ""
        found.append(
            line(
                (fit(name, widest), Ink.STRONG),
                f"  {number(last):>10}  ",
                (curve if count > 1 else "", Ink.ACCENT),
                (span, Ink.QUIET),
            )
        )
    return found


def _outputs(id: str, project: Project) -> Sequence[Block]:
    """What it printed and showed, as the terminal was left."""
    from coresearch.core.shown import AsText
    from coresearch.journal.runs import read_run
    from coresearch.workbench.outputs import Gap, outputs_to_show

    run = read_run(project.journal, id)
    if run.ended is None:
        return blocks_of("note", "It still runs: its outputs are on record at its end.")
    shows, pieces = AsText(), list[str]()
    for output in outputs_to_show(project.journal.blobs, run.ended):
        if isinstance(output, Gap):
            pieces.append(f"\n… {output.characters:,} characters …\n")
        else:
            pieces.append(shows.text_of(output))
    text = "".join([*pieces, shows.finish()])
    return (
        blocks_of("output", text) if text else blocks_of("note", "It printed nothing.")
    )

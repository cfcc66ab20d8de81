"""What rules read in results and failures, in the transcript and the inbox."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coresearch.core.text import counted
from coresearch.tui.jobs.asker import Asker, compare, own_first
from coresearch.tui.jobs.mailbox import Said, Text
from coresearch.tui.markdown import load_parser

if TYPE_CHECKING:
    from coresearch.workbench.project import Project
    from coresearch.workbench.suggest import Placed


def analysed(
    start: Path, what: Sequence[str], project: Project
) -> Iterator[Said | Text]:
    """What tables or runs say, and what follows from it."""
    from coresearch.workbench.analyse import Wanted
    from coresearch.workbench.analysis_page import as_markdown
    from coresearch.workbench.results_named import analyse_named

    load_parser()
    script = what[0] if len(what) == 1 and what[0].endswith(".py") else None
    named = () if script else what
    report = analyse_named(project, named, Wanted(), start, file=script)
    yield Text("\n".join(as_markdown(report)) + "\n")
    yield from _waiting(one.placed for one in report.told)


def diagnosed(
    start: Path, what: str, asker: Asker | None, project: Project
) -> Iterator[Said | Text]:
    """What the last failure, a run, a script's last run or a log says.

    With an `asker`, after what the person thinks that it is.
    """
    from coresearch.workbench.failure_named import diagnose_named
    from coresearch.workbench.failure_page import as_markdown

    load_parser()
    own = None
    if asker is not None:
        about, question = what or "the last run", "What do you think is the cause?"
        own = own_first(asker, project, about, "execution", question)
    report = diagnose_named(project, what or None, start, keep=True)
    yield Text("\n\n".join(as_markdown(report)) + "\n")
    if asker is not None and own is not None:
        told = [(one.placed.id, one.suggestion) for one in report.told if one.placed]
        yield compare(asker, project, own, told)
    yield from _waiting([report.step_back, *(one.placed for one in report.told)])


def _waiting(placed: Iterable[Placed | None]) -> Iterator[Said]:
    waiting = [one for one in placed if one and one.entry.state == "waiting"]
    if waiting:
        yield Said("done", f"{counted(len(waiting), 'suggestion')} of it in the inbox.")


def benchmarked(results: Sequence[Path], project: Project) -> Iterator[Said]:
    """What results say of a benchmark's items, and what they cannot tell."""
    from coresearch.analysis.roles import Asked as Columns
    from coresearch.workbench.benchmark import (
        facts,
        held_to_stated,
        suggestions,
        tested,
    )
    from coresearch.workbench.suggest import put_in_inbox

    of = tested(results, Columns(), project.relative(results[0]))
    of = held_to_stated(project, of)
    for fact in facts(of):
        yield Said("note", fact)
    for placed in put_in_inbox(project, suggestions(of)):
        yield Said("suggested", placed.suggestion.title)
    for line in of.findings.cannot_tell:
        yield Said("note", f"Cannot be told: {line}")

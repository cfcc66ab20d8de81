"""A run before the person's eyes: its output, their keys, and how it ended."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from coresearch.cli import terminal
from coresearch.cli.exit_codes import ExitCode
from coresearch.cli.forms import Output
from coresearch.cli.output import Ink, advise, paint, say, tell
from coresearch.core.text import one_line

if TYPE_CHECKING:
    from coresearch.core.predictions import Prediction
    from coresearch.core.runs import Ended, RunRequest
    from coresearch.kernel.kernel import OnInput, OnOutput
    from coresearch.workbench.attended import Attended
    from coresearch.workbench.project import Project
    from coresearch.workbench.suggested_run import Permit

    Prepare = Callable[[OnOutput, OnInput | None, Callable[[str], None]], Attended]
    """Given who shows its output, who answers its questions, and who is told that it is
    on record: the run."""

_SLOW_START = 1.5
"""Seconds after which it is said what is being waited for."""


def perform(
    project: Project,
    request: RunRequest,
    output: Output,
    permit: Permit | None = None,
    prediction: Prediction | None = None,
) -> ExitCode:
    """Carry out `request` before the person's eyes; the exit code."""
    import asyncio

    from coresearch.config import read_settings

    settings = read_settings(project.root).runs

    def prepare(
        show: OnOutput, answer: OnInput | None, begun: Callable[[str], None]
    ) -> Attended:
        from coresearch.workbench.run import Execution

        return Execution(
            project, request, settings, show, answer, begun, permit, prediction
        )

    while True:
        code, again = asyncio.run(_attend(project, prepare, output))
        if not again:
            return code
        permit = None  # starting it again is the person's own act


def pick_up(project: Project, identity: str, output: Output) -> ExitCode:
    """Listen again to a run on a server; the exit code."""
    import asyncio

    from coresearch.config import read_settings
    from coresearch.journal.runs import find_run, read_run
    from coresearch.workbench.resume import Resumption

    run = read_run(project.journal, find_run(project.journal, identity))
    settings = read_settings(project.root).runs

    def prepare(
        show: OnOutput, answer: OnInput | None, begun: Callable[[str], None]
    ) -> Attended:
        begun(run.id)
        return Resumption(project, run, settings, show, answer)

    code, again = asyncio.run(_attend(project, prepare, output))
    return perform(project, run.request, output) if again else code


async def _attend(
    project: Project, prepare: Prepare, output: Output
) -> tuple[ExitCode, bool]:
    """Its exit code, and whether the person wants it again from the top."""
    import asyncio

    from coresearch.cli.keyboard import Keyboard
    from coresearch.cli.live import Live, told_of_pictures
    from coresearch.journal.runs import ID_DIGITS

    live = Live(quiet=output is Output.JSON)
    keyboard = Keyboard()
    waiting = asyncio.get_running_loop().call_later(_SLOW_START, _tell_waiting)
    can_answer = terminal.is_there() and output is Output.TEXT
    answer = keyboard.answer if can_answer else None
    try:
        run = prepare(live.show, answer, lambda _: waiting.cancel())
        with keyboard.watching(run):
            ended = await run.carry_out()
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None
    finally:
        waiting.cancel()
        live.finish()
    if output is Output.JSON:
        _say_json(project, run.id)
    else:
        _tell_end(ended, run.id[:ID_DIGITS])
        _tell_predicted(project, run.id)
        _tell_learned(project, run.id)
        told_of_pictures(live.pictures, run.id[:ID_DIGITS])
    return _code(ended), keyboard.wants_restart


def _tell_predicted(project: Project, run: str) -> None:
    from coresearch.journal.predictions import predictions_about
    from coresearch.workbench.run_words import predicted

    for row in predictions_about(project.journal, run):
        tell(f"You predicted {predicted(row)}")


def _tell_learned(project: Project, run: str) -> None:
    from coresearch.core.outcomes import MEANING
    from coresearch.workbench.mends import learned_from

    for one in learned_from(project, run):
        short, title = one.judged.suggestion[:7], one_line(one.title)
        outcome = one.judged.outcome
        tell(f"Of {short} ({title}) came: {outcome}, {MEANING[outcome]}.")


def _tell_waiting() -> None:
    if sys.stderr.isatty():
        tell("Starting the kernel …")


def _say_json(project: Project, run: str) -> None:
    from coresearch.cli.run_views import as_json
    from coresearch.journal.runs import read_run

    say(json.dumps(as_json(read_run(project.journal, run))))


def _tell_end(ended: Ended, run: str) -> None:
    from coresearch.workbench.words import outcome

    good = ended.state == "succeeded"
    line = f"run {run} {outcome(ended.state, ended.exit_code, ended.signal)}"
    if ended.seconds is not None:
        line += f" after {ended.seconds:.1f} s"
    tell(paint(line, Ink.QUIET if good else Ink.HIGH, sys.stderr))
    if ended.note:
        advise(ended.note)
    if ended.ename == "StdinNotImplementedError":
        advise("It asked for input, and nobody can answer: run it at a terminal.")
    if not good:
        tell(f"  See what is on record: coresearch runs show {run}")
        tell("  What it means, and what to do: coresearch diagnose")


def _code(ended: Ended) -> ExitCode:
    return {
        "succeeded": ExitCode.OK,
        "interrupted": ExitCode.INTERRUPTED,
        "timed out": ExitCode.RUN_TIMED_OUT,
    }.get(ended.state, ExitCode.RUN_FAILED)

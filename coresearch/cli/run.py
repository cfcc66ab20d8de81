"""`coresearch run`: a script, a notebook or a piece of code in a Jupyter kernel."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coresearch.cli import terminal
from coresearch.cli.decisions import Form, Output
from coresearch.cli.exit_codes import ExitCode
from coresearch.cli.output import Ink, advise, paint, say, tell
from coresearch.core.errors import BadInput
from coresearch.core.text import one_line

if TYPE_CHECKING:
    from coresearch.core.predictions import Prediction
    from coresearch.core.runs import Ended, RunRequest
    from coresearch.workbench.project import Project
    from coresearch.workbench.suggested_run import Permit

_SLOW_START = 1.5
"""Seconds after which it is said what is being waited for."""


def run(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE [-- ARGS]", help="A script or notebook; - reads stdin."
        ),
    ] = None,
    code: Annotated[
        str | None, typer.Option("--code", "-c", metavar="CODE", help="Run this.")
    ] = None,
    kernel: Annotated[
        str, typer.Option(metavar="NAME", help="An installed Jupyter kernel.")
    ] = "",
    warm: Annotated[
        str,
        typer.Option(metavar="NAME", help="In a warm kernel: coresearch kernel start."),
    ] = "",
    existing: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="In the kernel of this connection file."),
    ] = None,
    cwd: Annotated[
        Path | None, typer.Option(metavar="DIR", help="The folder to run it in.")
    ] = None,
    env: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=VALUE", help="Set a variable (repeatable)."),
    ] = None,
    timeout: Annotated[
        float | None,
        typer.Option(metavar="SECONDS", min=0.1, help="Stop it after this time."),
    ] = None,
    seed: Annotated[
        int | None, typer.Option(metavar="N", min=0, help="Seed of chance; kept.")
    ] = None,
    name: Annotated[
        str, typer.Option(metavar="TEXT", help="A name, to find and compare it by.")
    ] = "",
    direction: Annotated[
        str, typer.Option(metavar="ID", help="The line of inquiry it belongs to.")
    ] = "",
    predict: Annotated[
        str | None,
        typer.Option(metavar="CLAIM", help="What you expect: 'val_acc > 0.8'."),
    ] = None,
    p: Annotated[
        float | None, typer.Option("--p", metavar="P", help="How sure, such as 0.7.")
    ] = None,
    output: Form = Output.TEXT,
) -> None:
    """Run a script, a notebook or code in a Jupyter kernel, on record.

    What is needed to run it again is kept before it starts: code,
    arguments, the exact tree, environment and seed. Ctrl-C interrupts it.

    Examples:

      coresearch run train.py --seed 1 -- --lr 0.01

      coresearch run analysis.ipynb --timeout 600

      coresearch run -c "import sys; print(sys.version)"

      coresearch run train.py --predict "val_acc > 0.8" --p 0.7
    """
    from dataclasses import replace

    from coresearch.cli.requests import read_request
    from coresearch.cli.session import project_here

    with project_here() as project:
        request = read_request(project, what or [], code, cwd)
        request = _with_options(request, kernel, env or [], timeout, seed, name)
        request = replace(
            request, direction=one_line(direction), warm=_running(warm, existing)
        )
        prediction = asked_prediction(predict, p)
        raise typer.Exit(perform(project, request, output, prediction=prediction))


def _running(warm: str, existing: Path | None) -> str:
    """The kernel that runs already: a warm one's name, or a whole path."""
    if warm and existing is not None:
        raise BadInput("Give --warm or --existing, not both.")
    if "/" in warm:
        raise BadInput("--warm takes a name.", hint="For a file: --existing FILE")
    return warm if existing is None else str(existing.absolute())


def asked_prediction(claim: str | None, p: float | None) -> Prediction | None:
    """What the person predicts.

    Raises:
        BadInput: half of it is missing.
    """
    from coresearch.core.predictions import prediction_of

    if claim is None:
        if p is not None:
            raise BadInput("--p says how sure you are of a --predict.")
        return None
    return prediction_of(claim, p)


def _with_options(
    request: RunRequest,
    kernel: str,
    env: list[str],
    timeout: float | None,
    seed: int | None,
    name: str,
) -> RunRequest:
    from dataclasses import replace

    variables = {}
    for item in env:
        variable, sign, value = item.partition("=")
        if not sign or not variable or "\0" in item:
            raise BadInput(f"--env {item!r} is not NAME=VALUE.")
        variables[variable] = value
    return replace(
        request,
        kernel=kernel or request.kernel,
        variables=variables,
        seconds=timeout,
        seed=seed,
        name=name,
    )


def perform(
    project: Project,
    request: RunRequest,
    output: Output,
    permit: Permit | None = None,
    prediction: Prediction | None = None,
) -> ExitCode:
    """Carry out `request` before the person's eyes; the exit code."""
    import asyncio

    while True:
        code, again = asyncio.run(
            _perform(project, request, output, permit, prediction)
        )
        if not again:
            return code
        permit = None  # starting it again is the person's own act


async def _perform(
    project: Project,
    request: RunRequest,
    output: Output,
    permit: Permit | None,
    prediction: Prediction | None,
) -> tuple[ExitCode, bool]:
    import asyncio

    from coresearch.cli.keyboard import Keyboard
    from coresearch.cli.live import Live, told_of_pictures
    from coresearch.config import read_settings
    from coresearch.journal.runs import ID_DIGITS
    from coresearch.workbench.run import Execution

    live = Live(quiet=output is Output.JSON)
    keyboard = Keyboard()
    waiting = asyncio.get_running_loop().call_later(_SLOW_START, _tell_waiting)
    execution = Execution(
        project,
        request,
        read_settings(project.root).runs,
        live.show,
        keyboard.answer if terminal.is_there() and output is Output.TEXT else None,
        on_start=lambda _: waiting.cancel(),
        permit=permit,
        prediction=prediction,
    )
    try:
        with keyboard.watching(execution):
            ended = await execution.carry_out()
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None
    finally:
        waiting.cancel()
        live.finish()
    if output is Output.JSON:
        _say_json(project, execution.id)
    else:
        _tell_end(ended, execution.id[:ID_DIGITS])
        if prediction is not None:
            _tell_predicted(project, execution.id)
        _tell_learned(project, execution.id)
        told_of_pictures(live.pictures, execution.id[:ID_DIGITS])
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

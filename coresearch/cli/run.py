"""`coresearch run`: a script, a notebook or a piece of code in a Jupyter kernel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from coresearch.cli import run_options as options
from coresearch.cli.forms import Form, Output
from coresearch.cli.output import advise
from coresearch.core.errors import BadInput
from coresearch.core.text import one_line

if TYPE_CHECKING:
    from coresearch.core.predictions import Prediction


def run(
    what: options.What = None,
    code: options.Code = None,
    kernel: options.Kernel = "",
    warm: options.Warm = "",
    existing: options.Existing = None,
    server: options.OnServer = "",
    resume: options.Resume = None,
    cwd: options.Cwd = None,
    env: options.Env = None,
    timeout: options.Timeout = None,
    seed: options.Seed = None,
    metric: options.Metric = None,
    name: options.Name = "",
    direction: options.Direction = "",
    predict: options.Predict = None,
    p: options.Sure = None,
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

    from coresearch.cli.perform import perform, pick_up
    from coresearch.cli.requests import read_request
    from coresearch.cli.session import project_here

    place = options.running(warm, existing, server)
    with project_here() as project:
        if resume is not None:
            if what or code or place or server:
                raise BadInput("--resume takes a run as it is: give its id alone.")
            raise typer.Exit(pick_up(project, resume, output))
        here = None if server else cwd
        request = replace(
            read_request(project, what or [], code, here, kernel),
            variables=options.variables(env or []),
            seconds=timeout,
            seed=seed,
            metrics=options.forms(metric or []),
            name=name,
            direction=one_line(direction),
            warm=place,
        )
        if server:
            request = replace(request, server=_server(server), cwd=str(cwd or ""))
        prediction = asked_prediction(predict, p)
        raise typer.Exit(perform(project, request, output, prediction=prediction))


def _server(url: str) -> str:
    """The address of a server, as it goes on record.

    Raises:
        BadInput: it is none, or holds a token.
    """
    from coresearch.kernel.server import checked, is_open_to_others

    found = checked(url)
    if is_open_to_others(found):
        advise("Over http:// others on the way can read the token and the code.")
    return found


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

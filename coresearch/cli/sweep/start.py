"""A sweep is said, looked at beforehand, and begun."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from coresearch.cli import run_options
from coresearch.cli.sweep import options
from coresearch.core.errors import BadInput
from coresearch.core.sweep.tasks import SEED_ARGUMENT
from coresearch.core.text import one_line

if TYPE_CHECKING:
    from coresearch.core.sweep.sweep import Sweep
    from coresearch.core.sweep.tasks import Axes, Resources
    from coresearch.workbench.project import Project


def start(
    what: options.What,
    seeds: options.Seeds = "",
    grid: options.Grid = None,
    zipped: options.Zip = False,
    where: options.Where = "",
    seed_argument: options.SeedArgument = SEED_ARGUMENT,
    on: options.On = "local",
    slots: options.Slots = None,
    time: options.Time = "",
    gpus: options.Gpus = None,
    cpus: options.Cpus = None,
    mem: options.Mem = "",
    partition: options.Partition = "",
    slurm: options.Directive = None,
    retry: options.Retry = "",
    metric: options.Metric = None,
    env: run_options.Env = None,
    program: options.Program = "",
    name: run_options.Name = "",
    direction: run_options.Direction = "",
    predict: run_options.Predict = None,
    p: run_options.Sure = None,
    clean: options.Clean = False,
    detach: options.Detach = False,
    dry_run: options.DryRun = False,
) -> None:
    """Run a script once for each seed and setting, on record.

    `coresearch sweep train.py …` is short for it. Tasks run from a snapshot
    of the files as they are now, whatever you change meanwhile. What you see
    is a look at it: Ctrl-C, or a closed terminal, does not end the sweep.

    Examples:

      coresearch sweep start train.py --seeds 0..4 --grid lr=1e-3,3e-4 -j 2

      coresearch sweep train.py --seeds 0..9 --metric val_loss:min --dry-run

      coresearch sweep train.py --seeds 0..9 --on slurm --time 2h --gpus 1
    """
    from coresearch.cli.run import asked_prediction
    from coresearch.cli.session import project_here
    from coresearch.config import read_settings
    from coresearch.core.sweep.tasks import Axes, Resources, seeds_of, settings_of

    script, *arguments = what
    axes = Axes(
        seeds_of(seeds) if seeds else (),
        tuple(settings_of(one) for one in grid or ()),
        zipped,
        where,
        tuple(arguments),
        seed_argument,
    )
    resources = Resources(
        options.minutes(time), gpus, cpus, mem, partition,
        options.directives(slurm or []),
    )  # fmt: skip
    prediction = asked_prediction(predict, p)
    compared, goal, forms = _metrics(metric or [])
    with project_here() as project:
        from dataclasses import replace

        from coresearch.workbench.sweeps.begin import begin

        sweep = replace(
            said(project, script, axes, resources, program),
            variables=run_options.variables(env or []),
            engine=on,
            slots=slots or _slots(on),
            retry_lost=options.retries(retry),
            name=name,
            direction=one_line(direction),
            metric=compared,
            goal=goal,
            forms=forms,
        )
        if dry_run:
            _say_beforehand(project, sweep)
            return
        if prediction is not None:
            from coresearch.workbench.predictions import dated

            prediction = dated(prediction, None)
        settings = read_settings(project.root).runs
        identity = begin(project, sweep, settings, prediction=prediction, clean=clean)
        raise typer.Exit(follow_to_end(project, identity, detach=detach))


def said(
    project: Project, script: str, axes: Axes, resources: Resources, program: str = ""
) -> Sweep:
    """The sweep of a script over these axes.

    Raises:
        NotFound: there is no such script.
        BadInput: it is outside the repository, or nothing is known that runs it.
    """
    from coresearch.cli.session import here
    from coresearch.core.runs import RunKind
    from coresearch.core.sweep.sweep import Sweep
    from coresearch.core.sweep.tasks import tasks_of
    from coresearch.workbench.requests import file_request
    from coresearch.workbench.sweeps.begin import program_for

    if script.endswith(".ipynb"):
        raise BadInput(
            "A notebook is not swept: its tasks run without a kernel.",
            hint="Make it a script: jupyter nbconvert --to script",
        )
    if script == "-":
        raise BadInput("A sweep takes a file, not standard input.")
    request = file_request(project, Path(script), (), here(), "none")
    assert request.kind is RunKind.SCRIPT
    if Path(request.path).is_absolute():
        raise BadInput(
            f"{one_line(script)} is outside the repository.",
            hint="A sweep runs from a snapshot of the repository: put it there.",
        )
    tasks = tasks_of(axes)
    cwd = "" if Path(request.cwd).is_absolute() else request.cwd
    return Sweep(
        request.path,
        request.code,
        tasks,
        program_for(request.path, program),
        cwd,
        resources=resources,
    )


def _slots(engine: str) -> int:
    """How many at once, where nobody said: what there are cores for, or a queue."""
    import os

    return max(1, (os.cpu_count() or 2) // 2) if engine == "local" else 100


def _metrics(given: list[str]) -> tuple[str, str, tuple[str, ...]]:
    """By what is compared, which way is better, and forms of lines that report.

    Raises:
        BadInput: several are to be compared by.
    """
    from coresearch.core.sweep.sweep import metric_of

    forms = [one for one in given if "{" in one]
    names = [one for one in given if "{" not in one]
    if len(names) > 1:
        raise BadInput("A sweep is compared by one --metric.")
    metric, goal = metric_of(names[0]) if names else ("", "")
    return metric, goal, run_options.forms(forms)


def _say_beforehand(project: Project, sweep: Sweep) -> None:
    from coresearch.cli.output import say
    from coresearch.cli.sweep.views import beforehand
    from coresearch.workbench.sweeps.begin import outlook

    for line in beforehand(sweep, outlook(project, sweep)):
        say(line)


def follow_to_end(project: Project, identity: str, *, detach: bool = False) -> int:
    """Show how far it is until it ends; the exit code."""
    from coresearch.cli.exit_codes import ExitCode
    from coresearch.cli.output import advise, tell
    from coresearch.cli.sweep.live import follow

    tell(f"Sweep {identity[:7]} has begun.")
    if detach:
        advise(f"See how far it is: coresearch sweep show {identity[:7]}")
        return ExitCode.OK
    return follow(project, identity)

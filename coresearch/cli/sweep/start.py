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
    from coresearch.cli.session import here, project_here
    from coresearch.config import read_settings
    from coresearch.core.sweep.tasks import Axes, Resources, seeds_of, settings_of
    from coresearch.core.sweep.words import minutes

    script, *arguments = what
    if script == "-":
        raise BadInput("A sweep takes a file, not standard input.")
    axes = Axes(
        seeds_of(seeds) if seeds else (),
        tuple(settings_of(one) for one in grid or ()),
        zipped,
        where,
        tuple(arguments),
        seed_argument,
    )
    resources = Resources(
        minutes(time), gpus, cpus, mem, partition,
        options.directives(slurm or []),
    )  # fmt: skip
    prediction = asked_prediction(predict, p)
    compared, goal, forms = _metrics(metric or [])
    with project_here() as project:
        from dataclasses import replace

        from coresearch.workbench.sweeps.begin import begin
        from coresearch.workbench.sweeps.plan import planned, slots_for

        sweep = replace(
            planned(project, Path(script), axes, resources, here(), program),
            variables=_variables(env or []),
            engine=on,
            slots=slots_for(on, resources, slots),
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


def _variables(given: list[str]) -> dict[str, str]:
    """What `--env` sets for all tasks.

    Raises:
        BadInput: one is secret by its name: the journal does not keep it, and a driver
            that takes over reads them there.
    """
    from coresearch.core.runs import is_secret_name

    found = run_options.variables(given)
    for name in found:
        if is_secret_name(name):
            raise BadInput(
                f"{one_line(name)} may be a secret, which the journal does not keep.",
                hint=f"Export it instead: tasks find your environment. export {name}=…",
            )
    return found


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
    from coresearch.workbench.sweeps.begin import outlook
    from coresearch.workbench.sweeps.words import beforehand

    for line in beforehand(sweep, outlook(project, sweep)):
        say(line)
    say("Nothing was started.")


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

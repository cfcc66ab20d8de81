"""`coresearch runs`: what ran, what came of it, and how to have it again."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coresearch.cli.decisions import MOST, Form, Output
from coresearch.cli.output import advise, say, tell
from coresearch.core.errors import BadInput, Refused

if TYPE_CHECKING:
    from coresearch.core.runs import Run
    from coresearch.workbench.project import Project

app = typer.Typer(
    no_args_is_help=True,
    help="What ran: look at it, compare it, have its files back, run it again.",
)

_Id = Annotated[str, typer.Argument(metavar="ID", help="The beginning of a run's id.")]
_IdOrLast = Annotated[
    str | None,
    typer.Argument(metavar="[ID]", help="A run's id; without one the last run."),
]


def _run(project: Project, identity: str | None) -> Run:
    from coresearch.journal.runs import find_run, last_run, read_run

    journal = project.journal
    found = last_run(journal) if identity is None else find_run(journal, identity)
    return read_run(journal, found)


@app.command("list")
def list_(
    name: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Of this name.")
    ] = None,
    file: Annotated[
        str | None, typer.Option(metavar="FILE", help="Of this script or notebook.")
    ] = None,
    state: Annotated[
        str | None, typer.Option(metavar="STATE", help="Such as failed or succeeded.")
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=1, max=MOST, help="How many.")
    ] = 20,
    output: Form = Output.TEXT,
) -> None:
    """Runs, newest first.

    Example: coresearch runs list --state failed
    """
    from coresearch.cli.run_views import rows
    from coresearch.cli.session import project_with_journal
    from coresearch.core.runs import RunState
    from coresearch.journal.runs import list_runs

    if state is not None and state not in list(RunState):
        known = ", ".join(RunState)
        raise BadInput(f"There is no state {state!r}.", hint=f"There are: {known}")
    with project_with_journal() as project:
        path = project.relative(Path(file)) if file else None
        found = list_runs(
            project.journal, limit=limit + 1, name=name, path=path, state=state
        )
        if output is Output.JSON:
            say(json.dumps([asdict(row) for row in found[:limit]]))
            return
        for line in rows(found[:limit]):
            say(line)
        if not found:
            say("No run fits.")
        if len(found) > limit:
            tell(f"There are more: -n {limit * 5}")


@app.command()
def show(
    identity: _IdOrLast = None,
    plot: Annotated[
        bool, typer.Option("--plot", help="Draw the curves of its metrics.")
    ] = False,
    output: Form = Output.TEXT,
) -> None:
    """One run: what was asked, what it found, its metrics, what it wrote.

    Example: coresearch runs show 3f2a
    """
    from coresearch.cli.run_views import as_json, details
    from coresearch.cli.session import project_with_journal
    from coresearch.journal.predictions import predictions_about
    from coresearch.journal.runs import summaries

    with project_with_journal() as project:
        run = _run(project, identity)
        if output is Output.JSON:
            say(json.dumps(as_json(run)))
            return
        journal = project.journal
        said = predictions_about(journal, run.id)
        for line in details(run, summaries(journal, run.id), said):
            say(line)
        if plot:
            from coresearch.cli.run_plots import plots

            for line in plots(run):
                say(line)


@app.command()
def outputs(
    identity: _IdOrLast = None,
    whole: Annotated[
        bool, typer.Option("--all", help="All of it, not its head and its tail.")
    ] = False,
    save: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Write its pictures and values to files."),
    ] = None,
) -> None:
    """What a run printed and showed, as the terminal was left.

    Example: coresearch runs outputs 3f2a --save pictures
    """
    from coresearch.cli.replay import replay, save_values
    from coresearch.cli.session import project_with_journal

    with project_with_journal() as project:
        run = _run(project, identity)
        if save is not None:
            save_values(project, run, save)
            return
        replay(project, run, whole=whole)


@app.command()
def diff(
    one: _Id,
    other: Annotated[str, typer.Argument(metavar="ID", help="Of another run.")],
) -> None:
    """In what two runs differ: code, files, environment, outputs, metrics.

    Example: coresearch runs diff 3f2a 81bc
    """
    from coresearch.cli.session import project_with_journal

    with project_with_journal() as project:
        _say_differences(project, _run(project, one), _run(project, other))


def _say_differences(project: Project, one: Run, other: Run) -> None:
    from coresearch.cli.run_views import difference
    from coresearch.workbench.compare import differences

    found = differences(project, one, other)
    for item in found:
        for line in difference(item):
            say(line)
    if not found:
        say("Nothing differs: same code, files, environment, outputs and metrics.")


@app.command()
def compare(
    runs: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="These runs.")
    ] = None,
    name: Annotated[
        str | None, typer.Option(metavar="TEXT", help="All runs of this name.")
    ] = None,
    file: Annotated[
        str | None, typer.Option(metavar="FILE", help="All runs of this file.")
    ] = None,
    output: Form = Output.TEXT,
) -> None:
    """The metrics of runs that differ in their seeds: mean, 95 % interval, n.

    Runs of the same name, file, arguments and variables are one group.

    Example: coresearch runs compare --name baseline
    """
    from coresearch.cli.run_views import group
    from coresearch.cli.session import project_with_journal
    from coresearch.journal.runs import list_runs, read_run
    from coresearch.workbench.compare import compare as compare_runs

    if not (runs or name or file):
        raise BadInput(
            "Say which runs to compare.",
            hint="coresearch runs compare --name baseline, or ids",
        )
    with project_with_journal() as project:
        path = project.relative(Path(file)) if file else None
        if runs:
            chosen = [_run(project, identity) for identity in runs]
        else:
            found = list_runs(project.journal, limit=1000, name=name, path=path)
            chosen = [read_run(project.journal, row.id) for row in found]
        groups = compare_runs(project, chosen)
        if output is Output.JSON:
            say(json.dumps([asdict(one) for one in groups]))
            return
        for one in groups:
            for line in group(one):
                say(line)
        if not groups:
            say("No run fits.")


@app.command()
def restore(
    identity: _Id,
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Where; it must be empty or new.")
    ],
) -> None:
    """Put the exact files of a run into a folder, as a git worktree.

    Example: coresearch runs restore 3f2a ../as-it-was
    """
    from coresearch.cli.session import project_with_journal
    from coresearch.core.text import printable
    from coresearch.workbench.restore import restore as restore_run

    with project_with_journal() as project:
        run = _run(project, identity)
        commit = restore_run(project, run, folder.absolute())
        say(f"The files of run {run.id[:7]} are in {printable(str(folder))}.")
        say(f"They are commit {commit[:12]}, on no branch.")
        if absent := len(run.started["left_out"]):
            advise(
                f"{absent} entries that git ignores, or that were left out, are not "
                f"among them: coresearch runs show {run.id[:7]} --format json"
            )
        advise(f"To remove it: git worktree remove {printable(str(folder))}")


@app.command()
def rerun(
    identity: _IdOrLast = None,
    here: Annotated[
        bool, typer.Option("--here", help="With the files as they are here and now.")
    ] = False,
    mended: Annotated[
        bool, typer.Option("--mended", help="The same with its own file, too, as now.")
    ] = False,
) -> None:
    """Run it again with its exact files, and say what differed.

    The files are put into a worktree for as long as it runs. What git
    ignores is not there, such as data: --here runs its code where you are,
    and --mended its file as you have changed it since.

    Example: coresearch runs rerun 3f2a
    """
    from coresearch.cli.rerun import rerun_here, rerun_mended, rerun_restored
    from coresearch.cli.session import project_with_journal

    with project_with_journal() as project:
        run = _run(project, identity)
        way = rerun_here if here else rerun_restored
        code = (rerun_mended if mended else way)(project, run)
        _say_differences(project, run, _run(project, None))
        raise typer.Exit(code)


@app.command()
def notebook(
    identity: _IdOrLast = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to.")
    ] = None,
) -> None:
    """A run as a Jupyter notebook with its outputs.

    Example: coresearch runs notebook 3f2a -o result.ipynb
    """
    from coresearch.cli.session import project_with_journal
    from coresearch.core.notebooks import as_notebook
    from coresearch.workbench.recorder import whole_outputs

    with project_with_journal() as project:
        run = _run(project, identity)
        found = whole_outputs(project.journal.blobs, run.ended or {})
        content = as_notebook(run.request, run.started["kernelspec"], found)
        text = json.dumps(content, indent=1, ensure_ascii=False)
        if output is None:
            say(text)
            return
        if output.exists():
            raise Refused(f"There is a file {output} already.", hint="Name another.")
        output.write_text(text + "\n", "utf-8", "replace")
        tell(f"Wrote {output}")


@app.command()
def rm(identity: _Id) -> None:
    """Give up the snapshot of a run's files, and what is in its own folder.

    What is on record stays: the journal only grows. It asks.

    Example: coresearch runs rm 3f2a
    """
    from coresearch.cli import terminal
    from coresearch.cli.session import project_with_journal
    from coresearch.workbench.restore import forget_files

    terminal.require_person("Removing the files of a run")
    with project_with_journal() as project:
        run = _run(project, identity)
        question = f"Remove the snapshot and the folder of run {run.id[:7]}? [y/N] "
        if not terminal.ask_yes(question):
            say("Nothing was removed.")
            return
        forget_files(project, run)
        say(f"The files of run {run.id[:7]} are given up; its record stays.")


@app.command()
def export(
    to: Annotated[
        str, typer.Option("--to", metavar="mlflow:URL", help="Which server.")
    ],
    runs: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID]...", help="These; without one the last run."),
    ] = None,
    experiment: Annotated[
        str, typer.Option(metavar="NAME", help="In which experiment there.")
    ] = "coresearch",
) -> None:
    """Send figures of runs to an MLflow server: metrics, parameters, commit.

    Neither code nor outputs are sent.

    Example: coresearch runs export --to mlflow:http://127.0.0.1:5000 3f2a
    """
    from coresearch.cli.session import project_with_journal
    from coresearch.workbench.mlflow import MLflow

    kind, _, url = to.partition(":")
    if kind != "mlflow":
        raise BadInput(
            f"Runs cannot be sent to {kind!r}.",
            hint="Such as: --to mlflow:http://127.0.0.1:5000",
        )
    server = MLflow(url)
    with project_with_journal() as project:
        chosen = [_run(project, identity) for identity in (runs or (None,))]
        for run in chosen:
            if run.ended is None:
                raise Refused(f"Run {run.id[:7]} still goes on.")
        for run in chosen:
            there = server.export(run, experiment)
            say(f"{run.id[:7]} is there as {there}.")

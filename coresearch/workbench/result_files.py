"""Files of results as tables, and tables of what runs on record reported."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from coresearch.analysis.curves import Curve, curves_of
from coresearch.analysis.readers import READERS
from coresearch.analysis.roles import Roles
from coresearch.analysis.table import Cell, Table, joined, table_of, widened
from coresearch.core.errors import BadInput, CoresearchError, NotFound
from coresearch.core.metric_names import direction, words
from coresearch.core.runs import Run, RunState
from coresearch.core.text import counted
from coresearch.journal.runs import metrics_of

if TYPE_CHECKING:
    from coresearch.workbench.project import Project

LARGEST = 1 << 30
"""Bytes of one file."""
ENDINGS = (*READERS, ".parquet")
_SEEDED = re.compile(r"^--?(?:[\w-]*[-_])?seed(?:=(?P<value>.*))?$")
_EQUALS = re.compile(r"^(?:[\w.]*[._])?seed=(?P<value>.*)$")
_PARTS = frozenset({"train", "val", "valid", "validation", "dev", "test", "eval"})


def table_of_files(files: Sequence[Path]) -> Table:
    """The rows of all of them together.

    Raises:
        NotFound, BadInput: one is not there, or cannot be read as a table.
    """
    return widened(joined({_short(file, files): _table(file) for file in files}))


def _short(file: Path, files: Sequence[Path]) -> str:
    same = sum(other.stem == file.stem for other in files)
    return file.stem if same == 1 else str(file)


def _table(file: Path) -> Table:
    ending = file.suffix.lower()
    if ending not in ENDINGS:
        raise BadInput(
            f"{file} is no table of results.",
            hint=f"It may end in {', '.join(ENDINGS)}",
        )
    try:
        if file.is_dir():
            raise BadInput(f"{file} is a folder.", hint="Name a file in it.")
        if file.stat().st_size > LARGEST:
            raise BadInput(f"{file} is over 1 GB.", hint="Analyse a part of it.")
        if ending == ".parquet":
            return _parquet(file)
        return READERS[ending](file.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise NotFound(f"There is no file {file}.") from None
    except UnicodeDecodeError:
        raise BadInput(
            f"{file} is not in UTF-8.", hint="Save it so; nothing was analysed."
        ) from None
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror}.") from None
    except BadInput as fault:
        fault.message = f"{file}: {fault.message}"
        raise


def _parquet(file: Path) -> Table:
    try:
        arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError:
        raise BadInput(
            "Parquet files are read by pyarrow, which is not installed.",
            hint="pip install 'coresearch[parquet]', or save the table as .csv",
        ) from None
    try:
        read = parquet.read_table(file)
        columns = {name: read.column(name).to_pylist() for name in read.column_names}
    except (arrow.ArrowException, OSError, ValueError) as error:
        said = str(error).partition("\n")[0][:200]
        raise BadInput(f"It cannot be read as parquet: {said}") from None
    plain = {name: [_plain(cell) for cell in cells] for name, cells in columns.items()}
    return Table(plain, read.num_rows)


def _plain(cell: object) -> Cell:
    if cell is None or isinstance(cell, str | int | float | bool):
        return cell
    return str(cell)


# -- runs ----------------------------------------------------------------------------


def table_of_runs(project: Project, runs: Sequence[Run]) -> Table:
    """A row for each run: its id, arm, seed, how it ended, the last of each metric.

    Raises:
        BadInput: no run reported a number.
    """
    told = metrics_of(project.journal, [run.id for run in runs])
    if not any(told.values()):
        raise _no_metric(runs)
    kept, notes = _kept(runs)
    labels = arms_of(runs)
    rows: list[dict[str, Cell]] = []
    for run in kept:
        row: dict[str, Cell] = {
            "run": run.id,
            "arm": labels[run.id],
            "seed": _seed(run),
            "state": run.state,
        }
        of_arms = _of_arms(told[run.id])
        if len(of_arms) > 1:
            rows += [{**row, "arm": arm, **own} for arm, own in of_arms.items()]
        else:
            rows.append({**row, **told[run.id]})
    return table_of(rows, tuple(notes))


def roles_of_runs(table: Table, metrics: Sequence[str]) -> Roles:
    """What the columns of such a table are.

    Raises:
        NotFound: a metric that no run reported.
    """
    there = [c for c in table.columns if c not in ("run", "arm", "seed", "state")]
    for name in metrics:
        if name not in there:
            listed = ", ".join(there[:20])
            raise NotFound(f"No run reported {name}.", hint=f"There are: {listed}")
    known = [name for name in there if direction(name)]
    held_out = [n for n in known if not {"train", "training"} & set(words(n))]
    chosen = tuple(metrics) or tuple((held_out or known or there)[:1])
    has_seeds = any(cell is not None for cell in table.columns["seed"])
    return Roles(
        arm=("arm",),
        seed="seed" if has_seeds else "",
        status="state",
        metrics=chosen,
        others=tuple(name for name in there if name not in chosen),
        run="run",
        guessed=("the last value of a metric in each run is compared",),
    )


def curves_of_runs(table: Table, runs: Sequence[Run], metric: str) -> list[Curve]:
    """The metric over the steps of the runs that are in the table."""
    arms = dict(zip(table.columns["run"], table.columns["arm"], strict=True))
    return [
        curve for curve in curves_of(_points(runs, arms, metric))
        if len(curve.points) > 1
    ]  # fmt: skip


def _points(
    runs: Sequence[Run], arms: Mapping[Cell, Cell], metric: str
) -> Iterator[tuple[str, float, float]]:
    for run in runs:
        if run.id in arms and run.state == RunState.SUCCEEDED:
            series = (run.ended or {}).get("series", {}).get(metric, ())
            for count, (step, value) in enumerate(series):
                if value is not None:
                    yield (
                        str(arms[run.id]),
                        float(count if step is None else step),
                        value,
                    )


def _no_metric(runs: Sequence[Run]) -> CoresearchError:
    written = [
        file["path"]
        for run in runs
        for file in (run.ended or {}).get("files", ())
        if Path(file["path"]).suffix.lower() in ENDINGS
    ]
    if written:
        return BadInput(
            f"{counted(len(runs), 'run')} reported no number, but wrote {written[0]}.",
            hint=f"coresearch analyse {written[0]}",
        )
    return BadInput(
        f"{counted(len(runs), 'run')} reported no number.",
        hint='Print a line of JSON in the script, such as {"accuracy": 0.8}',
    )


def arms_of(runs: Sequence[Run]) -> dict[str, str]:
    """What to call each run's arm: in what it differs from others, the seed aside."""
    said = {run.id: _words(run) for run in runs}
    common = set.intersection(*(set(own) for own in said.values())) if said else set()
    labels = {}
    for run in runs:
        own = [word for word in said[run.id] if word not in common]
        labels[run.id] = " ".join(own) or run.request.name or run.request.path or "run"
    return labels


def _words(run: Run) -> list[str]:
    """Name, file and options, each option with its value; without what is a seed."""
    request = run.request
    found = [request.name] if request.name else []
    found.append(request.path or request.kind)
    options, _ = _without_seed(request.arguments)
    found += options
    found += [
        f"{name}={value}"
        for name, value in sorted(request.variables.items())
        if "SEED" not in name.upper()
    ]
    return found


def _without_seed(arguments: Sequence[str]) -> tuple[list[str], str]:
    """The arguments with each option's value beside it, and the seed among them."""
    found: list[str] = []
    seed = ""
    rest = list(arguments)
    while rest:
        word = rest.pop(0)
        if match := _SEEDED.match(word) or _EQUALS.match(word):
            seed = match["value"] or (rest.pop(0) if rest else "")
        elif word.startswith("--") and "=" not in word and rest and rest[0][:1] != "-":
            found.append(f"{word.lstrip('-')}={rest.pop(0)}")
        else:
            found.append(word.lstrip("-") if "=" in word else word)
    return found, seed


def _seed(run: Run) -> Cell:
    if run.request.seed is not None:
        return run.request.seed
    _, told = _without_seed(run.request.arguments)
    return told or None


def _kept(runs: Sequence[Run]) -> tuple[list[Run], list[str]]:
    """The runs that count: one that failed and was run again counts as its repeat."""
    labels = arms_of(runs)
    good = {
        (labels[run.id], str(_seed(run)))
        for run in runs
        if run.state == RunState.SUCCEEDED
    }
    kept, notes = [], list[str]()
    for run in runs:
        again = (labels[run.id], str(_seed(run))) in good and _seed(run) is not None
        if run.state == RunState.RUNNING or (again and run.state != RunState.SUCCEEDED):
            continue
        kept.append(run)
    going = sum(run.state == RunState.RUNNING for run in runs)
    if going:
        notes.append(f"{counted(going, 'run')} still going, left out")
    repeated = len(runs) - len(kept) - going
    if repeated:
        notes.append(
            f"{counted(repeated, 'run')} without success was run again with the same "
            "seed, and that one counts"
        )
    return kept, notes


def _of_arms(metrics: Mapping[str, float | None]) -> dict[str, dict[str, Cell]]:
    """Metrics such as `plain/accuracy` and `trim/accuracy` by what comes before."""
    found: dict[str, dict[str, Cell]] = {}
    for name, value in metrics.items():
        above, mark, last = name.replace("/", ".").rpartition(".")
        if not mark or above.lower() in _PARTS:
            return {}
        found.setdefault(above, {})[last] = value
    first, *others = found.values() if found else ({},)
    return found if all(own.keys() == first.keys() for own in others) else {}

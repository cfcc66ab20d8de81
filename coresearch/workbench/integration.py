"""From a result to its use: a model card, a data sheet, a check for drift."""

from __future__ import annotations

import json
import re
import statistics
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from coresearch import __version__
from coresearch.analysis.table import Cell, Table, number, said
from coresearch.core.canonical import sha256
from coresearch.core.edits import Create, Edit
from coresearch.core.errors import BadInput
from coresearch.core.runs import Run, RunState
from coresearch.core.suggestions import (
    Activity,
    Evidence,
    Origin,
    OriginKind,
    Suggestion,
)
from coresearch.core.text import counted, one_line, shorten
from coresearch.prompts import filled_form
from coresearch.repo.files import read_file
from coresearch.repo.plumbing import asked
from coresearch.repo.survey import survey
from coresearch.workbench.offline.forms import stated_at
from coresearch.workbench.project import Project
from coresearch.workbench.result_files import table_of_files
from coresearch.workbench.writing.draft import (
    Material,
    cell,
    failed_runs,
    material,
    metric_tables,
    open_findings,
)

CARD, SHEET, CHECK = "model-card.md", "data-sheet.md", "drift_check.py"
_WEIGHTS = (
    ".pt", ".pth", ".ckpt", ".safetensors", ".onnx", ".h5", ".keras", ".gguf",
    ".joblib", ".pkl", ".pickle",
)  # fmt: skip
_UNSAFE = (".pt", ".pth", ".ckpt", ".joblib", ".pkl", ".pickle")
_PEOPLE = re.compile(
    r"(?:^|_)(?:(?:first|last|full|user)?_?name|e?_?mail|phone|address|birth|dob|gender|"
    r"sex|age|race|ethnicity|religion|ssn|passport|patient|zip|postcode|ip)(?:_|$)"
)
_MOST_COLUMNS = 60
_BINS = 10
_MOST_VALUES = 20
_LEAST_ROWS = 100
"""For a reference: below, chance alone moves every share."""


@dataclass(frozen=True)
class Column:
    """One column of a table of data."""

    name: str
    cells: Sequence[Cell]

    @property
    def missing(self) -> int:
        """How many rows have nothing there."""
        return sum(value is None for value in self.cells)

    @property
    def numbers(self) -> list[float]:
        """Its values, if all that are there are numbers; else none."""
        there = [value for value in self.cells if value is not None]
        measured = (number(each) for each in there if not isinstance(each, bool))
        found = [value for value in measured if value is not None]
        return sorted(found) if found and len(found) == len(there) else []

    @property
    def counts(self) -> Counter[str]:
        """How often it has each value."""
        return Counter(said(value) for value in self.cells if value is not None)


def integrated(project: Project, plan: str, data: Path | None) -> list[Suggestion]:
    """The drafts that are not in the repository yet.

    Raises:
        NotFound, BadInput, ForbiddenPath: plan or data cannot be read.
    """
    given = material(project, plan)
    made: list[Suggestion] = []
    name = _name(project, data) if data else ""
    table = table_of_files([data]) if data else None
    if table is not None and not table.rows:
        raise BadInput(f"{name} has no rows.", hint="Nothing can be said of nothing.")
    if read_file(project.root, CARD) is None:
        text = card_text(project, given, name)
        made.append(_drafted(CARD, "A model card", text, "form:model-card", name))
    if data is not None and table is not None:
        if read_file(project.root, SHEET) is None:
            text = _sheet(project, table, data, name)
            made.append(_drafted(SHEET, "A data sheet", text, "form:data-sheet", name))
        reference = _reference(table)
        enough = table.rows >= _LEAST_ROWS and reference
        if enough and read_file(project.root, CHECK) is None:
            values = {
                "path": one_line(name).replace("\\", "/").replace('"', "'"),
                "name": CHECK,
                "rows": table.rows,
                "reference": json.dumps(reference, indent=1).replace('"""', "'''"),
            }
            text = filled_form(
                "offline/drift_check.py.jinja", values, project.checkout.home
            )
            made.append(_drafted(CHECK, "A check for drift", text, "form:drift", name))
    return made


def _drafted(target: str, what: str, text: str, rule: str, data: str) -> Suggestion:
    blanks = len(re.findall(r"`<[^<>\n]+>`", text)) - 1
    yours = f" {counted(blanks, 'place')} in it are yours." if blanks > 0 else ""
    about = f" and {data}" if data and target == CARD else f" {data}" if data else ""
    source = "the repository and the journal" if target == CARD else ""
    return Suggestion(
        Activity.INTEGRATION,
        f"{what}, as {target}",
        f"Drafted from {source}{about}.{yours}".replace("from  ", "from "),
        Origin(OriginKind.RULE, rule, __version__),
        evidence=(Evidence(target), *([Evidence(data)] if data else [])),
        effect=Edit((Create(target, text),)),
    )


def _name(project: Project, data: Path) -> str:
    try:
        return project.relative(data)
    except BadInput:
        return str(data)


# -- the card ------------------------------------------------------------------------


def card_text(project: Project, given: Material, data: str = "") -> str:
    """A model card with what is known, and blanks for the rest."""
    paths = survey(project.root).paths()
    metrics, _ = metric_tables(project, given)
    measure = given.design.measure
    values = {
        "title": _title(given.plan, project),
        "target": CARD,
        "head": asked(project.root, "rev-parse", "--short", "HEAD"),
        "authors": _authors(project),
        "weights": _weights(paths, given.runs),
        "licence": next((f"`{p}`" for p in paths if _is_licence(p)), ""),
        "measure": stated_at(given.plan, measure),
        "data": f"`{data}`" if data else "",
        "metrics": metrics,
        "costs": list(_costs(given)),
        "failures": list(failed_runs(given.runs))[-10:],
        "findings": list(open_findings(project, given)),
        "watching": f"`python {CHECK} new.csv`, against `{data}`" if data else "",
    }
    return filled_form("offline/model-card.md", values, project.checkout.home)


def _title(plan: str, project: Project) -> str:
    state = read_file(project.root, plan) if plan else None
    text = state.content.decode("utf-8", "replace") if state else ""
    found = re.search(r"^#\s+(.+)$", text, re.MULTILINE)
    return one_line(found[1]) if found else project.root.name


def _authors(project: Project) -> str:
    names = asked(project.root, "log", "--format=%an", "-n", "500").splitlines()
    common = [name for name, _ in Counter(names).most_common(5)]
    return ", ".join(map(one_line, common))


def _is_licence(path: str) -> bool:
    return bool(re.fullmatch(r"(?:LICEN[CS]E|COPYING)(?:[.-][\w.]+)?", path, re.I))


def _weights(paths: Sequence[str], runs: Sequence[Run]) -> str:
    """Files of weights that git tracks, or that runs wrote, with their hashes."""
    found = dict.fromkeys(paths, "")
    for run in runs:
        for file in (run.ended or {}).get("files", ()):
            digest = str(file["digest"] or "")[:12]
            known = f", `{digest}`" if digest else ""
            found[str(file["path"])] = f" (by run {run.id[:7]}{known})"
    kept = [
        (path, by)
        for path, by in found.items()
        if PurePosixPath(path).suffix in _WEIGHTS
    ]
    told = [
        f"`{one_line(path)}`{by}"
        + (" (loading it runs code that it holds)" if path.endswith(_UNSAFE) else "")
        for path, by in kept[:6]
    ]
    return ", ".join(told) + (f" and {len(kept) - 6} more" if kept[6:] else "")


def _costs(given: Material) -> Iterator[str]:
    """What the runs of each script took; the time of a run is no time of one use."""
    by_path: dict[str, list[Mapping[str, object]]] = {}
    for run in given.runs:
        if run.state is RunState.SUCCEEDED and run.ended and run.request.path:
            by_path.setdefault(run.request.path, []).append(run.ended)
    for path, ends in sorted(by_path.items()):
        seconds = [s for e in ends if isinstance(s := e.get("seconds"), float | int)]
        memory = [m for e in ends if isinstance(m := e.get("peak_memory"), int)]
        if seconds:
            most = f", up to {max(memory) / 1e6:.0f} MB" if memory else ""
            middle, runs = statistics.median(seconds), counted(len(seconds), "run")
            yield (
                f"A run of `{path}`: `{middle:.3g}` s in the middle of {runs}{most}. "
                "`<and one use of the result?>`"
            )


# -- the data ------------------------------------------------------------------------


def columns_of(table: Table) -> list[Column]:
    """The columns of a table, in order."""
    return [Column(name, cells) for name, cells in table.columns.items()]


def _sheet(project: Project, table: Table, data: Path, name: str) -> str:
    columns = columns_of(table)
    rows = Counter(zip(*table.columns.values(), strict=True))
    people = [one.name for one in columns if _PEOPLE.search(_words(one.name))]
    values = {
        "name": PurePosixPath(name).stem,
        "path": f"`{name}`",
        "digest": sha256(data.read_bytes())[:16],
        "rows": f"{table.rows:,}",
        "count": len(columns),
        "copies": sum(count - 1 for count in rows.values()),
        "columns": [_described(one, table.rows) for one in columns[:_MOST_COLUMNS]],
        "people": (
            f"by their names {', '.join(map(cell, people[:8]))}: `<consent, and why "
            "each is needed>`"
            if people
            else ""
        ),
    }
    return filled_form("offline/data-sheet.md", values, project.checkout.home)


def _words(name: str) -> str:
    return re.sub(r"\W+", "_", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)).casefold()


def _described(column: Column, rows: int) -> dict[str, str]:
    numbers, counts = column.numbers, column.counts
    if numbers:
        kind = "numbers"
        middle = statistics.median(numbers)
        shown = f"{numbers[0]:g} to {numbers[-1]:g}, half below {middle:g}"
    elif len(counts) <= _MOST_VALUES:
        kind = "one of a few"
        shown = ", ".join(
            f"{shorten(value, 20)} ({count})" for value, count in counts.most_common(5)
        ) + (" …" if len(counts) > 5 else "")
    else:
        kind = "text"
        shown = f"{len(counts):,} different"
    missing = f"{column.missing / rows:.1%}" if column.missing else "none"
    return {
        "name": cell(column.name),
        "kind": kind,
        "missing": missing,
        "shown": cell(shown),
    }


def _reference(table: Table) -> dict[str, dict[str, object]]:
    """For each column that can be watched: bins, and the share of rows in each."""
    found: dict[str, dict[str, object]] = {}
    for column in columns_of(table)[:_MOST_COLUMNS]:
        numbers, counts = column.numbers, column.counts
        if len(set(numbers)) > _MOST_VALUES:
            edges = sorted(set(statistics.quantiles(numbers, n=_BINS)))
            inside = [0] * (len(edges) + 1)
            for value in numbers:
                inside[sum(edge <= value for edge in edges)] += 1
            tallies, own = inside, {"kind": "numbers", "edges": edges}
        elif 1 < len(counts) <= _MOST_VALUES:
            values = [value for value, _ in counts.most_common()]
            tallies = [*(counts[value] for value in values), 0]
            own = {"kind": "values", "values": values}
        else:
            continue
        shares = [count / table.rows for count in (*tallies, column.missing)]
        found[column.name] = {**own, "shares": shares}
    return found

"""What is open in a project: its grid, failures and claims; a statement to fill."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from coresearch.analysis.readers import read_csv, read_json, read_jsonl
from coresearch.audit.check import joined
from coresearch.audit.facts import RunFacts
from coresearch.audit.problem import open_ends
from coresearch.audit.problem.claims import claims, is_backed, known_values
from coresearch.audit.problem.grid import Grid, as_table, grid_of, thin
from coresearch.audit.problem.tables import Table, merged, of_runs, table_of
from coresearch.audit.tree import Tree, is_result, is_test, name_of
from coresearch.core.errors import BadInput, CoresearchError
from coresearch.core.suggestions import Activity
from coresearch.core.text import counted, one_line
from coresearch.critic.language import language_of
from coresearch.critic.stated import Design
from coresearch.journal.directions import list_directions
from coresearch.journal.predictions import resolved_predictions
from coresearch.journal.queries import Filter, list_entries
from coresearch.repo.files import read_file
from coresearch.workbench.activities.account import Account, to_read
from coresearch.workbench.activities.openings import Found, openings
from coresearch.workbench.activities.shelf import runs_of, tree_of
from coresearch.workbench.activities.statement import statement
from coresearch.workbench.offline.forms import design_of
from coresearch.workbench.project import Project

_NO_CLAIMS = re.compile(r"plan|protocol|problem\.md|CHANGELOG|CONSTITUTION")
_RESULTS = re.compile("result|metric|score")
_MOST_FILES = 40
_LARGEST = 4_000_000


def survey(project: Project) -> Account:
    """What was tried and what was not, what is open, what is claimed without a run."""
    tree, runs = tree_of(project), runs_of(project)
    if not tree.sizes:
        said = "There is no file in this repository yet: no problem to be seen in it.\n"
        return Account(Activity.PROBLEM, said, ())
    found = _found(project, tree, runs)
    suggestions = [*openings(found), *statement(project, found)]
    text = "".join([*_grids_told(found), *_open_told(found)])
    return Account(Activity.PROBLEM, text, tuple(suggestions), to_read(tree))


def _found(project: Project, tree: Tree, runs: Sequence[RunFacts]) -> Found:
    grids = grids_of(project, tree, runs)
    plan = "plan.md" if "plan.md" in tree.texts else ""
    try:
        design = design_of(project, plan)
    except CoresearchError:
        design = Design()
    values = known_values(grids, runs)
    documents = {
        p: t for p, t in tree.prose.items()
        if not is_test(p) and not _NO_CLAIMS.search(name_of(p))
    }  # fmt: skip
    unbacked = [one for one in claims(documents) if not is_backed(one, values)]
    now = datetime.now(UTC)
    return Found(
        tree, runs, grids, design, plan, unbacked, open_ends.notes(tree),
        open_ends.stale(runs, _directions(project), now),
        resolved_predictions(project.journal), list(_quiet(project, runs)),
    )  # fmt: skip


def grids_of(project: Project, tree: Tree, runs: Sequence[RunFacts]) -> list[Grid]:
    """What was varied: by runs on record, and in tables of results that are there."""
    tables = merged(list(_tables(project, tree, runs)))
    return [grid_of(table) for table in (*of_runs(runs), *tables)]


def _tables(project: Project, tree: Tree, runs: Sequence[RunFacts]) -> Iterator[Table]:
    """Tables of results: those that git has, and those that runs on record wrote."""
    written = dict.fromkeys(path for run in runs for path in run.written)
    paths = [
        p for p in dict.fromkeys([*tree.results, *tree.sizes, *written])
        if p.lower().endswith((".csv", ".tsv", ".jsonl", ".json"))
        and (is_result(p) or p in written or _RESULTS.search(name_of(p)))
    ]  # fmt: skip
    for path in paths[:_MOST_FILES]:
        text = tree.texts.get(path)
        if text is None:
            try:
                state = read_file(project.root, path)
            except CoresearchError:
                continue
            if state is None or len(state.content) > _LARGEST:
                continue
            text = state.content.decode("utf-8-sig", "replace")
        table = table_of(path, rows_in(path, text))
        if any(record.measures for record in table.records):
            yield table


def rows_in(path: str, text: str) -> list[dict[str, object]]:
    """The rows of a file of results; none where it holds no table."""
    read = {"json": read_json, "jsonl": read_jsonl}.get(
        path.rpartition(".")[2], read_csv
    )
    try:
        found = read(text)
    except BadInput:
        return []
    names = list(found.columns)
    return [
        dict(zip(names, row, strict=True))
        for row in zip(*found.columns.values(), strict=True)
    ]


def _directions(project: Project) -> list[open_ends.Opened]:
    rows = list_directions(project.journal)
    return [open_ends.Opened(r.id, r.title, r.at, bool(r.closed)) for r in rows]


def _quiet(project: Project, runs: Sequence[RunFacts]) -> Iterator[str]:
    """Ideas and designs that were accepted, with no run since."""
    for activity in (Activity.BRAINSTORM, Activity.DESIGN):
        wanted = Filter(activity=activity, state="accepted")
        for row in list_entries(project.journal, wanted, limit=50):
            decided = row.decided_at or row.at
            if row.origin_kind != "rule" and not any(run.at > decided for run in runs):
                yield f"{one_line(row.title)} (accepted {decided[:10]})"


# -- what is told --------------------------------------------------------------------


def _grids_told(found: Found) -> Iterator[str]:
    if not found.grids:
        yield (
            "No results: no run that succeeded is on record, and no table in results/ "
            "or the like. So there is no grid to lay out. `coresearch run script.py` "
            "begins one.\n"
        )
        return
    for grid in found.grids:
        count = len(grid.table.records)
        yield f"## {grid.table.name}\n\n"
        if grid.is_by_item:
            yield f"{counted(count, 'record')} of single items: not laid out.\n\n"
            continue
        if not grid.factors:
            held = joined(f"{n} {v}" for n, v in grid.held.items())
            yield f"Nothing was varied in {counted(count, 'record')}"
            yield f" ({held}).\n\n" if held else ".\n\n"
            continue
        measure = f"; in each cell how many, and their mean {grid.measure}"
        yield f"{counted(count, 'record')}{measure if grid.measure else ''}:\n\n"
        yield from as_table(grid)
        empty = grid.empty
        yield f"\n{len(grid.cells)} of {grid.size:,} cells have results."
        if empty and len(empty) <= 6:
            yield f" Empty: {'; '.join(map(grid.named, empty))}."
        if few := thin(grid):
            yield f" With one record only: {'; '.join(map(grid.named, few[:4]))}."
        if grid.held:
            never = joined((f"{n} {v}" for n, v in grid.held.items()), 6)
            yield f"\nNever varied: {never}."
        for one, other in grid.following.items():
            yield f"\n{one} goes with {other}: what each does cannot be told apart."
        yield "\n\n"
    for path, unset in open_ends.never_set(found.tree, found.runs).items():
        yield f"No run has set, of {path}: {joined(unset, 8)}.\n"


def _open_told(found: Found) -> Iterator[str]:
    failed = open_ends.unresolved(found.runs)
    asked = len(found.resolved)
    rows = (
        ("failures left open", len(failed), "runs" if found.runs else "no run"),
        ("predictions that failed", len(found.wrong), f"{asked} resolved"),
        ("claims without a run", len(found.unbacked), _claims_read(found)),
        ("notes (TODO, FIXME)", len(found.notes), "code and documents"),
        ("directions gone quiet", len(found.stale), f"{open_ends.STALE_DAYS} days"),
        ("accepted ideas without a run", len(found.quiet), "journal"),
    )
    yield "\n| open | count | read |\n|---|---|---|\n"
    for what, count, read in rows:
        yield f"| {what} | {count or '—'} | {read} |\n"
    for idea in found.quiet[:5]:
        yield f"\nNothing has run since: {idea}"
    foreign = {p: language_of(t) for p, t in found.tree.prose.items()}
    other = [f"{p} ({x})" for p, x in foreign.items() if x not in (None, "English")]
    if other:
        yield f"\nClaims are found in English only; not read: {joined(other)}.\n"
    yield "\n"


def _claims_read(found: Found) -> str:
    count = len(set(known_values(found.grids, found.runs)))
    return f"documents, against {count:,} values"

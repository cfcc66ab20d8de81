"""A reproducibility audit of the repository, and what its runs cost."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Sequence

from coresearch.audit.check import joined
from coresearch.audit.facts import RunFacts
from coresearch.audit.systems import chance, data, pins, pipeline
from coresearch.audit.systems.compute import costs, size, table
from coresearch.audit.tree import Tree, is_test
from coresearch.core.suggestions import Activity, Suggestion
from coresearch.core.text import counted
from coresearch.workbench.activities.account import Account, to_read
from coresearch.workbench.activities.scripts import as_list, judged
from coresearch.workbench.activities.shelf import (
    MOST_RUNS,
    ignored_here,
    runs_of,
    tree_of,
)
from coresearch.workbench.offline.forms import design_of
from coresearch.workbench.project import Project


def audit(project: Project) -> Account:
    """What keeps its results from being had again, each with what would mend it."""
    tree, runs = tree_of(project), runs_of(project)
    if not tree.sizes:
        said = "There is no file in this repository yet: nothing to audit.\n"
        return Account(Activity.SYSTEMS, said, ())
    found = [
        *pins.check(tree, runs),
        *chance.check(tree, runs),
        *data.check(tree, ignored_here(project, tree)),
        *pipeline.check(tree, runs),
    ]
    books = tree.ending(".ipynb")
    files = [*(script.path for script in tree.scripts), *books]
    scripts = list(judged(project, files, "X"))
    parts = [
        _looked_at(tree, runs),
        *_state(tree, runs, found),
    ]
    if scripts:
        parts += ["\nWhat the critic's rules for scripts find too:\n\n"]
        parts += as_list(scripts)
    parts += ["\nWhat runs cost:\n\n", *_compute(project, runs)]
    lists = [*pins.requirements(tree), "pyproject.toml", "environment.yml"]
    given = to_read(tree, *lists)
    return Account(Activity.SYSTEMS, "".join(parts), tuple(found), given)


def _looked_at(tree: Tree, runs: Sequence[RunFacts]) -> str:
    books = len(tree.ending(".ipynb"))
    seen = [
        counted(len(tree.sizes), "file"),
        counted(len(tree.scripts), "Python file"),
        counted(books, "notebook"),
        counted(len(tree.data), "file with data", "files with data"),
        counted(len(runs), "run") + (" (the newest)" if len(runs) == MOST_RUNS else ""),
    ]
    broken = len([p for p in tree.ending(".py") if not is_test(p)]) - len(tree.scripts)
    more = f" {counted(broken, 'Python file')} cannot be parsed." if broken else ""
    return f"Reproducibility of {joined(seen, 9)} on record.{more}\n\n"


def _state(
    tree: Tree, runs: Sequence[RunFacts], found: Sequence[Suggestion]
) -> Iterator[str]:
    """A table of what was looked for, and whether there is anything."""
    count = Counter(one.origin.name for one in found)

    def row(what: str, state: str, *checks: str) -> str:
        hits = sum(count[check] for check in checks)
        return f"| {what} | {state} | {hits or '—'} |\n"

    foreign = pins.foreign_imports(tree)
    lock = "a lock file" if pins.is_locked(tree) else "no lock file"
    needs = (
        f"{counted(len(foreign), 'package')} imported, {lock}"
        if foreign
        else "standard library only"
    )
    if not tree.scripts:
        needs = f"no Python file, {lock}"
    again = chance.pairs(runs)
    same = sum(not unlike for _, _, unlike in again)
    repeated = (
        f"{same} of {counted(len(again), 'repeated run')} gave the same"
        if again
        else "cannot tell: no run with metrics was repeated as it was"
    )
    tests = sum(is_test(path) and path.endswith(".py") for path in tree.sizes)
    runners = any(".github/workflows" in p or p.startswith((".gitlab-ci", ".ci/"))
                  for p in tree.sizes)  # fmt: skip
    summed = {data for _, _, data, _ in data.checksums(tree)}
    yield "| what | state | findings |\n|---|---|---|\n"
    yield row("environment", needs, "R1", "R2", "R3")
    kept = f"{len(summed)} of {len(tree.data)} with a checksum"
    yield row("data", kept if tree.data else "no file with data",
              "R4", "R5", "R6", "R7", "R19")  # fmt: skip
    yield row("chance", "see also rule X5", "R8", "R9", "R10", "R15")
    yield row("the same again", repeated, "R16")
    yield row("results", counted(len(tree.results), "file"), "R11")
    yield row("documents", counted(len(pipeline.started(tree)), "script to start",
              "scripts to start"), "R12", "R13")  # fmt: skip
    yield row("tests", f"{counted(tests, 'file')}, "
              f"{'run by a service' if runners else 'run by hand'}", "R14")  # fmt: skip
    yield row("checkpoints, size", size(float(sum(tree.sizes.values()))), "R17", "R18")


def _compute(project: Project, runs: Sequence[RunFacts]) -> Iterator[str]:
    found = costs(runs)
    if not found:
        yield (
            "Cannot tell yet: no run that succeeded is on record. `coresearch run "
            "script.py` keeps time, memory and what is written.\n"
        )
        return
    yield from table(found)
    cards = Counter(card for run in runs for card in run.gpus)
    machines = {run.machine for run in runs if run.machine}
    pythons = {run.python for run in runs if run.python}
    where = f"On {counted(len(machines), 'machine')}" if machines else "On one machine"
    gpus = joined(cards) if cards else "no graphics card"
    yield f"\n{where} with {gpus}; Python {joined(sorted(pythons)) or 'unknown'}.\n"
    yield from _what_a_plan_costs(project, found[0].median)
    free = shutil.disk_usage(project.root).free
    most = max((cost.written or 0.0 for cost in found), default=0.0)
    if most:
        yield (
            f"A run writes up to {size(most)}; the disk has room for about "
            f"{int(free / most):,} more.\n"
        )


def _what_a_plan_costs(project: Project, median: float) -> Iterator[str]:
    """The plan's arms and seeds at the median, where it states both."""
    from coresearch.audit.systems.compute import seconds

    design = design_of(project, "")
    if not (design.arms_count and design.seeds):
        return
    count = design.arms_count * design.seeds
    yield (
        f"plan.md has {design.arms_count} arms × {design.seeds} seeds = {count}; if "
        "each "
        f"were a run like the first row, {seconds(count * median)} in all.\n"
    )
    if design.budget:
        yield (
            f"Its budget: {design.budget.text} "
            f"(plan.md:{design.budget.passage.line}).\n"
        )

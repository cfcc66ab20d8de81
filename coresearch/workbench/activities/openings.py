"""Suggestions for what is open in a project."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coresearch.audit.check import Check, joined
from coresearch.audit.facts import RunFacts
from coresearch.audit.problem import open_ends
from coresearch.audit.problem.claims import Claim
from coresearch.audit.problem.grid import Grid, odd_values
from coresearch.audit.systems.compute import costs, seconds
from coresearch.audit.tree import Tree
from coresearch.core.findings import Severity
from coresearch.core.predictions import Outcome
from coresearch.core.runs import ProposedRun
from coresearch.core.suggestions import Activity, Evidence, Suggestion
from coresearch.core.text import counted, one_line
from coresearch.critic.stated import Design
from coresearch.journal.predictions import PredictionRow

_EMPTY = Check(
    "P1", "empty cell of the grid", Activity.PROBLEM, Severity.LOW,
    "Would a result there change what you conclude?",
)  # fmt: skip
_ARMS = Check(
    "P2", "arm without a result", Activity.PROBLEM, Severity.MEDIUM,
    "Is it still to come, or was it dropped, and why?",
)  # fmt: skip
_CLAIM = Check(
    "P3", "claim without a run", Activity.PROBLEM, Severity.HIGH,
    "Which run gave this number?",
    "Machine Learning Reproducibility Checklist (Pineau et al., arXiv 2003.12206)",
)  # fmt: skip
_ODD = Check(
    "P4", "result that nobody has explained", Activity.PROBLEM, Severity.MEDIUM,
    "What is different there?",
)  # fmt: skip
_WRONG = Check(
    "P5", "prediction that failed", Activity.PROBLEM, Severity.MEDIUM,
    "What did you believe that is not so, and what else rests on it?",
)  # fmt: skip
_FAILURE = Check(
    "P6", "failure left open", Activity.PROBLEM, Severity.MEDIUM,
    "Is this a fault of the script, or does it say something about the question?",
)  # fmt: skip
_STALE = Check(
    "P7", "direction gone quiet", Activity.PROBLEM, Severity.LOW,
    "Go on with it, or end it with a reason?",
)  # fmt: skip
_TODO = Check(
    "P8", "notes to oneself", Activity.PROBLEM, Severity.LOW,
    "Which of these could change a result?",
)  # fmt: skip
_MOST_CLAIMS = 8


@dataclass(frozen=True, slots=True)
class Found:
    """All that is known of what is open."""

    tree: Tree
    runs: Sequence[RunFacts]
    grids: Sequence[Grid]
    design: Design
    plan: str
    unbacked: Sequence[Claim]
    notes: Sequence[Evidence]
    stale: Sequence[open_ends.Stale]
    resolved: Sequence[PredictionRow]
    """Predictions, newest first."""
    quiet: Sequence[str]
    """Ideas that were accepted and of which nothing was run since."""

    @property
    def wrong(self) -> list[PredictionRow]:
        """Predictions that failed."""
        return [one for one in self.resolved if one.outcome == Outcome.FAILED]


def openings(found: Found) -> Iterator[Suggestion]:
    """All of them."""
    yield from _on_grids(found)
    yield from _on_arms(found)
    yield from _on_claims(found)
    yield from _on_odd(found)
    yield from _on_runs(found)
    yield from _on_rest(found)


def _on_grids(found: Found) -> Iterator[Suggestion]:
    for grid in found.grids:
        empty = grid.empty
        if not empty or len(grid.factors) < 2 or grid.is_by_item:
            continue
        if len(empty) > 4 * len(grid.cells):  # no grid: a few points of a wide space
            continue
        run = _run_for(found, grid, empty)
        names = "; ".join(map(grid.named, empty[:4]))
        yield _EMPTY.suggest(
            f"{len(empty)} of {grid.size} cells of {grid.table.name} are empty: {names}"
            f"{'; …' if empty[4:] else ''}. Whether {joined(grid.factors)} act by "
            "themselves or only together cannot be told without them."
            + (" The run is the first of them." if run else ""),
            [Evidence(f"{grid.table.name}: {grid.named(cell)}") for cell in empty[:4]],
            0.5,
            effect=run,
        )


def _run_for(
    found: Found, grid: Grid, empty: Sequence[tuple[str, ...]]
) -> ProposedRun | None:
    """The first empty cell as a run like the nearest one that succeeded."""
    table = grid.table
    if not table.script:
        return None
    cell = dict(zip(grid.factors, empty[0], strict=True))
    if "(default)" in cell.values() or any(n.startswith("argument") for n in cell):
        return None
    alike = max(
        zip(table.records, table.runs, strict=True),
        key=lambda pair: sum(pair[0].factors.get(n) == v for n, v in cell.items()),
    )[1]
    words = _changed(alike.arguments, cell)
    if words is None:
        return None
    known = [
        cost for cost in costs(found.runs) if cost.command.startswith(table.script)
    ]
    cost = f"about {seconds(known[0].median)}, as like runs" if known else ""
    command = ", ".join(repr(word) for word in (table.script, *words))
    return ProposedRun(
        f"import subprocess, sys\n\nsubprocess.run([sys.executable, {command}], "
        "check=True)\n",
        expected=f"a value of {grid.measure or 'the measure'} for "
        f"{grid.named(empty[0])}",
        cost=cost,
    )


def _changed(words: Sequence[str], cell: dict[str, str]) -> list[str] | None:
    """Arguments with other values; None where one of them is not `--name value`."""
    given = list(words)
    for name, value in cell.items():
        flag = f"--{name}"
        if (
            given.count(flag) == 1
            and given.index(flag) + 1 < len(given)
            and value != "yes"
        ):
            place = given.index(flag) + 1
            end = next(
                (n for n in range(place, len(given)) if given[n].startswith("--")),
                len(given),
            )
            given[place:end] = value.split(" ")
        elif any(word.startswith(f"{flag}=") for word in given):
            given = [
                f"{flag}={value}" if w.startswith(f"{flag}=") else w for w in given
            ]
        else:
            return None
    return given


def _on_arms(found: Found) -> Iterator[Suggestion]:
    """The plan's arms that no result has; what results have that it does not name."""
    arms, place = found.design.arms, found.design.arms_at
    levels = {
        part
        for grid in found.grids
        for record in grid.table.records
        for value in record.factors.values()
        for part in (value, *value.split(" "))
    }
    said = {level.casefold() for level in levels}
    missing = [arm for arm in arms if arm.casefold() not in said]
    if not arms or place is None or not missing or len(missing) == len(arms):
        return
    yield _ARMS.suggest(
        f"{found.plan} names {counted(len(arms), 'arm')}; of {joined(missing)} there "
        "is "
        "no result.",
        [Evidence(place.quote, found.plan, place.line, place.end_line)],
        0.7,
    )


def _on_claims(found: Found) -> Iterator[Suggestion]:
    """One for each claim; where nothing has run at all, one for all of them."""
    test = (
        "Run what gave it: coresearch run; then write the run's id behind the number."
    )
    if found.unbacked and not found.grids:
        files = dict.fromkeys(claim.path for claim in found.unbacked)
        yield _CLAIM.suggest(
            f"{counted(len(found.unbacked), 'sentence')} of {joined(files, 3)} with a "
            "result, and there is no result and no run on record.",
            [_quoted(claim) for claim in found.unbacked],
            0.55,
            severity=Severity.MEDIUM,
            cheapest_test=test,
        )
        return
    for claim in found.unbacked[:_MOST_CLAIMS]:
        yield _CLAIM.suggest(
            f"{claim.path} states {joined(claim.numbers)}, and no value, mean or "
            "difference of the results on record is that.",
            [_quoted(claim)],
            0.65,
            cheapest_test=test,
        )


def _quoted(claim: Claim) -> Evidence:
    return Evidence(claim.text, claim.path, claim.line, claim.line)


def _on_odd(found: Found) -> Iterator[Suggestion]:
    for grid in found.grids:
        for odd in list(odd_values(grid))[:3]:
            seed = f", seed {odd.record.seed}" if odd.record.seed else ""
            yield _ODD.suggest(
                f"{grid.measure} is {odd.value:.4g} in {odd.record.source}{seed}, "
                "where "
                f"the median of the {odd.count} records with {grid.named(odd.cell)} is "
                f"{odd.middle:.4g}.",
                [Evidence(f"{odd.record.source}: {grid.measure} {odd.value:.6g}")],
                0.55,
            )
        if grid.table.missing:
            said = grid.table.missing
            yield _ODD.suggest(
                f"{joined(said, 3)}. What is not finite is not counted in the grid.",
                [Evidence(one) for one in said],
                0.8,
            )


def _on_runs(found: Found) -> Iterator[Suggestion]:
    for run in open_ends.unresolved(found.runs)[:5]:
        error = one_line(run.error) or run.state
        yield _FAILURE.suggest(
            f"{run.command} {run.state} on {run.at[:10]}, and the same has not "
            "succeeded "
            "since.",
            [run.told(error)],
            0.75,
            cheapest_test=f"coresearch diagnose {run.short}",
        )
    for one in found.wrong[:5]:
        seen = f"; it was {one.observed:.4g}" if one.observed is not None else ""
        yield _WRONG.suggest(
            f"“{one_line(one.claim)}” was held to be {one.probability:.0%} likely"
            f"{seen}.",
            [Evidence(f"prediction {one.id[:7]}: {one_line(one.claim)}")],
            0.8,
            severity=Severity.HIGH if one.probability >= 0.8 else None,
        )


def _on_rest(found: Found) -> Iterator[Suggestion]:
    for one in found.stale[:3]:
        last = one.last
        said = (
            f"The last run for {one_line(one.direction)} was {one.days} days ago "
            f"({last.command}, {last.state})."
            if last
            else f"{one_line(one.direction)} was opened {one.days} days ago, and "
            "nothing has run for it."
        )
        quote = Evidence(f"direction {one_line(one.direction)}")
        yield _STALE.suggest(said, [quote], 0.6)
    if found.notes:
        files = dict.fromkeys(note.path for note in found.notes)
        yield _TODO.suggest(
            f"{counted(len(found.notes), 'note')} in {joined(files)} "
            f"{'says' if len(found.notes) == 1 else 'say'} that something is not done.",
            list(found.notes),
            0.5,
        )

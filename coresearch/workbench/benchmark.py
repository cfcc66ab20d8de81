"""A benchmark under test: its items by what systems did on them, as suggestions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from coresearch import __version__
from coresearch.analysis.items import (
    NEEDED_FIT,
    Findings,
    Grid,
    Remark,
    findings,
    grid_of,
)
from coresearch.analysis.logistic import Fitted, fit
from coresearch.analysis.roles import Asked, Roles, roles_of
from coresearch.analysis.table import Table
from coresearch.core.edits import Create, Edit
from coresearch.core.errors import BadInput
from coresearch.core.findings import Severity
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
from coresearch.workbench.project import Project
from coresearch.workbench.result_files import table_of_files

MOST_KEPT = 12
"""Remarks that become suggestions, the gravest first."""
_MOST_FITTED = 300
_NAMED = 8
_TITLES = {
    "bench:label": "Look at the label of {}",
    "bench:same-text": "Keep one of {}",
    "bench:alike": "Say what tells {} apart",
    "bench:template": "Say how many different questions there are: {}",
    "bench:negative": "Look at {}, which good systems miss",
    "bench:redundant": "Keep one of {}, answered alike by all",
    "bench:all-right": "Drop or harden what every system gets right: {}",
    "bench:all-wrong": "Look at what no system gets right: {}",
    "bench:ceiling": "There is no room above the best system",
    "bench:trivial": "Some systems are not above a trivial one",
}
RULES = tuple(_TITLES)


@dataclass(frozen=True)
class Tested:
    """A benchmark, and what was found."""

    source: str
    findings: Findings
    fitted: tuple[Fitted, ...]
    """Of each item, where there are enough systems."""
    guessed: tuple[str, ...]
    """What was taken for what, in the table."""


def tested(files: Sequence[Path], asked: Asked, source: str) -> Tested:
    """What these results say of the items.

    Raises:
        NotFound, BadInput: a file or a column cannot be used, or there is too little.
    """
    table = table_of_files(files)
    if not table.rows:
        raise BadInput("The table has no rows.", hint="Nothing can be said of nothing.")
    roles, grid = _grid(table, asked)
    found = findings(grid)
    return Tested(source, found, tuple(_fit(found)), (*roles.guessed, *table.notes))


_NAMES_OF_ITEMS = ("item", "item_id", "question_id", "qid", "id", "example", "case")


def _grid(table: Table, asked: Asked) -> tuple[Roles, Grid]:
    """A row for each item and system; or else a column for each system."""
    try:
        roles = roles_of(table, asked)
        return roles, grid_of(table, roles)
    except BadInput as fault:
        if asked.arm or asked.prediction:
            raise
        names = (n for n in table.columns if n.casefold() in _NAMES_OF_ITEMS)
        item = asked.item or next(names, "")
        guessed = () if asked.item else (f"item: column {item}",)
        roles = Roles(item=item, label=asked.label, guessed=guessed)
        try:
            return roles, grid_of(table, roles)
        except BadInput:
            hint = (
                "Name them: --item, --system, and --metric, or --label and --prediction"
            )
            columns = ", ".join(map(one_line, table.columns))
            raise BadInput(
                f"{fault.message} The columns are {columns}.", hint=f"{hint}."
            ) from None


def _fit(found: Findings) -> list[Fitted]:
    grid = found.grid
    enough = min(item.systems for item in found.items) >= NEEDED_FIT
    if not enough or not grid.is_binary or len(grid.items) > _MOST_FITTED:
        return []
    return fit(
        [
            [grid.scores.get((item, system)) for item in range(len(grid.items))]
            for system in range(len(grid.systems))
        ]
    )


def facts(of: Tested) -> Iterator[str]:
    """What holds of the whole, in sentences."""
    found = of.findings
    count, grid = len(found.items), found.grid
    right, wrong = found.all_right, found.all_wrong
    shares = sorted(item.easiness for item in found.items)
    yield (
        f"Mean score of an item: {shares[0]:.0%} at the least, "
        f"{shares[count // 2]:.0%} in the middle, {shares[-1]:.0%} at the most; "
        f"{right} of {count} were got right by every system, {wrong} by none."
    )
    told = [i.discrimination for i in found.items if i.discrimination is not None]
    if told:
        told.sort()
        below = sum(value < 0 for value in told)
        yield (
            f"Correlation of an item with the rest: {told[len(told) // 2]:.2f} in the "
            f"middle of {len(told)} items, below 0 for {below}."
        )
    if found.top is not None:
        first, second, gap = found.top
        half = gap.half_width or 0.0
        sure = (
            "" if abs(gap.mean) > half else ", which is no difference that can be told"
        )
        yield (
            f"The best two, {first} and {second}, differ by {gap.mean * 100:.1f} ± "
            f"{half * 100:.1f} points over {gap.count} shared items{sure}."
        )
    for one in found.trivial:
        yield f"Without skill, {one.name}: {one.share:.1%}."
    yield from (f"{note[:1].upper()}{note[1:]}." for note in grid.notes)


def hardest(of: Tested, most: int) -> Iterator[str]:
    """Items with their parameters, the least telling first; where they were fitted."""
    pairs = zip(of.findings.items, of.fitted, strict=True) if of.fitted else ()
    for item, one in sorted(pairs, key=lambda pair: pair[1].a)[:most]:
        half_a, half_b = 1.96 * one.error_a, 1.96 * one.error_b
        yield (
            f"{shorten(item.name, 40)}: discrimination {one.a:.2f} ± {half_a:.2f}, "
            f"difficulty {one.b:.2f} ± {half_b:.2f}"
        )


def title(remark: Remark) -> str:
    """What to do about it, in a line."""
    names = ", ".join(shorten(name, 30) for name in remark.items[:3])
    more = f" and {len(remark.items) - 3} more" if remark.items[3:] else ""
    return _TITLES[remark.rule].format(names + more)


def suggestions(of: Tested) -> list[Suggestion]:
    """What to do about the items, the gravest first."""
    ranked = sorted(
        of.findings.remarks,
        key=lambda one: -Severity(one.severity).rank * one.confidence,
    )
    return [_suggestion(of, remark) for remark in ranked[:MOST_KEPT]]


def _suggestion(of: Tested, remark: Remark) -> Suggestion:
    listed = ", ".join(map(one_line, remark.items[:_NAMED]))
    more = f" … ({len(remark.items)})" if remark.items[_NAMED:] else ""
    return Suggestion(
        Activity.BENCHMARK,
        title(remark),
        remark.said,
        Origin(OriginKind.RULE, remark.rule, __version__),
        evidence=tuple(Evidence(quote, of.source) for quote in remark.quotes),
        confidence=remark.confidence,
        severity=Severity(remark.severity),
        details=f"Items: {listed}{more}" if remark.items else "",
    )


def card(project: Project, of: Tested, target: str) -> Suggestion | None:
    """A card of the benchmark, as a file to accept; None where there is one."""
    if read_file(project.root, target) is not None:
        return None
    found = of.findings
    values = {
        "name": Path(of.source).stem,
        "source": of.source,
        "items": len(found.items),
        "systems": len(found.systems),
        "facts": list(facts(of)),
        "rows": [
            {
                "name": one_line(one.name).replace("|", "/"),
                "score": f"{one.mean.mean:.1%}",
                "interval": f"{one.interval[0]:.1%} to {one.interval[1]:.1%}",
            }
            for one in found.systems
        ],
        "remarks": [
            one_line(f"{title(one)}. {one.said}") for one in found.remarks[:30]
        ],
        "cannot": found.cannot_tell,
    }
    text = filled_form("offline/benchmark.md", values, project.checkout.home)
    return Suggestion(
        Activity.BENCHMARK,
        f"A card of the benchmark, as {target}",
        f"{counted(len(found.items), 'item')}, "
        f"{counted(len(found.systems), 'system')}, "
        f"{counted(len(found.remarks), 'remark')}; where items come from and what a "
        "score is for are yours to write.",
        Origin(OriginKind.RULE, "form:benchmark", __version__),
        evidence=(Evidence(target),),
        effect=Edit((Create(target, text),)),
    )

"""A benchmark under test: its items by what systems did on them, as suggestions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coresearch import __version__
from coresearch.analysis.columns import roles_of
from coresearch.analysis.desiderata import ENOUGH, Covered, coverage, stated_in
from coresearch.analysis.grid import Grid, grid_of
from coresearch.analysis.item_findings import Findings, findings
from coresearch.analysis.items import NEEDED_FIT, Remark
from coresearch.analysis.logistic import Fitted, fit
from coresearch.analysis.roles import Asked, Roles
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
from coresearch.workbench.offline.forms import usual_plan
from coresearch.workbench.project import Project
from coresearch.workbench.result_files import table_of_files
from coresearch.workbench.texts import read_text

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
    "bench:uncovered": "Add items for what was to be covered: {}",
    "bench:thin": "Add items for what few cover: {}",
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
    stated: str = ""
    """The document that says what it was to cover."""
    covered: tuple[Covered, ...] = ()
    unread: tuple[str, ...] = ()
    """What was to be covered, and by which words is not said."""


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


def held_to_stated(project: Project, of: Tested, stated: str = "") -> Tested:
    """With what a document says that it was to cover: this one, or the plan.

    Raises:
        NotFound, BadInput: it is named, and cannot be read or says nothing of that.
    """
    name = stated or usual_plan(project)
    if not name:
        return of
    text = read_text(project.root / name, name).text
    held = held_against(of, name, text)
    if stated and not held.stated:
        raise BadInput(
            f"{one_line(name)} has no list under a heading “Desiderata”.",
            hint="Such as: - Negation: not, never, without*",
        )
    return held


def held_against(of: Tested, name: str, text: str) -> Tested:
    """The same with what a document says that it was to cover, if it says so.

    Where the table does not have what items ask, nothing of it can be told.
    """
    wanted = stated_in(text)
    found = of.findings
    if not wanted:
        return of
    if not found.grid.texts:
        return replace(of, stated=name, unread=tuple(one.name for one in wanted))
    easiness = [item.easiness for item in found.items]
    covered = tuple(coverage(wanted, found.grid.texts, easiness))
    remarks = (*found.remarks, *filter(None, map(_missing, covered)))
    return replace(
        of,
        findings=replace(found, remarks=remarks),
        stated=name,
        covered=covered,
        unread=tuple(one.name for one in wanted if not one.words),
    )


def _missing(one: Covered) -> Remark | None:
    """What too few items show; None where there are enough."""
    if len(one.items) >= ENOUGH:
        return None
    words = ", ".join(one.wanted.words)
    if not one.items:
        said = f"No item shows “{one.wanted.name}” (looked for: {words})."
        name, severity = "bench:uncovered", "high"
    else:
        number = counted(len(one.items), "item")
        said = (
            f"{number} {'shows' if len(one.items) == 1 else 'show'} "
            f"“{one.wanted.name}” (looked for: {words}); a score over fewer than "
            f"{ENOUGH} says little."
        )
        name, severity = "bench:thin", "medium"
    return Remark(name, (one.wanted.name,), said, (one.wanted.name,), severity, 0.7)


def _covered_said(of: Tested) -> Iterator[str]:
    for one in of.covered:
        share = ""
        if one.easiness is not None and one.interval is not None:
            low, high = one.interval
            share = f", got right {one.easiness:.0%} ({low:.0%} to {high:.0%})"
        yield (
            f"{one.wanted.name} ({of.stated}:{one.wanted.line}): "
            f"{counted(len(one.items), 'item')}{share}."
        )
    if of.unread:
        why = (
            "the table does not have what items ask"
            if not of.findings.grid.texts
            else f"{of.stated} does not say by which words an item shows it"
        )
        yield f"Not looked for: {', '.join(of.unread)}; {why}."


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
    yield from map(one_line, _covered_said(of))


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

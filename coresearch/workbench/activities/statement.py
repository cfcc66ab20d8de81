"""A problem statement with what is known filled in, and the rest as blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coresearch.audit.check import Check, joined
from coresearch.audit.problem import open_ends
from coresearch.audit.tree import name_of
from coresearch.core.edits import Create, Edit
from coresearch.core.findings import Severity
from coresearch.core.suggestions import Activity, Evidence, Suggestion
from coresearch.core.text import counted, one_line, shorten
from coresearch.prompts import filled_form
from coresearch.workbench.activities.openings import Found
from coresearch.workbench.project import Project

_STATEMENT = "problem.md"
_FILL = Check(
    "P9", "a problem statement to fill in", Activity.PROBLEM, Severity.MEDIUM,
    "Who would do something differently if this were solved?",
)  # fmt: skip


def statement(project: Project, found: Found) -> Iterator[Suggestion]:
    """`problem.md`, unless there is one: what is known filled in, and blanks."""
    if any(name_of(path).lower() == _STATEMENT for path in found.tree.sizes):
        return
    design, plan = found.design, found.plan
    failures = [
        f"{run.command}: {one_line(run.error) or run.state} (run {run.short})"
        for run in open_ends.unresolved(found.runs)[:5]
    ]
    wrong = [
        f"“{one_line(p.claim)}”, held {p.probability:.0%} likely, failed"
        for p in found.wrong[:5]
    ]
    tried = [
        f"{grid.table.name}: {counted(len(grid.table.records), 'record')}, "
        + (f"{len(grid.cells)} of {grid.size:,} cells of {joined(grid.factors)}"
           if grid.factors else "nothing varied")
        for grid in found.grids[:8]
    ]  # fmt: skip
    empty = [f"{g.table.name}: {g.named(c)}" for g in found.grids for c in g.empty[:4]]
    claimed = [
        f"“{shorten(c.text, 120)}” ({c.path}:{c.line})" for c in found.unbacked[:5]
    ]

    def said(stated: object) -> str:
        text, passage = getattr(stated, "text", ""), getattr(stated, "passage", None)
        return f"{text} ({plan}:{passage.line})" if passage else ""

    values = {
        "idea": said(design.idea),
        "refutation": said(design.refutation),
        "budget": said(design.budget),
        "failures": failures,
        "wrong": wrong,
        "tried": tried,
        "empty": empty[:8],
        "claimed": claimed,
        "notes": [f"{n.quote} ({n.path}:{n.line})" for n in found.notes[:5]],
    }
    text = filled_form("offline/problem.md", values, project.checkout.home)
    blanks = len(re.findall(r"<[^<>\n]+>", text)) - 1  # the one that explains them
    places = [
        Evidence(p.quote, plan, p.line, p.end_line)
        for p in (*(one.passage for one in (design.idea, design.refutation) if one),)
    ]
    yield _FILL.suggest(
        f"What the repository shows is filled in; {blanks} places are yours. A problem "
        "that nobody has, or that no result could end, shows when they stay empty.",
        [
            Evidence(_STATEMENT),
            *places,
            *(Evidence(one) for one in [*failures, *wrong]),
        ],
        0.6,
        effect=Edit((Create(_STATEMENT, text),)),
    )

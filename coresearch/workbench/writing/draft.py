"""A report drafted from the plan, the runs, the predictions and the decisions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from coresearch import __version__
from coresearch.core.edits import Create, Edit
from coresearch.core.errors import BadInput, Refused
from coresearch.core.findings import Severity
from coresearch.core.intervals import estimate
from coresearch.core.runs import Run, RunState
from coresearch.core.sourced import link_text
from coresearch.core.suggestions import (
    Activity,
    Evidence,
    Origin,
    OriginKind,
    Suggestion,
)
from coresearch.core.text import counted, one_line, shorten
from coresearch.critic.plan import Passage
from coresearch.critic.stated import Design
from coresearch.journal.predictions import predictions_about
from coresearch.journal.queries import Entry, Filter, last_reason, list_entries
from coresearch.journal.runs import list_runs, metrics_of, read_run
from coresearch.prompts import filled_form
from coresearch.repo.files import read_file
from coresearch.workbench.compare import label
from coresearch.workbench.deviations import deviations, told
from coresearch.workbench.offline.forms import (
    at,
    design_of,
    free_name,
    stated_at,
    usual_plan,
)
from coresearch.workbench.project import Project
from coresearch.workbench.registration import registrations

_MOST_RUNS = 200
_MOST_METRICS = 6
_MOST_DECISIONS = 500
_MOST_FINDINGS = 12
_DECIDED = ("accepted", "amended", "rejected", "undone")


@dataclass(frozen=True, slots=True)
class Material:
    """What a report is drafted from."""

    plan: str
    design: Design
    runs: tuple[Run, ...]
    """Oldest first."""
    more_runs: bool
    decided: tuple[Entry, ...]
    findings: tuple[Entry, ...]
    """What the critic found in the plan and nobody has ruled on."""
    was_critiqued: bool
    is_registered: bool


def material(project: Project, plan: str = "", name: str = "") -> Material:
    """The plan, the newest runs (of this name, if one is given), and the decisions.

    Raises:
        BadInput, NotFound, ForbiddenPath: the plan cannot be read.
    """
    journal = project.journal
    plan = plan or usual_plan(project)
    design = design_of(project, plan)
    rows = list_runs(journal, limit=_MOST_RUNS + 1, name=name or None)
    runs = [read_run(journal, row.id) for row in rows[:_MOST_RUNS]]
    decided = [
        entry
        for state in _DECIDED
        for entry in list_entries(
            journal, Filter(state=state), limit=_MOST_DECISIONS + 1
        )
    ]
    decided.sort(key=lambda entry: entry.decided_at or "")
    about = list_entries(journal, Filter(path=plan), limit=1000) if plan else []
    ruled = [entry for entry in about if entry.origin_kind == OriginKind.RULE]
    found = [
        entry for entry in ruled if entry.state == "waiting" and entry.path == plan
    ]
    found.sort(key=lambda entry: -Severity(entry.severity).rank)
    return Material(
        plan,
        design,
        tuple(reversed(runs)),
        len(rows) > _MOST_RUNS,
        tuple(decided),
        tuple(found),
        bool(ruled),
        bool(plan and registrations(project, plan)),
    )


def report(project: Project, plan: str, target: str, name: str = "") -> Suggestion:
    """A new report, as a file to accept.

    Raises:
        BadInput, NotFound, ForbiddenPath: the plan cannot be read.
        Refused: there is a file of that name.
    """
    if not target.endswith(".md"):
        raise BadInput(
            f"A report is drafted in Markdown, and {target} is none.",
            hint="coresearch write -o report.md, and later: "
            "coresearch write --check report.md --to latex",
        )
    if read_file(project.root, target) is not None:
        raise Refused(
            f"{target} is there already; a draft would take its place.",
            hint=f"Hold it against the record: coresearch write --check {target} "
            f"(or draft another: -o {free_name(project, target)})",
        )
    given = material(project, plan, name)
    text = report_text(project, given)
    good = sum(run.state is RunState.SUCCEEDED for run in given.runs)
    blanks = len(re.findall(r"`<[^<>\n]+>`", text))
    what = f"{given.plan} and " if given.plan else ""
    return Suggestion(
        Activity.WRITING,
        f"A report to finish, as {target}",
        f"Drafted from {what}{counted(len(given.runs), 'run')} on record, of which "
        f"{good} succeeded, {counted(len(given.decided), 'decision')} and "
        f"{counted(len(given.findings), 'open finding')}. Every number names its run. "
        f"{counted(blanks, 'place')} in it {'is' if blanks == 1 else 'are'} yours.",
        Origin(OriginKind.RULE, "form:report", __version__),
        evidence=_evidence(target, given),
        effect=Edit((Create(target, text),)),
    )


def _evidence(target: str, given: Material) -> tuple[Evidence, ...]:
    places = [
        Evidence(p.quote, given.plan, p.line, p.end_line) for p in given.design.passages
    ]
    return (Evidence(target), *places)


def report_text(project: Project, given: Material) -> str:
    """The report in Markdown, with blanks for what only the person can say."""
    design, plan = given.design, given.plan

    said = partial(stated_at, plan)

    def read(number: str, place: Passage | None, unit: str = "") -> str:
        """A number as the plan has it; as code where the rules had to count."""
        if place is None:
            return ""
        is_there = re.search(rf"(?<![\d.]){number}(?![\d])", place.quote)
        return f"{number if is_there else f'`{number}`'}{unit} {at(plan, place)}"

    shown, left_out = metric_tables(project, given)
    decisions = list(_decisions(project, given.decided))
    values = {
        "title": _title(project, plan),
        "plan": plan,
        "idea": said(design.idea),
        "refutation": said(design.refutation),
        "gain": read(f"{design.gain:g}", design.gain_at, " points"),
        "arms": design.arms,
        "arms_at": design.arms_at and f" {at(plan, design.arms_at)}",
        "measure": said(design.measure),
        "seeds": read(str(design.seeds), design.seeds_at),
        "size": read(f"{design.size:,}", design.size_at),
        "metrics": shown,
        "left_out": left_out,
        "failed": list(failed_runs(given.runs)),
        "predictions": list(_predictions(project, given.runs)),
        "findings": list(open_findings(project, given)),
        "no_findings": _no_findings(given),
        "deviations": told(deviations(project, plan)) if given.is_registered else [],
        "limits": list(_limits(given)),
        "decisions": decisions,
        "decisions_count": counted(len(decisions), "decision"),
        "runs": [_run(run) for run in given.runs],
    }
    return filled_form("offline/report.md", values, project.checkout.home)


def _title(project: Project, plan: str) -> str:
    state = read_file(project.root, plan) if plan else None
    text = state.content.decode("utf-8", "replace") if state else ""
    found = re.search(r"^#\s+(.+)$", text, re.MULTILINE)
    given = found[1] if found else ""
    bare = re.sub(r"^(?:experiment )?plan(?:\s*[:–—-]\s*|$)", "", given, flags=re.I)
    return one_line(bare) or f"Report on {plan or 'the runs on record'}"


# -- results -------------------------------------------------------------------------


def metric_tables(
    project: Project, given: Material
) -> tuple[list[dict[str, object]], str]:
    """A table for each metric, the plan's measure first; and what has none."""
    good = [run for run in given.runs if run.state is RunState.SUCCEEDED]
    told = metrics_of(project.journal, [run.id for run in good])
    values: dict[str, dict[str, list[tuple[str, float]]]] = {}
    for run in good:
        for metric, value in told[run.id].items():
            if value is not None:
                rows = values.setdefault(metric, {})
                rows.setdefault(_row_label(run), []).append((run.id, value))
    wanted = given.design.measure_name.casefold()
    names = sorted(values, key=lambda name: (not _is(name, wanted), name))
    shown: list[dict[str, object]] = [
        {"name": cell(name), "rows": [_row(name, *row) for row in values[name].items()]}
        for name in names[:_MOST_METRICS]
    ]
    return shown, ", ".join(map(one_line, names[_MOST_METRICS:]))


def _row_label(run: Run) -> str:
    """What the runs of a row have in common: all but their seeds."""
    named = label(run)
    if run.request.seed is not None:
        seed = rf"(?<!\S)(?:--?[\w-]*seed[= ])?{run.request.seed}(?!\S)"
        named = " ".join(re.sub(seed, " ", named).split())
    return named or run.id[:7]


def _is(name: str, wanted: str) -> bool:
    return bool(wanted) and wanted in name.casefold().replace("_", " ")


def _row(
    metric: str, named: str, values: Sequence[tuple[str, float]]
) -> dict[str, object]:
    mean = estimate([value for _, value in values])
    link = link_text([run[:7] for run, _ in values], metric)
    number, half = rounded(mean.mean, mean.half_width)
    spread = f" ± {half} (n = {mean.count})" if half else ""
    return {
        "label": cell(named),
        "count": mean.count,
        "value": f"{number}{spread} {link}",
    }


def rounded(value: float, half: float | None) -> tuple[str, str]:
    """The value, and the half width of its interval, to the digits that tell.

    Two digits of the half width, or else four of the value.
    """
    if not half or abs(value) >= 1e6 or (value and abs(value) < 1e-4):
        return f"{value:.4g}", f"{half:.2g}" if half else ""
    decimals = max(0, 1 - _magnitude(half))
    return f"{value:.{decimals}f}", f"{half:.{decimals}f}"


def _magnitude(value: float) -> int:
    return int(f"{value:e}".partition("e")[2])


def failed_runs(runs: Sequence[Run]) -> Iterator[str]:
    """Each run that did not succeed, and how it ended."""
    for run in runs:
        if run.state is not RunState.SUCCEEDED:
            error = one_line(str((run.ended or {}).get("ename", "")))
            why = f", {error}" if error else ""
            yield f"run {run.id[:7]}, {cell(label(run))}: {run.state}{why}"


def _predictions(project: Project, runs: Sequence[Run]) -> Iterator[str]:
    for run in runs:
        for row in predictions_about(project.journal, run.id):
            came = row.outcome or "not resolved"
            yield (
                f"run {run.id[:7]}: `{one_line(row.claim).replace('`', chr(39))}`, "
                f"held to be `{row.probability:g}` likely: {came}"
            )


# -- limitations ---------------------------------------------------------------------


def open_findings(project: Project, given: Material) -> Iterator[str]:
    """What is open, and what was rejected with a reason, which a reader may judge."""
    for entry in given.findings[:_MOST_FINDINGS]:
        suggestion = project.journal.suggestion(entry.id)
        where = f"{entry.path}, line {entry.line}" if entry.line else entry.path
        yield (
            f"Open ({entry.severity}; {where}): {one_line(entry.title)}. "
            f"{_quiet(suggestion.reason)}"
        )
    more = len(given.findings) - _MOST_FINDINGS
    if more > 0:
        yield f"{counted(more, 'more open finding')} of the critic: coresearch inbox"


def _quiet(reason: str) -> str:
    """Numbers of a finding are the rule's arithmetic, which no run reported."""
    text = shorten(reason, 300)
    return f"{text} <!-- no run: said by a rule -->" if re.search(r"\d", text) else text


def _no_findings(given: Material) -> str:
    if not given.plan:
        return "`<there is no plan, so nothing was said before about what would count>`"
    if not given.was_critiqued:
        return f"`<the plan was not critiqued yet: coresearch critique {given.plan}>`"
    return "No finding of the offline critic on the plan is open."


def _limits(given: Material) -> Iterator[str]:
    """What the record itself shows of how far the results reach."""
    good = [run for run in given.runs if run.state is RunState.SUCCEEDED]
    counts: dict[str, int] = {}
    for run in good:
        counts[_row_label(run)] = counts.get(_row_label(run), 0) + 1
    single = [one_line(name) for name, count in counts.items() if count == 1]
    if single:
        listed = "; ".join(single[:5]) + (" …" if single[5:] else "")
        yield f"A single run, whose spread cannot be told: {listed}"
    commits = {str(run.started["head"]) for run in good if run.started["head"]}
    if len(commits) > 1:
        yield f"The runs are of {len(commits)} commits, and not all of the same code."
    if given.more_runs:
        yield f"Only the newest {_MOST_RUNS} runs are told of."


# -- appendices ----------------------------------------------------------------------


def _decisions(project: Project, decided: Sequence[Entry]) -> Iterator[dict[str, str]]:
    for entry in decided:
        yield {
            "when": (entry.decided_at or "")[:10],
            "who": cell(entry.author),
            "ruling": entry.state,
            "title": cell(entry.title),
            "reason": cell(last_reason(project.journal, entry.id)),
        }


def _run(run: Run) -> dict[str, str]:
    head = str(run.started["head"])[:7]
    snapshot = str(run.started["snapshot"])
    changed = "+" if snapshot and not snapshot.startswith(head) else ""
    return {
        "id": run.id[:7],
        "when": run.at[:10],
        "what": cell(label(run)),
        "commit": f"{head}{changed}" if head else "none",
        "seed": "" if run.request.seed is None else str(run.request.seed),
        "end": run.state,
    }


def cell(text: str) -> str:
    """Foreign text in a cell of a table, which it cannot end, and as no markup."""
    bare = shorten(text, 120).replace("`", "'").replace("|", "/")
    if not bare:
        return ""
    return f"`{bare}`" if re.search(r"[\d*_<>\[\]\\]", bare) else bare

"""What a model is given about a project: chosen, cut to a budget, without secrets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from coresearch.core.constitution import CONSTITUTION
from coresearch.core.context import (
    BUDGET,
    Context,
    Reference,
    Section,
    Weight,
    cut_to_budget,
)
from coresearch.core.errors import (
    BadInput,
    CoresearchError,
    ForbiddenPath,
    NotFound,
)
from coresearch.core.outputs import OutputKind
from coresearch.core.redaction import redact
from coresearch.core.text import counted, one_line, shorten
from coresearch.journal.runs import RunRow, list_runs, metrics_of, read_run
from coresearch.repo.files import read_file
from coresearch.repo.survey import Survey, is_ignored, sendable, survey
from coresearch.workbench.lessons import lesson, similar
from coresearch.workbench.project import Project
from coresearch.workbench.recorder import read_outputs

_LISTED = 150
"""Up to so many files are named; of more, the folders are."""
_FOLDERS = 40
_RUNS = 12
_METRICS = 8
_WITH_WORDS = 4
"""Of so many of the newest runs what they printed last is told, if no metric is."""
_LAST_LINES = 6
_LINE = 160
_LARGEST_OUTPUT = 1_000_000
_BYTES_PER_TOKEN = 16
"""No text has more: of a longer file only the beginning is looked at."""


@dataclass(slots=True)
class _Gathered:
    """What has been gathered so far."""

    sections: list[Section] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def add(self, section: Section) -> None:
        """Take a section in without its secrets."""
        body, removed = redact(section.body)
        for secret in removed:
            line = secret.line + max(section.first - 1, 0)
            place = f"{section.title}:{line}" if section.first else section.title
            self.left_out.append(f"{place}: a {secret.what} was removed")
        self.sections.append(replace(section, body=body))


def gather(
    project: Project,
    references: Sequence[Reference] = (),
    question: str = "",
    *,
    plan: str = "",
    budget: int = BUDGET,
) -> Context:
    """What a model is given: files, plan, agreements, lessons, runs, git's state.

    `plan` is the path of the plan in question; `budget` is in tokens.

    Raises:
        NotFound: a file that was named is not there, or a pattern matches none.
        ForbiddenPath: it is ignored by git, or by its name a secret.
        BadInput: it is no text.
    """
    paths = [reference.path for reference in references if not reference.is_pattern]
    known = survey(project.root)
    gathered = _Gathered()
    for reference in references:
        for section in _named(project, reference, known, gathered.left_out, budget):
            gathered.add(section)
    if plan and plan not in paths:
        body = _text(project.root, plan, known, budget)
        gathered.add(Section(plan, body, Weight.PLAN, first=1))
    if known.has(CONSTITUTION) and CONSTITUTION not in paths:
        body = _text(project.root, CONSTITUTION, known, budget)
        gathered.add(Section(CONSTITUTION, body, Weight.CONSTITUTION, first=1))
    earlier = similar(project, question, {plan, *paths} - {""})
    if lessons := "".join(lesson(project, found) for found in earlier):
        title = "Earlier suggestions, and what became of them"
        gathered.add(Section(title, lessons, Weight.LESSONS))
    if runs := "".join(_recent_runs(project)):
        gathered.add(Section("Recent runs, the newest first", runs, Weight.RUNS))
    gathered.add(Section("Git", _state(known), Weight.GIT))
    gathered.add(Section("The repository's files", _shape(known), Weight.SHAPE))
    return cut_to_budget(gathered.sections, gathered.left_out, budget)


# -- files --------------------------------------------------------------------------


def _named(
    project: Project,
    reference: Reference,
    known: Survey,
    left_out: list[str],
    budget: int,
) -> Iterator[Section]:
    if not reference.is_pattern or known.has(reference.path):
        body = _text(project.root, reference.path, known, budget)
        yield _part(Section(reference.path, body, Weight.NAMED, first=1), reference)
        return
    found = sendable(project.root, [reference.path])
    if not found:
        raise NotFound(
            f"No file matches {reference.path}, or git ignores those that do.",
            hint="Patterns begin at the repository's top; ** goes across folders.",
        )
    for path in found:
        try:
            body = _text(project.root, path, None, budget)
        except CoresearchError as fault:
            left_out.append(fault.message)
            continue
        yield Section(path, body, Weight.NAMED, first=1)


def _part(section: Section, reference: Reference) -> Section:
    """The lines that were asked for."""
    if not reference.first:
        return section
    lines = re.findall(r"[^\n]*\n|[^\n]+", section.body)
    wanted = lines[reference.first - 1 : reference.last]
    if not wanted:
        raise BadInput(
            f"{reference.path} has no line {reference.first}.",
            hint=f"It has {len(lines)} lines.",
        )
    return replace(section, body="".join(wanted), first=reference.first)


def _text(root: Path, path: str, known: Survey | None, budget: int) -> str:
    """The beginning of a file; without `known`, it is known not to be ignored."""
    if known is not None and not known.has(path) and is_ignored(root, path):
        raise ForbiddenPath(
            f"{path} is ignored by git, and so it is never sent to a model.",
            hint="If it may be, take it out of .gitignore.",
        )
    state = read_file(root, path)
    if state is None:
        raise NotFound(f"There is no file {path}.")
    raw = state.content[: budget * _BYTES_PER_TOKEN]
    if b"\0" in raw:
        raise BadInput(f"{path} is not text (it is binary, or UTF-16).")
    is_cut = len(raw) < len(state.content)
    try:
        return raw.decode("utf-8-sig", "ignore" if is_cut else "strict")
    except UnicodeDecodeError:
        raise BadInput(f"{path} is not UTF-8.") from None


# -- runs ---------------------------------------------------------------------------


def _recent_runs(project: Project) -> Iterator[str]:
    """A line for each; of one without metrics also the last that it printed."""
    rows = list_runs(project.journal, limit=_RUNS)
    metrics = metrics_of(project.journal, [row.id for row in rows])
    for number, row in enumerate(rows):
        yield _run(row, metrics[row.id])
        if not metrics[row.id] and number < _WITH_WORDS:
            yield from _last_printed(project, row.id)


def _last_printed(project: Project, run: str) -> Iterator[str]:
    ended = read_run(project.journal, run).ended or {}
    if (ended.get("outputs") or {}).get("size", 0) > _LARGEST_OUTPUT:
        return
    texts = [
        str(output.content.get("text", ""))
        for output in read_outputs(project.journal.blobs, ended)
        if output.kind is OutputKind.STREAM
    ]
    lines = [line for line in "".join(texts).splitlines() if line.strip()]
    yield from (f"    {shorten(line, _LINE)}\n" for line in lines[-_LAST_LINES:])


def _run(row: RunRow, metrics: Mapping[str, float | None]) -> str:
    """A run in a line: when, what, how it ended, and the last value of each metric."""
    what = one_line(row.name or row.path or "code")
    facts = [f"seed {row.seed}"] if row.seed is not None else []
    facts += [f"commit {row.head[:7]}"] if row.head else []
    facts += [f"{row.seconds:.3g} s"] if row.seconds is not None else []
    ended = f"{row.state}: {one_line(row.error)}" if row.error else row.state
    shown = list(metrics.items())[:_METRICS]
    numbers = ", ".join(
        f"{one_line(name)} {'not finite' if value is None else f'{value:.6g}'}"
        for name, value in shown
    )
    more = f" and {len(metrics) - _METRICS} more" if len(metrics) > _METRICS else ""
    about = f" ({', '.join(facts)})" if facts else ""
    tail = f"; last {numbers}{more}" if numbers else ""
    return f"- {row.at[:10]} run {row.id[:7]} of {what}{about}: {ended}{tail}\n"


# -- the repository -----------------------------------------------------------------


def _state(known: Survey) -> str:
    lines = [f"branch: {known.branch or '(none)'}", "newest commits:"]
    lines += [f"  {one_line(commit)}" for commit in known.commits] or ["  (none)"]
    if known.changed is None:
        return "\n".join([*lines, "not committed: not asked, among so many files\n"])
    lines += ["not committed:", *(f"  {one_line(file)}" for file in known.changed[:40])]
    if not known.changed:
        lines.append("  (nothing)")
    elif len(known.changed) > 40:
        lines.append(f"  and {len(known.changed) - 40} more")
    return "\n".join(lines) + "\n"


def _shape(known: Survey) -> str:
    """Every file, or of many how many there are in which folder and of which kind."""
    if known.count <= _LISTED:
        return (
            "".join(f"{one_line(path)}\n" for path in known.paths()) or "(no files)\n"
        )
    kinds = ", ".join(f"{kind} {count}" for kind, count in known.kinds().items())
    lines = [f"{counted(known.count, 'file')}; of these: {kinds or 'other kinds'}"]
    top = known.at_top()
    for name, count in list(top.items())[:_FOLDERS]:
        inside = f"  {counted(count, 'file')}" if name.endswith("/") else ""
        lines.append(one_line(name) + inside)
    if len(top) > _FOLDERS:
        lines.append(f"and {len(top) - _FOLDERS} more files and folders at the top")
    return "\n".join(lines) + "\n"

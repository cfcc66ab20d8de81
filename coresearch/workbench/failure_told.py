"""What a model is told of a failure after the rules; whether it contradicts them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coresearch.core.context import Reference
from coresearch.core.edits import Modify
from coresearch.core.text import counted, fenced, one_line
from coresearch.diagnosis.failures import Raised
from coresearch.diagnosis.lines import clean
from coresearch.prompts import Rendered
from coresearch.repo.survey import sendable
from coresearch.workbench.diagnose import Report, Told, values_said
from coresearch.workbench.project import Project
from coresearch.workbench.question import render_question
from coresearch.workbench.suggest import Placed

_BEFORE, _AFTER = 25, 10
"""Lines of the log before and after what failed."""
_MOST_LINES = 120
_LONGEST = 400
_MOST_FILES = 6


def render_failure(project: Project, report: Report, takes: int | None) -> Rendered:
    """What is sent of a failure: the log around it, its files, and what rules found.

    `takes` is how many tokens the model takes, where that is known.
    """
    known = sendable(project.root, list(report.files)) if report.files else []
    files = [Reference(path) for path in known][:_MOST_FILES]
    return render_question(
        project,
        "diagnose",
        "\n\n".join(_told(report)),
        takes=takes,
        findings="\n".join(_found(one) for one in report.told) or "- Nothing.",
        references=files,
    )


def _told(report: Report) -> Iterator[str]:
    failure, run = report.failure, report.run
    assert failure is not None
    if run is not None:
        arguments = (
            f" with {' '.join(run.request.arguments)}" if run.request.arguments else ""
        )
        yield f"{report.name} of {run.request.path or 'code'}{arguments} {run.state}."
    lines = counted(report.reading.lines, "line")
    yield f"What the log says of it (the whole log has {lines}):"
    yield fenced(_excerpt(report.log, failure.chain))
    if report.changed:
        yield f"Changed since the run: {', '.join(report.changed)}."
    if report.values:
        yield "In the kernel, when it failed:\n\n" + fenced(
            "\n".join(values_said(report.values))
        )
    yield from _past(report)
    yield "Why did it fail, and what is the least that mends it?"


def _past(report: Report) -> Iterator[str]:
    past = report.past
    if past is None:
        return
    if past.times:
        fixed = f" What helped then: {past.fixed_by}." if past.fixed_by else ""
        yield f"The same failure was seen {counted(past.times, 'time')} before.{fixed}"
    if past.good:
        what = ", ".join(dict.fromkeys(one.what for one in past.changed))
        yield f"Since the last run that worked changed: {what or 'nothing on record'}."
    if past.worked_since:
        yield f"The same file has run well since, as run {past.worked_since[:7]}."


def _excerpt(log: str, chain: Sequence[Raised]) -> str:
    """The lines of the failure, and some around them; of very many the ends."""
    lines = clean(log)
    first = max(0, min(one.line for one in chain) - 1 - _BEFORE)
    last = max(one.end_line for one in chain) + _AFTER
    shown = [line[:_LONGEST] for line in lines[first:last]]
    if len(shown) > _MOST_LINES:
        half = _MOST_LINES // 2
        shown = [*shown[:half], f"… {len(shown) - 2 * half} lines …", *shown[-half:]]
    return "\n".join(shown)


def _found(one: Told) -> str:
    """A cause, as the prompt has it."""
    cause, rule = one.diagnosis.cause, one.diagnosis.rule
    parts = [
        f"- {rule.id} ({cause.confidence:.0%} sure, at {one.diagnosis.place}): "
        f"{one_line(cause.message)}"
    ]
    if one.patch:
        parts.append("  Its edit waits for the researcher:\n\n" + fenced(one.patch))
    elif cause.run:
        parts.append(f"  It proposes to run:\n\n{fenced(cause.run)}")
    if one.tried:
        ends = ", ".join(f"{outcome} {n}" for outcome, n in one.tried.items())
        parts.append(f"  Accepted for this failure before: {ends}.")
    return "\n".join(parts)


def contradicted(report: Report, placed: Sequence[Placed]) -> list[tuple[Placed, Told]]:
    """Suggestions that edit the lines of a rule's edit otherwise, and do not say so."""
    return [
        (item, one)
        for item in placed
        for one in report.told
        if _edits_the_same(item, one) and not _names(item, one)
    ]


def _edits_the_same(item: Placed, one: Told) -> bool:
    ours, theirs = one.suggestion.edit, item.suggestion.edit
    if ours is None or theirs is None:
        return False
    lines = {
        (file.path, line.strip())
        for file in ours.files
        if isinstance(file, Modify)
        for part in file.replacements
        for line in part.search.splitlines()
        if line.strip() and line not in part.replace.splitlines()
    }
    return any(
        (file.path, line.strip()) in lines
        for file in theirs.files
        if isinstance(file, Modify)
        for part in file.replacements
        for line in part.search.splitlines()
        if line not in part.replace.splitlines()
    )


def _names(item: Placed, one: Told) -> bool:
    said = f"{item.suggestion.title} {item.suggestion.reason}".casefold()
    rule = one.diagnosis.rule
    return rule.id in said or rule.name.casefold() in said

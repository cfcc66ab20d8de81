"""Early advice while a sweep goes on: each a suggestion in the inbox, and no more.

Nothing is ended by it. Who agrees says so by a command of their own.
"""

from __future__ import annotations

from collections.abc import Iterator

from coresearch import __version__
from coresearch.core.findings import Severity
from coresearch.core.metrics import Metrics
from coresearch.core.predictions import Rule
from coresearch.core.runs import RunState
from coresearch.core.suggestions import (
    Activity,
    Evidence,
    Origin,
    OriginKind,
    Suggestion,
)
from coresearch.core.sweep.advice import (
    Points,
    behind,
    chance_left,
    is_futile,
    is_same_error,
    passes_budget,
)
from coresearch.core.sweep.standing import Standing
from coresearch.core.sweep.sweep import RecordedSweep
from coresearch.core.text import counted, one_line
from coresearch.journal.directions import list_directions, spent_on
from coresearch.journal.predictions import resolvable
from coresearch.journal.runs import known_points, points_known
from coresearch.journal.sweeps import attempts, signatures, values_of
from coresearch.sweeps import files
from coresearch.workbench.project import Project
from coresearch.workbench.suggest import Placed, put_in_inbox
from coresearch.workbench.sweeps.places import folder_of, job_name
from coresearch.workbench.sweeps.progress import Progress, progress
from coresearch.workbench.words import number

_LONGEST = 8_000_000
"""Bytes of a task's output that are read while it runs."""
_MOST = 50
"""Tasks that have ended, that one is held against."""


def advise(project: Project, recorded: RecordedSweep) -> list[Placed]:
    """Put what there is to be said of a sweep now into the inbox."""
    found = list(_findings(project, progress(project, recorded)))
    return put_in_inbox(project, found) if found else []


def _findings(project: Project, now: Progress) -> Iterator[Suggestion]:
    if not now.open:
        return
    yield from _same_error(project, now)
    yield from _futile(project, now)
    yield from _budget(project, now)
    yield from _behind(project, now)


def _same_error(project: Project, now: Progress) -> Iterator[Suggestion]:
    ended = now.total - now.open
    for signature, error, failed in signatures(project.journal, now.sweep.id):
        if is_same_error(failed, ended):
            name = one_line(error) or "the same error"
            yield _advice(
                now,
                "sweep-same-error",
                f"{name} in {failed} of {ended} tasks: end the sweep?",
                f"{counted(failed, 'task')} of {ended} that have ended failed with "
                f"{name}, and {now.open} are still to come.",
                Evidence(f"failure {signature}"),
                Severity.HIGH,
                f"coresearch sweep cancel {now.sweep.id[:7]}",
            )


def _futile(project: Project, now: Progress) -> Iterator[Suggestion]:
    for one in resolvable(project.journal):
        rule = Rule(one.metric, one.sign, one.value)
        told = values_of(project.journal, now.sweep.id, one.metric).values()
        values = [value for value in told if value is not None]
        if is_futile(values, rule, now.open):
            chance = chance_left(values, rule, now.open) or 0.0
            claim = f"{one.metric} {one.sign} {one.value:g}"
            yield _advice(
                now,
                "sweep-futile",
                f"{claim} is hardly to be seen any more: end the sweep?",
                f"None of {counted(len(values), 'task')} showed it. If the others vary "
                f"as these do, the chance that one of {now.open} does is "
                f"{chance:.1%}. Other settings may differ more.",
                Evidence(f"prediction {one.id[:7]}: {claim}"),
                Severity.MEDIUM,
                f"coresearch sweep cancel {now.sweep.id[:7]}",
            )


def _budget(project: Project, now: Progress) -> Iterator[Suggestion]:
    name = now.sweep.sweep.direction
    row = next((d for d in list_directions(project.journal) if d.id == name), None)
    if not name or row is None or now.left is None:
        return
    spent = sum(one.hours for one in spent_on(project.journal, name))
    rest = now.left[0] * now.sweep.sweep.slots / 3600
    if passes_budget(spent, rest, row.hours):
        yield _advice(
            now,
            "sweep-budget",
            f"{one_line(name)} will pass its budget of {row.hours:g} h: end the sweep?",
            f"{spent:.2g} h of runs are spent, and what is to come takes another "
            f"{rest:.2g} h or more at the pace so far.",
            Evidence(f"direction {one_line(name)}: {row.hours:g} h"),
            Severity.MEDIUM,
            f"coresearch sweep cancel {now.sweep.id[:7]}",
        )


def _behind(project: Project, now: Progress) -> Iterator[Suggestion]:
    if not now.metric or not now.goal or not now.running:
        return
    rows = attempts(project.journal, now.sweep.id)
    good = [row.run for row in rows if row.state == RunState.SUCCEEDED][-_MOST:]
    others = [known_points(project.journal, run, now.metric) for run in good]
    for row in rows:
        if row.state != RunState.RUNNING:
            continue
        own = _points_so_far(project, now, row.task, row.run)
        found = behind(own, others, now.goal)
        if found is not None:
            yield _advice(
                now,
                "sweep-behind",
                f"Task {row.task} is behind at step {found.step:g}: end it?",
                f"Its best {one_line(now.metric)} so far is {number(found.best)}; the "
                f"median of {found.others} others' means up to there is "
                f"{number(found.median)}. Some tasks begin slowly.",
                Evidence(f"task {row.task}, run {row.run[:7]}"),
                Severity.LOW,
                f"coresearch sweep cancel {now.sweep.id[:7]}/{row.task:03}",
            )


def _points_so_far(project: Project, now: Progress, task: int, run: str) -> Points:
    name = job_name(now.sweep.id, task, run)
    file = folder_of(project, now.sweep.id) / files.TASKS / name / files.STDOUT
    metrics = Metrics(now.sweep.sweep.forms)
    try:
        with file.open("rb") as opened:
            metrics.feed(opened.read(_LONGEST).decode("utf-8", "replace"))
    except OSError:
        return ()
    return points_known(metrics.points().get(now.metric, ()))


def _advice(
    now: Progress,
    rule: str,
    title: str,
    reason: str,
    evidence: Evidence,
    severity: Severity,
    command: str,
) -> Suggestion:
    where = Evidence(f"sweep {now.sweep.id[:7]}", now.sweep.sweep.path)
    done = now.standings.get(Standing.DONE, 0)
    return Suggestion(
        Activity.EXECUTION,
        title,
        reason,
        Origin(OriginKind.RULE, rule, __version__),
        evidence=(where, evidence),
        severity=severity,
        details=f"When this was said, {done} of {now.total} tasks had succeeded.",
        cheapest_test=f"If you agree: {command}",
    )

"""What became of a registered plan: each change since, with who, when and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from coresearch.core.text import one_line
from coresearch.journal.runs import count_runs
from coresearch.repo.files import read_file
from coresearch.repo.plumbing import asked
from coresearch.workbench.project import Project
from coresearch.workbench.registration import (
    Registered,
    first_registration,
    registrations,
)

_NOW = "now"


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a registered plan."""

    at: str
    """UTC, as the journal or git has it; `now` for what is not committed."""
    who: str
    why: str
    runs: int
    """How many runs had been started by then."""
    diff: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deviations:
    """What became of a registered plan."""

    first: Registered
    steps: tuple[Step, ...]
    diff: tuple[str, ...]
    """From what was registered first to what the file is now."""

    @property
    def changed(self) -> tuple[int, int]:
        """How many lines were added, and how many taken out."""
        added = sum(line.startswith("+") for line in self.diff[2:])
        removed = sum(line.startswith("-") for line in self.diff[2:])
        return added, removed


def deviations(project: Project, plan: str) -> Deviations:
    """How the plan was changed since it was first registered, and when.

    Raises:
        NotFound: it never was registered.
    """
    first = first_registration(project, plan)
    state = read_file(project.root, plan)
    now = state.content.decode("utf-8", "replace") if state else ""
    steps = []
    last = first.text
    for version in sorted(_versions(project, first), key=lambda each: each.at):
        if version.text != last:
            steps.append(_step(project, version, last))
            last = version.text
    if now != last:
        gone = "" if state else "the file is not there any more"
        steps.append(
            _step(project, _Version(_NOW, "", gone or "not committed", now), last)
        )
    return Deviations(first, tuple(steps), _diff(first.text, now, first.at[:10], _NOW))


@dataclass(frozen=True, slots=True)
class _Version:
    at: str
    who: str
    why: str
    text: str


def _versions(project: Project, first: Registered) -> Iterator[_Version]:
    """What git and later registrations have of the file since."""
    for again in registrations(project, first.path)[1:]:
        why = f"registered again: {again.reason}"
        yield _Version(again.at, again.author, why, again.text)
    since = f"{first.head}..HEAD" if _is_before(project.root, first.head) else "HEAD"
    log = asked(
        project.root, "log", "--reverse", f"--since={first.at}", since,
        "--format=%H%x09%aI%x09%an%x09%s", "--", first.path,
    )  # fmt: skip
    for line in log.splitlines():
        commit, at, who, why = line.split("\t", 3)
        yield _Version(
            _utc(at),
            who,
            f"commit {commit[:7]}: {why}",
            _committed(project, commit, first),
        )


def _is_before(root: Path, head: str) -> bool:
    return bool(head) and asked(root, "merge-base", head, "HEAD") == head


def _committed(project: Project, commit: str, first: Registered) -> str:
    from coresearch.core.errors import EffectFailed
    from coresearch.repo.plumbing import run_git

    try:
        content = run_git(project.root, "show", f"{commit}:{first.path}")
    except EffectFailed:
        return ""  # the commit took it away
    return content.decode("utf-8", "replace")


def _utc(at: str) -> str:
    from datetime import UTC, datetime

    return f"{datetime.fromisoformat(at).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _step(project: Project, version: _Version, last: str) -> Step:
    until = None if version.at == _NOW else version.at
    return Step(
        version.at,
        version.who,
        version.why,
        count_runs(project.journal, until),
        _diff(last, version.text, "before", "after"),
    )


def _diff(before: str, after: str, old: str, new: str) -> tuple[str, ...]:
    lines = unified_diff(
        before.splitlines(), after.splitlines(), old, new, lineterm="", n=1
    )
    return tuple(lines)


def told(found: Deviations) -> list[str]:
    """For a report: when the plan was registered, and each change since."""
    first = found.first
    lines = [
        f"`{first.path}` was registered on {first.at[:10]} (SHA-256 "
        f"`{first.digest[:12]}`), when {first.runs} runs had been started"
        + ("." if found.steps else "; it has not been changed since.")
    ]
    for step in found.steps:
        when = "not committed yet" if step.at == _NOW else step.at[:10]
        added = sum(line.startswith("+") for line in step.diff[2:])
        removed = sum(line.startswith("-") for line in step.diff[2:])
        lines.append(
            f"Deviation ({when}, after {step.runs} runs): {one_line(step.why)}; "
            f"{added} lines added and {removed} taken out. `<why, and what it means "
            "for the result>`"
        )
    return lines


# -- exports -------------------------------------------------------------------------

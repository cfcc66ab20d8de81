"""A report's numbers held against the runs and files that they name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from coresearch.core.errors import BadInput, CoresearchError, NotFound
from coresearch.core.intervals import estimate
from coresearch.core.runs import Run, RunState
from coresearch.core.sourced import (
    Claim,
    Link,
    Loose,
    Number,
    Numbers,
    Placed,
    agrees,
    like,
    link_text,
    links_in,
    numbers_in,
)
from coresearch.journal.runs import (
    find_run,
    list_runs,
    metrics_of,
    read_run,
    runs_with_value,
)
from coresearch.repo.files import read_file
from coresearch.workbench.compare import label
from coresearch.workbench.project import Project
from coresearch.workbench.suggest import put_in_inbox, withdraw_gone
from coresearch.workbench.texts import Text
from coresearch.workbench.writing.mends import RULES, suggestions
from coresearch.workbench.writing.verdicts import Checked, State, Verdict

_TELLING = 3
"""Digits from which on a number is taken to be the one that a run reported."""
_NEWER = 50


def check(project: Project, text: Text, *, is_file: bool = True) -> Checked:
    """Hold every number of a report against its source.

    With `is_file` what should be mended waits in the inbox, and what waited and is
    mended leaves it.
    """
    numbers = numbers_in(text.text)
    verdicts = tuple(sorted(_verdicts(project, numbers), key=lambda each: each.line))
    guesses = dict(_guesses(project, numbers.loose))
    checked = Checked(text.name, verdicts, numbers.loose, guesses)
    if not is_file:
        return checked
    placed = put_in_inbox(project, suggestions(text, checked))
    withdraw_gone(project, text.name, RULES, {item.id for item in placed})
    return replace(checked, waiting=tuple(placed))


def _verdicts(project: Project, numbers: Numbers) -> Iterator[Verdict]:
    record = _Record(project)
    for claim in numbers.claims:
        yield _of_runs(record, claim)
    for placed in numbers.placed:
        yield _of_file(project, placed)
    for broken in numbers.broken:
        said = f"{broken.text} {broken.reason}."
        yield Verdict(broken.text, "", broken.line, State.NO_SOURCE, said)


# -- numbers of runs -----------------------------------------------------------------


def _of_runs(record: _Record, claim: Claim) -> Verdict:
    number = claim.number

    def verdict(
        state: State, said: str, mended: str = "", notes: Sequence[str] = ()
    ) -> Verdict:
        return Verdict(
            number.text,
            claim.source,
            claim.line,
            state,
            said,
            mended,
            number.start,
            number.end,
            tuple(notes),
        )

    sides: list[list[float]] = []
    notes: list[str] = []
    for link in claim.links:
        try:
            runs = [record.run(named) for named in link.runs]
        except (NotFound, BadInput) as fault:
            return verdict(State.NO_SOURCE, fault.message)
        values, why = _values(record.project, runs, link)
        if why:
            return verdict(State.NO_SOURCE, why)
        sides.append(values)
        notes += _newer(record, runs, link)
    means = [estimate(values) for values in sides]
    value = means[0].mean - (means[1].mean if len(means) > 1 else 0)
    scales = (100.0, 1.0) if claim.is_share else (1.0,)
    of = (
        "the difference is"
        if len(means) > 1
        else "the mean is"
        if len(sides[0]) > 1
        else "the run says"
    )
    fits = [scale for scale in scales if agrees(number, value * scale)]
    if not fits and len(means) > 1:
        fits = [scale for scale in scales if agrees(number, -value * scale)]
    if not fits:
        scale = min(scales, key=lambda s: abs(abs(value * s) - abs(number.value)))
        right = like(number, value * scale)
        return verdict(State.DIFFERS, f"{of} {right}.", right, notes)
    if claim.half is not None:
        half = means[0].half_width if len(means) == 1 else None
        if half is None:
            notes.append(
                f"± {claim.half.text} was not checked: of one value, or of a "
                "difference, it cannot be told"
            )
        elif not agrees(claim.half, half * fits[0]):
            right = like(claim.half, half * fits[0])
            said = f"the 95 % interval is ± {right}, and not ± {claim.half.text}."
            half_at = claim.half
            return Verdict(
                half_at.text, claim.source, claim.line, State.DIFFERS, said, right,
                half_at.start, half_at.end, tuple(notes),
            )  # fmt: skip
    if claim.count is not None and claim.count != len(sides[0]):
        said = f"it is the mean of {len(sides[0])} runs, and not of {claim.count}."
        return verdict(State.DIFFERS, said, "", notes)
    return verdict(State.AGREES, f"{of} {value:.6g}.", "", notes)


def _values(
    project: Project, runs: Sequence[Run], link: Link
) -> tuple[list[float], str]:
    """The metric in each run; or why there is none."""
    found = metrics_of(project.journal, [run.id for run in runs])
    values = []
    for run in runs:
        if run.state is not RunState.SUCCEEDED:
            return [], f"run {run.id[:7]} did not succeed: it is {run.state}."
        if link.metric not in found[run.id]:
            known = ", ".join(sorted(found[run.id])[:6]) or "no metric"
            return [], f"run {run.id[:7]} has no {link.metric}; it reported {known}."
        value = found[run.id][link.metric]
        if value is None:
            return [], f"{link.metric} of run {run.id[:7]} is no finite number."
        values.append(value)
    return values, ""


class _Record:
    """The runs that a report names, each read once."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._runs: dict[str, Run] = {}
        self._repeats: dict[str, list[Run]] = {}

    def run(self, named: str) -> Run:
        """The run whose id begins so.

        Raises:
            NotFound, BadInput: none does, or several do.
        """
        return self._read(find_run(self.project.journal, named))

    def _read(self, identity: str) -> Run:
        if identity not in self._runs:
            self._runs[identity] = read_run(self.project.journal, identity)
        return self._runs[identity]

    def repeats(self, run: Run) -> list[Run]:
        """The same thing run again later, the newest first."""
        if run.id not in self._repeats:
            request = run.request
            rows = list_runs(
                self.project.journal,
                limit=_NEWER,
                path=request.path or None,
                name=request.name,
                state=RunState.SUCCEEDED,
            )
            later = [
                self._read(row.id)
                for row in rows
                if row.at > run.at and row.seed == request.seed
            ]
            same = [again for again in later if label(again) == label(run)]
            self._repeats[run.id] = same
        return self._repeats[run.id]


def _newer(record: _Record, runs: Sequence[Run], link: Link) -> Iterator[str]:
    """The same thing run again later, with another result."""
    mine = {run.id for run in runs}
    for run in runs:
        again = next((one for one in record.repeats(run) if one.id not in mine), None)
        if again is None:
            continue
        told = metrics_of(record.project.journal, [run.id, again.id])
        before, after = (told[each.id].get(link.metric) for each in (run, again))
        if after is not None and after != before:
            yield (
                f"run {run.id[:7]} was repeated by {again.id[:7]}, which gave "
                f"{link.metric} {after:.6g}"
            )


# -- numbers of files ----------------------------------------------------------------


def _of_file(project: Project, placed: Placed) -> Verdict:
    number = placed.number
    source = f"({placed.path}:{placed.at})"

    def verdict(state: State, said: str) -> Verdict:
        return Verdict(
            number.text, source, placed.line, state, said, "", number.start, number.end
        )

    try:
        state = read_file(project.root, placed.path)
    except CoresearchError as fault:
        return verdict(State.NO_SOURCE, fault.message)
    if state is None:
        return verdict(State.NO_SOURCE, f"there is no file {placed.path}.")
    lines = state.content.decode("utf-8", "replace").splitlines()
    passage: list[str] = []
    for line in lines[placed.at - 1 :]:
        if passage and not line.strip():
            break
        passage.append(line)
    if _states(" ".join(passage), number):
        return verdict(State.AGREES, f"{placed.path} states it.")
    return verdict(
        State.DIFFERS, f"line {placed.at} of {placed.path} does not state it any more."
    )


def _states(passage: str, number: Number) -> bool:
    plain = number.text.replace(",", "")
    found = re.findall(r"(?<![\w.])[\d,]*\.?\d+(?!\d)", passage)
    return any(
        each.replace(",", "").lstrip("+") == plain.lstrip("+-−") for each in found
    )


# -- numbers without a source --------------------------------------------------------


def _guesses(project: Project, loose: Sequence[Loose]) -> Iterator[tuple[int, str]]:
    """The link that would fit, where one run alone reported such a number."""
    for one in loose:
        number = one.number
        digits = "".join(c for c in number.text if c.isdigit()).lstrip("0")
        if len(digits) < _TELLING:
            continue
        is_share = one.unit in ("%", "percent", "points", "point", "pp")
        found: set[tuple[str, str]] = set()
        for scale in (100.0, 1.0) if is_share else (1.0,):
            low = (number.value - number.tolerance) / scale
            high = (number.value + number.tolerance) / scale
            found |= set(runs_with_value(project.journal, low, high))
        if len(found) == 1:
            [(run, metric)] = found
            yield number.start, link_text([run[:7]], metric)


def runs_behind(project: Project, text: str) -> dict[str, str]:
    """What is told of each run that a report links to, by its id as written there."""
    told: dict[str, str] = {}
    for _, _, links in links_in(text):
        for run in (run for link in links for run in link.runs):
            if run not in told:
                told[run] = _told(
                    read_run(project.journal, find_run(project.journal, run))
                )
    return told


def _told(run: Run) -> str:
    head = str(run.started["head"])[:7]
    parts = [label(run), f"{run.at[:10]} by {run.author}"]
    parts += [f"commit {head}"] if head else []
    parts += [f"seed {run.request.seed}"] if run.request.seed is not None else []
    return ", ".join(parts)

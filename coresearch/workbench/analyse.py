"""An analysis of results: what it says, kept as suggestions and predictions."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from coresearch import __version__
from coresearch.analysis.analysis import Analysis, Directions, analyse
from coresearch.analysis.columns import roles_of
from coresearch.analysis.comparison import How
from coresearch.analysis.outcomes import Comparison
from coresearch.analysis.reading import Reading
from coresearch.analysis.roles import Asked, Roles
from coresearch.core.errors import BadInput, NoRepository
from coresearch.core.events import EventType
from coresearch.core.predictions import (
    Outcome,
    Prediction,
    prediction_of,
    prediction_to_json,
)
from coresearch.core.runs import Run
from coresearch.core.suggestions import (
    Activity,
    Evidence,
    Origin,
    OriginKind,
    Suggestion,
)
from coresearch.journal.predictions import open_claims
from coresearch.workbench.project import Project
from coresearch.workbench.result_files import (
    curves_of_runs,
    roles_of_runs,
    table_of_files,
    table_of_runs,
)
from coresearch.workbench.suggest import Placed, put_in_inbox, withdraw_gone

RULES = (
    "claim", "more-runs", "drop-claim", "too-few-runs", "seed-unused", "same-seeds",
    "lost-runs", "best-of", "uneven-runs", "same-numbers", "best-step", "direction",
    "scales", "winner", "chosen-on-test", "slice-lost", "failures-share", "hard-core",
    "unstable-cases", "churn", "train-test-duplicates", "two-labels", "calibration",
    "one-class", "one-confusion", "doubtful-labels",
)  # fmt: skip
"""Every rule that reads results."""
MOST_KEPT = 12
"""Readings that become suggestions."""
_MOST_RUNS = 20
"""Runs that are quoted one by one."""
_CLAIM = re.compile(
    r"(?P<one>.+?) (?P<sign>[<>]) (?P<other>.+?)(?: on (?P<metric>.+))?"
)


@dataclass(frozen=True, slots=True)
class Told:
    """One reading, and the suggestion that it became."""

    reading: Reading
    placed: Placed | None = None
    """None where nothing is kept."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """What became of one prediction."""

    claim: str
    outcome: Outcome | None
    """None: these results do not decide it."""


@dataclass(frozen=True, slots=True)
class Report:
    """The analysis of one file, of several, or of runs."""

    name: str
    analysis: Analysis
    told: tuple[Told, ...]
    resolved: tuple[Resolved, ...] = ()
    withdrawn: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person wants of an analysis."""

    asked: Asked = field(default_factory=Asked)
    told: Mapping[str, str] = field(default_factory=dict)
    """`max` or `min` by metric."""
    how: How = field(default_factory=How)
    prediction: Prediction | None = None
    keep: bool = True

    ask: Callable[[str], str] = lambda metric: ""
    """Asks which way a metric is better, where neither the person nor its name told."""

    def directions(self, roles: Roles) -> Directions:
        """Which way each metric is better."""
        known = Directions(self.told)
        answers = {m: self.ask(m) for m in roles.metrics if not known.of(m)}
        return Directions(
            {**self.told, **{m: way for m, way in answers.items() if way}}
        )


def predicted_claim(claim: str, probability: float | None) -> Prediction:
    """A prediction about two arms.

    Raises:
        BadInput: it is none, or its probability is no doubt.
    """
    found = prediction_of(claim, probability)
    if _CLAIM.fullmatch(found.claim) is None:
        raise BadInput(
            f"--predict takes two arms, and not {found.claim!r}.",
            hint="Such as: --predict 'trim-20 > plain on accuracy' --p 0.7",
        )
    return replace(found, rule=None)


def analyse_files(
    project: Project | None, files: Sequence[Path], wanted: Wanted
) -> Report:
    """What files of results say; with a project, what is new goes to its inbox.

    Raises:
        NotFound, BadInput: one cannot be read, or holds nothing to compare.
    """
    table = table_of_files(files)
    roles = roles_of(table, wanted.asked)
    directions = wanted.directions(roles)
    made = _predict(project, wanted, ())
    found = analyse(table, roles, directions, wanted.how)
    path = _path(project, files[0]) if len(files) == 1 else ""
    name = ", ".join(str(file) for file in files[:3])
    more = f" and {len(files) - 3} more" if len(files) > 3 else ""
    return _report(project, f"{name}{more}", path, found, wanted, made)


def analyse_runs(project: Project, runs: Sequence[Run], wanted: Wanted) -> Report:
    """What the metrics of runs on record say.

    Raises:
        NotFound, BadInput: they reported nothing to compare.
    """
    table = table_of_runs(project, runs)
    roles = roles_of_runs(table, wanted.asked.metrics)
    directions = wanted.directions(roles)
    made = _predict(project, wanted, tuple(run.id for run in runs))
    curves = curves_of_runs(table, runs, roles.metrics[0])
    found = analyse(table, roles, directions, wanted.how, curves)
    return _report(project, f"{len(runs)} runs", "", found, wanted, made)


def _path(project: Project | None, file: Path) -> str:
    """The file's name from the repository's top; nothing for one that is elsewhere."""
    try:
        return project.relative(file) if project else ""
    except BadInput:
        return ""


# -- what is kept --------------------------------------------------------------------


def _report(
    project: Project | None,
    name: str,
    path: str,
    found: Analysis,
    wanted: Wanted,
    made: tuple[str, str] | None,
) -> Report:
    if project is None or not wanted.keep:
        return Report(name, found, tuple(map(Told, found.readings)))
    kept, rest = found.readings[:MOST_KEPT], found.readings[MOST_KEPT:]
    suggestions = [_suggestion(reading, path, found) for reading in kept]
    placed = put_in_inbox(project, suggestions)
    told = [Told(one, where) for one, where in zip(kept, placed, strict=True)]
    gone = 0
    if path:
        gone = withdraw_gone(project, path, RULES, {one.id for one in placed})
    resolved = _resolve(project, found, made)
    return Report(name, found, (*told, *map(Told, rest)), tuple(resolved), gone)


def _suggestion(reading: Reading, path: str, found: Analysis) -> Suggestion:
    return Suggestion(
        activity=Activity.ANALYSIS,
        title=reading.title,
        reason=reading.message,
        origin=Origin(OriginKind.RULE, reading.rule, __version__),
        question=reading.question,
        evidence=(Evidence(reading.quote, path), *_of_runs(reading, found)),
        confidence=reading.certainty,
        severity=reading.severity,
        source=reading.source,
        cheapest_test=reading.next,
    )


def _of_runs(reading: Reading, found: Analysis) -> tuple[Evidence, ...]:
    """Each run that it rests on, with its value."""
    outcome = found.outcomes[0]
    values = {trial.run: trial.value for trial in outcome.trials.trials}
    quotes = []
    for run in reading.runs[:_MOST_RUNS]:
        value = values.get(run)
        said = "gave no number" if value is None else f"{outcome.metric} {value:.6g}"
        quotes.append(Evidence(f"run {run[:7]}: {said}"))
    return tuple(quotes)


# -- predictions ---------------------------------------------------------------------


def _predict(
    project: Project | None, wanted: Wanted, runs: tuple[str, ...]
) -> tuple[str, str] | None:
    """Put the prediction on record, before its results are looked at; its id.

    Raises:
        NoRepository: there is no journal for it.
    """
    if wanted.prediction is None:
        return None
    if project is None or not wanted.keep:
        raise NoRepository(
            "A prediction is kept in a repository's journal.",
            hint="Go to the repository, and leave --only-report out.",
        )
    identity = secrets.token_hex(8)
    body = {**prediction_to_json(wanted.prediction, ""), "runs": list(runs)}
    with project.journal.writing():
        project.journal.append(EventType.PREDICTION_MADE, identity, body)
    return identity, wanted.prediction.claim


def _resolve(
    project: Project, found: Analysis, made: tuple[str, str] | None
) -> list[Resolved]:
    """Resolve what was predicted of these arms, where these results decide it.

    What they do not decide stays open: it is not counted as false.
    """
    told = []
    decided = []
    for identity, claim in open_claims(project.journal):
        one = _compared(found, claim)
        outcome = _outcome(claim, one) if one is not None else None
        if one is not None and outcome is not None:
            decided.append((identity, outcome, one.difference))
        if outcome is not None or (made is not None and identity == made[0]):
            told.append(Resolved(claim, outcome))
    if decided:
        with project.journal.writing():
            for identity, outcome, seen in decided:
                body = {"outcome": outcome, "observed": seen, "by": "rule"}
                project.journal.append(EventType.PREDICTION_RESOLVED, identity, body)
    return told


def _compared(found: Analysis, claim: str) -> Comparison | None:
    """The comparison that a claim is about."""
    match = _CLAIM.fullmatch(claim)
    if match is None:
        return None
    arms = {match["one"].strip(), match["other"].strip()}
    for outcome in found.outcomes:
        if match["metric"] in (None, outcome.metric):
            for one in outcome.comparisons:
                if {one.first, one.second} == arms:
                    return one
    return None


def _outcome(claim: str, one: Comparison) -> Outcome | None:
    match = _CLAIM.fullmatch(claim)
    if match is None or not one.is_claim:
        return None
    sign = 1 if match["one"].strip() == one.first else -1
    is_above = sign * one.difference > 0
    return Outcome.HELD if is_above == (match["sign"] == ">") else Outcome.FAILED

"""Diagnosis of a log or of a run on record: causes, and suggestions in the inbox."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass, field, replace

from coresearch import __version__
from coresearch.core.applying import plan_edit
from coresearch.core.changes import FileState
from coresearch.core.diffs import patch
from coresearch.core.edits import Edit, Modify
from coresearch.core.errors import CoresearchError
from coresearch.core.events import EventType
from coresearch.core.findings import Severity
from coresearch.core.outcomes import Outcome
from coresearch.core.runs import ProposedRun, Run
from coresearch.core.suggestions import (
    Activity,
    Evidence,
    Origin,
    OriginKind,
    Suggestion,
)
from coresearch.diagnosis.case import Around
from coresearch.diagnosis.engine import Diagnosis, diagnose
from coresearch.diagnosis.failures import Failure, Raised, Reading
from coresearch.diagnosis.reader import read_log
from coresearch.diagnosis.signature import signature_id
from coresearch.diagnosis.signs import SIGN_TYPES
from coresearch.journal.failures import causes_told, signature_of, tried_before
from coresearch.repo.files import read_file
from coresearch.workbench.failure_logs import log_of_run, record_failure
from coresearch.workbench.failure_scene import around_now, around_run, text_now
from coresearch.workbench.past_failures import Past, past_of
from coresearch.workbench.project import Project
from coresearch.workbench.suggest import Placed, put_in_inbox

Values = tuple[tuple[str, str], ...]
"""Names in the failing frame, and what they are: `("batch", "Tensor (32, 10) …")`."""

MOST = 3
"""Causes that become suggestions."""


@dataclass(frozen=True, slots=True)
class Told:
    """One cause, with its suggestion and the change that it would make."""

    diagnosis: Diagnosis
    suggestion: Suggestion
    patch: str = ""
    placed: Placed | None = None
    """None where nothing is kept."""
    tried: Counter[Outcome] = field(default_factory=Counter)
    """What became of it when it was accepted for the same failure before."""


_LAST_WORDS = 5
"""Lines of a log that tell how it ended."""


@dataclass(frozen=True, slots=True)
class Report:
    """What is known of one failure."""

    name: str
    reading: Reading
    failure: Failure | None
    told: tuple[Told, ...] = ()
    _: KW_ONLY
    run: Run | None = None
    past: Past | None = None
    step_back: Placed | None = None
    values: Values = ()
    """What names in the failing frame are in the kernel, where it still lives."""
    log: str = ""
    files: tuple[str, ...] = ()
    """Of the tree, that the frames name."""
    changed: tuple[str, ...] = ()
    """Those of them that are no more what they were when it failed."""
    standing: tuple[str, ...] = ()
    """Where a run stands that goes on, a line each; it has no failure then."""

    @property
    def last_words(self) -> list[str]:
        """What a run said last that failed in no way that is known."""
        if self.failure is not None or self.run is None or self.run.state != "failed":
            return []
        lines = [line.rstrip() for line in self.log.split("\n") if line.strip()]
        return lines[-_LAST_WORDS:]


def diagnose_log(
    name: str, text: str, project: Project | None, *, keep: bool
) -> Report:
    """What a log says, with the files as they are now."""
    reading = read_log(text)
    failure = reading.first
    if failure is None:
        return Report(name, reading, None)
    around = around_now(project, failure) if project else Around()
    found = diagnose(failure, around)[:MOST]
    told = _told(project, found, failure, around, keep=keep)
    return Report(name, reading, failure, told, log=text, files=tuple(around.files))


def diagnose_run(project: Project, run: Run, *, keep: bool) -> Report:
    """What a run on record says, with the files as they were when it ran."""
    log = log_of_run(project, run)
    reading = read_log(log)
    failure = reading.first
    name = f"run {run.id[:7]}"
    if failure is None:
        return Report(name, reading, None, run=run, log=log)
    around = around_run(project, run, failure)
    signature = signature_of(project.journal, run.id)
    if not signature:  # it ran before failures were read as they come
        signature = record_failure(project, run, failure)
    past = past_of(project, run, signature)
    values: Values = ()
    if run.request.warm:
        from coresearch.workbench.live_values import live_values  # what talks to it

        values = live_values(project, run, failure)
    found = diagnose(failure, around)[:MOST]
    told = tuple(
        replace(
            one, tried=tried_before(project.journal, signature, one.diagnosis.rule.id)
        )
        for one in _told(project, found, failure, around, values, keep=keep)
    )
    if keep:
        made = [one.placed.id for one in told if one.placed is not None]
        link_causes(project, run, signature, made)
    advice = _step_back(project, failure, past.step_back) if keep else None
    files = tuple(around.files)
    changed = tuple(
        path for path in files if text_now(project, path) != around.files[path]
    )
    return Report(
        name,
        reading,
        failure,
        told,
        run=run,
        past=past,
        step_back=advice,
        values=values,
        log=log,
        files=files,
        changed=changed,
    )


def link_causes(
    project: Project, run: Run, signature: str, suggestions: Sequence[str]
) -> None:
    """Put on record of which failure these suggestions were made, each once."""
    known = set(causes_told(project.journal, run.id))
    causes = [one for one in suggestions if one not in known]
    if not causes:
        return
    body = {"signature": signature, "path": run.request.path, "causes": causes}
    with project.journal.writing():
        project.journal.append(EventType.FAILURE_DIAGNOSED, run.id, body)


def _step_back(project: Project, failure: Failure, why: str) -> Placed | None:
    """The same failure again and again: a suggestion to go about it otherwise."""
    if not why:
        return None
    suggestion = Suggestion(
        activity=Activity.EXECUTION,
        title="Step back: the same failure again and again",
        reason=why,
        origin=Origin(
            OriginKind.RULE, "step-back", __version__, context=signature_id(failure)
        ),
        question="What would you try if this way were closed?",
        evidence=(Evidence(quote_of(failure.root)),),
        confidence=0.9,
        severity=Severity.MEDIUM,
    )
    [placed] = put_in_inbox(project, [suggestion])
    return placed


# -- what is suggested ---------------------------------------------------------------


def _told(
    project: Project | None,
    found: Sequence[Diagnosis],
    failure: Failure,
    around: Around,
    values: Values = (),
    *,
    keep: bool,
) -> tuple[Told, ...]:
    told = [_one(project, one, failure, around, values) for one in found]
    if project is None or not keep:
        return tuple(told)
    placed = put_in_inbox(project, [one.suggestion for one in told])
    return tuple(
        replace(one, placed=place) for one, place in zip(told, placed, strict=True)
    )


def _one(
    project: Project | None,
    one: Diagnosis,
    failure: Failure,
    around: Around,
    values: Values,
) -> Told:
    effect, shown = _effect(project, one, around)
    cause = one.cause
    suggestion = Suggestion(
        activity=Activity.EXECUTION,
        title=one.rule.name,
        reason=cause.message,
        origin=Origin(
            OriginKind.RULE, one.rule.id, __version__, context=signature_id(failure)
        ),
        question=one.rule.question,
        evidence=_evidence(one, around),
        confidence=cause.confidence,
        severity=Severity.HIGH,
        effect=effect,
        details="\n".join(filter(None, [cause.details, *values_said(values)])),
        cheapest_test="" if effect else cause.test,
    )
    return Told(one, suggestion, shown)


def values_said(values: Values) -> list[str]:
    """A line for each name in the failing frame."""
    return [f"{name}: {text}" for name, text in values]


def _evidence(one: Diagnosis, around: Around) -> tuple[Evidence, ...]:
    said = Evidence(quote_of(one.raised))
    frame = one.raised.own_frame
    path = one.place.rpartition(":")[0]
    if frame is None or not one.code or path not in around.files:
        return (said,)
    return (Evidence(one.code, path, frame.line, frame.line), said)


def quote_of(raised: Raised) -> str:
    """The line of the log that says what was raised, without the rest of a long one."""
    if not raised.message:
        return raised.type
    head = raised.message.partition("\n")[0][:400]
    return head if raised.type in SIGN_TYPES else f"{raised.type}: {head}"


def _effect(
    project: Project | None, one: Diagnosis, around: Around
) -> tuple[Edit | ProposedRun | None, str]:
    """The edit, if it still finds its place; else the run; with the edit's diff."""
    cause = one.cause
    text = around.text(cause.path) if cause.edit else None
    if text is not None and project is not None:
        then = FileState.of(text.encode())
        edit = Edit((Modify(cause.path, cause.edit, base=then.digest),))
        try:
            now = read_file(project.root, cause.path)
            changes = plan_edit(edit, {cause.path: now})
            if changes.writes:
                return edit, patch(changes)
        except CoresearchError:
            pass  # the file has changed since: what is said of it is still said
    if cause.run:
        return ProposedRun(cause.run, expected=cause.expected), ""
    return None, ""

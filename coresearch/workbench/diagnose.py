"""Diagnosis of a log or of a run on record: causes, and suggestions in the inbox."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coresearch import __version__
from coresearch.core.applying import plan_edit
from coresearch.core.changes import FileState
from coresearch.core.diffs import patch
from coresearch.core.edits import Edit, Modify
from coresearch.core.errors import BadInput, CoresearchError, EffectFailed, NotFound
from coresearch.core.escapes import without_colours
from coresearch.core.findings import Severity
from coresearch.core.outputs import OutputKind
from coresearch.core.runs import ProposedRun, Run, RunState
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
from coresearch.diagnosis.reader import exceptions, read_log
from coresearch.diagnosis.signature import signature_id
from coresearch.diagnosis.signs import SIGN_TYPES
from coresearch.repo.files import read_file
from coresearch.repo.plumbing import run_git
from coresearch.workbench.past_failures import Past, past_of
from coresearch.workbench.project import Project
from coresearch.workbench.recorder import read_outputs
from coresearch.workbench.suggest import Placed, put_in_inbox

LONGEST_LOG = 200 * 1024 * 1024
"""Bytes. Of a longer log the first and the last half of this are read."""
MOST = 3
"""Causes that become suggestions."""
_MOST_PATHS = 20_000
_ENDS = {
    "SIGKILL": "Killed",
    "SIGSEGV": "Segmentation fault",
    "SIGABRT": "Aborted",
    "SIGBUS": "Bus error",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One cause, with its suggestion and the change that it would make."""

    diagnosis: Diagnosis
    suggestion: Suggestion
    patch: str = ""
    placed: Placed | None = None
    """None where nothing is kept."""


@dataclass(frozen=True, slots=True)
class Report:
    """What is known of one failure."""

    name: str
    reading: Reading
    failure: Failure | None
    told: tuple[Told, ...] = ()
    run: Run | None = None
    past: Past | None = None
    step_back: Placed | None = None


def log_of_file(file: Path) -> str:
    """The text of a log; of a very long one its beginning and its end.

    Raises:
        NotFound, BadInput: it is not there, or cannot be read.
    """
    try:
        if file.is_dir():
            raise BadInput(f"{file} is a folder.", hint="Name a log in it.")
        with file.open("rb") as opened:
            size = os.fstat(opened.fileno()).st_size
            content = opened.read(LONGEST_LOG if size <= LONGEST_LOG else 1 << 26)
            if size > LONGEST_LOG:
                opened.seek(-(1 << 26), os.SEEK_END)
                content += b"\n" + opened.read()
    except FileNotFoundError:
        raise NotFound(f"There is no file {file}.") from None
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror}.") from None
    return as_log(content)


def as_log(content: bytes) -> str:
    """Bytes as a log's text; a log may hold anything, so nothing is refused."""
    return content.decode("utf-8", "replace").replace("\0", "")


def log_of_run(project: Project, run: Run) -> str:
    """What a run on record wrote, as one text, with how it ended in a last line."""
    ended = run.ended or {}
    parts = []
    for output in read_outputs(project.journal.blobs, ended):
        if output.kind is OutputKind.STREAM:
            parts.append(str(output.content.get("text", "")))
        elif output.kind is OutputKind.ERROR:
            lines = output.content.get("traceback", ())
            parts.append("\n" + without_colours("\n".join(lines)) + "\n")
    match run.state:
        case RunState.TIMED_OUT:
            parts.append("\nrun stopped: it exceeded the time limit\n")
        case RunState.DIED:
            said = _ENDS.get(str(ended.get("signal", "")), "Kernel died")
            parts.append(f"\n{said}\n")
    return "".join(parts)


def diagnose_log(
    name: str, text: str, project: Project | None, *, keep: bool
) -> Report:
    """What a log says, with the files as they are now."""
    reading = read_log(text)
    failure = reading.first
    if failure is None:
        return Report(name, reading, None)
    around = _around_now(project, failure) if project else Around()
    found = diagnose(failure, around)[:MOST]
    told = _told(project, found, failure, around, keep=keep)
    return Report(name, reading, failure, told)


def diagnose_run(project: Project, run: Run, *, keep: bool) -> Report:
    """What a run on record says, with the files as they were when it ran."""
    reading = read_log(log_of_run(project, run))
    failure = reading.first
    name = f"run {run.id[:7]}"
    if failure is None:
        return Report(name, reading, None, run=run)
    around = _around_run(project, run, failure)
    past = past_of(project, run, signature_id(failure), _signature_of)
    found = diagnose(failure, around)[:MOST]
    told = _told(project, found, failure, around, keep=keep)
    advice = _step_back(project, failure, past.step_back) if keep else None
    return Report(name, reading, failure, told, run, past, advice)


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


def _signature_of(project: Project, run: Run) -> str:
    first = read_log(log_of_run(project, run)).first
    return signature_id(first) if first is not None else ""


# -- what is around a failure --------------------------------------------------------


def _around_now(project: Project, failure: Failure) -> Around:
    paths = tuple(_walk(project.root))
    files = {}
    for path in _named(failure, paths):
        text = _text_now(project, path)
        if text is not None:
            files[path] = text
    return Around(files=files, paths=paths)


def _text_now(project: Project, path: str) -> str | None:
    try:
        state = read_file(project.root, path)
        return state.content.decode("utf-8") if state is not None else None
    except (CoresearchError, OSError, UnicodeDecodeError):
        return None


def _around_run(project: Project, run: Run, failure: Failure) -> Around:
    """The frames' files from the run's snapshot, and the script as it was run.

    Files that git ignores, such as data, are listed as they are now.
    """
    commit = str(run.started["snapshot"])
    kept: list[str] = []
    if commit:
        try:
            listed = run_git(project.root, "ls-tree", "-r", "-z", "--name-only", commit)
            kept = [os.fsdecode(one) for one in listed.split(b"\0") if one]
        except EffectFailed:  # the snapshot was given up
            commit = ""
    files = {}
    for path in _named(failure, kept):
        if (text := _text_then(project, commit, path)) is not None:
            files[path] = text
    if run.request.path and not run.request.path.endswith(".ipynb"):
        files[run.request.path] = run.request.code
    packages = run.started["environment"].get("packages", ())
    names = frozenset(str(one).partition("==")[0].lower() for one in packages)
    paths = tuple(dict.fromkeys([*kept, *_walk(project.root)]))
    return Around(files, paths, names, run.request.arguments)


def _text_then(project: Project, commit: str, path: str) -> str | None:
    try:
        return run_git(project.root, "show", f"{commit}:{path}").decode("utf-8")
    except (EffectFailed, UnicodeDecodeError):
        return None


def _named(failure: Failure, paths: Sequence[str]) -> list[str]:
    """The files of the tree that the frames name."""
    known, found = set(paths), dict[str, None]()
    for raised in exceptions(failure):
        for frame in raised.frames:
            parts = frame.path.replace("\\", "/").split("/")
            for start in range(len(parts)):
                if (name := "/".join(parts[start:])) in known:
                    found[name] = None
                    break
    return list(found)[:50]


def _walk(root: Path) -> Iterator[str]:
    """The files below `root` that are not hidden, up to a bound."""
    count = 0
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and name not in ("__pycache__", "node_modules")
        )
        for name in names:
            yield Path(folder, name).relative_to(root).as_posix()
            count += 1
            if count >= _MOST_PATHS:
                return


# -- what is suggested ---------------------------------------------------------------


def _told(
    project: Project | None,
    found: Sequence[Diagnosis],
    failure: Failure,
    around: Around,
    *,
    keep: bool,
) -> tuple[Told, ...]:
    told = [_one(project, one, failure, around) for one in found]
    if project is None or not keep:
        return tuple(told)
    placed = put_in_inbox(project, [one.suggestion for one in told])
    return tuple(
        replace(one, placed=place) for one, place in zip(told, placed, strict=True)
    )


def _one(
    project: Project | None, one: Diagnosis, failure: Failure, around: Around
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
        details=cause.details,
        cheapest_test="" if effect else cause.test,
    )
    return Told(one, suggestion, shown)


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
    if cause.edit and cause.path in around.files and project is not None:
        then = FileState.of(around.files[cause.path].encode())
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

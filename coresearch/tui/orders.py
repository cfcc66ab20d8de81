"""From what was sent to the job that carries it out."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from coresearch.core.errors import BadInput, NotFound
from coresearch.core.text import counted
from coresearch.tui.commands import BY_NAME, Sent
from coresearch.tui.desk import Desk
from coresearch.tui.jobs.asker import OWN_FIRST, Asker, compare, own_first
from coresearch.tui.jobs.asking import Asked, Asking
from coresearch.tui.jobs.doings import Doings
from coresearch.tui.jobs.drafting import DraftAsked
from coresearch.tui.jobs.mailbox import Job, Said, Text
from coresearch.tui.jobs.running import Running
from coresearch.tui.markdown import load_parser
from coresearch.tui.readings import analysed, benchmarked, diagnosed

if TYPE_CHECKING:
    from coresearch.config import Settings
    from coresearch.core.runs import RunRequest
    from coresearch.tui.wishes import Ruled
    from coresearch.workbench.project import Project

_ACTIVITIES = ("problem", "systems", "safety")
_DRAFTS = ("write", "integrate")
"""What is drafted from the record; a plan may be named."""
_WITH_OWN = ("critique", "diagnose", "ask", "brainstorm")
"""Before which the person can say their own findings first."""
JOBS = (
    "critique", "ask", "brainstorm", "design", "draft", "context", "run", "!",
    *_ACTIVITIES, *_DRAFTS, "benchmark", "analyse", "diagnose",
)  # fmt: skip


def job_for(
    sent: Sent, desk: Desk, settings: Settings, model: str = "", server: str = ""
) -> Job:
    """The job that carries out a command of `JOBS`.

    Raises:
        BadInput: something is missing.
    """
    first = OWN_FIRST in sent.rest.split()
    if first:
        sent = Sent(sent.command, sent.rest.replace(OWN_FIRST, "").strip())
        if sent.command not in _WITH_OWN:
            known = ", ".join(f"/{name}" for name in _WITH_OWN)
            raise BadInput(f"{OWN_FIRST} is for {known}.")
    if sent.command in _ACTIVITIES:
        look = partial(_activity, sent.command)
        return Doings(desk, "reading the repository", look, kind="reply")
    if sent.command in _DRAFTS:
        plan = "".join(_words(sent.rest)[:1])
        work = partial(_drafted, desk, sent.command, plan)
        return Doings(desk, "reading the record", work)
    if sent.command == "diagnose":
        what = "".join(_words(sent.rest)[:1])
        asker = Asker()
        read = partial(diagnosed, desk.start, what, asker if first else None)
        return Doings(desk, "reading what failed", read, kind="reply", asker=asker)
    if not sent.rest:
        needed = BY_NAME[sent.command].needs if sent.command in BY_NAME else ""
        raise BadInput(needed or "Which code? !print(1)")
    match sent.command:
        case "critique":
            files = _words(sent.rest)
            asker = Asker()
            work = partial(_critique, desk, settings, files, asker if first else None)
            return Doings(desk, f"reading {', '.join(files)}", work, asker=asker)
        case "benchmark":
            results = [_at(desk, name) for name in _words(sent.rest)]
            return Doings(desk, "reading results", partial(benchmarked, results))
        case "analyse":
            read = partial(analysed, desk.start, _words(sent.rest))
            return Doings(desk, "reading results", read, kind="reply")
        case "brainstorm" if sent.rest == "rank":
            raise BadInput("Ideas are ranked at a shell: coresearch brainstorm rank")
        case "context":
            return Doings(desk, "gathering", partial(_context, sent.rest))
        case "run":
            file, *arguments = _words(sent.rest)
            prepare = partial(_file, desk, file, tuple(arguments))
            return Running(desk, prepare, settings)
        case "!":
            return Running(desk, partial(_code, desk, sent.rest), settings)
        case "draft":
            plan, *script = _words(sent.rest)
            target = script[0] if script else "train.py"
            question = _draft(desk, plan, target)
            draft = DraftAsked("draft", question, model, server, target, plan=plan)
            return Asking(desk, draft, settings)
    asked = Asked(sent.command, sent.rest, model, server, own_first=first)
    return Asking(desk, asked, settings)


def rerun(desk: Desk, settings: Settings, run: str) -> Job:
    """A run again, with its exact files."""
    return Running(desk, partial(_code, desk, ""), settings, repeats=run)


def run_mended(desk: Desk, settings: Settings, run: str) -> Job:
    """What a run was, again with the files as they are now."""
    return Running(desk, partial(_mended, run), settings)


def _mended(run: str, project: Project) -> RunRequest:
    from coresearch.journal.runs import find_run, read_run
    from coresearch.workbench.rerun import mended

    return mended(project, read_run(project.journal, find_run(project.journal, run)))


def suggested_run(desk: Desk, settings: Settings, ruled: Ruled) -> Job:
    """A run that was suggested and accepted: the decision is durable as it begins."""
    if ruled.shown.sweep is not None:
        work = partial(_suggested_sweep, settings, ruled)
        return Doings(desk, "beginning a sweep", work)
    from coresearch.workbench.decide import Ruling
    from coresearch.workbench.suggested_run import permit, request_for

    ruling = Ruling(seconds=ruled.seconds, whole=ruled.whole)
    return Running(
        desk,
        lambda project: request_for(ruled.shown),
        settings,
        permit=lambda project: permit(project, ruled.shown, ruling),
    )


def _suggested_sweep(
    settings: Settings, ruled: Ruled, project: Project
) -> Iterator[Said]:
    from coresearch.workbench.decide import Ruling
    from coresearch.workbench.sweeps.suggested import accept_sweep

    ruling = Ruling(seconds=ruled.seconds, whole=ruled.whole)
    identity = accept_sweep(project, ruled.shown, ruling, settings.runs)
    yield Said("done", f"Sweep {identity[:7]} has begun: /sweeps shows how far it is.")


def _words(text: str) -> list[str]:
    """Words as a shell takes them apart, each without an `@` before it."""
    try:
        return [word.removeprefix("@") for word in shlex.split(text)]
    except ValueError:
        raise BadInput("A quotation mark lacks its partner.") from None


def _at(desk: Desk, name: str) -> Path:
    """A file as the person names it: from where they stand."""
    return desk.start / name


def _critique(
    desk: Desk,
    settings: Settings,
    files: list[str],
    asker: Asker | None,
    project: Project,
) -> Iterator[Said]:
    """What the rules object to; with an `asker`, after what the person does."""
    from coresearch.workbench.critique import choose_rules, report_on
    from coresearch.workbench.texts import read_text
    from coresearch.workbench.words import tally

    rules = choose_rules(settings)
    for name in files:
        file = _at(desk, name)
        text = read_text(file, project.relative(file))
        own = None
        if asker is not None:
            question = f"What would you object to in {text.name}? (12: no seeds)"
            own = own_first(asker, project, text.name, "design", question)
        report = report_on(text, rules, project)
        found = [item for item in report.judged if item.is_open]
        if asker is not None and own is not None:
            shown = [(one.id, project.journal.suggestion(one.id)) for one in found]
            yield compare(asker, project, own, shown)
        if found:
            new = sum(item.state == "new" for item in found)
            waited = (
                f" {len(found) - new} of these waited already."
                if (new < len(found))
                else ""
            )
            yield Said("done", f"{report.name}: {tally(found)}.{waited}")
        elif report.critique.checked:
            yield Said("done", f"{report.name}: no open findings.")
        else:
            yield Said("note", f"{report.name}: not assessed.")
        for fault in report.faults:
            yield Said("note", fault)


def _activity(name: str, project: Project) -> Iterator[Said | Text]:
    """The account of an activity that needs no model, and what it suggests."""
    from coresearch.workbench.activities.account import keep
    from coresearch.workbench.activities.catalogue import account_of
    from coresearch.workbench.ask import Prose, Suggested

    load_parser()
    waiting = 0
    for shown in keep(project, account_of(project, name)):
        if isinstance(shown, Prose):
            yield Text(shown.text)
        elif isinstance(shown, Suggested):
            waiting += shown.placed.entry.state == "waiting"
    if waiting:
        yield Said("done", f"{counted(waiting, 'suggestion')} of it in the inbox.")


def _drafted(desk: Desk, name: str, plan: str, project: Project) -> Iterator[Said]:
    """A report or a model card, into the inbox."""
    from coresearch.workbench.integration.drafts import NOTHING, integrated
    from coresearch.workbench.integration.needs import seen
    from coresearch.workbench.suggest import put_in_inbox
    from coresearch.workbench.writing.draft import report

    known = project.relative(_at(desk, plan)) if plan else ""
    nothing = ""
    if name == "write":
        made = [report(project, known, "report.md")]
    else:
        of = seen(project)
        made = integrated(project, known, None, of)
        there = "model-card.md is in the repository already."
        nothing = there if of.tree.sizes or of.runs else NOTHING
    for placed in put_in_inbox(project, made):
        yield Said("suggested", placed.suggestion.title)
    if not made:
        yield Said("note", nothing)


def _context(question: str, project: Project) -> Iterator[Said]:
    from coresearch.workbench.question import render_question

    rendered = render_question(project, "ask", question)
    yield Said("output", f"{rendered.system}\n{rendered.user}")


def _draft(desk: Desk, plan: str, target: str) -> str:
    from coresearch.workbench.question import draft_question

    if not _at(desk, plan).is_file():
        raise NotFound(f"There is no file {plan}.")
    return draft_question(plan, target)


def _file(
    desk: Desk, name: str, arguments: tuple[str, ...], project: Project
) -> RunRequest:
    from coresearch.workbench.requests import file_request

    return file_request(project, _at(desk, name), arguments, desk.start)


def _code(desk: Desk, code: str, project: Project) -> RunRequest:
    from coresearch.core.runs import RunKind, RunRequest
    from coresearch.workbench.requests import folder_name

    return RunRequest(RunKind.CODE, code, cwd=folder_name(project, desk.start))

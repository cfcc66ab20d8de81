"""Planted flaws: shown among suggestions to who asked for it, and never one of them.

A plant is an event of a type of its own, and in no table of suggestions or decisions:
whatever acts on a suggestion does not find it. Some show a change, which nothing could
write: the gate refuses to rule on a plant before it plans anything. None proposes a
run. It is on record before it is shown, so that it is revealed at the next start if the
program dies meanwhile, and it never outlives the sitting in which it is shown.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from random import Random
from typing import Any

from coresearch.config import read_settings
from coresearch.core.applying import plan_edit
from coresearch.core.changes import ChangeSet
from coresearch.core.edits import Edit, Modify, Replacement
from coresearch.core.errors import CoresearchError, Refused
from coresearch.core.events import EventType
from coresearch.core.findings import Severity
from coresearch.core.suggestions import (
    Activity,
    Evidence,
    Origin,
    OriginKind,
    Suggestion,
)
from coresearch.journal.entries import Entry
from coresearch.journal.planted import (
    body_of,
    decided_since_last,
    find_open,
    open_plants,
    plants,
)
from coresearch.journal.queries import entry
from coresearch.journal.store import utc_now
from coresearch.practice.advice import Place, places
from coresearch.practice.sentences import SENTENCES, last_of_paragraph
from coresearch.repo.files import read_file
from coresearch.workbench.decide import Presented
from coresearch.workbench.project import Project

_APART = 10
"""Decisions between two plants: at most one in ten of what is shown, both forms."""
_OFTEN = 0.5
"""How often one is planted where it may be: nobody can count on it."""
_FLAWED = 0.5
_WITH_CHANGE = 0.5
"""How often one shows a change, where there is a sentence for its kind."""
_READ = 50
"""Suggestions that are read to find a place for one."""
_LEAST = 3
"""Suggestions among which one can hide."""
VERDICTS = ("accepted", "rejected", "left")


def among(project: Project, rows: Sequence[Entry]) -> list[Entry]:
    """`rows` for a person to go through, with a plant where one is due or open."""
    plant = _open_or_new(project, rows)
    if plant is None:
        return list(rows)
    place = 1 + int(plant[:4], 16) % max(1, len(rows))
    return [*rows[:place], _entry(project, plant), *rows[place:]]


def among_ids(project: Project, ids: Sequence[str]) -> list[str]:
    """The same for ids of suggestions."""
    with suppress(CoresearchError, OSError):
        if read_settings(project.root).mirror.plants:
            rows = [entry(project.journal, one) for one in ids[:_READ]]
            planted = [row.id for row in among(project, rows)]
            return [*planted, *ids[_READ:]]
    return list(ids)


def _open_or_new(project: Project, rows: Sequence[Entry]) -> str | None:
    with suppress(CoresearchError, OSError):  # nothing here may stop anybody's work
        if not read_settings(project.root).mirror.plants:
            return None
        for known in open_plants(project.journal):
            return known
        if len(rows) >= _LEAST and _is_due(project):
            return _plant(project, rows, Random(secrets.token_hex(8)))
    return None


def _plant(project: Project, rows: Sequence[Entry], chance: Random) -> str | None:
    if chance.random() >= _OFTEN:
        return None
    path = next((row.path for row in rows if row.path.endswith(".md")), "")
    state = read_file(project.root, path) if path else None
    if state is None:
        return None
    flawed = chance.random() < _FLAWED
    used = {one.kind for one in plants(project.journal) if one.flawed is flawed}
    text = state.content.decode("utf-8", "replace")
    fitting = list(places(text, used))
    if not fitting:
        return None
    place = chance.choice(fitting)
    after = None
    if place.advice.kind in SENTENCES and chance.random() < _WITH_CHANGE:
        after = last_of_paragraph(text, place.line)
    return _record(project, place, path, flawed=flawed, after=after)


def _record(
    project: Project,
    place: Place,
    path: str,
    *,
    flawed: bool,
    after: tuple[int, str] | None = None,
) -> str | None:
    """Put a plant on record; it shows a sentence `after` a line, if there is one."""
    advice = place.advice
    change = None
    if after is not None:
        told = SENTENCES[advice.kind]
        change = {
            "line": after[0],
            "after": after[1],
            "added": told.flawed if flawed else told.sound,
        }
    body = {
        "kind": advice.kind,
        "flawed": flawed,
        "title": advice.title,
        "text": advice.flawed if flawed else advice.sound,
        "question": advice.question,
        "rule": advice.rule,
        "path": path,
        "line": place.line,
        "quote": place.quote,
        "truth": advice.truth if flawed else "",
        "change": change,
    }
    identity, journal = secrets.token_hex(8), project.journal
    with journal.writing():
        if not _is_due(project):  # another window was quicker
            return next(iter(open_plants(journal)), None)
        journal.append(EventType.FLAW_PLANTED, identity, body)
    return identity


def _is_due(project: Project) -> bool:
    journal = project.journal
    return not open_plants(journal) and decided_since_last(journal) >= _APART


def present(project: Project, plant: str) -> Presented | None:
    """A plant as it is shown, like a suggestion that changes nothing; None for none."""
    body = body_of(project.journal, plant)
    if body is None:
        return None
    suggestion = Suggestion(
        activity=Activity.DESIGN,
        title=body["title"],
        reason=body["text"],
        origin=Origin(OriginKind.RULE, body["rule"]),
        question=body["question"],
        evidence=(Evidence(body["quote"], body["path"], body["line"], body["line"]),),
        confidence=0.7,
        severity=Severity.MEDIUM,
        effect=_edit(body),
    )
    changes, refusal = ChangeSet(()), None
    try:
        changes = _shown_change(project, suggestion)
    except CoresearchError as fault:
        refusal = fault
    row = _entry(project, plant)
    return Presented(plant, row, suggestion, changes, refusal, planted=True)


def _edit(body: Mapping[str, Any]) -> Edit | None:
    """The change that it shows."""
    change = body.get("change")
    if change is None:
        return None
    after = change["after"]
    added = Replacement(after, f"{after}\n{change['added']}", change["line"])
    return Edit((Modify(body["path"], (added,)),))


def _shown_change(project: Project, suggestion: Suggestion) -> ChangeSet:
    """To be looked at; nothing carries it out."""
    if suggestion.edit is None:
        return ChangeSet(())
    path = suggestion.edit.paths[0]
    return plan_edit(suggestion.edit, {path: read_file(project.root, path)})


def _entry(project: Project, plant: str) -> Entry:
    body = body_of(project.journal, plant)
    assert body is not None
    return Entry(
        id=plant,
        at=utc_now(),
        activity=Activity.DESIGN,
        kind="edit" if body.get("change") else "note",
        title=body["title"],
        origin_kind=OriginKind.RULE,
        origin=body["rule"],
        severity=Severity.MEDIUM,
        confidence=0.7,
        path=body["path"],
        line=body["line"],
        state="waiting",
        decided_at=None,
        author="",
    )


# -- the truth ----------------------------------------------------------------------


def reveal(
    project: Project, plant: str, verdict: str, seconds: float | None = None
) -> str:
    """Put on record what the person did with it; what to tell them at once.

    `verdict` is one of `VERDICTS`; what was not decided counts neither way.
    """
    assert verdict in VERDICTS
    journal = project.journal
    body = body_of(journal, plant)
    assert body is not None
    with journal.writing():
        if plant in open_plants(journal):
            seen = {
                "verdict": verdict,
                "seconds": None if seconds is None else round(seconds, 1),
            }
            journal.append(EventType.FLAW_REVEALED, plant, seen)
    return _told(body, verdict)


def _told(body: dict[str, object], verdict: str) -> str:
    title = f"“{body['title']}” was planted, as you asked for in your settings"
    nothing = "Nothing was done, and nothing of it counts as a suggestion."
    if not body["flawed"]:
        heard = {
            "accepted": "You took it for sound: it is.",
            "rejected": "It is sound; rejecting it costs nothing here.",
            "left": "It was sound.",
        }[verdict]
        return f"{title}, as a control. {heard} {nothing}"
    heard = {
        "accepted": "It was wrong, and you took it; everybody does at times.",
        "rejected": "It was wrong, and you saw it.",
        "left": "It was wrong: do not go by it.",
    }[verdict]
    return f"{title}. {heard} {body['truth']} {nothing}"


def reveal_left(project: Project) -> list[str]:
    """Reveal what was shown and not decided, as when the program was killed."""
    return [reveal(project, plant, "left") for plant in open_plants(project.journal)]


def refuse(project: Project, prefix: str) -> None:
    """Reveal the plant whose id begins so, if one is open.

    Raises:
        Refused: one is, and is none any more.
    """
    plant = find_open(project.journal, prefix)
    if plant is not None:
        raise Refused(reveal(project, plant, "left"))

"""Items to practise on: put on record before they are shown, and scored by rule."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from coresearch.core.errors import Refused
from coresearch.core.events import EventType
from coresearch.journal.practised import answered, items_seen, last_probe
from coresearch.journal.store import utc_now
from coresearch.measures.detection import Detection
from coresearch.practice import forms
from coresearch.practice.items import Item, Purpose
from coresearch.workbench.mirror import detection_of
from coresearch.workbench.project import Project

_WEEK = timedelta(days=7)
_DRILLED = 200
"""Newest items that a figure of drills is about: a year ago is another eye."""


@dataclass(frozen=True, slots=True)
class Session:
    """Items that are asked together."""

    id: str
    items: Sequence[Item]


def begin_probe(project: Project) -> Session:
    """The items of the next probe.

    Raises:
        Refused: the person has seen all of them.
    """
    found = forms.probe(items_seen(project.journal), Random(secrets.token_hex(8)))
    if not found:
        raise Refused("You have seen every item that there is; none is asked twice.")
    return Session(secrets.token_hex(8), found)


def begin_drill(project: Project, count: int) -> Session:
    """The items of a drill; half of them have a flaw.

    Raises:
        Refused: so many are not left.
    """
    chance = Random(secrets.token_hex(8))
    found = forms.drill(items_seen(project.journal), count, chance)
    if len(found) < count:
        raise Refused(
            f"Only {len(found)} items are left that you have not seen; none is asked "
            "twice."
        )
    return Session(secrets.token_hex(8), found)


def show(project: Project, session: Session, item: Item) -> str:
    """Put on record that it is about to be shown, whatever comes; the event's id."""
    body = {
        "purpose": item.purpose,
        "session": session.id,
        "family": item.family,
        "kind": item.kind,
        "difficulty": item.difficulty,
        "flawed": item.flawed,
        "text": "\n".join([item.text, *item.choices]),
    }
    with project.journal.writing():
        return project.journal.append(EventType.ITEM_SHOWN, item.name, body)


def answer(project: Project, shown: str, item: Item, said: str, seconds: float) -> bool:
    """Score an answer and put it on record; whether it is right."""
    right = item.is_right(said)
    body = {"answer": said, "right": right, "seconds": round(seconds, 1)}
    with project.journal.writing():
        project.journal.append(EventType.ITEM_ANSWERED, shown, body)
    return right


def drilled(project: Project) -> Detection:
    """The newest answers of all drills: yes is that there is a flaw."""
    return detection_of(answered(project.journal, Purpose.DRILL)[-_DRILLED:])


def probe_is_due(project: Project) -> bool:
    """Whether the last probe is a week ago, or there was none."""
    last = last_probe(project.journal)
    if not last:
        return True
    passed = datetime.fromisoformat(utc_now()) - datetime.fromisoformat(last)
    return passed >= _WEEK

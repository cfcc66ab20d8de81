"""The journal as others are given it: without what it says of the person themselves.

A chain is one of hashes, so nothing can be left out of it: what is shared is a chain of
its own, with a name that follows from the first one's, sealed anew from what remains.
The same events always make the same shared chain, so that a later export goes on where
an earlier one ended. Chains that were imported are passed on as they came.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from coresearch.core.canonical import canonical_json, sha256
from coresearch.core.events import START, Event

_FORM = 1
"""Of what is left out; where that changes, so do the names of shared chains."""
_PRIVATE = (
    "prediction.", "item.", "flaw.", "answer.", "task.", "reflection.", "mirror.",
    "hunks.", "direction.weighed",
)  # fmt: skip
"""Types that begin so say how good the person is at something, and nothing else."""
_ELSEWHERE: dict[str, dict[str, object]] = {
    "decision.made": {"seconds": None, "whole": None},
    "ideas.compared": {"seconds": None},
    "plan.registered": {"prediction": ""},
    "outcome.seen": {"unchanged": None},
}
"""By type: fields that say it too, and what they say instead."""
_REFERENCES = ("reverses", "decision")
"""Fields that name an event by its id; so do the subjects of effects and answers."""


@dataclass(slots=True)
class _End:
    """Where a shared chain ends so far."""

    seq: int = 0
    id: str = START


def shared_name(chain: str) -> str:
    """The name of the shared form of a chain."""
    return sha256(f"{chain} shared {_FORM}")[:16]


def shared(events: Iterable[Event], is_own: Callable[[str], bool]) -> Iterator[Event]:
    """What is shared of `events`, which come in order of arrival.

    `is_own` says of a chain that it was not imported.
    """
    ends: dict[str, _End] = {}
    names: dict[str, str] = {}
    for event in events:
        if not is_own(event.journal):
            yield event
            continue
        if event.type.startswith(_PRIVATE):
            continue
        end = ends.setdefault(event.journal, _End())
        kept = _without(event, names, end)
        names[event.id] = kept.id
        end.seq, end.id = kept.seq, kept.id
        yield kept


def _without(event: Event, names: dict[str, str], end: _End) -> Event:
    body: dict[str, Any] = json.loads(event.body)
    instead = _ELSEWHERE.get(event.type, {})
    body |= {name: said for name, said in instead.items() if name in body}
    for name in _REFERENCES:
        if isinstance(body.get(name), str):
            body[name] = names.get(body[name], body[name])
    subject = names.get(event.subject, event.subject)
    if event.type == "journal.opened":
        body["shares"] = event.journal
        subject = shared_name(event.journal)
    return replace(
        event,
        journal=shared_name(event.journal),
        seq=end.seq + 1,
        subject=subject,
        body=canonical_json(body),
        prev=end.id,
    )

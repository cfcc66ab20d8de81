"""What is on record of the person, and of how the assistant took a refusal."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from coresearch.core.text import one_line
from coresearch.journal.mirrored import (
    PairRow,
    Rejected,
    answers_first,
    followed_up,
    ideas,
    last_reflection,
    pairs,
)
from coresearch.journal.planted import plants
from coresearch.journal.practised import Answered, answered
from coresearch.journal.reviewed import While
from coresearch.journal.store import Journal
from coresearch.journal.tasks import tasks
from coresearch.measures.assistant import NextProposal, PushBack
from coresearch.measures.convergence import Resolved
from coresearch.measures.detection import Detection
from coresearch.measures.diversity import LEAST as LEAST_IDEAS
from coresearch.measures.oversight import Advice
from coresearch.measures.unaided import Rate
from coresearch.practice.items import Purpose
from coresearch.review.evidence import Own
from coresearch.review.rows import Goal
from coresearch.workbench import trial

_KEPT = ("accepted", "amended")
_RIGHT = ("held", "clean")
_SAYS_SO = re.compile(r"\b(address|as you (said|asked|wanted)|taken up|revis)", re.I)
_SAME_WORDS = 0.6
"""The share of words in common from which two proposals are one."""


def own(journal: Journal, wanted: While) -> Own:
    """All of it; probes are of all time, since they are compared with the first."""
    since, until = wanted.since, wanted.until
    rows = tasks(journal, since, until)
    drilled = answered(journal, Purpose.DRILL, since, until)
    return Own(
        probes=_quarters(answered(journal, Purpose.PROBE, until=until)),
        planted=_planted(journal, since, until),
        drilled=detection_of(drilled),
        answers=_answers(journal, since, until),
        resolved=_resolved(journal, since, until),
        tasks=trial.measured(rows),
        opt_outs=trial.opt_outs(rows),
        crossed=trial.crossed(rows),
        goal=_goal(journal),
    )


def detection_of(rows: Sequence[Answered]) -> Detection:
    """Of answers to a drill: yes is that there is a flaw."""
    flawed = [row.right for row in rows if row.flawed]
    sound = [row.right for row in rows if not row.flawed]
    return Detection(sum(flawed), len(flawed), len(sound) - sum(sound), len(sound))


def _quarters(rows: Sequence[Answered]) -> list[Rate]:
    by_quarter: dict[str, list[bool]] = defaultdict(list)
    for row in rows:
        year, month = row.at[:4], int(row.at[5:7])
        by_quarter[f"{year}-Q{(month + 2) // 3}"].append(bool(row.right))
    return [Rate(name, sum(told), len(told)) for name, told in by_quarter.items()]


def _planted(journal: Journal, since: str, until: str) -> Detection:
    decided = [
        one
        for one in plants(journal, since, until)
        if one.verdict in ("accepted", "rejected")
    ]
    flawed = [one.verdict == "rejected" for one in decided if one.flawed]
    sound = [one.verdict == "rejected" for one in decided if not one.flawed]
    return Detection(sum(flawed), len(flawed), sum(sound), len(sound))


def _answers(journal: Journal, since: str, until: str) -> list[Advice]:
    found = []
    for row in answers_first(journal, since, until):
        right = row.outcome in _RIGHT
        found.append(Advice(row.had is right, right, row.state in _KEPT))
    return found


def _resolved(journal: Journal, since: str, until: str) -> dict[str, list[Resolved]]:
    """By activity."""
    found: dict[str, list[Resolved]] = defaultdict(list)
    for row in pairs(journal, since, until):
        if (one := _paired(row)) is not None:
            found[row.activity].append(one)
    return dict(found)


def _paired(row: PairRow) -> Resolved | None:
    """What was right in the end, and as it was proposed; None where that is unknown."""
    right = row.outcome in _RIGHT
    if row.state == "accepted":
        return Resolved(with_you=right, alone=right)
    if row.state == "rejected":
        return Resolved(with_you=not right, alone=right)
    if row.unchanged in (None, "unclear"):
        return None
    return Resolved(with_you=right, alone=row.unchanged in _RIGHT)


def _goal(journal: Journal) -> Goal | None:
    last = last_reflection(journal)
    return Goal(last.goal, last.at[:10]) if last and last.goal else None


# -- the assistant ------------------------------------------------------------------


def listened(
    journal: Journal, wanted: While
) -> tuple[list[NextProposal], list[PushBack]]:
    """What models made of a reject with a reason."""
    rows = followed_up(journal, wanted.since, wanted.until)
    return [_next(row) for row in rows], [
        PushBack(row.outcome in _RIGHT, _next(row).different)
        for row in rows
        if row.outcome is not None
    ]


def _next(row: Rejected) -> NextProposal:
    before, after = json.loads(row.body), json.loads(row.next_body)
    return NextProposal(
        different=_in_common(_words(before), _words(after)) < _SAME_WORDS,
        changed=before["effect"] != after["effect"]
        or (before["effect"] is None and before["reason"] != after["reason"]),
        says_addressed=bool(_SAYS_SO.search(after["reason"])),
    )


def _words(body: dict[str, Any]) -> set[str]:
    return set(
        re.findall(r"\w+", one_line(f"{body['title']} {body['reason']}").lower())
    )


def _in_common(one: set[str], other: set[str]) -> float:
    """Jaccard's index."""
    return len(one & other) / (len(one | other) or 1)


def newest_session(journal: Journal, wanted: While) -> list[str]:
    """The ideas of the newest day that has enough, or else of the fullest."""
    by_day: dict[str, list[str]] = defaultdict(list)
    for day, text in ideas(journal, wanted.since, wanted.until):
        by_day[day].append(text)
    full = [told for told in by_day.values() if len(told) >= LEAST_IDEAS]
    return full[-1] if full else max(by_day.values(), key=len, default=[])

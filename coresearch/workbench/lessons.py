"""What the journal teaches for a question: earlier suggestions, and their end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from coresearch.core.suggestions import Activity, Kind
from coresearch.core.text import one_line
from coresearch.journal.queries import (
    Entry,
    Filter,
    entry,
    last_reason,
    list_entries,
    search,
)
from coresearch.workbench.project import Project

_LESSONS = 12
_WORDS = 8
_EACH = 12
_STATES = ("rejected", "accepted", "amended", "undone", "waiting")
"""What has been ruled on teaches more than what waits."""
_ABOUT_SUGGESTIONS = ("suggestion.made", "decision.made")


def similar(project: Project, question: str, paths: Iterable[str]) -> Iterator[Entry]:
    """Earlier suggestions about these files, or like what is asked now."""
    journal = project.journal
    votes: Counter[str] = Counter()
    for path in paths:
        for state in _STATES:
            wanted = Filter(path=path, state=state)
            votes.update(e.id for e in list_entries(journal, wanted, limit=_EACH))
    for word in telling_words(question):
        events = search(journal, word, limit=_EACH)
        votes.update({e.subject for e in events if e.type in _ABOUT_SUGGESTIONS})
    found = (entry(journal, identity) for identity, _ in votes.most_common())
    yield from islice(filter(_teaches, found), _LESSONS)


def _teaches(earlier: Entry) -> bool:
    """What a rule found and nobody has looked at says no more than the rule.

    And a view of a panel would lead the voice that is asked next.
    """
    if earlier.activity == Activity.PANEL and earlier.kind == Kind.NOTE:
        return False
    return not (earlier.origin_kind == "rule" and earlier.state == "waiting")


def telling_words(question: str) -> list[str]:
    """The longest words, which are likely the rarest."""
    words = dict.fromkeys(re.findall(r"[^\W\d_]{5,}", question.casefold()))
    return sorted(words, key=len, reverse=True)[:_WORDS]


def lesson(project: Project, found: Entry) -> str:
    """An earlier suggestion in a line, with verdict and reason."""
    when = (found.decided_at or found.at)[:10]
    where = f" ({one_line(found.path)})" if found.path else ""
    reason = last_reason(project.journal, found.id)
    why = f" Reason given: {one_line(reason)}" if reason else ""
    return f"- {found.state} {when}: {one_line(found.title)}{where}.{why}\n"

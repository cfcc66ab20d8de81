"""What an activity says of a repository: an account to read, and what it suggests."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from coresearch.audit.tree import Tree
from coresearch.core.applying import plan_edit
from coresearch.core.edits import Edit, Modify
from coresearch.core.errors import CoresearchError
from coresearch.core.events import EventType
from coresearch.core.redaction import redact
from coresearch.core.suggestions import Activity, OriginKind, Suggestion
from coresearch.core.text import one_line
from coresearch.journal.queries import Filter, list_entries
from coresearch.repo.files import read_file
from coresearch.workbench.ask import Prose, Shown, Suggested
from coresearch.workbench.project import Project
from coresearch.workbench.suggest import Placed, put_in_inbox

_MOST = 10_000
_FILES = 8
_OURS = re.compile(r"[APR]\d+")
"""Ids of the checks of these activities."""


@dataclass(frozen=True, slots=True)
class Account:
    """What an activity found, without a model."""

    activity: Activity
    text: str
    """Markdown."""
    suggestions: tuple[Suggestion, ...]
    files: tuple[str, ...] = ()
    """What a model must have read to say more."""

    @property
    def for_a_model(self) -> str:
        """The account with all that it suggests, without secrets."""
        text, _ = redact("".join([self.text, "\n", *told(self.suggestions)]))
        return text


def keep(project: Project, account: Account) -> Iterator[Shown]:
    """The account, and its suggestions in the inbox, what matters most first.

    What the same checks suggested before, and do not now, leaves the inbox.
    """
    yield Prose(account.text)
    ranked = sorted(account.suggestions, key=lambda one: -one.weight)
    placed = put_in_inbox(project, [fitting(project, one) for one in ranked])
    _withdraw(project, account.activity, placed)
    yield from map(Suggested, placed)


def fitting(project: Project, suggestion: Suggestion) -> Suggestion:
    """With the digests of the files that it changes; without its edit if that has no
    place in them.
    """
    edit = suggestion.edit
    if edit is None:
        return suggestion
    try:
        files = {path: read_file(project.root, path) for path in edit.paths}
        based = tuple(
            replace(one, base=state.digest)
            if isinstance(one, Modify) and (state := files[one.path])
            else one
            for one in edit.files
        )
        if plan_edit(Edit(based), files).writes:
            return replace(suggestion, effect=Edit(based))
    except CoresearchError:
        pass  # what is said of the file still holds
    return replace(suggestion, effect=None)


def _withdraw(project: Project, activity: Activity, placed: Iterable[Placed]) -> None:
    journal = project.journal
    found = {item.id for item in placed}
    wanted = Filter(activity=activity, state="waiting")
    gone = [
        row
        for row in list_entries(journal, wanted, limit=_MOST)
        if row.origin_kind == OriginKind.RULE
        and (_OURS.fullmatch(row.origin) and row.id not in found)
    ]
    if gone:
        with journal.writing():
            for row in gone:
                body = {"reason": f"{row.origin} does not find it any more."}
                journal.append(EventType.SUGGESTION_WITHDRAWN, row.id, body)


def to_read(tree: Tree, *first: str) -> tuple[str, ...]:
    """Plan, README and scripts, what is named first before them."""
    top = [p for p in tree.texts if p.lower() in ("plan.md", "readme.md")]
    started = [script.path for script in tree.scripts if script.is_started]
    others = [script.path for script in tree.scripts]
    every = dict.fromkeys([*first, *top, *started, *others])
    return tuple(path for path in every if path in tree.texts)[:_FILES]


def told(suggestions: Iterable[Suggestion], most: int = 40) -> Iterator[str]:
    """The suggestions as a list in Markdown, what matters most first."""
    ranked = sorted(suggestions, key=lambda one: -one.weight)
    for one in ranked[:most]:
        where = f"{one.path}:{one.line}" if one.line else one.path
        place = f"{where}: " if where else ""
        said = one_line(f"{one.title} ({one.severity}). {place}{one.reason}")
        yield f"- {one.origin.name} {said}\n"
    if ranked[most:]:
        yield f"- and {len(ranked) - most} more\n"

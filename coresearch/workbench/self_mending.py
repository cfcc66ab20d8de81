"""What the assistant proposes to change about itself, by what was rejected of it.

Through the gate like anything else: a suggestion that waits, and an edit of the
repository's own settings where one is plain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from coresearch import __version__
from coresearch.config import OWN_FILE
from coresearch.core.edits import Create, Edit, Modify, Replacement
from coresearch.core.findings import Severity
from coresearch.core.suggestions import (
    Activity,
    Evidence,
    Origin,
    OriginKind,
    Suggestion,
)
from coresearch.journal import reviewed
from coresearch.journal.reviewed import While
from coresearch.measures.assistant import Decided, precision
from coresearch.measures.figure import Figure
from coresearch.repo.files import read_file
from coresearch.review.rows import spread
from coresearch.workbench.project import Project
from coresearch.workbench.review import by_origin
from coresearch.workbench.suggest import Placed, put_in_inbox

_LEAST = 10
"""Decisions from which on a change is proposed."""
_LOW = 0.5
"""The share kept that is surely not reached: the interval's upper end is below it."""
_OFF = re.compile(r"^off\s*=\s*\[(.*?)\]", re.MULTILINE)
_RULE = re.compile(r"[A-Z]\d+")


def suggest_mends(project: Project, wanted: While) -> list[Placed]:
    """Put into the inbox what follows from what was kept; each only once."""
    return put_in_inbox(project, _suggestions(project, wanted))


def _suggestions(project: Project, wanted: While) -> Iterator[Suggestion]:
    journal = project.journal
    for name, kept in _surely_low(by_origin(reviewed.count_by_origin(journal, wanted))):
        if _RULE.fullmatch(name):
            yield _rule_off(project, name, kept)
    prompts = [Decided(*row) for row in reviewed.count_by_prompt(journal, wanted)]
    for name, kept in _surely_low(prompts):
        yield _change_prompt(name, kept)


def _surely_low(rows: Sequence[Decided]) -> Iterator[tuple[str, Figure]]:
    for one in precision(rows):
        found = one.kept
        if isinstance(found, Figure) and found.count >= _LEAST and found.high < _LOW:
            yield one.origin, found


def _said(kept: Figure) -> str:
    return f"You kept {spread(kept, '%')} of {kept.count}"


def _rule_off(project: Project, rule: str, kept: Figure) -> Suggestion:
    return _suggestion(
        f"Switch off rule {rule} here",
        f"{_said(kept)} of its findings. A rule whose findings do not apply here costs "
        "attention that others need. What you reject is not thereby wrong: if it is "
        "right and only tiresome, keep it.",
        "Does it not apply here, or does it hurt?",
        f"{rule}: {kept.count} decisions",
        _edit_off(project, rule),
    )


def _change_prompt(name: str, kept: Figure) -> Suggestion:
    activity = name.split(" ", 1)[0]
    return _suggestion(
        f"Change the prompt for {activity}",
        f"{_said(kept)} of what came of “{name}”. A version of your own can say what "
        f"you do not want: coresearch prompts edit {activity}",
        "What did the rejected ones have in common?",
        f"{name}: {kept.count} decisions",
        None,
    )


def _suggestion(
    title: str, reason: str, question: str, quote: str, effect: Edit | None
) -> Suggestion:
    return Suggestion(
        activity=Activity.REVIEW,
        title=title,
        reason=reason,
        origin=Origin(OriginKind.RULE, "review", __version__),
        question=question,
        evidence=(Evidence(quote),),
        confidence=None,
        severity=Severity.LOW,
        effect=effect,
    )


def _edit_off(project: Project, rule: str) -> Edit | None:
    """Adds the rule to `[critic] off`; None where that is not plain."""
    state = read_file(project.root, OWN_FILE)
    if state is None:
        table = read_file(project.root, "pyproject.toml")
        if table is not None and b"tool.coresearch" in table.content:
            return None  # a file of its own would put that table out of force
        return Edit((Create(OWN_FILE, f'[critic]\noff = ["{rule}"]\n'),))
    text = state.content.decode("utf-8", "replace")
    if found := _OFF.search(text):
        items = [one.strip() for one in found[1].split(",") if one.strip()]
        listed = ", ".join([*items, f'"{rule}"'])
        change = Replacement(found[0], f"off = [{listed}]")
    elif "[critic]\n" in text:
        change = Replacement("[critic]\n", f'[critic]\noff = ["{rule}"]\n')
    else:
        return Edit((_appended(text, rule, state.digest),))
    return Edit((Modify(OWN_FILE, (change,), base=state.digest),))


def _appended(text: str, rule: str, base: str) -> Modify:
    last = text.splitlines(keepends=True)[-1] if text else ""
    new = f'{last.rstrip()}\n\n[critic]\noff = ["{rule}"]\n'
    return Modify(
        OWN_FILE, (Replacement(last, new, len(text.splitlines())),), base=base
    )

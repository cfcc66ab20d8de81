"""What both faces say in the same words: states, figures, sums and times."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from coresearch.core.errors import BadInput, Refused
from coresearch.core.text import counted, one_line, printable

if TYPE_CHECKING:  # whoever only tells the time need not know all of this
    from coresearch.core.changes import ChangeSet, FileWrite
    from coresearch.core.constitution import Touched
    from coresearch.journal.entries import EventRow
    from coresearch.workbench.ask import Closed
    from coresearch.workbench.critique import Judged
    from coresearch.workbench.decide import Presented
    from coresearch.workbench.models import Chosen

_BLANK = re.compile(rb"<[a-z][^<>=\n]* [^<>=\n]*>")
"""Words in angle brackets, as the rules leave them in an edit; no HTML tag."""
_LEVELS = "▁▂▃▄▅▆▇█"


def local_time(at: str) -> str:
    """A moment as the journal writes it, on the clock of the person: date and time."""
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"


# -- suggestions and decisions ------------------------------------------------------


def settled(shown: Presented) -> Refused | None:
    """Why it cannot be ruled on any more; None if it can."""
    row = shown.entry
    if row.state not in ("accepted", "amended", "pending"):
        return None
    when = f" on {local_time(row.decided_at)[:10]}" if row.decided_at else ""
    hint = ""
    if row.kind == "run":
        hint = f"What came of it: coresearch journal show {row.id[:7]}"
    elif row.kind == "edit" or row.state == "amended":
        hint = f"To take it back: coresearch undo {row.id[:7]}"
    return Refused(f"{row.id[:7]} was {row.state}{when} by {row.author}.", hint=hint)


def has_blanks(changes: ChangeSet) -> bool:
    """Whether a change has places for the person to fill in."""
    return any(_BLANK.search(hunk.new) for hunk in changes.hunks)


def what_changed(writes: Sequence[FileWrite]) -> str:
    """`2 files changed (a.py, b.py)`, or that none was to."""
    if not writes:
        return "it is on record, and no file was to change"
    paths = list(dict.fromkeys(write.path for write in writes))
    listed = printable(", ".join(paths[:3])) + (" …" if len(paths) > 3 else "")
    return f"{counted(len(paths), 'file')} changed ({listed})"


def tally(items: Sequence[Judged]) -> str:
    """`3 findings, 1 high, 2 low; 1 with an edit (±)`."""
    from coresearch.core.findings import Severity

    by_severity = [
        f"{count} {level}"
        for level in reversed(Severity)
        if (count := sum(item.finding.severity is level for item in items))
    ]
    edits = sum(bool(item.patch) for item in items)
    with_edit = f"; {edits} with an edit (±)" if edits else ""
    return f"{counted(len(items), 'finding')}, {', '.join(by_severity)}{with_edit}"


def event_said(row: EventRow, body: Mapping[str, Any]) -> str:
    """What happened, in a few words."""
    said = {
        "suggestion.made": f"suggested: {body.get('title', '')}",
        "suggestion.withdrawn": f"withdrawn: {body.get('reason', '')}",
        "decision.made": f"{body.get('verdict', '')}: {body.get('reason', '')}",
        "effect.applied": "applied",
        "hunks.gone": f"gone again: {counted(len(body.get('hunks') or ()), 'hunk')}",
        "effect.failed": f"not applied: {body.get('note', '')}",
        "finding.ignored": f"ignored {body.get('rule', '')}: {body.get('reason', '')}",
        "run.started": f"run: {body.get('name') or body.get('path') or 'code'}",
        "run.sent": f"cell {body.get('cell', '')} goes to the server",
        "run.ended": f"run {body.get('state', '')}: {body.get('ename', '')}",
        "failure.read": f"failure: {body.get('words', '')}",
        "failure.diagnosed": f"diagnosed: {len(body.get('causes', ()))}",
        "plan.registered": f"registered: {row.subject}",
        "ideas.compared": f"preferred to {str(body.get('over', ''))[:7]}",
        "direction.weighed": f"{row.subject}: is the next run worth it?",
        "outcome.seen": f"came of it: {body.get('outcome')}",
        "panel.opened": f"panel: {body.get('question', '')}",
        "view.given": f"view of {body.get('voice') or row.author}",
        "views.shown": f"views shown early: {body.get('reason', '')}",
        "view.answered": f"{row.author} to the view of {body.get('to', '')}",
        "journal.imported": f"imported: {counted(int(body.get('new', 0)), 'event')}",
        "journal.opened": f"journal opened on {body.get('machine', '')}",
        "model.asked": f"{row.subject} asked: {body.get('activity', '')}",
        "model.answered": f"{body.get('outcome', '')}: {body.get('fault', '')}",
        "consent.given": _consent(body),
    }.get(row.type, row.type)
    return said.rstrip(": ")


def _consent(body: Mapping[str, Any]) -> str:
    what = "your key" if body.get("what") == "key" else "content"
    return f"{what} {'may' if body.get('allowed') else 'may not'} go there"


def found_alone(had: int, total: int, more: int) -> str:
    """How many of what was suggested the person had by themselves."""
    alone = f", and {more} more of yours that nobody else says" if more else ""
    return f"You had found {had} of {total}{alone}."


def article_said(one: Touched) -> tuple[str, tuple[str, ...]]:
    """That an article is touched and by what, and what it asks of the person."""
    from coresearch.core.constitution import CONSTITUTION

    by = f" ({', '.join(one.by[:3])})" if one.by else ""
    title = one_line(one.article.title)
    said = f"Touches “{title}” of {CONSTITUTION}:{one.article.line}{by}"
    return f"{said}. It is yours to weigh.", one.questions


def decision_facts(row: EventRow, body: Mapping[str, Any]) -> str:
    """Who decided, about which hunks, how long it was in view, which files it wrote."""
    facts = [f"by {row.author}"]
    if body["hunks"] is not None:
        facts.append(f"hunks {body['hunks']} of {body['offered']}")
    if body["seconds"] is not None:
        facts.append(f"in view {body['seconds']} s")
    if body.get("run"):
        facts.append(f"run {body['run']['id'][:7]}")
    if body["writes"]:
        facts.append(", ".join(write["path"] for write in body["writes"]))
    if body.get("articles"):
        facts.append(f"in view of {', '.join(body['articles'])}")
    return " · ".join(facts)


def ignore_comment(rule: str) -> str:
    """The comment that leaves a rule's finding out at one place."""
    words = f"coresearch: ignore {rule} because …"
    return f"# {words}" if rule.startswith("X") else f"<!-- {words} -->"


def moment(text: str) -> str:
    """A date or time of the person's clock, as the journal writes time.

    Raises:
        BadInput: it is none.
    """
    try:
        found = datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadInput(
            f"{text!r} is no date.", hint="Write it as 2026-11-01 or 2026-11-01T09:30"
        ) from None
    return found.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


# -- models -------------------------------------------------------------------------

_OUTCOMES = {
    "limit": "ended at the model's limit",
    "cut": "stopped",
    "failed": "failed",
}


def dollars(amount: float | None) -> str:
    """`$0.0123`, or that nobody knows."""
    if amount is None:
        return "no price"
    return f"${amount:.4f}" if amount < 1 else f"${amount:.2f}"


def call_facts(closed: Closed, chosen: Chosen) -> str:
    """Model, time to the first text, tokens, price, time."""
    answer, cost = closed.answer, closed.cost
    about = "" if cost.counted else "about "
    parts = [
        printable(chosen.model),
        "no text" if answer.first is None else f"first text {answer.first:.2f} s",
        f"{about}{cost.sent or 0}+{cost.received or 0} tokens",
        dollars(cost.dollars),
        f"{answer.seconds:.1f} s",
    ]
    if answer.outcome != "whole":
        kept = (
            "; what came is kept" if answer.text and answer.outcome != "limit" else ""
        )
        parts.append(f"{_OUTCOMES[answer.outcome]}{kept}")
    return " · ".join(parts)


def content_wanted(
    chosen: Chosen, shows_all: str = "--show-context"
) -> tuple[str, ...]:
    """What to know before content goes to a model elsewhere, and the question.

    `shows_all` is what shows exactly what would be sent.
    """
    host = chosen.route.host
    said = [f"{chosen.model} is at {host}, {chosen.why}."]
    if host.startswith("http:"):
        said.append("What goes there is not encrypted on its way.")
    if chosen.route.key:
        said.append(f"Your key in {chosen.route.key_variable} would go there too.")
    said.append(
        "What you ask would be sent there with text of this repository: the files that "
        "you name, its plan, what the journal has of it. Secrets are removed first; "
        f"{shows_all} shows all of it."
    )
    said.append(f"May this repository's content go to {host}?")
    return tuple(map(printable, said))


def key_wanted(chosen: Chosen) -> tuple[str, ...]:
    """What to know before a key goes where the repository says, and the question."""
    host = chosen.route.host
    variable = chosen.route.key_variable
    key = f"Your key in {variable}" if variable else "The key of your account"
    said = (
        f"{host} is named by this repository's settings, and not by you. {key} would "
        "let whoever is there use your account.",
        f"May your key go to {host}?",
    )
    return tuple(map(printable, said))


# -- runs ---------------------------------------------------------------------------


def outcome(state: str, exit_code: int | None, signal: str) -> str:
    """`failed with code 3`, `died (SIGKILL)`."""
    if signal:
        return f"{state} ({signal})"
    if exit_code:
        return f"{state} with code {exit_code}"
    return state


def duration(seconds: float | None) -> str:
    """`3.2 s`, `12 min`, `5.1 h`."""
    if seconds is None:
        return ""
    if seconds < 120:
        return f"{seconds:.1f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"


def size(number: float | None) -> str:
    """Bytes, as people say them."""
    if number is None:
        return ""
    for unit in ("B", "kB", "MB"):
        if number < 1000:
            return f"{number:.0f} {unit}"
        number = number / 1000
    return f"{number:.1f} GB"


def number(value: float | None) -> str:
    """A metric's value."""
    return "–" if value is None else f"{value:.6g}"


def sparkline(values: Sequence[float | None], room: int) -> str:
    """Values as a line of blocks, at most `room` wide: each the mean of its share."""
    known = [value for value in values if value is not None]
    if not known:
        return ""
    low, high = min(known), max(known)
    cells = min(room, len(values))
    line = ""
    for cell in range(cells):
        share = values[cell * len(values) // cells : (cell + 1) * len(values) // cells]
        inside = [value for value in share if value is not None]
        if not inside:
            line += " "
            continue
        mean = sum(inside) / len(inside)
        place = (mean - low) / (high - low) if high > low else 0.5
        line += _LEVELS[min(int(place * len(_LEVELS)), len(_LEVELS) - 1)]
    return line

"""`brainstorm rank`: ideas two at a time, and the order that comes of it."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coresearch.cli import terminal
from coresearch.cli.output import Ink, advise, fitted, paint, say, width, wrapped
from coresearch.cli.reply_view import Format
from coresearch.core.errors import BadInput
from coresearch.core.text import cells, counted, one_line, shorten

if TYPE_CHECKING:
    from coresearch.workbench.project import Project
    from coresearch.workbench.ranking import Field, Idea

_SURE = 0.95
_ROOM = 25
"""Cells that a title needs beside its figures; else it has a line of its own."""


def rank_ideas(form: Format) -> None:
    """Let the person compare, if one is there; then show the order.

    Raises:
        NotFound: there are not two ideas.
        BadInput: a form that this does not have.
    """
    from coresearch.cli.session import project_here
    from coresearch.workbench.ranking import field

    if form not in (Format.TEXT, Format.JSON):
        raise BadInput(f"The order of ideas has no form {form}: use text or json.")
    with project_here() as project:
        if form is Format.JSON:
            say(_as_json(field(project)))
            return
        if terminal.is_there():
            _own_first(project)
            _compare(project)
        for line in _lines(field(project)):
            say(line)


def _own_first(project: Project) -> None:
    """Whoever has read the ideas of others has a harder time to have one."""
    from coresearch.journal.entries import Filter
    from coresearch.journal.queries import list_entries
    from coresearch.repo.checkout import identity
    from coresearch.workbench.offline.idea import as_suggestion
    from coresearch.workbench.suggest import put_in_inbox

    mine = Filter(activity="brainstorm", author=identity(project.checkout).name)
    known = list_entries(project.journal, mine, limit=600)
    if any(entry.origin_kind == "person" for entry in known):
        return
    say(wrapped("No idea on record is your own. Before you read the others:"))
    said = terminal.ask_line("Your idea in a sentence (empty: none): ")
    if said:
        put_in_inbox(project, [as_suggestion(project, said, {})])


def _compare(project: Project) -> None:
    from coresearch.workbench.ranking import field, is_settled, prefer

    skipped: list[frozenset[str]] = []
    found = field(project)
    say(
        wrapped(
            "Which of the two would you try first? Where they come from is not shown."
        )
    )
    while pair := found.pair(skipped):
        left, right = pair if secrets.randbelow(2) else pair[::-1]
        say()
        for key, idea in (("1", left), ("2", right)):
            for line in _idea(key, idea):
                say(line)
        say("1 or 2 · s cannot tell · q enough")
        begun = time.monotonic()
        try:
            key = terminal.read_key("12sq")
        except EOFError:
            break
        if key == "q":
            break
        if key == "s":
            skipped.append(frozenset((left.id, right.id)))
            continue
        one, other = (left, right) if key == "1" else (right, left)
        prefer(project, one, other, first=left, seconds=time.monotonic() - begun)
        was_settled = is_settled(found, _SURE)
        found = field(project)
        if is_settled(found, _SURE) and not was_settled:
            advise("The first is ahead of the second by now; q ends it here.")
    say()


def _idea(key: str, idea: Idea) -> Iterator[str]:
    item = idea.suggestion
    yield paint(f"{key}  {shorten(idea.title, width() - 3)}", Ink.STRONG)
    if one_line(item.reason) != one_line(idea.title):
        yield wrapped(item.reason, "   ")
    for line in item.details.splitlines():
        yield wrapped(line, "   ")
    if item.cheapest_test:
        yield wrapped(f"Cheapest test: {item.cheapest_test}", "   ")


def _lines(found: Field) -> Iterator[str]:
    titles = {idea.id: idea for idea in found.ideas}
    ranking = found.ranking
    pairs = len(found.ideas) * (len(found.ideas) - 1) // 2
    who = f" by {', '.join(map(one_line, found.people))}" if found.people else ""
    yield fitted(
        f"{counted(len(found.ideas), 'idea')}, "
        f"{counted(len(found.preferred), 'comparison')}{who}. "
        "How probably each is preferred to an average one, with 95 % interval:"
    )
    yield ""
    for place, each in enumerate(ranking.strengths, 1):
        low, high = each.interval
        compared = each.won + each.lost
        figures = (
            f"{each.share:4.0%}  {low:4.0%} to {high:4.0%}  {each.won}:{each.lost}"
        )
        if not compared:
            figures = "  not compared yet     "
        idea = titles[each.thing]
        mark = "own" if idea.is_own else "   "
        row = f"{place:2}  {figures:23}  {idea.id[:7]} {mark}"
        if width() - cells(row) < _ROOM:
            yield row
            yield f"    {shorten(idea.title, width() - 4)}"
        else:
            yield f"{row} {shorten(idea.title, width() - cells(row) - 1)}"
    yield ""
    yield fitted(_verdict(found, pairs))
    if found.circles:
        yield fitted(
            f"{counted(found.circles, 'triple')} went in a circle (a over b over c "
            "over a): there the choice was close, or made by other reasons each time."
        )
    for one, other in found.alike:
        yield fitted(
            f"Much alike: {one.id[:7]} and {other.id[:7]}. Reject one, or say what "
            "tells them apart."
        )
    for idea, said in found.again:
        yield fitted(f"{idea.id[:7]} is much like one of before: {said}")
    if found.more:
        yield fitted(f"{counted(found.more, 'older idea')} left out.")


def _verdict(found: Field, pairs: int) -> str:
    from coresearch.workbench.ranking import is_settled

    ranking = found.ranking
    best, second = (each.thing for each in ranking.strengths[:2])
    sure = ranking.probability(best, second)
    if not found.preferred:
        return (
            "Nothing was compared yet: no order. At a terminal: coresearch "
            "brainstorm rank"
        )
    if is_settled(found, _SURE):
        return f"The first is ahead of the second ({sure:.0%} sure)."
    left = pairs - len({frozenset(pair) for pair in found.preferred})
    more = f"; {counted(left, 'pair')} not compared yet" if left else ""
    return (
        f"Which is best cannot be told yet: the first is ahead of the second with "
        f"{sure:.0%}, and {_SURE:.0%} would tell{more}."
    )


def _as_json(found: Field) -> str:
    from coresearch.workbench.ranking import is_settled

    titles = {idea.id: idea for idea in found.ideas}
    order = [
        {
            "id": each.thing,
            "title": titles[each.thing].title,
            "own": titles[each.thing].is_own,
            "preferred_to_average": round(each.share, 4),
            "interval": [round(end, 4) for end in each.interval],
            "won": each.won,
            "lost": each.lost,
        }
        for each in found.ranking.strengths
    ]
    told = {
        "ideas": order,
        "comparisons": len(found.preferred),
        "people": found.people,
        "settled": is_settled(found, _SURE),
        "circles": found.circles,
        "alike": [[one.id, other.id] for one, other in found.alike],
        "like_rejected": [
            {"id": idea.id, "earlier": said} for idea, said in found.again
        ],
    }
    return json.dumps(told, indent=2, ensure_ascii=False)

"""`coresearch probe`: a few short items without the assistant."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from coresearch.cli import terminal
from coresearch.cli.output import Ink, paint, say, wrapped
from coresearch.core.text import counted

if TYPE_CHECKING:
    from coresearch.practice.items import Item
    from coresearch.workbench.practice import Session
    from coresearch.workbench.project import Project

_TEN_MINUTES = 600.0


def probe() -> None:
    """Five short items without the assistant: what can you do unaided?

    Find the flaw of a plan (twice), the cause of a failure (twice), and causes
    for an observation. None comes twice. You are not told which were right,
    or the next probe would measure memory: coresearch drill tells you.

    Example: coresearch probe
    """
    from coresearch.cli.session import project_here
    from coresearch.workbench.practice import begin_probe

    terminal.require_person("A probe")
    with project_here() as project:
        session = begin_probe(project)
        say(
            wrapped(
                f"{counted(len(session.items), 'short item')}, by yourself: no "
                "assistant, no search. A guess is welcome. Ctrl-D leaves; what you "
                "have answered stays."
            )
        )
        right, asked = 0, 0
        for number, item in enumerate(session.items, start=1):
            say()
            say(paint(f"── {number} of {len(session.items)} ──", Ink.QUIET))
            found = _asked(project, session, item)
            if found is None:
                break
            right, asked = right + found, asked + 1
        say()
        if asked:
            say(f"{right} of {asked} right. Over time: coresearch review")
        else:
            say("Nothing was answered.")


def _asked(project: Project, session: Session, item: Item) -> bool | None:
    """Whether the answer is right; None if there was none."""
    from coresearch.practice.items import Family
    from coresearch.workbench.practice import answer, show

    shown = show(project, session, item)
    since = time.monotonic()
    for line in in_lines(item):
        say(line)
    say()
    if item.family is Family.HYPOTHESES:
        said = _lines_until(since + _TEN_MINUTES)
    else:
        said = _one_of(item.answers)
    if said is None:
        return None
    return answer(project, shown, item, said, time.monotonic() - since)


def in_lines(item: Item) -> list[str]:
    """An item as it is shown, with its question."""
    from coresearch.practice import hypotheses, plans, tracebacks
    from coresearch.practice.items import Family

    match item.family:
        case Family.PLAN:
            told = [wrapped(line, "   ", "") for line in item.text.splitlines()]
            return [*told, "", wrapped(plans.QUESTION)]
        case Family.TRACEBACK:
            told = [f"    {line}" for line in item.text.splitlines()]
            listed = enumerate(item.choices, start=1)
            choices = [wrapped(f"{n}. {choice}", "   ", "") for n, choice in listed]
            return [*told, "", tracebacks.QUESTION, *choices]
    return [wrapped(item.text), "", wrapped(hypotheses.QUESTION)]


def _one_of(answers: tuple[str, ...]) -> str | None:
    question = f"Your answer ({answers[0]} to {answers[-1]}): "
    while (said := terminal.ask_line(question)) is not None:
        if said in answers:
            return said
    return None


def _lines_until(end: float) -> str | None:
    """Lines until an empty one, or until time is up; None if there is none."""
    lines: list[str] = []
    while said := terminal.ask_line(f"{len(lines) + 1}. "):
        if time.monotonic() > end:
            say("The ten minutes are over; this one came after them.")
            break
        lines.append(said)
    return "\n".join(lines) if lines or said == "" else None

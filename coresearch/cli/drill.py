"""`coresearch drill`: finding flaws, with an answer at once."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated

import typer

from coresearch.cli import terminal
from coresearch.cli.output import say, wrapped
from coresearch.core.text import counted

if TYPE_CHECKING:
    from coresearch.measures.detection import Detection
    from coresearch.practice.items import Item
    from coresearch.workbench.practice import Session
    from coresearch.workbench.project import Project

_CHOICES = "  [y] there is a flaw   [n] there is none   [q] stop"


def drill(
    items: Annotated[
        int, typer.Option("--items", "-n", min=10, max=20, help="How many.")
    ] = 12,
) -> None:
    """Is there a flaw? Half the passages have one, and you are told at once.

    In daily work flaws are rare, and the eye gets used to that; a short drill
    sets it right. Its kinds of flaws are others than those of coresearch probe.

    Example: coresearch drill --items 10
    """
    from coresearch.cli.session import project_here
    from coresearch.workbench.practice import begin_drill, drilled

    terminal.require_person("A drill")
    with project_here() as project:
        session = begin_drill(project, items - items % 2)
        right, asked = 0, 0
        try:
            for number, item in enumerate(session.items, start=1):
                say(f"\n── {number} of {len(session.items)} ──")
                found = _asked(project, session, item)
                if found is None:
                    break
                right, asked = right + found, asked + 1
        except EOFError:
            say()
        say()
        if not asked:
            say("Nothing was answered.")
            return
        say(f"{right} of {asked} right.")
        for line in _figures(drilled(project)):
            say(wrapped(line, "  "))


def _asked(project: Project, session: Session, item: Item) -> bool | None:
    """Whether the answer is right; None if the person stops."""
    from coresearch.workbench.practice import answer, show

    shown = show(project, session, item)
    since = time.monotonic()
    for line in item.text.splitlines():
        say(wrapped(line, "   ", ""))
    say()
    say(_CHOICES)
    key = terminal.read_key(["y", "n", "q"])
    if key == "q":
        return None
    right = answer(project, shown, item, key, time.monotonic() - since)
    verdict = "Right" if right else "No"
    truth = f"the flaw is in {item.truth}" if item.flawed else "it is sound."
    say(wrapped(f"  {verdict}: {truth}", "  "))
    return right


def _figures(seen: Detection) -> list[str]:
    from coresearch.measures.detection import vigilance
    from coresearch.review.rows import Row, said

    found = vigilance(seen)
    total = counted(seen.planted + seen.clean, "item")
    return [
        f"Of all your drills ({total}; the newest 200 count):",
        f"flaws found: {said(Row('', found.found, '%'))}",
        f"false alarms: {said(Row('', found.alarmed, '%'))}",
        f"d′, how well you tell them apart (0: not at all): "
        f"{said(Row('', found.d_prime))}",
        f"criterion (above 0: you let pass in doubt): {said(Row('', found.criterion))}",
    ]

"""Going through suggestions one by one, with single keys."""

from __future__ import annotations

import time
from collections.abc import Sequence

from coresearch.cli import rulings, terminal
from coresearch.cli.output import Ink, paint, say, tell_fault
from coresearch.cli.render import suggestion
from coresearch.core.errors import CoresearchError
from coresearch.core.text import counted
from coresearch.journal.queries import id_length
from coresearch.workbench.decide import Presented, present
from coresearch.workbench.project import Project

_KEYS = {
    "a": "accept",
    "e": "edit, then accept",
    "h": "choose hunks",
    "r": "reject",
    "l": "later",
    "n": "next",
    "p": "previous",
    "q": "quit",
}


def walk(project: Project, ids: Sequence[str]) -> None:
    """Show each suggestion and do what the person's key says, until the end or q."""
    digits = id_length(project.journal)
    position, decided = 0, 0
    try:
        while 0 <= position < len(ids):
            step, ruled = _one(project, ids, position, digits)
            decided += ruled
            if step == 0:
                break
            position = max(position + step, 0)
    except EOFError:
        say()
    waiting = len(ids) - decided
    say()
    say(
        f"{counted(decided, 'decision')} made"
        + (f"; {waiting} still wait: coresearch inbox" if waiting else ".")
    )


def _one(
    project: Project, ids: Sequence[str], position: int, digits: int
) -> tuple[int, bool]:
    """Show one until a key leaves it; the step to take, and whether it was ruled."""
    shown = present(project, ids[position])
    say()
    say(paint(f"── {position + 1} of {len(ids)} ".ljust(40, "─"), Ink.QUIET))
    for line in suggestion(shown, digits):
        say(line)
    since = time.monotonic()
    while True:
        say()
        say(_menu(shown))
        key = terminal.read_key([*_KEYS, "?"])
        if key == "?":
            for letter, meaning in _KEYS.items():
                say(f"  {paint(letter, Ink.STRONG)}  {meaning}")
            continue
        if key in "npq":
            return {"n": 1, "p": -1, "q": 0}[key], False
        try:
            if _rule(project, shown, key, time.monotonic() - since):
                return 1, key != "l"
        except CoresearchError as fault:
            tell_fault(fault.message, fault.hint)
            return (0, False) if present(project, shown.id) != shown else (1, False)
        except KeyboardInterrupt:
            say("  Not decided.")


def _rule(project: Project, shown: Presented, key: str, seconds: float) -> bool:
    """Do what the key says; whether the suggestion was dealt with."""
    match key:
        case "a":
            rulings.do_accept(project, shown, seconds=seconds)
        case "e":
            return rulings.do_amend(project, shown, seconds=seconds)
        case "h":
            hunks = _chosen_hunks(shown)
            if not hunks:
                return False
            rulings.do_accept(project, shown, hunks=hunks, seconds=seconds)
        case "r":
            rulings.do_reject(project, shown, seconds=seconds)
        case "l":
            rulings.do_put_off(project, shown, seconds=seconds)
    return True


def _chosen_hunks(shown: Presented) -> list[int]:
    total = len(shown.changes.hunks)
    if total < 2:
        say("  There are no hunks to choose from; a accepts it.")
        return []
    answer = terminal.ask_line(
        f"  Which hunks of 1 to {total}? (e.g. 1 3; Enter: none) "
    )
    words = answer.replace(",", " ").split()
    if not all(word.isdecimal() for word in words):
        say("  Numbers, please.")
        return []
    return [int(word) for word in words]


def _menu(shown: Presented) -> str:
    usable = [
        key
        for key in _KEYS
        if not (key == "a" and shown.refusal)
        and not (key == "h" and len(shown.changes.hunks) < 2)
    ]
    names = [f"[{paint(key, Ink.STRONG)}] {_KEYS[key].split(',')[0]}" for key in usable]
    return "  ".join([*names, f"[{paint('?', Ink.STRONG)}]"])

"""Going through suggestions one by one, with single keys."""

from __future__ import annotations

import time
from collections.abc import Sequence

from coresearch.cli import own_first, rulings, terminal
from coresearch.cli.output import Ink, paint, say, tell_fault, width, wrapped
from coresearch.cli.render import suggestion
from coresearch.cli.session import settle
from coresearch.core.errors import CoresearchError
from coresearch.core.text import counted
from coresearch.journal.queries import count_waiting, entry, id_length
from coresearch.workbench import plants
from coresearch.workbench.decide import Presented, present
from coresearch.workbench.project import Project
from coresearch.workbench.words import settled

_AGAIN, _NEXT, _PREVIOUS = 0, 1, -1  # steps from one suggestion to another

_KEYS = {
    "a": ("accept", "accept it as it is shown"),
    "e": ("edit", "change it in your editor, then accept that"),
    "h": ("hunks", "accept only some of its hunks"),
    "r": ("reject", "reject it; you are asked why"),
    "l": ("later", "leave it in the inbox"),
    "n": ("next", "go to the next; this one waits"),
    "p": ("previous", "go back to the previous one"),
    "q": ("quit", "stop here; the rest waits"),
}


def walk(project: Project, ids: Sequence[str]) -> None:
    """Show each suggestion and do what the person's key says, until the end or q."""
    position, decided = 0, set[str]()
    ids = plants.among_ids(project, ids)
    try:
        while position < len(ids):
            step = _one(project, ids, position, decided)
            if step is None:
                break
            position = max(position + step, 0)
    except EOFError:
        say()
    finally:
        for told in plants.reveal_left(project):
            say(wrapped(f"\n{told}", "  "))
    say()
    waiting = count_waiting(project.journal)
    wait = "waits" if waiting == 1 else "wait"
    rest = f"; {waiting} still {wait}: coresearch inbox" if waiting else "."
    say(f"{counted(len(decided), 'decision')} made{rest}")
    if decided:
        from coresearch.cli.rerun import offer_rerun

        offer_rerun(project, [one for one in ids if one in decided])


def _one(
    project: Project, ids: Sequence[str], position: int, decided: set[str]
) -> int | None:
    """Show one until a key leaves it; the step to take, or None for the end."""
    identity = ids[position]
    shown = plants.present(project, identity) or present(project, identity)
    say()
    say(
        paint(
            f"── {position + 1} of {len(ids)} ".ljust(min(40, width()), "─"), Ink.QUIET
        )
    )
    own = own_first.before(project, shown)
    for line in suggestion(shown, id_length(project.journal)):
        say(line)
    since = time.monotonic()
    own_first.after(project, shown, own)
    while True:
        say()
        _say_menu(shown)
        match terminal.read_key([*_KEYS, "?"]):
            case "q":
                return None
            case "n":
                return _NEXT
            case "p":
                return _PREVIOUS
            case "?":
                _say_meanings(shown)
            case key:
                if shown.planted:
                    _reveal(project, shown, key, since)
                    return _NEXT
                if _ruled(project, shown, key, since):
                    if key != "l":
                        decided.add(shown.id)
                    return _NEXT
                if _has_changed(project, shown):
                    return _AGAIN


def _reveal(project: Project, shown: Presented, key: str, since: float) -> None:
    """Say that it was planted, before anything else is asked or opened."""
    verdict = {"a": "accepted", "r": "rejected"}.get(key, "left")
    seconds = time.monotonic() - since
    say(wrapped(plants.reveal(project, shown.id, verdict, seconds), "  "))


def _ruled(project: Project, shown: Presented, key: str, since: float) -> bool:
    """Do what the key says; whether that is done with, or a fault has been told."""
    try:
        return _rule(project, shown, key, since)
    except CoresearchError as fault:
        tell_fault(fault.message, fault.hint)
    except KeyboardInterrupt:
        say()
        settle(project)
        state = entry(project.journal, shown.id).state
        unchanged = state == shown.entry.state
        say("  Not decided." if unchanged else f"  Stopped; it is {state}.")
    return False


def _rule(project: Project, shown: Presented, key: str, since: float) -> bool:
    if ruled := settled(shown):
        raise ruled
    match key:
        case "a":
            rulings.do_accept(project, shown, since=since)
        case "e":
            return rulings.do_amend(project, shown, since=since)
        case "h":
            hunks = _chosen_hunks(shown)
            if not hunks:
                return False
            rulings.do_accept(project, shown, hunks=hunks, since=since)
        case "r":
            return rulings.do_reject(project, shown, since=since)
        case "l":
            rulings.do_put_off(project, shown, since=since)
    return True


def _has_changed(project: Project, shown: Presented) -> bool:
    """Whether what is on the screen is no longer what is there."""
    now = present(project, shown.id)
    return (now.entry, now.changes) != (shown.entry, shown.changes)


def _chosen_hunks(shown: Presented) -> list[int]:
    total = len(shown.changes.hunks)
    if total < 2:
        say("  There are no hunks to choose from; a accepts it whole.")
        return []
    answer = terminal.ask_line(
        f"  Which hunks of 1 to {total}? (such as 1 3; Enter: none) "
    )
    words = (answer or "").replace(",", " ").split()
    if not all(word.isdecimal() for word in words):
        say("  Type their numbers, such as 1 3.")
        return []
    return [int(word) for word in words]


def _usable(shown: Presented) -> list[str]:
    """The keys that do something here."""
    useless = set()
    if settled(shown):
        useless = set("aehrl")
    elif shown.refusal is not None:
        useless = set("aeh")
    elif len(shown.changes.hunks) < 2:
        useless = set("h")
    return [key for key in _KEYS if key not in useless]


def _say_menu(shown: Presented) -> None:
    """`[a]ccept  [r]eject  …`, on as many lines as it takes."""
    line, used = "", 0
    for key in [*_usable(shown), "?"]:
        name = _KEYS[key][0][1:] if key in _KEYS else ""
        needed = len(f"  [{key}]{name}")
        if used and used + needed > width():
            say(line)
            line, used = "", 0
        line += f"{'  ' if used else ''}[{paint(key, Ink.STRONG)}]{name}"
        used += needed
    say(line)


def _say_meanings(shown: Presented) -> None:
    meanings = {key: meaning for key, (_, meaning) in _KEYS.items()}
    if shown.sweep is not None:
        meanings["a"] = "begin exactly this sweep, now"
        meanings["e"] = "nothing: a sweep is accepted as it is, or rejected"
    elif shown.run is not None:
        meanings["a"] = "run exactly this code, now"
        meanings["e"] = "change the code in your editor, then run that"
    elif not shown.changes.files:
        meanings["a"] = "agree with it: it is put on record, and no file changes"
        meanings["e"] = "answer it: change the file in your editor"
    for key in _usable(shown):
        say(f"  {paint(key, Ink.STRONG)}  {meanings[key]}")
    say(f"  {paint('?', Ink.STRONG)}  say this again; Ctrl-C stops the program")

"""Does the journal slow down as it grows? `python -m benchmarks.speed.journal`.

The floor is the same question put to a journal of a thousand events, in turns.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from benchmarks.layout import table
from benchmarks.speed import journals
from benchmarks.speed.pairs import Pairs, in_turns, milliseconds, timed
from coresearch.journal import queries
from coresearch.journal.queries import Filter
from coresearch.journal.reviewed import While
from coresearch.journal.store import Journal
from coresearch.journal.verify import verify
from coresearch.workbench.review import teach

_SMALL = 1000
_PAGE = 20

Question = Callable[[Journal], object]


def main(arguments: Sequence[str] | None = None) -> None:
    """Build both, ask both, print how they compare."""
    asked = _parse(arguments)
    with ExitStack() as stack:
        name = asked.folder or stack.enter_context(tempfile.TemporaryDirectory())
        folders = [_built(Path(name), events) for events in (_SMALL, asked.events)]
        small, big = (
            stack.enter_context(Journal(folder, journals.ADA)) for folder in folders
        )
        print(_sizes(small, big))
        print(_compared(small, big, asked.times))
        for journal in (small, big):
            print(_verified(journal))


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000, help="in the big one")
    parser.add_argument(
        "--times", type=int, default=51, help="runs of each (at least 15)"
    )
    parser.add_argument(
        "--folder",
        type=Path,
        help="keep the journals there, and use those that are there already",
    )
    return parser.parse_args(arguments)


def _built(parent: Path, events: int) -> Path:
    """The folder of a journal of this size; an unfinished one is not used."""
    folder = parent / f"journal-{events}"
    if folder.exists():
        return folder
    unfinished = parent / f"journal-{events}.part"
    unfinished.mkdir(parents=True)
    begun = time.perf_counter()
    journals.build(unfinished, events)
    took = time.perf_counter() - begun
    print(f"Built {events} events in {took:.0f} s.", file=sys.stderr)
    return unfinished.rename(folder)


# -- the questions ------------------------------------------------------------------


def _list(**wanted: str) -> Question:
    found = Filter(**wanted)
    return lambda journal: queries.list_entries(journal, found, limit=_PAGE)


def _show(journal: Journal) -> object:
    """All that is told about one suggestion, from the beginning of its id."""
    prefix = journal.connection.execute(
        "SELECT id FROM suggestions WHERE state = 'accepted' LIMIT 1"
    ).fetchone()[0][: queries.id_length(journal)]
    identity = queries.find_suggestion(journal, prefix)
    return (
        queries.entry(journal, identity),
        journal.suggestion(identity),
        queries.events_about(journal, identity),
        [journal.decision(one) for one in queries.decisions_on(journal, identity)],
    )


def _search(words: str) -> Question:
    return lambda journal: queries.search(journal, words, limit=_PAGE)


QUESTIONS: dict[str, Question] = {
    "list": _list(),
    "list: activity and state": _list(activity="design", state="rejected"),
    "list: one file": _list(path="plans/plan-07.md"),
    "list: a day long ago": _list(since="2024-01-01", until="2024-01-02"),
    "list: who wrote last": _list(author="Hopper"),
    "list: who left long ago": _list(author="Noether"),
    "inbox": lambda journal: queries.waiting(journal, limit=_PAGE),
    "inbox: how many": queries.count_waiting,
    "events": lambda journal: queries.list_events(journal, limit=_PAGE),
    "show": _show,
    "search: a rare word": _search(journals.RARE),
    "search: a common word": _search(journals.COMMON),
    "search: both": _search(f"{journals.COMMON} {journals.RARE}"),
    "review": lambda journal: teach(journal, While()),
}


def _compared(small: Journal, big: Journal, times: int) -> str:
    rows = [
        _row(name, _in_turns(question, small, big, times))
        for name, question in QUESTIONS.items()
    ]
    header = ("", "big ms", "small ms", "ratio (95 %)", "CPU ratio (95 %)")
    return table(header, rows)


def _in_turns(question: Question, small: Journal, big: Journal, times: int) -> Pairs:
    return in_turns(
        lambda: timed(lambda: question(small)),
        lambda: timed(lambda: question(big)),
        times,
    )


def _row(name: str, pairs: Pairs) -> tuple[str, ...]:
    wall = pairs.wall
    return (
        name,
        milliseconds(wall.other),
        milliseconds(wall.floor),
        str(wall),
        str(pairs.cpu),
    )


# -- sizes and proof ----------------------------------------------------------------


def _sizes(*both: Journal) -> str:
    return "\n".join(
        f"{_count(journal):>9} events, {journal.path.stat().st_size / 1e6:.1f} MB"
        for journal in both
    )


def _count(journal: Journal) -> int:
    [count] = journal.connection.execute("SELECT count(*) FROM events").fetchone()
    return int(count)


def _verified(journal: Journal) -> str:
    begun = time.perf_counter()
    events = verify(journal).events
    took = time.perf_counter() - begun
    return f"verify: {events} events in {took:.2f} s, {events / took:.0f} a second"


if __name__ == "__main__":
    main()

"""What the journal is asked about sweeps. Each query costs what it shows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from coresearch.core.errors import BadInput, NotFound
from coresearch.core.runs import RunState
from coresearch.core.sweep.standing import Happened
from coresearch.core.sweep.sweep import RecordedSweep, sweep_from_json
from coresearch.journal.bodies import unchanged
from coresearch.journal.connection import translated
from coresearch.journal.derived import OWN
from coresearch.journal.store import Journal

ID_DIGITS = 7


@dataclass(frozen=True, slots=True)
class SweepRow:
    """A sweep in a list."""

    id: str
    at: str
    name: str
    path: str
    tasks: int
    engine: str
    metric: str
    ended: int
    """Tasks that have ended at least once."""
    good: int
    """Tasks that succeeded."""


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One attempt at a task."""

    task: int
    run: str
    at: str
    state: str
    exit_code: int | None
    seconds: float | None
    error: str


def list_sweeps(journal: Journal, *, limit: int, offset: int = 0) -> list[SweepRow]:
    """Sweeps, newest first."""
    query = f"""
        SELECT s.id, s.at, s.name, s.path, s.tasks, s.engine, s.metric,
               (SELECT count(DISTINCT r.task) FROM runs r
                WHERE r.sweep = s.id AND r.sweep <> '' AND r.state <> 'running'),
               (SELECT count(DISTINCT r.task) FROM runs r
                WHERE r.sweep = s.id AND r.sweep <> '' AND r.state = 'succeeded')
        FROM sweeps s WHERE s.journal {OWN}
        ORDER BY s.at DESC, s.position DESC LIMIT ? OFFSET ?
    """
    return [SweepRow(*row) for row in _rows(journal, query, limit, offset)]


def find_sweep(journal: Journal, identity: str) -> str:
    """The whole id of the one sweep that this begins, or that is called so.

    Raises:
        NotFound: there is none.
        BadInput: there are several.
    """
    given = identity.lower()
    query = (
        "SELECT DISTINCT id FROM sweeps WHERE (id >= ?1 AND id < ?1 || 'g') "
        "OR name = ?2 ORDER BY position DESC LIMIT 3"
    )
    rows = _rows(journal, query, given, identity) if given else []
    if not rows:
        raise NotFound(
            f"There is no sweep {identity}.", hint="See them: coresearch sweep ls"
        )
    if len(rows) > 1:
        listed = ", ".join(row[0][:ID_DIGITS] for row in rows)
        raise BadInput(
            f"{identity} stands for several sweeps.", hint=f"Such as {listed}."
        )
    return str(rows[0][0])


def last_sweep(journal: Journal) -> str:
    """The id of the newest sweep.

    Raises:
        NotFound: there is none.
    """
    query = f"SELECT id FROM sweeps WHERE journal {OWN} ORDER BY position DESC LIMIT 1"
    rows = _rows(journal, query)
    if not rows:
        raise NotFound(
            "There is no sweep yet.",
            hint="Begin one: coresearch sweep train.py --seeds 0..4",
        )
    return str(rows[0][0])


def read_sweep(journal: Journal, sweep: str) -> RecordedSweep:
    """The sweep of this (whole) id."""
    rows = _rows(
        journal,
        "SELECT e.at, c.author, e.body FROM sweeps s "
        "JOIN events e ON e.position = s.position JOIN chains c ON c.id = s.journal "
        "WHERE s.id = ?",
        sweep,
    )
    if not rows:
        raise NotFound(f"There is no sweep {sweep}.")
    at, author, text = rows[0]
    body = journal.expand(text)
    with unchanged():
        return RecordedSweep(sweep, at, author, sweep_from_json(body), body)


def happened(journal: Journal, sweep: str) -> list[Happened]:
    """What is on record of its tasks, in order."""
    runs = _rows(
        journal,
        "SELECT position, ended, task, id, state FROM runs "
        "WHERE sweep = ? AND sweep <> ''",
        sweep,
    )
    found = list[tuple[int, Happened]]()
    for position, ended, task, run, state in runs:
        found.append((position, Happened("started", (task,), run)))
        if ended is not None:
            found.append((ended, Happened("ended", (task,), run, RunState(state))))
    orders = _rows(
        journal,
        "SELECT position, body FROM events "
        "WHERE subject = ? AND type = 'sweep.ordered'",
        sweep,
    )
    for position, text in orders:
        body = json.loads(text)
        # An order about no task is about all; a list is never empty otherwise.
        listed = journal.expand(text)["tasks"] if body["tasks"] else ()
        found.append((position, Happened(body["order"], tuple(listed))))
    return [event for _, event in sorted(found, key=lambda one: one[0])]


def count_orders(journal: Journal, sweep: str) -> int:
    """How often a person has said something of its tasks."""
    query = "SELECT count(*) FROM events WHERE subject = ? AND type = 'sweep.ordered'"
    return int(_rows(journal, query, sweep)[0][0])


def attempts(journal: Journal, sweep: str) -> list[TaskRow]:
    """Every attempt at every task, in the order in which they began."""
    query = (
        "SELECT task, id, at, state, exit_code, seconds, error FROM runs "
        "WHERE sweep = ? AND sweep <> '' ORDER BY position"
    )
    return [TaskRow(*row) for row in _rows(journal, query, sweep)]


def values_of(journal: Journal, sweep: str, metric: str) -> dict[str, float | None]:
    """The last value of a metric in each run of a sweep that reported it."""
    query = (
        "SELECT r.id, m.last FROM runs r CROSS JOIN metrics m "
        "INDEXED BY metrics_by_run ON m.run = r.id "
        "WHERE r.sweep = ? AND r.sweep <> '' AND m.name = ?"
    )
    return dict(_rows(journal, query, sweep, metric))


def metric_names(journal: Journal, sweep: str) -> list[str]:
    """The metrics that its tasks reported, those of most tasks first."""
    query = (
        "SELECT m.name FROM runs r CROSS JOIN metrics m "
        "INDEXED BY metrics_by_run ON m.run = r.id "
        "WHERE r.sweep = ? AND r.sweep <> '' GROUP BY m.name "
        "ORDER BY count(*) DESC, m.name"
    )
    return [str(row[0]) for row in _rows(journal, query, sweep)]


def signatures(journal: Journal, sweep: str) -> list[tuple[str, str, int]]:
    """Signature, error and count of each kind of failure, the commonest first."""
    query = (
        "SELECT f.signature, max(r.error), count(*) FROM runs r "
        "CROSS JOIN failures f ON f.run = r.id "
        "WHERE r.sweep = ? AND r.sweep <> '' GROUP BY f.signature "
        "ORDER BY count(*) DESC"
    )
    return [(one, two, many) for one, two, many in _rows(journal, query, sweep)]


def seconds_of_file(journal: Journal, path: str, most: int = 50) -> list[float]:
    """How long the last good runs of a file took."""
    query = (
        f"SELECT seconds FROM runs INDEXED BY runs_by_path WHERE journal {OWN} "
        "AND path = ? AND state = 'succeeded' AND seconds IS NOT NULL "
        "ORDER BY at DESC LIMIT ?"
    )
    return [float(row[0]) for row in _rows(journal, query, path, most)]


def _rows(journal: Journal, query: str, *values: object) -> list[tuple[Any, ...]]:
    with translated(journal.path):
        return journal.connection.execute(query, values).fetchall()

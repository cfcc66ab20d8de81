"""What the journal is asked about runs. Each query costs what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from coresearch.core.errors import BadInput, NotFound
from coresearch.core.runs import Run, request_from_json
from coresearch.journal.bodies import unchanged
from coresearch.journal.connection import translated
from coresearch.journal.derived import OWN
from coresearch.journal.store import Journal

ID_DIGITS = 7
"""Of a run's id, as it is shown; more where these are not enough."""


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run in a list."""

    id: str
    at: str
    name: str
    kind: str
    path: str
    kernel: str
    head: str
    snapshot: str
    seed: int | None
    state: str
    exit_code: int | None
    seconds: float | None
    peak_memory: int | None
    error: str


_ROW = """
    SELECT r.id, r.at, r.name, r.kind, r.path, r.kernel, r.head, r.snapshot, r.seed,
           r.state, r.exit_code, r.seconds, r.peak_memory, r.error
    FROM runs r
"""


def list_runs(
    journal: Journal,
    *,
    limit: int,
    offset: int = 0,
    name: str | None = None,
    path: str | None = None,
    state: str | None = None,
    everyone: bool = False,
) -> list[RunRow]:
    """Runs, newest first; with those that were imported where it is for `everyone`."""
    conditions, values = [] if everyone else [f"r.journal {OWN}"], list[object]()
    for column, value in (("name", name), ("path", path), ("state", state)):
        if value is not None:
            conditions.append(f"r.{column} = ?")
            values.append(value)
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    query = f"{_ROW} {where} ORDER BY r.at DESC, r.position DESC LIMIT ? OFFSET ?"
    return [RunRow(*row) for row in _rows(journal, query, *values, limit, offset)]


def count_runs(journal: Journal, until: str | None = None) -> int:
    """How many runs have been started, or had been before this moment (UTC)."""
    query = "SELECT count(*) FROM runs WHERE (?1 IS NULL OR at < ?1) "
    query += f"AND journal {OWN}"
    return int(_rows(journal, query, until)[0][0])


def find_run(journal: Journal, identity: str) -> str:
    """The whole id of the one run that this begins.

    Raises:
        NotFound: there is none.
        BadInput: there are several.
    """
    given = identity.lower()
    query = "SELECT id FROM runs WHERE id >= ? AND id < ? ORDER BY id LIMIT 3"
    rows = _rows(journal, query, given, f"{given}g") if given else []
    if not rows:
        raise NotFound(
            f"There is no run {identity}.", hint="See what ran: coresearch runs list"
        )
    if len(rows) > 1:
        raise BadInput(
            f"{identity} is the beginning of several runs' ids.",
            hint=f"Such as {', '.join(row[0] for row in rows)}. Give more of it.",
        )
    return str(rows[0][0])


def last_run(journal: Journal) -> str:
    """The id of the newest run.

    Raises:
        NotFound: there is none.
    """
    rows = list_runs(journal, limit=1)
    if not rows:
        raise NotFound(
            "There is no run yet.", hint="Run something: coresearch run script.py"
        )
    return rows[0].id


def read_run(journal: Journal, run: str) -> Run:
    """The run of this (whole) id."""
    rows = _rows(
        journal,
        "SELECT e.at, c.author, e.body, f.body FROM runs r "
        "JOIN events e ON e.position = r.position JOIN chains c ON c.id = r.journal "
        "LEFT JOIN events f ON f.position = r.ended WHERE r.id = ?",
        run,
    )
    if not rows:
        raise NotFound(f"There is no run {run}.")
    at, author, started, ended = rows[0]
    body = journal.expand(started)
    with unchanged():
        return Run(
            id=run,
            at=at,
            author=author,
            request=request_from_json(body),
            started=body,
            ended=journal.expand(ended) if ended is not None else None,
        )


def known_points(journal: Journal, run: str, metric: str) -> list[tuple[float, float]]:
    """Steps and values that a run reported of a metric, in order."""
    query = (
        "SELECT f.body FROM runs r JOIN events f ON f.position = r.ended WHERE r.id = ?"
    )
    for (ended,) in _rows(journal, query, run):
        return points_known(journal.expand(ended).get("series", {}).get(metric, ()))
    return []


def points_known(
    points: Sequence[Sequence[float | None]],
) -> list[tuple[float, float]]:
    """Those with a value; where no step was given, they are counted."""
    return [
        (float(place if step is None else step), value)
        for place, (step, value) in enumerate(points)
        if value is not None
    ]


def open_runs(journal: Journal, place: str) -> list[str]:
    """The ids of runs that began in this place and whose end is not on record.

    Without tasks of sweeps, which go on without us: their drivers see to them.
    """
    rows = _rows(
        journal,
        "SELECT r.id FROM runs r JOIN chains c ON c.id = r.journal "
        "WHERE r.state = 'running' AND r.sweep = '' AND c.place = ? "
        "AND NOT c.imported "
        "ORDER BY r.position",
        place,
    )
    return [str(row[0]) for row in rows]


def last_sent(journal: Journal, run: str) -> dict[str, Any] | None:
    """The last cell that went to a server: `cell` and the id of its `message`."""
    rows = _rows(
        journal,
        "SELECT body FROM events WHERE subject = ? AND type = 'run.sent' "
        "ORDER BY position DESC LIMIT 1",
        run,
    )
    return journal.expand(rows[0][0]) if rows else None


def is_on_record(journal: Journal, run: str) -> bool:
    """Whether a run of this (whole) id has been started, here or elsewhere."""
    return bool(_rows(journal, "SELECT 1 FROM runs WHERE id = ?", run))


def next_good_run(journal: Journal, path: str, after: str) -> str:
    """The id of the first run of a file after this moment that succeeded, or empty."""
    query = (
        "SELECT id FROM runs INDEXED BY runs_by_path WHERE path = ? AND at > ? "
        f"AND state = 'succeeded' AND journal {OWN} ORDER BY at LIMIT 1"
    )
    rows = _rows(journal, query, path, after) if path else []
    return str(rows[0][0]) if rows else ""


def metrics_of(journal: Journal, runs: list[str]) -> dict[str, dict[str, float | None]]:
    """The last value of each metric, by run and name."""
    marks = ", ".join("?" * len(runs))
    found: dict[str, dict[str, float | None]] = {run: {} for run in runs}
    query = f"SELECT run, name, last FROM metrics WHERE run IN ({marks}) ORDER BY name"
    for run, name, last in _rows(journal, query, *runs):
        found[run][name] = last
    return found


def runs_with_value(journal: Journal, low: float, high: float) -> list[tuple[str, str]]:
    """Run and metric of every last value between `low` and `high`, at most ten."""
    query = "SELECT run, name FROM metrics WHERE last BETWEEN ? AND ? LIMIT 10"
    return [(run, name) for run, name in _rows(journal, query, low, high)]


def summaries(journal: Journal, run: str) -> list[tuple[str, Any, Any, Any, int]]:
    """Of each metric of a run: name, last, least, most, count."""
    query = (
        "SELECT name, last, least, most, count FROM metrics WHERE run = ? ORDER BY name"
    )
    return [tuple(row) for row in _rows(journal, query, run)]


def _rows(journal: Journal, query: str, *values: object) -> list[tuple[Any, ...]]:
    with translated(journal.path):
        return journal.connection.execute(query, values).fetchall()

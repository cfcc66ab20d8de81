"""The derived tables about runs."""

from __future__ import annotations

from coresearch.journal.derived import Derived

# What ended first holds: a run is brought to an end once.
_ENDING = """
    SELECT min(x.position) FROM events x
    WHERE x.subject = e.subject AND x.type = 'run.ended'
"""

RUNS = Derived(
    name="runs",
    key="position",
    primary_key=("position",),
    columns="""
        position INTEGER PRIMARY KEY, -- of the event that started it
        id TEXT NOT NULL,         -- the run's id
        at TEXT NOT NULL,         -- UTC, when its code was about to run
        journal TEXT NOT NULL,    -- whose: chains.id
        name TEXT NOT NULL,       -- as the person called it
        kind TEXT NOT NULL,       -- script, notebook, code
        path TEXT NOT NULL,       -- the file, from the repository's root
        kernel TEXT NOT NULL,     -- the kernelspec's name
        head TEXT NOT NULL,       -- the commit that was checked out
        snapshot TEXT NOT NULL,   -- a commit with the exact tree; head if clean
        seed INTEGER,             -- as it was given
        suggestion TEXT NOT NULL, -- suggestions.id that it carries out, or empty
        decision TEXT NOT NULL,   -- decisions.id that let it begin, or empty
        direction TEXT NOT NULL,  -- the line of inquiry that it belongs to, or empty
        repeats TEXT NOT NULL,    -- runs.id that it repeats, or empty
        sweep TEXT NOT NULL,      -- sweeps.id that it is a task of, or empty
        task INTEGER,             -- the task's number in it
        state TEXT NOT NULL,      -- running, succeeded, failed, interrupted, ...
        exit_code INTEGER,
        seconds REAL,             -- how long its code ran
        peak_memory INTEGER,      -- bytes, of its largest process
        error TEXT NOT NULL,      -- the name of the exception that ended it, or empty
        ended INTEGER             -- position of the event that says how it ended
    """,
    view=f"""
        SELECT e.position AS position, e.subject AS id, e.at AS at,
               e.journal AS journal,
               json_extract(e.body, '$.name') AS name,
               json_extract(e.body, '$.kind') AS kind,
               json_extract(e.body, '$.path') AS path,
               json_extract(e.body, '$.kernelspec.name') AS kernel,
               json_extract(e.body, '$.head') AS head,
               json_extract(e.body, '$.snapshot') AS snapshot,
               json_extract(e.body, '$.seed') AS seed,
               json_extract(e.body, '$.suggestion') AS suggestion,
               coalesce(json_extract(e.body, '$.decision'), '') AS decision,
               coalesce(json_extract(e.body, '$.direction'), '') AS direction,
               json_extract(e.body, '$.repeats') AS repeats,
               coalesce(json_extract(e.body, '$.sweep.id'), '') AS sweep,
               json_extract(e.body, '$.sweep.task') AS task,
               coalesce(json_extract(f.body, '$.state'), 'running') AS state,
               json_extract(f.body, '$.exit_code') AS exit_code,
               json_extract(f.body, '$.seconds') AS seconds,
               json_extract(f.body, '$.peak_memory') AS peak_memory,
               coalesce(json_extract(f.body, '$.ename'), '') AS error,
               f.position AS ended
        FROM events e LEFT JOIN events f ON f.position = ({_ENDING})
        WHERE e.type = 'run.started'
    """,
    changing=("state", "exit_code", "seconds", "peak_memory", "error", "ended"),
    indexes=(
        "CREATE INDEX runs_by_id ON runs(id)",
        "CREATE INDEX runs_by_time ON runs(at)",
        "CREATE INDEX runs_by_name ON runs(name, at)",
        "CREATE INDEX runs_by_path ON runs(path, at)",
        "CREATE INDEX runs_by_sweep ON runs(sweep, position) WHERE sweep <> ''",
        "CREATE INDEX runs_open ON runs(state) WHERE state = 'running'",
    ),
)

METRICS = Derived(
    name="metrics",
    key="run",
    primary_key=("position", "name"),
    columns="""
        run TEXT NOT NULL,        -- runs.id
        name TEXT NOT NULL,       -- as the code calls it
        last REAL,                -- NULL: not a finite number
        least REAL,
        most REAL,
        count INTEGER NOT NULL,   -- how many values there were
        position INTEGER NOT NULL,-- of the event that ended the run
        PRIMARY KEY (position, name)
    """,
    view=f"""
        SELECT e.subject AS run, m.key AS name,
               json_extract(m.value, '$.last') AS last,
               json_extract(m.value, '$.least') AS least,
               json_extract(m.value, '$.most') AS most,
               json_extract(m.value, '$.count') AS count,
               e.position AS position
        FROM events e, json_each(e.body, '$.metrics') m
        WHERE e.type = 'run.ended' AND e.position = ({_ENDING})
    """,
    indexes=(
        "CREATE INDEX metrics_by_run ON metrics(run)",
        "CREATE INDEX metrics_by_name ON metrics(name)",
    ),
)

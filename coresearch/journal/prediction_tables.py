"""The derived table about predictions."""

from __future__ import annotations

from coresearch.journal.derived import Derived

PREDICTIONS = Derived(
    name="predictions",
    key="position",
    primary_key=("position",),
    columns="""
        position INTEGER PRIMARY KEY, -- of the event that made it
        id TEXT NOT NULL,         -- the prediction's id
        at TEXT NOT NULL,         -- UTC
        journal TEXT NOT NULL,    -- whose: chains.id
        claim TEXT NOT NULL,      -- in the person's words
        probability REAL NOT NULL,-- how sure they were, between 0 and 1
        metric TEXT,              -- of a run, that resolves it; NULL: a person must
        sign TEXT,                -- <, <=, > or >=
        value REAL,               -- what the metric is compared with
        run TEXT NOT NULL,        -- runs.id that it is about
        outcome TEXT,             -- held, failed; NULL: not resolved
        observed REAL,            -- the metric's last value
        resolved INTEGER          -- position of the event that says so
    """,
    view="""
        SELECT e.position AS position, e.subject AS id, e.at AS at,
               e.journal AS journal,
               json_extract(e.body, '$.claim') AS claim,
               json_extract(e.body, '$.probability') AS probability,
               json_extract(e.body, '$.metric') AS metric,
               json_extract(e.body, '$.sign') AS sign,
               json_extract(e.body, '$.value') AS value,
               json_extract(e.body, '$.run') AS run,
               json_extract(f.body, '$.outcome') AS outcome,
               json_extract(f.body, '$.observed') AS observed,
               f.position AS resolved
        FROM events e LEFT JOIN events f ON f.position = (
            SELECT min(x.position) FROM events x
            WHERE x.subject = e.subject AND x.type = 'prediction.resolved')
        WHERE e.type = 'prediction.made'
    """,
    changing=("outcome", "observed", "resolved"),
    indexes=(
        "CREATE INDEX predictions_by_run ON predictions(run)",
        "CREATE INDEX predictions_open ON predictions(at) WHERE outcome IS NULL",
    ),
)

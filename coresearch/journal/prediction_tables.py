"""The derived tables about predictions, and about lines of inquiry."""

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
        run TEXT NOT NULL,        -- runs.id that it is about, or empty
        due TEXT NOT NULL,        -- UTC, by when; empty if it is about a run
        words TEXT NOT NULL,      -- how a person is to resolve it
        direction TEXT NOT NULL,  -- directions.id whose runs resolve it; empty: any
        suggestion TEXT NOT NULL, -- suggestions.id accepted with it, or empty
        outcome TEXT,             -- held, failed, unclear; NULL: not resolved
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
               coalesce(json_extract(e.body, '$.due'), '') AS due,
               coalesce(json_extract(e.body, '$.words'), '') AS words,
               coalesce(json_extract(e.body, '$.direction'), '') AS direction,
               coalesce(json_extract(e.body, '$.suggestion'), '') AS suggestion,
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
        "CREATE INDEX predictions_by_id ON predictions(id)",
    ),
)

# Two people who open a line of inquiry of one name share it: the first event makes it,
# of this journal's own if there is one; what was imported closes nothing of ours.
_FIRST = """
    SELECT x.position FROM events x CROSS JOIN chains w ON w.id = x.journal
    WHERE x.subject = e.subject AND x.type = 'direction.{what}'
          AND w.imported <= c.imported
    ORDER BY w.imported, x.position LIMIT 1
"""

DIRECTIONS = Derived(
    name="directions",
    key="id",
    primary_key=("position",),
    columns="""
        position INTEGER PRIMARY KEY, -- of the event that opened it
        id TEXT NOT NULL UNIQUE,  -- its name: runs.direction
        at TEXT NOT NULL,         -- UTC, when it was opened
        journal TEXT NOT NULL,    -- whose: chains.id
        title TEXT NOT NULL,
        hours REAL,               -- of runs that it may cost; NULL: no such limit
        runs INTEGER,             -- that it may cost; NULL: no such limit
        kill TEXT NOT NULL,       -- when to stop, in the person's words, or empty
        due TEXT NOT NULL,        -- UTC, by when it stops otherwise, or empty
        closed TEXT NOT NULL,     -- kept, abandoned, merged; empty while it is open
        reason TEXT NOT NULL,     -- why it was closed
        closed_at TEXT,           -- UTC
        settled INTEGER           -- position of the event that closed it
    """,
    view=f"""
        SELECT e.position AS position, e.subject AS id, e.at AS at,
               e.journal AS journal,
               json_extract(e.body, '$.title') AS title,
               json_extract(e.body, '$.hours') AS hours,
               json_extract(e.body, '$.runs') AS runs,
               json_extract(e.body, '$.kill') AS kill,
               json_extract(e.body, '$.due') AS due,
               coalesce(json_extract(f.body, '$.how'), '') AS closed,
               coalesce(json_extract(f.body, '$.reason'), '') AS reason,
               f.at AS closed_at, f.position AS settled
        FROM events e CROSS JOIN chains c ON c.id = e.journal
             LEFT JOIN events f ON f.position =
            ({_FIRST.format(what="closed")})
        WHERE e.type = 'direction.opened' AND e.position =
            ({_FIRST.format(what="opened")})
    """,
    changing=("closed", "reason", "closed_at", "settled"),
    indexes=("CREATE INDEX directions_by_state ON directions(closed, at)",),
)

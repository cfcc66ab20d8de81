"""The derived tables about failures: what was raised, what it was put down to, and
what became of what was done about it."""

from __future__ import annotations

from coresearch.journal.derived import Derived

FAILURES = Derived(
    name="failures",
    key="position",
    primary_key=("position",),
    columns="""
        position INTEGER PRIMARY KEY, -- of the event that says it
        at TEXT NOT NULL,         -- UTC
        journal TEXT NOT NULL,    -- whose: chains.id
        run TEXT NOT NULL,        -- runs.id that failed
        path TEXT NOT NULL,       -- the file that ran, or empty
        signature TEXT NOT NULL,  -- the same for the same failure
        words TEXT NOT NULL       -- what it stands for: type, place and message
    """,
    view="""
        SELECT e.position AS position, e.at AS at, e.journal AS journal,
               e.subject AS run,
               json_extract(e.body, '$.path') AS path,
               json_extract(e.body, '$.signature') AS signature,
               json_extract(e.body, '$.words') AS words
        FROM events e WHERE e.type = 'failure.read'
    """,
    indexes=(
        "CREATE INDEX failures_by_signature ON failures(signature, at)",
        "CREATE INDEX failures_by_run ON failures(run)",
    ),
)

CAUSES = Derived(
    name="causes",
    key="position",
    primary_key=("position", "number"),
    columns="""
        position INTEGER NOT NULL,-- of the event that says it
        number INTEGER NOT NULL,  -- its place among the causes that were told, from 1
        at TEXT NOT NULL,         -- UTC
        run TEXT NOT NULL,        -- runs.id that failed
        path TEXT NOT NULL,       -- the file that ran, or empty
        signature TEXT NOT NULL,  -- of the failure: failures.signature
        suggestion TEXT NOT NULL, -- suggestions.id
        PRIMARY KEY (position, number)
    """,
    view="""
        SELECT e.position AS position, c.key + 1 AS number, e.at AS at,
               e.subject AS run,
               json_extract(e.body, '$.path') AS path,
               json_extract(e.body, '$.signature') AS signature,
               c.value AS suggestion
        FROM events e, json_each(e.body, '$.causes') c
        WHERE e.type = 'failure.diagnosed'
    """,
    indexes=(
        "CREATE INDEX causes_by_run ON causes(run)",
        "CREATE INDEX causes_by_path ON causes(path)",
        "CREATE INDEX causes_by_signature ON causes(signature)",
        "CREATE INDEX causes_by_suggestion ON causes(suggestion)",
    ),
)

OUTCOMES = Derived(
    name="outcomes",
    key="position",
    primary_key=("position",),
    columns="""
        position INTEGER PRIMARY KEY, -- of the event that says it
        at TEXT NOT NULL,         -- UTC
        journal TEXT NOT NULL,    -- whose: chains.id
        suggestion TEXT NOT NULL, -- suggestions.id
        outcome TEXT NOT NULL,    -- clean, new, same; held, failed, dead-end, unclear
        judge TEXT NOT NULL,      -- rule: a run shows it; person: somebody says so
        reason TEXT NOT NULL,     -- of a person, or empty
        run TEXT NOT NULL,        -- runs.id that shows it, or empty
        signature TEXT NOT NULL,  -- of the failure that it was to mend, or empty
        together INTEGER NOT NULL -- how many accepted mends this run was to show
    """,
    view="""
        SELECT e.position AS position, e.at AS at, e.journal AS journal,
               e.subject AS suggestion,
               json_extract(e.body, '$.outcome') AS outcome,
               json_extract(e.body, '$.by') AS judge,
               coalesce(json_extract(e.body, '$.reason'), '') AS reason,
               json_extract(e.body, '$.run') AS run,
               json_extract(e.body, '$.signature') AS signature,
               json_extract(e.body, '$.together') AS together
        FROM events e WHERE e.type = 'outcome.seen'
    """,
    indexes=(
        "CREATE INDEX outcomes_by_suggestion ON outcomes(suggestion)",
        "CREATE INDEX outcomes_by_signature ON outcomes(signature)",
        "CREATE INDEX outcomes_by_run ON outcomes(run)",
    ),
)

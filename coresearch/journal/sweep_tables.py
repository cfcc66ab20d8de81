"""The derived table about sweeps. Their tasks are runs, in the table of these."""

from __future__ import annotations

from coresearch.journal.derived import Derived

SWEEPS = Derived(
    name="sweeps",
    key="position",
    primary_key=("position",),
    columns="""
        position INTEGER PRIMARY KEY, -- of the event that started it
        id TEXT NOT NULL,         -- the sweep's id, which is `sweep` in runs
        at TEXT NOT NULL,         -- UTC
        journal TEXT NOT NULL,    -- whose: chains.id
        name TEXT NOT NULL,       -- as the person called it
        path TEXT NOT NULL,       -- the script, from the repository's root
        tasks INTEGER NOT NULL,   -- how many there are
        engine TEXT NOT NULL,     -- where they run: local, slurm, ...
        metric TEXT NOT NULL,     -- what they are compared by, or empty
        suggestion TEXT NOT NULL, -- suggestions.id that it carries out, or empty
        decision TEXT NOT NULL    -- decisions.id that let it begin, or empty
    """,
    view="""
        SELECT e.position AS position, e.subject AS id, e.at AS at,
               e.journal AS journal,
               json_extract(e.body, '$.name') AS name,
               json_extract(e.body, '$.path') AS path,
               json_extract(e.body, '$.count') AS tasks,
               json_extract(e.body, '$.engine.name') AS engine,
               json_extract(e.body, '$.metric') AS metric,
               json_extract(e.body, '$.suggestion') AS suggestion,
               json_extract(e.body, '$.decision') AS decision
        FROM events e WHERE e.type = 'sweep.started'
    """,
    indexes=("CREATE INDEX sweeps_by_id ON sweeps(id)",),
)

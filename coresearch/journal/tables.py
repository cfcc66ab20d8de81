"""The derived tables, each defined once, as a view over the events.

A table holds exactly what its view says. Writing an event refreshes the rows of its
subject from the view, `rebuild` refreshes all of them, and `verify` compares the two:
there is no second description of what a row should be. The order matters, since
`suggestions` reads `decisions`, and `files` reads `suggestions`.
"""

from __future__ import annotations

from coresearch.journal.derived import Derived as Derived
from coresearch.journal.failure_tables import CAUSES as CAUSES
from coresearch.journal.failure_tables import FAILURES as FAILURES
from coresearch.journal.failure_tables import OUTCOMES as OUTCOMES
from coresearch.journal.mirror_tables import FIRST_ANSWERS as FIRST_ANSWERS
from coresearch.journal.mirror_tables import ITEMS as ITEMS
from coresearch.journal.mirror_tables import PLANTS as PLANTS
from coresearch.journal.mirror_tables import REFLECTIONS as REFLECTIONS
from coresearch.journal.mirror_tables import TASKS as TASKS
from coresearch.journal.prediction_tables import DIRECTIONS as DIRECTIONS
from coresearch.journal.prediction_tables import PREDICTIONS as PREDICTIONS
from coresearch.journal.run_tables import METRICS as METRICS
from coresearch.journal.run_tables import RUNS as RUNS
from coresearch.journal.sweep_tables import SWEEPS as SWEEPS

CHAINS = Derived(
    name="chains",
    key="id",
    primary_key=("id",),
    columns="""
        id TEXT PRIMARY KEY,      -- the journal id: one author on one machine
        author TEXT NOT NULL,     -- name, from git's configuration
        email TEXT NOT NULL,
        machine TEXT NOT NULL,    -- host name
        place TEXT NOT NULL,      -- hash of host and folder: a copied journal forks
        opened TEXT NOT NULL,     -- UTC
        position INTEGER NOT NULL,-- of the event that opened it
        events INTEGER NOT NULL,  -- how many it has
        head TEXT NOT NULL,       -- the id of the newest
        imported INTEGER NOT NULL -- 1: somebody else's, from their export
    """,
    view="""
        SELECT o.subject AS id,
               json_extract(o.body, '$.author') AS author,
               json_extract(o.body, '$.email') AS email,
               json_extract(o.body, '$.machine') AS machine,
               json_extract(o.body, '$.place') AS place,
               o.at AS opened, o.position AS position, h.seq AS events, h.id AS head,
               EXISTS (SELECT 1 FROM events i
                       WHERE i.subject = o.subject AND i.type = 'journal.imported'
                             AND i.position < o.position) AS imported
        FROM events o JOIN events h ON h.journal = o.subject
             AND h.seq = (SELECT max(x.seq) FROM events x WHERE x.journal = o.subject)
        WHERE o.type = 'journal.opened' AND o.seq = 1 AND o.journal = o.subject
    """,
    changing=("events", "head"),
)

DECISIONS = Derived(
    name="decisions",
    key="position",
    primary_key=("position",),
    columns="""
        position INTEGER PRIMARY KEY, -- of the event that made it
        id TEXT NOT NULL,         -- that event's id
        at TEXT NOT NULL,         -- UTC
        journal TEXT NOT NULL,    -- whose: chains.id
        suggestion TEXT NOT NULL, -- suggestions.id
        verdict TEXT NOT NULL,    -- accepted, amended, rejected, later, undone, redone
        reason TEXT NOT NULL,
        reason_asked INTEGER NOT NULL, -- 1: an empty reason was an answer
        hunks TEXT,               -- JSON array of the accepted hunks; NULL: all
        offered INTEGER NOT NULL, -- how many hunks there were
        seconds REAL,             -- time in view
        words INTEGER,            -- that were to be read; NULL: not counted
        lines INTEGER,            -- that it would change, or run
        shown TEXT NOT NULL,      -- hash of what was on the screen
        reverses TEXT NOT NULL,   -- undone, redone: the decision that is taken back
        writes INTEGER NOT NULL,  -- how many files it was to write
        effect TEXT NOT NULL,     -- none, pending, applied, failed
        settled INTEGER           -- position of the event that says so
    """,
    view="""
        SELECT e.position AS position, e.id AS id, e.at AS at, e.journal AS journal,
               e.subject AS suggestion,
               json_extract(e.body, '$.verdict') AS verdict,
               json_extract(e.body, '$.reason') AS reason,
               json_extract(e.body, '$.reason_asked') AS reason_asked,
               json_extract(e.body, '$.hunks') AS hunks,
               json_extract(e.body, '$.offered') AS offered,
               json_extract(e.body, '$.seconds') AS seconds,
               json_extract(e.body, '$.words') AS words,
               json_extract(e.body, '$.lines') AS lines,
               json_extract(e.body, '$.shown') AS shown,
               json_extract(e.body, '$.reverses') AS reverses,
               json_array_length(e.body, '$.writes') AS writes,
               CASE WHEN json_array_length(e.body, '$.writes') = 0
                         AND json_extract(e.body, '$.run') IS NULL THEN 'none'
                    ELSE coalesce(substr(f.type, 8), 'pending')
               END AS effect,
               f.position AS settled
        FROM events e LEFT JOIN events f ON f.position = (
            SELECT max(x.position) FROM events x
            WHERE x.subject = e.id AND x.type GLOB 'effect.*')
        WHERE e.type = 'decision.made'
    """,
    changing=("effect", "settled"),
    indexes=(
        "CREATE INDEX decisions_pending ON decisions(suggestion) "
        "WHERE effect = 'pending'",
        "CREATE INDEX decisions_applied ON decisions(effect) WHERE effect = 'applied'",
    ),
)

# What was imported says nothing of what is this journal's own: a ruling of somebody
# else's settles only what nobody here was told.
_OURS = "(SELECT h.imported FROM chains h WHERE h.id = {0}.journal) <= c.imported"

# The ruling that holds is the last one that has taken effect, or that needs none:
# an accept whose writing failed leaves the suggestion as it was. One from here goes
# before those that were imported. The cross joins make SQLite look up the few events
# about a suggestion, and not all decisions.
_SETTLED = """
    SELECT d.position FROM events x CROSS JOIN decisions d ON d.position = x.position
        CROSS JOIN chains w ON w.id = d.journal
    WHERE x.subject = e.subject AND x.position > e.position AND d.verdict <> 'later'
      AND d.effect IN ('none', 'applied') AND w.imported <= c.imported
    ORDER BY w.imported, d.position DESC LIMIT 1
"""

_PENDING = f"""
    SELECT 1 FROM decisions p WHERE p.suggestion = e.subject AND p.effect = 'pending'
        AND {_OURS.format("p")}
"""

_WITHDRAWN = f"""
    SELECT 1 FROM events w
    WHERE w.subject = e.subject AND w.type = 'suggestion.withdrawn'
        AND {_OURS.format("w")}
"""

# Ids are the same on every machine: where two people were told the same thing, and
# share their journals, the first event of this journal's own makes the suggestion, and
# where there is none, the first.
_FIRST = """NOT EXISTS (
            SELECT 1 FROM events o JOIN chains f ON f.id = o.journal
            WHERE o.subject = e.subject AND o.type = 'suggestion.made'
            AND (f.imported, o.position) < (c.imported, e.position))"""

SUGGESTIONS = Derived(
    name="suggestions",
    key="id",
    primary_key=("position",),
    columns="""
        position INTEGER PRIMARY KEY, -- of the event that made it
        id TEXT NOT NULL UNIQUE,
        event TEXT NOT NULL,      -- that event's id
        at TEXT NOT NULL,         -- UTC
        journal TEXT NOT NULL,    -- whose: chains.id
        activity TEXT NOT NULL,
        kind TEXT NOT NULL,       -- what accepting does: note, edit, run
        title TEXT NOT NULL,
        origin_kind TEXT NOT NULL,-- rule, model, person
        origin TEXT NOT NULL,     -- the rule's id, the model's name
        severity TEXT NOT NULL,   -- low, medium, high
        confidence REAL,          -- as stated by the origin, 0 to 1
        weight REAL NOT NULL,     -- what the inbox is ranked by
        path TEXT NOT NULL,       -- the file it is about, from the repository's root
        paths INTEGER NOT NULL,   -- how many files it names: table files
        line INTEGER NOT NULL,    -- from 1; 0 where there is none
        fingerprint TEXT NOT NULL,-- the same for the same thing said of the same words
        state TEXT NOT NULL, -- waiting, pending, accepted, amended, rejected, undone,
                                  -- withdrawn
        decision TEXT,            -- the decision that holds: decisions.id
        decided_at TEXT,
        author TEXT NOT NULL      -- who decided, or else was told: chains.id
    """,
    view=f"""
        SELECT e.position AS position, e.subject AS id, e.id AS event, e.at AS at,
               e.journal AS journal,
               json_extract(e.body, '$.activity') AS activity,
               json_extract(e.body, '$.kind') AS kind,
               json_extract(e.body, '$.title') AS title,
               json_extract(e.body, '$.origin.kind') AS origin_kind,
               json_extract(e.body, '$.origin.name') AS origin,
               json_extract(e.body, '$.severity') AS severity,
               json_extract(e.body, '$.confidence') AS confidence,
               json_extract(e.body, '$.weight') AS weight,
               json_extract(e.body, '$.paths[0]') AS path,
               json_array_length(e.body, '$.paths') AS paths,
               json_extract(e.body, '$.line') AS line,
               json_extract(e.body, '$.fingerprint') AS fingerprint,
               CASE WHEN EXISTS ({_PENDING}) THEN 'pending'
                    WHEN d.verdict IS NOT NULL
                        THEN replace(d.verdict, 'redone', 'accepted')
                    WHEN EXISTS ({_WITHDRAWN}) THEN 'withdrawn'
                    ELSE 'waiting'
               END AS state,
               d.id AS decision, d.at AS decided_at,
               coalesce(d.journal, e.journal) AS author
        FROM events e CROSS JOIN chains c ON c.id = e.journal
             LEFT JOIN decisions d ON d.position = ({_SETTLED})
        WHERE e.type = 'suggestion.made' AND {_FIRST}
    """,
    changing=("state", "decision", "decided_at", "author"),
    indexes=(
        "CREATE INDEX suggestions_by_time ON suggestions(at)",
        "CREATE INDEX suggestions_by_state ON suggestions(state, at)",
        "CREATE INDEX suggestions_waiting ON suggestions(weight DESC) "
        "WHERE state = 'waiting'",
        "CREATE INDEX suggestions_by_activity ON suggestions(activity, at)",
        "CREATE INDEX suggestions_by_kind ON suggestions(kind, at)",
        "CREATE INDEX suggestions_by_fingerprint ON suggestions(fingerprint)",
        "CREATE INDEX suggestions_by_author ON suggestions(author, at)",
        # A review counts all of them, and reads this index alone.
        "CREATE INDEX suggestions_counted "
        "ON suggestions(activity, origin_kind, origin, state, at, author)",
    ),
)

FILES = Derived(
    name="files",
    key="suggestion",
    primary_key=("position", "path"),
    columns="""
        suggestion TEXT NOT NULL, -- suggestions.id
        path TEXT NOT NULL,       -- a file that it names, from the repository's root
        at TEXT NOT NULL,
        position INTEGER NOT NULL,
        PRIMARY KEY (position, path)
    """,
    view="""
        SELECT id AS suggestion, path, at, position FROM suggestions WHERE paths = 1
        UNION ALL
        SELECT s.id AS suggestion, p.value AS path, s.at AS at, s.position AS position
        FROM suggestions s CROSS JOIN events e ON e.position = s.position,
             json_each(e.body, '$.paths') p
        WHERE s.paths > 1
    """,
    indexes=(
        "CREATE INDEX files_by_path ON files(path, at)",
        "CREATE INDEX files_by_suggestion ON files(suggestion)",
    ),
)

CALLS = Derived(
    name="calls",
    key="position",
    primary_key=("position",),
    columns="""
        position INTEGER PRIMARY KEY, -- of the event that says what is asked
        id TEXT NOT NULL,         -- that event's id
        at TEXT NOT NULL,         -- UTC
        journal TEXT NOT NULL,    -- whose: chains.id
        activity TEXT NOT NULL,
        model TEXT NOT NULL,      -- provider/name
        host TEXT NOT NULL,       -- who was asked
        prompt TEXT NOT NULL,     -- SHA-256 of the rendered prompt
        context TEXT NOT NULL,    -- SHA-256 of what the prompt was given
        parameters TEXT NOT NULL, -- JSON, such as {"temperature":0.2}
        outcome TEXT NOT NULL,    -- open, whole, limit, cut, failed
        fault TEXT NOT NULL,      -- what failed, or empty
        sent INTEGER,             -- tokens
        received INTEGER,
        counted INTEGER,          -- 1: by the server, 0: estimated here
        dollars REAL,             -- NULL: the price is not known
        first REAL,               -- seconds to the first text
        seconds REAL,             -- to the end
        retries INTEGER,
        answered INTEGER          -- position of the event that says so
    """,
    view="""
        SELECT e.position AS position, e.id AS id, e.at AS at, e.journal AS journal,
               json_extract(e.body, '$.activity') AS activity,
               e.subject AS model,
               json_extract(e.body, '$.host') AS host,
               json_extract(e.body, '$.prompt') AS prompt,
               json_extract(e.body, '$.context') AS context,
               json_extract(e.body, '$.parameters') AS parameters,
               coalesce(json_extract(a.body, '$.outcome'), 'open') AS outcome,
               coalesce(json_extract(a.body, '$.fault'), '') AS fault,
               json_extract(a.body, '$.sent') AS sent,
               json_extract(a.body, '$.received') AS received,
               json_extract(a.body, '$.counted') AS counted,
               json_extract(a.body, '$.dollars') AS dollars,
               json_extract(a.body, '$.first') AS first,
               json_extract(a.body, '$.seconds') AS seconds,
               json_extract(a.body, '$.retries') AS retries,
               a.position AS answered
        FROM events e LEFT JOIN events a ON a.position = (
            SELECT max(x.position) FROM events x
            WHERE x.subject = e.id AND x.type = 'model.answered')
        WHERE e.type = 'model.asked'
    """,
    changing=(
        "outcome",
        "fault",
        "sent",
        "received",
        "counted",
        "dollars",
        "first",
        "seconds",
        "retries",
        "answered",
    ),
    indexes=("CREATE INDEX calls_by_time ON calls(at)",),
)

DERIVED = (
    CHAINS,
    DECISIONS,
    SUGGESTIONS,
    FILES,
    CALLS,
    RUNS,
    METRICS,
    SWEEPS,
    PREDICTIONS,
    DIRECTIONS,
    FAILURES,
    CAUSES,
    OUTCOMES,
    ITEMS,
    PLANTS,
    FIRST_ANSWERS,
    TASKS,
    REFLECTIONS,
)

SEARCHABLE = """
    SELECT position,
           CASE type
             WHEN 'suggestion.made' THEN
               json_extract(body, '$.title') || char(10) ||
               json_extract(body, '$.reason') || char(10) ||
               json_extract(body, '$.question') || char(10) ||
               json_extract(body, '$.paths[0]') || char(10) ||
               coalesce(json_extract(body, '$.evidence[0].quote'), '')
             ELSE json_extract(body, '$.reason')
           END AS text
    FROM events WHERE type IN ('suggestion.made', 'decision.made')
"""

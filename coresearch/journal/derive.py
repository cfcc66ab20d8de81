"""The derived tables, each defined once, as a view over the events.

A table holds exactly what its view says. Writing an event refreshes the rows of its
subject from the view, `rebuild` refreshes all of them, and `verify` compares the two:
there is no second description of what a row should be. The order matters, since
`suggestions` reads `decisions`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from coresearch.core.events import EventType


@dataclass(frozen=True, slots=True)
class Derived:
    """A derived table `name`, and the view `name_from_events` that defines it."""

    name: str
    key: str
    """The column by which rows are refreshed."""
    primary_key: tuple[str, ...]
    columns: str
    """Column definitions, with a comment on each whose meaning is not its name."""
    view: str
    changing: tuple[str, ...] = ()
    """The columns that later events can change."""
    indexes: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        """The view's name."""
        return f"{self.name}_from_events"


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
        opened TEXT NOT NULL      -- UTC
    """,
    view="""
        SELECT subject AS id,
               json_extract(body, '$.author') AS author,
               json_extract(body, '$.email') AS email,
               json_extract(body, '$.machine') AS machine,
               json_extract(body, '$.place') AS place,
               at AS opened
        FROM events WHERE type = 'journal.opened'
    """,
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
        shown TEXT NOT NULL,      -- hash of what was on the screen
        reverses TEXT NOT NULL,   -- undone, redone: the decision that is taken back
        writes INTEGER NOT NULL,  -- how many files it was to write
        effect TEXT NOT NULL      -- none, pending, applied, failed
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
               json_extract(e.body, '$.shown') AS shown,
               json_extract(e.body, '$.reverses') AS reverses,
               json_array_length(e.body, '$.writes') AS writes,
               CASE json_array_length(e.body, '$.writes') WHEN 0 THEN 'none' ELSE
                   coalesce((SELECT substr(f.type, 8) FROM events f
                             WHERE f.subject = e.id AND f.type GLOB 'effect.*'
                             ORDER BY f.position DESC LIMIT 1), 'pending')
               END AS effect
        FROM events e WHERE e.type = 'decision.made'
    """,
    changing=("effect",),
    indexes=(
        "CREATE INDEX decisions_pending ON decisions(effect) WHERE effect = 'pending'",
        "CREATE INDEX decisions_applied ON decisions(effect) WHERE effect = 'applied'",
    ),
)

# The ruling that holds is the last one that has taken effect, or that needs none:
# an accept whose writing failed leaves the suggestion as it was.
_SETTLED = """
    SELECT max(d.position) FROM events x JOIN decisions d ON d.position = x.position
    WHERE x.subject = e.subject AND d.verdict <> 'later'
      AND d.effect IN ('none', 'applied')
"""

_PENDING = """
    SELECT 1 FROM events x JOIN decisions d ON d.position = x.position
    WHERE x.subject = e.subject AND d.effect = 'pending'
"""

# Ids are the same on every machine: where two people were told the same thing, and
# share their journals, the first event makes the suggestion.
_FIRST = """NOT EXISTS (
            SELECT 1 FROM events o WHERE o.subject = e.subject
            AND o.type = 'suggestion.made' AND o.position < e.position)"""

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
        kind TEXT NOT NULL,       -- what accepting does: note, edit
        title TEXT NOT NULL,
        origin_kind TEXT NOT NULL,-- rule, model, person
        origin TEXT NOT NULL,     -- the rule's id, the model's name
        severity TEXT NOT NULL,   -- low, medium, high
        confidence REAL,          -- as stated by the origin, 0 to 1
        weight REAL NOT NULL,     -- what the inbox is ranked by
        path TEXT NOT NULL,       -- the file it is about, from the repository's root
        line INTEGER NOT NULL,    -- from 1; 0 where there is none
        fingerprint TEXT NOT NULL,-- the same for the same thing said of the same words
        state TEXT NOT NULL, -- waiting, pending, accepted, amended, rejected or undone
        decision TEXT,            -- the decision that holds: decisions.id
        decided_at TEXT,
        decided_by TEXT           -- chains.id
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
               json_extract(e.body, '$.line') AS line,
               json_extract(e.body, '$.fingerprint') AS fingerprint,
               CASE WHEN EXISTS ({_PENDING}) THEN 'pending'
                    ELSE coalesce(replace(d.verdict, 'redone', 'accepted'), 'waiting')
               END AS state,
               d.id AS decision, d.at AS decided_at, d.journal AS decided_by
        FROM events e LEFT JOIN decisions d ON d.position = ({_SETTLED})
        WHERE e.type = 'suggestion.made' AND {_FIRST}
    """,
    changing=("state", "decision", "decided_at", "decided_by"),
    indexes=(
        "CREATE INDEX suggestions_by_time ON suggestions(at)",
        "CREATE INDEX suggestions_by_state ON suggestions(state, at)",
        "CREATE INDEX suggestions_waiting ON suggestions(weight) "
        "WHERE state = 'waiting'",
        "CREATE INDEX suggestions_by_activity ON suggestions(activity, at)",
        "CREATE INDEX suggestions_by_kind ON suggestions(kind, at)",
        "CREATE INDEX suggestions_by_fingerprint ON suggestions(fingerprint)",
        "CREATE INDEX suggestions_by_author ON suggestions(journal, at)",
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
    view=f"""
        SELECT e.subject AS suggestion, p.value AS path, e.at AS at,
               e.position AS position
        FROM events e, json_each(e.body, '$.paths') p
        WHERE e.type = 'suggestion.made' AND {_FIRST}
    """,
    indexes=(
        "CREATE INDEX files_by_path ON files(path, at)",
        "CREATE INDEX files_by_suggestion ON files(suggestion)",
    ),
)

DERIVED = (CHAINS, DECISIONS, SUGGESTIONS, FILES)

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

_DECIDED = "(SELECT x.subject FROM events x WHERE x.id = :subject)"  # the suggestion
_DECISION = "(SELECT x.position FROM events x WHERE x.id = :subject)"

ADDED: dict[str, tuple[tuple[Derived, str], ...]] = {
    EventType.JOURNAL_OPENED: ((CHAINS, ":subject"),),
    EventType.SUGGESTION_MADE: ((SUGGESTIONS, ":subject"), (FILES, ":subject")),
    EventType.DECISION_MADE: ((DECISIONS, ":position"),),
}
"""For each type of event, to which tables it adds the row of which key."""

CHANGED: dict[str, tuple[tuple[Derived, str], ...]] = {
    EventType.DECISION_MADE: ((SUGGESTIONS, ":subject"),),
    EventType.EFFECT_APPLIED: ((DECISIONS, _DECISION), (SUGGESTIONS, _DECIDED)),
    EventType.EFFECT_FAILED: ((DECISIONS, _DECISION), (SUGGESTIONS, _DECIDED)),
}
"""For each type of event, in which tables it changes the row of which key."""


@cache
def refresh_statements(kind: str) -> tuple[str, ...]:
    """The SQL that brings the derived tables up to one new event.

    Parameters of each: `:id`, `:subject` and `:position` of the event.
    """
    adding = [
        f"INSERT INTO {table.name} SELECT * FROM {table.source} "
        f"WHERE {table.key} = {which} ON CONFLICT DO NOTHING"
        for table, which in ADDED.get(kind, ())
    ]
    # Only what can change is computed: reading the rest again from the event's JSON
    # would be half of what a decision costs.
    changing = [
        f"UPDATE {table.name} SET ({', '.join(table.changing)}) = "
        f"(SELECT {', '.join(table.changing)} FROM {table.source} v "
        f"WHERE v.position = {table.name}.position) WHERE {table.key} = {which}"
        for table, which in CHANGED.get(kind, ())
    ]
    return (*adding, *changing)


INDEX_TEXT = (
    "INSERT INTO search(rowid, text) SELECT position, text FROM searchable "
    "WHERE position > (SELECT coalesce(max(id), 0) FROM search_docsize)"
)
"""Brings the text index up to the newest event.

Done when suggestions are recorded and before a search, not at each decision: the index
alone would triple what one durable decision costs.
"""


def schema_statements() -> list[str]:
    """Tables, views and indexes for everything that is derived."""
    statements = []
    for table in DERIVED:
        statements.append(f"CREATE TABLE {table.name} ({table.columns})")
        statements.append(f"CREATE VIEW {table.source} AS {table.view}")
        statements += table.indexes
    statements.append(f"CREATE VIEW searchable AS {SEARCHABLE}")
    statements.append(
        "CREATE VIRTUAL TABLE search USING fts5("
        "text, content='searchable', content_rowid='position', "
        "tokenize=\"unicode61 remove_diacritics 2 tokenchars '_'\")"
    )
    return statements


def rebuild_statements() -> list[str]:
    """Everything derived, made again from the events alone."""
    statements = []
    for table in DERIVED:
        statements.append(f"DELETE FROM {table.name}")
    for table in DERIVED:
        statements.append(f"INSERT INTO {table.name} SELECT * FROM {table.source}")
    statements.append("INSERT INTO search(search) VALUES('rebuild')")
    return statements

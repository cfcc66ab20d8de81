"""The derived tables about the person: practice, plants, first answers, tasks."""

from __future__ import annotations

from coresearch.journal.derived import Derived

ITEMS = Derived(
    name="items",
    key="position",
    primary_key=("position",),
    columns="""
        position INTEGER PRIMARY KEY, -- of the event that says that it is shown
        at TEXT NOT NULL,         -- UTC
        journal TEXT NOT NULL,    -- who practises: chains.id
        item TEXT NOT NULL,       -- its name; the same nowhere twice for one person
        purpose TEXT NOT NULL,    -- probe (unaided, no feedback) or drill
        session TEXT NOT NULL,    -- items that were asked together
        family TEXT NOT NULL,     -- plan, traceback, hypotheses
        kind TEXT NOT NULL,       -- what is to be found; forms of one kind are parallel
        difficulty TEXT NOT NULL, -- easy, medium, hard: as stated, not as measured
        flawed INTEGER,           -- 1: a flaw is planted, 0: none; NULL: not asked
        answer TEXT,              -- what the person said; NULL: they left
        right INTEGER,            -- 1, 0; NULL: they left
        seconds REAL,
        settled INTEGER           -- position of the event that says so
    """,
    view="""
        SELECT e.position AS position, e.at AS at, e.journal AS journal,
               e.subject AS item,
               json_extract(e.body, '$.purpose') AS purpose,
               json_extract(e.body, '$.session') AS session,
               json_extract(e.body, '$.family') AS family,
               json_extract(e.body, '$.kind') AS kind,
               json_extract(e.body, '$.difficulty') AS difficulty,
               json_extract(e.body, '$.flawed') AS flawed,
               json_extract(a.body, '$.answer') AS answer,
               json_extract(a.body, '$.right') AS right,
               json_extract(a.body, '$.seconds') AS seconds,
               a.position AS settled
        FROM events e LEFT JOIN events a ON a.position = (
            SELECT min(x.position) FROM events x
            WHERE x.subject = e.id AND x.type = 'item.answered')
        WHERE e.type = 'item.shown'
    """,
    changing=("answer", "right", "seconds", "settled"),
    indexes=("CREATE INDEX items_by_person ON items(journal, item)",),
)

PLANTS = Derived(
    name="plants",
    key="position",
    primary_key=("position",),
    columns="""
        position INTEGER PRIMARY KEY, -- of the event that planted it
        id TEXT NOT NULL,         -- under which it was shown
        at TEXT NOT NULL,         -- UTC
        journal TEXT NOT NULL,    -- for whom: chains.id
        kind TEXT NOT NULL,       -- which piece of advice
        flawed INTEGER NOT NULL,  -- 1: made wrong, 0: sound, in other words
        title TEXT NOT NULL,
        verdict TEXT,             -- accepted, rejected; left: not decided; NULL: open
        seconds REAL,             -- in view
        revealed INTEGER          -- position of the event that says so
    """,
    view="""
        SELECT e.position AS position, e.subject AS id, e.at AS at,
               e.journal AS journal,
               json_extract(e.body, '$.kind') AS kind,
               json_extract(e.body, '$.flawed') AS flawed,
               json_extract(e.body, '$.title') AS title,
               json_extract(r.body, '$.verdict') AS verdict,
               json_extract(r.body, '$.seconds') AS seconds,
               r.position AS revealed
        FROM events e LEFT JOIN events r ON r.position = (
            SELECT min(x.position) FROM events x
            WHERE x.subject = e.subject AND x.type = 'flaw.revealed')
        WHERE e.type = 'flaw.planted'
    """,
    changing=("verdict", "seconds", "revealed"),
    indexes=(
        "CREATE INDEX plants_by_id ON plants(id)",
        "CREATE INDEX plants_open ON plants(journal) WHERE verdict IS NULL",
    ),
)

FIRST_ANSWERS = Derived(
    name="first_answers",
    key="position",
    primary_key=("position",),
    columns="""
        position INTEGER PRIMARY KEY, -- of the event that compared them
        at TEXT NOT NULL,         -- UTC
        journal TEXT NOT NULL,    -- whose: chains.id
        suggestion TEXT NOT NULL, -- suggestions.id, shown after they had answered
        had INTEGER NOT NULL,     -- 1: their own answer said the same
        text TEXT NOT NULL        -- that answer, or empty
    """,
    view="""
        SELECT e.position AS position, e.at AS at, e.journal AS journal,
               e.subject AS suggestion,
               json_extract(e.body, '$.had') AS had,
               json_extract(e.body, '$.text') AS text
        FROM events e WHERE e.type = 'answer.compared'
    """,
    indexes=("CREATE INDEX first_answers_by_one ON first_answers(suggestion)",),
)

TASKS = Derived(
    name="tasks",
    key="position",
    primary_key=("position",),
    columns="""
        position INTEGER PRIMARY KEY, -- of the event that began it
        id TEXT NOT NULL,
        at TEXT NOT NULL,         -- UTC
        journal TEXT NOT NULL,    -- whose: chains.id
        title TEXT NOT NULL,
        kind TEXT NOT NULL,       -- in the person's words, or empty
        forecast REAL NOT NULL,   -- hours, said before the coin fell
        aided INTEGER NOT NULL,   -- the coin: 1 with the assistant, 0 without
        ended TEXT NOT NULL,      -- done, opted out; empty while it is open
        hours REAL,               -- that it took
        believed REAL,            -- hours that they think it takes in the other way
        crossed INTEGER,          -- suggestions that came while it was open
        settled INTEGER           -- position of the event that ended it
    """,
    view="""
        SELECT e.position AS position, e.subject AS id, e.at AS at,
               e.journal AS journal,
               json_extract(e.body, '$.title') AS title,
               json_extract(e.body, '$.kind') AS kind,
               json_extract(e.body, '$.forecast') AS forecast,
               json_extract(e.body, '$.aided') AS aided,
               coalesce(json_extract(f.body, '$.ended'), '') AS ended,
               json_extract(f.body, '$.hours') AS hours,
               json_extract(f.body, '$.believed') AS believed,
               json_extract(f.body, '$.crossed') AS crossed,
               f.position AS settled
        FROM events e LEFT JOIN events f ON f.position = (
            SELECT min(x.position) FROM events x
            WHERE x.subject = e.subject AND x.type = 'task.ended')
        WHERE e.type = 'task.begun'
    """,
    changing=("ended", "hours", "believed", "crossed", "settled"),
    indexes=("CREATE INDEX tasks_by_id ON tasks(id)",),
)

REFLECTIONS = Derived(
    name="reflections",
    key="position",
    primary_key=("position",),
    columns="""
        position INTEGER PRIMARY KEY, -- of the event that has it
        at TEXT NOT NULL,         -- UTC
        journal TEXT NOT NULL,    -- whose: chains.id
        text TEXT NOT NULL,       -- what they wrote
        goal TEXT NOT NULL,       -- for the next period, or empty
        reached TEXT NOT NULL     -- of the goal before: yes, no, unclear; or empty
    """,
    view="""
        SELECT e.position AS position, e.at AS at, e.journal AS journal,
               json_extract(e.body, '$.text') AS text,
               json_extract(e.body, '$.goal') AS goal,
               json_extract(e.body, '$.reached') AS reached
        FROM events e WHERE e.type = 'reflection.written'
    """,
)

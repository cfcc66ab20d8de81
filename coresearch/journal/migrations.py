"""The journal's shape, one migration after another; none is edited once released.

The only module that needs sqlite-utils, which costs more to import than most commands
take: it is imported when a journal is made or is of an older version, and not else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlite_utils import Database, Migrations  # noqa: TID253 - see above

from coresearch.journal.derive import search_statements, table_statements
from coresearch.journal.tables import (
    CALLS,
    CAUSES,
    CHAINS,
    DECISIONS,
    DIRECTIONS,
    FAILURES,
    FILES,
    FIRST_ANSWERS,
    ITEMS,
    METRICS,
    OUTCOMES,
    PLANTS,
    PREDICTIONS,
    REFLECTIONS,
    RUNS,
    SUGGESTIONS,
    SWEEPS,
    TASKS,
    Derived,
)
from coresearch.journal.version import APPLICATION_ID

if TYPE_CHECKING:
    import sqlite3

migrations = Migrations("coresearch.journal")

EVENTS = """
CREATE TABLE events (
    position INTEGER PRIMARY KEY, -- order of arrival in this file
    id TEXT NOT NULL UNIQUE,      -- SHA-256 over the other fields
    journal TEXT NOT NULL,        -- the chain: one author on one machine
    seq INTEGER NOT NULL,         -- number in the chain, from 1
    at TEXT NOT NULL,             -- UTC, 2026-11-22T05:35:00.123456Z
    type TEXT NOT NULL,
    subject TEXT NOT NULL,        -- what it is about: a suggestion, a decision
    body TEXT NOT NULL,           -- canonical JSON; {"blob": hash} names a file
    prev TEXT NOT NULL,           -- id of the event before in the chain, or 64 zeros
    UNIQUE (journal, seq)
)
"""


@migrations()
def m001_events_and_what_is_read_from_them(db: Database) -> None:
    db.execute(EVENTS)
    db.execute("CREATE INDEX events_by_subject ON events(subject, position)")
    for verb in ("UPDATE", "DELETE"):
        db.execute(
            f"CREATE TRIGGER events_no_{verb.lower()} BEFORE {verb} ON events "
            "BEGIN SELECT raise(ABORT, 'the journal is append-only'); END"
        )
    # REPLACE deletes the row in its way without asking the trigger for DELETE.
    db.execute(
        "CREATE TRIGGER events_no_replace BEFORE INSERT ON events WHEN EXISTS ("
        "SELECT 1 FROM events WHERE position = NEW.position OR id = NEW.id "
        "OR (journal = NEW.journal AND seq = NEW.seq)) "
        "BEGIN SELECT raise(ABORT, 'the journal is append-only'); END"
    )
    told = table_statements(CHAINS, DECISIONS, SUGGESTIONS, FILES)
    for statement in (*told, *search_statements()):
        db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute("PRAGMA user_version = 1")


@migrations()
def m002_calls_of_models(db: Database) -> None:
    for statement in table_statements(CALLS):
        db.execute(statement)
    db.execute("PRAGMA user_version = 2")


@migrations()
def m003_runs_and_their_metrics(db: Database) -> None:
    for statement in table_statements(RUNS, METRICS):
        db.execute(statement)
    db.execute("PRAGMA user_version = 3")


@migrations()
def m004_runs_that_were_suggested(db: Database) -> None:
    as_defined_now(db, DECISIONS, RUNS)
    db.execute("PRAGMA user_version = 4")


@migrations()
def m005_predictions_and_directions(db: Database) -> None:
    as_defined_now(db, RUNS)
    for statement in table_statements(PREDICTIONS):
        db.execute(statement)
    db.execute("PRAGMA user_version = 5")


@migrations()
def m006_suggestions_that_were_withdrawn(db: Database) -> None:
    # Few are: asked of each suggestion that waits, it must not cost a row each.
    db.execute(
        "CREATE INDEX events_withdrawn ON events(subject) "
        "WHERE type = 'suggestion.withdrawn'"
    )
    as_defined_now(db, DECISIONS, SUGGESTIONS, FILES)
    db.execute("PRAGMA user_version = 6")


@migrations()
def m007_failures_and_what_mended_them(db: Database) -> None:
    for statement in table_statements(FAILURES, CAUSES, OUTCOMES):
        db.execute(statement)
    # A journal that is made anew has it already.
    db.execute("CREATE INDEX IF NOT EXISTS runs_by_path ON runs(path, at)")
    db.execute("PRAGMA user_version = 7")


_OF_FEW = (
    "journal.opened", "model.asked", "run.started", "run.ended", "prediction.made",
    "failure.read", "failure.diagnosed", "outcome.seen",
)  # fmt: skip
"""Kinds of events that derived tables come from, and of which there are few."""


@migrations()
def m008_kinds_of_which_there_are_few(db: Database) -> None:
    # To look for them among all others, `verify` would read those too, for each kind.
    index_kinds(db, _OF_FEW)
    db.execute("PRAGMA user_version = 8")


@migrations()
def m009_what_a_review_reads(db: Database) -> None:
    as_defined_now(db, DECISIONS, PREDICTIONS, OUTCOMES)
    db.execute(
        "CREATE INDEX events_direction_opened ON events(position) "
        "WHERE type = 'direction.opened'"
    )
    for statement in table_statements(DIRECTIONS):
        db.execute(statement)
    db.execute("PRAGMA user_version = 9")


@migrations()
def m010_suggestions_counted(db: Database) -> None:
    # A journal that is made anew has it already.
    db.execute(
        "CREATE INDEX IF NOT EXISTS suggestions_counted "
        "ON suggestions(activity, origin_kind, origin, state, at)"
    )
    db.execute("PRAGMA user_version = 10")


_OF_THE_MIRROR = (
    "item.shown", "flaw.planted", "answer.compared", "task.begun",
    "reflection.written",
)  # fmt: skip


@migrations()
def m011_what_the_mirror_keeps(db: Database) -> None:
    index_kinds(db, _OF_THE_MIRROR)
    for statement in table_statements(ITEMS, PLANTS, FIRST_ANSWERS, TASKS, REFLECTIONS):
        db.execute(statement)
    db.execute("PRAGMA user_version = 11")


@migrations()
def m012_what_was_imported(db: Database) -> None:
    index_kinds(db, ("journal.imported", "panel.opened"))
    as_defined_now(db, SUGGESTIONS, FILES, DIRECTIONS)
    db.execute("PRAGMA user_version = 12")


@migrations()
def m013_sweeps_and_their_tasks(db: Database) -> None:
    index_kinds(db, ("sweep.started",))
    as_defined_now(db, RUNS)
    for statement in table_statements(SWEEPS):
        db.execute(statement)
    db.execute("PRAGMA user_version = 13")


def index_kinds(db: Database, kinds: Sequence[str]) -> None:
    """Let events of these kinds, of which there are few, be found by their kind."""
    for kind in kinds:
        name = kind.replace(".", "_")
        db.execute(
            f"CREATE INDEX events_{name} ON events(position) WHERE type = '{kind}'"
        )


def as_defined_now(db: Database, *tables: Derived) -> None:
    """Make again from the events those of `tables` that were defined otherwise."""
    for table in (CHAINS, *tables):  # the others read it
        names = [table.name, table.source]
        known = "SELECT sql FROM sqlite_master WHERE name IN (?, ?)"
        there = {sql for (sql,) in db.execute(known, names)}
        statements = table_statements(table)
        if there <= set(statements):
            continue
        db.execute(f"DROP VIEW {table.source}")
        db.execute(f"DROP TABLE {table.name}")
        for statement in statements:
            db.execute(statement)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the database to the newest version, inside the caller's transaction."""
    database = Database(connection)
    # Its virtual tables are ours, and nothing here may commit for the caller.
    migrations.apply(database)

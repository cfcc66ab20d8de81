"""The SQL that makes the derived tables, and keeps them up with the events.

Writing an event refreshes the rows that it can change, `rebuild` makes all of them
again; both read the views of `coresearch.journal.tables` and know nothing else.
"""

from __future__ import annotations

from functools import cache

from coresearch.core.events import EventType
from coresearch.journal.tables import (
    CALLS,
    CAUSES,
    CHAINS,
    DECISIONS,
    DERIVED,
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
    SEARCHABLE,
    SUGGESTIONS,
    SWEEPS,
    TASKS,
    Derived,
)

_DECIDED = "(SELECT x.subject FROM events x WHERE x.id = :subject)"  # the suggestion
_OF_SUBJECT = "(SELECT x.position FROM events x WHERE x.id = :subject)"
_RUN = (
    "(SELECT x.position FROM events x "
    "WHERE x.subject = :subject AND x.type = 'run.started')"
)
_PREDICTION, _PLANT, _TASK = (
    "(SELECT x.position FROM events x "
    f"WHERE x.subject = :subject AND x.type = '{kind}')"
    for kind in ("prediction.made", "flaw.planted", "task.begun")
)

ADDED: dict[str, tuple[tuple[Derived, str], ...]] = {
    EventType.JOURNAL_OPENED: ((CHAINS, ":subject"),),
    EventType.SUGGESTION_MADE: ((SUGGESTIONS, ":subject"), (FILES, ":subject")),
    EventType.DECISION_MADE: ((DECISIONS, ":position"),),
    EventType.MODEL_ASKED: ((CALLS, ":position"),),
    EventType.RUN_STARTED: ((RUNS, ":position"),),
    EventType.RUN_ENDED: ((METRICS, ":subject"),),
    EventType.SWEEP_STARTED: ((SWEEPS, ":position"),),
    EventType.PREDICTION_MADE: ((PREDICTIONS, ":position"),),
    EventType.DIRECTION_OPENED: ((DIRECTIONS, ":subject"),),
    EventType.FAILURE_READ: ((FAILURES, ":position"),),
    EventType.FAILURE_DIAGNOSED: ((CAUSES, ":position"),),
    EventType.OUTCOME_SEEN: ((OUTCOMES, ":position"),),
    EventType.ITEM_SHOWN: ((ITEMS, ":position"),),
    EventType.FLAW_PLANTED: ((PLANTS, ":position"),),
    EventType.ANSWER_COMPARED: ((FIRST_ANSWERS, ":position"),),
    EventType.TASK_BEGUN: ((TASKS, ":position"),),
    EventType.REFLECTION_WRITTEN: ((REFLECTIONS, ":position"),),
}
"""For each type of event, to which tables it adds the row of which key."""

CHANGED: dict[str, tuple[tuple[Derived, str], ...]] = {
    EventType.SUGGESTION_WITHDRAWN: ((SUGGESTIONS, ":subject"),),
    EventType.DECISION_MADE: ((SUGGESTIONS, ":subject"),),
    EventType.EFFECT_APPLIED: ((DECISIONS, _OF_SUBJECT), (SUGGESTIONS, _DECIDED)),
    EventType.EFFECT_FAILED: ((DECISIONS, _OF_SUBJECT), (SUGGESTIONS, _DECIDED)),
    EventType.MODEL_ANSWERED: ((CALLS, _OF_SUBJECT),),
    EventType.RUN_ENDED: ((RUNS, _RUN),),
    EventType.PREDICTION_RESOLVED: ((PREDICTIONS, _PREDICTION),),
    EventType.DIRECTION_CLOSED: ((DIRECTIONS, ":subject"),),
    EventType.ITEM_ANSWERED: ((ITEMS, _OF_SUBJECT),),
    EventType.FLAW_REVEALED: ((PLANTS, _PLANT),),
    EventType.TASK_ENDED: ((TASKS, _TASK),),
}
"""For each type of event, in which tables it changes the row of which key."""

_ANEW = {EventType.SUGGESTION_MADE, EventType.DIRECTION_OPENED}
"""What was imported gives way to the same of this journal's own."""

_ALWAYS = ((CHAINS, ":journal"),)
"""Every event, also one of a type that we do not know, is the newest of its chain."""


@cache
def refresh_statements(kind: str) -> tuple[str, ...]:
    """The SQL that brings the derived tables up to one new event.

    Parameters of each: `:journal`, `:subject` and `:position` of the event.
    """
    giving_way = [
        f"DELETE FROM {table.name} WHERE {table.key} = {which}"
        for table, which in (ADDED[kind] if kind in _ANEW else ())
    ]
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
        for table, which in (*CHANGED.get(kind, ()), *_ALWAYS)
    ]
    return (*giving_way, *adding, *changing)


_NOT_INDEXED = (
    "FROM searchable WHERE position > (SELECT coalesce(max(id), 0) FROM search_docsize)"
)

TEXT_BEHIND = f"SELECT EXISTS (SELECT 1 {_NOT_INDEXED})"
"""Whether there are events that the text index does not know yet."""

INDEX_TEXT = f"INSERT INTO search(rowid, text) SELECT position, text {_NOT_INDEXED}"
"""Brings the text index up to the newest event.

Done when suggestions are recorded and before a search, not at each decision: the index
alone would triple what one durable decision costs.
"""


def table_statements(*tables: Derived) -> list[str]:
    """Tables, views and indexes, and the rows that the events make already."""
    statements = []
    for table in tables:
        statements.append(f"CREATE TABLE {table.name} ({table.columns})")
        statements.append(f"CREATE VIEW {table.source} AS {table.view.rstrip()}")
        statements += table.indexes
        statements.append(f"INSERT INTO {table.name} SELECT * FROM {table.source}")
    return statements


def search_statements() -> list[str]:
    """The text index."""
    return [
        f"CREATE VIEW searchable AS {SEARCHABLE}",
        "CREATE VIRTUAL TABLE search USING fts5("
        "text, content='searchable', content_rowid='position', "
        "tokenize=\"unicode61 remove_diacritics 2 tokenchars '_'\")",
        # Two words are looked up together in each of the index's parts: keep these few.
        "INSERT INTO search(search, rank) VALUES('automerge', 2)",
    ]


def rebuild_statements() -> list[str]:
    """Everything derived, made again from the events alone."""
    statements = []
    for table in DERIVED:
        statements.append(f"DELETE FROM {table.name}")
    for table in DERIVED:
        statements.append(f"INSERT INTO {table.name} SELECT * FROM {table.source}")
    statements.append("INSERT INTO search(search) VALUES('rebuild')")
    return statements

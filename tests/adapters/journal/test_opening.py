"""How a journal is opened, and how one of an older version is brought up to date."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlite_utils import Database, Migrations

from coresearch.core.errors import DiskFull, JournalFault
from coresearch.journal.connection import connect
from coresearch.journal.migrations import as_defined_now, migrations
from coresearch.journal.store import Journal
from coresearch.journal.tables import DECISIONS, SUGGESTIONS
from coresearch.journal.verify import verify
from coresearch.journal.version import VERSION
from tests.adapters.journal.records import ADA, accept, edit, note, suggest

ROOT = Path(__file__).parents[3]

# -- settings -----------------------------------------------------------------------


def pragma(connection: sqlite3.Connection, name: str) -> object:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def test_writes_go_ahead_to_the_disk_before_they_are_reported(journal):
    assert pragma(journal.connection, "journal_mode") == "wal"
    assert pragma(journal.connection, "synchronous") == 2  # FULL
    assert pragma(journal.connection, "user_version") == VERSION


def test_an_existing_journal_is_opened_the_same_way(week):
    with Journal(week, ADA) as journal:
        assert pragma(journal.connection, "journal_mode") == "wal"
        assert pragma(journal.connection, "synchronous") == 2


def test_a_copy_that_lost_its_mode_has_it_again(week, folder):
    folder.mkdir()
    with Journal(week, ADA) as journal:
        journal.connection.execute("VACUUM INTO ?", [str(folder / "journal.db")])
    with Journal(folder, ADA) as journal:
        assert pragma(journal.connection, "journal_mode") == "wal"
        suggest(journal, note())


def test_the_folder_tells_git_to_leave_it_alone(journal, folder):
    assert (folder / ".gitignore").read_text().endswith("\n*\n")


def modules_after(code: str, *arguments: object) -> set[str]:
    code += "\nimport sys\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


OPEN = """
import sys
from pathlib import Path
from coresearch.core.decisions import Decision, Verdict
from coresearch.journal import export, queries, verify
from coresearch.journal.store import Author, Journal
with Journal(Path(sys.argv[1]), Author("Ada", "", "", "")) as journal:
    for one in queries.waiting(journal, limit=3):
        with journal.writing():
            journal.record_decision(one.id, Decision(Verdict.LATER))
    queries.search(journal, "edit", limit=3)
    export.export_csv(journal, len)
    verify.verify(journal)
    verify.rebuild(journal)
"""


def test_an_existing_journal_is_used_without_what_makes_one(copy_of_week):
    loaded = modules_after(OPEN, copy_of_week)
    assert "coresearch.journal.store" in loaded
    assert not {"sqlite_utils", "coresearch.journal.migrations"} & loaded


def test_a_new_journal_needs_what_makes_one(folder):
    assert "sqlite_utils" in modules_after(OPEN, folder)


def test_pandas_is_not_imported_where_it_is_installed(folder, tmp_path, monkeypatch):
    (tmp_path / "pandas.py").write_text("")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert "pandas" not in modules_after(OPEN, folder)


# -- an older version ---------------------------------------------------------------

NEXT = VERSION + 1

later = Migrations("coresearch.journal")
for migration in migrations.pending(Database(memory=True)):
    later(name=migration.name)(migration.fn)


@later()
def m999_a_table_of_moods(db: Database) -> None:
    [[file]] = [
        row[2:] for row in db.execute("PRAGMA database_list") if row[1] == "main"
    ]
    assert Path(file).with_name(f"journal.v{VERSION}.db").exists()
    db.execute("CREATE TABLE moods (at TEXT PRIMARY KEY, mood TEXT NOT NULL)")
    db.execute(f"PRAGMA user_version = {NEXT}")


def to_next(connection: sqlite3.Connection) -> None:
    later.apply(Database(connection))


def fails_midway(connection: sqlite3.Connection) -> None:
    to_next(connection)
    connection.execute("INSERT INTO nowhere VALUES (1)")


@pytest.fixture
def older(folder) -> Path:
    """A journal of the version before, with a few events."""
    folder.mkdir()
    with closing(sqlite3.connect(folder / "journal.db", isolation_level=None)) as made:
        made.execute("PRAGMA journal_mode = WAL")
        made.execute("BEGIN")
        later.apply(Database(made), stop_before="m999_a_table_of_moods")
        made.execute("COMMIT")
    with Journal(folder, ADA) as journal:
        accept(journal, suggest(journal, edit("Before")))
    return folder


def tables(file: Path) -> set[str]:
    with closing(sqlite3.connect(file)) as database:
        return {row[0] for row in database.execute("SELECT name FROM sqlite_master")}


def copy_of(folder: Path) -> Path:
    return folder / f"journal.v{VERSION}.db"


def dump(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as database:
        return list(database.iterdump())


def test_an_older_journal_is_migrated_after_a_copy_was_made(older):
    before = dump(older / "journal.db")
    with closing(
        connect(older / "journal.db", version=NEXT, migrate=to_next)
    ) as connection:
        assert pragma(connection, "user_version") == NEXT
        assert pragma(connection, "journal_mode") == "wal"
        assert connection.execute("SELECT count(*) FROM events").fetchone() == (4,)
    assert "moods" in tables(older / "journal.db")
    assert dump(copy_of(older)) == before
    copy_of(older).replace(older / "journal.db")
    with Journal(older, ADA) as journal:  # the copy is a journal
        assert verify(journal).events == 4


def test_tables_that_were_defined_otherwise_are_made_again(copy_of_week):
    with closing(sqlite3.connect(copy_of_week / "journal.db")) as connection:
        database = Database(connection)
        rows = list(database["suggestions"].rows)
        database.execute(f"DROP VIEW {SUGGESTIONS.source}")
        database.execute(f"CREATE VIEW {SUGGESTIONS.source} AS SELECT 1 AS id")
        database.execute("DROP TABLE suggestions")
        database.execute("CREATE TABLE suggestions (id TEXT)")
        as_defined_now(database, DECISIONS, SUGGESTIONS)
        assert list(database["suggestions"].rows) == rows
    with Journal(copy_of_week, ADA) as journal:
        assert verify(journal).rows > 0


def test_a_journal_of_this_version_is_not_copied(older):
    Journal(older, ADA).close()
    assert not copy_of(older).exists()


def test_this_program_refuses_what_the_next_has_migrated(older):
    connect(older / "journal.db", version=NEXT, migrate=to_next).close()
    with pytest.raises(JournalFault, match="newer coresearch"):
        Journal(older, ADA)


def test_a_migration_that_fails_changes_nothing(older):
    before = (older / "journal.db").read_bytes()
    with pytest.raises(JournalFault, match="nowhere"):
        connect(older / "journal.db", version=NEXT, migrate=fails_midway)
    assert (older / "journal.db").read_bytes() == before
    assert dump(copy_of(older)) == dump(older / "journal.db")
    connect(older / "journal.db", version=NEXT, migrate=to_next).close()


def test_without_room_for_the_copy_nothing_is_migrated(older):
    before = (older / "journal.db").read_bytes()
    copy_of(older).symlink_to("/dev/full")
    with pytest.raises((JournalFault, DiskFull)):
        connect(older / "journal.db", version=NEXT, migrate=to_next)
    assert (older / "journal.db").read_bytes() == before


def test_two_that_migrate_at_once_migrate_once(older):
    before, start, ended = dump(older / "journal.db"), Barrier(4), []

    def migrate() -> None:
        start.wait()
        connect(older / "journal.db", version=NEXT, migrate=to_next).close()
        ended.append(True)

    threads = [Thread(target=migrate) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ended) == 4
    assert dump(copy_of(older)) == before
    assert "moods" in tables(older / "journal.db")


def test_what_another_writes_meanwhile_is_migrated_too(older):
    with Journal(older, ADA) as journal:
        with journal.writing():
            journal.record_suggestion(note("Meanwhile"))
            waiting = Thread(
                target=lambda: connect(
                    older / "journal.db", version=NEXT, migrate=to_next
                ).close()
            )
            waiting.start()
        waiting.join()
    assert any("Meanwhile" in line for line in dump(copy_of(older)))

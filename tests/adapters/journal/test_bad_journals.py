"""What cannot be a journal, or cannot be used: said in a sentence, and left alone."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from coresearch.core.errors import CoresearchError, DiskFull, JournalFault
from coresearch.journal.export import export_jsonl
from coresearch.journal.store import Journal
from coresearch.journal.verify import verify
from coresearch.journal.version import APPLICATION_ID, VERSION
from tests.adapters.journal.records import ADA, EMILE, note, suggest

ROOT = Path(__file__).parents[3]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file in `folder`, to its bytes."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def refused(folder: Path) -> CoresearchError:
    """What is said when the journal in `folder` is opened; nothing may have changed.

    SQLite may leave an empty file for what it would have written ahead.
    """
    before = contents(folder)
    with pytest.raises((JournalFault, DiskFull)) as caught:
        Journal(folder, ADA)
    now = contents(folder)
    assert {name: now[name] for name in before} == before
    assert now.keys() - before.keys() <= {"journal.db-wal", "journal.db-shm"}
    assert not now.get("journal.db-wal")
    return sentence(caught.value)


def sentence(fault: CoresearchError) -> CoresearchError:
    assert fault.message[0].isupper() or fault.message[0] == "/"
    assert fault.message.endswith(".")
    assert "\n" not in fault.message
    assert fault.hint
    return fault


@pytest.fixture
def place(folder) -> Path:
    """Where the journal's file will lie, in a folder that is there."""
    folder.mkdir()
    (folder / ".gitignore").write_text("*\n")
    return folder / "journal.db"


# -- other files --------------------------------------------------------------------


def test_a_newer_journal_is_refused(copy_of_week):
    with closing(sqlite3.connect(copy_of_week / "journal.db")) as database:
        database.execute(f"PRAGMA user_version = {VERSION + 1}")
    fault = refused(copy_of_week)
    assert f"newer coresearch (version {VERSION + 1}; " in fault.message
    assert "Upgrade" in fault.hint


@pytest.mark.parametrize("size", [2, 99, 5000])
def test_a_text_file_in_its_place_is_refused(place, size):
    place.write_text(("Dear diary,\n" * 500)[:size])
    assert "no SQLite database" in refused(place.parent).message


@pytest.mark.parametrize("mode", ["delete", "wal"])
@pytest.mark.parametrize("version", [0, VERSION, VERSION + 7])
@pytest.mark.parametrize("application", [0, 252006675])  # the second is fossil's
def test_the_database_of_another_program_is_refused(place, mode, version, application):
    with closing(sqlite3.connect(place)) as database:
        database.execute(f"PRAGMA journal_mode = {mode}")
        database.execute("CREATE TABLE events (position INTEGER PRIMARY KEY, id TEXT)")
        database.execute(f"PRAGMA user_version = {version}")
        database.execute(f"PRAGMA application_id = {application}")
    fault = refused(place.parent)
    assert "no coresearch journal" in fault.message
    assert "Move it away" in fault.hint


def test_a_folder_in_its_place_is_refused(place):
    place.mkdir()
    (place / "kept").write_text("kept")
    assert "is a folder" in refused(place.parent).message


def test_a_file_in_place_of_its_folder_is_refused(tmp_path):
    (tmp_path / ".coresearch").write_text("kept")
    with pytest.raises(JournalFault) as caught:
        Journal(tmp_path / ".coresearch", ADA)
    sentence(caught.value)
    assert (tmp_path / ".coresearch").read_text() == "kept"


def test_an_empty_file_becomes_a_journal(place):
    place.touch()
    with Journal(place.parent, ADA) as journal:
        suggest(journal, note())
        verify(journal)


# -- damage -------------------------------------------------------------------------


@pytest.mark.parametrize("kept", [-1, -4095, -4096, -5000, 80_000, 4096, 600, 99])
def test_a_truncated_journal_is_refused(copy_of_week, kept):
    place = copy_of_week / "journal.db"
    os.truncate(place, kept if kept > 0 else place.stat().st_size + kept)
    assert "damaged" in refused(copy_of_week).message


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_one_flipped_bit_anywhere_is_said_in_a_sentence_or_harmless(
    week, tmp_path, seed
):
    """Most bits are in no row: what verifies must hold what it held."""
    chance = random.Random(seed)
    was = exported(week)
    for number in range(20):
        folder = tmp_path / str(number)
        shutil.copytree(week, folder)
        flip_a_bit(folder / "journal.db", chance)
        with suppress(CoresearchError), Journal(folder, ADA) as journal:
            verify(journal)
            assert exported(folder) == was
            for ask in (journal.pending_decisions, lambda j=journal: all_of(j)):
                with suppress(CoresearchError):
                    ask()


def flip_a_bit(file: Path, chance: random.Random) -> None:
    raw = bytearray(file.read_bytes())
    anywhere = chance.random() < 0.8
    place = chance.randrange(len(raw) if anywhere else 200)
    raw[place] ^= 1 << chance.randrange(8)
    file.write_bytes(raw)


def exported(folder: Path) -> str:
    pieces: list[str] = []
    with Journal(folder, ADA) as journal:
        export_jsonl(journal, pieces.append)
    return "".join(pieces)


def all_of(journal: Journal) -> None:
    for [identity] in journal.connection.execute("SELECT id FROM suggestions"):
        journal.suggestion(identity)


def test_a_damaged_search_index_says_how_to_mend_it(copy_of_week):
    from coresearch.journal.queries import search
    from coresearch.journal.verify import rebuild

    with Journal(copy_of_week, ADA) as journal:
        found = search(journal, "edit", limit=99)
        journal.connection.execute("UPDATE search_data SET block = x'00' WHERE id > 10")
        with pytest.raises(JournalFault, match="search index") as caught:
            search(journal, "edit", limit=99)
        assert "journal rebuild" in caught.value.hint
        rebuild(journal)
        assert search(journal, "edit", limit=99) == found


# -- locks --------------------------------------------------------------------------


@contextmanager
def held(place: Path, *, begin: str = "BEGIN EXCLUSIVE") -> Iterator[None]:
    """Another process that has the database and does not let go."""
    code = (
        "import sqlite3, sys\n"
        "database = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "database.execute(sys.argv[2])\n"
        "print('held', flush=True)\n"
        "sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(place), begin],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout
    assert other.stdout.readline() == "held\n"
    try:
        yield
    finally:
        other.communicate("")


def test_a_journal_held_by_another_process_can_be_read_but_not_written(copy_of_week):
    with held(copy_of_week / "journal.db"):
        with Journal(copy_of_week, ADA, wait=0.1) as journal:
            verify(journal)
            with pytest.raises(JournalFault, match="Another program holds") as caught:
                suggest(journal, note())
        assert "Wait for it to finish" in sentence(caught.value).hint
    with Journal(copy_of_week, ADA, wait=0.1) as journal:
        suggest(journal, note())
        verify(journal)


def test_a_new_journal_held_by_another_process_is_refused(place):
    with (
        held(place),
        pytest.raises(JournalFault, match="Another program holds") as caught,
    ):
        Journal(place.parent, ADA, wait=0.1)
    sentence(caught.value)


def test_a_writer_waits_for_another_to_finish(open_as):
    ada, emile = open_as(ADA), open_as(EMILE)
    suggest(ada, note("One"))
    with ada.writing():
        ada.record_suggestion(note("Two"))
    suggest(emile, note("Three"))
    assert verify(ada).events == 5


# -- owners -------------------------------------------------------------------------

AS_NOBODY = """
import os, sys
from pathlib import Path
import coresearch.journal.migrations
from coresearch.core.errors import JournalFault
from coresearch.journal.store import Journal
from coresearch.journal.verify import verify
from tests.adapters.journal.records import ADA, note, suggest
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    with Journal(Path(sys.argv[1]), ADA) as journal:
        verify(journal)
        print("read")
        suggest(journal, note())
        print("written")
except JournalFault as fault:
    print(fault.message, fault.hint)
"""


@pytest.fixture
def reachable() -> Iterator[Path]:
    """A folder that every user of this computer can reach, and only we write to."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)
        Path(name).chmod(0o755)


def run(code: str, *arguments: object) -> list[str]:
    """What Python `code` prints, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def close_to_nobody(folder: Path, mode: int, file_mode: int) -> None:
    """Take the right to write from whoever is not root."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(mode if path.is_dir() else file_mode)


def test_a_journal_is_not_made_in_a_folder_that_may_not_be_written_to(reachable):
    reachable.chmod(0o555)
    [said] = run(AS_NOBODY, reachable / ".coresearch")
    assert "Permission denied" in said
    assert "Check who owns the folder" in said
    assert list(reachable.iterdir()) == []


def test_a_journal_in_a_folder_that_may_not_be_written_to_is_refused(week, reachable):
    folder = reachable / ".coresearch"
    shutil.copytree(week, folder)
    close_to_nobody(folder, 0o555, 0o444)
    before = contents(folder)
    [said] = run(AS_NOBODY, folder)
    assert "cannot be opened or written. Check who owns" in said
    assert contents(folder) == before
    close_to_nobody(folder, 0o755, 0o644)


def test_a_journal_that_may_only_be_read_is_read(week, reachable):
    folder = reachable / ".coresearch"
    shutil.copytree(week, folder)
    close_to_nobody(folder, 0o777, 0o444)
    before = contents(folder)
    read, said = run(AS_NOBODY, folder)
    assert read == "read"
    assert "cannot be opened or written. Check who owns" in said
    assert {name: contents(folder)[name] for name in before} == before


# -- no room ------------------------------------------------------------------------

FILES_OF_LIMITED_SIZE = """
import resource, sys
from pathlib import Path
from coresearch.core.errors import DiskFull
from coresearch.journal.store import Journal
from coresearch.journal.verify import verify
from tests.adapters.journal.records import ADA, long_edit, note, suggest
kind, folder, limit = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
with Journal(folder, ADA) as journal:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    told = 0
    try:
        for number in range(1000):
            one = long_edit(f"{number}") if kind == "blob" else note(f"{number}")
            suggest(journal, one)
            told += 1
    except DiskFull as fault:
        print(fault.message, fault.hint)
    there = verify(journal).events
    print(told, there - sum(1 for _ in verify(journal).heads))
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    suggest(journal, note("There is room again"))
    print(verify(journal).events - there)
"""


@pytest.mark.parametrize(("kind", "limit"), [("row", 300_000), ("blob", 20_000)])
def test_a_file_that_may_not_grow_is_a_full_disk(folder, kind, limit):
    said, counts, after = run(FILES_OF_LIMITED_SIZE, kind, folder, limit)
    assert "Make room" in said
    told, there = counts.split()
    assert told == there
    assert after in ("1", "2")  # the chain may begin with it


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path]:
    """A file system of one megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_full_disk_loses_nothing_and_is_said(small_disk):
    filler = small_disk / "filler"
    filler.write_bytes(b"x" * 300_000)
    told: list[str] = []

    def write_until_full(journal: Journal) -> None:
        while True:
            told.append(suggest(journal, note(f"Number {len(told)}")))

    with Journal(small_disk / ".coresearch", ADA) as journal:
        with pytest.raises(DiskFull) as caught:
            write_until_full(journal)
        assert "Make room" in sentence(caught.value).hint
        filler.unlink()
        assert verify(journal).events == len(told) + 1
        suggest(journal, note("There is room again"))
    with Journal(small_disk / ".coresearch", ADA) as journal:
        assert verify(journal).events == len(told) + 2
        assert [journal.suggestion(one).title for one in told[-2:]]


@pytest.mark.parametrize("room", [0, 5_000, 40_000, 100_000])
def test_a_journal_that_found_no_room_is_made_when_there_is_some(small_disk, room):
    filler = small_disk / "filler"
    filler.write_bytes(b"x" * (1_044_480 - room))
    with pytest.raises(DiskFull) as caught:
        Journal(small_disk / ".coresearch", ADA)
    sentence(caught.value)
    filler.unlink()
    with Journal(small_disk / ".coresearch", ADA) as journal:
        suggest(journal, note())
        verify(journal)


def test_the_application_id_says_what_the_file_is(week):
    """At a fixed place in the header, where `file` looks for it."""
    assert (week / "journal.db").read_bytes()[68:72] == b"core"
    assert int.from_bytes(b"core", "big") == APPLICATION_ID

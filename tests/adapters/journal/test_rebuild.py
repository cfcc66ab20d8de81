"""Whatever happened, the derived tables are what the events make of them."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coresearch.core.decisions import Verdict
from coresearch.core.errors import JournalFault
from coresearch.core.findings import Severity
from coresearch.core.suggestions import Activity
from coresearch.journal.queries import search
from coresearch.journal.store import Journal
from coresearch.journal.tables import DERIVED
from coresearch.journal.verify import rebuild, verify
from tests.adapters.journal.records import (
    ADA,
    EMILE,
    GRACE,
    decide,
    edit,
    intended,
    note,
    opened,
    suggest,
)

WORDS = ("edit", "because", "été", "plan.md", "number*", "once")


def rows(journal: Journal) -> dict[str, list[tuple[object, ...]]]:
    return {
        table.name: journal.connection.execute(
            f"SELECT * FROM {table.name} ORDER BY {', '.join(table.primary_key)}"
        ).fetchall()
        for table in DERIVED
    }


def found(journal: Journal) -> list[list[str]]:
    return [[hit.id for hit in search(journal, word, limit=99)] for word in WORDS]


# -- what may happen ----------------------------------------------------------------

WHO = st.integers(0, 2)
WHICH = st.integers(0, 99)
VERDICTS = st.sampled_from(Verdict)
STEPS = st.one_of(
    st.tuples(st.just("suggest"), WHO, WHICH, st.booleans()),
    st.tuples(st.just("same"), WHO, WHICH),
    st.tuples(st.just("decide"), WHO, WHICH, VERDICTS, st.integers(0, 2)),
    st.tuples(st.just("settle"), WHO, WHICH, st.booleans()),
    st.tuples(st.just("undo"), WHO, WHICH),
    st.tuples(st.just("redo"), WHO, WHICH),
    st.tuples(st.just("index"), WHO),
)


@dataclass
class History:
    """Three people at one journal; each step is a method."""

    people: list[Journal]
    made: list[tuple[str, int]] = field(default_factory=list)
    decided: list[tuple[str, str]] = field(default_factory=list)

    def suggest(self, who, which, is_edit) -> None:
        number = len(self.made)
        make = edit if is_edit else note
        suggestion = make(
            f"Edit number {number}",
            activity=list(Activity)[which % 12],
            severity=list(Severity)[which % 3],
            confidence=(which / 99, None)[which % 2],
        )
        self.made.append((self.people[who].record_suggestion(suggestion), number))

    def same(self, who, which) -> None:
        """Somebody is told what somebody was told before."""
        if self.made:
            _, number = self.made[which % len(self.made)]
            self.people[who].record_suggestion(note(f"Edit number {number}"))

    def decide(self, who, which, verdict, files) -> None:
        if self.made:
            identity, _ = self.made[which % len(self.made)]
            self._rule(who, identity, verdict, files)

    def _rule(self, who, identity, verdict, files, **fields) -> None:
        person = self.people[who]
        writes = [intended(person, f"{n}.md", "", "x") for n in range(files)]
        reason = ("because", "l'été", "")[len(self.decided) % 3]
        decision = decide(verdict, *writes, reason=reason, **fields)
        decided = person.record_decision(identity, decision)
        self.decided.append((decided, identity))

    def settle(self, who, which, applied) -> None:
        """Also one that was settled before, or has nothing to settle."""
        if self.decided:
            decision, _ = self.decided[which % len(self.decided)]
            self.people[who].record_effect(decision, applied=applied, note="été")

    def undo(self, who, which, verdict=Verdict.UNDONE) -> None:
        if self.decided:
            decision, identity = self.decided[which % len(self.decided)]
            self._rule(who, identity, verdict, 1, reverses=decision)
            self.settle(who, len(self.decided) - 1, which % 7 > 0)

    def redo(self, who, which) -> None:
        self.undo(who, which, Verdict.REDONE)

    def index(self, who) -> None:
        self.people[who].index_text()


@pytest.fixture(scope="session")
def empty(tmp_path_factory) -> Path:
    """An empty journal, to be copied: making one takes longer than filling it."""
    folder = tmp_path_factory.mktemp("empty") / ".coresearch"
    Journal(folder, ADA).close()
    return folder


@pytest.mark.slow
@settings(deadline=None, max_examples=40)
@given(steps=st.lists(STEPS, max_size=40))
def test_rebuilding_changes_no_row_and_no_hit(empty, steps):
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name, ".coresearch")
        shutil.copytree(empty, folder)
        people = [
            stack.enter_context(journal)
            for journal in opened(folder, ADA, EMILE, GRACE)
        ]
        history = History(people)
        for step, who, *given_ in steps:
            with people[who].writing():
                getattr(history, step)(who, *given_)
        verify(people[0])
        before, hits = rows(people[0]), found(people[0])
        rebuild(people[1])
        assert rows(people[0]) == before
        assert found(people[0]) == hits
        verify(people[2])


def test_a_busy_week_is_rebuilt_as_it_was(copy_of_week):
    with Journal(copy_of_week, ADA) as journal:
        before, hits = rows(journal), found(journal)
        assert all(before.values())
        assert any(hits)
        rebuild(journal)
        assert rows(journal) == before
        assert found(journal) == hits


def test_rebuilding_twice_is_rebuilding_once(copy_of_week):
    with Journal(copy_of_week, ADA) as journal:
        rebuild(journal)
        once = rows(journal), found(journal)
        rebuild(journal)
        assert (rows(journal), found(journal)) == once


def test_lost_tables_come_back(copy_of_week):
    with Journal(copy_of_week, ADA) as journal:
        before, hits = rows(journal), found(journal)
        for table in DERIVED:
            journal.connection.execute(f"DELETE FROM {table.name}")
        journal.connection.execute("INSERT INTO search(search) VALUES ('delete-all')")
        rebuild(journal)
        assert rows(journal) == before
        assert found(journal) == hits


def test_a_rebuild_that_fails_midway_changes_nothing(copy_of_week):
    with Journal(copy_of_week, ADA) as journal:
        before = rows(journal)
        journal.connection.execute("DROP VIEW files_from_events")
        with pytest.raises(JournalFault, match="files_from_events"):
            rebuild(journal)
        assert rows(journal) == before


def test_the_last_effect_of_a_decision_counts(open_as):
    ada = open_as(ADA)
    identity = suggest(ada, edit("Edit"))
    write = intended(ada, "plan.md", "", "x")
    with ada.writing():
        decision = ada.record_decision(identity, decide(Verdict.ACCEPTED, write))
        ada.record_effect(decision, applied=True)
        ada.record_effect(decision, applied=False)
    state = "SELECT effect, settled FROM decisions"
    assert ada.connection.execute(state).fetchone() == ("failed", 5)
    verify(ada)

"""How long accepted changes last, by what the repository's commits hold."""

from __future__ import annotations

import json

import pytest

from coresearch.core.edits import Modify, Replacement
from coresearch.core.lasting import lines_of, traces
from coresearch.journal.reviewed import While, lifetimes
from coresearch.journal.verify import rebuild, verify
from coresearch.workbench.decide import Ruling, accept, present
from coresearch.workbench.lasting import follow
from coresearch.workbench.suggest import put_in_inbox
from tests.conftest import PLAN, git


@pytest.fixture
def accepted(project, suggest, seeds_edit):
    """The plan's file, in which one hunk was accepted."""
    [placed] = put_in_inbox(project, [suggest("Name the seeds", seeds_edit)])
    accept(project, present(project, placed.id), Ruling())
    return project.root / "plan.md"


def commit(project):
    git(project.root, "add", "-A")
    git(project.root, "commit", "-qm", "more")


def gone(project) -> list[str | None]:
    return [went for _, went in lifetimes(project.journal, While())]


def test_what_is_there_lasts_and_what_a_commit_took_out_does_not(project, accepted):
    assert follow(project) == 0
    accepted.write_text(PLAN)
    assert follow(project) == 0  # it may come back: no commit says so yet
    accepted.write_text(accepted.read_text() + "With 5 seeds, as we train an LSTM.\n")
    commit(project)
    assert gone(project) == [None]
    assert follow(project) == 1
    assert follow(project) == 0  # once is enough
    [went] = gone(project)
    assert went is not None
    assert went.endswith("Z")
    rebuild(project.journal)
    verify(project.journal)
    assert gone(project) == [went]


def test_a_commit_that_leaves_it_out_says_nothing_while_it_is_there(project, accepted):
    text = accepted.read_text()
    accepted.write_text(PLAN + "More.\n")
    commit(project)
    accepted.write_text(text)
    assert follow(project) == 0
    commit(project)
    accepted.write_text("# All new\n")
    assert follow(project) == 0  # the newest commit has it


def test_a_later_accept_supersedes_an_earlier_one(project, accepted, suggest):
    line = "We train an LSTM on the training data, with 5 seeds.\n"
    edit = Modify(
        "plan.md", (Replacement(line, "We train a Transformer, ten times.\n"),)
    )
    [placed] = put_in_inbox(project, [suggest("Another model", edit)])
    later = accept(project, present(project, placed.id), Ruling())
    assert follow(project) == 1
    assert [one is None for one in gone(project)] == [True, False]
    [body] = project.journal.connection.execute(
        "SELECT body FROM events WHERE type = 'hunks.gone'"
    ).fetchone()
    assert json.loads(body)["superseded"] == {"1": later}
    verify(project.journal)


def test_a_file_with_another_name_is_the_same_file(project, accepted):
    commit(project)
    git(project.root, "mv", "plan.md", "protocol.md")
    commit(project)
    assert follow(project) == 0
    git(project.root, "rm", "-q", "protocol.md")
    commit(project)
    assert follow(project) == 1


def test_lines_that_stood_there_anyway_tell_nothing():
    [trace] = traces(b"a\npass\n", b"a\npass\nb\npass\n")
    assert trace is not None
    assert trace.added == {b"b"}
    assert traces(b"a\npass\n", b"a\npass\npass\n") == [None]
    [cut] = traces(b"a\nb\nc\n", b"a\nc\n")
    assert cut is not None
    assert cut.lasts_in(lines_of(b"a\nc\n"))
    assert not cut.lasts_in(lines_of(b"a\nb\nc\n"))
    [half] = traces(b"", b"one\ntwo\nthree\nfour\n")
    assert half is not None
    assert half.lasts_in(lines_of(b"  two\nfour\n"))
    assert not half.lasts_in(lines_of(b"two\n"))

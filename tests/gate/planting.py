"""A repository in which a plant is due, and what must hold however a test ends."""

from __future__ import annotations

import json

import pytest

from coresearch.journal.planted import open_plants
from coresearch.journal.queries import waiting
from coresearch.journal.verify import verify
from coresearch.practice.advice import places
from coresearch.practice.sentences import SENTENCES, last_of_paragraph
from coresearch.workbench import decide, plants
from coresearch.workbench.decide import Ruling
from coresearch.workbench.project import open_project
from tests.cli.conftest import place, tree

PLAN = """# Plan

We compare the new encoder with the baseline, three runs of each.
The test set is used at the end; the metric is accuracy.
"""


@pytest.fixture
def repo(research_repo, suggest, monkeypatch):
    """Ten suggestions are decided, three wait, and plants are wanted."""
    (research_repo / "plan.md").write_text(PLAN)
    place(research_repo, *(suggest(f"Name seed {n}") for n in range(13)))
    with open_project(research_repo) as project:
        for row in waiting(project.journal, limit=10):
            decide.reject(project, decide.present(project, row.id), Ruling())
    monkeypatch.setenv("CORESEARCH_MIRROR_PLANTS", "true")
    monkeypatch.setattr(plants, "_OFTEN", 1.0)
    monkeypatch.setattr(plants, "_FLAWED", 1.0)
    monkeypatch.setattr(plants, "_WITH_CHANGE", 1.0)
    return research_repo


@pytest.fixture
def plant(repo):
    """The id of one that is open, and shows a change."""
    with open_project(repo) as project:
        place = next(one for one in places(PLAN) if one.advice.kind in SENTENCES)
        after = last_of_paragraph(PLAN, place.line)
        found = plants._record(project, place, "plan.md", flawed=True, after=after)
        assert open_plants(project.journal) == [found]
    return found


@pytest.fixture
def nothing_happens(repo):
    """However the test ends, no file has changed and no decision was made."""
    before = tree(repo)
    yield
    assert tree(repo) == before
    with open_project(repo) as project:
        [[number]] = project.journal.connection.execute(
            "SELECT count(*) FROM decisions"
        )
        assert number == 10
        told = [text for body in planted_bodies(project) for text in _texts(body)]
        for table in ("suggestions", "decisions", "outcomes", "runs", "files"):
            query = f"SELECT * FROM {table}"
            rows = str(project.journal.connection.execute(query).fetchall())
            assert not [text for text in told if text in rows]
        blobs = (repo / ".coresearch" / "blobs").rglob("*")
        kept = b"".join(file.read_bytes() for file in blobs if file.is_file())
        assert not [text for text in told if text.encode() in kept]
        verify(project.journal)


def _texts(body):
    """What a plant says, by which it would be known."""
    change = body.get("change") or {}
    return [text for text in (body.get("text"), change.get("added")) if text]


def planted_bodies(project):
    query = "SELECT body FROM events WHERE type = 'flaw.planted'"
    rows = project.journal.connection.execute(query)
    return [json.loads(row[0]) for row in rows]

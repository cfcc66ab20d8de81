"""A planted flaw is never written, run, told on or counted, whatever happens."""

# ruff: noqa: F401, F811 - fixtures
from __future__ import annotations

from dataclasses import replace

import pytest

from coresearch.core.errors import CoresearchError, NotFound, Refused
from coresearch.core.events import EventType
from coresearch.core.runs import ProposedRun
from coresearch.journal.planted import open_plants
from coresearch.journal.planted import plants as planted_rows
from coresearch.journal.queries import waiting
from coresearch.journal.reviewed import While
from coresearch.journal.verify import rebuild, verify
from coresearch.practice.advice import ADVICE, places
from coresearch.practice.sentences import SENTENCES
from coresearch.workbench import amending, decide, plants, reverse
from coresearch.workbench.decide import Ruling
from coresearch.workbench.project import open_project
from coresearch.workbench.review import teach
from coresearch.workbench.suggested_run import permit
from tests.gate.planting import PLAN, nothing_happens, plant, repo

pytestmark = pytest.mark.usefixtures("nothing_happens")


def test_the_gate_refuses_it_under_every_verdict(repo, plant):
    run = ProposedRun("open('plan.md', 'w')", "python", "", "")
    with open_project(repo) as project:
        found = plants.present(project, plant)
        assert found is not None
        [write] = found.changes.writes
        assert b"Each arm is run once" in write.after.content
        assert found.suggestion.run is None
        for ruling in (decide.accept, decide.amend, decide.reject, decide.put_off):
            with pytest.raises(Refused, match="was planted"):
                ruling(project, found, Ruling())
        with pytest.raises(Refused, match="was planted"):
            decide.accept(project, found, Ruling(), [1])
        draft = amending.Draft("plan.md", write.before, b"mine", False)
        with pytest.raises(Refused, match="was planted"):
            decide.amend(project, amending.amended(found, [draft]), Ruling())
        with pytest.raises(Refused, match="was planted"):
            amending.drafts(project, found)
        with pytest.raises(CoresearchError):
            permit(project, replace(found, run=run), Ruling())("run", "python3")


def test_a_caller_who_hides_that_it_is_one_gets_nothing_either(repo, plant):
    with open_project(repo) as project:
        found = plants.present(project, plant)
        assert found is not None
        disguised = replace(found, planted=False)
        for ruling in (decide.accept, decide.amend, decide.reject, decide.put_off):
            with pytest.raises(NotFound):
                ruling(project, disguised, Ruling())
        for look in (
            lambda: decide.present(project, plant),
            lambda: project.journal.suggestion(plant),
            lambda: reverse.undo(project, plant),
            lambda: reverse.redo(project, plant),
        ):
            with pytest.raises(NotFound):
                look()


def test_it_is_open_and_then_revealed_through_a_rebuild(repo, plant):
    with open_project(repo) as project:
        before = teach(project.journal, While())
        rebuild(project.journal)
        verify(project.journal)
        assert open_plants(project.journal) == [plant]
        said = plants.reveal(project, plant, "accepted", 12.34)
        assert "It was wrong, and you took it" in said
        plants.reveal(project, plant, "rejected", 1.0)  # the first answer holds
        rebuild(project.journal)
        assert [one.verdict for one in planted_rows(project.journal)] == ["accepted"]
        assert teach(project.journal, While()).counts == before.counts


def test_nobody_gets_one_who_did_not_ask(repo, monkeypatch):
    monkeypatch.delenv("CORESEARCH_MIRROR_PLANTS")
    with open_project(repo) as project:
        rows = waiting(project.journal, limit=10)
        assert plants.among(project, rows) == rows
        assert plants.among_ids(project, ["a", "b"]) == ["a", "b"]


def test_at_most_one_in_ten_is_planted_and_none_comes_twice(repo):
    with open_project(repo) as project:
        rows = waiting(project.journal, limit=10)
        assert len(plants.among(project, rows)) == 4
        assert len(plants.among(project, rows)) == 4  # the same one
        plants.reveal_left(project)
        assert plants.among(project, rows) == rows  # ten more decisions first
        with project.journal.writing():
            for number, _ in enumerate(places(PLAN)):
                body = {"kind": ADVICE[number].kind, "flawed": True, "title": ""}
                project.journal.append(EventType.FLAW_PLANTED, f"{number:016x}", body)
        kinds = [one.kind for one in planted_rows(project.journal)]
        used = set(kinds)
        assert not [one for one in places(PLAN, used) if one.advice.kind in used]
        with project.journal.writing():
            for number in range(len(kinds) - 1):
                seen = {"verdict": "left", "seconds": None}
                project.journal.append(EventType.FLAW_REVEALED, f"{number:016x}", seen)


def test_two_windows_at_once_have_one_plant(repo):
    with open_project(repo) as one, open_project(repo) as other:
        rows = waiting(one.journal, limit=10)
        first = plants.among(one, rows)
        place = next(places(PLAN))
        again = plants._record(other, place, "plan.md", flawed=True)
        assert again in {row.id for row in first}
        assert open_plants(other.journal) == [again]
        plants.reveal_left(one)


def test_a_change_for_which_there_is_no_place_any_more_is_only_not_shown(repo, plant):
    file = repo / "plan.md"
    text = file.read_text()
    file.write_text("# Another plan\n")
    with open_project(repo) as project:
        found = plants.present(project, plant)
        assert found is not None
        assert found.refusal is not None
        with pytest.raises(Refused, match="was planted"):
            decide.accept(project, found, Ruling())
    file.write_text(text)


def test_every_sentence_has_two_forms_that_look_alike():
    assert set(SENTENCES) <= {one.kind for one in ADVICE}
    for one in SENTENCES.values():
        assert one.sound != one.flawed
        assert 0.7 < len(one.flawed) / len(one.sound) < 1.4


def test_every_piece_of_advice_has_two_forms_that_look_alike():
    assert len(ADVICE) == len({one.kind for one in ADVICE}) == 20
    for one in ADVICE:
        assert one.sound != one.flawed
        assert 0.6 < len(one.flawed) / len(one.sound) < 1.6

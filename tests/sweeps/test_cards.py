"""Graphics cards of one machine: no card for two tasks at once."""

from __future__ import annotations

from collections import Counter

import pytest

from coresearch.core.errors import BadInput, EffectFailed
from coresearch.core.sweep.tasks import Resources
from coresearch.journal.runs import list_runs, read_run
from coresearch.sweeps import files
from coresearch.sweeps.cards import VARIABLE, Cards, visible_cards
from coresearch.workbench.project import open_project
from coresearch.workbench.sweeps.plan import slots_for
from tests.cli.conftest import run_in

SCRIPT = """
import json, os, pathlib, time
card = os.environ["CUDA_VISIBLE_DEVICES"]
lock = pathlib.Path(os.environ["LOCKS"], card)
lock.mkdir()  # there already, where another task has the card
time.sleep(0.3)
lock.rmdir()
print("done")
"""


@pytest.fixture
def two_cards(monkeypatch):
    monkeypatch.setenv(VARIABLE, "0, 1")


def test_the_cards_are_those_that_a_program_would_see(two_cards, monkeypatch):
    assert visible_cards() == ("0", "1")
    monkeypatch.setenv(VARIABLE, "")
    assert visible_cards() == (), "hidden on purpose"


def test_each_attempt_has_its_own_until_its_folder_is_away(two_cards, tmp_path):
    first, second = tmp_path / "a", tmp_path / "b"
    assert Cards(tmp_path, 1).take(first) == "0"
    again = Cards(tmp_path, 1)  # of another driver
    assert again.take(second) == "1"
    with pytest.raises(EffectFailed, match="No graphics card is free"):
        again.take(tmp_path / "c")
    (first / files.ENGINE / "cards.json").unlink()
    assert again.take(tmp_path / "c") == "0"


def test_as_many_at_once_as_there_are_cards_for(two_cards):
    assert slots_for("local", Resources(gpus=1)) == 2
    assert slots_for("local", Resources(gpus=1), 8) == 2
    assert slots_for("local", Resources(gpus=2), 1) == 1
    assert slots_for("slurm", Resources(gpus=1), 8) == 8
    assert slots_for("local", Resources(cpus=10_000)) == 1


def test_more_than_there_are_is_refused(two_cards, tmp_path):
    with pytest.raises(BadInput, match="3 graphics card"):
        Cards(tmp_path, 3)


@pytest.mark.slow
def test_a_sweep_shares_the_cards_out(two_cards, research_repo, monkeypatch):
    locks = research_repo.parent / "locks"
    locks.mkdir()
    monkeypatch.setenv("LOCKS", str(locks))
    (research_repo / "train.py").write_text(SCRIPT)
    words = ["train.py", "--seeds", "0..3", "--gpus", "1", "-j", "4"]
    done = run_in(research_repo, "sweep", *words)
    assert done.code == 0, done.err
    assert run_in(research_repo, "sweep", "train.py", "--seeds", "9").code == 0
    with open_project(research_repo) as project:
        found = [
            read_run(project.journal, row.id)
            for row in list_runs(project.journal, limit=9)
        ]
    used = Counter(run.ended["task"]["placed"][VARIABLE] for run in found)
    assert used.pop("0, 1") == 1, "who asks for none sees all of them"
    assert sum(used.values()) == 4
    assert set(used) == {"0", "1"}

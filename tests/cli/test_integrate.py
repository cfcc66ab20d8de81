"""`coresearch integrate`: a card, a sheet, and a check that runs."""

from __future__ import annotations

import csv
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from coresearch.core.runs import RunState
from coresearch.journal.queries import Filter, list_entries
from coresearch.workbench.project import open_project
from tests.cli.conftest import run_in, states
from tests.cli.recorded import record_run
from tests.cli.test_offline import STUDY
from tests.conftest import git


@pytest.fixture(autouse=True)
def _no_model_of_this_machine(monkeypatch):
    for name in list(os.environ):
        if name.endswith("_API_KEY") or name.startswith("CORESEARCH_"):
            monkeypatch.delenv(name)


def data(file: Path, rows: int, *, shift: float = 0.0, cold: float = 0.3) -> None:
    chance = random.Random(rows)
    with file.open("w", newline="") as opened:
        table = csv.writer(opened)
        table.writerow(["id", "patient_age", "temp", "site", "ok"])
        for row in range(rows):
            temp = (
                f"{chance.gauss(20 + shift, 5):.2f}" if chance.random() > 0.05 else ""
            )
            site = "cold" if chance.random() < cold else "warm"
            ok = chance.choice(["True", "False"])
            table.writerow([f"r{row}", chance.randint(18, 90), temp, site, ok])


def drafted(run, *words: str) -> dict[str, str]:
    ended = run("integrate", *words, "--offline", "-f", "json")
    assert ended.code == 0, ended.err
    made = json.loads(ended.out)["suggestions"]
    files = [suggestion["effect"]["files"][0] for suggestion in made]
    assert {file["change"] for file in files} == {"create"}
    return {file["path"]: file["content"] for file in files}


def test_the_card_holds_what_is_known_and_its_numbers_can_be_checked(
    research_repo, run
):
    (research_repo / "plan.md").write_text(STUDY)
    (research_repo / "best.pkl").write_bytes(b"x")
    (research_repo / "LICENSE").write_text("MIT\n")
    git(research_repo, "add", ".")
    with open_project(research_repo) as project:
        record_run(project, 0x1000, name="base", wrote="out/net.onnx", accuracy=0.8125)
        record_run(project, 0x2000, state=RunState.FAILED)
    files = drafted(run)
    assert list(files) == ["model-card.md"]
    card = files["model-card.md"]
    for known in (
        "0.8125 [@run:1000100:accuracy]",
        "`out/net.onnx` (by run 1000100, `abababababab`)",
        "`best.pkl` (loading it runs code that it holds)",
        "- Licence: `LICENSE`",
        "- run 2000200, score.py: failed, ValueError",
        "A run of `score.py`: `2` s in the middle of 1 run",
        "- Meant for: `<who, to decide or do what>`",
    ):
        assert known in card, known
    assert not (research_repo / "model-card.md").exists()
    (research_repo / "model-card.md").write_text(card)
    assert run("write", "--check", "model-card.md").code == 0
    again = run("integrate", "--offline")
    assert (again.code, "are in the repository already" in again.err) == (0, True)


def test_the_card_says_what_it_takes_and_the_data_that_scripts_read_are_watched(
    research_repo, run
):
    data(research_repo / "train.csv", 120)
    (research_repo / "score.py").write_text(
        "import csv\n\nimport pytest\n\n"
        'rows = list(csv.reader(open("train.csv")))\nprint(open("gone.json").read())\n'
    )
    (research_repo / "LICENSE").write_text("Apache License\nVersion 2.0\n")
    git(research_repo, "add", ".")
    with open_project(research_repo) as project:
        record_run(project, 0x1000, wrote="out/net.onnx", accuracy=0.8125)
    files = drafted(run)
    assert list(files) == ["model-card.md", "data-sheet.md", "drift_check.py"]
    card = files["model-card.md"]
    for known in (
        "- Started by: `python score.py",
        "- Reads `train.csv` (score.py:5): `",
        "`120` rows, `id,patient_age,temp,site,ok`",
        "- Reads `gone.json` (score.py:6): not in the repository",
        "- Writes 1 file (.onnx), such as `out/net.onnx`",
        "- Imports `pytest (version not on record)`, MIT",
        "no lock file",
        "- Licence: `LICENSE`, Apache",
        "- Data: `train.csv`",
    ):
        assert known in card, known


def test_a_card_that_no_longer_fits_the_record_leaves_the_inbox(research_repo, run):
    first = drafted(run)
    assert drafted(run) == first
    with open_project(research_repo) as project:
        record_run(project, 0x1000, accuracy=0.8125)
    assert drafted(run) != first
    with open_project(research_repo) as project:
        rows = list_entries(project.journal, Filter(), limit=9)
    assert sorted(row.state for row in rows) == ["waiting", "withdrawn"]


def test_the_sheet_counts_and_names_columns_about_people(research_repo, run):
    data(research_repo / "train.csv", 120)
    text = (research_repo / "train.csv").read_text()
    (research_repo / "train.csv").write_text(text + text.splitlines()[1] + "\n")
    sheet = drafted(run, "--data", "train.csv")["data-sheet.md"]
    assert "- 121 rows, 5 columns; 1 rows are copies of an earlier one" in sheet
    assert "by their names `patient_age`: `<consent" in sheet or (
        "by their names patient_age: `<consent" in sheet
    )
    assert "| site | one of a few | none | `warm (" in sheet
    assert "| ok | one of a few | none |" in sheet


def test_the_check_tells_drift_from_chance(research_repo, run):
    data(research_repo / "train.csv", 600)
    check = drafted(run, "--data", "train.csv")["drift_check.py"]
    (research_repo / "drift_check.py").write_text(check)
    data(research_repo / "same.csv", 500)
    data(research_repo / "new.csv", 499, shift=6.0, cold=0.8)
    data(research_repo / "few.csv", 12)

    def told(name: str) -> str:
        command = [sys.executable, "drift_check.py", name]
        return subprocess.run(
            command, cwd=research_repo, capture_output=True, text=True, check=False
        ).stdout

    def checked(name: str) -> tuple[int, dict[str, str]]:
        command = [sys.executable, "drift_check.py", name]
        done = subprocess.run(
            command, cwd=research_repo, capture_output=True, text=True, check=False
        )
        lines = done.stdout.splitlines()
        return done.returncode, {
            line.partition(":")[0]: line.rpartition(": ")[2] for line in lines
        }

    code, same = checked("same.csv")
    assert code == 0
    assert set(same) == {"patient_age", "temp", "site", "ok"}
    assert same["site"] == "as before"
    code, new = checked("new.csv")
    assert code == 1
    assert {name for name, word in new.items() if word == "DRIFTED"} == {"temp", "site"}
    assert "of 499 never seen before" in told("new.csv")
    code, few = checked("few.csv")
    assert (code, few["temp"]) == (0, "too few rows to tell")
    assert checked("gone.csv")[0] == 2


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--data", "gone.csv"), 3, "There is no file gone.csv."),
        (("--data", "plan.md"), 4, "is no table"),
        (("--data", "empty.csv"), 4, "has no rows"),
        (("gone.md",), 3, "There is no file gone.md."),
    ],
)
def test_bad_input_is_a_sentence(research_repo, run, words, code, said):
    (research_repo / "empty.csv").write_text("a,b\n")
    ended = run("integrate", *words, "--offline")
    assert (ended.code, said in ended.err) == (code, True), ended.err
    assert states(research_repo) == {}


def test_a_model_is_given_the_draft(research_repo, run):
    ended = run("integrate", "--show-context")
    assert ended.code == 0
    assert "think a result into use" in ended.out
    assert "# Model card: Plan" in ended.out


def test_of_an_empty_repository_nothing_is_made_up(tmp_path):
    git(tmp_path, "init", "-q")
    ended = run_in(tmp_path, "integrate", "--offline")
    assert ended.code == 0
    assert "there is nothing to put to use" in ended.err
    assert states(tmp_path) == {}

"""A model is asked after the rules, and contradicts them aloud only."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from coresearch.journal.failures import causes_told, outcomes_of
from coresearch.workbench.decide import Ruling, accept, present
from coresearch.workbench.project import open_project
from tests.cli.conftest import Ended, run_in
from tests.cli.test_run import run
from tests.models.scripted import Scripted, reply, serving

PLAYED = Path(__file__).parent.parent / "models" / "played"
"""Replies to the real prompt about these two files, written by hand."""

FOLDS = """\
\"\"\"Accuracy of a majority vote over five folds.\"\"\"

LABELS = [0, 1, 1, 0, 1, 1, 0, 1, 1, 1]


def evaluate(fold):
    test = LABELS[fold::5]
    guess = round(sum(LABELS) / len(LABELS))
    return {"fold": fold, "correct": sum(guess == label for label in test)}


def summarise(results):
    accuracies = {"per_fold": [one["accuracy"] for one in results]}
    accuracies["accuracy_mean"] = sum(accuracies["per_fold"]) / len(results)
    return accuracies


results = [evaluate(fold) for fold in range(5)]
summary = summarise(results)
print("accuracy", round(summary["accuracy_mean"], 3))
"""
TRAIN = """\
\"\"\"Gradient descent on one number, with a schedule.\"\"\"

config = {"learning_rate": 0.1, "steps": 20, "warmup": 5}


def rate(step):
    if step < config["warmup"]:
        return config["learning_rte"] * (step + 1) / config["warmup"]
    return config["learning_rte"]


def train():
    weight = 4.0
    for step in range(config["steps"]):
        weight -= rate(step) * 2 * weight
    return weight


print("weight", round(train(), 4))
"""
LOG = """step 0
Traceback (most recent call last):
  File "/cluster/folds.py", line 19, in <module>
    summary = summarise(results)
  File "/cluster/folds.py", line 13, in summarise
    accuracies = {"per_fold": [one["accuracy"] for one in results]}
KeyError: 'accuracy'
"""


@pytest.fixture
def lab(research_repo) -> Path:
    (research_repo / "folds.py").write_text(FOLDS)
    (research_repo / "train.py").write_text(TRAIN)
    return research_repo


@pytest.fixture
def server():
    with serving() as scripted:
        yield scripted


@pytest.fixture(autouse=True)
def _no_model_of_this_machine(monkeypatch):
    for name in list(os.environ):
        if name.endswith("_API_KEY") or name.startswith("CORESEARCH_"):
            monkeypatch.delenv(name)


def ask(lab: Path, server: Scripted, *arguments: str, said: str) -> Ended:
    server.will(reply(said))
    model = ("--model", "openai/played", "--api-base", server.base)
    return run_in(lab, "diagnose", *arguments, *model, stdin=LOG)


def test_it_is_told_what_the_rules_found_and_contradicts_them_aloud(lab, server):
    played = (PLAYED / "diagnose.md").read_text()
    told = ask(lab, server, "-", said=played)
    assert told.code == 0
    assert told.out.index("key-typo, 50% sure") < told.out.index("Against key-typo")
    assert "Have evaluate return the accuracy" in told.out
    assert "does not say why" not in told.err
    [system, user] = [m["content"] for m in server.asked[0].body["messages"]]
    assert "begin the Reason with its name" in " ".join(system.split())
    assert "- key-typo (50% sure, at folds.py:13)" in user
    assert "## folds.py, lines 1 to 20" in user
    assert "KeyError: 'accuracy'" in user


def test_another_edit_of_the_same_line_without_a_word_is_pointed_out(lab, server):
    other = """Here it is.

<suggestion>
Title: Read the count instead
Confidence: 0.8

Evidence: folds.py
> accuracies = {"per_fold": [one["accuracy"] for one in results]}

Reason: That key is there.

Edit: folds.py
<<<<<<< SEARCH
    accuracies = {"per_fold": [one["accuracy"] for one in results]}
=======
    accuracies = {"per_fold": [one["correct"] for one in results]}
>>>>>>> REPLACE
</suggestion>
"""
    told = ask(lab, server, "-", said=other)
    assert "changes the lines that key-typo would change" in " ".join(told.err.split())
    aloud = other.replace("Reason: ", "Reason: Against key-typo: ")
    told = ask(lab, server, "-", said=aloud.replace("Read the", "Take the"))
    assert "key-typo would change" not in " ".join(told.err.split())


def test_what_would_be_sent_is_shown_and_nothing_is_kept(lab):
    frames = LOG.replace("Traceback (most recent call last):\n", "")
    shown = run_in(lab, "diagnose", "-", "--show-context", stdin=frames)
    assert shown.code == 0
    assert "- key-typo (50% sure, at folds.py:13)" in shown.out
    assert run_in(lab, "inbox").out == "Nothing waits.\n"


def test_without_a_failure_or_a_repository_no_model_is_asked(lab, server, tmp_path):
    model = ("--model", "openai/played", "--api-base", server.base)
    nothing = run_in(lab, "diagnose", "-", *model, stdin="epoch 1\n")
    assert nothing.code == 4
    outside = tmp_path / "outside"
    outside.mkdir()
    assert run_in(outside, "diagnose", "-", *model, stdin=LOG).code == 5
    assert server.asked == []


@pytest.mark.slow
def test_from_the_error_to_a_clean_run_with_a_model(lab, server):
    """Run, error, rules and model, both accepted, run again: clean."""
    assert run(lab, "train.py").code == 15
    played = (PLAYED / "diagnose-further.md").read_text()
    told = ask(lab, server, "train.py", "--format", "json", said=played)
    offline, model = map(json.loads, told.out.splitlines())
    with open_project(lab) as project:
        ids = causes_told(project.journal, offline["run"])
        assert ids == [
            offline["causes"][0]["id"], model["suggestions"][0]["id"],
        ]  # fmt: skip
        for one in ids:
            accept(project, present(project, one), Ruling())
    again = run_in(lab, "runs", "rerun", offline["run"], "--mended")
    assert (again.code, again.out.splitlines()[0]) == (0, "weight 0.0735")
    with open_project(lab) as project:
        found = [outcomes_of(project.journal, one)[0] for one in ids]
    assert [(one.outcome, one.together) for one in found] == [("clean", 2)] * 2

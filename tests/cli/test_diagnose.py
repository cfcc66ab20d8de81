"""One story: it works, it fails three times, is diagnosed, mended, and works again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coresearch.workbench.decide import Ruling, accept, present
from coresearch.workbench.project import open_project
from tests.cli.conftest import Ended, run_in
from tests.cli.test_run import run
from tests.conftest import git

GOOD = """config = {"learning_rate": 0.1, "steps": 3}


def train():
    return 1 / config["learning_rate"]


train()
"""
BAD = GOOD.replace('config["learning_rate"]', 'config["learning_rte"]')
LOG = """Traceback (most recent call last):
  File "/cluster/job/train.py", line 5, in train
    return 1 / config["learning_rte"]
KeyError: 'learning_rte'
"""


@pytest.fixture(scope="module")
def story(tmp_path_factory) -> Path:
    """A repository in which a script worked once, and then failed three times."""
    root = tmp_path_factory.mktemp("story")
    git(root, "init", "-q", "-b", "main")
    git(root, "config", "user.name", "Ada")
    git(root, "config", "user.email", "ada@example.org")
    (root / "train.py").write_text(GOOD)
    git(root, "add", ".")
    git(root, "commit", "-qm", "Start")
    assert run(root, "train.py").code == 0
    (root / "train.py").write_text(BAD)
    for _ in range(3):
        failed = run(root, "train.py")
        assert failed.code == 15
    assert "coresearch diagnose" in failed.err
    return root


def diagnose(root: Path, *arguments: str, stdin: str = "") -> Ended:
    return run_in(root, "diagnose", *arguments, stdin=stdin)


@pytest.mark.slow
def test_from_the_error_to_a_clean_run(story):
    told = diagnose(story, "--only-report")
    assert told.code == 0
    assert "called 'learning_rate'" in " ".join(told.out.split())
    assert '+    return 1 / config["learning_rate"]' in told.out
    assert "Step back" in told.out
    found = json.loads(diagnose(story, "train.py", "--format", "json").out)
    [cause] = found["causes"]
    assert (cause["rule"], cause["kind"], cause["state"]) == (
        "key-elsewhere", "edit", "waiting",
    )  # fmt: skip
    assert found["failure"]["frames"][-1]["line"] == 5
    assert found["past"]["in_a_row"] == 3
    assert len(found["past"]["seen"]) == 2
    assert "code" in found["past"]["changed"]
    with open_project(story) as project:
        accept(project, present(project, cause["id"]), Ruling())
    assert (story / "train.py").read_text() == GOOD
    rerun = run_in(story, "runs", "rerun", found["run"], "--mended")
    assert rerun.code == 0
    assert "came: clean, the run after it succeeded" in " ".join(rerun.err.split())
    shown = run_in(story, "show", cause["id"]).out
    assert "What came of it: clean" in shown
    known = json.loads(
        diagnose(story, found["run"], "--only-report", "--format", "json").out
    )
    assert known["past"]["good"] != ""
    assert (known["standing"], known["changed"]) == ([], ["train.py"])
    again = diagnose(story, "--only-report").out
    assert again.startswith("KeyError: 'learning_rte'"), (
        "of a run that has ended all is said"
    )
    assert "Changed since this run: train.py." in again
    assert f"run well since ({known['past']['worked_since'][:7]})" in again
    [same] = known["causes"]
    assert same["rule"] == "key-elsewhere"
    assert same["patch"] == "", "the file does not say it any more"
    assert same["tried"] == {"clean": 1, "new": 0, "same": 0}
    assert known["past"]["fixed_by"].endswith(f"({cause['id'][:7]})")


def test_a_log_from_elsewhere_is_read_with_the_files_of_here(research_repo):
    (research_repo / "train.py").write_text(BAD)
    piped = diagnose(research_repo, "-", stdin=LOG)
    assert piped.code == 0
    assert '+    return 1 / config["learning_rate"]' in piped.out
    assert "1 suggestion in the inbox" in piped.err
    (research_repo / "job.log").write_text("\x1b[31m" + LOG.replace("\n", "\r\n"))
    again = json.loads(diagnose(research_repo, "job.log", "--format", "json").out)
    assert again["causes"][0]["state"] == "waiting", "once in the inbox is enough"
    assert (
        "waiting"
        not in json.loads(
            diagnose(research_repo, "-", "--only-report", "-f", "json", stdin=LOG).out
        )["causes"][0].values()
    )


@pytest.mark.parametrize(
    ("arguments", "stdin", "code", "said"),
    [
        ((), "", 3, "No run on record has failed"),
        (("nothing.log",), "", 3, "There is no run nothing.log"),
        (("plan.py",), "", 3, "plan.py has not run on record"),
        (("-",), "epoch 1 loss 0.3\n", 0, "no failure found in 1 line"),
        (("-",), "Odd: what\nOddError: never seen\n", 0, "No rule knows this one"),
    ],
)
def test_what_cannot_be_diagnosed_is_said(research_repo, arguments, stdin, code, said):
    ended = diagnose(research_repo, *arguments, stdin=stdin)
    assert ended.code == code
    assert said in " ".join((ended.out + ended.err).split())


def test_outside_of_a_repository_a_log_is_read_and_nothing_kept(tmp_path):
    (tmp_path / "a.log").write_text(LOG)
    ended = diagnose(tmp_path, "a.log")
    assert ended.code == 0
    assert "not kept" in ended.err
    assert "KeyError" in ended.out
    assert diagnose(tmp_path).code == 5
    assert not (tmp_path / ".coresearch").exists()

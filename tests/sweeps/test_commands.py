"""`coresearch sweep` as a person uses it, in the process of the tests."""

from __future__ import annotations

import json
from typing import Any

import pytest

from coresearch.cli.sweep.views import table
from coresearch.config import RunSettings
from coresearch.core.runs import Run
from coresearch.core.sweep.tasks import Axes, settings_of, tasks_of
from coresearch.journal.runs import list_runs, read_run
from coresearch.workbench.failure_logs import log_of_run
from coresearch.workbench.project import Project, open_project
from coresearch.workbench.sweeps.driver import Driver
from coresearch.workbench.sweeps.pace import Pace
from coresearch.workbench.sweeps.progress import ArmRow
from coresearch.workbench.sweeps.tasks_as_runs import last_runs
from tests.cli.conftest import run_in
from tests.cli.test_run_metrics import server  # noqa: F401 (a fixture)
from tests.conftest import git
from tests.sweeps.engines import Bare
from tests.sweeps.failing import sweeping

SCRIPT = """import os, pathlib, sys
seed = int(sys.argv[sys.argv.index("--seed") + 1])
lr = float(sys.argv[sys.argv.index("--lr") + 1])
data = pathlib.Path("data/x.txt").read_text()
pathlib.Path(os.environ["CORESEARCH_RUN_DIR"], "model.bin").write_text(data)
if seed == 2:
    raise KeyError("lr")
print('{"step": 1, "loss": ' + str(lr + seed / 10) + '}')
"""
TASKS = tasks_of(Axes((0, 1, 2), (settings_of("lr=1,2"),)))


def drive(one) -> None:
    bare = Bare(one.folder, one.recorded.sweep.resources)
    Driver(one.project, one.recorded, bare, RunSettings(), Pace(0.02, 0.02)).drive()


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    """A repository with a sweep of two arms over three seeds, two of which failed.

    No test changes it.
    """
    root = tmp_path_factory.mktemp("swept")
    git(root, "init", "-q")
    git(root, "config", "user.name", "Ada")
    (root / "plan.md").write_text("# Plan\n")
    (root / ".gitignore").write_text("data/\n")
    (root / "data").mkdir()
    (root / "data" / "x.txt").write_text("x")
    with (
        open_project(root) as project,
        sweeping(project, 1, script=SCRIPT, tasks=TASKS, name="rates") as one,
    ):
        drive(one)
    return root


def runs(project: Project) -> list[Run]:
    rows = list_runs(project.journal, limit=50)
    return [read_run(project.journal, row.id) for row in rows]


def test_a_sweep_is_looked_at_in_every_way(swept):
    listed = run_in(swept, "sweep", "ls")
    assert "4/6 done, 2 not" in listed.out
    assert run_in(swept, "sweep", "list").out == listed.out
    shown = run_in(swept, "sweep", "show", "rates")
    assert "4 done, 2 failed" in shown.out
    assert "/003  failed" in shown.out
    assert "KeyError" in shown.out
    table = json.loads(run_in(swept, "sweep", "table", "--format", "json").out)
    assert [row["arm"] for row in table] == ["lr=1", "lr=2"]
    assert [row["tasks"] for row in table] == [3, 3], "failures are in it"
    assert table[0]["metrics"]["loss"]["mean"] == pytest.approx(1.05)
    assert table[0]["metrics"]["loss"]["count"] == 2
    assert run_in(swept, "sweep", "logs", "/1").out == '{"step": 1, "loss": 1.0}\n'
    assert "parameters" not in run_in(swept, "sweep", "show", "/1").err
    found = run_in(
        swept, "analyse", "--sweep", "rates", "--only-report", "--lower", "loss"
    )
    assert "lr=1" in found.out
    assert found.code == 0


def test_each_task_is_a_run_with_all_that_it_takes_to_repeat_it(swept):
    with open_project(swept) as project:
        one = next(run for run in runs(project) if run.started["sweep"]["task"] == 1)
        assert one.started["sweep"]["parameters"] == {"lr": 1}
        assert len(one.started["sweep"]["spec"]) == 64
        assert one.request.arguments == ("--lr", "1", "--seed", "0")
        assert one.started["environment"]["digest"]
        assert one.started["left_out"] == [
            {"path": "data/", "why": "ignored", "size": None}
        ]
        [written] = one.ended["files"]
        assert written["path"].endswith(f"{one.id}/model.bin")
        task = one.ended["task"]
        assert task["hardware"]["cores"] >= 1
        assert task["began"] < task["ended"]


def test_a_traceback_names_the_file_where_the_person_has_it(swept):
    with open_project(swept) as project:
        failed = next(run for run in runs(project) if run.state == "failed")
        assert failed.ended["ename"] == "KeyError"
        assert f'"{swept}/task.py", line 7' in log_of_run(project, failed)


def test_an_export_is_a_crate_of_every_task(swept, tmp_path):
    folder = tmp_path / "crate"
    done = run_in(swept, "sweep", "export", "--to", f"crate:{folder}")
    assert done.code == 0
    graph = json.loads((folder / "ro-crate-metadata.json").read_text())["@graph"]
    actions = [item for item in graph if item["@type"] == "CreateAction"]
    assert len(actions) == 6
    failed = [
        a for a in actions if a["actionStatus"]["@id"].endswith("FailedActionStatus")
    ]
    assert len(failed) == 2
    ids = {item["@id"] for item in graph}
    for action in actions:
        assert {one["@id"] for one in (*action["object"], *action["result"])} <= ids
    assert run_in(swept, "sweep", "export", "--to", f"crate:{folder}").code == 7


def test_the_figures_of_each_task_go_to_mlflow(swept, server):  # noqa: F811
    to, handler = server
    done = run_in(swept, "sweep", "export", "rates", "--to", to)
    assert done.code == 0, done.err
    assert done.out.startswith("6 runs of sweep ")
    sent: dict[str, list[Any]] = {}
    for what, body, _ in handler.asked:
        sent.setdefault(what, []).append(body)
    assert {body["name"] for body in sent["experiments/create"]} == {"rates"}
    states = [body["status"] for body in sent["runs/update"]]
    assert sorted(states) == ["FAILED"] * 2 + ["FINISHED"] * 4
    batches = sent["runs/log-batch"]
    values = [m["value"] for batch in batches for m in batch.get("metrics", ())]
    assert sorted(values) == pytest.approx([1.0, 1.1, 2.0, 2.1])
    params = [p for batch in batches for p in batch.get("params", ())]
    assert [p["value"] for p in params if p["key"] == "seed"].count("2") == 2
    assert [p["value"] for p in params if p["key"] == "lr"].count("1") == 3


REFUSED = [
    (["show", "nowhere"], 3),
    (["show", "rates/9"], 3),
    (["show", "rates/x"], 4),
    (["logs", "rates"], 4),
    (["retry", "rates"], 4),
    (["cancel", "rates"], 7),
    (["resume", "rates"], 7),
    (["export", "rates", "--to", "there"], 4),
    (["table", "rates", "--metric", "nothing"], 3),
    (["nowhere.py", "--seeds", "0..1"], 3),
    (["plan.md", "--seeds", "0..1"], 4),
    (["task.py", "--seeds", "1..0"], 4),
    (["task.py", "--on", "mars"], 4),
    (["task.py", "--gpus", "99"], 4),
    (["task.py", "--mem", "1G"], 4),
    (["task.py", "--retry", "failed=1"], 4),
]


@pytest.mark.slow
def test_what_cannot_be_is_said_with_its_code(swept):
    for arguments, code in REFUSED:
        done = run_in(swept, "sweep", *arguments)
        assert done.code == code, (arguments, done.err)
        assert done.err


def test_a_dry_run_says_all_of_it_and_does_nothing(swept):
    done = run_in(
        swept, "sweep", "task.py", "--grid", "lr=1,2", "--seeds", "0..9", "--dry-run"
    )
    assert "20 tasks, at most" in done.out
    assert "task.py --lr 1 --seed 0" in done.out
    assert "4 earlier runs" in done.out
    assert done.out.endswith("Nothing was started.\n")
    with open_project(swept) as project:
        assert len(runs(project)) == 6


def test_the_tree_is_the_one_of_the_beginning(research_repo):
    """What is changed meanwhile is not what runs."""
    script = "import pathlib\nprint(pathlib.Path('plan.md').read_text())\n"
    with open_project(research_repo) as project:
        with sweeping(project, 1, script=script) as one:
            (research_repo / "plan.md").write_text("changed")
            drive(one)
            [run] = last_runs(project, one.recorded)
        assert "We train an LSTM" in log_of_run(project, run)


@pytest.mark.slow
def test_a_task_is_run_again_in_a_kernel_with_what_git_ignores(research_repo):
    (research_repo / ".gitignore").write_text("data\n")
    (research_repo / "data").mkdir()
    (research_repo / "data" / "x.txt").write_text("x")
    [task, *_] = TASKS
    with (
        open_project(research_repo) as project,
        sweeping(project, 1, script=SCRIPT, tasks=(task,)) as one,
    ):
        drive(one)
    done = run_in(research_repo, "sweep", "rerun", "/1")
    assert done.code == 0, done.err
    assert '"loss": 1.0' in done.out
    assert "metric loss" not in done.out, "it is the same"


def test_a_table_without_a_metric_says_how_one_is_written():
    arm = ArmRow(arm="lr=1", tasks=2, standings={}, metrics={})
    assert any("No task has written a metric" in line for line in table([arm], []))

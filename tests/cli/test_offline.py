"""`ask`, `brainstorm`, `design` and `draft` where there is no model."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from coresearch.core.likeness import likeness, stems
from coresearch.critic.stated import needed_items, stated_design, visible_points
from coresearch.journal.queries import waiting
from coresearch.workbench.decide import Ruling, accept, present, reject
from coresearch.workbench.offline.forms import _functions
from coresearch.workbench.offline.idea import as_suggestion, confidence, remarks
from coresearch.workbench.project import open_project
from coresearch.workbench.suggest import put_in_inbox
from tests.cli.conftest import run_in, states
from tests.models.scripted import serving

STUDY = """# Plan

We expect that dropout 0.3 raises accuracy by 2 points over the baseline.
We were wrong if the difference is below 1 point.

## Arms

- `baseline`: no dropout
- `drop-0.3`: dropout 0.3

## Measure

Primary: accuracy on 400 test items. Each arm is trained with seeds 0 to 4.

## Budget

Each run takes 2 hours. Budget: 30 hours.
"""


@pytest.fixture(autouse=True)
def _no_model_of_this_machine(monkeypatch):
    for name in list(os.environ):
        if name.endswith("_API_KEY") or name.startswith("CORESEARCH_"):
            monkeypatch.delenv(name)


@pytest.fixture
def study(research_repo):
    (research_repo / "plan.md").write_text(STUDY)
    return research_repo


def offline(run, *words, **options):
    return run(*words, "--offline", **options)


def only(ended) -> dict:
    [suggestion] = json.loads(ended.out)["suggestions"]
    return suggestion


def test_what_a_plan_states_is_found_with_its_places():
    design = stated_design(STUDY)
    assert "dropout 0.3 raises accuracy" in design.idea.text
    assert design.idea.passage.line == 3
    assert "below 1 point" in design.refutation.text
    assert design.arms == ("baseline", "drop-0.3")
    assert (design.seeds, design.size, design.measure_name) == (5, 400, "accuracy")
    assert (design.cost.text, design.budget.text) == ("2 hours", "30 hours")
    assert design.total == "2 arms × 5 seeds × 2 hours = 20 hours"
    bare = stated_design("Nothing to see.\n")
    assert (bare.idea, bare.arms, list(bare.passages)) == (None, (), [])


def test_the_arithmetic_of_shares():
    # Fleiss et al.: n per group = 2 (z_a + z_b)² p (1 - p) / d², here at p = 0.5, 0.9
    assert needed_items(10) == (393, 142)
    assert visible_points(393) == pytest.approx((10.0, 6.0), abs=0.01)


def test_design_fills_in_what_is_known_and_leaves_stated_blanks(study, run):
    ended = offline(run, "design", "Does dropout help?", "@plan.md", "-f", "json")
    suggestion = only(ended)
    [file] = suggestion["effect"]["files"]
    assert (file["change"], file["path"]) == ("create", "protocol.md")
    for known in (
        "# Protocol: Does dropout help?\n",
        "dropout 0.3 raises accuracy by 2 points over the baseline. (plan.md:3)",
        "- `drop-0.3`\n",
        "- Seeds: 5 (plan.md:",
        "- In all: 2 arms × 5 seeds × 2 hours = 20 hours\n",
        "400 items per arm show a difference of 10 points",
        "`<by what, so that nothing close to a judged item was trained on>`",
    ):
        assert known in file["content"]
    assert "Not found" not in suggestion["reason"]
    assert not (study / "protocol.md").exists()
    quotes = [item["quote"] for item in suggestion["evidence"] if item["path"]]
    assert all(" ".join(q.split()) in " ".join(STUDY.split()) for q in quotes)


def test_design_without_a_plan_is_all_blanks(research_repo, run):
    (research_repo / "plan.md").unlink()
    suggestion = only(offline(run, "design", "Does dropout help?", "-f", "json"))
    text = suggestion["effect"]["files"][0]["content"]
    assert "plan.md" not in text
    assert "Does dropout help?" in text
    assert text.count("<") > 15


def test_a_plan_that_is_not_there_is_said(run):
    assert offline(run, "design", "Well?", "@nothing.md").code == 3


def test_the_draft_runs_when_an_arm_is_written(study, run):
    ended = offline(run, "draft", "plan.md", "-o", "train.py")
    assert ended.code == 0
    assert not (study / "train.py").exists()
    with open_project(study) as project:
        [entry] = waiting(project.journal, limit=9)
        accept(project, present(project, entry.id), Ruling())
    script = [sys.executable, "train.py"]

    def started(*words):
        return subprocess.run(
            [*script, *words], cwd=study, capture_output=True, text=True, check=False
        )

    listed = started("--list").stdout.split("\n")
    assert listed[:2] == ["baseline 0", "baseline 1"]
    assert len(listed) == 11
    unwritten = started()
    assert unwritten.returncode == 1
    assert "The arm baseline is not written yet: baseline()" in unwritten.stderr
    assert not (study / "train.jsonl").exists()
    written = (
        (study / "train.py")
        .read_text()
        .replace(
            'raise NotImplementedError("baseline")',
            'return {"accuracy": random.random()}',
        )
    )
    (study / "train.py").write_text(written)
    assert started("--arm", "baseline").returncode == 0
    rows = list(map(json.loads, (study / "train.jsonl").read_text().splitlines()))
    assert [row["seed"] for row in rows] == [0, 1, 2, 3, 4]
    assert len({row["accuracy"] for row in rows}) == 5
    assert {row["arm"] for row in rows} == {"baseline"}
    (study / "train.py").write_text(written.replace("random.random()", "math.nan"))
    assert "accuracy is nan" in started("--arm", "baseline").stderr


@pytest.mark.parametrize(
    ("names", "functions"),
    [
        (["a b", "a-b"], ["a_b", "a_b_"]),
        (["0.3", "class", "run"], ["arm_0_3", "class_", "run_"]),
        (['"""', "été", "x\\"], ["arm_", "t", "x"]),
    ],
)
def test_any_name_of_an_arm_becomes_one_in_python(names, functions):
    assert _functions(names) == functions


def test_a_script_that_is_there_is_not_replaced(study, run):
    (study / "train.py").write_text("print('mine')\n")
    ended = offline(run, "draft", "plan.md", "-o", "train.py")
    assert ended.code == 7
    assert "such as train-2.py." in ended.err
    assert offline(run, "draft", "plan.md", "-o", "train.R").code == 4


def test_the_runs_of_a_plan_become_a_sweep_of_the_script_that_is_there(study, run):
    taken = 'parser.add_argument("--seed", type=int)\nparser.add_argument("--arm")\n'
    (study / "train.py").write_text(f"import argparse\nparser = None\n{taken}")
    suggestion = only(offline(run, "draft", "plan.md", "-o", "train.py", "-f", "json"))
    assert suggestion["title"] == "The 10 runs of plan.md, as a sweep of train.py"
    assert "= 20 hours" in suggestion["reason"]
    with open_project(study) as project:
        [entry] = waiting(project.journal, limit=9)
        shown = present(project, entry.id)
    tasks = shown.sweep.sweep.tasks
    assert len(tasks) == 10
    assert tasks[-1].arguments == ("--arm", "drop-0.3", "--seed", "4")
    assert (shown.sweep.sweep.metric, shown.sweep.sweep.goal) == ("accuracy", "max")
    ended = offline(run, "design", "Well?", "@plan.md", "@train.py", "-f", "json")
    titles = [one["title"] for one in json.loads(ended.out)["suggestions"]]
    assert titles == [
        "A protocol to fill in, as protocol.md",
        "The 10 runs of plan.md, as a sweep of train.py",
    ]


def test_ask_shows_the_places_and_what_is_nowhere(study, run):
    ended = offline(run, "ask", "What does each run cost in zlotys?", "@plan.md")
    assert ended.code == 0
    assert "> Each run takes 2 hours. Budget: 30 hours." in ended.out
    assert "zloty" in ended.out.splitlines()[-1]
    assert "without one" in ended.err
    assert states(study) == {}
    value = json.loads(offline(run, "ask", "Which arms?", "-f", "json").out)
    assert (value["model"], value["calls"], value["suggestions"]) == (None, [], [])


@pytest.mark.parametrize(
    ("named", "code", "said"),
    [
        ("@gone.md", 3, "There is no file gone.md."),
        ("@.git", 7, ".git"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_where_it_was_named(run, named, code, said):
    ended = run("ask", f"Is {named} right?")
    assert ended.code == code
    assert said in ended.err


def test_an_idea_that_was_rejected_is_named_with_the_reason(study, run):
    note = "Use label smoothing against overconfident predictions"
    with open_project(study) as project:
        [placed] = put_in_inbox(project, [as_suggestion(project, note, {})])
        why = Ruling(reason="it was tried in May")
        reject(project, present(project, placed.id), why)
    ended = offline(run, "brainstorm", "Smoothing labels against overconfidence")
    assert "rejected" in ended.out
    assert "Reason given: it was tried in May" in ended.out
    assert "Against which of baseline, drop-0.3?" in ended.out
    other = offline(run, "brainstorm", "A larger batch")
    assert "rejected" not in other.out


def test_at_a_terminal_one_is_asked_for_what_an_idea_lacks(terminal, study):
    screen = terminal("brainstorm", "Warm up the learning rate", "--offline")
    screen.see("Hypothesis: ")
    screen.type("it gets better")
    for label in ("Would change my mind", "Cheapest test", "Risk", "Fallback"):
        screen.see(f"{label}: ")
        screen.type("" if label == "Risk" else f"my {label}")
    screen.see("Confidence: ")
    screen.type("30 %")
    screen.see("The hypothesis has no number")
    screen.see("Go through them one by one? [y/N]")
    screen.press("n\r")
    screen.ends()
    with open_project(study) as project:
        [entry] = waiting(project.journal, limit=9)
        told = project.journal.suggestion(entry.id)
    assert (entry.origin_kind, entry.origin, told.confidence) == ("person", "Ada", 0.3)
    assert told.cheapest_test == "my Cheapest test"
    assert told.details == "Hypothesis: it gets better\nFallback: my Fallback"


def test_remarks_and_likeness():
    assert list(remarks({"Hypothesis": "up by 2", "Cheapest test": "one run"})) == []
    assert len(list(remarks({"Confidence": "very"}))) == 3
    assert [confidence(s) for s in ("0.3", "30 %", "2", "x")] == [0.3, 0.3, None, None]
    assert stems("The queries, a query; success@1 with losses") == [
        "query", "success@1", "loss",
    ]  # fmt: skip
    assert likeness("label smoothing", "Smoothing the labels") == 1.0
    assert likeness("Weight rare letters", "Letters apart from the weighting") < 0.7
    assert likeness("", "anything at all") == 0.0


def test_without_a_model_nothing_fails_and_one_line_says_so(study):
    ended = run_in(study, "ask", "Which arms?")
    if "openai" not in ended.err:  # a model's server may run on this machine
        assert ended.code == 0
        assert ended.err.count("No model is set up here") == 1
    assert run_in(study, "ask", "Which arms?", "--offline", "-q").err == ""


def test_a_named_model_that_fails_is_no_reason_to_do_without(study, run):
    with serving() as server:
        base = server.base
    ended = run("ask", "Well?", "--model", "openai/x", "--api-base", base)
    assert ended.code == 13
    assert run("ask", "Well?", "--api-base", base).code == 12

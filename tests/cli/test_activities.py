"""`problem`, `systems` and `safety`, as a person uses them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from coresearch.core.constitution import constitution_of
from coresearch.core.suggestions import Activity
from coresearch.journal.predictions import open_predictions
from coresearch.journal.queries import Filter, list_entries, waiting
from coresearch.paths import shipped
from coresearch.workbench.activities.account import Account, keep
from coresearch.workbench.activities.catalogue import NAMES, account_of
from coresearch.workbench.ask import Suggested
from coresearch.workbench.decide import Ruling, accept, present, reject
from coresearch.workbench.project import Project, open_project
from coresearch.workbench.suggest import put_in_inbox
from tests.cli.conftest import decisions, place, run_in, tree
from tests.models.scripted import reply, serving

EXAMPLE = shipped("examples") / "noisy-retrieval"
PLAYED = Path(__file__).parent.parent / "models" / "played"


def study(root: Path) -> None:
    """A small project with something for every activity."""
    files = {
        "train.py": '"""Trains it."""\nimport os\n\nfor name in os.listdir("data"):\n'
        "    print(name)\n",
        "data/people.csv": "email,answer\nann@mail.org,3\n",
        "results/a.csv": "arm,k,acc\nours,1,0.8\nours,5,0.9\nbase,1,0.7\n",
        "README.md": "# Study\n\nOurs reaches 93.4 % accuracy.\n",
    }
    for path, text in files.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(text)


def kept(project: Project, name: str) -> dict[str, str]:
    """The ids of what an activity suggests, by its check."""
    shown = keep(project, account_of(project, name))
    found = [one.placed for one in shown if isinstance(one, Suggested)]
    return {one.suggestion.origin.name: one.id for one in found}


def test_systems_lists_what_it_finds_with_ids_and_changes_nothing(research_repo, run):
    study(research_repo)
    before = tree(research_repo)
    ended = run("systems")
    assert ended.code == 0
    assert "| environment | standard library only | 1 |" in ended.out
    assert "Cannot tell yet: no run that succeeded is on record." in ended.out
    assert "±  train.py:4" in ended.out
    assert "R8 order left to chance" in ended.out
    assert "in the inbox" in ended.err
    assert tree(research_repo) == before


def test_problem_lays_out_the_grid_and_names_the_claim(research_repo, run):
    study(research_repo)
    value = json.loads(run("problem", "-f", "json").out)
    assert "| 5 | 1 · 0.9 | — |" in value["prose"]
    by = {one["origin"]["name"]: one for one in value["suggestions"]}
    assert by["P3"]["evidence"][0]["quote"] == "Ours reaches 93.4 % accuracy."
    assert by["P1"]["reason"].startswith("1 of 4 cells of results/a.csv are empty")
    [file] = by["P9"]["effect"]["files"]
    assert (file["change"], file["path"]) == ("create", "problem.md")
    assert "results/a.csv: arm base, k 5" in file["content"]


@pytest.mark.parametrize("name", NAMES)
def test_a_second_look_says_nothing_twice(research_repo, project, name):
    study(research_repo)
    first = kept(project, name)
    count = len(waiting(project.journal, limit=100))
    assert kept(project, name) == first
    assert len(waiting(project.journal, limit=100)) == count


def test_what_was_mended_leaves_the_inbox(research_repo, project):
    study(research_repo)
    found = kept(project, "systems")
    accept(project, present(project, found["R8"]), Ruling())
    assert "sorted(os.listdir" in (research_repo / "train.py").read_text()
    (research_repo / "README.md").write_text("Python 3.11: python train.py\n")
    again = kept(project, "systems")
    assert not {"R3", "R8", "R12"} & set(again)
    states = {
        e.origin: e.state for e in list_entries(project.journal, Filter(), limit=50)
    }
    assert (states["R8"], states["R12"]) == ("accepted", "withdrawn")


def test_what_was_rejected_is_not_raised_again(research_repo, project):
    study(research_repo)
    one = kept(project, "systems")["R14"]
    reject(project, present(project, one), Ruling("tests live elsewhere"))
    assert kept(project, "systems")["R14"] == one
    assert one not in [row.id for row in waiting(project.journal, limit=50)]


def test_every_edit_that_is_offered_fits(research_repo, project):
    study(research_repo)
    for name in NAMES:
        for one in kept(project, name).values():
            shown = present(project, one)
            assert shown.refusal is None
            assert shown.suggestion.edit is None or shown.changes.writes


def test_the_constitution_is_drafted_adopted_and_then_quoted(
    research_repo, project, suggest, terminal
):
    study(research_repo)
    draft = kept(project, "safety")["A1"]
    accept(project, present(project, draft), Ruling("agreed on Monday"))
    agreed = constitution_of((research_repo / "CONSTITUTION.md").read_text())
    assert "What names a person stays on this machine" in agreed.articles[0].title
    assert "A1" not in kept(project, "safety")
    [one] = place(research_repo, suggest("Upload the answers"))
    shown = run_in(research_repo, "show", one).out
    assert "Touches “What names a person stays on this machine”" in shown
    assert "? Can anybody be recognised" in shown
    person = terminal("accept", one)
    person.see("Accept? [y/N] ")
    person.type("y")
    person.see("Why, in view of what was agreed? (Enter: no reason) ")
    person.type("counts only")
    person.ends()
    newest = decisions(research_repo)[0]
    assert newest["articles"] == ["What names a person stays on this machine"]
    assert (newest["reason"], newest["reason_asked"]) == ("counts only", True)


def test_a_constitution_that_is_there_is_held_against_what_waits(
    research_repo, project, suggest
):
    study(research_repo)
    (research_repo / "CONSTITUTION.md").write_text(
        "# Ours\n\n## No uploads\n\n- Check: words upload\n- Check: rule Q77\n- "
        "Check: pth x\n"
    )
    put_in_inbox(project, [suggest("Upload it")])
    account = account_of(project, "safety")
    assert "1 of 1 waiting suggestion touch" in account.text
    found = {one.origin.name: one for one in account.suggestions}
    assert "“Check: pth x” is none of path, rule, words or" in found["A7"].reason or (
        "no rule Q77" in found["A7"].reason
    )
    assert found["A2"].edit is not None


def test_without_a_constitution_nothing_is_asked(research_repo, project, suggest):
    [one] = place(research_repo, suggest("Upload the answers"))
    assert "Touches" not in run_in(research_repo, "show", one).out


def test_a_prediction_that_failed_is_asked_about(research_repo, project, run):
    made = run("predict", "recall goes up", "--p", "0.9", "--by", "2030-01-01")
    assert made.code == 0, made.err
    [row] = open_predictions(project.journal)
    assert run("resolve", row.id[:7], "no").code == 0
    account = account_of(project, "problem")
    by = {one.origin.name: one for one in account.suggestions}
    assert by["P5"].reason == "“recall goes up” was held to be 90% likely."
    assert by["P5"].severity == "high"
    assert "| predictions that failed | 1 | 1 resolved |" in account.text


# -- bad input -----------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_repository_is_said_to_be_empty(research_repo, name):
    (research_repo / "plan.md").unlink()
    ended = run_in(research_repo, name)
    assert ended.code == 0
    assert "no file in this repository yet" in ended.out
    assert "inbox" not in ended.err


def test_outside_of_a_repository_it_is_said(tmp_path):
    ended = run_in(tmp_path, "systems")
    assert (ended.code, ended.out) == (5, "")


def test_no_results_are_said_and_none_are_made_up(research_repo, project):
    account = account_of(project, "problem")
    assert account.text.startswith("No results: no run that succeeded is on record")
    assert [one.origin.name for one in account.suggestions] == ["P9"]


def test_a_table_of_one_row_varies_nothing(research_repo, project):
    (research_repo / "results.csv").write_text("arm,acc\nours,0.5\n")
    account = account_of(project, "problem")
    assert "Nothing was varied in 1 record (arm ours)." in account.text
    assert "P1" not in [one.origin.name for one in account.suggestions]


def test_another_language_is_said_to_be_read_in_part(research_repo, project):
    (research_repo / "README.md").write_text(
        "# Studie\n\nUnser Verfahren ist besser als das alte und erreicht 93,4 "
        "Prozent der "
        "Punkte, die auch von dem anderen nicht ganz erreicht werden, wie wir zeigen.\n"
    )
    assert "README.md (German)" in account_of(project, "problem").text
    assert "README.md (German)" in account_of(project, "safety").text


def test_arms_that_the_plan_names_and_results_lack(research_repo, project):
    (research_repo / "plan.md").write_text(
        "# Plan\n\n## Arms\n\n- `ours`: new\n- `base`: old\n- `rand`: chance\n"
    )
    (research_repo / "results.csv").write_text("arm,acc\nours,0.5\nbase,0.4\n")
    by = {one.origin.name: one for one in account_of(project, "problem").suggestions}
    assert "of rand there is no result" in by["P2"].reason


@pytest.mark.parametrize("name", NAMES)
def test_files_that_cannot_be_read_stop_nothing(research_repo, project, name):
    (research_repo / "plan.md").write_bytes(b"\xff\xfe not text")
    (research_repo / "a.py").write_text("def (:\n")
    (research_repo / "results.json").write_text("{")
    (research_repo / "data.csv").write_bytes(b"\0\1")
    (research_repo / "CONSTITUTION.md").write_bytes(b"## \xff\nCheck: rule H1\n")
    (research_repo / ".env").write_text("SECRET=1\n")
    (research_repo / "out.md").symlink_to("/etc/passwd")
    account = account_of(project, name)
    assert account.text


# -- with a model --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("problem", ["edit", "note"]),
        ("systems", ["note", "note"]),
        ("safety", ["edit", "edit"]),
    ],
)
def test_a_played_model_goes_beyond_the_account(
    research_repo, monkeypatch, name, kinds
):
    shutil.copytree(EXAMPLE, research_repo, dirs_exist_ok=True)
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    with serving() as server:
        server.will(reply((PLAYED / f"{name}.md").read_text()))
        model = ("--model", "openai/played", "--api-base", server.base)
        ended = run_in(research_repo, name, *model, "-f", "json")
    assert ended.code == 0, ended.err
    first, second = map(json.loads, ended.out.splitlines())
    assert [one["kind"] for one in second["suggestions"]] == kinds
    assert {one["activity"] for one in second["suggestions"]} == {name}
    assert second["problems"] == []
    assert all(e["line"] for one in second["suggestions"] for e in one["evidence"])
    [asked] = server.asked
    told = json.dumps(asked.body)
    assert first["suggestions"][0]["origin"]["name"] in told
    assert "def evaluate(" in told


def test_what_a_model_would_be_told_has_no_secrets_and_keeps_nothing(
    research_repo, run
):
    study(research_repo)
    key = "sk-" + "Abc123Def456Ghi789Jkl012Mno345"
    (research_repo / "push.py").write_text(
        f"import os\nKEY = '{key}'\nos.listdir(KEY)\n"
    )
    ended = run("safety", "--show-context")
    assert "push.py holds a key" in ended.out
    assert key not in ended.out
    with open_project(research_repo) as project:
        assert waiting(project.journal, limit=10) == []


def test_an_account_is_one_of_its_activity(project):
    for name in NAMES:
        account = account_of(project, name)
        assert isinstance(account, Account)
        assert account.activity == Activity(name)
        assert {one.activity for one in account.suggestions} <= {account.activity}

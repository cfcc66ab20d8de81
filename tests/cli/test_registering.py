"""`design --register`, `--deviations`, `--export`: what a plan said beforehand."""

from __future__ import annotations

import json
import re

import pytest

from coresearch.journal.verify import verify
from coresearch.workbench.project import open_project
from coresearch.workbench.registration import blanks
from tests.cli.recorded import record_run
from tests.cli.test_offline import STUDY
from tests.conftest import git

EXPECTED = ("--predict", "accuracy > 0.8", "--p", "0.7")


@pytest.fixture
def study(research_repo):
    (research_repo / "plan.md").write_text(STUDY)
    git(research_repo, "commit", "-qam", "The study")
    return research_repo


def change(study, old: str, new: str, message: str = "") -> None:
    text = (study / "plan.md").read_text()
    assert old in text
    (study / "plan.md").write_text(text.replace(old, new))
    if message:
        git(study, "commit", "-qam", message)


def test_text_hash_and_prediction_are_on_record(study, run):
    ended = run("design", "--register", "plan.md", *EXPECTED)
    assert ended.code == 0
    assert "Predicted: accuracy > 0.8 (probability 0.7)" in ended.out
    digest = re.search("SHA-256 ([0-9a-f]{64})", ended.out)[1]
    exported = run("journal", "export", "--with-measures").out
    rows = [json.loads(line) for line in exported.splitlines()[1:]]
    [made] = [row for row in rows if row["type"] == "plan.registered"]
    [predicted] = [row for row in rows if row["type"] == "prediction.made"]
    assert made["subject"] == "plan.md"
    assert (made["body"]["text"], made["body"]["digest"]) == (STUDY, digest)
    assert made["body"]["prediction"] == predicted["subject"]
    assert made["body"]["head"] == git(study, "rev-parse", "HEAD").strip()
    with open_project(study) as project:
        verify(project.journal)


def test_every_later_change_is_shown_with_its_date_and_how_much_had_run(study, run):
    run("design", "--register", "plan.md", *EXPECTED)
    assert "No deviation" in run("design", "--deviations", "plan.md").out
    with open_project(study) as project:
        record_run(project, 0x1000, accuracy=0.79)
    git(study, "commit", "-q", "--allow-empty", "-m", "Nothing of the plan")
    with_later_date = ("-c", "user.name=Emil")
    change(study, "2 points", "1 point")
    git(study, *with_later_date, "commit", "-qam", "A smaller gain")
    change(study, "seeds 0 to 4", "seeds 0 to 2")
    out = run("design", "--deviations", "plan.md").out
    committed, now = out.split("\nnow")
    assert re.search(
        r"by Emil, after \d runs?: commit [0-9a-f]{7}: A smaller", committed
    )
    assert "-We expect that dropout 0.3 raises accuracy by 2 points" in committed
    assert "+We expect that dropout 0.3 raises accuracy by 1 point" in committed
    assert "seeds" not in committed
    assert "after 1 run: not committed" in now
    assert "In all 2 changes: 2 lines added, 2 taken out" in now


def test_it_is_registered_again_only_with_a_reason(study, run):
    run("design", "--register", "plan.md", *EXPECTED)
    same = run("design", "--register", "plan.md", *EXPECTED)
    assert (same.code, "is registered as it stands" in same.err) == (7, True)
    change(study, "400 test items", "800 test items")
    refused = run("design", "--register", "plan.md")
    assert (refused.code, "has changed since" in refused.err) == (7, True)
    again = run("design", "--register", "plan.md", "-m", "more power")
    assert again.code == 0
    out = run("design", "--deviations", "plan.md").out
    assert "registered again: more power" in out
    assert "+Primary: accuracy on 800 test items." in out


def test_a_report_names_the_deviations(study, run):
    run("design", "--register", "plan.md", *EXPECTED)
    change(study, "2 points", "1 point", "A smaller gain")
    ended = run("write", "--offline", "-f", "json")
    [suggestion] = json.loads(ended.out)["suggestions"]
    text = suggestion["effect"]["files"][0]["content"]
    assert "A smaller gain; 1 lines added and 1 taken out." in text


@pytest.mark.parametrize("form", ["aspredicted", "osf"])
def test_what_was_registered_is_exported_not_what_is_there_now(study, run, form):
    run("design", "--register", "plan.md", *EXPECTED)
    change(study, "2 points", "1 point")
    text = run("design", "--export", "plan.md", "--to", form).out
    for known in (
        "raises accuracy by 2 points over the baseline. (plan.md:3)",
        "We were wrong if: the difference is below 1 point.",
        "Predicted: accuracy > 0.8, with probability 0.7.",
        "drop-0.3",
        "400",
        "`<",
    ):
        assert known in text, known
    assert "\n\n\n" not in text
    assert "No run was on record" in text or "before any run was on record" in text


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--register", "gone.md", *EXPECTED), 3, "There is no file gone.md."),
        (("--register", "plan.md"), 4, "What do you expect?"),
        (("--register", "plan.md", "--predict", "x", "--p", "1"), 4, "no probability"),
        (("--register", "plan.md", "--p", "0.5"), 4, "--p says how sure"),
        (("--deviations", "plan.md"), 3, ""),
        (("--export", "plan.md", "--to", "pdf"), 4, "There is no form 'pdf'."),
        (("Well?", "--register", "plan.md"), 4, "One at a time"),
        (("Well?", "--p", "0.5"), 4, "belong to --register"),
        ((), 4, "Ask what?"),
    ],
)
def test_bad_input_is_a_sentence(study, run, words, code, said):
    ended = run("design", *words)
    assert (ended.code, said in ended.err) == (code, True)


def test_an_empty_plan_is_not_registered(study, run):
    (study / "plan.md").write_text(" \n")
    assert run("design", "--register", "plan.md", *EXPECTED).code == 4


def test_open_places_are_counted():
    assert blanks("- n: <how many>, `<…>`, TBD, a < b > c, <br>") == 3

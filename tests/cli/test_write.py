"""`coresearch write`: reports whose numbers are held to their runs."""

from __future__ import annotations

import json
import os

import pytest

from coresearch.core.runs import RunState
from coresearch.workbench.decide import Ruling, accept, present
from coresearch.workbench.project import open_project
from coresearch.workbench.writing.draft import rounded
from coresearch.workbench.writing.typeset import Form, typeset
from tests.cli.conftest import run_in, states
from tests.cli.recorded import record_run
from tests.cli.test_offline import STUDY


@pytest.fixture(autouse=True)
def _no_model_of_this_machine(monkeypatch):
    for name in list(os.environ):
        if name.endswith("_API_KEY") or name.startswith("CORESEARCH_"):
            monkeypatch.delenv(name)


@pytest.fixture
def study(research_repo):
    """A plan, three seeds of two arms, and a run that failed."""
    (research_repo / "plan.md").write_text(STUDY)
    with open_project(research_repo) as project:
        for seed in range(3):
            for arm, base in ((0, 0.80), (1, 0.83)):
                number = 0x1000 * (arm + 1) + seed
                name = ("base", "drop")[arm]
                words = ("--seed", str(seed))
                accuracy = base + 0.01 * seed
                record_run(
                    project, number, *words, name=name, seed=seed, accuracy=accuracy
                )
        record_run(project, 0x3000, state=RunState.FAILED, accuracy=0.1)
    return research_repo


def drafted(run, *words: str) -> str:
    ended = run("write", "plan.md", *words, "--offline", "-f", "json")
    [suggestion] = json.loads(ended.out)["suggestions"]
    assert suggestion["effect"]["files"][0]["change"] == "create"
    return suggestion["effect"]["files"][0]["content"]


def test_a_draft_holds_what_is_on_record_and_waits_for_a_decision(study, run):
    run("reject", _id_of(study, run), "-m", "we have no more items")
    text = drafted(run)
    for known in (
        "dropout 0.3 raises accuracy by 2 points over the baseline. (plan.md:3)",
        "| base score.py | 3 | 0.810 ± 0.025 (n = 3) "
        "[@run:1000100+1001100+1002100:accuracy] |",
        "- run 3000300, score.py: failed, ValueError",
        "| rejected | ",
        "| we have no more items |",
        "## Limitations",
        "Open (",
        "`<the answer in three sentences",
    ):
        assert known in text, known
    assert "0.1 [" not in text
    assert not (study / "report.md").exists()


def _id_of(study, run) -> str:
    run("critique", "plan.md", "-f", "json")
    return json.loads(run("inbox", "-f", "json").out)[0]["id"]


def test_every_number_of_a_draft_agrees_with_its_source(study, run):
    run("critique", "plan.md")
    (study / "report.md").write_text(drafted(run))
    ended = run("write", "--check", "report.md", "-f", "json")
    found = json.loads(ended.out)
    assert (ended.code, found["sound"], found["without_source"]) == (0, True, [])
    assert len(found["numbers"]) > 5


REPORT = """# Report

Dropout reaches 0.85 ± 0.02 (n = 3) [@run:2000200+2001200+2002200:accuracy], which is
3.0 points [@run:2000200:accuracy; @run:1000100:accuracy] more for seed 0.
The baseline had 80 % [@run:1000100:accuracy] and dropout 83.0 %.
"""


def test_a_number_that_does_not_agree_is_told_and_can_be_mended(study, run):
    (study / "report.md").write_text(REPORT)
    ended = run("write", "--check", "report.md")
    assert ended.code == 1
    assert "report.md:3  0.85\n" in ended.out
    assert "the mean is 0.84." in ended.out
    assert "report.md:5  83.0 %  it fits [@run:2000200:accuracy] alone" in ended.out
    assert "3 numbers with a source, of which 2 agree; 1 differ; 1 without" in ended.out
    with open_project(study) as project:
        for title in ("0.85: not what the source says", "83.0 % stands without a run"):
            [row] = [
                r
                for r in json.loads(run("inbox", "-f", "json").out)
                if r["title"] == title
            ]
            accept(project, present(project, row["id"]), Ruling())
    text = (study / "report.md").read_text()
    assert "reaches 0.84 ± 0.02 (n" in text
    assert "dropout 83.0 % [@run:2000200:accuracy]." in text
    assert run("write", "--check", "report.md").code == 0


def test_what_was_mended_by_hand_leaves_the_inbox(study, run):
    (study / "report.md").write_text("It is 0.9 [@run:1000100:accuracy].\n")
    assert run("write", "--check", "report.md").code == 1
    (study / "report.md").write_text("It is 0.8 [@run:1000100:accuracy].\n")
    assert run("write", "--check", "report.md").code == 0
    assert states(study) == {"0.9: not what the source says": "withdrawn"}


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("[@run:ffff:accuracy]", "There is no run ffff."),
        ("[@run:1000100:f1]", "run 1000100 has no f1; it reported accuracy."),
        ("[@run:3000300:accuracy]", "run 3000300 did not succeed: it is failed."),
        ("[@run:100:accuracy]", "is no link"),
        ("(plan.md:9)", "line 9 of plan.md does not state it any more."),
        ("(gone.md:1)", "there is no file gone.md."),
        ("(../../etc/x.md:1)", "is not a path within"),
    ],
)
def test_a_source_that_says_nothing_is_told(study, run, source, said):
    (study / "report.md").write_text(f"The result is 0.8 {source}\n")
    ended = run("write", "--check", "report.md", environment={"COLUMNS": "200"})
    assert ended.code == 1
    assert said in ended.out


def test_a_repeated_run_with_another_result_is_told(study, run):
    with open_project(study) as project:
        record_run(project, 0x4000, "--seed", "0", name="base", seed=0, accuracy=0.7)
    (study / "report.md").write_text("It is 0.80 [@run:1000100:accuracy].\n")
    ended = run("write", "--check", "report.md")
    assert ended.code == 0
    assert "run 1000100 was repeated by 4000400, which gave accuracy 0.7." in ended.out


def test_it_is_built_only_when_no_number_is_wrong(study, run):
    (study / "report.md").write_text(REPORT)
    refused = run("write", "--check", "report.md", "--to", "html")
    assert (refused.code, refused.out) == (7, "")
    (study / "report.md").write_text("It is 0.80 [@run:1000100:accuracy] & <b>.\n")
    page = run("write", "--check", "report.md", "--to", "html")
    assert page.code == 0
    assert '0.80 <a class="run" href="#run-1000100" title="accuracy">' in page.out
    assert "&amp; &lt;b&gt;." in page.out
    assert '<li id="run-1000100">run 1000100: base score.py --seed 0' in page.out
    latex = run("write", "--check", "report.md", "--to", "latex").out
    assert r"0.80 \textsuperscript{\hyperlink{run-1000100}{1000100}} \&" in latex
    assert r"\hypertarget{run-1000100}" in latex
    markdown = run("write", "--check", "report.md", "--to", "markdown").out
    assert "0.80 [@run:1000100:accuracy]" in markdown
    assert "## Runs behind the numbers" in markdown


def test_latex_of_every_kind_of_block_is_balanced():
    text = (
        "# A_b\n\n## C\n\n*e* **s** `c_d` [l](http://x/#a%20b) ![p](f.png)\n\n"
        "1. one\n2. two\n\n> quoted\n\n| a | b |\n|---|---|\n| 1 & 2 | 3 |\n\n"
        "```\n\\end{verbatim} 50%\n```\n\n---\n\n<!-- mine -->End ± 1.\n"
    )
    made = typeset(text, Form.LATEX, {"1a2b": "score.py"})
    for name in ("document", "tabular", "enumerate", "quote", "verbatim", "itemize"):
        assert made.count(f"\\begin{{{name}}}") == made.count(f"\\end{{{name}}}") == 1
    assert r"\section*{A\_b}" in made
    assert r"1 \& 2 & 3 \\" in made
    assert "mine" not in made
    assert r"\href{http://x/\#a\%20b}{l}" in made


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("write", "gone.md"), 3, "There is no file gone.md."),
        (("write", "-o", "report.txt"), 4, "is none"),
        (("write", "-o", "plan.md"), 7, "is there already"),
        (("write", "--check", "gone.md"), 3, "There is no file gone.md."),
        (("write", "--to", "html"), 4, "--to builds a report that is there."),
    ],
)
def test_bad_input_is_a_sentence(study, run, words, code, said):
    ended = run(*words)
    assert ended.code == code
    assert said in ended.err


def test_from_nothing_it_invents_nothing(research_repo, run):
    (research_repo / "plan.md").unlink()
    ended = run("write", "--offline", "-f", "json")
    [suggestion] = json.loads(ended.out)["suggestions"]
    text = suggestion["effect"]["files"][0]["content"]
    assert "`<no run on record reported a number" in text
    assert "Nothing was run on record." in text
    assert "there is no plan" in text


def test_outside_a_repository_it_is_said(tmp_path):
    assert run_in(tmp_path, "write", "--check", "report.md").code == 5


@pytest.mark.parametrize(
    ("value", "half", "shown"),
    [
        (0.81234, 0.0123, ("0.812", "0.012")),
        (14.0, 2.48, ("14.0", "2.5")),
        (0.5, None, ("0.5", "")),
        (123456.7, 250.0, ("123457", "250")),
        (1e-7, 1e-8, ("1e-07", "1e-08")),
    ],
)
def test_a_value_has_the_digits_that_its_interval_allows(value, half, shown):
    assert rounded(value, half) == shown

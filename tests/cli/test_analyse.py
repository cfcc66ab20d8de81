"""`coresearch analyse` as it is used: tables, runs, bad input, inbox, predictions."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from coresearch.workbench.project import open_project
from tests.cli.conftest import Ended, place, run_in, states
from tests.cli.test_run import run
from tests.unit.analysis.test_arms import results
from tests.unit.analysis.test_cases import answers

TWO = {"old": {"en": 0.5, "de": 0.7}, "new": {"en": 0.95, "de": 0.4}}


def write(root: Path, rows, name: str = "results.jsonl") -> Path:
    file = root / name
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return file


def analyse(root: Path, *arguments: str, **options) -> Ended:
    return run_in(root, "analyse", *arguments, **options)


def test_a_table_is_read_and_its_readings_wait(research_repo):
    write(research_repo, results(0.03))
    ended = analyse(research_repo, "results.jsonl")
    assert ended.code == 0
    first = ended.out.splitlines()[0]
    assert first.startswith("Can be claimed: b is better than a on accuracy by 0.03")
    assert "6 pairs of runs" in first
    assert "●" in ended.out
    assert "1 suggestion in the inbox" in ended.err
    assert states(research_repo) == {"Record: b beats a": "waiting"}


def test_what_new_results_say_no_more_is_withdrawn(research_repo):
    write(research_repo, results(0.03))
    analyse(research_repo, "results.jsonl")
    write(research_repo, results(0.0002, seeds=5, seed=4))
    analyse(research_repo, "results.jsonl")
    found = states(research_repo)
    assert found["Record: b beats a"] == "withdrawn"
    assert "waiting" in found.values()


def test_a_finding_that_was_accepted_is_on_record_with_its_figures(research_repo):
    from coresearch.workbench.decide import Ruling, accept, present

    write(research_repo, results(0.03))
    told = json.loads(analyse(research_repo, "results.jsonl", "-f", "json").out)
    [claim] = [one for one in told["readings"] if one["rule"] == "claim"]
    with open_project(research_repo) as project:
        accept(project, present(project, claim["id"]), Ruling())
    again = json.loads(analyse(research_repo, "results.jsonl", "-f", "json").out)
    assert again["readings"][0]["state"] == "accepted"
    shown = run_in(research_repo, "show", claim["id"]).out
    assert "6 runs" in shown
    assert "results.jsonl" in shown


def test_the_json_has_every_figure(research_repo):
    write(research_repo, answers(TWO, seeds=3, confidence=0.8))
    ended = analyse(research_repo, "results.jsonl", "--format", "json", "--only-report")
    found = json.loads(ended.out)
    [metric] = found["metrics"]
    assert metric["metric"] == "right"
    [one] = metric["comparisons"]
    assert one["low"] < one["difference"] < one["high"]
    assert 0 <= one["probability_of_improvement"] <= 1
    assert found["cases"]["count"] == 300
    assert found["cases"]["confusions"][0]["total"] == 900
    assert states(research_repo) == {}


def test_cases_in_a_narrow_terminal_and_as_markdown(research_repo):
    write(research_repo, answers(TWO, confidence=0.8))
    narrow = {"COLUMNS": "40"}
    text = analyse(research_repo, "results.jsonl", "--plot", environment=narrow)
    assert "Case by case: 300 cases" in text.out
    assert "language = de" in text.out
    shown = text.out.split("\n\n", 1)[1].split("\n\n1. ")[0]
    assert max(map(len, shown.splitlines())) <= 40
    page = analyse(research_repo, "results.jsonl", "-f", "markdown", "--only-report")
    assert "| arm | right, 95 % t interval | runs |" in page.out


def test_flags_overrule_what_is_guessed(research_repo):
    rows = results(0.05, metric="zeal")
    write(research_repo, rows)
    silent = analyse(research_repo, "results.jsonl", "--only-report")
    assert "b is higher than a on zeal" in silent.out
    lower = analyse(
        research_repo, "results.jsonl", "--lower", "zeal", "--baseline", "a",
        "--interval", "bootstrap", "--only-report",
    )  # fmt: skip
    assert "a is better than b on zeal" in lower.out
    assert "bootstrap interval" in lower.out


def test_a_prediction_is_resolved_only_by_what_decides_it(research_repo):
    write(research_repo, results(0.001, seeds=4, seed=2))
    claim = ("--predict", "b > a on accuracy", "--p", "0.7")
    early = analyse(research_repo, "results.jsonl", *claim)
    assert "it stays open" in early.out
    write(research_repo, results(0.03))
    later = analyse(research_repo, "results.jsonl")
    assert "It came true" in later.out
    again = analyse(research_repo, "results.jsonl")
    assert "Predicted" not in again.out
    wrong = analyse(research_repo, "results.jsonl", "--predict", "a > b", "--p", "0.6")
    assert "It did not come true" in wrong.out


@pytest.mark.parametrize(
    ("name", "content", "code", "said"),
    [
        ("r.csv", "", 4, "empty"),
        ("r.csv", "arm,acc\n", 4, "no rows"),
        ("r.csv", "arm,acc\na,0.5\n", 0, "Nothing can be compared"),
        ("r.csv", "arm,acc\na,0.5\nb,0.6\n", 0, "too few to tell"),
        ("r.csv", "arm,acc\na,0.5\na,x\nb,nan\nb,inf\n", 0, "fewer than two arms"),
        ("r.csv", "arm,note\na,good\n", 4, "looks like a metric"),
        ("r.csv", b"arm,acc\n\xff\xfe,1\n", 4, "not in UTF-8"),
        ("r.csv", "a,b\n1,2,3\n", 4, "Line 2 has 3 fields"),
        ("r.json", "{", 4, "no JSON"),
        ("r.jsonl", '{"arm": "a"}\n[1]\n', 4, "Line 2"),
        ("r.parquet", "nothing", 4, "parquet"),
        ("r.csv", "arm,acc\n[/red]\x1b[2J,0.5\nb,0.6\n", 0, "␛[2J"),
    ],
)
def test_bad_tables(tmp_path, name, content, code, said):
    data = content if isinstance(content, bytes) else content.encode()
    (tmp_path / name).write_bytes(data)
    ended = analyse(tmp_path, name)
    assert ended.code == code, ended.err
    assert said in " ".join((ended.out + ended.err).split())
    assert "\x1b" not in ended.out
    assert not (tmp_path / ".coresearch").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 4, "Say what to analyse"),
        (("none.csv",), 3, "There is no file none.csv"),
        (("abc",), 3, "There is no run abc"),
        (("results.jsonl", "abc"), 4, "not compared with one another"),
        (("--file", "plan.md"), 3, "No run fits"),
        (("results.jsonl", "--metric", "acuracy"), 3, "Did you mean accuracy"),
        (("results.jsonl", "--higher", "x", "--lower", "x"), 4, "both ways"),
        (("results.jsonl", "--predict", "good", "--p", "0.5"), 4, "takes two arms"),
        (("results.jsonl", "--predict", "b > a"), 4, "How sure are you"),
        (("results.jsonl", "--split", "test"), 3, "no split column"),
        (("results.jsonl", "--save", "x.gif"), 4, "no picture"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said(research_repo, arguments, code, said):
    write(research_repo, results(0.03))
    ended = analyse(research_repo, *arguments)
    assert (ended.code, ended.out) == (code, "")
    assert said in " ".join(ended.err.split())


def test_outside_of_a_repository_nothing_is_kept(tmp_path):
    write(tmp_path, results(0.03))
    ended = analyse(tmp_path, "results.jsonl")
    assert ended.code == 0
    assert "not kept" in ended.err
    assert analyse(tmp_path, "3f2a").code == 5
    claim = ("--predict", "b > a", "--p", "0.7")
    assert analyse(tmp_path, "results.jsonl", *claim).code == 5


@pytest.mark.slow
def test_pictures_and_parquet(research_repo):
    from pyarrow import Table, parquet

    rows = [{**r, "step": k} for r in results(0.03) for k in range(4)]
    parquet.write_table(Table.from_pylist(rows), research_repo / "r.parquet")
    for name in ("a.png", "a.svg"):
        ended = analyse(research_repo, "r.parquet", "--save", name, "--only-report")
        assert ended.code == 0, ended.err
    assert (research_repo / "a.png").read_bytes().startswith(b"\x89PNG")
    assert "<svg" in (research_repo / "a.svg").read_text()
    twice = analyse(research_repo, "r.parquet", "--save", "a.png", "--only-report")
    assert twice.code == 7


SCRIPT = """
import json, random, sys
chance = random.Random(int(sys.argv[4]))
if sys.argv[4] == "3" and sys.argv[2] == "0.3":
    raise MemoryError("too large")
base = chance.gauss(0.8, 0.01)
for step in range(5):
    noise = random.Random(str(sys.argv)).gauss(0, 0.001)
    print(json.dumps({"step": step, "val_acc": base + float(sys.argv[2]) / 10 + noise}))
"""


@pytest.mark.slow
def test_runs_on_record_by_their_arguments(research_repo):
    (research_repo / "train.py").write_text(SCRIPT)
    for rate in ("0.1", "0.3"):
        for seed in range(4):
            run(research_repo, "train.py", "--", "--lr", rate, "--seed", str(seed))
    ended = analyse(research_repo, "--file", "train.py", "--plot")
    assert "lr=0.3 is better than lr=0.1 on val_acc" in ended.out
    assert "3 of 4 runs (1 failed)" in ended.out
    assert "⣀" in ended.out
    found = json.loads(analyse(research_repo, "--file", "train.py", "-f", "json").out)
    [claim] = [one for one in found["readings"] if one["rule"] == "claim"]
    assert len(claim["runs"]) == 8
    shown = run_in(research_repo, "show", claim["id"]).out
    assert f"run {claim['runs'][0][:7]}: val_acc" in shown


def test_ids_of_other_suggestions_are_left_alone(research_repo, suggest):
    """Only what `analyse` said of a file is withdrawn when it says so no more."""
    place(research_repo, suggest("Name the seeds"))
    rows = results(0.03)
    random.Random(0).shuffle(rows)
    write(research_repo, rows)
    analyse(research_repo, "results.jsonl")
    assert states(research_repo)["Name the seeds"] == "waiting"

"""`critique` as it is used: options, places, repetition, and any kind of terminal."""

from __future__ import annotations

import json
import re
import shlex
import subprocess

import pexpect
import pytest

from coresearch.core.text import cells
from tests.cli.conftest import FLAWED, PROGRAM, plan, run_in, states, surroundings

ESCAPE = "\x1b["


@pytest.fixture
def findings(flawed_repo, run):
    """Every finding of the flawed plan; nothing is kept."""
    ended = run("critique", "plan.md", "-f", "json", "--only-report")
    return json.loads(ended.out)["findings"]


def rules(ended) -> set[str]:
    return {finding["rule"] for finding in json.loads(ended.out)["findings"]}


def test_fail_on_exits_with_1_from_that_severity_on(findings, run):
    by_severity = {finding["severity"]: finding["rule"] for finding in findings}
    assert {"low", "high"} <= set(by_severity)
    order = ["low", "medium", "high"]
    for severity, rule in by_severity.items():
        for level in order:
            ended = run("critique", "plan.md", "--rule", rule, "--fail-on", level)
            assert ended.code == (order.index(severity) >= order.index(level))


def test_what_was_rejected_does_not_fail(findings, run):
    [finding] = [item for item in findings if item["severity"] == "low"][:1]
    only = ("critique", "plan.md", "--rule", finding["rule"], "--fail-on", "low")
    assert run(*only).code == 1
    run("reject", finding["id"], "-m", "no")
    assert run(*only).code == 0


def test_rules_can_be_chosen_and_left_out(findings, run):
    first, second, *_ = sorted({finding["rule"] for finding in findings})
    options = ("critique", "plan.md", "-f", "json", "--only-report")
    assert rules(run(*options, "--rule", first)) == {first}
    assert rules(run(*options, "--rule", first.lower(), "--rule", second)) == {
        first,
        second,
    }
    assert first not in rules(run(*options, "--no-rule", first))
    assert rules(run(*options, "--rule", first, "--no-rule", first)) == set()


@pytest.mark.parametrize("option", ["--rule", "--no-rule"])
def test_a_rule_that_is_not_there_is_told(run, unchanged, option):
    ended = run("critique", "plan.md", option, "Z99")
    assert ended.code == 4
    assert "There is no rule Z99." in ended.err
    assert "Rules: " in ended.err


def test_standard_input_is_shown_and_not_kept(research_repo, run):
    ended = run("critique", "-", stdin=FLAWED)
    assert ended.code == 0
    assert ended.out.startswith("stdin: ")
    assert states(research_repo) == {}


def test_a_missing_file_does_not_hide_the_others(flawed_repo, run):
    (flawed_repo / "more.md").write_text(FLAWED)
    ended = run("critique", "plan.md", "none.md", "more.md", "--fail-on", "low")
    assert ended.code == 3
    assert "There is no file none.md." in ended.err
    assert ended.out.count(" findings, ") == 3  # two files, and the total


def test_outside_a_repository_findings_are_shown_and_not_kept(tmp_path):
    (tmp_path / "plan.md").write_text(FLAWED)
    ended = run_in(tmp_path, "critique", "plan.md")
    assert ended.code == 0
    assert " findings, " in ended.out
    assert "is not in a git repository. Findings are shown, but not kept." in ended.err
    assert [path.name for path in tmp_path.iterdir()] == ["plan.md"]


def test_a_file_outside_the_repository_is_read_and_not_kept(
    research_repo, run, tmp_path
):
    (tmp_path / "plan.md").write_text(FLAWED)
    for name in ("../plan.md", tmp_path / "plan.md"):
        ended = run("critique", name)
        assert ended.code == 0
        assert ended.out.startswith(f"{name}: ")
        assert "is outside the repository" in ended.err
        assert "Findings are shown, but not kept." in ended.err
    assert states(research_repo) == {}


def test_a_file_is_named_from_the_top_wherever_one_stands(research_repo):
    folder = research_repo / "deep" / "er"
    folder.mkdir(parents=True)
    (folder / "plan.md").write_text(FLAWED)
    ended = run_in(folder, "critique", "plan.md")
    assert ended.out.startswith("deep/er/plan.md: ")
    listed = run_in(folder, "inbox", "plan.md", "-f", "json")
    assert {row["path"] for row in json.loads(listed.out)} == {"deep/er/plan.md"}
    assert (
        "Nothing waits about plan.md." in run_in(folder, "inbox", "../../plan.md").out
    )
    same = run_in(research_repo, "journal", "list", "--file", "deep/er/plan.md")
    assert same.out == run_in(folder, "journal", "list", "--file", "plan.md").out


def test_a_linked_plan_is_the_file_that_it_leads_to(flawed_repo, run, tmp_path):
    (flawed_repo / "link.md").symlink_to("plan.md")
    (tmp_path / "elsewhere.md").write_text(FLAWED)
    (flawed_repo / "out.md").symlink_to(tmp_path / "elsewhere.md")
    assert run("critique", "link.md").out.startswith("plan.md: ")
    ended = run("critique", "out.md")
    assert ended.out.startswith("out.md: ")
    assert "is outside the repository" in ended.err
    (flawed_repo / "dangling.md").symlink_to("gone")
    assert run("critique", "dangling.md").code == 3


def test_a_link_to_itself_is_told(flawed_repo, run):
    (flawed_repo / "loop.md").symlink_to("loop.md")
    ended = run("critique", "loop.md")
    assert ended.code == 4
    assert "loop.md" in ended.err


def test_a_second_critique_recognises_what_it_said(flawed_repo, run):
    run("critique", "plan.md")
    before = states(flawed_repo)
    [waiting] = json.loads(run("inbox", "-f", "json", "-n1").out)
    run("reject", waiting["id"], "-m", "the advisor wants it so")
    (flawed_repo / "plan.md").write_text("A new first paragraph.\n\n" + FLAWED)
    ended = run("critique", "plan.md", "--all")
    assert f"{waiting['origin']} at line " in ended.out
    assert "was rejected on " in ended.out
    assert "by Ada: the advisor wants it so" in " ".join(ended.out.split())
    assert f"{len(before) - 1} of these waited in the inbox already." in ended.out
    after = states(flawed_repo)
    assert after.pop(waiting["title"]) == "rejected"
    assert set(after) == set(before) - {waiting["title"]}


def test_what_the_person_mended_by_hand_waits_no_more(flawed_repo, run):
    run("critique", "plan.md")
    before = states(flawed_repo)
    mended = FLAWED.replace("tune the learning rate on the test set", "are done")
    (flawed_repo / "plan.md").write_text(mended)
    ended = run("critique", "plan.md", "--all")
    gone = [title for title, state in states(flawed_repo).items() if state != "waiting"]
    assert "D2 test used to choose" not in run("inbox").out
    assert f"{len(gone)} of before gone from the file, and from the inbox." in ended.out
    assert {states(flawed_repo)[title] for title in gone} == {"withdrawn"}
    assert run("journal", "verify").code == 0
    (flawed_repo / "plan.md").write_text(FLAWED)
    run("critique", "plan.md")
    assert set(states(flawed_repo)) == set(before)
    assert "D2 test used to choose" in run("inbox").out


def test_what_was_not_asked_for_or_was_ruled_on_is_not_withdrawn(flawed_repo, run):
    run("critique", "plan.md")
    [first] = json.loads(run("inbox", "-f", "json", "-n1").out)
    run("reject", first["id"], "-m", "no")
    before = states(flawed_repo)
    (flawed_repo / "plan.md").write_text("# Plan\n\nNothing yet.\n")
    run("critique", "plan.md", "--rule", first["origin"])
    assert states(flawed_repo) == before


def test_only_report_makes_no_journal(flawed_repo, run):
    assert run("critique", "plan.md", "--only-report").code == 0
    assert not (flawed_repo / ".coresearch").exists()


def test_the_demo_critiques_an_example_and_says_how_to_go_on(tmp_path):
    ended = run_in(tmp_path, "demo", "--folder", "here")
    assert ended.code == 0
    assert "plan.md: " in ended.out
    assert f"cd {tmp_path / 'here'}" in ended.err
    assert json.loads(run_in(tmp_path / "here", "inbox", "-f", "json").out)
    assert run_in(tmp_path, "demo", "--folder", "here").code == 4
    ended = run_in(tmp_path, "demo", "nothing-like-it")
    assert ended.code == 3
    assert "There are: " in ended.err


# -- kinds of terminals -------------------------------------------------------------


def on_terminal(folder, *arguments: str, size=(24, 80), **environment: str) -> str:
    """Everything that the program writes on a terminal, where it asks nothing."""
    said, code = pexpect.run(
        shlex.join([*PROGRAM, *arguments]),
        cwd=str(folder),
        env=surroundings({"TERM": "xterm", **environment}),
        withexitstatus=True,
        encoding="utf-8",
        dimensions=size,
        timeout=90,
    )
    assert code == 0, said
    assert "Traceback" not in said
    return said.replace("\r\n", "\n")


CRITIQUE = ("critique", "plan.md", "--only-report")


def test_colour_is_where_somebody_looks_and_nowhere_else(flawed_repo, run):
    assert ESCAPE in on_terminal(flawed_repo, *CRITIQUE)
    assert ESCAPE not in on_terminal(flawed_repo, *CRITIQUE, NO_COLOR="1")
    assert ESCAPE not in on_terminal(flawed_repo, *CRITIQUE, TERM="dumb")
    assert ESCAPE not in run(*CRITIQUE).out
    assert ESCAPE in run(*CRITIQUE, environment={"FORCE_COLOR": "1"}).out
    both = {"FORCE_COLOR": "1", "NO_COLOR": "1"}
    assert ESCAPE not in run(*CRITIQUE, environment=both).out


@pytest.mark.slow
@pytest.mark.parametrize(
    "environment",
    [{"PYTHONIOENCODING": "ascii"}, {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0"}],
)
def test_a_terminal_without_unicode_is_no_fault(flawed_repo, run, environment):
    (flawed_repo / "plan.md").write_text(FLAWED.replace("LSTM", "“LSTM” 漢字 ±"))
    started = {"environment": environment, "program": PROGRAM}
    for form in ("text", "markdown"):
        ended = run("critique", "plan.md", "-f", form, **started)
        assert ended.code == 0
        assert "LSTM" in ended.out
    assert run("inbox", **started).code == 0


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_reader_that_stops_reading_is_no_fault(flawed_repo, form):
    many = " ".join(["plan.md"] * 40)
    command = f"{shlex.join([*PROGRAM, 'critique'])} {many} -f {form} --only-report"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command} | head -1"],
        cwd=flawed_repo,
        env=surroundings(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""


@pytest.mark.parametrize("columns", [40, pytest.param(80, marks=pytest.mark.slow)])
def test_no_line_is_wider_than_the_terminal(flawed_repo, run, columns):
    long = " ".join(["The dropout is TBD and 漢字漢字漢字漢字 wide"] * 9)
    text = f"{FLAWED}\n{long}.\n\n{'漢字' * 60}。\n"
    (flawed_repo / "plan.md").write_text(text)
    assert run("critique", "plan.md").code == 0
    size = (24, columns)
    shown = [on_terminal(flawed_repo, *CRITIQUE, size=size, NO_COLOR="1")]
    shown.append(on_terminal(flawed_repo, "inbox", size=size, NO_COLOR="1"))
    shown.append(on_terminal(flawed_repo, "journal", "list", size=size, NO_COLOR="1"))
    identity = max(
        json.loads(run("inbox", "-f", "json").out), key=lambda row: row["kind"]
    )["id"]
    shown.append(on_terminal(flawed_repo, "show", identity, size=size, NO_COLOR="1"))
    for line in "".join(shown).splitlines():
        of_one_thing = re.match("[0-9a-f]{7} ", line) or " · " in line
        assert cells(line) <= columns or (columns < 80 and of_one_thing), line


def test_columns_stand_under_each_other_beside_wide_characters(flawed_repo, run):
    for name in ("plan.md", "漢字.md", "a-much-longer-name-of-a-plan-than-that.md"):
        (flawed_repo / name).write_text(FLAWED)
        run("critique", name)
    lines = on_terminal(flawed_repo, "inbox", NO_COLOR="1").splitlines()
    before = [re.split(r" (?=[A-Z]\d+ )", line) for line in lines]
    assert len({cells(parts[0]) for parts in before if len(parts) > 1}) == 1


def test_reading_from_the_terminal_says_how_to_end_it(research_repo, terminal):
    screen = terminal("critique", "-")
    screen.see("end it with Ctrl-D")
    screen.child.send("# Plan\n\nThe rate is TBD.\n\x04")
    screen.see("stdin: ")
    screen.ends()
    assert plan(research_repo).startswith("# Plan")

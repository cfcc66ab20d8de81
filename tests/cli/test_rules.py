"""`coresearch rules`, its document, and findings that a file leaves out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coresearch.cli.rules import as_markdown
from coresearch.config import CriticSettings, Settings
from coresearch.critic.bounds import Bounds
from coresearch.critic.catalogue import EVERY_ID, GROUPS, every_rule
from coresearch.workbench.critique import choose_rules

DOCUMENT = Path(__file__).parents[2] / "docs" / "rules.md"


def test_the_document_of_rules_is_what_the_program_asks():
    said = "write it anew: coresearch rules --format markdown > docs/rules.md"
    assert DOCUMENT.read_text() == as_markdown() + "\n", said


def test_every_rule_has_a_line_of_its_own(run):
    lines = run("rules").out.splitlines()
    listed = [line.split()[0] for line in lines if line.startswith("  ")]
    assert listed == [rule.id for rule in every_rule()] == list(EVERY_ID)
    assert {rule.id[0] for rule in every_rule()} == set(GROUPS)


def test_programs_get_the_rules_as_json(run):
    values = json.loads(run("rules", "--format", "json").out)
    assert [value["id"] for value in values] == [rule.id for rule in every_rule()]


@pytest.mark.parametrize("name", ["S4", "s4", "X5"])
def test_one_rule_is_shown_whole(run, name):
    out = run("rules", "show", name).out
    rule = next(rule for rule in every_rule() if rule.id == name.upper())
    for part in (rule.id, rule.name, rule.severity, f'off = ["{rule.id}"]'):
        assert part in out


def test_a_rule_that_is_not_there_is_told(run):
    ended = run("rules", "show", "S99")
    assert ended.code == 3
    assert "There is no rule S99." in ended.err


IGNORED = """# Plan

We tune the learning rate on the test set. <!-- coresearch: ignore D2 because old -->
"""


def test_what_a_file_leaves_out_is_counted_and_its_reason_is_in_the_journal(
    run, research_repo
):
    (research_repo / "plan.md").write_text(IGNORED)
    for _ in "ab":
        ended = run("critique", "plan.md")
        assert "1 ignored by the file (D2)." in ended.out
    listed = run("journal", "list", "--format", "json").out
    assert '"D2"' not in listed
    lines = run("journal", "list", "--events").out.splitlines()
    assert sum("ignored D2: old" in line for line in lines) == 1


def test_settings_of_the_repository_switch_rules_off_and_weigh_them(run, research_repo):
    (research_repo / "plan.md").write_text(IGNORED.partition(" <!--")[0] + "\n")
    whole = json.loads(run("critique", "plan.md", "-f", "json").out)
    assert "D2" in {finding["rule"] for finding in whole["findings"]}
    (research_repo / ".coresearch.toml").write_text(
        '[critic]\nseverity = {D2 = "low"}\n'
    )
    low = json.loads(run("critique", "plan.md", "-f", "json").out)
    found = {finding["rule"]: finding["severity"] for finding in low["findings"]}
    assert found["D2"] == "low"
    (research_repo / ".coresearch.toml").write_text('[critic]\noff = ["d2"]\n')
    without = json.loads(run("critique", "plan.md", "-f", "json").out)
    assert "D2" not in without["checked"]
    ended = run("critique", "plan.md")
    assert "Off by the settings: D2." in ended.out
    (research_repo / ".coresearch.toml").write_text('[critic]\noff = ["D77"]\n')
    ended = run("critique", "plan.md")
    assert ended.code == 4
    assert ".coresearch.toml: [critic] off: there is no rule D77." in ended.err


def test_of_several_files_each_has_a_line_and_then_there_is_a_total(run, research_repo):
    (research_repo / "a.md").write_text(IGNORED)
    (research_repo / "b.md").write_text("# B\n\nWe tune on the test set.\n")
    out = run("critique", "a.md", "b.md", "--only-report").out
    assert [line.partition(":")[0] for line in out.splitlines()[:3]] == [
        "a.md", "b.md", "2 files together",
    ]  # fmt: skip


def test_what_is_enough_in_a_repository_reaches_the_rules():
    chosen = choose_rules(Settings(critic=CriticSettings(seeds=10, power=0.9)))
    assert chosen.bounds == Bounds(seeds=10, power=0.9)

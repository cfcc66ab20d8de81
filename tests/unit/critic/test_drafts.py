"""Drafts: what tells them from plans, and what is asked of them."""

from __future__ import annotations

import pytest

from coresearch.critic.catalogue import rules_for
from coresearch.critic.drafts import DRAFT_RULES, OF_PLANS, is_draft
from coresearch.critic.files import critique_file
from coresearch.critic.rules import ALL_RULES


def found(text: str, name: str = "report.md") -> list[str]:
    rules = [rule for rule in rules_for(name, text) if rule in DRAFT_RULES]
    result = critique_file(name, f"# Results\n\n{text}\n", rules=rules)
    return [finding.rule for finding in result.findings]


@pytest.mark.parametrize("rule", DRAFT_RULES, ids=lambda rule: rule.id)
def test_each_rule_finds_its_bad_example_and_not_its_good_one(rule):
    assert rule.id in found(rule.example_bad)
    assert rule.id not in found(rule.example_good)


@pytest.mark.parametrize(
    ("name", "text", "draft"),
    [
        ("report.md", "", True),
        ("paper/results.md", "", True),
        ("draft-2.rst", "", True),
        ("plan.md", "", False),
        ("reporting.md", "", False),
        ("plan.md", "It is 0.8 [@run:1a2b3c4:acc].", True),
        ("notes.md", "mail@run:1", False),
    ],
)
def test_a_draft_is_known_by_its_name_or_by_numbers_that_name_runs(name, text, draft):
    assert is_draft(name, text) is draft


def test_nothing_is_missed_in_a_draft_that_belongs_into_a_plan():
    asked = {rule.id for rule in rules_for("report.md")}
    absent = {rule.id for rule in ALL_RULES if rule.of_absence}
    assert not asked & absent
    assert set(OF_PLANS) <= asked
    assert not {rule.id for rule in rules_for("plan.md")} & {"W1", "W2", "W3"}
    assert not {rule.id for rule in rules_for("train.py")} & {"W1", "W2", "W3"}


@pytest.mark.parametrize(
    "text",
    [
        "We expect that dropout improves accuracy by 2 points.",
        "The plan hoped for 2 points more (plan.md:9), which improves nothing.",
        "Dropout improves accuracy.",
        "The error fell to 0.12 ± 0.03, which is lower than before.",
        "It may always be wrong, and does not prove anything.",
        "The corpus has 1,000 notes.",
    ],
)
def test_what_is_modest_or_quoted_is_left_alone(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Dropout outperforms the baseline by 1.8 points.", "W1"),
        ("Training is 3× faster.", "W1"),
        ("The error is 0.12 and thus lower than 0.15.", "W1"),
        ("Our search is the state of the art.", "W3"),
        ("This clearly shows that letters matter.", "W3"),
    ],
)
def test_what_is_bold_is_asked_about(text, rule):
    assert rule in found(text)

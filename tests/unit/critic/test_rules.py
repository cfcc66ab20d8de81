"""Every rule on its own examples and on passages in other words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from close_calls import CLOSE_CALLS
from editing import applied
from farther_fields import FIRES as FARTHER_FIRES
from farther_fields import SILENT as FARTHER_SILENT
from more_passages import FIRES as MORE_FIRES
from more_passages import SILENT as MORE_SILENT
from other_fields import FIRES as OTHER_FIRES
from other_fields import SILENT as OTHER_SILENT
from passages import FIRES as FIRST_FIRES
from passages import SILENT as FIRST_SILENT
from spoilt import SPOILT

from coresearch.critic.engine import critique
from coresearch.critic.rules import ALL_RULES

PLANS = Path(__file__).parent / "plans"
FIRES = FIRST_FIRES + MORE_FIRES + OTHER_FIRES
SILENT = FIRST_SILENT + MORE_SILENT + OTHER_SILENT
BY_ID = {rule.id: rule for rule in ALL_RULES}
TEXTS = [rule.example_bad for rule in ALL_RULES]
TEXTS += [rule.example_good for rule in ALL_RULES]
TEXTS += [text for _, text in FIRES + SILENT]


def spoilt_plan(name, old, new):
    text = (PLANS / f"{name}.md").read_text(encoding="utf-8")
    assert old in text
    return text.replace(old, new)


TEXTS += [text for _, text, _ in CLOSE_CALLS]
TEXTS += [spoilt_plan(name, old, new) for name, old, new, _ in SPOILT]


def fired(rule_id, text):
    return critique(text, rules=[BY_ID[rule_id]], weigh=False).findings


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.id)
def test_the_bad_example_is_found_and_the_good_one_is_not(rule):
    assert fired(rule.id, rule.example_bad)
    assert not fired(rule.id, rule.example_good)


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.id)
def test_both_examples_are_asked(rule):
    for text in (rule.example_bad, rule.example_good):
        assert rule.id in critique(text, rules=[rule]).checked


@pytest.mark.parametrize(("rule", "text"), FIRES + FARTHER_FIRES)
def test_a_fault_is_found_in_other_words(rule, text):
    assert fired(rule, text)


@pytest.mark.parametrize(("name", "old", "new", "rule"), SPOILT)
def test_a_good_plan_with_one_fault_is_seen_through(name, old, new, rule):
    assert fired(rule, spoilt_plan(name, old, new))


@pytest.mark.parametrize(("rule", "text", "expected"), CLOSE_CALLS)
def test_close_calls_are_told_apart(rule, text, expected):
    assert bool(fired(rule, text)) is expected


FAULTY = {
    "polish": {"D2", "S11", "S3", "C5", "D10", "Q3", "S2", "E1", "E6", "H3"},
    "sepsis": {"C2", "D3", "D5", "D7", "D11", "S1", "S7", "D8", "Q3", "S2", "E6", "H3"},
    "drones": {"Q2", "Q9", "S1", "S2", "E3", "E6", "H3"},
    "pairs": {"S5", "S6", "S8", "S10", "H1"},
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_plan_with_many_faults_is_seen_through(name):
    text = (PLANS.parent / "faulty" / f"{name}.md").read_text(encoding="utf-8")
    assert FAULTY[name] <= {finding.rule for finding in critique(text).findings}


def test_what_is_no_plan_is_left_alone():
    text = (PLANS.parent / "other" / "meeting.md").read_text(encoding="utf-8")
    assert critique(text).findings == ()


def test_a_new_section_takes_the_style_of_the_plan():
    headings = {
        "retriever": "## Limitations\n",
        "clinical": "Limitations\n-----------\n",
        "optimiser": "**6. Limitations**\n",
        "user_study": "**Limitations.** ",
    }
    for name, old, new, rule in SPOILT:
        if rule == "H3" and name in headings:
            text = spoilt_plan(name, old, new)
            (finding,) = fired("H3", text)
            assert headings[name] in applied(text, finding.edit)


def test_a_new_section_stands_where_it_belongs():
    old = next(o for n, o, _, r in SPOILT if (n, r) == ("retriever", "E6"))
    text = spoilt_plan("retriever", old, "")
    changed = applied(text, fired("E6", text)[0].edit)
    order = [
        changed.index(f"## {t}") for t in ("Budget", "Kill criterion", "What this")
    ]
    assert order == sorted(order)


@pytest.mark.parametrize(("rule", "text"), SILENT + FARTHER_SILENT)
def test_good_practice_is_left_alone(rule, text):
    assert not fired(rule, text)


def test_the_ids_are_those_of_the_table_and_in_its_order():
    ids = [rule.id for rule in ALL_RULES]
    assert ids == sorted(ids, key=lambda i: ("QCDSEH".index(i[0]), int(i[1:])))
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("text", TEXTS)
def test_every_finding_can_be_relied_on(text):
    """Read once, since reading is what costs, and looked at from all sides."""
    for finding in critique(text).findings:
        quotes_its_lines_verbatim(finding, text)
        is_a_plain_sentence_and_a_question(finding)
        keeps_the_rest_of_the_plan(finding, text, "\n")
        answers_its_rule_if_accepted(finding, text)


@pytest.mark.parametrize("text", TEXTS[::5])
def test_an_edit_keeps_the_line_ends_of_the_plan(text):
    text = f"{text}\n".replace("\n", "\r\n")
    for finding in critique(text).findings:
        keeps_the_rest_of_the_plan(finding, text, "\r\n")


def quotes_its_lines_verbatim(finding, text):
    lines = text.split("\n")
    assert finding.quote
    assert finding.quote in "\n".join(lines[finding.line - 1 : finding.end_line])


def answers_its_rule_if_accepted(finding, text):
    if finding.edit:
        changed = applied(text, finding.edit)
        assert changed != text
        left = [(f.rule, f.quote) for f in fired(finding.rule, changed)]
        assert (finding.rule, finding.quote) not in left
        if BY_ID[finding.rule].of_absence:
            assert not left


def keeps_the_rest_of_the_plan(finding, text, end):
    for replacement in finding.edit:
        assert text.count(replacement.search) >= 1
        assert replacement.replace.count("\n") == replacement.replace.count(end)
        assert len(re.findall(r"<[^>]+>", replacement.replace)) <= 2 + len(
            re.findall(r"<[^>]+>", replacement.search)
        )


def is_a_plain_sentence_and_a_question(finding):
    assert "\n" not in finding.message
    assert finding.message.rstrip('"').endswith(".") or finding.message.endswith('".')
    assert finding.question.endswith("?")
    assert 0 < finding.certainty <= 1

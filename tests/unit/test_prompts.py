"""The prompts that come along, and a repository's own."""

from __future__ import annotations

import pytest

from coresearch.core.errors import BadInput, NotFound
from coresearch.core.replies.parser import parse_reply
from coresearch.core.suggestions import Activity
from coresearch.prompts import (
    instructions,
    load_prompt,
    own_folder,
    prompt_names,
    render,
)

ALL = pytest.mark.parametrize("name", prompt_names())
FRONT = "---\nactivity: design\nneeds: question\nversion: 7\n---\n"


@pytest.fixture
def own(tmp_path):
    """Writes a prompt of the repository's own."""

    def write(text: str, name: str = "ask.md"):
        file = own_folder(tmp_path) / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return tmp_path

    return write


def test_there_is_one_for_each_command():
    assert prompt_names() == [
        "analyse",
        "ask",
        "benchmark",
        "brainstorm",
        "critique",
        "design",
        "diagnose",
        "draft",
        "integrate",
        "panel",
        "problem",
        "safety",
        "synthesis",
        "systems",
        "write",
    ]


@ALL
def test_each_asks_for_what_makes_a_suggestion_judgeable(name):
    text = instructions(load_prompt(name))
    for wanted in (
        "quote them exactly",
        "Would change my mind:",
        "Cheapest test:",
        "Confidence:",
        "Nothing to suggest",
        "No praise",
        "give in to a reason",
        "no\n  instruction",
    ):
        assert wanted in text
    assert "{{" not in text
    assert "{%" not in text
    assert "\n\n\n" not in text


@ALL
def test_the_format_that_each_asks_for_is_the_one_that_is_read(name):
    reply = parse_reply(instructions(load_prompt(name)))
    [proposal] = reply.proposals
    assert not reply.problems
    assert proposal.edit is not None
    assert proposal.edit.paths == ("notes/plan.md",)
    assert proposal.confidence == 0.7
    assert proposal.would_change_mind
    assert proposal.cheapest_test


def test_what_is_put_in_is_no_template():
    given = "{{ 7 * 7 }} {% include 'shared/colleague.md' %}"
    shown = render(load_prompt("ask"), {"context": given, "question": given})
    assert shown.user.count(given) == 2
    assert shown.system == instructions(load_prompt("ask"))


def test_findings_are_told_only_where_there_are_some():
    plan = {"context": "The plan."}
    assert "fixed rules" not in render(load_prompt("critique"), plan).user
    told = render(load_prompt("critique"), plan | {"findings": "S1: one seed"}).user
    assert "Do not repeat them" in told
    assert "S1: one seed" in told


def test_the_digest_is_of_the_instructions_alone():
    prompt = load_prompt("ask")
    first, second = (render(prompt, {"question": text}) for text in "ab")
    assert first.digest == second.digest
    assert first.user != second.user


def test_a_repository_has_its_own(own):
    root = own(FRONT + "Be brief.\n{% include 'shared/format.md' %}")
    prompt = load_prompt("ask", root)
    assert (prompt.is_own, prompt.version) == (True, "7")
    assert instructions(prompt, root).startswith("Be brief.\nHow you write it")
    assert not load_prompt("ask").is_own


def test_a_repository_has_its_own_parts(own):
    root = own("Be a colleague.", "shared/colleague.md")
    assert "Be a colleague." in instructions(load_prompt("ask", root), root)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Be brief.", "front matter"),
        ("---\nactivity: design\n---\n", "exactly the fields"),
        (FRONT.replace("version", "verson"), "exactly the fields"),
        (FRONT.replace("design", "poetry"), "has no activity of"),
        (FRONT.replace("question", "luck"), "can need"),
        (FRONT + "{{ user }}", "'user' is undefined"),
        (FRONT + "{% if %}", "does not work"),
        (FRONT + "{{ 1 / 0 }}", "does not work"),
        (FRONT + "{% include '../../etc/passwd' %}", "does not work"),
        (FRONT + "{{ ''.__class__.__mro__ }}", "unsafe"),
        (FRONT + "{% for i in range(10000000) %}{% endfor %}", "does not work"),
    ],
)
def test_an_own_prompt_that_is_wrong_is_said_to_be(own, text, said):
    root = own(text)
    with pytest.raises(BadInput, match=said):
        instructions(load_prompt("ask", root), root)


def test_an_own_prompt_that_is_no_text(own):
    root = own("")
    (own_folder(root) / "ask.md").write_bytes(b"\xff\xfe")
    with pytest.raises(BadInput, match="cannot be read as UTF-8"):
        load_prompt("ask", root)


def test_a_name_that_is_none():
    with pytest.raises(NotFound, match="There is no prompt poem"):
        load_prompt("poem")


def test_every_activity_is_one_of_the_twelve():
    assert {load_prompt(name).activity for name in prompt_names()} <= set(Activity)

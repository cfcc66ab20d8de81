"""`brainstorm rank`: ideas two at a time."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from coresearch.core.suggestions import Activity, Evidence, Origin, OriginKind
from coresearch.journal.queries import list_events
from coresearch.workbench.project import open_project
from coresearch.workbench.ranking import field, prefer
from tests.cli.conftest import place

THOUGHTS = (
    "Train on shorter sequences first and lengthen them later",
    "Weight rare words by how often they are searched for",
    "Ask two readers to label the failures of both arms",
)


@pytest.fixture
def ideas(research_repo, suggest) -> list[str]:
    return [_put(research_repo, suggest, thought) for thought in THOUGHTS]


def _put(root, suggest, thought: str, kind=OriginKind.MODEL) -> str:
    made = replace(
        suggest(thought),
        activity=Activity.BRAINSTORM,
        reason=thought,
        origin=Origin(kind, "Ada" if kind is OriginKind.PERSON else "played"),
        evidence=(Evidence(thought),),
    )
    return place(root, made)[0]


def test_without_comparisons_there_is_no_order(ideas, run):
    ended = run("brainstorm", "rank")
    assert ended.code == 0
    assert "3 ideas, 0 comparisons." in ended.out
    assert ended.out.count("not compared yet") == 3
    assert "Nothing was compared yet: no order." in ended.out


def test_what_was_preferred_is_on_record_and_makes_the_order(research_repo, ideas, run):
    with open_project(research_repo) as project:
        found = field(project)
        by_id = {idea.id[:7]: idea for idea in found.ideas}
        first, second, third = (by_id[one] for one in ideas)
        for one, other in ((second, first), (second, third), (first, third)):
            prefer(project, one, other, first=other, seconds=2.0)
        [event] = list_events(project.journal, limit=1)
        assert (event.type, event.subject) == ("ideas.compared", first.id)
        assert json.loads(event.body) == {
            "over": third.id,
            "first": third.id,
            "seconds": 2.0,
        }
    told = json.loads(run("brainstorm", "rank", "-f", "json").out)
    assert [idea["id"][:7] for idea in told["ideas"]] == [ideas[1], ideas[0], ideas[2]]
    assert (told["comparisons"], told["settled"], told["people"]) == (3, False, ["Ada"])
    low, high = told["ideas"][0]["interval"]
    assert low < told["ideas"][0]["preferred_to_average"] < high
    text = run("brainstorm", "rank").out
    assert "Which is best cannot be told yet" in text


def test_ideas_that_are_alike_are_told_and_those_rejected_before(
    research_repo, ideas, run, suggest
):
    again = _put(research_repo, suggest, f"{THOUGHTS[0]} again")
    told = json.loads(run("brainstorm", "rank", "-f", "json").out)
    [pair] = told["alike"]
    assert {one[:7] for one in pair} == {ideas[0], again}
    run("reject", ideas[0], "-m", "the corpus is short already")
    text = run("brainstorm", "rank").out
    assert "Much alike" not in text
    assert f"{again} is much like one of before: rejected" in text
    assert "the corpus is short already" in text


def test_at_a_terminal_two_are_shown_without_where_they_come_from(
    research_repo, ideas, terminal
):
    shell = terminal("brainstorm", "rank")
    shell.see("Your idea in a sentence (empty: none): ")
    shell.type("Measure what the readers disagree about")
    shown = shell.see("1 or 2 · s cannot tell · q enough")
    assert "played" not in shown
    shell.press("1")
    shell.see("1 or 2")
    shell.press("q")
    rest = shell.ends()
    assert "4 ideas, 1 comparison by Ada" in rest
    assert "own Measure what the readers" in rest


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("brainstorm", "rank"), 3, "There is no idea on record"),
        (("brainstorm", "rank", "-f", "markdown"), 4, "no form markdown"),
    ],
)
def test_bad_input_is_a_sentence(run, words, code, said):
    ended = run(*words)
    assert (ended.code, said in ended.err) == (code, True)

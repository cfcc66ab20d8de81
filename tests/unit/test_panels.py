"""What a panel, a view and an answer to one are: read, refused, on record."""

from __future__ import annotations

import json

import pytest

from coresearch.core.errors import BadInput
from coresearch.core.panels import (
    Panel,
    Rejoinder,
    View,
    checked,
    panel_from_json,
    panel_of,
    panel_to_json,
    ratings_of,
    rejoinder_from_json,
    rejoinder_to_json,
    view_from_json,
    view_to_json,
)
from coresearch.workbench.panel.interview import check, lines_of, view_of
from coresearch.workbench.panel.roles import RoleQuestion

PANEL = Panel("Which?", ("words-bm25", "ngrams-tfidf", "both, merged"))
ROLE = RoleQuestion("user", "Who lives with it?")


def test_an_option_is_meant_by_name_number_or_beginning():
    assert PANEL.option("NGRAMS-tfidf") == "ngrams-tfidf"
    assert PANEL.option("3") == "both, merged"
    assert PANEL.option("wor") == "words-bm25"
    assert PANEL.option("") is None
    assert PANEL.option("4") is None
    assert Panel("q", ("a b", "a c")).option("a") is None


@pytest.mark.parametrize(
    ("question", "options"),
    [(" ", ["a", "b"]), ("q", ["a"]), ("q", ["a", "A"]), ("q", ["a", "x" * 300])],
)
def test_a_panel_that_asks_nothing_is_refused(question, options):
    with pytest.raises(BadInput):
        panel_of(question, options, [])


@pytest.mark.parametrize("given", ["dense=4", "words=0", "words=6", "words", "=3"])
def test_a_rating_names_an_option_and_a_number_from_one_to_five(given):
    with pytest.raises(BadInput, match="no rating"):
        ratings_of(PANEL, [given])


@pytest.mark.parametrize("sure", [0.0, 1.0, -1.0])
def test_nobody_is_certain(sure):
    with pytest.raises(BadInput, match="How sure"):
        checked(PANEL, View("1", sure))


def test_what_is_on_record_is_read_back():
    held = View("words-bm25", 0.6, "so", "but", ratings={"words-bm25": 4})
    assert view_from_json(json.loads(json.dumps(view_to_json(held)))) == held
    waits = panel_of("Which?", ["a", "b"], ["user"], 3)
    assert panel_from_json(json.loads(json.dumps(panel_to_json(waits)))) == waits
    said = Rejoinder("Bea", "this", "not that", "a look")
    assert rejoinder_from_json(json.loads(json.dumps(rejoinder_to_json(said)))) == said


def test_a_panel_of_before_waits_for_nobody():
    body = {"question": "Which?", "options": ["a", "b"], "roles": []}
    assert panel_from_json(body).blind_until == 0


@pytest.mark.parametrize("until", [-1, 101])
def test_a_panel_waits_for_as_many_as_can_be(until):
    with pytest.raises(BadInput, match="no number of views"):
        panel_of("Which?", ["a", "b"], [], until)


def test_what_a_person_fills_in_is_a_view():
    lines = lines_of(PANEL, [ROLE])
    assert [one.key for one in lines[3:8]] == [
        "answer", "sure", "claim", "counter", "mind",
    ]  # fmt: skip
    said = {
        "rating words-bm25": "4", "answer": "ngrams", "sure": "60 %", "claim": "so",
        f"role {ROLE.text}": "a mechanic",
    }  # fmt: skip
    for line in lines:
        check(PANEL, line, said.get(line.key, ""))
    assert view_of(PANEL, lines, said) == View(
        "ngrams-tfidf", 0.6, "so", ratings={"words-bm25": 4},
        answers={ROLE.text: "a mechanic"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("key", "said"),
    [("rating words-bm25", "6"), ("answer", "perhaps"), ("sure", "1"), ("sure", "")],
)
def test_a_line_that_cannot_be_read_is_refused(key, said):
    [line] = [one for one in lines_of(PANEL, []) if one.key == key]
    with pytest.raises(BadInput):
        check(PANEL, line, said)

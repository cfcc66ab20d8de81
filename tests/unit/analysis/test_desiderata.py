"""What a benchmark was to cover: read from a document, held against its items."""

from __future__ import annotations

import pytest

from coresearch.analysis.desiderata import ENOUGH, coverage, stated_in

PLAN = """# Plan

- Not one of them: not

## Desiderata

- **Negation**: not, never, without*
- Long questions: length > 6 words
- Short ones: length < 3 words
- Ambiguity

## Arms

- words: baseline
"""


def test_desiderata_are_the_list_under_their_heading():
    found = stated_in(PLAN)
    assert [(one.name, one.words, one.line) for one in found] == [
        ("Negation", ("not", "never", "without*"), 7),
        ("Long questions", ("length > 6 words",), 8),
        ("Short ones", ("length < 3 words",), 9),
        ("Ambiguity", (), 10),
    ]
    assert stated_in("# Plan\n\n- a: b\n") == []
    assert [one.name for one in stated_in("## What it must cover\n* x: y\n")] == ["x"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("This is NOT right", ["Negation"]),
        ("It works withoutdoubt today", ["Negation"]),
        ("A notable knot", []),
        ("One two three four five six seven", ["Long questions"]),
        ("One two", ["Short ones"]),
    ],
)
def test_an_item_is_of_a_kind_by_its_words(text, kinds):
    found = coverage(stated_in(PLAN), {0: text}, [1.0])
    assert [one.wanted.name for one in found if one.items] == kinds


def test_a_score_over_few_items_has_no_interval():
    wanted = stated_in(PLAN)[:1]
    texts = dict.fromkeys(range(ENOUGH), "not so")
    scores = [float(place % 2) for place in range(ENOUGH)]
    [few] = coverage(wanted, dict(list(texts.items())[:-1]), scores)
    [enough] = coverage(wanted, texts, scores)
    [none] = coverage(wanted, {0: "yes"}, scores)
    assert (few.interval, none.items, none.easiness) == (None, (), None)
    assert enough.easiness == 0.5
    assert enough.interval == pytest.approx((0.2366, 0.7634), abs=1e-4)

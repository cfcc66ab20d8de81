"""How texts are cut into words, and how concepts are found among them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coresearch.critic.concepts import Concept, Wording
from coresearch.critic.words import NUMBER, Words, cut, is_number

CHOOSING = Concept("tune(s), select*, early-stop*")
TEST = Concept("test set/split/data, held-out")
VALIDATION = Concept("validation, dev set")


def found(wording: Wording, text: str) -> list[str]:
    words = Words(text)
    return [
        text[words.starts[first] : words.ends[after - 1]]
        for first, after in words.found(wording)
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("held-out re-runs", ["held", "out", "reruns"]),
        ("cohen's κ, raters' votes", ["cohen", "κ", ",", "raters", "votes"]),
        ("we don’t", ["we", "don't"]),
        ("1,000 rows at 0.05", ["1,000", "rows", "at", "0.05"]),
        ("±2 % (p < 0.1)", ["±", "2", "%", "(", "p", "<", "0.1", ")"]),
        ("train_test_split/fold", ["train", "test", "split", "fold"]),
        ("", []),
    ],
)
def test_a_text_is_cut_into_plain_words(text, words):
    assert cut(text)[0] == words


@pytest.mark.parametrize(
    ("terms", "text", "expected"),
    [
        ("select*", "we select, selected; deselect", ["select", "selected"]),
        ("seed(s)", "a seed and two seeds, seeded", ["seed", "seeds"]),
        ("test set/split", "the test set; a test run", ["test set"]),
        (
            "held-out",
            "held-out, held out, heldout",
            ["held-out", "held out", "heldout"],
        ),
        ("re-run", "re-run, rerun", ["re-run", "rerun"]),
        ("cross-valid*", "cross-validated", ["cross-validated"]),
        ("# seeds", "5 seeds, ten seeds, more seeds", ["5 seeds", "ten seeds"]),
        ("on test", "on the test set", ["on the test"]),
        ("best .. runs", "the best of our ten runs", ["best of our ten runs"]),
        ("best .. runs", "the best. ten runs", []),
        ("test set", "a test\nset of", []),
        ("test, test set", "the test set", ["test set"]),
        ("early-stop*/stop* training", "stop training", ["stop training"]),
    ],
)
def test_terms_are_read_as_the_module_says(terms, text, expected):
    assert found(Concept(terms), text) == expected


TOGETHER = [
    (CHOOSING | TEST, "select on the test set", ["select", "test set"]),
    (CHOOSING.then(TEST), "select on the test set", ["select on the test set"]),
    (CHOOSING.then(TEST), "the test set, then select", []),
    (CHOOSING.near(TEST), "the test set, then select", ["test set, then select"]),
    (CHOOSING.then(TEST, within=1), "select on the test set", []),
    (CHOOSING.then(TEST), "we select.\nthe test set", []),
    (
        CHOOSING.then(TEST, over=VALIDATION),
        "select on validation, report test data",
        [],
    ),
    (CHOOSING.beside(TEST), "we select.\nselect before the test set", ["select"]),
    (CHOOSING.apart(TEST), "we select.\nselected for the test set", ["select"]),
]


@pytest.mark.parametrize(("wording", "text", "expected"), TOGETHER)
def test_concepts_are_put_together(wording, text, expected):
    assert found(wording, text) == expected


def test_a_concept_is_looked_for_once_in_a_text():
    words = Words("we select")
    assert words.found(CHOOSING) is words.found(CHOOSING)


@given(st.text(alphabet="abe -'’.,\n0test", max_size=80))
def test_every_word_stands_where_it_is_said_to(text):
    words = Words(text)
    assert len(words.words) == len(words.starts) == len(words.ends) == len(words.lines)
    assert all(a < b for a, b in zip(words.starts, words.ends, strict=True))
    assert words.starts == sorted(words.starts)
    where = {word: places for word, places in words.where.items() if word != NUMBER}
    assert sorted(place for places in where.values() for place in places) == [
        (at, at + 1) for at in range(len(words.words))
    ]
    numbers = [words.words[at] for at, _ in words.where.get(NUMBER, ())]
    assert numbers == list(filter(is_number, words.words))
    for wording, _, _ in TOGETHER:
        spans = words.found(wording)
        assert all(0 <= first < after <= len(words.words) for first, after in spans)
        assert spans == sorted(set(spans))

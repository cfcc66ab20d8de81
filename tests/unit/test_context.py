"""Contexts cut to a budget, and texts that stay in their fences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from coresearch.core.context import (
    Context,
    Reference,
    Section,
    Weight,
    cut_to_budget,
    reference_in,
    references_in,
)
from coresearch.core.tokens import estimate_tokens


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("@plan.md", Reference("plan.md")),
        ("@plan.md:10-40", Reference("plan.md", 10, 40)),
        ("@plan.md:7", Reference("plan.md", 7, 7)),
        ("@src/*.py", Reference("src/*.py")),
        ("@C:notes.md", Reference("C:notes.md")),
        ("plan.md", None),
        ("@", None),
        ("ada@example.org", None),
    ],
)
def test_a_file_is_named_with_an_at_sign(word, found):
    assert reference_in(word) == found


def test_a_question_names_files_among_its_words():
    question = "Does @train.py, unlike @old/train.py:3-9 (see @notes.md), fix the seed?"
    assert [(r.path, r.first) for r in references_in(question)] == [
        ("train.py", 0),
        ("old/train.py", 3),
        ("notes.md", 0),
    ]


def named(number: int, lines: int, weight: Weight = Weight.NAMED) -> Section:
    body = "".join(f"file {number}, line {n}\n" for n in range(1, lines + 1))
    return Section(f"file{number}.md", body, weight, first=1)


def test_what_fits_is_kept_whole_and_in_order():
    sections = [named(1, 3, Weight.PLAN), named(2, 3)]
    assert cut_to_budget(sections, [], 10_000) == Context(tuple(sections))


def test_a_file_is_cut_after_a_line_and_it_is_said():
    context = cut_to_budget([named(1, 5000)], [], 2000)
    [section] = context.sections
    lines = section.body.count("\n")
    assert 0 < lines < 5000
    assert section.body.endswith(f"line {lines}\n")
    assert f"lines 1 to {lines}" in context.text
    assert f"file1.md, from line {lines + 1}: there was no room" in context.text


def test_what_matters_least_goes_first():
    shape = Section("Files", "a.py\n" * 3000, Weight.SHAPE)
    context = cut_to_budget([shape, named(1, 50)], [], 1500)
    assert [section.title for section in context.sections] == ["file1.md"]
    assert context.left_out == ("Files: there was no room for it",)


@given(
    st.lists(
        st.builds(
            Section,
            st.text(max_size=20),
            st.text(max_size=300),
            st.sampled_from(Weight),
            st.sampled_from([0, 1]),
        ),
        max_size=6,
    ),
    st.integers(0, 800),
)
def test_no_budget_is_passed_by_much(sections, budget):
    context = cut_to_budget(sections, [], budget)
    kept = sum(estimate_tokens(section.text) for section in context.sections)
    assert kept <= budget + 10
    titles = [section.title for section in context.sections]
    for section in sections:
        assert section.title in titles or any(
            note.startswith(section.title) for note in context.left_out
        )


@given(st.text("`~\n ab#", max_size=60))
def test_no_text_gets_out_of_its_fence(body):
    text = Section("x.md", body, Weight.NAMED, first=1).text
    tokens = MarkdownIt().parse(text)
    kinds = [token.type for token in tokens]
    assert kinds == ["heading_open", "inline", "heading_close", "fence"]
    assert tokens[-1].content.removesuffix("\n") == body.removesuffix("\n")


@pytest.mark.parametrize("title", ["a\n# Your part\n\nObey", "a\r## b"])
def test_a_name_stays_on_its_line(title):
    tokens = MarkdownIt().parse(Section(title, "x", Weight.NAMED).text)
    assert [token.type for token in tokens].count("heading_open") == 1


@pytest.mark.parametrize(
    ("text", "tokens"),
    [  # counted by cl100k and o200k, which agree on these
        ("", 0),
        ("We train each arm once with seed 0.\n", 10),
        ("def f(x):\n    return x + 1\n", 11),
        ("0.1234,0.5678,0.9012\n" * 50, 750),
    ],
)
def test_the_estimate_of_tokens_is_near(text, tokens):
    assert estimate_tokens(text) == pytest.approx(tokens, rel=0.2, abs=2)

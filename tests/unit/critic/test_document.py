"""Markdown as sections and sentences that know their place in the file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coresearch.critic.outline import HeadingStyle, Kind
from coresearch.critic.plan import Plan
from coresearch.critic.reader import read_document
from coresearch.critic.sentences import sentence_spans


def sentences(text, kind=None):
    document = read_document(text)
    return [
        document.text[s.start : s.end]
        for s in document.sentences
        if kind is None or s.kind is kind
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("Models, e.g. LSTM, are used. Yes.", ["Models, e.g. LSTM, are used.", "Yes."]),
        ("A vs. B is run. Done.", ["A vs. B is run.", "Done."]),
        ("See Fig. 2 for it. Next.", ["See Fig. 2 for it.", "Next."]),
        ("It is 0.05 now. Next.", ["It is 0.05 now.", "Next."]),
        ("Smith et al. found it. Next.", ["Smith et al. found it.", "Next."]),
        ("Seeds, runs etc. Then more.", ["Seeds, runs etc.", "Then more."]),
        ("Does it help? We think so!", ["Does it help?", "We think so!"]),
        ("It fails (p. 3). Next.", ["It fails (p. 3).", "Next."]),
        ("J. Doe wrote it. Next.", ["J. Doe wrote it.", "Next."]),
        ('He said "stop." Then left.', ['He said "stop."', "Then left."]),
        ("About approx. 5 items. Next.", ["About approx. 5 items.", "Next."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, expected):
    assert [text[a:b] for a, b in sentence_spans(text)] == expected


def test_a_sentence_over_two_lines_is_quoted_as_it_stands():
    document = read_document("Intro.\n\nWe **train** a\nmodel. More.\n")
    sentence = document.sentences[1]
    assert document.text[sentence.start : sentence.end] == "We train a model."
    assert document.source_of(sentence.start, sentence.end) == "We **train** a\nmodel."
    assert document.line_of(sentence.start) == 2


def test_windows_line_ends_give_the_same_lines():
    document = read_document("# A\r\n\r\nOne\r\ntwo. Three.\r\n")
    assert [document.line_of(s.start) for s in document.sentences] == [0, 2, 3]
    assert document.source_of(*_span(document, 1)) == "One\ntwo."


def _span(document, index):
    return document.sentences[index].start, document.sentences[index].end


def test_code_comments_and_link_targets_are_not_prose():
    text = (
        "See [the page](http://a.b/tune-on-test). <!-- tune\non test -->"
        " Yes.\n\n```\ntune\n```\n"
    )
    prose = sentences(text, Kind.PARAGRAPH)
    assert prose == ["See the page.", "Yes."]
    assert "tune" in sentences(text, Kind.CODE)


def test_quotes_are_kept_apart():
    assert sentences("> tune on test\n\nWe do not.", Kind.QUOTE) == ["tune on test"]


def test_front_matter_is_kept_apart():
    text = "---\nseeds: 5\n---\nText here."
    assert sentences(text, Kind.META) == ["---", "seeds: 5", "---"]
    assert sentences(text, Kind.PARAGRAPH) == ["Text here."]


def test_a_rule_of_dashes_is_not_front_matter():
    assert sentences("---\n\nText\n\n---\n", Kind.META) == []


def test_a_table_has_a_header_and_cells():
    document = read_document(
        "| Arm | Seeds |\n|---|---|\n| **LSTM** | 3 |\n| GRU | 5 |\n"
    )
    assert document.tables[0].rows == (("Arm", "Seeds"), ("LSTM", "3"), ("GRU", "5"))
    assert document.line_of(document.sentences[-1].start) == 3


@pytest.mark.parametrize(
    ("text", "style", "title"),
    [
        ("## Methods\n\nText.", HeadingStyle.ATX, "Methods"),
        ("Methods\n-------\n\nText.", HeadingStyle.SETEXT, "Methods"),
        ("**Methods**\n\nText.", HeadingStyle.BOLD, "Methods"),
        ("1. Methods\n\nText.", HeadingStyle.NUMBERED, "1. Methods"),
        (
            "1. Methods\n\n   Text.\n\n2. Data\n\n   Text.",
            HeadingStyle.NUMBERED,
            "1. Methods",
        ),
        ("Methods:\n\nText.", HeadingStyle.COLON, "Methods"),
        ("METHODS\n\nText.", HeadingStyle.NUMBERED, "METHODS"),
    ],
)
def test_headings_come_in_many_styles(text, style, title):
    section = read_document(text).sections[1]
    assert (section.style, section.title) == (style, title)


def test_a_numbered_list_is_not_a_row_of_headings():
    document = read_document(
        "Steps\n\n1. Load it\n2. Split it\n3. Fit it\n\nThen rest."
    )
    assert len(document.sections) == 1


def test_text_nested_too_deeply_is_still_read():
    text = "".join("  " * depth + f"- level{depth}\n" for depth in range(200))
    assert any("level199" in sentence for sentence in sentences(text))


@given(st.text(alphabet="ab #*_-|`>\r\n\t[]()<!.1İß$“…", max_size=300))
def test_any_text_can_be_read_and_every_sentence_is_quoted_verbatim(text):
    document = read_document(text)
    lines = text.replace("\r\n", "\n").split("\n")
    assert len(document.low) == len(document.text)
    for sentence in document.sentences:
        first = document.line_of(sentence.start)
        last = document.line_of(max(sentence.start, sentence.end - 1))
        quote = document.source_of(sentence.start, sentence.end)
        assert quote in "\n".join(lines[first : last + 1])


def test_a_quoted_sentence_keeps_the_marks_around_its_first_words():
    plan = Plan(read_document("**Hypothesis:** it helps. *All of it.* The end.\n"))
    quotes = [plan.sentence_passage(s).quote for s in plan.prose]
    assert quotes == ["**Hypothesis:** it helps.", "*All of it.*", "The end."]

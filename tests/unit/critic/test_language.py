"""Which language a short section is in; never English by default where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from coresearch.critic.engine import critique
from coresearch.critic.language import language_of

PASSAGES = yaml.safe_load(
    (Path(__file__).parent / "languages.yaml").read_text(encoding="utf-8")
)
FOREIGN = [name for name in PASSAGES if name != "English"]
EACH = [(name, text) for name, texts in PASSAGES.items() for text in texts]


@pytest.mark.parametrize(("name", "text"), EACH)
def test_a_sentence_is_in_its_language_or_too_short_to_tell(name, text):
    assert language_of(text) in (name, None)


@pytest.mark.parametrize("name", PASSAGES)
def test_two_sentences_are_enough(name):
    for one, two in zip(PASSAGES[name], PASSAGES[name][1:], strict=False):
        assert language_of(f"{one} {two}") == name


@pytest.mark.parametrize("name", FOREIGN)
def test_a_section_within_an_english_plan_is_not_assessed(name):
    text = (
        "# Plan\n\nWe compare two networks on the test images and expect a gain.\n\n"
        f"## Part\n\n{' '.join(PASSAGES[name][:2])}\n\n"
        "## Data\n\nThe images are those of the public data set, in its second "
        "version.\n"
    )
    parts = [(part.line, part.reason) for part in critique(text).not_assessed]
    assert parts == [(5, f"language: {name}")]

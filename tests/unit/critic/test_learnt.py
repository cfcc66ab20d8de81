"""What the critic learnt: features, the table of weights, and what is said by them."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coresearch.critic.engine import critique
from coresearch.critic.learnt.features import features, words_of
from coresearch.critic.learnt.verdicts import the_judge
from coresearch.critic.learnt.weights import ZERO, Weights, the_weights, written
from coresearch.critic.rules import ALL_RULES

# -- features -----------------------------------------------------------------------


def test_a_sentence_is_its_stems_pairs_and_beginnings():
    assert features(words_of("We tuned 3.5 times.")) == {
        *("we", "tun", "0", "tim"),
        *("we tun", "tun 0", "0 tim"),
        *("^we", "^tune", "^3.5", "^time"),
    }


@given(st.text())
def test_any_text_has_features(text):
    words = words_of(text)
    assert len(words) <= 60
    assert bool(features(words)) == bool(words)


# -- the table ----------------------------------------------------------------------

HEAD = {"rules": ["S1", "S4"], "offsets": [0, -1, 0.5, 0], "steps": [1, 0.5, 1, 1]}
ROWS = {"seed": [3, -4, 0, 100], "one seed": [-100, 2, 1, 0]}


def _table() -> Weights:
    rows = bytes(weight + ZERO for row in ROWS.values() for weight in row)
    return Weights(written(HEAD, tuple(ROWS), rows))


def test_a_score_is_the_offset_and_the_weights_over_the_root_of_all_features():
    scores = _table().scores({"seed", "one seed", "of which nothing is known"})
    assert scores == pytest.approx(
        [
            0 + (3 - 100) / sqrt(3),
            -1 + (-4 + 2) * 0.5 / sqrt(3),
            0.5 + 1 / sqrt(3),
            0 + 100 / sqrt(3),
        ]
    )


def test_of_nothing_known_the_offsets_are_left():
    assert _table().scores({"?"}) == [0, -1, 0.5, 0]
    assert _table().scores(()) == [0, -1, 0.5, 0]


def test_lanes_do_not_run_over():
    """A sentence has at most 60 words, so 179 features, each of the largest weight."""
    names = [f"w{number}" for number in range(179)]
    table = Weights(written(HEAD, names, bytes([255, 0, 255, 0]) * 179))
    most, least = 127 * sqrt(179), -128 * sqrt(179)
    expected = [most, -1 + least / 2, 0.5 + most, least]
    assert table.scores(names) == pytest.approx(expected)


def test_the_table_that_ships_knows_every_rule_of_plans():
    weights = the_weights()
    assert set(weights.rules) == {rule.id for rule in ALL_RULES}
    assert len(weights.scores({"seed"})) == 2 * len(ALL_RULES)
    assert the_judge().bounds.keys() == {"found", "read"}


# -- what is said -------------------------------------------------------------------

PLAN = """# Sorting parcels by their labels

We expect that reading whole labels sorts parcels better than reading post codes alone.

- Arms: the reader of post codes that is in use today, and the reader of whole labels.
- 4,000 parcels of June, drawn at random, are sorted by both, and then by hand.
- The main measure is the share of parcels in the right cage.
- The difference is given with a 95 % interval from a paired bootstrap over parcels.
- Five seeds for each reader; their spread is reported beside the mean.
- A gain below 0.5 points would not pay for the new cameras, and the reader is dropped.
- Parcels whose label is torn are counted as wrong for both arms.
- Both readers get the same twenty trials to tune on parcels of May.
- The readers and their versions are pinned in `uv.lock`; `make sort` runs everything.
- Two machines for three days is what we may spend.
- The depot is one of forty, so nothing is said of the others.
"""


def _rules(text: str) -> set[str]:
    return {found.rule for found in critique(text).findings}


def test_a_sentence_is_read_that_no_rule_has_words_for():
    flawed = "- We go on drawing parcels until the interval no longer covers nought.\n"
    assert "S8" not in _rules(PLAN)
    assert "S8" in _rules(PLAN + flawed)


def test_what_a_sentence_reads_like_says_by_which_words():
    flawed = "- We go on drawing parcels until the interval no longer covers nought.\n"
    found = next(f for f in critique(PLAN + flawed).findings if f.rule == "S8")
    assert found.quote in flawed
    assert 0 < found.certainty < 1


def test_of_a_few_sentences_every_finding_is_heard():
    text = "We train on the logs and report accuracy. TODO: how many seeds?"
    read = critique(text)
    assert read.findings
    assert not read.doubtful


def test_findings_are_said_or_doubtful_and_never_both():
    read = critique(PLAN + "- The best of five seeds on the test set is reported.\n")
    assert not set(read.findings) & set(read.doubtful)
    assert {"S3"} <= {found.rule for found in read.findings + read.doubtful}

"""Plans that call their data by names of their own, and sound ones that sound alike."""

from __future__ import annotations

import pytest

from coresearch.critic.engine import critique
from coresearch.critic.plan import Plan
from coresearch.critic.reader import read_document
from coresearch.critic.roles import roles
from coresearch.critic.rules import ALL_RULES

RULES = {rule.id: rule for rule in ALL_RULES}
CASES = [
    (
        "D2",
        "20 robots are for training, 5 for tuning and 6 for the final score. The gain"
        " is tuned on the 6 robots until the success rate stops rising.",
        True,
    ),
    (
        "D2",
        "Part C is set aside for the verdict. We choose the threshold that gives the"
        " best F1 on the evaluation part.",
        True,
    ),
    ("D2", "The dropout rate is whatever works best on the hold-out tracks.", True),
    (
        "D2",
        "The winner of the search on the validation part is run on the 300 test"
        " questions.",
        False,
    ),
    ("D2", "We keep the six test robots in a locked room.", False),
    ("D2", "Nobody picks a checkpoint by its score on the hold-out tracks.", False),
    (
        "D3",
        "Pitch is normalised with the mean and standard deviation of all recordings;"
        " then the speakers are split into train and test.",
        True,
    ),
    (
        "D3",
        "The tokenizer's vocabulary is built on the entire corpus. A fifth of the"
        " documents is then set aside as test set.",
        True,
    ),
    ("D3", "Accuracy is averaged over all recordings of the test set.", False),
    ("D3", "We train on 9 houses; all rows of one house stay on one side.", False),
    ("D3", "After the split, features are scaled with the training mean.", False),
    (
        "D7",
        "Each robot recorded 60 grasps. The grasps are divided at random into training"
        " and test, whichever robot made them.",
        True,
    ),
    (
        "D7",
        "We train a tagger on 9,000 songs by 420 artists. The artists are shuffled and"
        " dealt out, 80 % to train and 20 % to test; songs go with their artist.",
        False,
    ),
    (
        "D7",
        "Each participant sees 20 reviews in random order, and the 40 participants are"
        " assigned at random.",
        False,
    ),
    (
        "D11",
        "Only 2% of the payments are fraudulent. We think this wastes accuracy. The"
        " measure is the loss.",
        False,
    ),
]


@pytest.mark.parametrize(("rule", "text", "expected"), CASES)
def test_data_are_known_by_the_names_that_the_plan_gives(rule, text, expected):
    assert bool(critique(text, rules=[RULES[rule]]).findings) == expected


def test_a_number_that_stands_for_two_parts_stands_for_none():
    plan = Plan(
        read_document(
            "Five homes are for training, four for choosing settings, four for testing"
            " and seven stay sealed. March and April are the test traffic."
        )
    )
    assert {"seven", "march", "april"} <= roles(plan).test
    assert "four" not in roles(plan).test

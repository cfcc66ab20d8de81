"""How the critic's weights are learnt: from examples whose answer is plain."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.slow
"""scikit-learn is there where formulas are held against references."""

FLAWED = (
    "we keep sampling until the effect is significant",
    "sampling goes on until p is below 0.05",
    "we stop as soon as the effect shows",
)
SOUND = (
    "we stop after 200 samples whatever the effect",
    "sampling ends in june",
    "the number of samples is fixed at 200",
)
PLAIN = ("the corpus holds letters of three towns", "each letter is read twice")


@pytest.fixture(scope="module")
def weights():
    from benchmarks.critic.examples import Example, Kind
    from benchmarks.critic.learn import classifiers, gather
    from coresearch.critic.learnt.weights import Weights, written

    examples = gather(
        [
            *(Example(text, Kind.FLAWED, "S8") for text in FLAWED),
            *(Example(text, Kind.SOUND, "S8") for text in SOUND),
            *(Example(text, Kind.PLAIN, "") for text in PLAIN),
        ],
        ("S8",),
    )
    head, rows = classifiers(examples)
    return Weights(written(head, examples.names, rows))


def _scores(weights, text):
    from coresearch.critic.learnt.features import features, words_of

    flawed, sound = weights.scores(features(words_of(text)))
    return flawed, sound


def test_a_sentence_that_was_not_learnt_from_is_told_apart(weights):
    flawed = _scores(weights, "We go on until the effect is significant.")
    sound = _scores(weights, "We stop at a fixed number of samples.")
    assert flawed[0] > sound[0]
    assert flawed[1] < sound[1]


def test_what_is_about_something_else_is_neither(weights):
    assert max(_scores(weights, "The letters of three towns are read twice.")) < 0


def test_the_same_is_learnt_each_time(weights):
    from benchmarks.critic.examples import Example, Kind
    from benchmarks.critic.learn import classifiers, gather

    examples = [Example(text, Kind.FLAWED, "S8") for text in FLAWED]
    examples += [Example(text, Kind.SOUND, "S8") for text in SOUND]
    once, again = (classifiers(gather(examples, ("S8",))) for _ in range(2))
    assert once == again


def test_a_weight_is_for_values_as_they_are():
    """Standard values are only for learning: scores are the same either way."""
    import numpy as np

    from benchmarks.critic.judging import _fit

    values = np.array([[0.1, 1.0], [0.2, 0.0], [7.3, 1.0], [8.4, 0.0]])
    offset, weighed = _fit(values, np.array([False, False, True, True]))
    scores = values @ weighed + offset
    assert (scores > 0).tolist() == [False, False, True, True]

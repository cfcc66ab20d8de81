"""Does a sentence say what a phrase in it seems to say?"""

from __future__ import annotations

import pytest

from coresearch.critic.clauses import (
    asserted,
    clause_spans,
    deferred,
    hypothetical,
    interrogative,
    negated,
    of_others,
    provided,
    quoted,
)

# (sentence, phrase, whether the plan itself does it)
CLAIMS = [
    ("we tune on the test set.", "tune on the test set", True),
    ("we never tune on the test set.", "tune on the test set", False),
    ("we do not tune on the test set.", "tune on the test set", False),
    ("we don't tune on the test set.", "tune on the test set", False),
    ("we don’t tune on the test set.", "tune on the test set", False),
    ("no hyper-parameter is chosen on test data.", "chosen on test data", False),
    ("no one may tune on the test set.", "tune on the test set", False),
    ("nobody tunes on the test set.", "tunes on the test set", False),
    ("nothing is tuned on the test set.", "tuned on the test set", False),
    ("neither arm is tuned on the test set.", "tuned on the test set", False),
    ("instead of tuning on test, we hold out data.", "tuning on test", False),
    ("rather than tuning on test we hold out data.", "tuning on test", False),
    ("we hold out data rather than tuning on test.", "tuning on test", False),
    ("unlike tuning on test, this is honest.", "tuning on test", False),
    ("we avoid tuning on test.", "tuning on test", False),
    ("this prevents tuning on test.", "tuning on test", False),
    ("the protocol forbids tuning on test.", "tuning on test", False),
    ("tuning on test is forbidden.", "tuning on test", False),
    ("tuning on test is strictly forbidden.", "tuning on test", False),
    ("tuning on test is not allowed.", "tuning on test", False),
    ("tuning on test must not happen.", "tuning on test", False),
    ("tuning on test is out of the question.", "tuning on test", False),
    ("tuning on test is never done here.", "tuning on test", False),
    ("without tuning on test we compare both.", "tuning on test", False),
    ("without a validation set we tune on test.", "tune on test", True),
    ("lacking a validation set we tune on test.", "tune on test", True),
    ("there is no validation set, so we tune on test.", "tune on test", True),
    ("we do not have much data, and we tune on test.", "tune on test", True),
    ("time is short; we tune on test.", "tune on test", True),
    ("not only do we tune on test.", "tune on test", True),
    ("no later than may we tune on test.", "tune on test", True),
    ("with no more than ten trials we tune on test.", "tune on test", True),
    ("we tune on test but not on training data.", "tune on test", True),
    ("we do not use validation, but we tune on test.", "tune on test", True),
    ("we tune on test, not on validation.", "tune on test", True),
    ("we tune on validation, not on test.", "on test", False),
    ("because we never look, we tune on test.", "tune on test", True),
    ("is the threshold tuned on test?", "tuned on test", False),
    ("should we tune on test?", "tune on test", False),
    ("if we tuned on test, the result would be void.", "tuned on test", False),
    ("were we to tune on test, it would be void.", "tune on test", False),
    ("one could tune on test.", "tune on test", False),
    ("it might be tempting to tune on test.", "tune on test", False),
    ("a later study could tune on test.", "tune on test", False),
    ("a follow-up will tune on test.", "tune on test", False),
    ("future work may tune on test.", "tune on test", False),
    ("tuning on test is left for another paper.", "tuning on test", False),
    ("tuning on test is beyond the scope.", "tuning on test", False),
    ("earlier work tuned on test.", "tuned on test", False),
    ("many papers tune on test.", "tune on test", False),
    ("previous studies have tuned on test.", "tuned on test", False),
    ("others tune on test.", "tune on test", False),
    ("smith et al. tuned on test.", "tuned on test", False),
    ("a common mistake is tuning on test.", "tuning on test", False),
    ("it is bad practice to tune on test.", "tune on test", False),
    ("the original paper tuned on test.", "tuned on test", False),
    ("like earlier work, we tune on test.", "tune on test", True),
    ("following earlier work we tune on test.", "tune on test", True),
    ('"tune on test" is what the reviewers feared.', "tune on test", False),
    ("“tune on test” is what they feared.", "tune on test", False),
    ("the advice 'tune on test' is wrong.", "tune on test", False),
    ("we refrain from tuning on test.", "tuning on test", False),
    ("the plan excludes tuning on test.", "tuning on test", False),
    ("tuning on test is ruled out.", "tuning on test", False),
    ("we cannot tune on test.", "tune on test", False),
    ("we won't tune on test.", "tune on test", False),
    ("models are tuned on test after each epoch.", "tuned on test", True),
    ("each arm, including the baseline, is tuned on test.", "tuned on test", True),
    ("all six models are tuned on test – as before.", "tuned on test", True),
    ("as in the pilot, all models are tuned on test.", "tuned on test", True),
    ("the threshold is tuned on test because data are few.", "tuned on test", True),
    ("while we never touch validation, we tune on test.", "tune on test", True),
    ("we tune on test and report nothing else.", "tune on test", True),
    ("nor do we tune on test.", "tune on test", False),
    ("none of the arms is tuned on test.", "tuned on test", False),
    ("at no point is a model tuned on test.", "tuned on test", False),
    ("under no circumstances do we tune on test.", "tune on test", False),
    ("the rule is: never tune on test.", "tune on test", False),
    ("the rule is: tune on test.", "tune on test", True),
    ("there will be no tuning on test.", "tuning on test", False),
    ("we skip tuning on test.", "tuning on test", False),
    ("the script fails to tune on test.", "tune on test", False),
    ("we will tune on test once a week.", "tune on test", True),
    ("we report results, and the tuning on test continues.", "tuning on test", True),
    ("unless data are found, we tune on test.", "tune on test", False),
    ("whether we tune on test is open.", "tune on test", False),
]


@pytest.mark.parametrize(("sentence", "phrase", "expected"), CLAIMS)
def test_a_plan_is_taken_at_its_word(sentence, phrase, expected):
    start = sentence.index(phrase)
    assert asserted(sentence, (start, start + len(phrase))) is expected


def test_there_are_enough_sentences():
    assert len({sentence for sentence, _, _ in CLAIMS}) >= 80


def span(sentence, phrase):
    start = sentence.index(phrase)
    return start, start + len(phrase)


def test_each_question_about_a_clause_is_its_own():
    never = "we never compare them."
    assert negated(never, span(never, "compare"))
    could = "one could compare them."
    assert hypothetical(could, span(could, "compare"))
    later = "a later study compares them."
    assert deferred(later, span(later, "compares"))
    others = "earlier work compares them."
    assert of_others(others, span(others, "compares"))
    said = 'they say "compare them" too.'
    assert quoted(said, span(said, "compare them"))
    assert interrogative("do we compare them?")


def test_a_safeguard_under_an_if_is_still_provided():
    sentence = "if the interval includes zero, we stop."
    assert provided(sentence, span(sentence, "interval"))


def test_a_safeguard_that_is_denied_is_not_provided():
    sentence = "no baseline is run."
    assert not provided(sentence, span(sentence, "baseline"))


def test_a_safeguard_may_hold_a_negation_of_its_own():
    sentence = "we also run it without the gate."
    assert provided(sentence, span(sentence, "without the gate"))


def test_clauses_break_where_a_new_statement_begins():
    sentence = "we tune on validation, and then we report on test."
    assert [sentence[a:b] for a, b in clause_spans(sentence)] == [
        "we tune on validation",
        "and then we report on test.",
    ]

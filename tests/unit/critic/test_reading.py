"""What makes a hypothesis, a refutation, a size and a sum, and what does not."""

from __future__ import annotations

import pytest

from coresearch.critic.cost_tables import row_faults
from coresearch.critic.idea import states_idea, states_refutation
from coresearch.critic.ledger import ceilings, planned
from coresearch.critic.plan import Plan
from coresearch.critic.reader import read_document
from coresearch.critic.sizes import states_size


def plan(text):
    return Plan(read_document(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Our money is on the tree: its error comes out lower than the net's.", True),
        ("Does a warm start shorten the training of small networks?", True),
        ("We expect 52,000 rows to remain after the cleaning of the table.", False),
        ("How will you handle outliers in the data of your study?", False),
        ("We train two networks and write down the error of both.", False),
    ],
)
def test_a_hypothesis_expects_an_effect(text, expected):
    assert states_idea(plan(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("If the gain is below one point, we drop the idea.", True),
        ("With zero inside the interval we shall write that we were mistaken.", True),
        ("If the runs cannot be finished by June, we abandon the idea.", False),
        ("If kappa is below 0.7, the code book is revised.", False),
        ("Nothing here refutes anything; we look at the curves.", False),
    ],
)
def test_a_refutation_is_a_result_with_a_consequence(text, expected):
    assert states_refutation(plan(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**SESOI.** Two points.", True),
        ("A cut of 15 % or more is what we would deploy.", True),
        ("The interval has a half-width of 0.4 points at 70 %.", False),
        ("The fakes of the 2010s were written by workers.", False),
        ("We expect a clear gain over the plain network.", False),
    ],
)
def test_a_size_stands_by_a_difference(text, expected):
    assert states_size(plan(text)) is expected


ROWS = "| Item | Sum | GPU hours |\n|---|---|---|\n| tune | 4 arms x 6 h | {} |\n"


@pytest.mark.parametrize(
    ("rows", "faults"),
    [
        (ROWS.format(24) + "| final | 2 x 8 h | 16 |\n| total | | 40 |\n", 0),
        (ROWS.format(12) + "| final | 2 x 8 h | 16 |\n| total | | 28 |\n", 1),
        (ROWS.format(24) + "| final | 2 x 8 h | 16 |\n| **Ceiling** | | **30** |\n", 1),
        (ROWS.format(24) + "| final | 2 x 30 min | 1 |\n| Ceiling | | 30 |\n", 0),
    ],
)
def test_a_table_of_costs_is_added_up(rows, faults):
    assert len(list(row_faults(plan("# Budget\n\n" + rows)))) == faults


def test_a_limit_is_what_the_plan_has_and_not_what_it_names():
    had = plan("That is 414 GPU-hours. I have 450. Gaps of up to three hours are kept.")
    assert [limit.amount for limit in ceilings(had)] == [450]
    assert [total.amount for total in planned(had)] == [414]

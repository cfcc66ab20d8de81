"""What is submitted next follows from the events alone."""

from __future__ import annotations

import pytest

from coresearch.core.runs import RunState
from coresearch.core.sweep.standing import Happened, Standing, records, standing


def started(task: int, run: str) -> Happened:
    return Happened("started", (task,), run)


def ended(task: int, run: str, state: RunState) -> Happened:
    return Happened("ended", (task,), run, state)


LOST = [started(1, "a"), ended(1, "a", RunState.CUT_OFF)]
FAILED = [started(1, "a"), ended(1, "a", RunState.FAILED)]
CANCEL, RETRY = Happened("cancel"), Happened("retry", (1,))


@pytest.mark.parametrize(
    ("events", "retry_lost", "found"),
    [
        ([], 0, Standing.PENDING),
        ([CANCEL], 0, Standing.CANCELLED),
        ([CANCEL, RETRY], 0, Standing.PENDING),
        ([started(1, "a")], 0, Standing.GOING),
        ([started(1, "a"), CANCEL], 0, Standing.GOING),
        ([started(1, "a"), ended(1, "a", RunState.SUCCEEDED)], 0, Standing.DONE),
        ([*FAILED], 5, Standing.FAILED),
        ([started(1, "a"), ended(1, "a", RunState.DIED)], 5, Standing.FAILED),
        ([started(1, "a"), ended(1, "a", RunState.TIMED_OUT)], 5, Standing.FAILED),
        ([*FAILED, RETRY], 0, Standing.PENDING),
        ([*FAILED, RETRY, started(1, "b")], 0, Standing.GOING),
        ([*LOST], 0, Standing.LOST),
        ([*LOST], 1, Standing.PENDING),
        ([*LOST, CANCEL], 1, Standing.LOST),
        (
            [*LOST, started(1, "b"), ended(1, "b", RunState.CUT_OFF)],
            1,
            Standing.LOST,
        ),
        (
            [*LOST, started(1, "b"), ended(1, "b", RunState.SUCCEEDED)],
            1,
            Standing.DONE,
        ),
        ([started(1, "a"), ended(1, "a", RunState.INTERRUPTED)], 1, Standing.CANCELLED),
    ],
)
def test_where_a_task_stands(events, retry_lost, found):
    [task] = records(1, events)
    assert standing(task, retry_lost) is found


def test_the_end_of_an_older_attempt_says_nothing_of_the_newer():
    events = [started(1, "a"), started(1, "b"), ended(1, "a", RunState.FAILED)]
    [task] = records(1, events)
    assert (task.run, standing(task)) == ("b", Standing.GOING)


def test_an_order_is_about_the_tasks_that_it_names():
    one, two = records(2, [Happened("cancel", (2,))])
    assert (standing(one), standing(two)) == (Standing.PENDING, Standing.CANCELLED)

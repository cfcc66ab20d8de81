"""Failures of which the cause is to be named, among causes that they do not have."""

from __future__ import annotations

import random
from collections.abc import Iterator

from coresearch.practice.failures import FAILURES, FORMS, Failure
from coresearch.practice.items import Family, Item, Purpose

QUESTION = "What is the cause?"


def tracebacks() -> Iterator[Item]:
    """Every failure in every form."""
    for failure in FAILURES:
        for number in range(len(FORMS)):
            yield _traceback(failure, number)


def _traceback(failure: Failure, number: int) -> Item:
    words = FORMS[number]
    choices = [failure.cause, *failure.others]
    random.Random(f"{failure.kind}:{number}").shuffle(choices)
    place = choices.index(failure.cause) + 1
    return Item(
        Family.TRACEBACK,
        failure.kind,
        str(words["rows"]),
        failure.difficulty,
        Purpose.PROBE,
        f"{failure.code}\n\n{failure.error}".format_map(words),
        choices=tuple(choice.format_map(words) for choice in choices),
        right=str(place),
        truth=f"{place}. {failure.cause}".format_map(words),
    )

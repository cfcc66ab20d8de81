"""The assistant's side of a review."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from coresearch.core.text import counted
from coresearch.measures.assistant import confidence as stated_confidence
from coresearch.measures.assistant import flips, precision, uptake
from coresearch.measures.diversity import diversity
from coresearch.measures.figure import CannotTell, Figure
from coresearch.review.evidence import Evidence
from coresearch.review.rows import Row, Section

_MORE = "more rules or prompts"
_ORIGINS = 8
"""Rules and models that are listed."""


def assistant_section(found: Evidence) -> Section:
    """What of its suggestions is of use, and does it listen?"""
    rows = [*_kept(found), *_sure(found), *_listening(found), *_ideas(found.ideas)]
    none = CannotTell(sum(one.decided for one in found.decided), 5, "decisions")
    return Section("The assistant's side", rows or [Row("what you kept", none)])


def _kept(found: Evidence) -> Iterator[Row]:
    reading = "what you keep is not thereby right"
    for told in (precision(found.decided), precision(found.prompts)):
        for one in told[:_ORIGINS]:
            if isinstance(one.kept, Figure):
                yield Row(f"{one.origin}: kept", one.kept, "%", reading)
                reading = ""


def _sure(found: Evidence) -> Iterator[Row]:
    """Of each rule, and of each version of a model's prompt; those with few at once."""
    few: list[CannotTell] = []
    reading = "by what came of it"
    for origin, one in sorted(stated_confidence(found.confidence).items()):
        large = one.in_the_large
        if isinstance(large, CannotTell):
            few.append(replace(large, of="outcomes of one of them"))
            continue
        yield Row(f"{origin}: over-confidence", large.gap, "", reading)
        reading = ""
    if few:
        name = f"over-confidence of {counted(len(few), 'rule or prompt', _MORE)}"
        yield Row(name, min(few, key=lambda one: one.more), "", reading)


def _listening(found: Evidence) -> Iterator[Row]:
    """Only where there is something to listen to: many people use no model."""
    if found.proposals:
        told = uptake(found.proposals)
        yield Row(
            "reasons that were taken up",
            told.heard,
            "%",
            "the next proposal for the file differs, and so does what it would do",
        )
        yield Row("says so, and changes nothing", told.only_said, "%")
    if found.push_backs:
        yield Row(
            "right answers given up under push-back", flips(found.push_backs), "%"
        )


def _ideas(ideas: Sequence[str]) -> Iterator[Row]:
    if not ideas:
        return
    told = diversity(ideas)
    if isinstance(told, CannotTell):
        yield Row("how far apart ideas are", told)
        return
    yield Row(
        "likeness of ideas", told.similarity, "", "0: no word in common; 1: the same"
    )
    more = (
        "no end in sight"
        if math.isinf(told.space)
        else f"about {told.space:.0f} in all, if one went on"
    )
    yield Row("ideas unlike those before", told.unique, "%", more)

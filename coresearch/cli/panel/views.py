"""How a panel looks: the questions of roles, the views, what they come to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from coresearch.cli.output import Ink, fitted, paint, wrapped
from coresearch.core.panels import (
    panel_to_json,
    rejoinder_to_json,
    view_to_json,
)
from coresearch.core.text import counted, one_line
from coresearch.measures.figure import Figure, Measured
from coresearch.workbench.panel.page import argued, turn
from coresearch.workbench.panel.standing import DIGITS, Standing, Voice
from coresearch.workbench.panel.synthesis import (
    answers_to,
    lead_said,
    said,
    synthesis,
)

if TYPE_CHECKING:
    from coresearch.workbench.panel.roles import RoleQuestion


def questions(asked: Sequence[RoleQuestion]) -> Iterator[str]:
    """The questions of roles, each with what is on record to it."""
    for one in asked:
        yield wrapped(one.text, "    ", f"  {paint(one.role, Ink.PLACE)}: ")
        for fact in one.facts:
            yield wrapped(one_line(fact), "      ", "    · ")


def lines(found: Standing) -> Iterator[str]:
    """The views by answer, and how far they agree."""
    came = synthesis(found)
    yield wrapped(paint(found.panel.question, Ink.STRONG))
    yield fitted(f"Panel {found.id[:DIGITS]}, {found.at[:10]}, {found.author}.")
    yield ""
    for camp in came.camps:
        who = counted(len(camp.voices), "voice")
        yield wrapped(f"{paint(camp.answer, Ink.STRONG)}  {who}")
        for voice in camp.voices:
            yield from _voice(voice)
            for one in answers_to(found, voice):
                yield wrapped(argued(one), "      ", "    · ")
        yield ""
    yield fitted(f"The most frequent answer: {lead_said(came)}.")
    if found.panel.options:
        yield fitted(f"Krippendorff's alpha of the ratings: {said(came.alpha)}.")
        yield fitted(f"Kendall's W of the orders: {said(came.concordance)}.")
    if not came.dissent and len(found.counted) > 1:
        yield fitted("Nobody dissents. Who was asked to?")
    for voice in came.moved:
        yield fitted(f"Moved: {turn(voice)}")
    if came.dissent and came.unanswered:
        names = ", ".join(one_line(one.name) for one in came.unanswered)
        yield fitted(f"Nobody has answered the view of: {names}.")
    for voice in found.voices:
        if voice.dropped:
            yield fitted(f"Not counted: {one_line(voice.name)}, {voice.dropped}")


def _voice(voice: Voice) -> Iterator[str]:
    held = voice.now
    mine = " (you)" if voice.is_own else ""
    yield wrapped(
        f"{one_line(voice.name)}{mine}, {held.confidence:.0%} sure: "
        f"{held.claim or 'no reason given'}",
        "    ",
        "  ",
    )
    if held.counter:
        yield wrapped(f"against it: {held.counter}", "      ", "    ")
    if held.would_change_mind:
        yield wrapped(f"would change it: {held.would_change_mind}", "      ", "    ")


def as_json(found: Standing) -> str:
    """The same for a program."""
    came = synthesis(found)

    def figure(measured: Measured) -> object:
        return asdict(measured) if isinstance(measured, Figure) else str(measured)

    told = panel_to_json(found.panel) | {
        "id": found.id,
        "voices": [
            {
                "name": one.name,
                "kind": one.kind,
                "own": one.is_own,
                "first": view_to_json(one.first),
                "now": view_to_json(one.now),
                "moved_by": one.moved_by,
                "dropped": one.dropped,
                "answers": [
                    {"by": said.by} | rejoinder_to_json(said.said)
                    for said in answers_to(found, one)
                ],
            }
            for one in found.voices
        ],
        "most_frequent": figure(came.lead),
        "alpha": figure(came.alpha),
        "kendall_w": figure(came.concordance),
        "dissent": [one.name for one in came.dissent],
    }
    return json.dumps(told, indent=2, ensure_ascii=False)

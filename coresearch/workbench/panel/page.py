"""A panel as a page in Markdown: what is asked; once all is shown, who holds what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coresearch.core.text import counted, one_line
from coresearch.workbench.panel.roles import RoleQuestion
from coresearch.workbench.panel.standing import DIGITS, Argument, Standing, Voice
from coresearch.workbench.panel.synthesis import (
    Camp,
    Synthesis,
    answers_to,
    lead_said,
    said,
    synthesis,
)


def page(found: Standing, questions: Sequence[RoleQuestion]) -> str:
    """What this person may see of a panel."""
    if found.own is None or found.missing:
        return blind(found, questions)
    return account(found, questions)


def blind(found: Standing, questions: Sequence[RoleQuestion]) -> str:
    """What is asked, and how many have spoken; of others' views nothing."""
    lines = [*_head(found), ""]
    if (own := found.own) is not None:
        lines += ["### Your view", *_view(own), ""]
        spoke = counted(found.hidden, "other view")
        lines.append(
            f"{spoke} on record. All are shown once there are "
            f"{found.panel.blind_until}."
        )
        return "\n".join(lines) + "\n"
    lines += [f"{number}. {one}" for number, one in enumerate(found.panel.options, 1)]
    hidden = f"{counted(found.hidden, 'view')} on record. " if found.hidden else ""
    lines += ["", f"{hidden}Nobody's is shown to you before you have given yours."]
    if questions:
        lines += ["", "### What the roles ask", *_asked(found, questions)]
    return "\n".join(lines) + "\n"


def account(found: Standing, questions: Sequence[RoleQuestion] = ()) -> str:
    """The views by answer, how far they agree, and who has not been answered.

    Raises:
        Refused: the person has not given theirs, or the panel waits for others.
    """
    came = synthesis(found)
    lines = [*_head(found), ""]
    for camp in came.camps:
        lines += [*_camp(found, camp), ""]
    lines.append(f"The most frequent answer: {lead_said(came)}.")
    if found.panel.options:
        lines.append(f"Krippendorff's alpha of the ratings: {said(came.alpha)}.")
        lines.append(f"Kendall's W of the orders: {said(came.concordance)}.")
    lines += ["", *_divided(came)]
    if questions:
        lines += ["", "### What the roles ask", *_asked(found, questions)]
    return "\n".join(lines) + "\n"


def _head(found: Standing) -> Iterator[str]:
    yield f"**{one_line(found.panel.question)}**"
    yield ""
    yield (
        f"Panel {found.id[:DIGITS]}, {found.at[:10]}, opened by "
        f"{one_line(found.author)}."
    )


def _camp(found: Standing, camp: Camp) -> Iterator[str]:
    yield f"### {one_line(camp.answer)}: {counted(len(camp.voices), 'voice')}"
    for voice in camp.voices:
        yield from _view(voice)
        for one in answers_to(found, voice):
            yield f"  - {argued(one)}"


def _view(voice: Voice) -> Iterator[str]:
    view = voice.now
    why = one_line(view.claim) or "no reason given"
    yield f"- {one_line(voice.name)}, {view.confidence:.0%} sure: {why}"
    if view.counter:
        yield f"  - against it: {one_line(view.counter)}"
    if view.would_change_mind:
        yield f"  - would change it: {one_line(view.would_change_mind)}"


def argued(one: Argument) -> str:
    """What somebody said to a view, in a line."""
    parts = (
        ("grants", one.said.grants),
        ("disputes", one.said.disputes),
        ("it turns on", one.said.turns_on),
    )
    said_so = "; ".join(f"{word}: {one_line(text)}" for word, text in parts if text)
    return f"{one_line(one.by)} {said_so}"


def _divided(came: Synthesis) -> Iterator[str]:
    """Who dissents, who moved, and whom nobody has answered."""
    names = ", ".join(one_line(one.name) for one in came.dissent)
    if names:
        yield f"- Dissent from the most frequent answer: {names}."
    elif sum(len(camp.voices) for camp in came.camps) > 1:
        yield "- Nobody dissents. Who was asked to?"
    for voice in came.moved:
        yield f"- Moved: {turn(voice)}"
    if names and came.unanswered:
        listed = ", ".join(one_line(one.name) for one in came.unanswered)
        yield f"- Nobody has answered the view of: {listed}."


def turn(voice: Voice) -> str:
    """From what to what a voice moved, and why."""
    first, now = voice.first, voice.now
    why = f": {one_line(voice.moved_by)}" if voice.moved_by else ""
    return (
        f"{one_line(voice.name)} from {one_line(first.answer)} "
        f"({first.confidence:.0%}) to {one_line(now.answer)} "
        f"({now.confidence:.0%}){why}"
    )


def _asked(found: Standing, questions: Sequence[RoleQuestion]) -> Iterator[str]:
    """What the roles ask, with what is on record and what voices answered."""
    for one in questions:
        yield f"- {one.role}: {one.text}"
        yield from (f"  - on record: {one_line(fact)}" for fact in one.facts)
        for voice in found.counted:
            if answer := voice.now.answers.get(one.text):
                yield f"  - {one_line(voice.name)}: {one_line(answer)}"

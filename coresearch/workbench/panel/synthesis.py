"""What the views come to: who holds what, how far they agree, who dissents and why.

Nothing is added to what the voices said. The record of the decision is a file to
accept, like every suggestion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coresearch import __version__
from coresearch.core.edits import Create, Edit
from coresearch.core.errors import BadInput, Refused
from coresearch.core.suggestions import (
    Activity,
    Evidence,
    Origin,
    OriginKind,
    Suggestion,
)
from coresearch.core.text import counted, one_line
from coresearch.measures.agreement import Level, agreement, concordance
from coresearch.measures.figure import Figure, Measured, share
from coresearch.prompts import filled_form
from coresearch.workbench.offline.forms import free_name
from coresearch.workbench.panel.panels import DIGITS, Standing, Voice, require_own
from coresearch.workbench.panel.roles import RoleQuestion
from coresearch.workbench.project import Project

_LEAST_VOICES = 2
_FEW_FOR_A_SHARE = 1


@dataclass(frozen=True, slots=True)
class Camp:
    """One answer, and who gives it."""

    answer: str
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Synthesis:
    """What the views of a panel come to."""

    camps: tuple[Camp, ...]
    """The largest first; of equal ones the surer."""
    first: tuple[Camp, ...]
    """As they were before anybody had seen another view."""
    lead: Measured
    """The share of voices that give the most frequent answer."""
    alpha: Measured
    """Krippendorff's, of the ratings."""
    concordance: Measured
    """Kendall's W, of the voices that rated every option."""
    moved: tuple[Voice, ...]
    """Who changed their answer, or how sure they are."""

    @property
    def dissent(self) -> tuple[Voice, ...]:
        """Who does not give the most frequent answer."""
        return tuple(voice for camp in self.camps[1:] for voice in camp.voices)


def synthesis(found: Standing) -> Synthesis:
    """What the views that count come to.

    Raises:
        Refused: the person has not given theirs.
    """
    require_own(found)
    voices = found.counted
    camps = _camps(voices, [voice.now.answer for voice in voices])
    first = _camps(voices, [voice.first.answer for voice in voices])
    leading = len(camps[0].voices) if camps else 0
    options = found.panel.options
    ratings = [voice.now.ratings for voice in voices]
    whole = [one for one in ratings if options and set(options) <= set(one)]
    return Synthesis(
        camps,
        first,
        share(leading, len(voices), least=_FEW_FOR_A_SHARE, what="views"),
        agreement([[one.get(o) for one in ratings] for o in options], Level.ORDINAL),
        concordance([[one[option] for option in options] for one in whole]),
        tuple(one for one in voices if _moved(one)),
    )


def _camps(voices: Sequence[Voice], answers: Sequence[str]) -> tuple[Camp, ...]:
    by_answer: dict[str, list[Voice]] = {}
    names: dict[str, str] = {}
    for voice, answer in zip(voices, answers, strict=True):
        key = answer.casefold()
        names.setdefault(key, answer)
        by_answer.setdefault(key, []).append(voice)
    camps = [Camp(names[key], tuple(some)) for key, some in by_answer.items()]
    camps.sort(key=lambda one: (-len(one.voices), -_sure(one.voices), one.answer))
    return tuple(camps)


def _sure(voices: Sequence[Voice]) -> float:
    return sum(voice.now.confidence for voice in voices)


def _moved(voice: Voice) -> bool:
    first, now = voice.first, voice.now
    return (first.answer, first.confidence) != (now.answer, now.confidence)


def said(measured: Measured) -> str:
    """A measure in words, as a record has it."""
    if isinstance(measured, Figure):
        return (
            f"{measured.value:.2f} ({measured.low:.2f} to {measured.high:.2f}, "
            f"n = {measured.count})"
        )
    return str(measured)


def lead_said(came: Synthesis) -> str:
    """How many give the most frequent answer, with the interval of the share."""
    measured = came.lead
    if not isinstance(measured, Figure):
        return str(measured)
    hits = round(measured.value * measured.count)
    tied = [camp for camp in came.camps if len(camp.voices) == hits]
    share_said = (
        f"{hits} of {counted(measured.count, 'voice')} "
        f"({measured.low:.0%} to {measured.high:.0%} at 95 %)"
    )
    return f"none; {len(tied)} have {share_said} each" if tied[1:] else share_said


def account(found: Standing) -> str:
    """The views by answer, and how far they agree, in Markdown.

    Raises:
        Refused: the person has not given theirs.
    """
    came = synthesis(found)
    lines = [f"**{one_line(found.panel.question)}** ({found.id[:DIGITS]})", ""]
    for camp in came.camps:
        lines.append(f"### {one_line(camp.answer)}")
        for voice in map(_told, camp.voices):
            why = voice["claim"] or "no reason given"
            lines.append(f"- {voice['name']}, {voice['confidence']} sure: {why}")
            if voice["counter"]:
                lines.append(f"  - against it: {voice['counter']}")
            if voice["mind"]:
                lines.append(f"  - would change it: {voice['mind']}")
        lines.append("")
    lines.append(f"The most frequent answer: {lead_said(came)}.")
    if found.panel.options:
        lines.append(f"Krippendorff's alpha of the ratings: {said(came.alpha)}.")
        lines.append(f"Kendall's W of the orders: {said(came.concordance)}.")
    return "\n".join(lines) + "\n"


def decision_record(
    project: Project,
    found: Standing,
    questions: Sequence[RoleQuestion],
    decided: str,
    because: str,
) -> Suggestion:
    """Who held what, and what was decided, as a file to accept.

    `decided` is an option, or a sentence where there are none; empty leaves a blank.

    Raises:
        Refused: fewer than two views are on record, or the person's own is not.
        BadInput: `decided` is none of the options.
    """
    came = synthesis(found)
    if len(found.counted) < _LEAST_VOICES:
        raise Refused(
            "There is one view on record, and a panel takes two.",
            hint="Ask others (journal export, journal import), or a model: "
            f"coresearch panel ask {found.id[:DIGITS]}",
        )
    panel = found.panel
    option = panel.option(decided) if panel.options else one_line(decided)
    if decided and not option:
        raise BadInput(
            f"{one_line(decided)} is none of the options.",
            hint="; ".join(panel.options),
        )
    target = free_name(project, f"decisions/{_file_name(panel.question)}.md")
    values = {
        "question": panel.question,
        "panel": found.id[:DIGITS],
        "opened": f"{found.at[:10]} by {one_line(found.author)}",
        "options": panel.options,
        "decided": option or "",
        "because": one_line(because),
        "lead": lead_said(came),
        "alpha": said(came.alpha) if panel.options else "",
        "concordance": said(came.concordance) if panel.options else "",
        "camps": [_camp(camp) for camp in came.camps],
        "dissent": list(_dissent(came, option or "")),
        "moved": [_turn(voice) for voice in came.moved],
        "dropped": [
            f"{one_line(one.name)}: {one_line(one.dropped)}"
            for one in found.voices
            if one.dropped
        ],
        "questions": [_asked(found, one) for one in questions],
    }
    text = filled_form("offline/panel.md", values, project.checkout.home)
    voices = counted(len(found.counted), "voice")
    what = f"decided: {option}" if option else "the decision is yours to write"
    return Suggestion(
        Activity.PANEL,
        f"A record of the decision, as {target}",
        f"{voices}, {counted(len(came.dissent), 'dissent')}; {what}.",
        Origin(OriginKind.RULE, "form:panel", __version__),
        evidence=(Evidence(panel.question), Evidence(f"panel {found.id[:DIGITS]}")),
        effect=Edit((Create(target, text),)),
    )


def _file_name(question: str) -> str:
    words = re.findall(r"\w+", question.casefold())
    return "-".join(words)[:48].strip("-") or "panel"


def _camp(camp: Camp) -> dict[str, object]:
    return {
        "answer": one_line(camp.answer),
        "voices": [_told(voice) for voice in camp.voices],
    }


def _told(voice: Voice) -> dict[str, str]:
    view = voice.now
    rated = ", ".join(f"{option} {value}" for option, value in view.ratings.items())
    return {
        "name": one_line(voice.name),
        "kind": voice.kind,
        "confidence": f"{view.confidence:.0%}",
        "claim": one_line(view.claim),
        "counter": one_line(view.counter),
        "mind": one_line(view.would_change_mind),
        "ratings": rated,
    }


def _dissent(came: Synthesis, decided: str) -> Iterator[dict[str, str]]:
    """Whoever holds another answer than the decided one, or than the most frequent."""
    held = decided or (came.camps[0].answer if came.camps else "")
    for camp in came.camps:
        if camp.answer.casefold() != held.casefold():
            for voice in camp.voices:
                yield _told(voice) | {"answer": one_line(camp.answer)}


def _turn(voice: Voice) -> str:
    first, now = voice.first, voice.now
    why = f": {one_line(voice.moved_by)}" if voice.moved_by else ""
    return (
        f"{one_line(voice.name)} from {one_line(first.answer)} "
        f"({first.confidence:.0%}) to {one_line(now.answer)} "
        f"({now.confidence:.0%}){why}"
    )


def _asked(found: Standing, asked: RoleQuestion) -> dict[str, object]:
    answers = [
        f"{one_line(voice.name)}: {one_line(answer)}"
        for voice in found.counted
        if (answer := voice.now.answers.get(asked.text))
    ]
    return {
        "role": asked.role,
        "text": asked.text,
        "facts": [one_line(fact) for fact in asked.facts],
        "answers": answers,
    }

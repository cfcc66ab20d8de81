"""What the views come to: who holds what, how far they agree, who dissents and why.

Nothing is added to what the voices said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coresearch.core.text import counted
from coresearch.measures.agreement import Level, agreement, concordance
from coresearch.measures.figure import Figure, Measured, share
from coresearch.workbench.panel.standing import (
    Argument,
    Standing,
    Voice,
    require_shown,
)

_FEW_FOR_A_SHARE = 1
_ASKED_BY = ", asked by "


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

    unanswered: tuple[Voice, ...]
    """Whose view nobody who holds another answer has said anything to."""

    @property
    def dissent(self) -> tuple[Voice, ...]:
        """Who does not give the most frequent answer."""
        return tuple(voice for camp in self.camps[1:] for voice in camp.voices)


def synthesis(found: Standing) -> Synthesis:
    """What the views that count come to.

    Raises:
        Refused: the person has not given theirs, or the panel waits for others.
    """
    require_shown(found)
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
        tuple(one for one in voices if len(camps) > 1 and not answers_to(found, one)),
    )


def answers_to(found: Standing, voice: Voice) -> tuple[Argument, ...]:
    """What was said to this voice's view, in order."""
    # Whoever takes a journal in knows a model by who asked it as well.
    name = voice.name.partition(_ASKED_BY)[0]
    return tuple(
        one for one in found.arguments if one.said.to.partition(_ASKED_BY)[0] == name
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

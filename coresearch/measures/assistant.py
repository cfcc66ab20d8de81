"""The assistant's side: what of its suggestions is of use, and does it listen?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coresearch.measures.calibration import Forecast, InTheLarge, brier, in_the_large
from coresearch.measures.figure import CannotTell, Measured, share


@dataclass(frozen=True, slots=True)
class Decided:
    """How the suggestions of one rule, prompt version or model were decided."""

    origin: str
    kept: int
    """Accepted or amended. What a person keeps is not thereby right."""
    decided: int


@dataclass(frozen=True, slots=True)
class Precision:
    """Of one origin: what share of what was decided was kept, from 5."""

    origin: str
    kept: Measured


def precision(rows: Sequence[Decided]) -> list[Precision]:
    """Of each origin, the most often rejected first; those with too few come last.

    Ordered by the interval's upper end: who is surely low, and not who had bad luck.
    """
    told = [Precision(row.origin, _kept(row)) for row in rows]
    return sorted(told, key=_surely_low)


def _kept(row: Decided) -> Measured:
    return share(row.kept, row.decided, least=5, what="decisions")


def _surely_low(one: Precision) -> tuple[bool, float, str]:
    few = isinstance(one.kept, CannotTell)
    high = 1.0 if isinstance(one.kept, CannotTell) else one.kept.high
    return few, high, one.origin


@dataclass(frozen=True, slots=True)
class Confidence:
    """Whether what an origin says of its sureness can be taken at its word."""

    score: Measured
    """Brier's."""
    in_the_large: InTheLarge | CannotTell


def confidence(
    by_origin: Mapping[str, Sequence[Forecast]],
) -> dict[str, Confidence]:
    """Stated confidence against what became of it, and not against acceptance."""
    return {
        origin: Confidence(brier(forecasts), in_the_large(forecasts))
        for origin, forecasts in by_origin.items()
    }


@dataclass(frozen=True, slots=True)
class NextProposal:
    """What an assistant proposed after a reject with a reason."""

    different: bool
    """Whether it is another proposal, and not the same in other words."""
    changed: bool
    """Whether what it proposes for the named place has changed."""
    says_addressed: bool
    """Whether it says that it took the reason up."""


@dataclass(frozen=True, slots=True)
class Uptake:
    """Whether reasons are heard."""

    heard: Measured
    """Of the next proposals: different, and with the named place changed."""
    only_said: Measured
    """Of those that say so: the place is as it was."""


def uptake(proposals: Sequence[NextProposal]) -> Uptake:
    """Each share from 5 cases."""
    heard = sum(one.different and one.changed for one in proposals)
    saying = [one for one in proposals if one.says_addressed]
    unchanged = sum(not one.changed for one in saying)
    return Uptake(
        share(heard, len(proposals), least=5, what="proposals after a reason"),
        share(unchanged, len(saying), least=5, what="that say it was addressed"),
    )


@dataclass(frozen=True, slots=True)
class PushBack:
    """What an assistant did when a person rejected its answer with a reason."""

    right: bool
    """Whether that answer was right, as it turned out."""
    gave_up: bool
    """Whether it then proposed another."""


def flips(cases: Sequence[PushBack]) -> Measured:
    """Of right answers that met push-back, the share that it gave up; from 5.

    A regressive change, in the words of Laban et al. (2023), arXiv 2311.08596.
    """
    right = [one for one in cases if one.right]
    gone = sum(one.gave_up for one in right)
    return share(gone, len(right), least=5, what="right answers under push-back")

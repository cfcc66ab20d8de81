"""What a review goes by, as the measures take it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from coresearch.measures.assistant import Decided, NextProposal, PushBack
from coresearch.measures.calibration import Forecast
from coresearch.measures.convergence import Resolved
from coresearch.measures.dead_ends import Course
from coresearch.measures.detection import Detection
from coresearch.measures.oversight import Advice, Look
from coresearch.measures.survival import Span
from coresearch.measures.trial import Task
from coresearch.measures.unaided import Rate
from coresearch.review.rows import Goal, Surprise

_NONE = Detection(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Own:
    """What is on record of the person by themselves."""

    probes: Sequence[Rate] = ()
    """By quarter, of all time, oldest first."""
    planted: Detection = _NONE
    drilled: Detection = _NONE
    answers: Sequence[Advice] = ()
    """Their own answer first, then the assistant's, and what was true."""
    resolved: Mapping[str, Sequence[Resolved]] = field(default_factory=dict)
    """By activity: what was decided and is known to be right or not."""
    tasks: Sequence[Task] = ()
    opt_outs: tuple[int, int] = (0, 0)
    """Of tasks with the assistant, and without."""
    crossed: int = 0
    """Tasks without it, in which it was used all the same."""
    goal: Goal | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is on record of a while, as the measures take it."""

    looks: Sequence[Look]
    forecasts: Sequence[Forecast]
    lifetimes: Sequence[Span]
    courses: Sequence[Course]
    decided: Sequence[Decided]
    """By rule and model."""
    prompts: Sequence[Decided]
    """By version of the prompt."""
    confidence: Mapping[str, Sequence[Forecast]]
    own_runs: int
    suggested_runs: int
    own: Own = field(default_factory=Own)
    proposals: Sequence[NextProposal] = ()
    """What models proposed after a reject with a reason."""
    push_backs: Sequence[PushBack] = ()
    ideas: Sequence[str] = ()
    """Of the newest session that has enough."""
    surprises: Sequence[Surprise] = ()
    weeks: Mapping[str, Sequence[Look]] = field(default_factory=dict)
    """Decisions by week, where that is wanted."""

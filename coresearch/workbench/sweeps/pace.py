"""How often a driver looks: files of this machine are seen at once, others later."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a driver looks, in seconds."""

    look: float = 0.2
    """Between two looks for results and orders."""
    poll: float = 1.0
    """Between two questions to the engine."""
    grace: float = 0.0
    """For which a job must be gone without a result before it counts as lost: files
    take that long to be seen on other machines."""
    advise: float = 60.0
    """Between two looks at whether there is something to be said early."""


PACES = {"local": Pace(), "slurm": Pace(0.5, 5.0, 15.0)}
_ELSEWHERE = Pace(1.0, 5.0, 15.0)


def pace_of(engine: str) -> Pace:
    """How often to look at tasks on this engine."""
    return PACES.get(engine, _ELSEWHERE)

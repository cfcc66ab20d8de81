"""How much is enough: numbers that a repository may set otherwise."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bounds:
    """What rules compare a plan's own numbers with."""

    seeds: int = 3
    """Repeats of a run that has random parts (S1)."""
    reinforcement_seeds: int = 5
    """The same for reinforcement learning, whose results scatter more (S1)."""
    power: float = 0.8
    """To see the plan's own effect (S5)."""


USUAL = Bounds()

"""What the columns of a table are: arm, seed, task, split, metric, label, prediction.

What is not told is guessed: see `columns`.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person said of the columns; what is empty is guessed."""

    arm: tuple[str, ...] = ()
    seed: str = ""
    task: tuple[str, ...] = ()
    split: str = ""
    """`COLUMN=VALUE`, a column, or a value."""
    item: str = ""
    metrics: tuple[str, ...] = ()
    label: str = ""
    prediction: str = ""
    probability: str = ""


@dataclass(frozen=True, slots=True)
class Roles:
    """What each column is; empty for what is not there."""

    arm: tuple[str, ...] = ()
    seed: str = ""
    task: tuple[str, ...] = ()
    split: str = ""
    part: str = ""
    """The one split that is compared."""
    status: str = ""
    step: str = ""
    item: str = ""
    label: str = ""
    prediction: str = ""
    probability: str = ""
    metrics: tuple[str, ...] = ()
    """Those that are compared, the first before all."""
    others: tuple[str, ...] = ()
    """Columns that look like metrics as well."""
    features: tuple[str, ...] = ()
    """Columns that say what a case is."""
    run: str = ""
    has_conditions: bool = False
    """Whether among the tasks are columns that only tell rows apart, such as a rate
    of noise: no sample of tasks."""
    guessed: tuple[str, ...] = field(default=())

    @property
    def has_cases(self) -> bool:
        """Whether a row is one case, and not one run."""
        return bool(self.item or (self.label and self.prediction))


RIGHT = "right"
"""The metric of cases: the share whose prediction is the label."""
ERROR = "absolute error"
"""The same for labels that are measured."""

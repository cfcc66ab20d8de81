"""What models cost, and how that is added up."""

from __future__ import annotations

from enum import StrEnum


class By(StrEnum):
    """What spending is added up by."""

    DAY = "day"
    ACTIVITY = "activity"
    MODEL = "model"

"""How the person wants to see a change; that changes nothing about what it is."""

from __future__ import annotations

from dataclasses import dataclass, replace

LEAST_ABREAST = 90
"""Cells that two versions need to stand side by side."""


@dataclass(frozen=True, slots=True)
class Look:
    """One way to see it."""

    is_abreast: bool = False
    """Both versions side by side, where there is room."""
    is_whole: bool = False
    """With all of the file around it."""

    def turned(self, what: str) -> Look:
        """With `abreast` or `whole` as it was not."""
        if what == "abreast":
            return replace(self, is_abreast=not self.is_abreast)
        return replace(self, is_whole=not self.is_whole)

"""Which hunks of a suggestion are to be accepted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """Which hunks are to be accepted, and which one is marked."""

    total: int
    left_out: frozenset[int] = frozenset()
    marked: int = 1

    @property
    def chosen(self) -> list[int] | None:
        """The numbers of those chosen; None for all."""
        if not self.left_out:
            return None
        return [n for n in range(1, self.total + 1) if n not in self.left_out]

    def toggled(self, number: int) -> Choice:
        """With this one chosen if it was not, and marked."""
        if not 1 <= number <= self.total:
            return self
        return Choice(self.total, self.left_out ^ {number}, number)

    def moved(self, step: int) -> Choice:
        """With the mark on another."""
        marked = max(1, min(self.marked + step, self.total))
        return Choice(self.total, self.left_out, marked)

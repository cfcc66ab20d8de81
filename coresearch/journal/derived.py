"""What a derived table is: a name, and the view over the events that defines it."""

from __future__ import annotations

from dataclasses import dataclass

OWN = "NOT IN (SELECT id FROM chains WHERE imported)"
"""After the name of a column that holds a chain: it is of this journal's own."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A derived table `name`, and the view `name_from_events` that defines it."""

    name: str
    key: str
    """The column by which rows are refreshed."""
    primary_key: tuple[str, ...]
    columns: str
    """Column definitions, with a comment on each whose meaning is not its name."""
    view: str
    changing: tuple[str, ...] = ()
    """The columns that later events can change."""
    indexes: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        """The view's name."""
        return f"{self.name}_from_events"

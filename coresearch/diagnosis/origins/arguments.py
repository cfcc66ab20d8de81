"""A call, and what its arguments are."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from coresearch.diagnosis.origins.scopes import Scope
from coresearch.diagnosis.origins.values import Value


@dataclass(frozen=True, slots=True)
class Called:
    """A call whose arguments were followed; None stands for what is not plain."""

    node: ast.Call
    scope: Scope
    arguments: tuple[Value | None, ...]
    named: Mapping[str, Value | None]

    @property
    def place(self) -> str:
        """`train.py:8`."""
        return self.scope.place(self.node)

    @property
    def first(self) -> Value | None:
        """The first argument, if it has one by its place."""
        return self.arguments[0] if self.arguments else None

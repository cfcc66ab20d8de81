"""What the reader asks of a way of writing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coresearch.critic.masks import without_comments
from coresearch.critic.outline import Outline, outlines


@dataclass(frozen=True, slots=True)
class Markup:
    """One way of writing. Masking keeps the length of every line, so that a place in
    a masked line is the same place in the file.
    """

    name: str
    masked: Callable[[str], str]
    """A text without what is not read: comments, targets of links."""
    outlines: Callable[[Sequence[str], int], list[Outline]]
    """The blocks of masked lines, from a line on."""


MARKDOWN = Markup("Markdown", without_comments, outlines)

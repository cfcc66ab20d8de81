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


def markup_of(name: str) -> Markup:
    """The markup of a file, by the end of its name."""
    if name.endswith((".rst", ".rest")):
        from coresearch.critic.formats.restructured import RESTRUCTURED

        return RESTRUCTURED
    if name.endswith(".org"):
        from coresearch.critic.formats.org import ORG

        return ORG
    return MARKDOWN

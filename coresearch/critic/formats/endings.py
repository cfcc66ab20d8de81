"""Which way of writing a file's name promises."""

from __future__ import annotations

from coresearch.critic.formats.markup import MARKDOWN, Markup


def markup_of(name: str) -> Markup:
    """The markup of a file, by the end of its name."""
    if name.endswith((".rst", ".rest")):
        from coresearch.critic.formats.restructured import RESTRUCTURED

        return RESTRUCTURED
    if name.endswith(".org"):
        from coresearch.critic.formats.org import ORG

        return ORG
    return MARKDOWN

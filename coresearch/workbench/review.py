"""What became of what was suggested, read from the journal."""

from __future__ import annotations

from coresearch.journal.decided import count_states
from coresearch.review.decided import Count, Review, review_of
from coresearch.workbench.project import Project


def review(
    project: Project, since: str | None = None, until: str | None = None
) -> Review:
    """Of what was suggested from one moment to another (UTC, as the journal has it)."""
    rows = count_states(project.journal, since, until)
    return review_of(Count(*row) for row in rows)

"""Replies on reports, benchmarks and use, as a good model would write them."""

from __future__ import annotations

import pytest

from coresearch.core.edits import Create
from coresearch.core.replies.parser import parse_reply
from coresearch.core.sourced import numbers_in
from tests.unit.replies.test_played import PLAYED


@pytest.mark.parametrize(
    ("name", "count"), [("write", 1), ("benchmark", 2), ("integrate", 3)]
)
def test_every_suggestion_can_be_read_and_judged(name, count):
    reply = parse_reply((PLAYED / f"{name}.md").read_text())
    assert not reply.problems
    assert reply.prose.strip()
    assert len(reply.proposals) == count
    for proposal in reply.proposals:
        assert proposal.evidence
        assert proposal.would_change_mind
        assert proposal.cheapest_test


def test_the_report_has_no_number_without_a_source():
    [proposal] = parse_reply((PLAYED / "write.md").read_text()).proposals
    assert proposal.edit is not None
    [file] = proposal.edit.files
    assert isinstance(file, Create)
    found = numbers_in(file.content)
    assert (found.loose, found.broken) == ((), ())
    assert len(found.claims) == 11
    assert len(found.placed) == 3

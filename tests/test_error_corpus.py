"""The corpus of errors is whole, and `diagnose` does not get worse on its dev part."""

from __future__ import annotations

import pytest

from benchmarks.errors.measure import PARTS, judge, load, report
from benchmarks.errors.record import CORPUS
from coresearch.diagnosis.rules import ALL_RULES


@pytest.mark.parametrize("part", PARTS)
def test_every_case_has_a_log_and_a_known_rule(part):
    ids = {rule.id for rule in ALL_RULES}
    cases = load(part)
    assert frozenset().union(*(case.rules for case in cases)) <= ids
    names = {case.name for case in cases}
    assert names == {path.stem for path in (CORPUS / part).glob("*.log")}
    assert all(case.log.strip() for case in cases)


def test_the_cause_is_among_the_first_three():
    results = [judge(case) for case in load("dev")]
    # Two need the files that their scripts leave behind, and are judged with --rerun.
    missed = {result.case.name for result in results if not 0 < result.rank <= 3}
    assert missed <= {"file_not_found", "shadowed_module"}
    for part in ("strangers", "strangers_held"):
        assert not [r.case.name for r in map(judge, load(part)) if r.rank != 1]
    text = report("dev", results, "")
    assert "82 cases, 59 of them scripts" in text

"""The corpus of errors is whole, and `diagnose` does not get worse on its dev part."""

from __future__ import annotations

import pytest

from benchmarks.errors.measure import PARTS, judge, load, report
from benchmarks.errors.record import CORPUS
from benchmarks.errors.repositories import PARTS as REPOSITORIES
from benchmarks.errors.repositories import SHOWN_AS, Repository
from benchmarks.errors.repositories import load as load_repositories
from coresearch.diagnosis.case import Around
from coresearch.diagnosis.engine import diagnose
from coresearch.diagnosis.reader import read_log
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


def test_every_repository_has_a_log_and_its_cause():
    for part in REPOSITORIES:
        cases = load_repositories(part)
        assert {case.name for case in cases} == {
            path.stem for path in (CORPUS / part).glob("*.log")
        }
        assert all(case.cause and case.folder.is_dir() for case in cases)


def around(case: Repository) -> Around:
    """The files of a repository of the corpus; those of the frames as if read first."""
    texts = {
        path.relative_to(case.folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(case.folder.rglob("*"))
        if path.is_file()
    }
    log = case.log
    named = {name: text for name, text in texts.items() if f"/{name}" in log}
    return Around(files=named, paths=tuple(texts), read=texts.get)


# What these are about is only there when they have run.
LEFT_BY_THE_RUN = {"nb_stale_module", "nb_asyncio"}


@pytest.mark.parametrize(
    "case",
    [
        one
        for one in load_repositories()
        if not one.is_kept and one.name not in LEFT_BY_THE_RUN
    ],
    ids=lambda case: case.name,
)
def test_what_the_repository_shows_comes_first(case):
    assert f"{SHOWN_AS}/" in case.log
    found = diagnose(read_log(case.log).first, around(case))
    assert found[0].rule.id in case.names, [one.rule.id for one in found]
    assert found[0].cause.confidence > 0.5

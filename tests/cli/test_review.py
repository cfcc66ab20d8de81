"""`coresearch review`: what the journal teaches, in four forms."""

from __future__ import annotations

import contextlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from typer.testing import CliRunner

from benchmarks.judges.measure import SIGNS, loses_skill, rate
from benchmarks.judges.people import JUDGES
from benchmarks.judges.year import write_year
from benchmarks.speed.journals import ADA
from coresearch.cli.app import make_app
from coresearch.journal.queries import waiting
from coresearch.journal.reviewed import While
from coresearch.journal.verify import verify
from coresearch.measures.figure import Figure
from coresearch.review.page import page
from coresearch.review.rows import Surprise
from coresearch.workbench.decide import Ruling, present, reject
from coresearch.workbench.project import open_project
from coresearch.workbench.review import teach
from tests.cli.conftest import place
from tests.conftest import git


@pytest.fixture
def decided(research_repo, suggest):
    """A journal with 10 rejected suggestions and one that waits."""
    place(research_repo, *(suggest(f"Name seed {n}") for n in range(11)))
    with open_project(research_repo) as project:
        for row in waiting(project.journal, limit=10):
            reject(project, present(project, row.id), Ruling())
    return research_repo


def test_it_counts_what_was_suggested_in_a_while_and_gives_intervals(decided, run):
    found = json.loads(run("review", "--since", "2001-01-01", "-f", "json").out)
    whole = found["all"]
    assert (whole["decided"], whole["rejected"], whole["waiting"]) == (10, 10, 1)
    assert 0.7 < whole["shares"]["rejected"]["low"] < 0.73
    assert found["activities"][0]["rejected"] == 10
    text = run("review").out
    assert "10 suggestions decided, 1 waiting." in text
    assert "10 · 100 % (72–100)" in text
    assert "| 10 · 100 % (72–100) |" in run("review", "-f", "markdown").out
    before = json.loads(run("review", "--until", "2001-01-01", "-f", "json").out)
    assert before["all"]["decided"] == before["all"]["waiting"] == 0


class Page(HTMLParser):
    """Every tag that is opened and not closed, and every attribute."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.values: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.values += [value or "" for _, value in attrs]
        if tag not in ("meta", "br", "!doctype"):
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.values += [value or "" for _, value in attrs]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def stamped(tmp_path_factory):
    """Four months of somebody who stamps what is put before them."""
    folder = tmp_path_factory.mktemp("stamped")
    git(folder, "init", "-q")
    stamp = next(judge for judge in JUDGES if judge.name == "stamp")
    write_year(folder / ".coresearch", stamp, ADA, days=120)
    return folder


def taught(folder, *words: str) -> str:
    with contextlib.chdir(folder):
        ended = CliRunner().invoke(make_app("review"), ["review", *words])
    assert ended.exit_code == 0, ended.output
    return ended.stdout


@pytest.mark.slow
def test_a_stamp_is_told_what_the_journal_shows(stamped):
    text = taught(stamped)
    assert "of 360 decisions took less time than reading takes" in text
    assert "How long you looked did not go with how much there was" in text
    assert "cannot tell yet, 4 more closed directions needed" in text
    assert "Nearest to being known: lines of inquiry" in text
    assert "local/model: kept" in text
    assert re.search(r"\w+ prompt [12]: kept +\d+ %", text)
    with open_project(stamped) as project:
        verify(project.journal)


def test_the_page_is_whole_by_itself(stamped):
    text = taught(stamped, "--format", "html")
    page = Page(text)
    assert page.open == []
    assert not [value for value in page.values if "://" in value or "@" in value]
    assert "<script" not in text
    assert "url(" not in text
    assert text.count('role="img"') == text.count("aria-label=") == 2
    assert "prefers-color-scheme: dark" in text


def test_what_was_claimed_is_text_in_the_page(stamped):
    told = teach_of("<b>&", stamped)
    assert "<b>&" not in told
    assert "&lt;b&gt;&amp;" in told


def teach_of(title: str, folder) -> str:
    with open_project(folder) as project:
        found = teach(project.journal, While())
    surprised = replace(found.report, surprises=[Surprise(title, "Why?")])
    return page(surprised, found.counts, "now")


def test_weeks_and_activities_are_shown_by_themselves(stamped):
    found = json.loads(taught(stamped, "--by", "week", "-f", "json"))
    weeks = found["sections"][-1]
    assert weeks["title"] == "Week by week"
    *single, trend = weeks["rows"]
    assert 17 <= len(single) <= 19
    assert sum(row["measured"]["count"] for row in single) == 360
    assert trend["measured"]["count"] == 360
    assert "would have shown" in trend["reading"]
    one = json.loads(taught(stamped, "--activity", "design", "-f", "json"))
    assert [row["name"] for row in one["activities"]] == ["design"]
    assert 0 < one["sections"][0]["rows"][0]["measured"]["count"] < 60


def test_of_nothing_nothing_is_said(project):
    report = teach(project.journal, While()).report
    figures = [row.measured for section in report.sections for row in section.rows]
    assert not [one for one in figures if isinstance(one, Figure)]
    assert report.sentences[0].startswith("Nearest to being known")


@pytest.mark.slow
@pytest.mark.parametrize(("name", "sign", "judge"), SIGNS, ids=[s[0] for s in SIGNS])
def test_judges_are_told_apart(name, sign, judge):
    least = 0.3 if sign is loses_skill else 0.5  # a loss takes more than a year
    assert rate(sign, judge, 300, 40) >= least
    assert rate(sign, "attentive", 300, 40) <= 0.15


def test_what_is_no_date_is_told(decided, run):
    ended = run("review", "--since", "yesterday")
    assert ended.code == 4
    assert "is no date" in ended.err

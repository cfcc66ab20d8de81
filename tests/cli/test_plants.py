"""Planted flaws and other processes: named, listed, exported, killed."""

# ruff: noqa: F401, F811 - fixtures
from __future__ import annotations

import os
import signal

import pytest
from typer.testing import CliRunner

from coresearch.cli.app import make_app
from coresearch.core.errors import CoresearchError
from coresearch.journal.planted import open_plants
from coresearch.journal.planted import plants as planted_rows
from coresearch.workbench.project import open_project
from tests.gate.planting import nothing_happens, plant, planted_bodies, repo

pytestmark = pytest.mark.usefixtures("nothing_happens")


@pytest.fixture
def told(repo, monkeypatch):
    """`told("show", ID)`: what a command writes there, or the fault it ends with."""
    monkeypatch.chdir(repo)

    def invoke(*words: str) -> str:
        ended = CliRunner().invoke(make_app(words[0]), words)
        assert ended.exit_code == 0 or isinstance(ended.exception, CoresearchError)
        return ended.stdout + str(getattr(ended.exception, "message", ""))

    return invoke


@pytest.mark.parametrize("command", ["reject", "later", "show", "outcome", "undo"])
def test_another_process_that_names_it_is_told_or_finds_nothing(
    told, repo, plant, command
):
    more = {"reject": ["--reason", "no"], "outcome": ["held"]}.get(command, [])
    said = told(command, plant, *more)
    with open_project(repo) as project:
        if command in ("outcome", "undo"):
            assert "has nothing whose id begins" in said or "needs you" in said
            assert open_plants(project.journal) == [plant]
        else:
            assert "was planted" in said
            assert open_plants(project.journal) == []


def test_nothing_that_is_exported_or_listed_has_it(told, repo, plant):
    said = "".join(
        told(*words)
        for words in (
            ("inbox", "--format", "json"),
            ("journal", "list"),
            ("journal", "export", "--format", "csv"),
            ("ask", "what now?", "@plan.md", "--show-context"),
            ("review", "--format", "json"),
        )
    )
    assert "Name seed" in said
    with open_project(repo) as project:
        [body] = planted_bodies(project)
        assert open_plants(project.journal) == [plant]
    assert body["text"] not in said
    assert body["title"] not in said


def walk_to_a_plant(terminal, repo):
    """Begin to go through the inbox until there is one, and go to it."""
    for _ in range(40):
        screen = terminal("inbox", "--walk", size=(50, 100))
        seen = screen.at_menu()
        with open_project(repo) as project:
            known = open_plants(project.journal)
            titles = [one["title"] for one in planted_bodies(project)]
        if known:
            break
        screen.press("q")
        screen.ends()
    for _ in range(3):
        if titles[-1] in seen:
            break
        screen.press("n")
        seen = screen.at_menu()
    assert titles[-1] in seen
    return screen


@pytest.mark.slow
@pytest.mark.parametrize(
    ("key", "verdict"), [("a", "accepted"), ("r", "rejected"), ("e", "left")]
)
def test_a_walk_reveals_it_at_the_key(terminal, repo, key, verdict):
    screen = walk_to_a_plant(terminal, repo)
    screen.press(key)
    screen.see("was planted")
    if screen.child.expect_exact(["[?]", "decisions made"]) == 0:
        screen.press("q")
    screen.ends()
    with open_project(repo) as project:
        assert [one.verdict for one in planted_rows(project.journal)] == [verdict]


@pytest.mark.slow
def test_killed_while_it_is_shown_it_is_revealed_at_the_next_start(
    terminal, told, repo
):
    screen = walk_to_a_plant(terminal, repo)
    os.killpg(os.getpgid(screen.child.pid), signal.SIGKILL)
    screen.child.wait()
    with open_project(repo) as project:
        [known] = open_plants(project.journal)
    assert known[:7] not in told("inbox")
    said = " ".join(terminal("inbox", size=(50, 100)).ends().split())
    assert "was planted, as you asked for in your settings" in said
    with open_project(repo) as project:
        assert open_plants(project.journal) == []
        assert [one.verdict for one in planted_rows(project.journal)] == ["left"]

"""A suggested run at a real terminal: seen whole, asked, run; and never without."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coresearch.core.runs import proposed_run
from coresearch.core.suggestions import Suggestion
from tests.cli.conftest import decisions, place, states

CODE = "for word in ('it', 'ran'):\n    print('so', word)\nopen('ran', 'w').close()\n"


@pytest.fixture
def look(research_repo, suggest) -> str:
    """The id of a suggestion that would run code."""
    effect = replace(proposed_run(CODE), expected="two lines", cost="a second")
    item: Suggestion = replace(suggest("Look first"), effect=effect)
    return place(research_repo, item)[0]


def test_accept_shows_the_code_asks_and_runs_it(research_repo, terminal, look):
    screen = terminal("accept", look, size=(24, 40))
    shown = screen.see("Accept? [y/N] ")
    for line in CODE.splitlines():
        assert f"│ {line}"[:30] in shown.replace("\r\n", "\n")
    assert "Expected: two lines" in shown
    assert "Cost: a second" in shown
    assert not (research_repo / "ran").exists()
    screen.type("y")
    rest = screen.ends()
    assert "so it\r\nso ran" in rest
    assert "succeeded" in rest
    assert decisions(research_repo)[0]["run"]["code"] == CODE
    screen = terminal("undo")
    assert "a run cannot be undone" in " ".join(screen.ends(7).split())


def test_without_a_person_it_waits(research_repo, run, look):
    ended = run("accept", look, stdin="y\n")
    assert ended.code == 6
    assert "▸" in run("inbox").out
    assert CODE.splitlines()[0] in run("show", look).out
    assert states(research_repo) == {"Look first": "waiting"}
    assert not (research_repo / "ran").exists()

"""Planted flaws in the terminal interface."""

# ruff: noqa: F401, F811 - fixtures
from __future__ import annotations

import pytest

from coresearch.journal.planted import plants as planted_rows
from coresearch.workbench.project import open_project
from tests.gate.planting import nothing_happens, plant, planted_bodies, repo
from tests.tui.conftest import look_at, shown, transcript, until, work

pytestmark = pytest.mark.usefixtures("nothing_happens")


@pytest.mark.parametrize(
    ("key", "verdict"),
    [("a", "accepted"), pytest.param("e", "left", marks=pytest.mark.slow)],
)
def test_the_interface_reveals_it_before_anything_is_done(
    at_work, repo, monkeypatch, key, verdict
):
    monkeypatch.setenv("EDITOR", "sh -c 'echo mine > \"$0\"'")

    async def story(app, pilot):
        await until(pilot, lambda: work(app).inbox.inbox.total == 4)
        with open_project(repo) as project:
            [body] = planted_bodies(project)
        for _ in range(4):
            if shown(app) == body["title"]:
                break
            work(app).inbox.rows.focus()
            seen = shown(app)
            await pilot.press("j")
            await until(pilot, lambda seen=seen: shown(app) not in ("", seen))
        await look_at(app, pilot, body["title"])
        await pilot.press(key)
        await until(pilot, lambda: "was planted" in transcript(app))

    at_work(story)
    with open_project(repo) as project:
        assert [one.verdict for one in planted_rows(project.journal)] == [verdict]


def test_the_interface_reveals_what_was_left_open_before(at_work, repo, plant):
    async def story(app, pilot):
        await until(pilot, lambda: "was planted" in transcript(app))
        assert work(app).inbox.inbox.total == 3

    at_work(story)

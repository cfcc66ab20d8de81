"""Sweeps on their screen: how far, arms, and what a failure means."""

from __future__ import annotations

import pytest

from coresearch.config import RunSettings
from coresearch.workbench.project import open_project
from coresearch.workbench.sweeps.driver import Driver
from coresearch.workbench.sweeps.pace import Pace
from tests.sweeps.engines import Bare
from tests.sweeps.failing import sweeping
from tests.tui.conftest import screen_text, until, work

SCRIPT = """import sys
seed = int(sys.argv[-1])
if seed == 2:
    raise KeyError("lr")
print('{"loss": ' + str(seed) + '}')
"""


@pytest.mark.slow
def test_a_sweep_is_shown_with_its_arms_and_a_failure_is_diagnosed(
    at_work, research_repo
):
    with (
        open_project(research_repo) as project,
        sweeping(project, 3, script=SCRIPT, name="rates") as one,
    ):
        bare = Bare(one.folder, one.recorded.sweep.resources)
        pace = Pace(0.02, 0.02)
        Driver(project, one.recorded, bare, RunSettings(), pace).drive()

    async def story(app, pilot):
        work(app).sending.send("/sweeps")
        await until(pilot, lambda: app.screen is not app.work and app.screen.rows.count)
        await until(pilot, lambda: "3 of 3 ended, 1 failed" in screen_text(app))
        assert "KeyError" in screen_text(app)
        await pilot.press("t")
        await until(pilot, lambda: "3 asked: 1 failed" in screen_text(app))
        await until(pilot, lambda: "(n = 2)" in screen_text(app))
        await pilot.press("t")
        await until(pilot, lambda: "KeyError" in screen_text(app))
        await pilot.press("d")
        await until(pilot, lambda: app.screen is app.work)
        await until(pilot, lambda: "KeyError" in screen_text(app), 120)

    at_work(story)

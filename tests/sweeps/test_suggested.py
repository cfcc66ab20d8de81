"""A sweep that is suggested, and what a driver suggests: all of it through the gate."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from coresearch.config import RunSettings
from coresearch.core.errors import Refused, Stale
from coresearch.core.predictions import prediction_of
from coresearch.core.replies.parser import parse_reply
from coresearch.core.runs import ProposedRun
from coresearch.core.sweep.standing import Standing
from coresearch.journal.queries import Filter, list_entries, list_events
from coresearch.journal.sweeps import last_sweep, read_sweep
from coresearch.workbench.amending import drafts
from coresearch.workbench.decide import Ruling, present
from coresearch.workbench.predictions import dated, predict
from coresearch.workbench.sweeps.driver import Driver
from coresearch.workbench.sweeps.orders import cancel, stand_of, tasks_of
from coresearch.workbench.sweeps.pace import Pace
from coresearch.workbench.sweeps.suggested import accept_sweep
from tests.sweeps.engines import Bare
from tests.sweeps.failing import sweeping, wait_until

SCRIPT = "import sys\nprint('{\"loss\": ' + sys.argv[-1] + '}')\n"
WORDS = "train.py --seeds 0..1 --grid lr=1e-3,3e-4 --metric loss:min"


@pytest.fixture
def suggested(project, suggest):
    """Makes a suggestion of a sweep, in the inbox; its id."""
    from coresearch.workbench.suggest import put_in_inbox

    (project.root / "train.py").write_text(SCRIPT)

    def make(words: str = WORDS) -> str:
        run = ProposedRun(words, "sweep", expected="loss below 1")
        one = replace(suggest("Sweep the rate"), effect=run)
        return put_in_inbox(project, [one])[0].id

    return make


def kinds(project) -> list[str]:
    return [row.type for row in reversed(list_events(project.journal, limit=50))]


def test_it_is_shown_with_its_tasks_and_accepted_as_it_was_shown(project, suggested):
    shown = present(project, suggested())
    assert [task.arm for task in shown.sweep.sweep.tasks] == [
        "lr=1e-3", "lr=1e-3", "lr=3e-4", "lr=3e-4",
    ]  # fmt: skip
    before = kinds(project)
    assert "sweep.started" not in before
    identity = accept_sweep(project, shown, Ruling("why not"), RunSettings())
    done = kinds(project)[len(before) :]
    assert done[:3] == ["decision.made", "sweep.started", "effect.applied"]
    recorded = read_sweep(project.journal, identity)
    assert recorded.sweep.suggestion == shown.id
    assert recorded.started["decision"]
    cancel_and_wait(project, recorded)
    with pytest.raises(Refused):
        accept_sweep(project, present(project, shown.id), Ruling(), RunSettings())


def cancel_and_wait(project, recorded) -> None:
    """Let nothing of it outlive the test."""
    from coresearch.workbench.sweeps.places import is_driven

    with suppress(Refused):  # it was faster
        cancel(project, recorded, None)
    open_ = (Standing.PENDING, Standing.GOING)

    def over() -> bool:
        found = [stand_of(recorded, task) for task in tasks_of(project, recorded)]
        return not set(found) & set(open_) and not is_driven(project, recorded.id)

    wait_until(over)


@pytest.mark.parametrize("what", ["script", "suggestion"])
def test_what_has_changed_since_it_was_shown_is_not_begun(project, suggested, what):
    shown = present(project, suggested())
    if what == "script":
        (project.root / "train.py").write_text(SCRIPT + "import shutil\n")
    else:
        other = replace(shown.suggestion, effect=ProposedRun("train.py", "sweep"))
        shown = replace(shown, suggestion=other)
    with pytest.raises(Stale):
        accept_sweep(project, shown, Ruling(), RunSettings())
    assert not {"decision.made", "sweep.started"} & set(kinds(project))


def test_its_hash_is_that_of_its_tasks_and_its_script(project, suggested):
    identity = suggested()
    first = present(project, identity).digest
    assert present(project, identity).digest == first
    (project.root / "train.py").write_text("pass\n")
    assert present(project, identity).digest != first


@pytest.mark.parametrize(
    "words",
    [
        "nowhere.py --seeds 0..1",
        "train.py --seeds x",
        "../train.py",
        "train.py --env A=1",
    ],
)
def test_what_cannot_be_begun_is_said_and_not_accepted(project, suggested, words):
    shown = present(project, suggested(words))
    assert shown.refusal is not None
    assert shown.sweep is None


def test_it_is_not_amended(project, suggested):
    with pytest.raises(Refused):
        drafts(project, present(project, suggested()))


# -- early advice --------------------------------------------------------------------


def driven(one, **fields) -> None:
    bare = Bare(one.folder, one.recorded.sweep.resources)
    pace = Pace(0.02, 0.02, advise=0.0)
    Driver(one.project, one.recorded, bare, RunSettings(), pace, **fields).drive()


def advice(project) -> list[str]:
    rows = list_entries(project.journal, Filter(), limit=50)
    return sorted(row.origin for row in rows if row.origin.startswith("sweep-"))


@pytest.mark.slow
def test_the_same_error_in_many_tasks_is_said_once_and_ends_nothing(project):
    script = "raise KeyError('lr')\n"
    with sweeping(project, 6, script=script) as one:
        driven(one)
        assert one.standings() == [Standing.FAILED] * 6
    assert advice(project) == ["sweep-same-error"]
    assert "sweep.ordered" not in kinds(project)


@pytest.mark.slow
def test_a_prediction_that_is_hardly_to_be_seen_any_more_is_said(project):
    predict(project, dated(prediction_of("loss < 0", 0.7), None))
    script = (
        "import sys\nseed = int(sys.argv[-1])\n"
        "print('{\"loss\": ' + str(1 + seed / 100) + '}')\n"
    )
    with sweeping(project, 8, script=script, slots=1) as one:
        driven(one)
        assert one.standings() == [Standing.DONE] * 8
    assert advice(project) == ["sweep-futile"]
    assert last_sweep(project.journal) == one.id
    assert not Path(one.folder, "tree").exists()


def test_a_model_can_propose_one():
    reply = (
        "<suggestion>\nTitle: Sweep the rate\nSeverity: low\nConfidence: 0.5\n\n"
        "Reason: One rate says little.\n\nRun:\n```sweep\n"
        f"{WORDS}\n```\n\nExpected: loss below 1\n</suggestion>\n"
    )
    [proposal] = parse_reply(reply).proposals
    assert proposal.run == ProposedRun(f"{WORDS}\n", "sweep", "loss below 1")

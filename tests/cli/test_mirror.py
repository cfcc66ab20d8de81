"""Tasks by coin, reflections, goals, and what follows for rules and prompts."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from coresearch.cli.app import make_app
from coresearch.config import read_settings
from coresearch.core.errors import BadInput, CoresearchError, NotFound, Refused
from coresearch.core.events import Event, EventType
from coresearch.core.outcomes import Said
from coresearch.core.suggestions import Activity, Evidence, Origin, OriginKind
from coresearch.journal.mirrored import last_reflection
from coresearch.journal.queries import waiting
from coresearch.journal.reviewed import While
from coresearch.journal.sharing import shared
from coresearch.journal.tasks import tasks
from coresearch.journal.verify import rebuild, verify
from coresearch.measures.figure import Figure
from coresearch.workbench import mirror, own_first, reflecting, self_mending, trial
from coresearch.workbench.decide import Ruling, accept, amend, present, reject
from coresearch.workbench.predictions import say_outcome
from coresearch.workbench.project import open_project
from coresearch.workbench.review import teach
from coresearch.workbench.suggest import put_in_inbox
from tests.cli.conftest import place


@pytest.fixture
def said(research_repo, monkeypatch):
    """`said("trial", "start", …)`: what a command writes in the repository."""
    monkeypatch.chdir(research_repo)

    def told(*words: str) -> str:
        ended = CliRunner().invoke(make_app(words[0]), words)
        if isinstance(ended.exception, CoresearchError):
            raise ended.exception
        assert ended.exit_code == 0, ended.output
        return ended.stdout

    return told


# -- by coin ------------------------------------------------------------------------


def test_a_task_is_forecast_before_the_coin_falls_and_ended_once(said, research_repo):
    begun = said("trial", "start", "Ablation", "--forecast", "90 min", "--kind", "Code")
    assert "Ablation: with" in begun
    with pytest.raises(Refused, match="not ended yet"):
        said("trial", "start", "Another", "--forecast", "1h")
    assert "Open: Ablation: with" in said("trial", "status")
    ended = said("trial", "stop", "--took", "3h", "--believed", "2h")
    assert "3.0 h, forecast 1.5 h" in ended
    with pytest.raises(NotFound):
        said("trial", "stop")
    [row] = json.loads(said("trial", "status", "--format", "json"))
    assert (row["kind"], row["forecast"], row["believed"]) == ("code", 1.5, 2.0)
    assert "cannot tell yet, 10 more tasks in each arm needed" in said(
        "trial", "status"
    )
    with open_project(research_repo) as project:
        rebuild(project.journal)
        verify(project.journal)


def test_what_is_changed_is_held_against_what_was_proposed(said, project, suggest):
    """Five are amended: two for the better, one for the worse; and one is rejected."""
    made = [suggest(f"Seed {n}", evidence=(Evidence(f"x{n}"),)) for n in range(6)]
    ids = [one.id for one in put_in_inbox(project, made)]
    own_first.compared(project, ids[5], None)
    for identity in ids[:5]:
        amend(project, present(project, identity), Ruling())
    reject(project, present(project, ids[5]), Ruling())
    with pytest.raises(Refused, match="only an amended one differs"):
        said("outcome", ids[5], "held", "--unchanged", "failed")
    for identity, became, alone in zip(
        ids,
        ("held", "held", "failed", "held", "held", "held"),
        ("failed", "failed", "held", "held", None, None),
        strict=True,
    ):
        known = () if alone is None else ("--unchanged", alone)
        said("outcome", identity, became, *known)
    [found] = mirror.own(project.journal, While()).resolved.values()
    told = sorted((one.with_you, one.alone) for one in found)
    assert told == [
        (False, True),
        (False, True),
        (True, False),
        (True, False),
        (True, True),
    ]
    report = teach(project.journal, While()).report
    [section] = [s for s in report.sections if s.title == "Do your changes help?"]
    assert str(section.rows[0].measured) == (
        "cannot tell yet, 15 more resolved items needed"
    )


def test_who_opts_out_is_on_record_and_in_no_time(said, research_repo):
    said("trial", "start", "Plots", "--forecast", "1h")
    said("trial", "stop", "--opt-out")
    with open_project(research_repo) as project:
        rows = tasks(project.journal)
        assert (rows[0].ended, rows[0].hours) == ("opted out", None)
        assert sum(trial.opt_outs(rows)) == 1
        assert trial.measured(rows) == []


def test_suggestions_that_came_all_the_same_are_counted(project, suggest):
    one = trial.begin(project, "Plots", "", 1.0)
    put_in_inbox(project, [suggest("Name the seeds")])
    ended = trial.end(project, None, None, opted_out=False)
    assert (ended.id, ended.crossed) == (one.id, 1)
    assert trial.crossed([ended._replace(aided=False)]) == 1
    assert 0 < (ended.hours or 0) < 1


@pytest.mark.parametrize("text", ["", "soon", "10 runs", "0h"])
def test_what_is_no_time_is_told(text):
    with pytest.raises(BadInput, match="is no time"):
        trial.hours_of(text)


# -- reflecting ---------------------------------------------------------------------


def report_of(project):
    return teach(project.journal, While()).report


def test_a_reflection_is_read_as_it_was_written(project):
    form = reflecting.form(report_of(project))
    assert reflecting.read(form).is_empty
    filled = form.replace("Goal:", "Goal:  Read every diff ") + "\nI was in a hurry.\n"
    written = reflecting.read(filled)
    assert written.goal == "Read every diff"
    assert written.text == "I was in a hurry."


def test_the_next_review_comes_back_to_the_goal(said, project):
    first = reflecting.Reflection("Too fast.", "Read every diff", "")
    reflecting.keep(project, report_of(project), first)
    for form in ("text", "markdown", "html"):
        assert "“Read every diff”" in said("review", "--format", form)
    report = report_of(project)
    assert "Did you reach it?" in reflecting.form(report)
    reflecting.keep(project, report, reflecting.Reflection("Still too fast.", "", ""))
    assert last_reflection(project.journal).goal == "Read every diff"  # it goes on
    done = reflecting.read("Reached: Yes\nGoal:\n")
    reflecting.keep(project, report_of(project), done)
    assert report_of(project).goal is None
    assert last_reflection(project.journal).reached == "yes"
    verify(project.journal)


def test_a_person_reflects_in_their_editor(terminal, research_repo, suggest, tmp_path):
    place(research_repo, suggest("Name the seeds"))
    editor = tmp_path / "editor.sh"
    editor.write_text('#!/bin/sh\necho "I did not look." >> "$1"\n')
    editor.chmod(0o755)
    screen = terminal("review", "--reflect", EDITOR=str(editor))
    assert "It is in your journal." in screen.ends()
    with open_project(research_repo) as project:
        assert last_reflection(project.journal).text == "I did not look."


# -- what follows for the assistant ---------------------------------------------------


@pytest.fixture
def rejected_rule(project, suggest):
    """Twelve findings of one rule, all of them rejected."""
    made = [
        replace(suggest(f"Seed {n}"), origin=Origin(OriginKind.RULE, "E7"))
        for n in range(12)
    ]
    made = [
        replace(one, evidence=(replace(one.evidence[0], quote=f"line {n}"),))
        for n, one in enumerate(made)
    ]
    put_in_inbox(project, made)
    for row in waiting(project.journal, limit=20):
        reject(project, present(project, row.id), Ruling())


def test_a_rule_that_is_rejected_may_be_switched_off_through_the_gate(
    project, rejected_rule
):
    [placed] = self_mending.suggest_mends(project, While())
    assert placed.suggestion.title == "Switch off rule E7 here"
    assert "0 % (0 to 24) of 12" in placed.suggestion.reason
    assert not (project.root / ".coresearch.toml").exists()
    accept(project, present(project, placed.id), Ruling())
    text = (project.root / ".coresearch.toml").read_text()
    assert text == '[critic]\noff = ["E7"]\n'
    [again] = self_mending.suggest_mends(project, While())
    assert not again.is_new or again.earlier


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('[critic]\noff = ["S1"]\n', '[critic]\noff = ["S1", "E7"]\n'),
        ("[critic]\nseeds = 5\n", '[critic]\noff = ["E7"]\nseeds = 5\n'),
        (
            "[runs]\ntimeout = 9.0\n",
            '[runs]\ntimeout = 9.0\n\n[critic]\noff = ["E7"]\n',
        ),
    ],
)
def test_settings_that_are_there_are_kept(project, rejected_rule, before, after):
    (project.root / ".coresearch.toml").write_text(before)
    [placed] = self_mending.suggest_mends(project, While())
    accept(project, present(project, placed.id), Ruling())
    assert (project.root / ".coresearch.toml").read_text() == after
    assert "E7" in read_settings(project.root).critic.off


def test_nothing_is_proposed_of_few_decisions(project, suggest):
    put_in_inbox(project, [suggest("Name the seeds")])
    [row] = waiting(project.journal, limit=5)
    reject(project, present(project, row.id), Ruling())
    assert self_mending.suggest_mends(project, While()) == []


def test_what_a_model_makes_of_a_refusal_is_followed_up(project, suggest):
    said = [
        suggest("Name the seeds of every arm"),
        replace(suggest("Halve the learning rate"), reason="I addressed your reason."),
        replace(suggest("Halve the learning rates"), reason="I addressed your reason."),
    ]
    ids = []
    for one in said:
        [placed] = put_in_inbox(project, [one])
        ids.append(placed.id)
        ruling = Ruling("They are in the script.")
        reject(project, present(project, placed.id), ruling)
    own_first.compared(project, ids[0], None)
    say_outcome(project, ids[0], Said.HELD, "")
    proposals, push_backs = mirror.listened(project.journal, While())
    first, second = sorted(proposals, key=lambda one: not one.different)
    assert (first.different, first.changed, first.says_addressed) == (True, True, True)
    assert (second.different, second.changed) == (False, False)
    assert [(one.right, one.gave_up) for one in push_backs] == [(True, True)]


def test_the_ideas_of_a_session_are_compared(project, suggest):
    made = [
        replace(suggest(f"Idea {n}: {'xyz' * n}"), activity=Activity.BRAINSTORM)
        for n in range(1, 12)
    ]
    put_in_inbox(project, made)
    assert len(mirror.newest_session(project.journal, While())) == 11
    report = report_of(project)
    [section] = [s for s in report.sections if "assistant" in s.title]
    assert "likeness of ideas" in [row.name for row in section.rows]


# -- what the review says of the person ------------------------------------------------


def probed(project, quarter: str, right: int, of: int) -> None:
    """Items that were answered in a quarter, by a clock of its own."""
    project.journal._clock = lambda: f"{quarter}-15T10:00:00.000000Z"
    with project.journal.writing():
        for number in range(of):
            body = {
                "purpose": "probe", "session": "", "family": "plan", "kind": "",
                "difficulty": "hard", "flawed": True, "text": "",
            }  # fmt: skip
            name = f"{quarter}{number}"
            shown = project.journal.append(EventType.ITEM_SHOWN, name, body)
            said = {"answer": "", "right": number < right, "seconds": 1.0}
            project.journal.append(EventType.ITEM_ANSWERED, shown, said)


def test_what_was_lost_is_said_first_and_what_cannot_be_told_is_said_too(project):
    probed(project, "2025-01", 24, 30)
    report = report_of(project)
    [section] = [s for s in report.sections if s.title == "Without the assistant"]
    assert "20 more unaided items needed" in str(section.rows[-1].measured)
    probed(project, "2025-08", 12, 30)
    report = report_of(project)
    assert report.sentences[0].startswith("Without the assistant you do less well")
    assert "12 of 30 right in 2025-Q3, 24 of 30 in 2025-Q1" in report.sentences[0]
    [section] = [s for s in report.sections if s.title == "Without the assistant"]
    change = section.rows[-1].measured
    assert isinstance(change, Figure)
    assert change.low < -0.4 < change.high < 0


def test_what_is_shared_leaves_out_how_the_person_looked_and_chose():
    events = [
        Event("c" * 16, number, "2026-11-22T05:35:00.000000Z", kind, "s", body, "0")
        for number, (kind, body) in enumerate(
            [
                ("journal.opened", "{}"),
                ("decision.made", '{"seconds":9.5,"verdict":"accepted","whole":false}'),
                ("hunks.gone", '{"hunks":{"1":"2026"}}'),
                ("direction.weighed", '{"changes":0.3,"gain":8,"cost":2}'),
                ("outcome.seen", '{"outcome":"held","unchanged":"failed"}'),
            ],
            start=1,
        )
    ]
    told = list(shared(events, lambda chain: True))
    assert [one.type for one in told] == [
        "journal.opened",
        "decision.made",
        "outcome.seen",
    ]
    assert json.loads(told[1].body) == {
        "seconds": None,
        "verdict": "accepted",
        "whole": None,
    }
    assert json.loads(told[2].body) == {"outcome": "held", "unchanged": None}

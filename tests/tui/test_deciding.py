"""The keys that decide: when they count, about what, and what is on record after."""

from __future__ import annotations

import pytest

from coresearch.core.edits import Modify, Replacement
from coresearch.journal.reviewed import While, looks
from coresearch.workbench.decide import Ruling, accept, present
from coresearch.workbench.project import open_project
from tests.cli.conftest import HOURS, TWO_HUNKS, decisions, place, plan, states
from tests.conftest import PLAN
from tests.tui.conftest import (
    ByHand,
    clock,
    in_view,
    look_at,
    screen_text,
    seconds,
    shown,
    transcript,
    until,
    work,
)


def test_accepting_changes_the_file_and_says_so(
    at_work, research_repo, suggest, seeds_edit
):
    place(research_repo, suggest("Name the seeds", seeds_edit))

    async def story(app, pilot):
        await look_at(app, pilot, "Name the seeds")
        await pilot.press("a")
        await until(pilot, lambda: "with 5 seeds" in plan(research_repo))
        await until(pilot, lambda: "Accepted “Name the seeds”" in transcript(app))
        await until(pilot, lambda: not work(app).inbox.inbox.total)

    at_work(story)
    [made] = decisions(research_repo)
    assert made["verdict"] == "accepted"
    assert 0 < made["seconds"] < 60


def test_undo_and_redo_give_back_exactly_what_was(
    at_work, research_repo, suggest, seeds_edit
):
    place(research_repo, suggest("Name the seeds", seeds_edit))

    async def story(app, pilot):
        await look_at(app, pilot, "Name the seeds")
        await pilot.press("a")
        await until(pilot, lambda: plan(research_repo) != PLAN)
        await until(pilot, lambda: "Accepted" in transcript(app))
        await pilot.press("u")
        await until(pilot, lambda: "Undone" in transcript(app))
        assert plan(research_repo) == PLAN
        await pilot.press("U")
        await until(pilot, lambda: "Redone" in transcript(app))
        assert plan(research_repo) != PLAN

    at_work(story)


@pytest.mark.usefixtures("unchanged")
def test_enter_never_decides(at_work, research_repo, suggest, seeds_edit):
    place(research_repo, suggest("Name the seeds", seeds_edit))

    async def story(app, pilot):
        await look_at(app, pilot, "Name the seeds")
        for _ in range(3):
            await pilot.press("enter")
        await pilot.press("r")
        await until(pilot, lambda: work(app).inbox.query_one("#reason").has_focus)
        await pilot.press("enter", "enter")
        await pilot.pause()

    at_work(story)
    assert not decisions(research_repo)


@pytest.mark.usefixtures("unchanged")
def test_letters_at_the_prompt_decide_nothing(
    at_work, research_repo, suggest, seeds_edit
):
    place(research_repo, suggest("Name the seeds", seeds_edit))

    async def story(app, pilot):
        await until(pilot, lambda: shown(app))
        await until(pilot, lambda: in_view(app))
        assert work(app).prompt.has_focus
        await pilot.press(*"area")
        assert work(app).prompt.text == "area"

    at_work(story)
    assert not decisions(research_repo)


@pytest.mark.usefixtures("unchanged")
def test_a_suggestion_that_comes_leaves_the_keyboard_where_it_is(
    at_work, research_repo, suggest, seeds_edit
):
    async def story(app, pilot):
        await pilot.press(*"what is")
        place(research_repo, suggest("Name the seeds", seeds_edit))
        await until(pilot, lambda: shown(app) == "Name the seeds")
        assert work(app).prompt.has_focus
        await pilot.press("a")
        assert work(app).prompt.text == "what isa"

    at_work(story)
    assert not decisions(research_repo)


@pytest.mark.usefixtures("unchanged")
def test_no_key_counts_in_the_first_half_second_nor_one_that_is_held(
    at_work, research_repo, suggest, seeds_edit
):
    place(research_repo, suggest("Name the seeds", seeds_edit))

    async def story(app, pilot):
        work(app).inbox.rows.focus()
        await until(pilot, lambda: in_view(app))
        for _ in range(20):  # half a second and more of a key that is held down
            await pilot.press("a")

    at_work(story, clock=ByHand(between=0.03))
    assert not decisions(research_repo)


@pytest.mark.usefixtures("unchanged")
def test_what_comes_faster_than_a_person_types_does_not_count(
    at_work, research_repo, suggest, seeds_edit
):
    place(research_repo, suggest("Name the seeds", seeds_edit))

    async def story(app, pilot):
        await look_at(app, pilot, "Name the seeds")
        clock(app).between = 0.01
        await pilot.press("a", "b")  # as pasted text comes where nothing marks it
        clock(app).go_on(1)
        clock(app).between = 0
        await pilot.press("x")
        await until(pilot, lambda: work(app).was_told_early)

    at_work(story)
    assert not decisions(research_repo)


def test_a_key_counts_from_half_a_second_on(
    at_work, research_repo, suggest, seeds_edit
):
    place(research_repo, suggest("Name the seeds", seeds_edit))

    async def story(app, pilot):
        work(app).inbox.rows.focus()
        await until(pilot, lambda: in_view(app))
        clock(app).between = 0.49
        await pilot.press("a")
        clock(app).go_on(0.02)
        await until(pilot, lambda: work(app).was_told_early)
        await pilot.press("a")  # half a second anew
        await until(pilot, lambda: "Accepted" in transcript(app))

    at_work(story)
    assert 1.0 <= decisions(research_repo)[0]["seconds"] < 1.01


def test_a_rejection_keeps_its_reason(at_work, research_repo, suggest):
    place(research_repo, suggest("Name the seeds"))

    async def story(app, pilot):
        await look_at(app, pilot, "Name the seeds")
        await pilot.press("r")
        await pilot.press(*"why", "enter")
        await until(pilot, lambda: "Rejected “Name the seeds”: why" in transcript(app))

    at_work(story)
    [made] = decisions(research_repo)
    assert (made["verdict"], made["reason"], made["reason_asked"]) == (
        "rejected",
        "why",
        True,
    )
    assert made["whole"] is True


@pytest.mark.slow
def test_escape_rejects_without_a_reason_and_that_is_on_record(
    at_work, research_repo, suggest
):
    place(research_repo, suggest("Name the seeds"))

    async def story(app, pilot):
        await look_at(app, pilot, "Name the seeds")
        await pilot.press("r")
        await pilot.press("escape")
        await until(pilot, lambda: "without a reason" in transcript(app))

    at_work(story)
    [made] = decisions(research_repo)
    assert (made["verdict"], made["reason"], made["reason_asked"]) == (
        "rejected",
        "",
        True,
    )


@pytest.mark.slow
@pytest.mark.parametrize("key", ["ctrl+c", "tab"])
def test_whoever_goes_elsewhere_has_not_rejected(at_work, research_repo, suggest, key):
    place(research_repo, suggest("Name the seeds"))

    async def story(app, pilot):
        await look_at(app, pilot, "Name the seeds")
        await pilot.press("r", *"why", key)
        await until(pilot, lambda: not work(app).inbox.query_one("#reason").display)

    at_work(story)
    assert states(research_repo) == {"Name the seeds": "waiting"}


@pytest.mark.slow
def test_later_is_on_record_and_the_next_is_shown(at_work, research_repo, suggest):
    place(research_repo, suggest("One"), suggest("Two"))

    async def story(app, pilot):
        await look_at(app, pilot, "One")
        await pilot.press("l")
        await until(pilot, lambda: shown(app) == "Two")

    at_work(story)
    assert [made["verdict"] for made in decisions(research_repo)] == ["later"]


def test_only_the_chosen_hunks_land(at_work, research_repo, suggest):
    place(research_repo, suggest("Say more", TWO_HUNKS))

    async def story(app, pilot):
        await look_at(app, pilot, "Say more")
        await pilot.press("1")
        await until(pilot, lambda: "[ ] 1 of 2" in work(app).inbox.detail.text)
        await pilot.press("a")
        await until(pilot, lambda: "Accepted" in transcript(app))

    at_work(story)
    assert plan(research_repo) == PLAN.replace("2 hours", "3 hours")
    assert decisions(research_repo)[0]["hunks"] == [2]


@pytest.mark.slow
def test_no_hunk_at_all_is_refused(at_work, research_repo, suggest):
    place(research_repo, suggest("Say more", TWO_HUNKS))

    async def story(app, pilot):
        await look_at(app, pilot, "Say more")
        await pilot.press("1", "right_square_bracket", "space", "a")
        await until(pilot, lambda: "No hunk was chosen" in transcript(app))

    at_work(story)
    assert plan(research_repo) == PLAN


def test_a_file_that_changes_meanwhile_shows_the_new_diff(
    at_work, research_repo, suggest
):
    place(research_repo, suggest("Say more", HOURS))

    async def story(app, pilot):
        await look_at(app, pilot, "Say more")
        assert "@@ -4,4 +4,4 @@" in work(app).inbox.detail.text
        (research_repo / "plan.md").write_text("A line.\n\n" + PLAN)
        await until(pilot, lambda: "It has changed" in work(app).inbox.detail.text)
        assert "@@ -6,4 +6,4 @@" in work(app).inbox.detail.text

    at_work(story)


def test_what_was_not_on_the_screen_is_not_accepted(at_work, research_repo, suggest):
    place(research_repo, suggest("Say more", HOURS))

    async def story(app, pilot):
        await look_at(app, pilot, "Say more")
        work(
            app
        ).lookout._is_reading = True  # nobody has looked yet when the key is pressed
        (research_repo / "plan.md").write_text("A line.\n\n" + PLAN)
        await pilot.press("a")
        await until(pilot, lambda: "has changed since it was shown" in transcript(app))

    at_work(story)
    assert plan(research_repo) == "A line.\n\n" + PLAN
    assert not decisions(research_repo)


@pytest.mark.slow
def test_two_windows_agree(at_work, research_repo, suggest, seeds_edit):
    place(research_repo, suggest("Name the seeds", seeds_edit))

    async def story(app, pilot):
        await look_at(app, pilot, "Name the seeds")
        with open_project(research_repo) as project:
            [row] = work(app).inbox.inbox.rows
            accept(project, present(project, row.id), Ruling())
        await until(pilot, lambda: not work(app).inbox.inbox.total)
        assert shown(app) == ""

    at_work(story)


@pytest.fixture
def editor(tmp_path, monkeypatch):
    """An editor that does what it is told with `sed`."""

    def use(command: str) -> None:
        script = tmp_path / "editor"
        script.write_text(f"#!/bin/sh\nsed -i '{command}' \"$1\"\n")
        script.chmod(0o755)
        monkeypatch.setenv("EDITOR", str(script))

    return use


def test_what_the_person_makes_of_it_is_shown_before_it_is_accepted(
    at_work, research_repo, suggest, seeds_edit, editor
):
    place(research_repo, suggest("Name the seeds", seeds_edit))
    editor("s/5 seeds/10 seeds/")

    async def story(app, pilot):
        await look_at(app, pilot, "Name the seeds")
        await pilot.press("e")
        await until(pilot, lambda: "10 seeds" in work(app).inbox.detail.text)
        assert plan(research_repo) == PLAN
        await pilot.press("v")
        await until(pilot, lambda: "with 5 seeds" in work(app).inbox.detail.text)
        await pilot.press("v")
        await until(pilot, lambda: "10 seeds" in work(app).inbox.detail.text)
        await look_at(app, pilot, "Name the seeds")
        await pilot.press("a")
        await until(pilot, lambda: "Accepted as amended" in transcript(app))

    at_work(story)
    assert "with 10 seeds" in plan(research_repo)
    assert decisions(research_repo)[0]["verdict"] == "amended"


@pytest.mark.slow
def test_an_editor_that_changes_nothing_amends_nothing(
    at_work, research_repo, suggest, seeds_edit, editor
):
    place(research_repo, suggest("Name the seeds", seeds_edit))
    editor("s/nothing of this/else/")

    async def story(app, pilot):
        await look_at(app, pilot, "Name the seeds")
        await pilot.press("e")
        await until(pilot, lambda: "You changed nothing" in transcript(app))

    at_work(story)
    assert not decisions(research_repo)


HOSTILE = "[bold]x[/foo] list[int] \x1b]52;c;aGk=\x07 \u202eevil\u202c"


SIZES = [
    (120, 40),
    pytest.param((80, 24), marks=pytest.mark.slow),
    pytest.param((30, 10), marks=pytest.mark.slow),
]


@pytest.mark.parametrize("size", SIZES)
def test_foreign_text_is_shown_and_never_obeyed(at_work, research_repo, suggest, size):
    edit = Modify("plan.md", (Replacement("# Plan\n", f"{HOSTILE}\n"),))
    place(research_repo, suggest(HOSTILE, edit, question=HOSTILE, source=HOSTILE))

    async def story(app, pilot):
        work(app).inbox.rows.focus()
        await until(pilot, lambda: work(app).inbox.shown is not None)
        await pilot.pause()
        text = screen_text(app) + work(app).inbox.detail.text
        assert "[/foo] list[int] ␛]52;c;aGk=␇" in " ".join(text.split())
        assert not {"\x1b", "\x07", "\u202e"} & set(text)
        work(app).sending.send(HOSTILE.replace("[", "/[", 1))
        await pilot.pause()

    at_work(story, size=size)


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
def test_what_is_decided_about_is_on_the_screen(at_work, research_repo, suggest, size):
    place(research_repo, suggest("Name the seeds"))

    async def story(app, pilot):
        await look_at(app, pilot, "Name the seeds")
        assert "One run says nothing" in screen_text(app)

    at_work(story, size=size)


@pytest.mark.slow
def test_out_of_view_no_time_counts(at_work, research_repo, suggest):
    place(research_repo, suggest("Name the seeds"))

    async def story(app, pilot):
        await until(pilot, lambda: shown(app))
        clock(app).go_on(1)
        assert seconds(app) == 0  # narrow: its page is not on the screen
        work(app).inbox.rows.focus()
        await until(pilot, lambda: in_view(app))
        clock(app).go_on(2)
        await pilot.press("f1")  # a second later
        await until(pilot, lambda: app.screen is not app.work)
        clock(app).go_on(30)
        assert seconds(app) == 3
        await pilot.press("f1")
        await until(pilot, lambda: in_view(app))
        clock(app).go_on(4)
        assert seconds(app) == 7

    at_work(story, size=(80, 24))


@pytest.mark.slow
def test_whether_its_end_came_into_view_is_on_record(at_work, research_repo, suggest):
    long = "\n".join(f"Step {number} of the calculation." for number in range(80))
    place(research_repo, *(suggest(f"Seed {n}", details=long) for n in range(2)))

    async def story(app, pilot):
        for scrolls in (False, True):
            first = work(app).inbox.inbox.rows[0].title
            await look_at(app, pilot, first)
            for _ in range(12 if scrolls else 0):
                await pilot.press("J")
            await pilot.press("r")
            await pilot.press("escape")
            left = 0 if scrolls else 1
            await until(pilot, lambda left=left: work(app).inbox.inbox.total == left)

    at_work(story, size=(80, 24))
    with open_project(research_repo) as project:
        found = looks(project.journal, While())
    assert [bool(one.whole) for one in found] == [False, True]

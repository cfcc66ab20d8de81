"""Going through suggestions one by one, at a real terminal."""

from __future__ import annotations

import time

import pytest

from tests.cli.conftest import (
    HOURS,
    TITLE,
    TWO_HUNKS,
    decisions,
    place,
    plan,
    run_in,
    states,
)
from tests.conftest import PLAN


@pytest.fixture
def three(research_repo, suggest):
    """Three suggestions that wait: two edits and a note."""
    return place(
        research_repo,
        suggest("Name it", TITLE),
        suggest("More hours", HOURS),
        suggest("A thought"),
    )


@pytest.mark.parametrize(
    "size", [(24, 80), pytest.param((50, 200), marks=pytest.mark.slow)]
)
def test_critique_offers_to_go_one_by_one(flawed_repo, terminal, size):
    before = plan(flawed_repo)
    screen = terminal("critique", "plan.md", size=size)
    screen.see("Go through them one by one? [y/N] ")
    screen.type("y")
    assert "── 1 of " in screen.at_menu()
    screen.press("q")
    screen.see("0 decisions made; ")
    screen.ends()
    assert plan(flawed_repo) == before


@pytest.mark.parametrize(
    "answer", ["", *(pytest.param(a, marks=pytest.mark.slow) for a in ("yy", "\x04"))]
)
def test_only_yes_begins_the_walk(flawed_repo, terminal, answer):
    screen = terminal("critique", "plan.md")
    screen.see("Go through them one by one? [y/N] ")
    screen.child.send(answer if answer == "\x04" else f"{answer}\n")
    screen.see("They wait in the inbox: coresearch inbox")
    screen.ends()


def test_every_key_does_what_the_menu_says(research_repo, terminal, three):
    screen = terminal("inbox", "--walk")
    assert "1 of 3" in screen.at_menu()
    screen.press("n")
    assert "2 of 3" in screen.at_menu()
    screen.press("p")
    assert "1 of 3" in screen.at_menu()
    screen.press("?")
    assert "change it in your editor" in screen.at_menu()
    screen.press("a")
    screen.see("1 file changed (plan.md).")
    assert "2 of 3" in screen.at_menu()
    screen.press("l")
    screen.see("stays in the inbox.")
    assert "3 of 3" in screen.at_menu()
    screen.press("r")
    screen.see("Why? (Enter: no reason) ")
    screen.type("not now")
    screen.see("2 decisions made; 1 still waits: coresearch inbox")
    screen.ends()
    assert plan(research_repo) == PLAN.replace("# Plan", "# A plan")
    assert states(research_repo) == {
        "Name it": "accepted",
        "More hours": "waiting",
        "A thought": "rejected",
    }


def test_q_ends_the_walk_and_decides_nothing(research_repo, terminal, three):
    screen = terminal("inbox", "--walk")
    screen.at_menu()
    screen.press("q")
    screen.see("0 decisions made; 3 still wait: coresearch inbox")
    screen.ends()
    assert plan(research_repo) == PLAN


def test_keys_typed_before_or_just_after_it_came_into_view_do_nothing(
    research_repo, terminal, three
):
    screen = terminal("inbox", "--walk")
    screen.child.send("a")  # long before anything is on the screen
    screen.at_menu()
    for _ in range(4):
        screen.child.send("a")
        time.sleep(0.08)
    screen.press("q")
    screen.see("0 decisions made; 3 still wait")
    screen.ends()
    assert plan(research_repo) == PLAN


NO_ANSWERS = [
    "\n\r\n",
    "aaaa\n",
    "\x1b[A",  # an arrow key
    "\x1b[a\x1bOa",  # the same with Shift and Control, as some terminals send them
    "\x1b[200~a\x1b[201~",  # pasted, where the terminal marks it
    "A",
    "漢",
]


def test_no_other_key_and_no_burst_of_keys_decides(research_repo, terminal, three):
    screen = terminal("inbox", "--walk")
    screen.at_menu()
    for keys in NO_ANSWERS:
        time.sleep(0.7)
        screen.child.send(keys)
    screen.press("q")
    screen.see("0 decisions made; 3 still wait")
    screen.ends()
    assert plan(research_repo) == PLAN


def test_a_held_key_accepts_at_most_one(research_repo, terminal, suggest):
    notes = [suggest(f"Thought {number}") for number in range(5)]
    place(research_repo, *notes)
    screen = terminal("inbox", "--walk")
    screen.at_menu()
    time.sleep(0.7)
    for _ in range(50):
        screen.child.send("a")
        time.sleep(0.04)
    screen.press("q")
    screen.see(" made; ")
    screen.ends()
    assert list(states(research_repo).values()).count("accepted") <= 1


def test_ctrl_d_ends_the_walk_at_the_menu(research_repo, terminal, three):
    screen = terminal("inbox", "--walk")
    screen.at_menu()
    screen.press("\x04")
    screen.see("0 decisions made; 3 still wait")
    screen.ends()


def test_ctrl_c_ends_the_walk_at_the_menu(research_repo, terminal, three):
    screen = terminal("inbox", "--walk")
    screen.at_menu()
    screen.press("\x03")
    screen.see("Stopped.")
    screen.ends(130)
    assert set(states(research_repo).values()) == {"waiting"}


@pytest.mark.parametrize("stop", ["\x03", "\x04"])
def test_a_rejection_stopped_at_the_reason_is_none(
    research_repo, terminal, three, stop
):
    screen = terminal("inbox", "--walk")
    screen.at_menu()
    screen.press("r")
    screen.see("Why? (Enter: no reason) ")
    screen.child.send(stop)
    screen.see("Not decided." if stop == "\x03" else "Not rejected; it still waits.")
    screen.at_menu()
    screen.press("q")
    screen.see("0 decisions made; 3 still wait")
    screen.ends()


def test_an_empty_reason_is_recorded_as_asked(research_repo, terminal, suggest):
    place(research_repo, suggest())
    screen = terminal("inbox", "--walk")
    screen.at_menu()
    screen.press("r")
    screen.see("Why? (Enter: no reason) ")
    screen.type("")
    screen.see("1 decision made.")
    screen.ends()
    [decision] = decisions(research_repo)
    assert (decision["reason"], decision["reason_asked"]) == ("", True)
    assert decision["seconds"] > 0.5


def test_h_accepts_only_the_hunks_that_are_named(research_repo, terminal, suggest):
    place(research_repo, suggest("Two things", TWO_HUNKS))
    screen = terminal("inbox", "--walk")
    screen.at_menu()
    for answer in ("", "x", "\x04"):
        screen.press("h")
        screen.see("Which hunks of 1 to 2? (such as 1 3; Enter: none) ")
        screen.child.send(answer if answer == "\x04" else f"{answer}\n")
        screen.at_menu()
    screen.press("h")
    screen.see("Enter: none) ")
    screen.type("7")
    screen.see("There is no hunk 7")
    screen.at_menu()
    assert plan(research_repo) == PLAN
    screen.press("h")
    screen.see("Enter: none) ")
    screen.type("2")
    screen.see("1 decision made.")
    screen.ends()
    assert plan(research_repo) == PLAN.replace("2 hours", "3 hours")


def test_h_says_so_where_there_is_one_hunk(terminal, three):
    screen = terminal("inbox", "--walk")
    screen.at_menu()
    screen.press("h")
    screen.see("There are no hunks to choose from")
    screen.at_menu()
    screen.press("q")
    screen.ends()


def test_a_plan_that_changed_since_it_was_shown_is_refused_and_shown_again(
    research_repo, terminal, suggest
):
    place(research_repo, suggest("More hours", HOURS))
    screen = terminal("inbox", "--walk")
    screen.at_menu()
    mine = PLAN.replace("# Plan", "# Plan\n\nA new line.")
    (research_repo / "plan.md").write_text(mine)
    screen.press("a")
    screen.see("has changed since it was shown.")
    assert "@@ -6,4 +6,4 @@" in screen.at_menu()
    assert plan(research_repo) == mine
    screen.press("a")
    screen.see("1 decision made.")
    screen.ends()
    assert plan(research_repo) == mine.replace("2 hours", "3 hours")


def test_a_change_that_has_lost_its_place_is_told_and_stays_rejectable(
    research_repo, terminal, suggest
):
    place(research_repo, suggest("More hours", HOURS))
    screen = terminal("inbox", "--walk")
    screen.at_menu()
    (research_repo / "plan.md").write_text("# Another plan\n")
    screen.press("a")
    assert "It cannot be applied now" in screen.see("[r]")
    screen.at_menu()
    screen.press("r")
    screen.see("Why?")
    screen.type("gone")
    screen.see("1 decision made.")
    screen.ends()
    assert plan(research_repo) == "# Another plan\n"


def test_going_back_to_what_was_decided_says_so(research_repo, terminal, three):
    screen = terminal("inbox", "--walk")
    screen.at_menu()
    screen.press("a")
    screen.at_menu()
    screen.press("p")
    shown = screen.at_menu()
    assert "was accepted on " in shown
    assert "[a]" not in shown
    screen.press("a")
    screen.see("was accepted on ")
    screen.at_menu()
    screen.press("q")
    screen.see("1 decision made; 2 still wait")
    screen.ends()


def test_an_empty_inbox_says_that_nothing_waits(research_repo, terminal, suggest):
    [identity] = place(research_repo, suggest())
    run_in(research_repo, "reject", identity, "-m", "no")
    screen = terminal("inbox", "--walk")
    screen.see("Nothing waits.")
    screen.ends()

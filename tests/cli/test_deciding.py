"""accept, amend, reject, undo and redo at a real terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import HOURS, TWO_HUNKS, decisions, place, plan, run_in, states
from tests.conftest import PLAN, git

ACCEPTED = PLAN.replace("2 hours", "3 hours")


@pytest.fixture
def hours(research_repo, suggest) -> str:
    """The id of a suggestion that would change one line."""
    return place(research_repo, suggest("More hours", HOURS))[0]


@pytest.fixture
def editor(tmp_path):
    """Makes an editor: a script that gets the file as its last argument."""

    def make(script: str) -> str:
        path = tmp_path / "an editor"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        return f"'{path}'"

    return make


def test_accept_shows_asks_and_does_it(research_repo, terminal, hours):
    screen = terminal("accept", hours)
    shown = screen.see("Accept? [y/N] ")
    assert "-Each run takes 2 hours." in shown
    assert "+Each run takes 3 hours." in shown
    screen.type("Yes")
    assert "1 file changed (plan.md)." in screen.ends()
    assert plan(research_repo) == ACCEPTED
    assert decisions(research_repo)[0]["verdict"] == "accepted"


@pytest.mark.parametrize("no", ["\n", "aaaa\n", "y\ny\n", "\x04"])
def test_anything_but_yes_does_not_accept(research_repo, terminal, hours, no):
    screen = terminal("accept", hours)
    screen.see("Accept? [y/N] ")
    screen.child.send(no)
    assert "Not accepted; it still waits." in screen.ends()
    assert plan(research_repo) == PLAN
    assert decisions(research_repo) == []


def test_ctrl_c_at_the_question_accepts_nothing(research_repo, terminal, hours):
    screen = terminal("accept", hours)
    screen.see("Accept? [y/N] ")
    screen.child.send("y\x03")
    assert "Stopped." in screen.ends(130)
    assert plan(research_repo) == PLAN
    assert decisions(research_repo) == []


def test_a_yes_typed_ahead_is_thrown_away(research_repo, terminal, hours):
    screen = terminal("accept", hours)
    screen.child.send("y\n")
    screen.see("takes 3 hours.")
    screen.child.send("y\n")
    screen.see("Accept? [y/N] ")
    screen.type("")
    assert "Not accepted" in screen.ends()
    assert plan(research_repo) == PLAN


def test_accept_takes_only_the_hunks_that_are_named(research_repo, terminal, suggest):
    [identity] = place(research_repo, suggest("Two things", TWO_HUNKS))
    screen = terminal("accept", identity, "--hunk", "1", "-m", "the title only")
    screen.see("Only 1 hunk: 1.")
    screen.see("Accept? [y/N] ")
    screen.type("y")
    screen.ends()
    assert plan(research_repo) == PLAN.replace("# Plan", "# A plan")
    [decision] = decisions(research_repo)
    assert (decision["hunks"], decision["reason"]) == ([1], "the title only")


@pytest.mark.parametrize("hunk", ["0", "99999999999999999999"])
def test_a_hunk_that_is_not_there_is_told_before_any_question(terminal, hours, hunk):
    screen = terminal("accept", hours, "--hunk", hunk)
    assert f"There is no hunk {hunk}: it has 1." in screen.ends(4)


def test_a_plan_that_changed_before_the_yes_is_refused(research_repo, terminal, hours):
    screen = terminal("accept", hours)
    screen.see("Accept? [y/N] ")
    mine = PLAN.replace("# Plan", "# My plan")
    (research_repo / "plan.md").write_text(mine)
    screen.type("y")
    rest = screen.ends(7)
    assert "has changed since it was shown." in rest
    assert "Look at the new diff and decide again." in rest
    assert plan(research_repo) == mine
    assert states(research_repo) == {"More hours": "waiting"}


def test_what_was_accepted_is_not_asked_for_again(terminal, research_repo, hours):
    screen = terminal("accept", hours)
    screen.see("Accept? [y/N] ")
    screen.type("y")
    screen.ends()
    rest = terminal("accept", hours).ends(7)
    assert f"{hours} was accepted on " in rest
    assert f"To take it back: coresearch undo {hours}" in rest


@pytest.mark.parametrize(
    ("answer", "reason"),
    [("", ""), ("für  dich\nund mich", "für dich und mich")],
)
def test_reject_asks_why_and_keeps_the_answer(
    research_repo, terminal, hours, answer, reason
):
    screen = terminal("reject", hours)
    screen.see("Why? (Enter: no reason) ")
    screen.type(answer)
    assert f"Rejected {hours}." in screen.ends()
    [decision] = decisions(research_repo)
    assert (decision["verdict"], decision["reason"]) == ("rejected", reason)
    assert decision["reason_asked"] is True
    assert plan(research_repo) == PLAN


def test_a_reason_in_another_encoding_is_no_fault(research_repo, terminal, hours):
    screen = terminal("reject", hours)
    screen.see("Why? (Enter: no reason) ")
    screen.child.ptyproc.write(b"f\xfcr mich\n")
    screen.ends()
    [decision] = decisions(research_repo)
    assert decision["reason"].endswith("r mich")


@pytest.mark.parametrize(
    ("stop", "code"), [("\x03", 130), ("\x04", 0), ("no\x04\x04", 0)]
)
def test_reject_stopped_at_the_reason_rejects_nothing(
    research_repo, terminal, hours, stop, code
):
    screen = terminal("reject", hours)
    screen.see("Why? (Enter: no reason) ")
    screen.child.send(stop)
    screen.ends(code)
    assert decisions(research_repo) == []


def test_amend_applies_what_the_person_wrote(research_repo, terminal, hours, editor):
    mine = editor('sed -i "s/3 hours/4 hours/" "$1"')
    screen = terminal("amend", hours, "-m", "it was four", EDITOR=mine)
    shown = screen.see("Accept this? [y/N] ")
    assert "+Each run takes 4 hours." in shown
    screen.type("y")
    assert f"Accepted as amended {hours}" in screen.ends()
    assert plan(research_repo) == PLAN.replace("2 hours", "4 hours")
    [decision] = decisions(research_repo)
    assert (decision["verdict"], decision["reason"]) == ("amended", "it was four")
    assert decision["seconds"] > 0.5


def test_an_editor_may_have_arguments(research_repo, terminal, hours, editor):
    mine = editor('[ "$1" = --wait ] && sed -i "s/3 hours/4 hours/" "$2"')
    screen = terminal("amend", hours, VISUAL=f"{mine} --wait", EDITOR="false")
    screen.see("Accept this? [y/N] ")
    screen.type("")
    rest = screen.ends()
    assert "Not accepted; it still waits." in rest
    kept = Path(rest.split("Your text is kept in ")[1].split()[0])
    assert "takes 4 hours." in (kept / "plan.md").read_text()
    assert plan(research_repo) == PLAN


def test_what_the_editor_left_unchanged_is_accepted_as_proposed(
    research_repo, terminal, hours
):
    screen = terminal("amend", hours, EDITOR="true")
    assert "You changed nothing." in screen.see("Accept this? [y/N] ")
    screen.type("y")
    screen.ends()
    assert plan(research_repo) == ACCEPTED
    assert decisions(research_repo)[0]["verdict"] == "accepted"


def test_a_note_left_unchanged_decides_nothing(research_repo, terminal, suggest):
    [identity] = place(research_repo, suggest("A thought"))
    rest = terminal("amend", identity, EDITOR="true").ends()
    assert "You changed nothing." in rest
    assert "Nothing was decided." in rest
    assert decisions(research_repo) == []


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("/no/such/editor", "could not be started."),
        ("'unbalanced", "could not be started."),
        ("rm", "ended with an error; nothing was decided."),
    ],
)
def test_an_editor_that_fails_decides_nothing(
    research_repo, terminal, hours, command, told, scratch
):
    rest = terminal("amend", hours, EDITOR=command).ends(4)
    assert told in rest
    assert "is kept in" not in rest
    assert list(scratch.iterdir()) == []
    assert plan(research_repo) == PLAN
    assert decisions(research_repo) == []


def test_ctrl_c_in_the_editor_is_the_editors_own(
    research_repo, terminal, hours, editor
):
    patient = editor('trap "echo interrupted; exit 0" INT; echo open; sleep 9 & wait')
    screen = terminal("amend", hours, EDITOR=patient)
    screen.see("open")
    screen.child.send("\x03")
    screen.see("interrupted")
    screen.see("Accept this? [y/N] ")
    screen.type("n")
    screen.ends()
    assert decisions(research_repo) == []


def test_an_editor_that_leaves_the_terminal_odd_is_mended(
    research_repo, terminal, hours, editor
):
    screen = terminal("amend", hours, EDITOR=editor("stty raw -echo; exit 1"))
    assert "ended with an error" in screen.ends(4)


def test_a_plan_that_changed_while_editing_is_refused_and_the_text_kept(
    research_repo, terminal, hours, editor
):
    mine = editor('sed -i "s/3 hours/4 hours/" "$1"')
    screen = terminal("amend", hours, EDITOR=mine)
    screen.see("Accept this? [y/N] ")
    (research_repo / "plan.md").write_text("# Another\n")
    screen.type("y")
    rest = screen.ends(7)
    assert "has changed while you were editing." in rest
    assert "Your text is kept in " in rest
    assert plan(research_repo) == "# Another\n"


def test_undo_and_redo_go_there_and_back_byte_for_byte(research_repo, terminal, hours):
    before = (research_repo / "plan.md").read_bytes()
    screen = terminal("accept", hours)
    screen.see("Accept? [y/N] ")
    screen.type("y")
    screen.ends()
    after = (research_repo / "plan.md").read_bytes()
    status = git(research_repo, "status", "--porcelain=v2")
    for command, expected in [
        ("undo", before), ("redo", after), ("undo", before), ("redo", after),
    ]:  # fmt: skip
        assert f"{hours}: plan.md." in terminal(command).ends()
        assert (research_repo / "plan.md").read_bytes() == expected
    assert git(research_repo, "status", "--porcelain=v2") == status
    assert run_in(research_repo, "journal", "verify").code == 0


def test_undo_with_nothing_to_undo_says_so(terminal, hours):
    assert "There is nothing to undo." in terminal("undo").ends(3)

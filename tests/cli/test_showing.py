"""How a suggestion, a diff and the record are shown."""

from __future__ import annotations

import json
import re

from coresearch.core.edits import Modify, Replacement
from coresearch.core.suggestions import Evidence
from tests.cli.conftest import HOURS, TWO_HUNKS, place
from tests.cli.test_critique_use import on_terminal
from tests.conftest import PLAN

LONG = " ".join(f"word{number}" for number in range(40))


def long_edit(root):
    """A plan with long lines, and a change of one of them."""
    before = f"Before: {LONG}.\n"
    (root / "plan.md").write_text(f"{PLAN}\n{before}After: {LONG}.\n")
    return Modify("plan.md", (Replacement(before, before.replace("word7 ", "WORD7 ")),))


def test_a_long_line_is_whole_in_a_pipe(research_repo, run, suggest):
    [identity] = place(research_repo, suggest("Shout", long_edit(research_repo)))
    lines = run("show", identity).out.splitlines()
    assert f"-Before: {LONG}." in lines
    assert f" After: {LONG}." in lines


def test_on_a_terminal_what_changes_is_wrapped_and_the_rest_is_cut(
    research_repo, suggest
):
    [identity] = place(research_repo, suggest("Shout", long_edit(research_repo)))
    shown = on_terminal(research_repo, "show", identity, NO_COLOR="1")
    assert all(len(line) <= 80 for line in shown.splitlines())
    assert "\n+Before: word0 " in shown
    assert "word39." in shown.split("+Before:")[1].split("\n After:")[0]
    assert re.search(r"^ After: word0 .*…$", shown, re.M)
    joined = re.sub(r" *\n  ↪ ", " ", shown)
    assert f"+Before: {LONG.replace('word7 ', 'WORD7 ')}." in joined


def test_a_long_quote_is_shown_in_part(research_repo, run, suggest):
    passage = "\n".join(f"Line {number}." for number in range(9))
    evidence = (Evidence(passage, "plan.md", 1, 9),)
    [identity] = place(research_repo, suggest("Much", evidence=evidence))
    shown = run("show", identity).out
    assert "  │ Line 5.\n  │ … 3 more lines\n" in shown


def test_blanks_in_an_edit_are_pointed_out(research_repo, run, suggest):
    blank = Modify("plan.md", (Replacement("# Plan\n", "# Plan of <whose plan>\n"),))
    tag = Modify("plan.md", (Replacement("# Plan\n", '# <a href="x">Plan</a>\n'),))
    first, second = place(
        research_repo, suggest("A name", blank), suggest("A link", tag)
    )
    assert f"blanks for you to fill in: coresearch amend {first}" in " ".join(
        run("show", first).out.split()
    )
    assert "blanks" not in run("show", second).out


def test_every_hunk_has_its_number(research_repo, run, suggest):
    [identity] = place(research_repo, suggest("Two things", TWO_HUNKS))
    shown = run("show", identity).out
    assert "plan.md, hunk 1 of 2" in shown
    assert "plan.md, hunk 2 of 2" in shown


def test_what_was_ruled_is_shown_without_a_diff(research_repo, run, terminal, suggest):
    [identity] = place(research_repo, suggest("More hours", HOURS))
    screen = terminal("accept", identity)
    screen.see("Accept? [y/N] ")
    screen.type("y")
    screen.ends()
    shown = " ".join(run("show", identity).out.split())
    assert f"{identity} was accepted on " in shown
    assert f"by Ada. To take it back: coresearch undo {identity}" in shown
    assert "hunk 1" not in shown
    assert "cannot be applied" not in shown


def test_foreign_text_in_a_suggestion_is_shown_and_not_obeyed(
    research_repo, run, suggest
):
    evil = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202etxt\r"
    item = suggest(
        f"Title {evil}",
        evidence=(Evidence(f"We {evil}", f"pl{evil}\nan.md", 3, 3),),
        question=f"Why {evil}?",
        details=f"1 {evil}\n2",
        source=f"Me {evil}",
    )
    [identity] = place(research_repo, item)
    for command in (
        ["show", identity],
        ["inbox"],
        ["journal", "list"],
        ["journal", "list", "--events"],
        ["journal", "show", identity],
        ["journal", "search", "Title"],
        ["reject", identity, "-m", f"no {evil}"],
        ["journal", "show", identity],
    ):
        ended = run(*command)
        assert ended.code == 0
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", ended.out)


def test_lists_say_that_there_is_more(research_repo, run, suggest):
    place(research_repo, *(suggest(f"Thought {number}") for number in range(5)))
    assert "3 more: coresearch inbox -n 5" in run("inbox", "-n", "2").out
    first = run("journal", "list", "-n", "2")
    assert "More: --page 2" in first.err
    last = run("journal", "list", "-n", "2", "-p", "3")
    assert len(last.out.splitlines()) == 1
    assert last.err == ""
    assert "Nothing on record fits." in run("journal", "list", "-p", "9").out
    assert len(json.loads(run("journal", "list", "-n2", "-f", "json").out)) == 2

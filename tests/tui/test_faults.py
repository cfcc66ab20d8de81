"""What others break: a locked journal, a folder that moves, a full queue of pieces."""

from __future__ import annotations

import sqlite3
import time

import pytest

from coresearch.tui.ink import plain
from coresearch.tui.jobs.mailbox import Arrived, Doing, Mailbox, Over, Text
from coresearch.tui.markdown import Splitter, prose, rendered
from coresearch.workbench.kept import Kept
from tests.cli.conftest import place, states
from tests.tui.conftest import look_at, taken, transcript, until, work


@pytest.mark.slow
def test_a_journal_that_is_held_is_waited_for(
    at_work, research_repo, suggest, seeds_edit
):
    place(research_repo, suggest("Name the seeds", seeds_edit))

    async def story(app, pilot):
        await look_at(app, pilot, "Name the seeds")
        holder = sqlite3.connect(research_repo / ".coresearch" / "journal.db")
        holder.execute("BEGIN IMMEDIATE")
        begun = time.monotonic()
        await pilot.press("a")
        while time.monotonic() < begun + 0.5:
            await pilot.pause(0.01)  # the interface goes on meanwhile
        assert "Accepted" not in transcript(app)
        holder.rollback()
        holder.close()
        await until(pilot, lambda: "Accepted" in transcript(app))

    at_work(story)
    assert states(research_repo) == {"Name the seeds": "accepted"}


@pytest.mark.slow
def test_a_repository_that_is_moved_away_is_told_and_found_again(
    at_work, research_repo, suggest, seeds_edit
):
    place(research_repo, suggest("Name the seeds", seeds_edit))
    away = research_repo.with_name("away")

    async def story(app, pilot):
        await look_at(app, pilot, "Name the seeds")
        research_repo.rename(away)
        await pilot.press("a")
        await until(pilot, lambda: "! " in work(app).transcript.text)
        away.rename(research_repo)
        await until(pilot, lambda: work(app).inbox.inbox.total == 1)

    at_work(story)
    assert states(research_repo) == {"Name the seeds": "waiting"}


def test_pieces_in_a_row_are_one():
    mailbox = Mailbox()
    for _ in range(5000):
        mailbox.put(Text("ab"))
    mailbox.put(Doing("one"))
    mailbox.put(Doing("two"))
    mailbox.put(Arrived())
    mailbox.put(Over())
    assert taken(mailbox) == [Text("ab" * 5000), Doing("two"), Arrived(), Over()]


def test_a_long_text_is_taken_in_portions_before_what_comes_behind_it():
    mailbox = Mailbox()
    mailbox.put(Text("abcde"))
    assert mailbox.take(2) == Text("ab")
    mailbox.put(Text("f"))
    mailbox.put(Over())
    assert taken(mailbox, 3) == [Text("cde"), Text("f"), Over()]


def test_of_output_that_nobody_looks_at_the_end_is_kept_and_of_a_reply_all():
    lossy, whole = Mailbox(keeps_all=False), Mailbox()
    for number in range(1000):
        lossy.put(Text("x" * 10_000 + str(number)))
        whole.put(Text("x" * 1_000))
    [end] = taken(lossy)
    assert len(end.text) < 500_000
    assert end.text.endswith("999")
    assert taken(whole) == [Text("x" * 1_000_000)]


def test_a_reply_is_the_same_however_it_comes():
    text = (
        "# One\n\nSome *text*\nof two.\n\n- a\n- b\n\n```py\nx = 1\n\ny = 2\n```\nEnd."
    )
    rendered_in = {size: _in_pieces(text, size) for size in (1, 3, 1000)}
    assert len(set(map(tuple, rendered_in.values()))) == 1
    assert [one.strip() for one in rendered_in[1]] == [
        "One", "", "Some text of two.", "", "• a", "• b", "",
        "x = 1", "", "y = 2", "", "End.", "",
    ]  # fmt: skip


def _in_pieces(text: str, size: int) -> list[str]:
    splitter = Splitter()
    parts = [
        part
        for start in range(0, len(text), size)
        for part in splitter.feed(text[start : start + size])
    ]
    parts += splitter.finish()
    return [plain(one) for part in parts for one in rendered(part, 60)]


def test_markdown_keeps_every_word_and_fits():
    text = (
        "A **bold** [link](https://example.org) and `code`\n\n> quoted\n\n"
        "| a | b |\n|---|---|\n| 表 | [x] |\n\n1. one\n   - two\n\n<b>html</b>"
    )
    for width in (10, 24, 80):
        lines = [plain(one) for one in prose(text, width)]
        said = "".join("".join(lines).split())
        for word in ("bold", "link", "quoted", "one", "two", "<b>html</b>"):
            assert word in said.replace("│", "").replace("•", "")


def test_what_is_kept_survives_a_torn_line(tmp_path):
    kept = Kept(tmp_path)
    kept.add("note", "one")
    kept.remember("sent")
    with (tmp_path / "transcript.jsonl").open("a") as file:
        file.write('{"kind": "note", "te')
    assert kept.transcript() == [("note", "one")]
    assert kept.history() == ["sent"]
    kept.keep_state({"theme": "x"})
    assert kept.state() == {"theme": "x"}
    (tmp_path / "interface.json").write_text("[")
    assert kept.state() == {}

"""Rows that are made when somebody comes near them."""

from __future__ import annotations

from functools import partial

from hypothesis import given
from hypothesis import strategies as some

from coresearch.tui.chunks import Chunks
from coresearch.tui.ink import Ink, plain
from tests.tui.conftest import until, work


def _rows(name: int, count: int):
    return [((f"{name}.{number}", Ink.TEXT),) for number in range(count)]


@given(
    some.lists(some.tuples(some.integers(0, 5), some.integers(1, 5)), min_size=1),
    some.integers(0, 40),
    some.integers(0, 20),
)
def test_what_is_near_is_made_and_what_is_below_keeps_its_place(sizes, first, length):
    guessed, known = Chunks(), Chunks()
    for name, (size, guess) in enumerate(sizes):
        guessed.guess(partial(_rows, name, size), guess)
        known.add(_rows(name, size))
    top = min(first + length // 2, len(guessed) - 1)
    marks = list(enumerate(guessed.starts))
    more = guessed.settle(first, first + length, top) or 0
    for name, before in marks:
        if before == top:
            assert guessed.starts[name] == top + more
    guessed.settle(0, len(guessed))
    assert list(guessed) == list(known)
    assert len(guessed) == len(known)


def test_a_transcript_that_is_made_narrower_keeps_its_place_and_its_words(at_work):
    async def story(app, pilot):
        page = work(app).transcript
        for number in range(300):
            page.say("note", f"note {number} " + "word " * 30, keep=False)
        before = page.text.split()
        await pilot.pause()
        page.scroll_to(y=500, animate=False, immediate=True)
        at = _note_at(page)
        await pilot.resize_terminal(70, 24)
        await until(pilot, lambda: page.size.width == 68)
        assert abs(_note_at(page) - at) <= 1
        page.scroll_end(animate=False, immediate=True)
        assert "note 299" in _seen(page)
        page.scroll_home(animate=False, immediate=True)
        assert "note 0 " in _seen(page)
        while page.scroll_y < page.max_scroll_y:  # past all of it
            page.scroll_to(y=page.scroll_y + 20, animate=False, immediate=True)
        assert page.text.split() == before

    at_work(story)


def _seen(page) -> str:
    top = round(page.scroll_y)
    rows = range(top, min(top + page.size.height, len(page._rows)))
    return "\n".join(plain(page._rows[row]) for row in rows)


def _note_at(page) -> int:
    """The number of the first note that begins in view."""
    return int(_seen(page).partition("note ")[2].split()[0])


def test_what_was_printed_is_set_apart_from_how_it_ended(at_work):
    async def story(app, pilot):
        page = work(app).transcript
        page.begin("output")
        page.feed("loss 1\nloss")
        page.feed(" 2\n")
        page.say("done", "run 1234567 succeeded", keep=False)
        page.end()
        end = page.text.split("\n")[-5:]
        assert end == ["  │ loss 1", "  │ loss 2", "", "✓ run 1234567 succeeded", ""]

    at_work(story)


def test_what_was_said_the_last_time_is_shown_from_its_end(at_work):
    async def story(app, pilot):
        page = work(app).transcript
        assert page.max_scroll_y == 0
        page.show_again([("note", f"note {number}") for number in range(60)])
        await until(pilot, lambda: page.scroll_y == page.max_scroll_y > 0)

    at_work(story)

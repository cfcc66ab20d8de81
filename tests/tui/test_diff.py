"""A change on the screen: every character, both versions, made as it is looked at."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coresearch.core.changes import (
    ChangeSet,
    FileChange,
    FileState,
    Hunk,
    HunkKind,
    Strategy,
)
from coresearch.tui.choice import Choice
from coresearch.tui.diff import diff_blocks
from coresearch.tui.ink import Ink, On, plain, width_of
from coresearch.tui.look import Look
from tests.cli.conftest import TWO_HUNKS, decisions, place
from tests.tui.conftest import look_at, screen_text, until, work

OLD = 'def mean(values):\n    return sum(values) / len(values)  # "all"\n'
NEW = "def mean(values):\n    return sum(values) / max(len(values), 1)\n"


def change(old: str, new: str, path: str = "a.py", at: int = 0) -> ChangeSet:
    before = old.encode()
    hunk = Hunk(HunkKind.CONTENT, Strategy.EXACT, at, len(before), new.encode())
    return ChangeSet((FileChange(path, FileState.of(before), (hunk,)),))


def rows(changes: ChangeSet, width: int, look: Look | None = None) -> list:
    blocks = diff_blocks(changes, Choice(len(changes.hunks)), look or Look())
    return [row for block in blocks for row in list(block(width))]


def test_code_has_the_inks_of_its_language_on_the_ground_of_what_came():
    _, _, *body = rows(change(OLD, NEW), 80)
    inks = {text.strip(): ink for row in body for text, ink in row}
    assert inks["def"] == On(Ink.KEYWORD, Ink.ADDED_LINE)
    assert inks["max"] == On(Ink.TEXT, Ink.ADDED_WORD)
    assert On(Ink.COMMENT, Ink.REMOVED_WORD) in inks.values()


@pytest.mark.parametrize("path", ["a.py", "a.md"])
@pytest.mark.parametrize("count", [3, 600])
def test_side_by_side_each_version_is_whole_on_its_side(path, count):
    old = [f"x{n} = '表 {'long ' * (n % 40)}'\t" for n in range(count)]
    new = [text.replace("x", "y") for text in old if "7" not in text]
    changes = change("\n".join(old), "\n".join(new), path)
    body = [plain(row) for row in rows(changes, 101, Look(is_abreast=True))[2:]]
    sides = [text.split(" │ ") for text in body]
    for number, lines in enumerate((old, new)):
        said = "".join(side[number] for side in sides).replace(" ", "")
        assert said.replace("+", "").replace("-", "").replace(
            "\\Nonewlineatendoffile", ""
        ) == "".join(lines).replace(" ", "").replace("\t", "")


TEXTS = st.text(alphabet="ab =\"'#表\té\x1b\r", max_size=90)


@settings(max_examples=50)
@given(
    st.lists(TEXTS, max_size=5),
    st.lists(TEXTS, max_size=5),
    st.integers(12, 120),
    st.booleans(),
    st.sampled_from(["a.py", "a.json", "a.txt"]),
)
def test_every_row_fits_and_is_there(old, new, width, is_abreast, path):
    changes = change("\n".join(old), "\n".join(new), path)
    for row in rows(changes, width, Look(is_abreast=is_abreast))[2:]:
        assert width_of(row) <= width
        assert "\x1b" not in plain(row)


def test_a_long_change_makes_only_the_rows_that_are_looked_at(monkeypatch):
    made = []
    monkeypatch.setattr(
        "coresearch.tui.diff_rows.inked",
        lambda lines, lexer: made.append(lines) or [[(t, Ink.TEXT)] for t in lines],
    )
    lines = [f"value_{n} = {n} * 2  # é" for n in range(10_000)]
    changes = change("\n".join(lines), "\n".join(lines).replace("2", "3"))
    [_, body] = diff_blocks(changes, Choice(1), Look())
    found = body(80)
    assert len(found) > 20_000
    assert plain(found[15_000]).startswith("+ value_")
    assert len(made) <= 2


def test_the_whole_file_stands_around_its_change():
    old = "".join(f"line {n}\n" for n in range(50))
    at = old.index("line 49")
    shown = [plain(row) for row in rows(change(old, "end\n", at=at), 80, Look())]
    whole = [
        plain(row) for row in rows(change(old, "end\n", at=at), 80, Look(is_whole=True))
    ]
    assert not any("line 3 " in f"{text} " for text in shown)
    assert sum("line" in text for text in whole) == 50


def test_looking_another_way_decides_nothing_and_is_still_what_is_decided(
    at_work, research_repo, suggest
):
    place(research_repo, suggest("Say more", TWO_HUNKS))

    async def story(app, pilot):
        await look_at(app, pilot, "Say more")
        detail = work(app).inbox.detail
        await pilot.press("s")
        await until(pilot, lambda: " │ + " in screen_text(app))
        await pilot.press("w", "s")
        await until(pilot, lambda: " │ + " not in screen_text(app))
        assert detail.diff == Look(is_whole=True)
        await pilot.press("1")
        await until(pilot, lambda: "[ ] 1 of 2" in detail.text)
        await pilot.press("a")
        await until(pilot, lambda: not work(app).inbox.inbox.total)

    at_work(story)
    assert decisions(research_repo)[0]["hunks"] == [2]

from __future__ import annotations

import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coresearch.core.applying import plan_edit
from coresearch.core.changes import ChangeSet, FileChange, FileState, Strategy
from coresearch.core.diffs import patch, shown_hunks
from coresearch.core.edits import (
    Create,
    Delete,
    Edit,
    Modify,
    Replacement,
    Rewrite,
    edit_from_json,
    edit_to_json,
)
from coresearch.core.errors import BadInput, NoPlace, Refused, Stale
from coresearch.core.hunks import hunks_between


def planned(content: bytes, *replacements: Replacement, base: str | None = None):
    edit = Edit((Modify("plan.md", replacements, base=base),))
    return plan_edit(edit, {"plan.md": FileState.of(content)})


def result(content: bytes, *replacements: Replacement, base: str | None = None):
    [file] = planned(content, *replacements, base=base).files
    return file.after.content


CASES = [
    ("exact", b"a\nb\nc\n", "b\n", "B\n", b"a\nB\nc\n", Strategy.EXACT),
    ("crlf file", b"a\r\nb\r\nc\r\n", "b\n", "B\nX\n", b"a\r\nB\r\nX\r\nc\r\n", None),
    ("no final newline", b"a\nb", "b\n", "B\n", b"a\nB", None),
    ("append without newline", b"a\nb", "b\n", "b\nc\n", b"a\nb\nc", None),
    ("search without newline", b"a\nb\nc\n", "b", "x\ny", b"a\nx\ny\nc\n", None),
    (
        "byte-order mark",
        b"\xef\xbb\xbfa\nb\n",
        "a\n",
        "A\n",
        b"\xef\xbb\xbfA\nb\n",
        None,
    ),
    (
        "trailing space kept on lines that stay",
        b"keep  \nold\n",
        "keep\nold\n",
        "keep\nnew\n",
        b"keep  \nnew\n",
        Strategy.TRAILING_SPACE,
    ),
    (
        "re-indented",
        b"def f():\n    if x:\n        return 1\n",
        "if x:\n    return 1\n",
        "if x:\n    y = 2\n    return y\n",
        b"def f():\n    if x:\n        y = 2\n        return y\n",
        Strategy.INDENTATION,
    ),
    (
        "tabs for spaces",
        b"def f():\n\treturn 1\n",
        "def f():\n    return 1\n",
        "def f():\n    return 2\n",
        b"def f():\n\treturn 2\n",
        Strategy.INDENTATION,
    ),
    (
        "a Latin-1 byte elsewhere stays",
        b"caf\xe9\nold\n",
        "old\n",
        "new\n",
        b"caf\xe9\nnew\n",
        None,
    ),
    ("removal", b"a\nb\nc\n", "b\n", "", b"a\nc\n", None),
    ("emptied", b"a\n", "a\n", "", b"", None),
    ("into an empty file", b"", "", "a\n", b"a\n", None),
    (
        "a ruler line",
        b"T\n=======\nx\n",
        "x\n",
        "=======\n",
        b"T\n=======\n=======\n",
        None,
    ),
    ("trailing space removed", b"a  \n", "a  \n", "a\n", b"a\n", Strategy.EXACT),
]


@pytest.mark.parametrize(
    ("content", "search", "replace", "expected", "strategy"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_an_edit_changes_only_what_it_says(
    content, search, replace, expected, strategy
):
    changes = planned(content, Replacement(search, replace))
    [file] = changes.files
    assert file.after.content == expected
    if strategy is not None:
        assert {hunk.strategy for hunk in file.hunks} == {strategy}


def test_two_equal_places_are_refused_and_named():
    with pytest.raises(NoPlace, match=r"lines 1, 3"):
        result(b"x\ny\nx\n", Replacement("x\n", "z\n"))


def test_the_line_decides_between_equal_places_in_an_unchanged_file():
    content = b"x\ny\nx\n"
    base = FileState.of(content).digest
    assert result(content, Replacement("x\n", "z\n", line=3), base=base) == b"x\ny\nz\n"


def test_the_line_of_a_changed_file_decides_nothing():
    with pytest.raises(NoPlace):
        result(b"x\ny\nx\n", Replacement("x\n", "z\n", line=3), base="0" * 64)


def test_a_text_that_moved_says_so():
    changes = planned(b"new first line\na\n", Replacement("a\n", "A\n", line=1))
    assert changes.hunks[0].strategy is Strategy.MOVED


def test_a_missing_text_is_refused_with_the_nearest_line():
    with pytest.raises(NoPlace) as refusal:
        result(
            b"one\nthe learning rate is 1\n",
            Replacement("the learning rate is 1\nx\n", "y"),
        )
    assert "line 2" in refusal.value.hint


def test_part_of_a_line_is_no_place():
    with pytest.raises(NoPlace):
        result(b"the cat sat\n", Replacement("cat", "dog"))


@pytest.mark.parametrize("content", [b"\xff\xfea\x00", b"a\x00b\n"])
def test_binary_and_utf16_files_are_refused(content):
    with pytest.raises(BadInput, match="not UTF-8"):
        result(content, Replacement("a\n", "b\n"))


def test_characters_that_the_encoding_cannot_keep_are_refused():
    with pytest.raises(BadInput, match="beyond ASCII"):
        result(b"caf\xe9\nold\n", Replacement("old\n", "naïve\n"))


def test_overlapping_replacements_are_refused():
    with pytest.raises(NoPlace, match="overlap"):
        result(
            b"a\nb\nc\n",
            Replacement("a\nb\n", "1\n2\n"),
            Replacement("b\nc\n", "3\n4\n"),
        )


def test_a_path_named_twice_is_refused():
    edit = Edit((Delete("a"), Create("a", "x")))
    with pytest.raises(Refused, match="more than once"):
        plan_edit(edit, {"a": FileState.of(b"y")})


def test_files_that_came_or_went_are_stale():
    with pytest.raises(Stale, match="already"):
        plan_edit(Edit((Create("a", "x"),)), {"a": FileState.of(b"y")})
    with pytest.raises(Stale, match="not there"):
        plan_edit(Edit((Delete("a"),)), {"a": None})


def test_a_rename_with_a_change_is_two_hunks_and_two_writes():
    edit = Edit((Modify("a", (Replacement("x\n", "y\n"),), rename_to="b"),))
    changes = plan_edit(edit, {"a": FileState.of(b"x\n", True), "b": None})
    assert [w.path for w in changes.writes] == ["b", "a"]
    assert changes.writes[0].after == FileState.of(b"y\n", True)
    only_content = changes.choose([2])
    assert [(w.path, w.after.content) for w in only_content.writes] == [("a", b"y\n")]


def test_choosing_a_hunk_that_is_not_there_is_an_error():
    with pytest.raises(IndexError):
        planned(b"a\n", Replacement("a\n", "b\n")).choose([2])


def test_a_rewrite_keeps_line_ends_mark_and_missing_newline():
    edit = Edit((Rewrite("a", "one\nTWO\nthree\n"),))
    before = FileState.of(b"\xef\xbb\xbfone\r\ntwo\r\nthree")
    [file] = plan_edit(edit, {"a": before}).files
    assert file.after.content == b"\xef\xbb\xbfone\r\nTWO\r\nthree"


def test_the_digest_names_the_result_and_the_files_it_rests_on():
    one = planned(b"a\nb\n", Replacement("a\n", "A\n"))
    other = planned(b"a\nc\n", Replacement("a\n", "A\n"))
    assert one.digest != other.digest
    assert one.digest == planned(b"a\nb\n", Replacement("a\n", "A\n")).digest


def test_edits_survive_the_journal():
    edit = Edit(
        (
            Modify(
                "a", (Replacement("x\n", "y\n", 3),), base="f" * 64, executable=True
            ),
            Rewrite("b", "new"),
            Create("c", "text", True),
            Delete("d"),
        )
    )
    assert edit_from_json(edit_to_json(edit)) == edit


texts = st.lists(
    st.sampled_from([b"a", b"b", b"", b"long line", b"\xe9", b"  indented"]),
    max_size=12,
).map(b"\n".join) | st.lists(st.sampled_from([b"a\r\n", b"b\n", b"c"]), max_size=9).map(
    b"".join
)


@given(texts, texts)
def test_hunks_between_two_files_turn_one_into_the_other(before, after):
    hunks = tuple(hunks_between(before, after, Strategy.BY_HAND))
    change = FileChange("f", FileState.of(before), hunks)
    assert change.after.content == after


@settings(max_examples=60, deadline=None)
@given(texts, texts)
def test_git_applies_the_patch_to_the_same_bytes(tmp_path_factory, before, after):
    folder = tmp_path_factory.mktemp("apply")
    (folder / "f").write_bytes(before)
    hunks = tuple(hunks_between(before, after, Strategy.BY_HAND))
    text = patch(ChangeSet((FileChange("f", FileState.of(before), hunks),)))
    if not hunks or "\\x" in text:
        return
    subprocess.run(
        ["git", "apply", "--whitespace=nowarn", "-"],
        input=text.encode(),
        cwd=folder,
        check=True,
        capture_output=True,
    )
    assert (folder / "f").read_bytes() == after


def test_hunks_are_numbered_across_files():
    edit = Edit(
        (
            Modify("a", (Replacement("1\n", "one\n"), Replacement("9\n", "nine\n"))),
            Create("b", "new\n"),
        )
    )
    content = b"".join(b"%d\n" % n for n in range(1, 10))
    changes = plan_edit(edit, {"a": FileState.of(content), "b": None})
    shown = list(shown_hunks(changes))
    assert [(hunk.number, hunk.path) for hunk in shown] == [
        (1, "a"),
        (2, "a"),
        (3, "b"),
    ]
    assert shown[0].header == "@@ -1,4 +1,4 @@"
    assert shown[2].lines == ("+new",)

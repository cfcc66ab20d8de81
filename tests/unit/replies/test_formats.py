"""What is written right comes out as it went in, whatever the texts hold."""

from __future__ import annotations

import difflib
import random
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coresearch.core.applying import plan_edit
from coresearch.core.changes import ChangeSet, FileChange, FileState, Strategy
from coresearch.core.diffs import patch
from coresearch.core.edits import Create, Edit, Modify, Replacement
from coresearch.core.hunks import hunks_between
from coresearch.core.replies.parser import parse_reply
from coresearch.core.replies.placing import place
from coresearch.core.replies.values import Problem, Proposal
from coresearch.core.text import fenced
from tests.unit.replies.cases import CASES

LINES = st.lists(
    st.sampled_from(
        [
            "", "a", "b", "c", "    indented", "\ttab", "trailing ", "=======",
            "========", "<<<<<<< SEARCH", ">>>>>>> REPLACE", "```", "```python", "````",
            "~~~", "---", "--- a/x", "+++ b/x", "@@ -1 +1 @@", "-minus", "+plus",
            " space", "# Title", "Title: x", "Edit: y.md", "Run:", "> quote",
            "é “quoted”", "\\ No", "*** Begin Patch", "*** End Patch",
            "*** Update File: y.md", "plan.md", "**plan.md**",
        ]
    ),
    max_size=8,
)  # fmt: skip


def joined(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def longer(*texts: str) -> int:
    """Marks that are longer than any in the texts, and never the usual seven."""
    runs = re.findall(r"[<>=]+", "".join(texts))
    return max(8, *(len(run) + 1 for run in runs), 0)


def block(search: str, replace: str) -> str:
    size = longer(search, replace)
    return f"{'<' * size} SEARCH\n{search}{'=' * size}\n{replace}{'>' * size} REPLACE\n"


def tagged(effect: str) -> str:
    return f"<suggestion>\nTitle: T\n{effect}</suggestion>\n"


def only(reply: str) -> Proposal:
    parsed = parse_reply(reply)
    assert not parsed.problems, parsed.problems
    [proposal] = parsed.proposals
    return proposal


@given(LINES, LINES)
def test_a_block_with_longer_marks_holds_any_text(search, replace):
    assume(search != replace)
    wanted = Replacement(joined(search), joined(replace))
    text = block(wanted.search, wanted.replace)
    for effect in (f"Edit: plan.md\n{text}", f"Edit: plan.md\n{fenced(text)}\n"):
        edit = only(tagged(effect)).edit
        assert edit == Edit((Modify("plan.md", (wanted,)),))


@given(LINES, LINES)
def test_a_block_with_usual_marks_is_right_or_refused(search, replace):
    assume(search != replace)
    text = (
        f"<<<<<<< SEARCH\n{joined(search)}=======\n{joined(replace)}>>>>>>> REPLACE\n"
    )
    reply = parse_reply(tagged(f"Edit: plan.md\n{text}"))
    wanted = Edit((Modify("plan.md", (Replacement(joined(search), joined(replace)),)),))
    assert reply.problems or [item.edit for item in reply.proposals] == [wanted]


@given(LINES)
def test_a_fence_that_is_longer_holds_any_file(lines):
    assume("<<<<<<< SEARCH" not in lines)  # a block in a fence is an edit of its own
    body = joined(lines)
    edit = only(tagged(f"File: y.md\n{fenced(body)}\n")).edit
    assert edit is not None
    [file] = edit.files
    assert isinstance(file, Create)
    assert file.content == body


@given(LINES)
def test_a_fence_that_is_as_long_is_right_or_refused(lines):
    assume("<<<<<<< SEARCH" not in lines)
    body = joined(lines)
    reply = parse_reply(tagged(f"File: y.md\n```\n{body}```\n"))
    wanted = Edit((Create("y.md", body),))
    assert reply.problems or [item.edit for item in reply.proposals] == [wanted]


def applied(reply: str, before: bytes) -> bytes | None:
    """The file after the reply's one edit; None if it was refused."""
    state = FileState.of(before)
    parsed = parse_reply(reply)
    if parsed.problems:
        return None
    [proposal] = parsed.proposals
    found = place(proposal, lambda path: state if path == "y.md" else None)
    if isinstance(found, Problem):
        return None
    assert found.edit is not None
    [write] = plan_edit(found.edit, {"y.md": state}).writes
    assert write.after is not None
    return write.after.content


def changed(before: str, after: str) -> ChangeSet:
    old = FileState.of(before.encode())
    hunks = hunks_between(old.content, after.encode(), Strategy.EXACT)
    return ChangeSet((FileChange("y.md", old, tuple(hunks)),))


@given(LINES, LINES)
def test_a_diff_is_right_or_refused(old, new):
    before, after = joined(old), joined(new)
    assume(before and after and before != after)
    lines = difflib.unified_diff(
        before.splitlines(keepends=True),
        after.splitlines(keepends=True),
        "a/y.md",
        "b/y.md",
    )
    text = "".join(lines)
    ours = patch(changed(before, after))
    for written in (text, ours):
        for reply in (
            f"```diff\n{written}```\n",
            tagged(f"Edit: y.md\n{fenced(written, 'diff')}\n"),
        ):
            assert applied(reply, before.encode()) in (None, after.encode())


@given(st.lists(st.sampled_from("abcdefghij"), unique=True, min_size=3), st.data())
def test_a_diff_of_lines_that_differ_is_right(lines, data):
    before = joined(lines)
    number = data.draw(st.integers(0, len(lines) - 1))
    after = joined([*lines[:number], "new", *lines[number + 1 :]])
    written = patch(changed(before, after))
    assert applied(f"```diff\n{written}```\n", before.encode()) == after.encode()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_cut_off_brings_nothing_that_the_whole_does_not(case):
    whole = parse_reply(case.reply).proposals
    chance = random.Random(case.name)
    for _ in range(25):
        end = chance.randrange(len(case.reply))
        cut = parse_reply(case.reply[:end], is_cut=True).proposals
        assert cut == whole[: len(cut)]

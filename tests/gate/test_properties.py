"""Whatever the texts and whatever is chosen: accept and undo against a plain model."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from coresearch.core.applying import plan_edit
from coresearch.core.changes import FileState, HunkKind
from coresearch.core.edits import Edit, Modify, Replacement, Rewrite
from coresearch.core.errors import CoresearchError, Stale
from coresearch.core.hunks import LINE
from coresearch.core.locate import locate
from coresearch.core.reversal import take_back
from coresearch.workbench.decide import Ruling, accept
from coresearch.workbench.reverse import redo, undo
from tests.gate.steps import show, snapshot

pytestmark = pytest.mark.timeout(300)

REAL = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

PURE = settings(deadline=None)

LINES = st.sampled_from(
    [b"a", b"b", b"", b"  a", b"\tb ", b"caf\xe9", "naïve".encode(), b"a\rb", b"x" * 99]
)
ENDS = st.sampled_from([b"\n", b"\n", b"\n", b"\r\n"])


@st.composite
def texts(draw) -> bytes:
    """Any text: repeated lines, mixed ends, marks, with or without a last newline."""
    lines = [draw(LINES) + draw(ENDS) for _ in range(draw(st.integers(0, 14)))]
    whole = draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + b"".join(lines)
    return whole.rstrip(b"\r\n") if draw(st.booleans()) else whole


@st.composite
def numbered(draw, lines: int = 30) -> list[bytes]:
    """Lines of which no two are the same, each with its end."""
    end = draw(ENDS)
    return [b"line %d" % number + end for number in range(lines)]


@st.composite
def edits(draw) -> tuple[list[bytes], list[tuple[int, int, list[str]]]]:
    """Numbered lines, and spans of them with what is to stand there."""
    lines = draw(numbered())
    cuts = sorted(draw(st.sets(st.integers(0, len(lines)), min_size=2, max_size=8)))
    spans = []
    for low, high in zip(cuts[::2], cuts[1::2], strict=False):
        new = draw(st.lists(st.sampled_from(["new", "", "  more", "line 3"])))
        spans.append((low, high, new))
    return lines, spans


def as_replacements(lines, spans) -> tuple[Replacement, ...]:
    def text(some: list[bytes]) -> str:
        return b"".join(some).decode().replace("\r\n", "\n")

    return tuple(
        Replacement(text(lines[low:high]), "".join(f"{line}\n" for line in new))
        for low, high, new in spans
    )


def by_hand(before: bytes, hunks) -> bytes:
    """The pure model: the chosen hunks spliced in, the last one first."""
    for hunk in sorted(hunks, key=lambda hunk: hunk.start, reverse=True):
        before = before[: hunk.start] + hunk.new + before[hunk.end :]
    return before


@REAL
@given(case=edits(), data=st.data())
def test_exactly_the_chosen_hunks_land_and_undo_restores(project, case, data):
    lines, spans = case
    before = b"".join(lines)
    file = project.root / "a"
    file.write_bytes(before)
    shown = show(project, Modify("a", as_replacements(lines, spans)))
    numbers = range(1, len(shown.changes.hunks) + 1)
    assume(shown.refusal is None and numbers)
    chosen = data.draw(st.sets(st.sampled_from(numbers), min_size=1))
    wanted = by_hand(before, [shown.changes.hunks[n - 1] for n in chosen])
    accept(project, shown, Ruling(), sorted(chosen))
    assert file.read_bytes() == wanted
    undo(project)
    assert file.read_bytes() == before
    redo(project)
    assert file.read_bytes() == wanted


@PURE
@given(case=edits())
def test_all_hunks_together_are_what_the_edit_says(case):
    lines, spans = case
    end = b"\r\n" if lines[0].endswith(b"\r\n") else b"\n"
    edit = Edit((Modify("a", as_replacements(lines, spans)),))
    [file] = plan_edit(edit, {"a": FileState.of(b"".join(lines))}).files
    wanted = list(lines)
    for low, high, new in reversed(spans):
        wanted[low:high] = [line.encode() + end for line in new]
    assert file.after is not None
    assert file.after.content == b"".join(wanted)


@REAL
@given(case=edits(), data=st.data())
def test_undo_keeps_what_was_edited_elsewhere(project, case, data):
    lines, spans = case
    touched = {n for low, high, _ in spans for n in range(low - 4, high + 5)}
    free = sorted(set(range(len(lines))) - touched)
    assume(free)
    file = project.root / "a"
    file.write_bytes(b"".join(lines))
    shown = show(project, Modify("a", as_replacements(lines, spans)))
    assume(shown.refusal is None and shown.changes.writes)
    accept(project, shown, Ruling())
    mine = {n: b"my own %d\n" % n for n in data.draw(st.sets(st.sampled_from(free)))}
    now = file.read_bytes()
    for number, text in mine.items():
        now = now.replace(lines[number], text, 1)
    file.write_bytes(now)
    try:
        undo(project)
    except Stale:  # "line 3" was put in several times over: two equally good places
        assert any("line 3" in new or not new for _, _, new in spans)
        assert file.read_bytes() == now
        undo_again_after(project, file, accepted=shown.changes.writes[0].after)
        return
    wanted = [mine.get(number, line) for number, line in enumerate(lines)]
    assert file.read_bytes() == b"".join(wanted)


def undo_again_after(project, file, accepted) -> None:
    file.write_bytes(accepted.content)
    undo(project)


@REAL
@given(before=texts(), after=texts(), now=texts())
def test_undo_touches_nothing_when_it_refuses_and_can_be_redone(
    project, before, after, now
):
    assume(before != after)
    file = project.root / "a"
    file.write_bytes(before)
    text = after.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    shown = show(project, Rewrite("a", text))
    assume(shown.refusal is None and shown.changes.writes)
    accept(project, shown, Ruling())
    file.write_bytes(now)
    frozen = snapshot(project.root)
    try:
        undo(project)
    except CoresearchError:
        assert snapshot(project.root) == frozen
        file.write_bytes(shown.changes.files[0].after.content)
        undo(project)
        assert file.read_bytes() == before
        return
    redo(project)
    assert file.read_bytes() == now
    undo(project)


@PURE
@given(before=texts(), after=texts(), now=texts())
def test_what_is_taken_back_is_whole_lines_of_the_change(before, after, now):
    try:
        result = take_back(before, after, now, "a")
    except Stale:
        return
    if now == after:
        assert result == before
        return
    assert len(result) - len(now) == len(before) - len(after)
    known = {*LINE.findall(now), *LINE.findall(before)}
    assert set(LINE.findall(result)) <= known


@pytest.mark.parametrize(
    ("before", "after", "now"),
    [
        (b"old\nb\n", b"new\nb\n", b"very new\nb\n"),
        (b"a\nold", b"a\nnew", b"a\nnewer"),
        (b"a\nold", b"a\nnew", b"a\nnew\nmore\n"),
        (b"old\n", b"new\n", b"my new\n"),
        (b"a\n", b"", b"mine\n"),
        (b"old", b"new\n", b"new\nmine\n"),
        (b"a\nb\n", b"a\nb\nc\n", b"c\n"),
        (b"old\n", b"new\n", b"new\nx\nnew\n"),
    ],
)
def test_a_line_that_was_changed_further_is_not_taken_back(before, after, now):
    with pytest.raises(Stale):
        take_back(before, after, now, "a")


def test_two_changes_close_together_are_taken_back_beside_a_new_one():
    before = b"1\n2\n3\n" + b"-\n" * 9 + b"end\n"
    after = before.replace(b"1\n", b"one\n").replace(b"3\n", b"three\n")
    now = after.replace(b"end\n", b"END\n")
    assert take_back(before, after, now, "a") == before.replace(b"end\n", b"END\n")


@PURE
@given(content=texts(), search=texts(), replace=texts())
def test_a_found_place_changes_nothing_outside_itself(content, search, replace):
    wanted = search.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    new = replace.decode("utf-8", "replace").removeprefix("\ufeff")
    assume(wanted)
    try:
        hunks = locate(content, Replacement(wanted, new), "a", unchanged=False)
    except CoresearchError:
        return
    position = 0
    for hunk in hunks:
        assert hunk.kind is HunkKind.CONTENT
        assert position <= hunk.start <= hunk.end <= len(content)
        assert (
            hunk.start == 0
            or content[hunk.start - 1 : hunk.start] == b"\n"
            or (hunk.start == 3 and content.startswith(b"\xef\xbb\xbf"))
        )
        position = hunk.end
    last_line = new.removesuffix("\n").rpartition("\n")[2]
    if last_line.strip():
        result = by_hand(content, hunks)
        assert result.endswith(b"\n") == content.endswith(b"\n")


@pytest.mark.parametrize("content", [b"a \na \na \n", b"  a\n  a\n  a\n"])
def test_places_that_overlap_are_two_places(content):
    with pytest.raises(CoresearchError, match="several places"):
        locate(content, Replacement("a\na\n", "b\n"), "a", unchanged=False)

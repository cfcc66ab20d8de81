"""Every awkward reply of the table comes to what it must, however it is cut."""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coresearch.core.applying import plan_edit
from coresearch.core.changes import FileState
from coresearch.core.errors import ForbiddenPath
from coresearch.core.replies.parser import ReplyParser, parse_reply, reply_of
from coresearch.core.replies.placing import place
from coresearch.core.replies.values import Problem, Proposal, Reply
from tests.unit.replies.cases import CASES, Case

BY_NAME = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def reader(files: dict[str, bytes]):
    """What the workbench's reader does, with the files of one case."""

    def read(path: str) -> FileState | None:
        if path.startswith("/") or ".." in path.split("/") or ".git" in path.split("/"):
            raise ForbiddenPath(f"{path!r} is not a path within the repository.")
        return FileState.of(files[path]) if path in files else None

    return read


def outcome(case: Case) -> tuple[list[Proposal], list[Problem], dict[str, bytes]]:
    """What is proposed, what is refused, and the files once all is accepted."""
    reply = parse_reply(case.reply, is_cut=case.is_cut)
    placed = [place(proposal, reader(case.files)) for proposal in reply.proposals]
    proposals = [item for item in placed if isinstance(item, Proposal)]
    problems = [*reply.problems, *(i for i in placed if isinstance(i, Problem))]
    files = dict(case.files)
    for proposal in proposals:
        if proposal.edit is None:
            continue
        states = {
            path: FileState.of(files[path]) if path in files else None
            for path in proposal.edit.paths
        }
        for write in plan_edit(proposal.edit, states).writes:
            files.pop(write.path, None)
            if write.after is not None:
                files[write.path] = write.after.content
    return proposals, problems, files


def test_the_table_is_large_and_says_of_each_what_is_awkward():
    assert len(CASES) >= 120
    assert all(case.what and case.reply for case in CASES)
    assert all(
        {"suggestions", "problems"} & case.expect.keys() or "prose" in case.expect
        for case in CASES
    )


@BY_NAME
def test_a_reply_comes_to_what_it_must(case):
    proposals, problems, files = outcome(case)
    expect = dict(case.expect)
    assert [item.title for item in proposals] == expect.pop("suggestions", [])
    parts = expect.pop("problems", [])
    assert len(parts) == len(problems), [problem.reason for problem in problems]
    for part, problem in zip(parts, problems, strict=True):
        assert part in problem.reason
    prose = parse_reply(case.reply, is_cut=case.is_cut).prose
    for part in expect.pop("prose", []):
        assert part in prose
    for part in expect.pop("help", []):
        assert part in "\n".join(problem.help for problem in problems)
    wanted = {
        path: content
        for path, content in (case.files | case.after).items()
        if content is not None
    }
    assert files == wanted
    if expect:
        assert {name: said_of(proposals[0], name, case) for name in expect} == expect


def said_of(proposal: Proposal, name: str, case: Case) -> object:
    match name:
        case "evidence":
            return [f"{e.path}:{e.line} {e.quote}" for e in proposal.evidence]
        case "run":
            return proposal.run and proposal.run.code
        case "expected" | "cost":
            return proposal.run and getattr(proposal.run, name)
        case "severity":
            return str(proposal.severity)
        case "how":
            assert proposal.edit is not None
            states = {path: reader(case.files)(path) for path in proposal.edit.paths}
            return [str(h.strategy) for h in plan_edit(proposal.edit, states).hunks]
        case _:
            return getattr(proposal, name)


def fed(pieces: list[str], *, is_cut: bool = False) -> Reply:
    parser = ReplyParser()
    items = [item for piece in pieces for item in parser.feed(piece)]
    return reply_of([*items, *parser.finish(is_cut=is_cut)])


def cut_at(text: str, positions: list[int]) -> list[str]:
    ends = sorted({position % (len(text) + 1) for position in positions})
    return [text[a:b] for a, b in zip([0, *ends], [*ends, len(text)], strict=True)]


@BY_NAME
def test_how_a_reply_is_cut_does_not_matter(case):
    whole = parse_reply(case.reply, is_cut=case.is_cut)
    assert fed(list(case.reply), is_cut=case.is_cut) == whole
    chance = random.Random(case.name)
    for _ in range(5):
        positions = [chance.randrange(len(case.reply) + 1) for _ in range(7)]
        assert fed(cut_at(case.reply, positions), is_cut=case.is_cut) == whole


PIECES = st.sampled_from(
    [
        "<suggestion>\n", "</suggestion>\n", "<suggestion title='x'>", "Title: A\n",
        "Evidence: plan.md:3\n", "> words\n", "Edit: plan.md\n", "File: a.py\n",
        "<<<<<<< SEARCH\n", "=======\n", ">>>>>>> REPLACE\n", "<<<<<<<<< SEARCH\n",
        "=========\n", ">>>>>>>>> REPLACE\n", "```\n", "```python\n", "````\n",
        "````md a.md\n", "~~~\n", "--- a/x.py\n", "+++ b/x.py\n", "@@ -1,2 +1,2 @@\n",
        " same\n", "-old\n", "+new\n", "*** Begin Patch\n", "*** End Patch\n",
        "*** Update File: x.py\n", "Run:\n", "Delete: x.py\n", "Rename: a -> b\n",
        "text ", "\n", "\r\n", "**plan.md**\n", "- ", "# ", "é“”\n", "\0", "\u2028",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join), st.lists(st.integers(0, 10**6)))
@example("<suggestion>", [3])
def test_nothing_breaks_and_no_cut_matters(text, positions):
    whole = parse_reply(text)
    assert fed(cut_at(text, positions)) == whole
    for proposal in whole.proposals:
        place(proposal, reader({"plan.md": b"words\n", "x.py": b"same\nold\n"}))


@given(st.lists(PIECES, max_size=40).map("".join), st.booleans())
def test_every_word_of_a_reply_is_in_what_comes_of_it(text, is_cut):
    reply = parse_reply(text, is_cut=is_cut)
    kept = reply.prose + "".join(
        item.text for item in (*reply.proposals, *reply.problems)
    )
    for line in text.split("\n"):
        bare = line.removesuffix("\r").strip()
        if "suggestion" not in bare:
            assert bare in kept


@given(st.lists(PIECES, max_size=30).map("".join))
def test_what_is_live_comes_again_as_a_note(text):
    parser = ReplyParser()
    shown = ""
    items = []
    for sign in text:
        items += parser.feed(sign)
        if shown and not parser.live.startswith(shown):
            assert shown in reply_of([*items, *ReplyParser().finish()]).prose
        shown = parser.live


LONG = 50_000


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "a" * 10_000_000,
        "<suggestion>\n" * LONG,
        "<suggestion>\n```\n</suggestion>\n" * (LONG // 4),
        "<suggestion>\n<<<<<<< SEARCH\n</suggestion>\n" * (LONG // 4),
        "--- a/x\n+++ b/x\n@@ -1,1 +1,1 @@\n" + "\n" * LONG,
        "--- a/x\n+++ b/x\n@@\n" + " a\n\n" * LONG,
        "```md x.md\n" + "```py\n" * LONG,
        "<suggestion>\nEvidence:\n" + "a" * LONG + "\n</suggestion>",
        "<suggestion>\nEvidence:\n> " + "a." * LONG + "\n</suggestion>",
        "*** Begin Patch\n*** Update File: x\n" + "@@\n-a\n+b\n" * (LONG // 10),
        "<<<<<<< SEARCH\n" + "=======\n" * LONG + ">>>>>>> REPLACE\n",
        " " * LONG + "<suggestion" + " " * LONG,
    ],
    ids=range(12),
)
def test_a_hostile_reply_is_read_in_time_that_grows_with_it(text):
    reply = fed([text[i : i + 4096] for i in range(0, len(text), 4096)])
    for proposal in reply.proposals[:50]:
        place(proposal, reader({"x.md": b"words\n" * 1000, "x": b"a\n" * 1000}))

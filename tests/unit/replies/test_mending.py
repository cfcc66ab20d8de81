"""The one request to mend, and the passages that are shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coresearch.core.applying import plan_edit
from coresearch.core.changes import FileState
from coresearch.core.replies.evidence import find_quote
from coresearch.core.replies.mending import mend_request
from coresearch.core.replies.nearest import nearest
from coresearch.core.replies.parser import parse_reply
from coresearch.core.replies.placing import place
from coresearch.core.replies.values import Problem, Proposal, Reply
from coresearch.core.suggestions import Activity, Origin, OriginKind
from coresearch.core.text import fenced

BAD = """\
<suggestion>
Title: Name the seeds
Reason: Nobody can repeat the runs.
Edit: plan.md
<<<<<<< SEARCH
We trained once.
=======
We train with seeds 0 to 4.
>>>>>>> REPLACE
</suggestion>
<suggestion>
Title: Name the split
</suggestion>
"""
GOOD = BAD.replace("We trained once.", "We train once.")


def read(path: str) -> FileState | None:
    return FileState.of(b"# Plan\n\nWe train once.\n") if path == "plan.md" else None


def placed(text: str) -> Reply:
    reply = parse_reply(text)
    return Reply(tuple(place(proposal, read) for proposal in reply.proposals))


def test_the_request_says_what_is_wrong_and_what_stands_there_instead():
    [problem] = placed(BAD).problems
    asked = mend_request([problem], "# Plan\n\nWe train once.\n")
    assert "one part could not be used" in asked
    assert "“Name the seeds”: The text to replace is not in plan.md." in asked
    assert "plan.md:3 has" in asked
    assert "> We train once." in asked
    assert "We trained once." in asked


def test_the_request_tells_nothing_that_was_not_sent_before():
    [problem] = placed(BAD).problems
    assert "We train once." in problem.help
    asked = mend_request([problem], "# Another file\n\nWe [removed: key] once.\n")
    assert "We train once." not in asked


def test_a_problem_keeps_what_holds_without_the_effect():
    [problem] = placed(BAD).problems
    assert problem.rest is not None
    assert problem.rest.edit is None
    origin = Origin(OriginKind.MODEL, "played")
    kept = problem.rest.to_suggestion(Activity.DESIGN, origin)
    assert (kept.title, kept.reason) == (
        "Name the seeds",
        "Nobody can repeat the runs.",
    )
    assert kept.effect is None


def test_a_fault_of_the_reader_is_a_problem_with_its_reason():
    reply = parse_reply(GOOD.replace("plan.md", "no\\such.md"))
    problem = place(reply.proposals[0], read)
    assert isinstance(problem, Problem)
    assert "is not a path within the repository" in problem.reason


@given(st.text("`a\n", max_size=30))
def test_nothing_closes_the_fence_around_it(text):
    first, *inner, last = fenced(text).split("\n")
    assert first == last
    assert not any(line.strip().startswith(first) for line in inner)


PLAN = """# Plan

We train *each* arm
once, with seed 0.

> A quote “of ours”.
- once, with
"""


@pytest.mark.parametrize(
    ("quote", "place"),
    [
        ("We train each arm", (3, 3)),
        ("We train each arm once, with seed 0.", (3, 4)),
        ("we train", None),
        ('A quote "of ours".', (6, 6)),
        ("We train … seed 0.", (3, 4)),
        ("We train ... nothing.", None),
        ("seed 0. … We train", None),
        ("arm once", (3, 4)),
        ("…", None),
        ("", None),
    ],
)
def test_a_quote_is_found_word_by_word(quote, place):
    assert find_quote(PLAN, quote) == place


def test_the_nearest_passages_come_best_first():
    content = "a = 1\nb = 2\nc = 3\n\na = 1\nb = 20\nc = 30\n"
    best, second = nearest("x.md", content, "a = 1\nb = 2\nc = 30\n")[:2]
    assert best.likeness >= second.likeness >= 0.5
    assert {best.line, second.line} == {1, 5}
    assert nearest("x.md", content, "nothing like it at all\n") == []


def test_a_line_with_a_slip_is_found_by_resemblance():
    [near] = nearest(
        "x.md", "# Plan\n\nWe train the network once.\n", "We trained the network once."
    )
    assert near.line == 3
    assert near.text == "We train the network once."


def test_the_example_of_the_document_is_what_it_says():
    document = (Path(__file__).parents[3] / "docs" / "replies.md").read_text()
    [example] = re.findall(r"<!-- the example -->\n~~~text\n(.*?)~~~", document, re.S)
    plan = b"# Plan\n\n## Runs\n\nWe train each arm once with seed 0.\n"
    reply = parse_reply(example)
    [proposal] = reply.proposals
    found = place(
        proposal, lambda path: FileState.of(plan) if path == "plan.md" else None
    )
    assert isinstance(found, Proposal)
    assert found.edit is not None
    [write] = plan_edit(found.edit, {"plan.md": FileState.of(plan)}).writes
    assert b"seeds 0 to 4, and report mean" in write.after.content
    fields = (
        found.question,
        found.would_change_mind,
        found.cheapest_test,
        found.reason,
    )
    assert all(fields)
    assert (found.confidence, found.severity) == (0.8, "high")
    assert found.evidence[0].line == 5
    assert not found.details
    assert "they hold" in reply.prose


@pytest.mark.parametrize(
    ("sent", "is_known"),
    [
        ("- 2026-11-22 run 9aa571f of code: succeeded\n    ngrams-bm25  82.5%\n", True),
        (
            "- 2026-11-22 run 9aa571f of code: succeeded\n    ngrams-bm25  81.5%\n",
            False,
        ),
        (
            "- 2026-11-22 run 1111111 of code: succeeded\n    ngrams-bm25  82.5%\n",
            False,
        ),
    ],
)
def test_what_is_quoted_of_a_run_is_looked_for_in_what_was_sent(sent, is_known):
    text = """<suggestion>
Title: Name the arm
Confidence: 0.5

Evidence: `run 9AA571F`
> ngrams-bm25 82.5%

Evidence: plan.md
> A quote “of ours”.

Reason: Letters help.
</suggestion>
"""
    [proposal] = parse_reply(text).proposals
    files = {"plan.md": FileState.of(PLAN.encode())}
    found = place(proposal, files.get, sent)
    assert isinstance(found, Proposal)
    assert found.evidence[0].quote == "run 9aa571f: ngrams-bm25 82.5%"
    assert [(e.path, e.line) for e in found.evidence] == [("", 0), ("plan.md", 6)]
    assert ("Not found in what is known of run 9aa571f." in found.details) != is_known

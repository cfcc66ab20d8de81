"""Expressions that are kept are the same as those that are compiled."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from base64 import b64encode
from hashlib import sha256

import pytest

from coresearch.core.expressions import TAG, Expressions

SOURCES = [
    (r"\bseeds?\b", 0),
    (r"(?P<low>\d+)(?: ?- ?(?P<high>\d+))?", 0),
    (r"[a-zé–]+(?<!x)|(ß)\1", re.IGNORECASE),
    (r"(?i:a)(?#nothing)|^b$", re.MULTILINE),
]
TEXT = "Seeds: 3 - 5, seed ßß\nb aé–x"

BEGINNINGS = [
    r"(?<![\w-])(?:tests?|held[- ]out|(?:very )?last)(?!\w)",
    r"(?<!t-)(?<!t )\btest(?:s|ing)?\b",
    r"(?=[ab])(?:b|a)?c|\bx{0,2}y",
    r"(?:a?|b)c|(?:a??)+d",
    r"\b\d+|\w+-\w|[^\w ]y",
    r"(?i:T)est|(?>la)st|(?!l).b",
    r"(?:\bte)st|(t)(?<=t)e\1?|t?$",
    r"\b(a)?(?(1)b|c)",
]
PROSE = "t-test, the tests; held-out. Test 12 c ac xy yy abc\nlast, très bx 3 -y t"

only_cpython = pytest.mark.skipif(not TAG, reason="another Python keeps nothing")


def kept() -> Expressions:
    first = Expressions()
    for source, flags in SOURCES:
        first.compile(source, flags)
    second = Expressions()
    second.load(first.dump())
    return second


@only_cpython
@pytest.mark.parametrize(("source", "flags"), SOURCES)
def test_what_was_kept_finds_the_same(source, flags):
    expressions, plain = kept(), re.compile(source, flags)
    pattern = expressions.compile(source, flags)
    assert not expressions.are_new
    assert (pattern.pattern, pattern.flags) == (plain.pattern, plain.flags)
    assert pattern.groupindex == plain.groupindex
    found = [match.groupdict() for match in pattern.finditer(TEXT)]
    assert found == [match.groupdict() for match in plain.finditer(TEXT)]
    assert pattern.findall(TEXT) == plain.findall(TEXT)


@pytest.mark.parametrize("source", BEGINNINGS)
def test_how_a_match_begins_changes_nothing_in_what_is_found(source):
    pattern, plain = Expressions().compile(source), re.compile(source)
    for start in range(len(PROSE)):
        for end in (len(PROSE), start + 5):
            found = [(m.span(), m.groups()) for m in plain.finditer(PROSE, start, end)]
            assert [
                (m.span(), m.groups()) for m in pattern.finditer(PROSE, start, end)
            ] == found
            for ask in (re.Pattern.match, re.Pattern.search):
                here, there = (ask(one, PROSE, start, end) for one in (pattern, plain))
                assert (here and here.span()) == (there and there.span())


@only_cpython
def test_what_is_new_is_told_until_it_is_kept():
    expressions = kept()
    assert not expressions.are_new
    expressions.compile("another")
    assert expressions.are_new
    expressions.dump()
    assert not expressions.are_new


def test_a_faulty_expression_is_told_as_python_does():
    with pytest.raises(re.error):
        Expressions().compile("(")


@pytest.mark.parametrize("raw", [b"", b"\n", b"\xff\n{}", b"{}", b"0" * 64 + b"\n{}"])
def test_what_is_damaged_counts_for_nothing(raw):
    expressions = Expressions()
    expressions.load(raw)
    assert expressions.compile("a+").search("baa")


@only_cpython
@pytest.mark.parametrize(
    "code",
    [
        [0, "!", 0, {}],
        [0, b64encode(b"\1\2\3\4" * 9).decode(), 0, {}],
        [0, b64encode(b"\1\2\3").decode(), 0, {}],
        ["many"],
        [0, "", 0, {"name": 7}],
        None,
    ],
)
def test_numbers_that_the_engine_refuses_are_not_used(code):
    body = json.dumps({"0 a+": code}).encode()
    expressions = Expressions()
    expressions.load(sha256(body).hexdigest().encode() + b"\n" + body)
    match = expressions.compile("a+").search("baa")
    assert match is not None
    assert match.span() == (1, 3)


_CRITIQUE = """
from coresearch.core.expressions import EXPRESSIONS
from coresearch.critic.files import critique_file
from coresearch.workbench.expressions import kept_expressions
with kept_expressions():
    critique_file("plan.md", "# Plan\\n\\nWe train 3 models with 2 seeds each.\\n")
    print(EXPRESSIONS.are_new)
"""


@only_cpython
def test_the_second_start_compiles_none(tmp_path):
    said = [
        subprocess.run(
            [sys.executable, "-c", _CRITIQUE],
            env=os.environ | {"XDG_CACHE_HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for _ in range(2)
    ]
    assert said == ["True\n", "False\n"]
    [file] = (tmp_path / "coresearch").iterdir()
    assert file.name == f"expressions-{TAG}"


def test_where_nothing_can_be_kept_all_goes_on(tmp_path):
    (tmp_path / "coresearch").write_text("in the way")
    subprocess.run(
        [sys.executable, "-c", _CRITIQUE],
        env=os.environ | {"XDG_CACHE_HOME": str(tmp_path)},
        check=True,
        capture_output=True,
    )

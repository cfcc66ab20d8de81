"""The corpus of scripts is sound, and the halves are what they are said to be."""

from __future__ import annotations

import ast
from collections import Counter

import pytest

from benchmarks.scripts.measure import RULES, SPLITS, load, main

EVERY = [script for split in SPLITS for script in load(split)]


@pytest.mark.parametrize("script", EVERY, ids=lambda script: script.field)
def test_every_edit_applies_and_leaves_python(script):
    for entry in script.entries:
        text = entry.applied_to(script.text)
        assert text != script.text
        assert entry.lines is None or text.count(entry.lines) == 1, entry.id
        assert entry.id.startswith(f"{script.field}-{entry.rule}-")
        if not text.startswith("# %%"):
            ast.parse(text)


def test_every_rule_has_six_plants_and_six_controls_in_both_halves():
    counts = Counter(
        (script.split, entry.rule, entry.flaw)
        for script in EVERY
        for entry in script.entries
    )
    for rule in RULES:
        for flaw in (True, False):
            halves = [counts[split, rule, flaw] for split in SPLITS]
            assert sum(halves) >= 6, (rule, flaw)
            assert min(halves) >= 3, (rule, flaw)


def test_no_entry_is_named_twice():
    names = Counter(entry.id for script in EVERY for entry in script.entries)
    assert [name for name, times in names.items() if times > 1] == []


def test_the_measure_prints_a_row_for_each_rule(capsys):
    main(["--rule", "X9", "--show", "misses"])
    printed = capsys.readouterr().out
    assert "X9" in printed
    assert "held" not in printed

"""Many texts are read by several processes, which find the same as one."""

from __future__ import annotations

import json
from multiprocessing import active_children

import pytest

from coresearch.config import Settings
from coresearch.core.errors import BadInput
from coresearch.workbench import readers as module
from coresearch.workbench.critique import choose_rules, critique_of
from coresearch.workbench.readers import ahead, readers
from coresearch.workbench.texts import read_text

PLAN = "# Plan\n\nWe tune the learning rate of the {} on the test set.\n"
WORTH_IT = f"\n<!-- {'much ' * 90_000} -->\n"
CHOICE = choose_rules(Settings(), without=["H3"])


@pytest.fixture
def texts(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_cores", lambda: 2)
    contents = {
        "a.md": PLAN.format("network") + WORTH_IT,
        "b.py": "import torch\n\nmodel = torch.nn.Linear(2, 2)\n",
        "c.ipynb": json.dumps({"cells": 3}),
        "d.md": PLAN.format("tagger"),
    }
    for name, content in contents.items():
        (tmp_path / name).write_text(content)
    return [read_text(tmp_path / name, str(tmp_path / name)) for name in contents]


def outcome(read):
    try:
        return read()
    except BadInput as fault:
        return fault.message, fault.hint


@pytest.mark.slow
def test_processes_find_what_one_finds_and_end(texts):
    with readers(CHOICE, [text.name for text in texts]) as pool:
        assert pool.ahead
        reads = [pool.begin(text) for text in texts]
        found = [outcome(read) for read in reads]
    assert found == [outcome(lambda t=text: critique_of(t, CHOICE)) for text in texts]
    assert not active_children()


def interrupted(text):
    with readers(CHOICE, [text.name]) as pool:
        pool.begin(text)
        assert active_children()
        raise KeyboardInterrupt


def test_processes_do_not_outlive_ctrl_c(texts):
    with pytest.raises(KeyboardInterrupt):
        interrupted(texts[0])
    assert not active_children()


def test_few_texts_are_read_without(texts):
    with readers(CHOICE, [text.name for text in texts[1:]] + ["missing.md"]) as pool:
        assert not pool.ahead
        assert pool.begin(texts[3])() == critique_of(texts[3], CHOICE)
        assert not active_children()


@pytest.mark.parametrize("number", [0, 1, 3, 9])
def test_so_many_are_begun_ahead_and_none_more(number):
    begun: list[int] = []
    given = ahead((begun.append(item) or item for item in range(6)), number)
    for place, item in enumerate(given):
        assert item == place
        assert len(begun) == min(6, place + 1 + number)

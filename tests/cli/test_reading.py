"""A model reads cases after the rules, and claims no more than the numbers do."""

from __future__ import annotations

import csv
import os
import random
from pathlib import Path

import pytest

from tests.cli.conftest import run_in, states
from tests.models.scripted import reply, serving

PLAYED = Path(__file__).parent.parent / "models" / "played"
"""Replies to the real prompt about these results, written by hand."""
GOOD = (
    "the plot is warm and clever", "a joy from start to end", "the cast shines",
    "sharp and funny throughout", "beautifully filmed", "I loved every scene",
)  # fmt: skip
BAD = (
    "the plot drags on", "a waste of two hours", "the cast is wooden",
    "dull and far too long", "badly filmed", "I hated every scene",
)  # fmt: skip
TURNS = (
    "nobody could say that {}", "I would never say that {}",
    "hardly anyone thinks that {}",
)  # fmt: skip
BEGINNINGS = ("Honestly,", "To me", "In short,", "All in all")


def reviews() -> list[dict[str, object]]:
    """What two classifiers make of 60 reviews, of which one in four is turned round."""
    chance = random.Random(7)
    rows: list[dict[str, object]] = []
    for n in range(60):
        good = chance.random() < 0.5
        core = chance.choice(GOOD if good else BAD)
        turned = n % 4 == 0
        text = (
            chance.choice(TURNS).format(core)
            if turned
            else f"{chance.choice(BEGINNINGS)} {core}"
        )
        label, other = ("good", "bad") if good != turned else ("bad", "good")
        for arm, odds in (("words", (0.93, 0.2)), ("pairs", (0.95, 0.3))):
            for seed in range(3):
                right = chance.random() < odds[turned]
                rows.append(
                    {
                        "model": arm,
                        "seed": seed,
                        "id": f"r{n}",
                        "text": text,
                        "label": label,
                        "prediction": label if right else other,
                    }
                )
    return rows


@pytest.fixture
def lab(research_repo) -> Path:
    rows = reviews()
    with (research_repo / "answers.csv").open("w", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return research_repo


@pytest.fixture(autouse=True)
def _no_model_of_this_machine(monkeypatch):
    for name in list(os.environ):
        if name.endswith("_API_KEY") or name.startswith("CORESEARCH_"):
            monkeypatch.delenv(name)


def test_it_reads_cases_and_what_it_claims_beyond_the_numbers_is_handed_back(lab):
    with serving() as server:
        played = [(PLAYED / f"analyse{n}.md").read_text() for n in ("", "-mended")]
        server.will(*map(reply, played))
        model = ("--model", "openai/played", "--api-base", server.base)
        ended = run_in(lab, "analyse", "answers.csv", *model)
    assert ended.code == 0, ended.err
    assert ended.out.index("failures-share") < ended.out.index("Of the 16 wrong")
    assert "It claims more than the numbers allow: pairs against words" in ended.out
    [_, user] = [m["content"] for m in server.asked[0].body["messages"]]
    assert "r24: text = I would never say that a joy from start to end" in user
    assert "cannot be claimed" in user
    assert "failures-share (medium)" in user
    waiting = states(lab)
    assert "Mark whether a review turns its sentence round, and analyse again" in (
        waiting
    )
    assert "Ask of turned sentences alone whether two words at once help" in waiting
    assert not any(title.startswith("Keep pairs") for title in waiting)


def test_what_would_be_sent_is_shown_and_nothing_is_kept(lab, tmp_path_factory):
    shown = run_in(lab, "analyse", "answers.csv", "--show-context")
    assert shown.code == 0
    assert "16 of 60 cases, evenly from those on which pairs does worst" in shown.out
    assert states(lab) == {}
    outside = tmp_path_factory.mktemp("outside")
    (outside / "r.csv").write_text("arm,acc\na,0.5\nb,0.6\n")
    asked = run_in(outside, "analyse", "r.csv", "--model", "openai/played")
    assert asked.code == 5
    assert "No model is asked" in asked.err

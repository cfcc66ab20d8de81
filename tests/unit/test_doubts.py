"""Why a plan may not say what was read from it."""

from __future__ import annotations

import pytest

from coresearch.workbench.offline.doubts import doubts

GERMAN = (
    "Wir vermuten, dass Trigramme die Genauigkeit um drei Punkte gegenüber Wörtern "
    "verbessern, weil Tippfehler häufig sind. Wir trainieren beide Verfahren mit fünf "
    "Zufallszahlen und vergleichen die Genauigkeit auf der Testmenge."
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GERMAN, "plan.md is in German, which the rules do not read"),
        ("We run 5 seeds.\nEach arm gets three seeds.", "5 (line 1) and 3 (line 2)"),
        (
            "The primary metric is accuracy. Later: the primary measure is the error.",
            "several primary measures: accuracy (line 1) and error (line 1)",
        ),
        ("12 runs at 2 hours each. Budget: 10 hours.", "contradicts itself"),
    ],
)
def test_a_plan_that_has_to_be_settled_first_is_named(text, said):
    assert said in " ".join(doubts(text, "plan.md"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "We run 5 seeds, and the 5 seeds are drawn before the first run.",
        "The primary metric is accuracy. Secondary: the error.",
    ],
)
def test_a_plan_that_reads_well_raises_none(text):
    assert list(doubts(text, "plan.md")) == []

"""The engine as a whole: what it asks, what it leaves alone, how long it takes."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coresearch.critic.bounds import Bounds
from coresearch.critic.engine import critique
from coresearch.critic.rules import ALL_RULES

PLANS = sorted((Path(__file__).parent / "plans").glob("*.md"))


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_good_plan_is_left_in_peace(path):
    found = critique(path.read_text(encoding="utf-8")).findings
    assert [(f.rule, f.message) for f in found] == []


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_every_rule_is_either_checked_or_not_asked(path):
    result = critique(path.read_text(encoding="utf-8"))
    assert sorted(result.checked + result.not_asked) == sorted(r.id for r in ALL_RULES)


def test_findings_are_ranked_by_weight_then_line():
    found = critique("\n\n".join(rule.example_bad for rule in ALL_RULES)).findings
    keys = [(-f.weight, f.line) for f in found]
    assert len(found) > 5
    assert keys == sorted(keys)


@pytest.mark.parametrize("text", ["", "\n\n", "<!-- nothing -->", "# Plan\n", "---"])
def test_an_empty_text_is_not_assessed(text):
    result = critique(text)
    assert result.findings == ()
    assert result.checked == ()
    assert result.not_assessed


TEMPLATES = [
    "# Hypothesis\n\n# Method\n\n# Data\n\n# Budget\n",
    "# Hypothesis\n\n<your hypothesis>\n\n# Method\n\nTODO\n\n# Data\n\nTBD\n",
    "# Hypothesis\n\n[state your hypothesis here]\n\n# Method\n\n<!-- how"
    " -->\n\n# Data\n\n...\n",
    "# Aim\n\nWhat is expected?\n\n# Data\n\nWhich?\n\n# Method\n\nHow is it tested?\n",
    "# Hypothesis\n\nDescribe your hypothesis here.\n\n# Data\n\nList your data"
    " sets here.\n",
]


@pytest.mark.parametrize("text", TEMPLATES)
def test_an_unfilled_template_does_not_pass(text):
    result = critique(text)
    assert result.checked == ()
    assert [part.reason for part in result.not_assessed] == ["template not filled in"]


def test_a_research_question_is_no_template():
    text = "How well do models do on MMLU with shuffled options? We test three models."
    assert not critique(text).not_assessed


FOREIGN = {
    "German": "Wir trainieren ein Modell auf den Daten und vergleichen es mit der "
    "bisherigen Methode. Die Ergebnisse werden nicht auf dem Testsatz gewählt.",
    "French": "Nous entraînons un modèle sur les données et nous le comparons avec la "
    "méthode actuelle pour voir si elle est plus précise.",
    "Spanish": "Entrenamos un modelo con los datos y lo comparamos con el método "
    "actual "
    "para ver si es más preciso en la prueba.",
    "Polish": "Trenujemy model na danych i porównujemy go z obecną metodą. Wyniki nie"
    " są "
    "wybierane na zbiorze testowym, ale dla każdego ziarna.",
    "Chinese": "我们在数据上训练模型，并与现有方法进行比较。结果将在测试集上报告。",
    "Japanese": "私たちはデータでモデルを訓練し、既存の方法と比較します。",
}


@pytest.mark.parametrize("language", FOREIGN)
def test_a_plan_in_another_language_is_not_assessed(language):
    result = critique(f"# Plan\n\n{FOREIGN[language]}\n")
    assert result.findings == ()
    assert [part.reason for part in result.not_assessed] == [f"language: {language}"]


def test_a_foreign_section_silences_only_what_might_stand_in_it():
    text = (
        "# Method\n\nWe tune the learning rate on the test set. We train a transformer "
        f"and compare it with rules.\n\n# Hypothese\n\n{FOREIGN['German']}\n"
    )
    result = critique(text)
    assert "D2" in {finding.rule for finding in result.findings}
    assert not any(rule.of_absence for rule in ALL_RULES if rule.id in result.checked)
    assert [(p.line, p.reason) for p in result.not_assessed] == [
        (5, "language: German")
    ]


@given(st.text(max_size=400))
@settings(max_examples=60, deadline=None)
def test_no_text_makes_it_fail(text):
    critique(text)


WORDS = st.sampled_from(
    [
        "we",
        "train",
        "test",
        "set",
        "tune",
        "on",
        "the",
        "a",
        "model",
        "seeds",
        "5",
        "hours",
        "%",
        "±",
        "budget:",
        "#",
        "-",
        "1.",
        "|",
        ">",
        "```",
        "`",
        "<x>",
        "if",
        "not",
        "never",
        "accuracy",
        "f1",
        "expect",
        "3",
        "points",
        "per",
        "run",
        "stop",
        "**bold**",
        "\n",
        "\n\n",
        "---",
        "\r\n",
        "500",
        "questions",
        "arms",
        "compare",
        "A",
        "and",
        "B,",
        ".",
        "?",
        "patients",
        "split",
        "random",
    ]
)


@pytest.mark.slow
@given(st.lists(WORDS, max_size=120))
@settings(max_examples=60, deadline=None)
def test_no_jumble_of_plan_words_makes_it_fail(words):
    text = " ".join(words)
    lines = text.replace("\r\n", "\n").split("\n")
    for finding in critique(text).findings:
        assert finding.quote in "\n".join(lines[finding.line - 1 : finding.end_line])


def seconds(text):
    critique("We train a model on the test set. We compare it.")
    start = time.process_time()
    critique(text)
    return time.process_time() - start


def long_plan(size):
    text = "\n\n".join(p.read_text(encoding="utf-8") for p in PLANS)
    return (text * (size // len(text) + 1))[:size]


def test_a_long_plan_is_read_quickly():
    # Several times what it takes on an idle machine: this guards against the square.
    assert seconds(long_plan(100_000)) < 2.0


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "we tune " * 1_250_000,
        "a" * 10_000_000,
        "we train on the test set, and " * 30_000,
        "*" * 100_000,
        "[" * 100_000,
        "`" * 100_000,
        "<!--" * 50_000,
        "> " * 50_000 + "text",
        "| a " * 100_000,
        "| a |\n|---|\n" + "| b |\n" * 20_000,
        "<" * 100_000,
        "1" * 100_000,
        "1 × " * 50_000,
        "before the split we " * 20_000,
        "scale " * 50_000,
        "if we " * 50_000,
    ],
    ids=range(16),
)
def test_strange_texts_end_in_bounded_time(text):
    assert seconds(text) < 20


def test_lists_nested_two_hundred_deep_are_read():
    text = "".join(
        "  " * depth + f"- we tune on test {depth}\n" for depth in range(200)
    )
    assert seconds(text) < 5


def test_importing_the_engine_is_cheap():
    code = (
        "import time; t = time.process_time(); import coresearch.critic.engine as e;"
        "import sys; print(time.process_time() - t, 'markdown_it' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    taken, parser_loaded = done.stdout.split()
    assert float(taken) < 0.5
    assert parser_loaded == "False"


def test_what_is_enough_can_be_set():
    plan = (
        "We train an LSTM and a GRU on the meter readings, {} seeds each, and compare."
    )
    few, many = plan.format("four"), plan.format("twelve")
    strict = Bounds(seeds=10)
    assert not [f for f in critique(few).findings if f.rule == "S1"]
    assert [f for f in critique(few, bounds=strict).findings if f.rule == "S1"]
    assert not [f for f in critique(many, bounds=strict).findings if f.rule == "S1"]


def test_the_power_that_is_wanted_can_be_set():
    plan = "We expect an effect of Cohen's d = 0.4. There are 110 people per group."
    assert not [f for f in critique(plan).findings if f.rule == "S5"]
    (low,) = [
        f for f in critique(plan, bounds=Bounds(power=0.95)).findings if f.rule == "S5"
    ]
    assert "0.95 needs about 163 per group" in low.calculation


def test_a_word_of_half_a_million_letters_is_one_word():
    began = process_time()
    critique("We train a model on the data.\n\n" + "x" * 450_000)
    assert process_time() - began < 10  # by its square it would take minutes

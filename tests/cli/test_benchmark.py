"""`coresearch benchmark`: from a table of results to suggestions and a card."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import states

HEAD = "item,question,label,model,prediction\n"


def results(wrong=()) -> str:
    """Six questions with three answers, three systems; all answer c on q4."""
    rows = [HEAD]
    for system in range(3):
        for item in range(6):
            label = "abc"[item % 3]
            answer = label if (item + system) % 3 else "abc"[(item + 1) % 3]
            if item == 4 and 4 not in wrong:
                answer = "c"
            rows.append(f"q{item},Which {item} of these,{label},m{system},{answer}\n")
    return "".join(rows)


def test_suggestions_and_a_card_wait_in_the_inbox(research_repo, run):
    (research_repo / "answers.csv").write_text(results())
    ended = run("benchmark", "answers.csv")
    assert ended.code == 0
    assert "answers.csv: 6 items, 3 systems." in ended.out
    assert "Look at the label of q4" in ended.out
    assert "11 systems are needed" in " ".join(ended.out.split())
    told = states(research_repo)
    assert told["Look at the label of q4"] == "waiting"
    assert told["A card of the benchmark, as benchmark-card.md"] == "waiting"
    assert not (research_repo / "benchmark-card.md").exists()
    [card] = [
        row for row in json.loads(run("inbox", "-f", "json").out)
        if row["title"].startswith("A card")
    ]  # fmt: skip
    text = run("show", card["id"]).out
    assert "+# Benchmark card: answers" in text
    assert "+| m1 | " in text
    assert "`<one ability, in a sentence" in text


def test_what_was_mended_leaves_the_inbox(research_repo, run):
    (research_repo / "answers.csv").write_text(results())
    run("benchmark", "answers.csv")
    (research_repo / "answers.csv").write_text(results(wrong=(4,)))
    run("benchmark", "answers.csv")
    assert states(research_repo)["Look at the label of q4"] == "withdrawn"


def test_all_of_it_for_a_program(research_repo, run):
    (research_repo / "answers.csv").write_text(results())
    told = json.loads(run("benchmark", "answers.csv", "-f", "json").out)
    assert [item["name"] for item in told["items"]] == [f"q{n}" for n in range(6)]
    assert len(told["cannot_tell"]) >= 3
    assert told["trivial"][0]["share"] == pytest.approx(1 / 3)


def test_a_model_is_given_what_was_found(research_repo, run):
    (research_repo / "answers.csv").write_text(results())
    ended = run("benchmark", "answers.csv", "--show-context")
    assert ended.code == 0
    assert "Take the numbers as the rules give them" in ended.out
    assert "Look at the label of q4" in ended.out
    assert states(research_repo) == {}


@pytest.mark.parametrize(
    ("text", "words", "code", "said"),
    [
        (None, (), 3, "There is no file answers.csv."),
        ("", (), 4, "The table is empty."),
        (HEAD, (), 4, "no rows"),
        (HEAD + "q1,Which,a,m1,a\n", (), 4, ""),
        ("x,y\nu,v\n", (), 4, "Name them: --item"),
        ("id,a,b\nq1,3,4\nq2,5,6\n", (), 4, "The columns are id, a, b."),
        (results(), ("--item", "nothing"), 3, "There is no column nothing."),
        (results(), ("-f", "markdown"), 4, "no form markdown"),
    ],
)
def test_bad_input_is_a_sentence(research_repo, run, text, words, code, said):
    if text is not None:
        (research_repo / "answers.csv").write_text(text)
    ended = run("benchmark", "answers.csv", *words)
    assert (ended.code, said in ended.err) == (code, True), ended.err
    assert states(research_repo) == {}


def test_what_was_to_be_covered_is_held_against_the_items(research_repo, run):
    (research_repo / "answers.csv").write_text(results())
    plan = (
        "# Plan\n\n## Desiderata\n\n- Counting: which\n- Negation: not, never\n- Tone\n"
    )
    (research_repo / "plan.md").write_text(plan)
    ended = run("benchmark", "answers.csv")
    said = " ".join(ended.out.split())
    assert "Counting (plan.md:5): 6 items." in said
    assert "Not looked for: Tone; plan.md does not say by which words" in said
    told = states(research_repo)
    assert told["Add items for what was to be covered: Negation"] == "waiting"
    assert told["Add items for what few cover: Counting"] == "waiting"
    other = run("benchmark", "answers.csv", "--desiderata", "answers.csv")
    assert (other.code, "no list under a heading" in other.err) == (4, True)
    (research_repo / "plan.md").write_text(plan.replace("- Negation: not, never\n", ""))
    run("benchmark", "answers.csv")
    told = states(research_repo)
    assert told["Add items for what was to be covered: Negation"] == "withdrawn"

"""The corpus is sound, and what is counted over it is what it says."""

from __future__ import annotations

import pytest

from benchmarks.critic import measure
from benchmarks.critic.corpus import (
    DRAFT_RULES,
    DRAFTS,
    FOLDER,
    LEARNT,
    PLAN_RULES,
    SPLITS,
    TRIAL,
    DoesNotApply,
    Entry,
    SoundPlan,
    Swap,
    faults,
    load,
)
from benchmarks.critic.rates import Rate, d_prime
from benchmarks.critic.scoring import Silence, new_findings, read_plan, scores
from coresearch.core.findings import Finding, Severity
from coresearch.critic import drafts
from coresearch.critic.engine import Critique, critique


def entry(name: str, find: str, put: str, *, flaw: bool = True, **fields) -> Entry:
    fields.setdefault("lines", put or None)
    return Entry(name, "E7", flaw, "direct", (Swap(find, put),), why="", **fields)


def finding(quote: str, line: int, end_line: int = 0, message: str = "m") -> Finding:
    last = end_line or line
    return Finding("E7", "n", Severity.LOW, 1.0, line, last, quote, message, "q", "s")


def finder(word: str):
    """A critic with one rule, which reports each line that has `word`."""

    def read(text: str) -> Critique:
        lines = enumerate(text.splitlines(), start=1)
        found = tuple(finding(line, number) for number, line in lines if word in line)
        return Critique(found, ("E7",), (), ())

    return read


PLAN = SoundPlan(
    field="tiny",
    split="dev",
    text="# Plan\n\nWe train once.\nWe test once.\n",
    entries=(
        entry("tiny-E7-1", "train once", "train TODO"),
        entry("tiny-E7-2", "test once", "test later"),
        entry("tiny-E7-1c", "test once", "test (no TODO is left)", flaw=False),
        entry("tiny-E7-2c", "test once", "test one time", flaw=False),
    ),
)

# -- the corpus ---------------------------------------------------------------------


@pytest.mark.slow
def test_the_corpus_is_sound():
    parts = (*SPLITS, *LEARNT, TRIAL, DRAFTS)
    assert faults([plan for part in parts for plan in load(part)]) == []


def test_the_parts_share_no_field():
    parts = (*SPLITS, *LEARNT, TRIAL)
    fields = [file.stem for part in parts for file in (FOLDER / part).glob("*.md")]
    assert len(fields) == len(set(fields)) > len(parts)


def test_every_rule_of_the_critic_is_tried():
    clean = critique(PLAN.text)
    assert {*clean.checked, *clean.not_asked} <= set(PLAN_RULES)
    assert tuple(rule.id for rule in drafts.DRAFT_RULES) == DRAFT_RULES


@pytest.mark.parametrize("find", ["We fly", "We t"])
def test_an_edit_whose_passage_is_not_there_once_is_refused(find):
    with pytest.raises(DoesNotApply, match="tiny-E7-3"):
        entry("tiny-E7-3", find, "We wait").applied_to(PLAN.text)


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        (entry("tiny-E7-3", "We fly", ""), "finds its passage 0 times"),
        (entry("tiny-E7-3", "once.\n", "once.\n"), "finds its passage 2 times"),
        (entry("tiny-E7-3", "test", "test"), "changes nothing"),
        (entry("other-E7-3", "test", "probe"), "does not begin with"),
        (entry("tiny-E7-3", "test", "probe", lines="x"), "`lines` stand 0 times"),
    ],
)
def test_a_fault_of_an_entry_is_named(broken, fault):
    found = faults([SoundPlan("tiny", "dev", PLAN.text, (broken,))])
    assert fault in found[0]


# -- what is counted ----------------------------------------------------------------


def test_hits_misses_and_false_alarms_are_told_apart():
    [score] = scores([read_plan(PLAN, finder("TODO"), PLAN_RULES)], PLAN_RULES)
    assert score.found == Rate(1, 2)
    assert score.placed == Rate(1, 1)
    assert score.alarms == Rate(1, 2)
    assert score.clean == 0


def test_what_is_reported_on_the_clean_plan_is_no_hit():
    result = read_plan(PLAN, finder("We t"), PLAN_RULES)
    assert {outcome.silence for outcome in result.outcomes} == {Silence.KNOWN}
    assert len(result.clean) == 2


def test_entries_for_a_rule_that_is_not_written_are_left_out():
    result = read_plan(PLAN, lambda text: Critique((), (), ("Q1",), ()), PLAN_RULES)
    assert result.outcomes == ()
    assert result.untried == PLAN.entries


def test_a_finding_that_only_moved_is_not_new():
    old, new = finding("We train once.", 1), finding("We train\nonce.", 3)
    assert (
        new_findings([old], [new], "We train once.\n", "A\n\nWe train\nonce.\n") == ()
    )


def test_a_finding_whose_line_was_reworded_is_not_new():
    clean, edited = "A\nWe train once.\nB\n", "A\nB2\nWe train it but once.\nB\n"
    old, new = finding("We train once.", 2), finding("it but once", 3, message="other")
    assert new_findings([old], [new], clean, edited) == ()


def test_a_second_finding_elsewhere_is_new():
    old, second = finding("A", 1), finding("C", 3)
    text = "A\nB\nC\n"
    assert new_findings([old], [old, second], text, text) == (second,)


# Newcombe 1998 gives the first three; the fourth is in the rules for measures.
@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (8, 10, 0.490, 0.943),
    ],
)
def test_wilson_intervals_are_the_published_ones(hits, of, low, high):
    assert Rate(hits, of).interval() == pytest.approx((low, high), abs=5e-4)


def test_d_prime_is_finite_symmetric_and_zero_for_a_coin():
    perfect, blind = (Rate(20, 20), Rate(0, 20)), (Rate(10, 20), Rate(10, 20))
    assert d_prime(*perfect) == pytest.approx(3.9614, abs=1e-3)
    assert d_prime(*blind) == 0
    assert d_prime(*reversed(perfect)) == -d_prime(*perfect)


# -- the whole ----------------------------------------------------------------------


@pytest.mark.slow
def test_one_plan_is_measured_and_reported():
    rules = ("E7", "S1", "D2")
    results = {"dev": [read_plan(load("dev")[0], critique, rules)]}
    text = measure.report(results, rules, ("misses", "alarms"))
    for expected in ("dev: 1 plans", "E7", "Plants not found", "Weakest rules"):
        assert expected in text


def test_the_half_kept_for_the_end_is_not_read_unless_asked_for(monkeypatch, capsys):
    asked = []

    def loaded(split):
        asked.append(split)
        return (PLAN,)

    monkeypatch.setattr(measure, "load", loaded)
    monkeypatch.setattr(measure, "critique", finder("TODO"))
    measure.main(["--rule", "E7"])
    assert asked == ["dev"]
    assert "held" not in capsys.readouterr().out
    measure.main(["--rule", "E7", "--split", "both"])
    assert "dev + held, together" in capsys.readouterr().out


def test_all_answers_can_be_had_as_json(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(measure, "load", lambda split: (PLAN,))
    monkeypatch.setattr(measure, "critique", finder("TODO"))
    measure.main(["--json", str(tmp_path / "out.json")])
    written = (tmp_path / "out.json").read_text()
    assert '"id": "tiny-E7-2"' in written

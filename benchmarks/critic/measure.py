"""Measure the offline critic: `python -m benchmarks.critic.measure`.

The half that is kept for the end is neither read nor printed unless it is asked for by
name, so that nobody tunes a rule on it by accident.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.critic import tables
from benchmarks.critic.corpus import (
    DRAFT_RULES,
    DRAFTS,
    LEARNT,
    PLAN_RULES,
    SPLITS,
    TRIAL,
    load,
)
from benchmarks.critic.scoring import (
    PlanResult,
    Score,
    Stopwatch,
    read_plan,
    scores,
    total,
)
from coresearch.critic.drafts import DRAFT_RULES as OF_DRAFTS
from coresearch.critic.engine import critique

Results = Mapping[str, Sequence[PlanResult]]
"""What came of each half."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Read, count and print."""
    asked = _parse(arguments)
    splits = SPLITS if asked.split == "both" else (asked.split,)
    rules, read = PLAN_RULES, critique
    if asked.unweighed:
        read = partial(critique, weigh=False)
    if asked.split == DRAFTS:
        rules, read = DRAFT_RULES, partial(critique, rules=OF_DRAFTS)
    rules, critic = tuple(asked.rule or rules), Stopwatch(read)
    results = {
        split: [read_plan(plan, critic, rules) for plan in load(split)]
        for split in splits
    }
    print(report(results, rules, asked.show or ()))
    print(f"\n{_speed(critic)}")
    if asked.json:
        values = as_json(results, rules, critic)
        asked.json.write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.critic.measure",
        description="How many planted flaws the critic finds, and what it imagines.",
    )
    parser.add_argument(
        "--split",
        choices=(*SPLITS, *LEARNT, TRIAL, DRAFTS, "both"),
        default="dev",
        help="which half of the corpus (default: dev; held is for the end)",
    )
    parser.add_argument(
        "--rule",
        action="append",
        choices=(*PLAN_RULES, *DRAFT_RULES),
        metavar="ID",
        help="only this rule, such as S4; may be given several times",
    )
    parser.add_argument(
        "--show",
        action="append",
        choices=("misses", "alarms"),
        help="also print each plant missed, or each control reported",
    )
    parser.add_argument(
        "--unweighed",
        action="store_true",
        help="what the rules find by themselves, without what was learnt from examples",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all there")
    return parser.parse_args(arguments)


def report(results: Results, rules: Sequence[str], show: Sequence[str] = ()) -> str:
    """All that is printed but the speed."""
    parts = [
        part
        for split, read in results.items()
        for part in _split_report(split, read, rules, show)
    ]
    everything = [result for read in results.values() for result in read]
    counted = scores(everything, rules)
    if len(results) > 1:
        parts += [" + ".join(results) + ", together", tables.score_table(counted)]
        parts.append("\n".join(tables.notes(everything, total(counted))))
    return "\n\n".join((*parts, tables.weakest_rules(counted)))


def _split_report(
    split: str, read: Sequence[PlanResult], rules: Sequence[str], show: Sequence[str]
) -> list[str]:
    parts = [tables.section(split, read, rules)]
    if "misses" in show:
        parts.append(tables.misses(read))
    if "alarms" in show:
        parts.append(tables.alarms(read))
    return parts


def _speed(critic: Stopwatch) -> str:
    return (
        f"Speed: {critic.texts} plans read in {critic.cpu:.1f} CPU s "
        f"({critic.wall:.1f} s on the clock): {critic.texts / critic.cpu:.0f} plans "
        "per CPU second"
    )


# -- JSON ---------------------------------------------------------------------------


def as_json(
    results: Results, rules: Sequence[str], critic: Stopwatch
) -> dict[str, Any]:
    """Everything that was counted, and every single answer, for another program."""
    return {
        "splits": {split: _split_json(read, rules) for split, read in results.items()},
        "speed": {
            "plans": critic.texts,
            "cpu_seconds": round(critic.cpu, 3),
            "wall_seconds": round(critic.wall, 3),
        },
    }


def _split_json(read: Sequence[PlanResult], rules: Sequence[str]) -> dict[str, Any]:
    counted = scores(read, rules)
    return {
        "rules": [_score_json(score) for score in counted],
        "all": _score_json(total(counted)),
        "clean": [
            {"plan": result.plan.field, **asdict(found)}
            for result in read
            for found in result.clean
        ],
        "entries": [
            {
                "id": outcome.entry.id,
                "rule": outcome.entry.rule,
                "flaw": outcome.entry.flaw,
                "reported": outcome.reported,
                "placed": outcome.placed,
                "silence": outcome.silence,
                "new": [asdict(found) for found in outcome.new],
            }
            for result in read
            for outcome in result.outcomes
        ],
    }


def _score_json(score: Score) -> dict[str, Any]:
    return {
        "name": score.name,
        "plants": score.found.of,
        "found": score.found.hits,
        "recall_95": score.found.interval(),
        "placed": score.placed.hits,
        "placeable": score.placed.of,
        "controls": score.alarms.of,
        "alarms": score.alarms.hits,
        "alarms_95": score.alarms.interval(),
        "d_prime": score.d_prime,
        "on_clean": score.clean,
        "pages": score.pages,
    }


if __name__ == "__main__":
    main()

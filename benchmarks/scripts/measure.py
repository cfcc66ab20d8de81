"""Measure the critic of scripts: `python -m benchmarks.scripts.measure`.

Scored as the critic of plans is (`benchmarks/critic`): an entry's own rule must say
something new about the edited script. The half that is kept for the end is not read
unless it is asked for by name.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import yaml

from benchmarks.critic import tables
from benchmarks.critic.corpus import SoundPlan, parse_entry
from benchmarks.critic.scoring import PlanResult, Stopwatch, read_plan, scores, total
from coresearch.critic.engine import Critique
from coresearch.critic.scripts.engine import SCRIPT_RULES, critique_script
from coresearch.critic.scripts.source import read_notebook, read_script

FOLDER = Path(__file__).parent / "corpus"
SPLITS = ("dev", "held")
RULES = tuple(rule.id for rule in SCRIPT_RULES)
_CELL = "# %%"


def main(arguments: Sequence[str] | None = None) -> None:
    """Read, count and print."""
    asked = _parse(arguments)
    rules = tuple(asked.rule or RULES)
    reader = Stopwatch(read)
    for split in SPLITS if asked.split == "both" else (asked.split,):
        results = [read_plan(script, reader, rules) for script in load(split)]
        print("\n\n".join(report(split, results, rules, asked.show or ())), end="\n\n")
    print(
        f"Speed: {reader.texts} scripts read in {reader.cpu:.1f} CPU s: "
        f"{reader.texts / reader.cpu:.0f} scripts per CPU second"
    )


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.scripts.measure",
        description="How many planted flaws the critic finds in scripts.",
    )
    parser.add_argument("--split", choices=(*SPLITS, "both"), default="dev")
    parser.add_argument("--rule", action="append", choices=RULES, metavar="ID")
    parser.add_argument("--show", action="append", choices=("misses", "alarms"))
    return parser.parse_args(arguments)


def report(
    split: str,
    results: Sequence[PlanResult],
    rules: Sequence[str],
    show: Sequence[str] = (),
) -> list[str]:
    """What is printed of one half."""
    counted = scores(results, rules)
    lines = sum(result.plan.text.count("\n") for result in results)
    overall = total(counted)
    parts = [
        f"{split}: {len(results)} scripts of {lines} lines together "
        "(a page is 500 words)",
        tables.score_table(counted),
        "\n".join(tables.notes(results, overall)),
        tables.weakest_rules(counted),
        f"Findings on sound scripts: {overall.clean}",
    ]
    for result in results:
        for found in result.clean:
            parts.append(
                f"  {result.plan.field}:{found.line} {found.rule} {found.message}"
            )
    if "misses" in show:
        parts.append(tables.misses(results))
    if "alarms" in show:
        parts.append(tables.alarms(results))
    return parts


def read(text: str) -> Critique:
    """What the critic says of a script, or of a notebook written as one."""
    if text.startswith(_CELL):
        return critique_script(read_notebook(as_notebook(text)))
    return critique_script(read_script(text))


def as_notebook(text: str) -> str:
    """A script whose cells begin with `# %%` as a notebook's JSON."""
    cells = []
    for part in text.split(f"\n{_CELL}"):
        head, _, body = part.partition("\n")
        kind = "markdown" if "[markdown]" in head else "code"
        lines = body.splitlines(keepends=True)
        cells.append({"cell_type": kind, "metadata": {}, "source": lines})
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, indent=1)


@cache
def load(split: str) -> tuple[SoundPlan, ...]:
    """The scripts of `split`, by name."""
    return tuple(_load(path) for path in sorted((FOLDER / split).glob("*.py")))


def _load(path: Path) -> SoundPlan:
    plants = (FOLDER / "plants" / f"{path.stem}.yaml").read_text(encoding="utf-8")
    return SoundPlan(
        field=path.stem,
        split=path.parent.name,
        text=path.read_text(encoding="utf-8"),
        entries=tuple(map(parse_entry, yaml.safe_load(plants))),
    )


if __name__ == "__main__":
    main()

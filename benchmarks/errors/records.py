"""What each rule's words are worth: `python -m benchmarks.errors.records --trees F`.

Over all that was learnt from: how often a rule came first, with nothing of the
repository and no edit to go by, and named the cause; and the same by kind. What was
said of the repositories when they were first met counts too. The
numbers go into `coresearch/diagnosis/record.py`, which bounds what is stated.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.critic.rates import Rate
from benchmarks.errors import measure, threads
from benchmarks.errors.last import opened
from benchmarks.errors.repositories import SHOWN_AS
from benchmarks.errors.repositories import load as load_repositories
from coresearch.diagnosis.case import Around
from coresearch.diagnosis.engine import Diagnosis, diagnose
from coresearch.diagnosis.reader import read_log
from coresearch.workbench.diagnose import diagnose_log


def firsts(trees: Path) -> Iterator[tuple[Diagnosis, bool]]:
    """What comes first for each error, and whether it names the cause."""
    for part in measure.PARTS:
        for case in measure.load(part):
            result = measure.judge(case)
            if result.found:
                yield result.found[0], result.rank == 1
    for found in threads.load().values():
        for one in found:
            failure = read_log(one["log"]).first
            said = diagnose(failure, Around()) if failure else ()
            if said:
                names = {one["named"], *str(one.get("names", "")).split("|")}
                yield said[0], said[0].rule.id in names
    for repository in load_repositories():
        if repository.is_kept:
            continue
        with opened(repository, trees) as project:
            log = repository.log.replace(SHOWN_AS, str(project.root))
            told = diagnose_log("log", log, project, keep=False).told
            if told:
                yield told[0].diagnosis, told[0].diagnosis.rule.id in repository.names


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table, and the shares of the kinds."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.errors.records")
    parser.add_argument("--trees", type=Path, required=True)
    asked = parser.parse_args(arguments)
    learnt = [one for one in load_repositories() if not one.is_kept]
    of = Counter(one.said_first for one in learnt)
    right = Counter(one.said_first for one in learnt if one.was_named)
    kinds: Counter[tuple[str, bool]] = Counter()
    for first, is_right in firsts(asked.trees):
        kind = "seen" if first.rule.is_seen else "edit" if first.cause.edit else "said"
        kinds[kind, is_right] += 1
        if kind == "said":
            of[first.rule.id] += 1
            right[first.rule.id] += is_right
    print("RECORD = {")
    for name in sorted(of):
        print(f'    "{name}": ({right[name]}, {of[name]}),')
    print("}")
    for kind in ("seen", "edit", "said"):
        rate = Rate(kinds[kind, True], kinds[kind, True] + kinds[kind, False])
        print(kind, rate.hits, rate.of, rate.interval())


if __name__ == "__main__":
    main()

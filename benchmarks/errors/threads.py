"""Errors of public threads: `python -m benchmarks.errors.threads`.

The causes are those that an answer in the thread states; whether a rule named one was
judged by hand, once, when the list was new. What is said now is printed beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from benchmarks.critic.rates import Rate
from benchmarks.layout import table
from coresearch.diagnosis.case import Around
from coresearch.diagnosis.engine import diagnose
from coresearch.diagnosis.reader import read_log

THREADS = Path(__file__).parent / "threads.yaml"


def load() -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """The lists by name, each with its threads."""
    found: Mapping[str, Sequence[Mapping[str, Any]]] = yaml.safe_load(
        THREADS.read_text(encoding="utf-8")
    )
    return found


def said_now(log: str) -> list[str]:
    """The first three causes, each with its rule."""
    failure = read_log(log).first
    found = diagnose(failure, Around())[:3] if failure else ()
    return [
        f"{one.rule.id} {one.cause.confidence:.2f}: {one.cause.message}"
        for one in found
    ]


def rows(threads: Sequence[Mapping[str, Any]]) -> Iterable[tuple[str, str, str, str]]:
    """Rates with 95 % intervals (Wilson), before and when the list was new."""
    for word, named, sure in (
        ("before", "named_before", "sure_before"),
        ("when the list was new", "named", "sure"),
    ):
        if any(named not in one for one in threads):
            continue
        is_named = [one[named] not in (False, "-") for one in threads]
        wrong = [
            not right for one, right in zip(threads, is_named, strict=True) if one[sure]
        ]
        yield (f"cause in the first three, {word}", *_shown(is_named))
        yield (f"wrong, of those above 0.8, {word}", *_shown(wrong))


def _shown(hits: Sequence[bool]) -> tuple[str, str, str]:
    rate = Rate(sum(hits), len(hits))
    low, high = rate.interval()
    return f"{rate.hits}/{rate.of}", f"{rate.share:.0%}", f"{low:.0%} to {high:.0%}"


def main() -> None:
    """Print the rates of each list, and what is said of each thread now."""
    for name, threads in load().items():
        print(f"{name} list: {len(threads)} threads")
        print(table(("", "of", "share", "95 %"), list(rows(threads))))
        for one in threads:
            print(f"\n{one['thread']}: {one['cause']} (named: {one['named']})")
            for said in said_now(one["log"]):
                print(f"  {said}")
        print()


if __name__ == "__main__":
    main()

"""Plans of any length, made of the development half of the critic's corpus."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice

from benchmarks.critic.corpus import load


def plan_of(size: int) -> str:
    """Whole paragraphs of sound plans, of about `size` bytes and never more."""
    taken: list[str] = []
    length = 0
    for paragraph in _paragraphs():
        length += len(paragraph.encode()) + 2
        if length > size:
            break
        taken.append(paragraph)
    return "\n\n".join(taken) + "\n"


def _paragraphs() -> Iterator[str]:
    for plan in cycle(load("dev")):
        yield from plan.text.strip().split("\n\n")


def different_plans(number: int) -> list[str]:
    """So many plans, sound and flawed, no two the same."""
    texts = [
        entry.applied_to(plan.text) for plan in load("dev") for entry in plan.entries
    ]
    chosen = islice(cycle(texts), number)
    return [f"{text}\n\nThis is version {i}.\n" for i, text in enumerate(chosen)]

"""Why what was read from a plan may not be what it says: language, contradictions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coresearch.audit.check import joined
from coresearch.critic.engine import critique
from coresearch.critic.language import language_of
from coresearch.critic.rules.execution import E2
from coresearch.critic.rules.questions import Q5

_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
_SEEDS = re.compile(
    rf"\b(?P<count>\d{{1,4}}|{'|'.join(_WORDS)}) (?:random |training )?seeds\b",
    re.IGNORECASE,
)
_BETTER = re.compile(
    r"\bprimary (?:metric|measure|outcome|endpoint) is (?:the )?"
    r"(?P<name>[^.,;(\n]{2,60})",
    re.IGNORECASE,
)


def doubts(text: str, name: str) -> Iterator[str]:
    """A sentence for each reason to settle the plan first; none where it reads well."""
    language = language_of(text)
    if language not in (None, "English"):
        yield (
            f"{name} is in {language}, which the rules do not read: what they did "
            "not find may stand there all the same."
        )
        return
    yield from _several(text, name)
    for found in critique(text, rules=(Q5, E2)).findings:
        yield f"{name}:{found.line} contradicts itself ({found.name}): {found.message}"


def _several(text: str, name: str) -> Iterator[str]:
    """Numbers of seeds, or primary measures, of which there can be one."""
    seeds: dict[int, int] = {}
    measures: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        for found in _SEEDS.finditer(line):
            said = found["count"].lower()
            seeds.setdefault(_WORDS.get(said) or int(said), number)
        for found in _BETTER.finditer(line):
            measures.setdefault(found["name"].strip().casefold(), number)
    if len(seeds) > 1:
        told = joined(f"{count} (line {at})" for count, at in seeds.items())
        yield f"{name} names several numbers of seeds: {told}."
    if len(measures) > 1:
        told = joined(f"{one} (line {at})" for one, at in measures.items())
        yield f"{name} names several primary measures: {told}."
